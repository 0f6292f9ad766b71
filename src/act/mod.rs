//! A published measure's text as data: its title and the notes under it, chapters, articles with their
//! paragraphs, items and points, attachments, what stands before and behind. Every word keeps its place;
//! what is left out (the numbers of pages) is kept beside.

mod body;
mod bundle;
mod chapters;
pub mod compare;
mod docx;
mod draft;
mod head;
mod lines;
mod numbering;
mod open;
mod passage;
mod read;
#[cfg(test)]
mod tests;
mod xml;

pub use draft::ActDraft;
pub use open::{open, text_of};
pub use passage::Passage;
pub use read::read;

use crate::lang::{Division, Numbering};
use crate::policy::ArticleNumber;
use crate::source::{FileId, Span};

/// A published text.
#[derive(Clone, Debug)]
pub struct Act {
    /// The file.
    pub file: FileId,
    /// What stands before the title: the notice by which it was issued.
    pub before: Vec<Passage>,
    /// The title; nothing where none was found.
    pub title: Passage,
    /// The notes under the title: when and by whom it was passed and amended, its number.
    pub notes: Vec<Passage>,
    /// The table of contents.
    pub contents: Vec<Passage>,
    /// What stands between the title and the first article; the whole text where nothing is numbered.
    pub preamble: Vec<Passage>,
    /// Chapters and sections.
    pub divisions: Vec<ActDivision>,
    /// The articles, or the parts of a text without articles, then the attachments.
    pub articles: Vec<ActArticle>,
    /// What stands behind the last article: who signed it and when.
    pub closing: Vec<Passage>,
    /// What belongs to the page and not to the text: its numbers.
    pub page: Vec<Passage>,
}

/// The heading of a chapter or a section.
#[derive(Clone, Debug)]
pub struct ActDivision {
    /// Its kind.
    pub division: Division,
    /// Its number.
    pub number: u16,
    /// Where its number stands.
    pub at: Span,
    /// Its heading.
    pub heading: Passage,
    /// How many articles stand before it.
    pub before: usize,
}

/// An article, a part or an attachment.
#[derive(Clone, Debug)]
pub struct ActArticle {
    /// Its number.
    pub number: ArticleNumber,
    /// Where its number stands.
    pub at: Span,
    /// Its heading; nothing where it has none.
    pub heading: Passage,
    /// Its paragraphs.
    pub paragraphs: Vec<ActParagraph>,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct ActParagraph {
    /// The words before its items; nothing where it begins with the first of them.
    pub text: Passage,
    /// Its items.
    pub items: Vec<ActItem>,
}

/// An item.
#[derive(Clone, Debug)]
pub struct ActItem {
    /// How its number is written.
    pub style: Numbering,
    /// The words, with the number.
    pub text: Passage,
    /// Its points, each with its number.
    pub points: Vec<Passage>,
}

impl Act {
    /// The chapters and sections in which an article lies, by its position, from the outermost.
    pub fn divisions_of(&self, article: usize) -> Vec<&ActDivision> {
        let mut found: Vec<&ActDivision> = Vec::new();
        for division in self.divisions.iter().filter(|one| one.before <= article) {
            found.retain(|outer| outer.division < division.division);
            found.push(division);
        }
        found
    }
}

impl ActArticle {
    /// All its texts in order: of each paragraph its own words, then each item with its points.
    pub fn texts(&self) -> impl Iterator<Item = &Passage> {
        self.paragraphs.iter().flat_map(|paragraph| {
            let items = paragraph.items.iter();
            std::iter::once(&paragraph.text)
                .filter(|text| !text.is_empty())
                .chain(items.flat_map(|item| std::iter::once(&item.text).chain(&item.points)))
        })
    }
}
