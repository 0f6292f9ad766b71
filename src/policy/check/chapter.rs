//! Chapters and sections: each begins with an article of the text, behind the one before it, and no article
//! stands before the first.

use super::{cite, no_such_article};
use crate::diagnostic::Problems;
use crate::lang::{Division, Lang, Problem, Text, Word};
use crate::policy::{ArticleRef, Bundle, Chapter, Series};

/// Tells of chapters that do not hold articles as they say.
pub(super) fn order(bundle: &Bundle, problems: &mut Problems) {
    if bundle.articles.is_empty() {
        return;
    }
    let mut before: Option<(usize, &Chapter)> = None;
    let mut chapter: Option<usize> = None;
    for one in bundle.chapters.iter() {
        let number = one.from.value;
        let found = bundle.articles.iter().position(|article| article.number.value == number);
        let Some(at) = found else {
            let cited = ArticleRef::whole(number);
            let wrong = no_such_article(&bundle.articles, cited, one.from.span);
            wrong.into_iter().for_each(|wrong| problems.push(wrong));
            continue;
        };
        if number.series == Series::Attachment {
            let args = vec![("name", name(one)), ("article", cite(ArticleRef::whole(number)))];
            problems.add(Problem::ChapterAttached, one.from.span, args);
            continue;
        }
        // The first section begins with its chapter, and the first chapter with the text.
        let begins = match one.division {
            Division::Part | Division::Chapter => before.is_none().then_some(0),
            Division::Section => {
                let first = before.is_some_and(|(_, one)| one.division == Division::Chapter);
                chapter.filter(|_| first)
            }
        };
        let late = begins.filter(|begins| *begins < at);
        if let Some(outside) = late.and_then(|at| bundle.articles.get(at)) {
            let article = cite(ArticleRef::whole(outside.number.value));
            let args = vec![("name", name(one)), ("article", article)];
            problems.add(Problem::ChapterGap, one.from.span, args);
        }
        let is_first_section = begins.is_some() && one.division == Division::Section;
        if let Some((_, earlier)) = before.filter(|(last, _)| *last >= at && !is_first_section) {
            let args = vec![
                ("name", name(one)),
                ("article", cite(ArticleRef::whole(number))),
                ("before", name(earlier)),
            ];
            problems.add(Problem::ChapterOrder, one.from.span, args);
        }
        if one.division != Division::Section {
            chapter = Some(at);
        }
        before = Some((at, one));
    }
}

/// As it is numbered.
pub(super) fn name(chapter: &Chapter) -> Word {
    let named = |lang| chapter.name(lang);
    Word::Text(Text { zh: named(Lang::Zh), en: named(Lang::En) })
}
