//! The headings of chapters and sections while a text is amended: those that stood, and those that come.

use std::collections::BTreeMap;

use crate::lang::{Division, Text};
use crate::policy::{ArticleNumber, Chapter};
use crate::source::{Span, Spanned};

/// The heading of a chapter or a section.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// As it stood, under the title that it has then.
    pub(super) chapter: Chapter,
    /// Which it was in the text before; none for one that comes.
    pub(super) was: Option<usize>,
    /// The edit that made it, gave it another title, or takes it out.
    pub(super) by: Option<usize>,
    /// Whether it goes.
    pub(super) gone: bool,
}

/// All headings of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    /// Those that stood in their order, then those that come.
    pub(super) all: Vec<Heading>,
    /// Which of them stand right above an article of the text before, a chapter before its section.
    pub(super) above: BTreeMap<ArticleNumber, Vec<usize>>,
}

impl Headings {
    /// Those of a text.
    pub(super) fn of(chapters: &[Chapter]) -> Self {
        let mut found = Self::default();
        for (at, chapter) in chapters.iter().enumerate() {
            let chapter = chapter.clone();
            found.above.entry(chapter.from.value).or_default().push(at);
            found.all.push(Heading { chapter, was: Some(at), by: None, gone: false });
        }
        found
    }
    /// One that comes by an edit.
    pub(super) fn add(
        &mut self,
        (division, title): (Division, &Text),
        (beside, at): (ArticleNumber, Span),
        by: usize,
    ) -> usize {
        let from = Spanned::new(beside, at);
        let chapter = Chapter { division, number: 0, title: title.clone(), from, at };
        self.all.push(Heading { chapter, was: None, by: Some(by), gone: false });
        self.all.len() - 1
    }
    /// Puts one right above an article.
    pub(super) fn put(&mut self, heading: usize, article: ArticleNumber) {
        let all = &self.all;
        let own = self.above.entry(article).or_default();
        own.push(heading);
        let is_section =
            |at: &usize| all.get(*at).is_some_and(|one| one.chapter.division == Division::Section);
        own.sort_by_key(is_section);
    }
    /// Whether a heading is that of a section.
    pub(super) fn is_section(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|one| one.chapter.division == Division::Section)
    }
    /// The first that an edit makes, renames or takes out.
    pub(super) fn of_edit(&self, edit: usize) -> Option<(usize, &Heading)> {
        self.all.iter().enumerate().find(|(_, one)| one.by == Some(edit))
    }
}
