//! The chapters of a text under amendments: each article stands under the last heading before it, and a
//! chapter of which all articles go, goes with them.

use std::collections::BTreeSet;

use super::address::short;
use super::consequence::Cited;
use super::headings::Headings;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{
    Division, DivisionCitation, Phrase, Problem, Word, chinese_number, division_citations,
    own_divisions,
};
use crate::policy::check::{chapter_name, cite};
use crate::policy::{
    Amendment, ArticleNumber, ArticleRef, Bundle, Chapter, ChapterRef, Series, chapter_of_section,
    innermost, number_chapters,
};
use crate::source::{Span, Spanned};

/// The chapters of the text after.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The chapters, each with its sections behind it.
    pub(super) chapters: Vec<Chapter>,
    /// Of each the heading.
    pub(super) headings: Vec<usize>,
    /// In which heading each article stands that stood before.
    inside: Vec<(ArticleNumber, Vec<usize>)>,
    /// What stands above no article that it may, or leaves articles outside.
    wrong: Vec<Wrong>,
}

/// A heading that cannot stand so, with the article of which that is so.
#[derive(Debug)]
struct Wrong {
    problem: Problem,
    heading: usize,
    article: ArticleRef,
}

impl Standing {
    /// Where a heading stands after.
    pub(super) fn position(&self, heading: usize) -> Option<usize> {
        self.headings.iter().position(|known| *known == heading)
    }
    /// Of each of the chapters which it was before.
    pub(super) fn were(&self, headings: &Headings) -> Vec<Option<usize>> {
        let was = |at: &usize| headings.all.get(*at).and_then(|one| one.was);
        self.headings.iter().map(was).collect()
    }
}

/// The chapters of the text after.
pub(super) fn after(tree: &[Node], headings: &Headings) -> Standing {
    let mut found = Standing::default();
    // The headings below which the text stands, the outermost first; an article outside of them.
    let mut open: Vec<usize> = Vec::new();
    let (mut outside, mut without): (Option<ArticleRef>, Option<ArticleRef>) = (None, None);
    for node in tree {
        let Some(head) = &node.head else { continue };
        for &at in &head.above {
            if headings.all.get(at).is_none_or(|one| one.gone) {
                continue;
            }
            match headings.is_section(at) {
                true => open.truncate(1),
                false => open.clear(),
            }
            open.push(at);
        }
        if node.gone || head.number.value.series == Series::Attachment {
            continue;
        }
        let cited = node.was.unwrap_or_else(|| ArticleRef::whole(head.number.value).as_new(true));
        if let Some(was) = node.was {
            found.inside.push((was.article, open.clone()));
        }
        if open.is_empty() {
            outside = outside.or(Some(cited));
        }
        for (depth, &at) in open.iter().enumerate() {
            let Some(heading) = headings.all.get(at).filter(|_| !found.headings.contains(&at))
            else {
                continue;
            };
            let mut wrong =
                |problem, article| found.wrong.push(Wrong { problem, heading: at, article });
            match (depth, headings.is_section(at)) {
                (0, true) => wrong(Problem::SectionWithoutChapter, cited),
                (0, false) => {
                    outside.take().into_iter().for_each(|one| wrong(Problem::ChapterGap, one));
                    without = None;
                }
                _ => without.take().into_iter().for_each(|one| wrong(Problem::ChapterGap, one)),
            }
            let from = Spanned::new(head.number.value, heading.chapter.from.span);
            found.chapters.push(Chapter { from, ..heading.chapter.clone() });
            found.headings.push(at);
        }
        if open.len() == 1 {
            without = without.or(Some(cited));
        }
    }
    number_chapters(&mut found.chapters);
    found
}

/// Tells of headings that cannot stand as the amendment has them; answers whether there are any.
pub(super) fn wrong(
    standing: &Standing,
    headings: &Headings,
    amendment: &Amendment,
    problems: &mut Problems,
) -> bool {
    for one in &standing.wrong {
        let Some(chapter) = standing.position(one.heading).and_then(|at| standing.chapters.get(at))
        else {
            continue;
        };
        let heading = headings.all.get(one.heading);
        // A heading that went leaves what stood below it to those around.
        let goes = || headings.all.iter().filter(|one| one.gone).filter_map(|one| one.by).min();
        let by = heading.and_then(|one| one.by).or_else(goes);
        let at = by.and_then(|by| amendment.edits.get(by)).map_or(amendment.at, |edit| edit.at);
        let args = vec![("name", chapter_name(chapter)), ("article", cite(one.article))];
        problems.add(one.problem, at.part(0, 1), args);
    }
    !standing.wrong.is_empty()
}

/// What a text names of chapters that have other numbers after, at its place.
pub(super) fn renamed(
    text: &str,
    was: ArticleRef,
    bundle: &Bundle,
    headings: &Headings,
    standing: &Standing,
) -> Vec<Cited> {
    let mut found = Vec::new();
    for citation in division_citations(text) {
        let Some((before, Some(after))) = now(&citation, was, bundle, headings, standing) else {
            continue;
        };
        let numbers = [
            (citation.chapter, before.chapter, Some(after.chapter)),
            (citation.section, before.section.unwrap_or(0), after.section),
        ];
        for (placed, old, new) in numbers {
            let Some(((_, at), new)) = placed.zip(new).filter(|(_, new)| *new != old) else {
                continue;
            };
            let words = text.get(at.clone()).unwrap_or("").to_owned();
            let said = match words.is_ascii() {
                true => new.to_string(),
                false => chinese_number(new.into()),
            };
            // What it names begins with that article.
            let first = before.find(&bundle.chapters).and_then(|at| bundle.chapters.get(at));
            let cites = first.map_or(was, |one| ArticleRef::whole(one.from.value));
            found.push(Cited { at, cites, old: words, new: Some(said) });
        }
    }
    found
}

/// The chapter or section that a text at a place names, and which that is after, where there is one.
fn now(
    citation: &DivisionCitation,
    was: ArticleRef,
    bundle: &Bundle,
    headings: &Headings,
    standing: &Standing,
) -> Option<(ChapterRef, Option<ChapterRef>)> {
    let own = || {
        let inner = inner(bundle, was.article)?;
        ChapterRef::of(&bundle.chapters, inner).map(|one| one.chapter)
    };
    let chapter = citation.chapter.as_ref().map(|(number, _)| *number).or_else(own)?;
    let before = ChapterRef { chapter, section: citation.section.as_ref().map(|(at, _)| *at) };
    let at = before.find(&bundle.chapters)?;
    let heading = headings.all.iter().position(|one| one.was == Some(at))?;
    let after = standing.position(heading).and_then(|at| ChapterRef::of(&standing.chapters, at));
    // A section that is named without its chapter stays in it.
    let moved = |after: &ChapterRef| {
        let named = citation.chapter.is_some() || citation.section.is_none();
        named || after.section.is_some() && stays_in(was, heading, bundle, headings, standing)
    };
    Some((before, after.filter(moved)))
}

/// Whether an article and a section of its chapter stand in one chapter after.
fn stays_in(
    was: ArticleRef,
    heading: usize,
    bundle: &Bundle,
    headings: &Headings,
    standing: &Standing,
) -> bool {
    let of = |heading: usize| {
        let at = standing.position(heading)?;
        ChapterRef::of(&standing.chapters, at).map(|one| one.chapter)
    };
    let stands = standing.inside.iter().find(|(number, _)| *number == was.article);
    let own = stands.and_then(|(_, open)| open.first().copied()).and_then(of);
    inner(bundle, was.article).is_some() && headings.is_section(heading) && own == of(heading)
}

/// In which chapter or section an article stood, the innermost.
fn inner(bundle: &Bundle, article: ArticleNumber) -> Option<usize> {
    let at = bundle.articles.iter().position(|one| one.number.value == article)?;
    innermost(&bundle.chapters, &bundle.articles).get(at).copied().flatten()
}

/// Tells of texts that name a chapter or a section that goes, or their own where that is another; `own` are
/// those in which an edit puts words, and the tree holds the texts before.
pub(super) fn cited(
    tree: &[Node],
    before: &Bundle,
    (headings, standing): (&Headings, &Standing),
    (amendment, own): (&Amendment, &BTreeSet<ArticleRef>),
    problems: &mut Problems,
) {
    if before.chapters.is_empty() {
        return;
    }
    for root in tree {
        root.each(&mut |node| {
            let is_old = node.head.is_none() && !node.gone && node.by.is_none();
            let was = node.was.filter(|was| is_old && !own.contains(was));
            let Some(was) = was else { return };
            let text = node.text.value.as_str();
            let mut tell = |problem: Problem, at: Span, words: &str| {
                let place = cite(short(&before.articles, was));
                let args = vec![("words", Word::from(words)), ("place", place)];
                let wrong = Diagnostic::new(problem, at, args);
                problems.push(wrong.with_related(amendment.at.part(0, 1), Phrase::ByThisAmendment));
            };
            for citation in division_citations(text) {
                if let Some((_, None)) = now(&citation, was, before, headings, standing) {
                    let at = node.text.span.part(citation.at.start + 1, citation.at.len());
                    tell(Problem::ChapterCited, at, text.get(citation.at).unwrap_or(""));
                }
            }
            for (division, at) in own_divisions(text) {
                if !keeps(division, was, before, headings, standing) {
                    let place = node.text.span.part(at.start + 1, at.len());
                    tell(Problem::CitesOtherwise, place, text.get(at).unwrap_or(""));
                }
            }
        });
    }
}

/// Whether an article stands in the chapter, or the section, in which it stood.
fn keeps(
    division: Division,
    was: ArticleRef,
    before: &Bundle,
    headings: &Headings,
    standing: &Standing,
) -> bool {
    let Some(inner) = inner(before, was.article) else { return true };
    let own = match division {
        Division::Section => Some(inner).filter(|at| headings.is_section(*at)),
        _ => chapter_of_section(&before.chapters, inner).or(Some(inner)),
    };
    let Some(own) = own else { return true };
    let stands = standing.inside.iter().find(|(number, _)| *number == was.article);
    stands.is_none_or(|(_, open)| {
        open.iter().any(|at| headings.all.get(*at).is_some_and(|one| one.was == Some(own)))
    })
}
