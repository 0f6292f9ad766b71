//! Where a decision amends: places in the text before, and in the text after.

use std::fmt;

use crate::lang::amending::Numbered;
use crate::policy::{ArticleNumber, ArticleRef};

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
            Self::Heading(heading) => write!(f, "heading:{heading}"),
            Self::Annex(annex) => write!(f, "annex:{annex}"),
            Self::Stretch(nth) => write!(f, "para:{nth}"),
        }
    }
}
