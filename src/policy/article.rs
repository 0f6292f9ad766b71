//! The measure's text by article, and references into it.

use std::fmt;

use crate::lang::{Lang, Phrase, Text, chinese_number};
use crate::source::Spanned;

/// A reference to an article (条), its paragraph (款) and item (项): `18`, `3.2`, `16(6)`, `3.2(1)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleRef {
    /// The article, from 1.
    pub article: u16,
    /// The paragraph, from 1; none means the whole article.
    pub paragraph: Option<u16>,
    /// The item, from 1.
    pub item: Option<u16>,
}

impl ArticleRef {
    /// The whole article of that number.
    pub const fn whole(article: u16) -> Self {
        Self { article, paragraph: None, item: None }
    }
    /// Reads `18`, `3.2`, `16(6)` or `3.2(1)`; numbers from 1, without leading zeros.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, item) = match text.split_once('(') {
            Some((head, rest)) => (head, Some(number(rest.strip_suffix(')')?)?)),
            None => (text, None),
        };
        let (article, paragraph) = match head.split_once('.') {
            Some((article, paragraph)) => (article, Some(number(paragraph)?)),
            None => (head, None),
        };
        Some(Self { article: number(article)?, paragraph, item })
    }
    /// As people cite it: 第三条第二款第（一）项, or `Art. 3.2(1)`.
    pub fn cite(self, lang: Lang) -> String {
        match lang {
            Lang::En => Phrase::CiteArticle.with(lang, &[("number", self.to_string().into())]),
            Lang::Zh => {
                let chinese = |number: u16| chinese_number(u32::from(number));
                let mut out =
                    Phrase::CiteArticle.with(lang, &[("number", chinese(self.article).into())]);
                if let Some(paragraph) = self.paragraph {
                    out +=
                        &Phrase::CiteParagraph.with(lang, &[("number", chinese(paragraph).into())]);
                }
                if let Some(item) = self.item {
                    out += &Phrase::CiteItem.with(lang, &[("number", chinese(item).into())]);
                }
                out
            }
        }
    }
}

fn number(text: &str) -> Option<u16> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.article)?;
        if let Some(paragraph) = self.paragraph {
            write!(f, ".{paragraph}")?;
        }
        if let Some(item) = self.item {
            write!(f, "({item})")?;
        }
        Ok(())
    }
}

/// How an article is carried by the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// By something that runs.
    Carried,
    /// By nothing that runs, for this reason.
    Declaratory(Text),
    /// Not yet.
    Pending,
}

/// One article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub number: Spanned<u16>,
    /// Its heading.
    pub heading: Text,
    /// Its paragraphs (款) in order.
    pub paragraphs: Vec<Paragraph>,
    /// How the bundle carries it.
    pub status: Status,
}

/// One paragraph of an article.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The official text, without its items.
    pub text: Spanned<String>,
    /// The items (项) in order, each with its number in brackets.
    pub items: Vec<Spanned<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_written() {
        for text in ["18", "3.2", "16(6)", "3.2(1)"] {
            assert_eq!(
                ArticleRef::parse(text).map(|found| found.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in ["", "0", "18.", "3.2.1", "16(", "16()", "十八", "016", "3.0", " 18"] {
            assert_eq!(ArticleRef::parse(text), None, "{text}");
        }
    }

    #[test]
    fn references_are_cited_as_in_official_chinese() {
        let cite = |text| ArticleRef::parse(text).unwrap().cite(Lang::Zh);
        assert_eq!(cite("18"), "第十八条");
        assert_eq!(cite("25.2"), "第二十五条第二款");
        assert_eq!(cite("16(6)"), "第十六条第（六）项");
    }
}
