//! What an amendment makes of the words: the text after, what each edit did, and what followed by itself.

use super::numbers::Numbers;
use crate::lang::Text;
pub use crate::lang::{Mark, MarkKind};
use crate::policy::{
    Article, ArticleRef, Change, Chapter, ChapterRef, ParameterValue, Shared, Validity,
};
use crate::source::Sources;

/// The text after an amendment.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The title of the act.
    pub title: Text,
    /// The articles under their new numbers, each slot with the words of its new value.
    pub articles: Shared<Vec<Article>>,
    /// The chapters, each with its sections behind it.
    pub chapters: Shared<Vec<Chapter>>,
    /// Of each of them, by position, which it was in the text before; none for one that comes.
    pub chapters_were: Vec<Option<usize>>,
    /// Those of the text before.
    pub chapters_before: Shared<Vec<Chapter>>,
    /// The days of validity, where they are others.
    pub validity: Option<Validity>,
    /// The numbers before and after.
    pub numbers: Numbers,
    /// What each edit did, in their order.
    pub edits: Vec<Edited>,
    /// What followed by itself: numbers that are cited, days that are shown.
    pub consequential: Vec<Consequence>,
    /// The whole text with what goes and what comes, in the order of the text after; what goes stands
    /// where it stood.
    pub marked: Vec<MarkedArticle>,
    /// The files of the bundle, and the amended texts, so that their places can be shown.
    pub sources: Sources,
}

impl Rewritten {
    /// Where an edit stands, as people cite it: the first of its places before, else after.
    pub fn place(&self, edit: usize) -> Option<ArticleRef> {
        let (was, becomes) = self.edits.get(edit)?.operation.places.first()?;
        let was = was.map(|was| self.numbers.cited_before(was));
        was.or_else(|| becomes.map(|becomes| self.numbers.cited_after(becomes)))
    }
    /// Whether a chapter or a section that stays has another number.
    pub fn chapters_renumbered(&self) -> bool {
        let mut all = self.chapters_were.iter().enumerate();
        all.any(|(at, was)| {
            was.is_some_and(|was| {
                ChapterRef::of(&self.chapters_before, was) != ChapterRef::of(&self.chapters, at)
            })
        })
    }
}

/// What an edit did.
#[derive(Clone, Debug, Default)]
pub struct Edited {
    /// The changes that follow from its words, without days.
    pub derived: Vec<Change>,
    /// The words.
    pub operation: Operation,
}

/// What an edit did to the words.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// Where: each place as it was and as it is.
    pub places: Vec<(Option<ArticleRef>, Option<ArticleRef>)>,
    /// The chapter or the section that it is about, as it was and as it is.
    pub chapter: (Option<ChapterRef>, Option<ChapterRef>),
    /// The words before, as printed.
    pub old: String,
    /// The words after, as printed.
    pub new: String,
    /// The values that became others.
    pub values: Vec<Revalued>,
}

/// A value that became another by its words.
#[derive(Clone, Debug)]
pub struct Revalued {
    /// The parameter, with the keys of a row.
    pub path: String,
    /// The value before.
    pub old: ParameterValue,
    /// The value after.
    pub new: ParameterValue,
}

/// Words that became others because of what an edit did elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// Where they stood.
    pub was: ArticleRef,
    /// Where they stand.
    pub becomes: Option<ArticleRef>,
    /// The words before.
    pub old: String,
    /// The words after.
    pub new: String,
}

/// An article with its marks.
#[derive(Clone, Debug)]
pub struct MarkedArticle {
    /// Its number before; none for one that comes.
    pub was: Option<ArticleRef>,
    /// Its number after; none for one that goes.
    pub becomes: Option<ArticleRef>,
    /// Its heading.
    pub heading: Vec<Mark>,
    /// Its heading in both languages, as it is after.
    pub title: Text,
    /// Whether it stands elsewhere in the text after.
    pub moved_away: bool,
    /// Its paragraphs, items and points in order.
    pub texts: Vec<MarkedText>,
}

impl MarkedArticle {
    /// Whether anything in it is otherwise, its number apart.
    pub fn is_changed(&self) -> bool {
        let changed = |marks: &[Mark]| marks.iter().any(|mark| mark.kind != MarkKind::Same);
        changed(&self.heading)
            || self.moved_away
            || self.was.is_none()
            || self.becomes.is_none()
            || self.texts.iter().any(|text| changed(&text.marks) || text.moved_away)
    }
}

/// A paragraph, an item or a point with its marks.
#[derive(Clone, Debug)]
pub struct MarkedText {
    /// Its number before; none for one that comes.
    pub was: Option<ArticleRef>,
    /// Its number after; none for one that goes.
    pub becomes: Option<ArticleRef>,
    /// Whether it stands elsewhere in the text after.
    pub moved_away: bool,
    /// The words.
    pub marks: Vec<Mark>,
}
