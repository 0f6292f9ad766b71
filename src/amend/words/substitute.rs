//! Words that stand instead of others: where they stand in the text before, and the text with them.

use std::ops::Range;

use super::address::{holds, place, short, units};
use super::find::{nearest, occurrences};
use super::printed::{Placed, Token, flat, tokens};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word, letters};
use crate::policy::check::cite;
use crate::policy::{Address, Amendment, Article, ArticleRef, Bundle, Wording};
use crate::source::{Span, Spanned};

/// Words of a text that others replace.
#[derive(Clone, Debug)]
pub(super) struct Substitution {
    /// The edit.
    pub(super) edit: usize,
    /// The place of the words that go, in the amendment.
    pub(super) at: Span,
    /// The text in which they stand.
    pub(super) unit: ArticleRef,
    /// Its tokens that are replaced.
    pub(super) tokens: Range<usize>,
    /// The words that come, with what is left of slots that are replaced in part.
    pub(super) new: String,
    /// How many bytes of that come before the words that the drafter wrote.
    pub(super) begins: usize,
}

/// Where the words of all edits stand; those that stand nowhere, or too often, are told.
pub(super) fn substitutions(
    bundle: &Bundle,
    amendment: &Amendment,
    problems: &mut Problems,
) -> Vec<Substitution> {
    let units = units(&bundle.articles);
    let texts: Vec<(ArticleRef, Vec<Placed>)> =
        units.iter().map(|(place, text)| (*place, tokens(&text.value, Some(bundle)))).collect();
    let mut found = Vec::new();
    for (edit, one) in amendment.edits.iter().enumerate() {
        let Wording::Substitute { at, old, new, all } = &one.words else { continue };
        for address in at {
            let scope = match address.value {
                Address::Everywhere => None,
                Address::Part(cited) => {
                    let cited = Spanned::new(cited, address.span);
                    let Some(place) = place(&bundle.articles, &cited, problems) else { continue };
                    Some(place)
                }
                Address::Title | Address::Heading(_) => continue,
            };
            let own = within(&texts, scope, old, new, edit);
            match own.len() {
                0 => problems.push(missing(&bundle.articles, &texts, scope, old)),
                1 => {}
                _ if *all => {}
                _ => problems.push(too_often(&bundle.articles, &own, scope, old)),
            }
            if *all || own.len() == 1 {
                found.extend(own);
            }
        }
    }
    found
}

/// Where words stand in the texts of a place, or of all.
fn within(
    texts: &[(ArticleRef, Vec<Placed>)],
    scope: Option<ArticleRef>,
    old: &Spanned<String>,
    new: &Spanned<String>,
    edit: usize,
) -> Vec<Substitution> {
    let words: Vec<char> = letters(&old.value).into_iter().map(|one| one.letter).collect();
    let mut found = Vec::new();
    let texts = texts.iter().filter(|(unit, _)| scope.is_none_or(|scope| holds(scope, *unit)));
    for (unit, tokens) in texts {
        let flat = flat(tokens);
        let plain: Vec<char> = flat.iter().map(|(letter, _)| *letter).collect();
        for place in occurrences(&plain, &words) {
            let token = |at: usize| flat.get(at).map_or(0, |(_, token)| *token);
            let (first, last) = (token(place.start), token(place.end.saturating_sub(1)));
            // What is left of a slot that is replaced in part stays around the new words.
            let begins = flat.iter().position(|(_, of)| *of == first).unwrap_or(0);
            let ends = flat.iter().rposition(|(_, of)| *of == last).map_or(0, |at| at + 1);
            let head = slot_part(tokens, first, 0..place.start - begins);
            let inside = place.end - flat.iter().position(|(_, of)| *of == last).unwrap_or(0);
            let tail = slot_part(tokens, last, inside..inside + (ends - place.end));
            found.push(Substitution {
                edit,
                at: old.span,
                unit: *unit,
                tokens: first..last + 1,
                begins: head.len(),
                new: format!("{head}{}{tail}", new.value),
            });
        }
    }
    found
}

/// Some letters of the words of a slot.
fn slot_part(tokens: &[Placed], at: usize, part: Range<usize>) -> String {
    let Some(Token::Slot(slot)) = tokens.get(at).map(|placed| &placed.token) else {
        return String::new();
    };
    let letters = letters(&slot.words);
    let Some((first, last)) = letters.get(part).and_then(|part| part.first().zip(part.last()))
    else {
        return String::new();
    };
    slot.words.get(first.at.start..last.at.end).unwrap_or("").to_owned()
}

/// Words that do not stand where they should: where they do stand, or the nearest that stand there.
fn missing(
    articles: &[Article],
    texts: &[(ArticleRef, Vec<Placed>)],
    scope: Option<ArticleRef>,
    old: &Spanned<String>,
) -> Diagnostic {
    let args = vec![("words", Word::from(old.value.as_str())), ("place", told(scope))];
    let wrong = Diagnostic::new(Problem::WordsNotThere, old.span, args);
    let words: Vec<char> = letters(&old.value).into_iter().map(|one| one.letter).collect();
    let is_there = |(_, tokens): &&(ArticleRef, Vec<Placed>)| {
        let plain: Vec<char> = flat(tokens).into_iter().map(|(letter, _)| letter).collect();
        !occurrences(&plain, &words).is_empty()
    };
    let elsewhere: Vec<Word> = texts
        .iter()
        .filter(is_there)
        .map(|(unit, _)| cite(short(articles, *unit)))
        .take(4)
        .collect();
    if !elsewhere.is_empty() {
        return wrong.with_help(Phrase::TheseWordsStandIn, vec![("places", Word::List(elsewhere))]);
    }
    let near = |(unit, tokens): &(ArticleRef, Vec<Placed>)| {
        let flat = flat(tokens);
        let plain: Vec<char> = flat.iter().map(|(letter, _)| *letter).collect();
        let (cost, at) = nearest(&plain, &words)?;
        // What lies outside the place counts for less.
        let outside = usize::from(!scope.is_none_or(|scope| holds(scope, *unit)));
        let words: String = plain.get(at).unwrap_or(&[]).iter().collect();
        Some((outside, cost, *unit, words))
    };
    let best = texts.iter().filter_map(near).min_by_key(|(outside, cost, ..)| (*outside, *cost));
    match best {
        Some((_, _, unit, words)) => {
            let args = vec![("words", Word::from(words)), ("place", cite(short(articles, unit)))];
            wrong.with_help(Phrase::NearestWordsAre, args)
        }
        None => wrong,
    }
}

fn too_often(
    articles: &[Article],
    found: &[Substitution],
    scope: Option<ArticleRef>,
    old: &Spanned<String>,
) -> Diagnostic {
    let count = found.len();
    let mut places: Vec<ArticleRef> = found.iter().map(|one| one.unit).collect();
    places.dedup();
    let places = places.into_iter().map(|place| cite(short(articles, place))).collect();
    let args = vec![
        ("words", Word::from(old.value.as_str())),
        ("place", told(scope)),
        ("count", count.to_string().into()),
        ("places", Word::List(places)),
    ];
    Diagnostic::new(Problem::WordsTooOften, old.span, args)
}

fn told(scope: Option<ArticleRef>) -> Word {
    scope.map_or_else(|| Phrase::TheWholeText.into(), cite)
}
