//! Words of headings and of the title.

use super::find::occurrences;
use super::plan::Plan;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Text, Word, letters};
use crate::policy::check::{cite, no_such_article};
use crate::policy::{Address, Amendment, ArticleRef, Bundle, Wording};
use crate::source::Spanned;

/// The title after the amendment. Headings whose words are replaced are noted in the plan.
pub(super) fn heads(
    bundle: &Bundle,
    amendment: &Amendment,
    plan: &mut Plan,
    problems: &mut Problems,
) -> Text {
    let mut title = bundle.manifest.title.clone();
    for (edit, one) in amendment.edits.iter().enumerate() {
        let (at, old, new) = match &one.words {
            Wording::Rename(new) => {
                title = new.clone();
                continue;
            }
            Wording::Substitute { at, old, new, .. } => (at, old, new),
            _ => continue,
        };
        for address in at {
            match address.value {
                Address::Title => {
                    let place = Phrase::TheTitle.into();
                    if let Some(zh) = replaced(&title.zh, old, new, place, problems) {
                        title.zh = zh;
                    }
                }
                Address::Heading(number) => {
                    let whole = ArticleRef::whole(number);
                    if let Some(wrong) = no_such_article(&bundle.articles, whole, address.span) {
                        problems.push(wrong);
                        continue;
                    }
                    let article = bundle.articles.iter().find(|one| one.number.value == number);
                    let Some(article) = article else { continue };
                    if plan.headings.contains_key(&whole) {
                        problems.add(Problem::EditsOverlap, old.span, Vec::new());
                        continue;
                    }
                    let zh = replaced(&article.heading.zh, old, new, cite(whole), problems);
                    if let Some(zh) = zh {
                        let heading = Text { zh, en: article.heading.en.clone() };
                        plan.headings.insert(whole, (edit, heading));
                    }
                }
                Address::Everywhere | Address::Part(_) => {}
            }
        }
    }
    title
}

/// A plain text with words replaced that stand there once.
fn replaced(
    text: &str,
    old: &Spanned<String>,
    new: &Spanned<String>,
    place: Word,
    problems: &mut Problems,
) -> Option<String> {
    let there = letters(text);
    let plain: Vec<char> = there.iter().map(|one| one.letter).collect();
    let words: Vec<char> = letters(&old.value).into_iter().map(|one| one.letter).collect();
    let found = occurrences(&plain, &words);
    let args = vec![("words", Word::from(old.value.as_str())), ("place", place.clone())];
    match found.as_slice() {
        [only] => {
            let begins = there.get(only.start)?.at.start;
            let ends = there.get(only.end.checked_sub(1)?)?.at.end;
            Some(format!("{}{}{}", text.get(..begins)?, new.value, text.get(ends..)?))
        }
        [] => {
            let near = vec![("words", Word::from(text)), ("place", place)];
            let wrong = Diagnostic::new(Problem::WordsNotThere, old.span, args);
            problems.push(wrong.with_help(Phrase::NearestWordsAre, near));
            None
        }
        several => {
            let count = vec![
                ("count", Word::from(several.len().to_string())),
                ("places", Word::List(vec![place])),
            ];
            problems.add(Problem::WordsTooOften, old.span, [args, count].concat());
            None
        }
    }
}
