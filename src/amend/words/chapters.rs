//! The chapters of a text under amendments: an article that comes stands in the chapter of that beside
//! which it is put, and a chapter of which all articles go, goes with them.

use super::address::short;
use super::rewritten::{Mark, MarkedArticle, Rewritten};
use super::tree::{Inside, Node, inside};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::amending::TITLE_MARKS;
use crate::lang::{Division, Lang, Phrase, Problem};
use crate::policy::check::cite;
use crate::policy::{Amendment, Bundle, Chapter, chapter_of_section, number_chapters};
use crate::source::Spanned;

/// The chapters of the text after, each with the position of the one that it was.
pub(super) fn after(tree: &[Node], chapters: &[Chapter]) -> (Vec<Chapter>, Vec<usize>) {
    let (mut found, mut was) = (Vec::new(), Vec::new());
    for (at, chapter) in chapters.iter().enumerate() {
        let holds = |inner: usize| inner == at || chapter_of_section(chapters, inner) == Some(at);
        let heads = tree.iter().filter(|node| !node.gone).filter_map(|node| node.head.as_ref());
        let mut own = heads.filter(|head| head.inside.is_some_and(holds));
        let Some(first) = own.next() else { continue };
        let from = Spanned::new(first.number.value, chapter.from.span);
        found.push(Chapter { from, ..chapter.clone() });
        was.push(at);
    }
    number_chapters(&mut found);
    (found, was)
}

/// Tells of texts that name a chapter by a number that it has no more.
pub(super) fn cited(
    tree: &[Node],
    before: &Bundle,
    (after, was): (&[Chapter], &[usize]),
    amendment: &Amendment,
    problems: &mut Problems,
) {
    let chapters = &before.chapters;
    let stays = |at: usize| {
        let now = was.iter().position(|was| *was == at).and_then(|now| after.get(now));
        now.is_some_and(|now| chapters.get(at).is_some_and(|old| old.number == now.number))
    };
    let of_chapters =
        |(at, chapter): &(usize, &Chapter)| chapter.division == Division::Chapter && !stays(*at);
    let names: Vec<String> = chapters
        .iter()
        .enumerate()
        .filter(of_chapters)
        .map(|(_, one)| one.name(Lang::Zh))
        .collect();
    for root in tree.iter().filter(|_| !names.is_empty()) {
        root.each(&mut |node| {
            let is_old = node.head.is_none() && !node.gone && node.by.is_none();
            let Some(place) = node.was.filter(|_| is_old) else { return };
            for name in &names {
                let text = node.text.value.as_str();
                // The chapter of another act is none of this one.
                let own = text.match_indices(name.as_str());
                let own =
                    own.filter(|(at, _)| !text.get(..*at).unwrap_or("").ends_with(TITLE_MARKS.1));
                for (at, words) in own {
                    let args = vec![
                        ("words", words.into()),
                        ("place", cite(short(&before.articles, place))),
                    ];
                    let at = node.text.span.part(at + 1, words.len());
                    let wrong = Diagnostic::new(Problem::ChapterCited, at, args);
                    let by = amendment.at.part(0, 1);
                    problems.push(wrong.with_related(by, Phrase::ByThisAmendment));
                }
            }
        });
    }
}

/// A chapter or a section before and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkedChapter {
    /// As it was; none for one that comes.
    pub was: Option<Chapter>,
    /// As it is; none for one that goes.
    pub becomes: Option<Chapter>,
    /// The chapter of a section, by its position.
    pub of: Option<usize>,
}

impl MarkedChapter {
    /// Whether it is a chapter or a section.
    pub fn division(&self) -> Division {
        let one = self.becomes.as_ref().or(self.was.as_ref());
        one.map_or(Division::Chapter, |one| one.division)
    }
    /// Whether its heading is otherwise, its number included.
    pub fn is_changed(&self) -> bool {
        let (was, becomes) = self.heads(Lang::Zh);
        was != becomes
    }
    /// How it is headed, before and after.
    pub fn heads(&self, lang: Lang) -> (Option<String>, Option<String>) {
        let head = |one: &Option<Chapter>| one.as_ref().map(|one| one.head(lang));
        (head(&self.was), head(&self.becomes))
    }
}

impl MarkedChapter {
    /// Its heading with what goes and what comes.
    pub fn marks(&self, lang: Lang) -> Vec<Mark> {
        match self.heads(lang) {
            (Some(was), Some(becomes)) if was == becomes => vec![Mark::same(&was)],
            (was, becomes) => {
                let gone = was.map(|was| Mark::gone(&was));
                gone.into_iter().chain(becomes.map(|becomes| Mark::come(&becomes))).collect()
            }
        }
    }
}

/// The chapters of a text before and after amendments, one upon the other.
#[derive(Clone, Debug, Default)]
pub struct MarkedChapters {
    /// In their order.
    pub all: Vec<MarkedChapter>,
    before: Inside,
    after: Inside,
}

impl MarkedChapters {
    /// Those of a text and of what amendments make of it.
    pub fn of<'r>(before: &Bundle, rewritten: impl IntoIterator<Item = &'r Rewritten>) -> Self {
        let chapters = &before.chapters;
        let mut all: Vec<MarkedChapter> = Vec::with_capacity(chapters.len());
        for (at, chapter) in chapters.iter().enumerate() {
            let of = chapter_of_section(chapters, at);
            all.push(MarkedChapter { was: Some(chapter.clone()), becomes: None, of });
        }
        // Which of them each one of the text so far is.
        let mut now: Vec<usize> = (0..all.len()).collect();
        let mut last = (chapters.clone(), before.articles.clone());
        for one in rewritten {
            now = one.chapters_were.iter().filter_map(|was| now.get(*was).copied()).collect();
            last = (one.chapters.clone(), one.articles.clone());
        }
        for (chapter, at) in last.0.iter().zip(&now) {
            if let Some(own) = all.get_mut(*at) {
                own.becomes = Some(chapter.clone());
            }
        }
        let after = inside(&last.0, &last.1).into_iter();
        let after = after.filter_map(|(number, at)| Some((number, *now.get(at)?))).collect();
        Self { all, before: inside(chapters, &before.articles), after }
    }

    /// In which an article stands, by their positions, the outermost first: what goes where it stood.
    pub fn around(&self, article: &MarkedArticle) -> Vec<usize> {
        let stands = article.becomes.filter(|_| !article.moved_away);
        let inner = match (stands, article.was) {
            (Some(becomes), _) => self.after.get(&becomes.article),
            (None, Some(was)) => self.before.get(&was.article),
            (None, None) => None,
        };
        let Some(&inner) = inner else { return Vec::new() };
        let of = self.all.get(inner).and_then(|one| one.of);
        of.into_iter().chain([inner]).collect()
    }
}
