//! Chapters and sections: each begins with an article of the text, behind the one before it, and no article
//! stands before the first.

use super::{cite, no_such_article};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Division, Lang, Phrase, Problem, Text, Word};
use crate::policy::{ArticleRef, Bundle, Chapter, ChapterRef, Series};
use crate::source::Spanned;

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
pub(crate) fn name(chapter: &Chapter) -> Word {
    let named = |lang| chapter.name(lang);
    Word::Text(Text { zh: named(Lang::Zh), en: named(Lang::En) })
}

/// That a text has no such chapter or section, with those that it has.
pub(crate) fn no_such_chapter(chapters: &[Chapter], cited: &Spanned<ChapterRef>) -> Diagnostic {
    let name = |of: ChapterRef| Text { zh: of.cite(Lang::Zh), en: of.cite(Lang::En) };
    let args = vec![("name", Word::Text(name(cited.value)))];
    let wrong = Diagnostic::new(Problem::NoSuchChapter, cited.span, args);
    // Of a section those of its chapter are told, where it has any.
    let all = (0..chapters.len()).filter_map(|at| ChapterRef::of(chapters, at));
    let (sections, whole): (Vec<_>, Vec<_>) = all.partition(|one| one.section.is_some());
    let own = |one: &ChapterRef| cited.section.is_some() && one.chapter == cited.chapter;
    let sections: Vec<ChapterRef> = sections.into_iter().filter(own).collect();
    let known = if sections.is_empty() { whole } else { sections };
    if known.is_empty() {
        return wrong.with_help(Phrase::TextHasNoChapters, Vec::new());
    }
    let known = known.into_iter().map(|one| Word::Text(name(one))).collect();
    wrong.with_help(Phrase::ChaptersAre, vec![("names", Word::List(known))])
}
