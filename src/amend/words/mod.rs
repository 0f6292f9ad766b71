//! The text under an amendment: what its edits say of the words, which values follow from them, and what
//! changes by itself. Nothing is laid on the bundle here.

mod address;
mod align;
mod arrange;
mod blank;
mod change;
mod chapter_plan;
mod chapters;
mod compose;
mod consequence;
mod dates;
mod draft;
mod find;
mod finish;
mod headings;
mod heads;
mod marked_chapter;
mod number;
mod numbers;
mod onto;
mod overlap;
mod plan;
mod printed;
mod rewrite;
mod rewritten;
mod settle;
mod substitute;
#[cfg(test)]
mod tests;
mod tree;
mod unit;
mod value;
mod whole;

pub use compose::composed;
pub use draft::{Drafted, drafted};
pub use marked_chapter::{MarkedChapter, MarkedChapters};
pub use numbers::Numbers;
pub(super) use printed::printed;
pub use rewrite::rewrite;
pub use rewritten::{
    Consequence, Edited, Mark, MarkKind, MarkedArticle, MarkedText, Operation, Revalued, Rewritten,
};
