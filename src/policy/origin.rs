//! Where an element comes from: an article, a reading of it, a silence of the text that must be
//! filled, or a technical need. Every element that has an effect names at least one.

use super::article::ArticleRef;
use crate::lang::{Lang, Text};
use crate::source::Spanned;

/// The sources of one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The articles it carries.
    pub articles: Vec<Spanned<ArticleRef>>,
    /// The readings that it follows, by number: `A16`.
    pub readings: Vec<Spanned<String>>,
    /// Why the text's silence had to be filled.
    pub silence: Option<Text>,
    /// Why it is needed although no text asks for it.
    pub technical: Option<Text>,
}

/// The sources of one element without their places: what reports need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The articles.
    pub articles: Vec<ArticleRef>,
    /// The readings.
    pub readings: Vec<String>,
    /// The silence that was filled.
    pub silence: Option<Text>,
}

impl Origin {
    /// Whether no source is named.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
            && self.readings.is_empty()
            && self.silence.is_none()
            && self.technical.is_none()
    }
    /// The sources without their places.
    pub fn cited(&self) -> Cited {
        Cited {
            articles: self.articles.iter().map(|article| article.value).collect(),
            readings: self.readings.iter().map(|reading| reading.value.clone()).collect(),
            silence: self.silence.clone(),
        }
    }
}

impl Cited {
    /// The articles and readings as people cite them, joined.
    pub fn cite(&self, lang: Lang) -> String {
        let articles = self.articles.iter().map(|article| article.cite(lang));
        articles
            .chain(self.readings.iter().cloned())
            .collect::<Vec<_>>()
            .join(lang.list_separator())
    }
    /// Whether nothing is cited.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.readings.is_empty()
    }
}
