//! Chapters (章) and their sections (节): what stands above the articles of a text.

use std::fmt;

use super::article::{Article, ArticleNumber, Series};
use crate::lang::{Division, Lang, Phrase, Text, division_address};
use crate::source::{Span, Spanned};

/// A chapter, or a section of the chapter before it. A text holds them in the order in which they stand,
/// each chapter before its sections, and their numbers are those of their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Whether it is a chapter or a section.
    pub division: Division,
    /// Its number: of a section in its chapter.
    pub number: u16,
    /// Its title.
    pub title: Text,
    /// The first of its articles.
    pub from: Spanned<ArticleNumber>,
    /// Where it is written.
    pub at: Span,
}

impl Chapter {
    /// Its number: 第一章.
    pub fn name(&self, lang: Lang) -> String {
        self.division.name(self.number, lang)
    }
    /// As it stands above its articles: 第一章　总则.
    pub fn head(&self, lang: Lang) -> String {
        let args = [("name", self.name(lang).into()), ("title", self.title.get(lang).into())];
        Phrase::ChapterHead.with(lang, &args)
    }
}

/// A reference to a chapter, or to a section of one: 第四章, 第四章第一节.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChapterRef {
    /// The chapter.
    pub chapter: u16,
    /// The section; none means the whole chapter.
    pub section: Option<u16>,
}

impl ChapterRef {
    /// Reads 第四章 or 第四章第一节.
    pub fn parse(text: &str) -> Option<Self> {
        division_address(text).map(|(chapter, section)| Self { chapter, section })
    }
    /// That of the one at a position.
    pub fn of(chapters: &[Chapter], at: usize) -> Option<Self> {
        let own = chapters.get(at)?;
        Some(match chapter_of_section(chapters, at) {
            Some(of) => Self { chapter: chapters.get(of)?.number, section: Some(own.number) },
            None => Self { chapter: own.number, section: None },
        })
    }
    /// The position of that which it names.
    pub fn find(self, chapters: &[Chapter]) -> Option<usize> {
        (0..chapters.len()).find(|at| Self::of(chapters, *at) == Some(self))
    }
    /// Whether it is a chapter or a section.
    pub const fn division(self) -> Division {
        match self.section {
            Some(_) => Division::Section,
            None => Division::Chapter,
        }
    }
    /// As people cite it: 第四章第一节.
    pub fn cite(self, lang: Lang) -> String {
        let chapter = Division::Chapter.name(self.chapter, lang);
        let Some(section) = self.section else { return chapter };
        let args = [
            ("chapter", chapter.into()),
            ("section", Division::Section.name(section, lang).into()),
        ];
        Phrase::CiteSection.with(lang, &args)
    }
}

impl fmt::Display for ChapterRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cite(Lang::Zh))
    }
}

/// Gives each of them the number of its place.
pub fn number_chapters(chapters: &mut [Chapter]) {
    let (mut chapter, mut section) = (0, 0);
    for one in chapters {
        (chapter, section) = match one.division {
            Division::Part | Division::Chapter => (chapter + 1, 0),
            Division::Section => (chapter, section + 1),
        };
        one.number = if one.division == Division::Section { section } else { chapter };
    }
}

/// The chapter of a section, by their positions.
pub fn chapter_of_section(chapters: &[Chapter], at: usize) -> Option<usize> {
    let is_section = chapters.get(at).is_some_and(|one| one.division == Division::Section);
    let mut before = chapters.iter().take(at);
    if is_section { before.rposition(|one| one.division == Division::Chapter) } else { None }
}

/// The articles of a chapter or a section, by the position of it.
pub fn articles_within(
    chapters: &[Chapter],
    articles: &[Article],
    of: usize,
) -> Vec<ArticleNumber> {
    let own = |at: &Option<usize>| {
        at.is_some_and(|at| at == of || chapter_of_section(chapters, at) == Some(of))
    };
    let both = articles.iter().zip(innermost(chapters, articles)).filter(|(_, at)| own(at));
    both.map(|(article, _)| article.number.value).collect()
}

/// In which of them each article stands, by position, the innermost: a section rather than its chapter.
/// An attachment stands in none.
pub fn innermost(chapters: &[Chapter], articles: &[Article]) -> Vec<Option<usize>> {
    let mut at = None;
    let mut found = Vec::with_capacity(articles.len());
    for article in articles {
        let number = article.number.value;
        at = chapters.iter().rposition(|one| one.from.value == number).or(at);
        found.push(at.filter(|_| number.series != Series::Attachment));
    }
    found
}
