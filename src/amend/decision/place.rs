//! Where a decision amends: places in the text before, and in the text after.

use std::fmt;

use crate::lang::amending::Numbered;
use crate::policy::{ArticleNumber, ArticleRef, ChapterRef};

/// A place that a decision names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The act as a whole.
    Act,
    /// Another act, by its title.
    Other(String),
    /// Its title.
    Title,
    /// The words before its first article.
    Preamble(Option<u16>),
    /// An article, a paragraph, an item, a point.
    Part(ArticleRef),
    /// The words of it that stand before its items.
    LeadIn(ArticleRef),
    /// A chapter, and which of those put in after it.
    Chapter(u16, u16),
    /// A section of a chapter.
    Section(u16, u16),
    /// The heading of a chapter, or of a section of one.
    Name(u16, Option<u16>),
    /// A heading: of an article, or as it reads.
    Heading(String),
    /// An attachment.
    Annex(String),
    /// A paragraph of a text without articles.
    Stretch(u16),
}

impl Place {
    /// An article.
    pub const fn article(number: u16, inserted: u16) -> Self {
        let article = ArticleNumber { inserted, ..ArticleNumber::article(number) };
        Self::Part(ArticleRef::whole(article))
    }
    /// The part that it is.
    pub const fn part(&self) -> Option<ArticleRef> {
        match self {
            Self::Part(part) | Self::LeadIn(part) => Some(*part),
            _ => None,
        }
    }
    /// The chapter or section of a heading: who gives it another name gives another heading.
    #[must_use]
    pub fn of_name(&self) -> Self {
        match self {
            Self::Name(chapter, None) => Self::Chapter(*chapter, 0),
            Self::Name(chapter, Some(section)) => Self::Section(*chapter, *section),
            other => other.clone(),
        }
    }
    /// The chapter or section that it is, or of which it is the heading; none for one that was put in
    /// between two others.
    pub const fn chapter(&self) -> Option<ChapterRef> {
        Some(match self {
            Self::Chapter(chapter, 0) => ChapterRef { chapter: *chapter, section: None },
            Self::Section(chapter, section) => {
                ChapterRef { chapter: *chapter, section: Some(*section) }
            }
            Self::Name(chapter, section) => ChapterRef { chapter: *chapter, section: *section },
            _ => return None,
        })
    }
    /// How deep it lies.
    pub const fn level(&self) -> Option<Numbered> {
        Some(match self {
            Self::Part(part) => level(*part),
            Self::Chapter(..) => Numbered::Chapter,
            Self::Section(..) => Numbered::Section,
            Self::Stretch(_) => Numbered::Stretch,
            _ => return None,
        })
    }
}

/// How deep a part lies.
pub const fn level(part: ArticleRef) -> Numbered {
    match part {
        ArticleRef { point: Some(_), .. } => Numbered::Point,
        ArticleRef { item: Some(_), .. } => Numbered::Item,
        ArticleRef { paragraph: Some(_), .. } => Numbered::Paragraph,
        _ => Numbered::Article,
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Act => f.write_str("*"),
            Self::Other(title) => {
                let (open, close) = crate::lang::amending::TITLE_MARKS;
                write!(f, "{open}{title}{close}")
            }
            Self::Title => f.write_str("title"),
            Self::Preamble(None) => f.write_str("preamble"),
            Self::Preamble(Some(paragraph)) => write!(f, "preamble.{paragraph}"),
            Self::Part(part) => write!(f, "{part}"),
            Self::LeadIn(part) => write!(f, "{part}.lead"),
            Self::Chapter(chapter, 0) => write!(f, "c{chapter}"),
            Self::Chapter(chapter, inserted) => write!(f, "c{chapter}-{inserted}"),
            Self::Section(chapter, section) => write!(f, "c{chapter}s{section}"),
            Self::Name(chapter, None) => write!(f, "heading:c{chapter}"),
            Self::Name(chapter, Some(section)) => write!(f, "heading:c{chapter}s{section}"),
            Self::Heading(heading) => write!(f, "heading:{heading}"),
            Self::Annex(annex) => write!(f, "annex:{annex}"),
            Self::Stretch(nth) => write!(f, "para:{nth}"),
        }
    }
}
