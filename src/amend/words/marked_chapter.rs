//! The chapters of a text with what goes and what comes: what is shown above which article.

use std::collections::BTreeSet;

use super::rewritten::{Mark, MarkedArticle, Rewritten};
use super::tree::{Inside, inside};
use crate::lang::{Division, Lang};
use crate::policy::{ArticleRef, Bundle, Chapter, chapter_of_section};

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
    /// Its title with what goes and what comes; that of one that goes as a whole as it stood.
    pub fn title_marks(&self) -> Vec<Mark> {
        let title =
            |one: &Option<Chapter>| one.as_ref().map(|one| one.title.get(Lang::Zh).to_owned());
        match (title(&self.was), title(&self.becomes)) {
            (Some(was), Some(becomes)) if was != becomes => {
                vec![Mark::gone(&was), Mark::come(&becomes)]
            }
            (Some(was), _) => vec![Mark::same(&was)],
            (None, Some(becomes)) => vec![Mark::come(&becomes)],
            (None, None) => Vec::new(),
        }
    }
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
    /// Those of the text before in their order, then those that come.
    pub all: Vec<MarkedChapter>,
    before: Inside,
    after: Inside,
    /// The chapter of each section of the text before.
    of_before: Vec<Option<usize>>,
}

impl MarkedChapters {
    /// Those of a text and of what amendments make of it.
    pub fn of<'r>(before: &Bundle, rewritten: impl IntoIterator<Item = &'r Rewritten>) -> Self {
        let chapters = &before.chapters;
        let of_before = (0..chapters.len()).map(|at| chapter_of_section(chapters, at)).collect();
        let mut all: Vec<MarkedChapter> = Vec::with_capacity(chapters.len());
        for (at, chapter) in chapters.iter().enumerate() {
            let of = chapter_of_section(chapters, at);
            all.push(MarkedChapter { was: Some(chapter.clone()), becomes: None, of });
        }
        // Which of them each one of the text so far is.
        let mut now: Vec<usize> = (0..all.len()).collect();
        let mut last = (chapters.clone(), before.articles.clone());
        for one in rewritten {
            let were = std::mem::take(&mut now);
            for (at, was) in one.chapters_were.iter().enumerate() {
                let known = was.and_then(|was| were.get(was).copied());
                now.push(known.unwrap_or(all.len()));
                if known.is_none() {
                    let of = chapter_of_section(&one.chapters, at);
                    let of = of.and_then(|of| now.get(of).copied());
                    all.push(MarkedChapter { was: None, becomes: None, of });
                }
            }
            last = (one.chapters.clone(), one.articles.clone());
        }
        for (at, chapter) in last.0.iter().enumerate() {
            let of = chapter_of_section(&last.0, at).and_then(|of| now.get(of).copied());
            if let Some(own) = now.get(at).and_then(|at| all.get_mut(*at)) {
                own.becomes = Some(chapter.clone());
                // A section stands in the chapter in which it stands then.
                own.of = of;
            }
        }
        let after = inside(&last.0, &last.1).into_iter();
        let after = after.filter_map(|(number, at)| Some((number, *now.get(at)?))).collect();
        Self { all, before: inside(chapters, &before.articles), after, of_before }
    }

    /// In which an article stands, by their positions, the outermost first: what goes where it stood.
    pub fn around(&self, article: &MarkedArticle) -> Vec<usize> {
        match (stands(article), article.was) {
            (Some(becomes), _) => self.path(self.after.get(&becomes.article), true),
            (None, Some(was)) => self.path(self.before.get(&was.article), false),
            (None, None) => Vec::new(),
        }
    }

    /// What is shown above an article of those in which it stands and stood, by their positions, in order:
    /// what goes where it stood, the others where they stand. `arrives` is whether the article was moved
    /// here; `told` are those that were shown already.
    pub fn above(
        &self,
        article: &MarkedArticle,
        arrives: bool,
        told: &mut BTreeSet<usize>,
    ) -> Vec<usize> {
        let around = self.around(article);
        let was = article.was.filter(|_| !arrives && stands(article).is_some());
        let stood =
            was.map_or_else(Vec::new, |was| self.path(self.before.get(&was.article), false));
        let goes = |at: &usize| self.all.get(*at).is_some_and(|one| one.becomes.is_none());
        let mut found: Vec<usize> =
            stood.into_iter().filter(|at| goes(at) || around.contains(at)).collect();
        found.extend(around.iter().filter(|at| !found.contains(at)).copied().collect::<Vec<_>>());
        found.retain(|at| told.insert(*at));
        found
    }

    /// The articles with what is shown above each.
    pub fn with<'m>(
        &self,
        marked: impl IntoIterator<Item = &'m MarkedArticle>,
    ) -> Vec<(Vec<usize>, &'m MarkedArticle)> {
        let marked: Vec<&MarkedArticle> = marked.into_iter().collect();
        let moved: BTreeSet<ArticleRef> =
            marked.iter().filter(|one| one.moved_away).filter_map(|one| one.was).collect();
        let mut told = BTreeSet::new();
        let above = |one: &'m MarkedArticle| {
            let arrives = !one.moved_away && one.was.is_some_and(|was| moved.contains(&was));
            (self.above(one, arrives, &mut told), one)
        };
        marked.into_iter().map(above).collect()
    }

    /// One with the chapter in which it lies, the outermost first, after or before.
    fn path(&self, inner: Option<&usize>, after: bool) -> Vec<usize> {
        let Some(&inner) = inner else { return Vec::new() };
        let of = match after {
            true => self.all.get(inner).and_then(|one| one.of),
            false => self.of_before.get(inner).copied().flatten(),
        };
        of.into_iter().chain([inner]).collect()
    }
}

/// Where an article stands in the text after.
fn stands(article: &MarkedArticle) -> Option<ArticleRef> {
    article.becomes.filter(|_| !article.moved_away)
}
