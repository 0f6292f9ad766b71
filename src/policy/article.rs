//! The measure's text by article, and references into it.

use std::fmt;

use crate::lang::{Lang, Phrase, Quantity, Text, chinese_number};
use crate::source::Spanned;

/// A row of numbers in a text: its articles, the parts of a text without articles, its attachments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// 第一条.
    #[default]
    Article,
    /// 一、
    Part,
    /// 附件1; a single attachment has the number 0.
    Attachment,
}

/// The number of an article (条), a part (一、) or an attachment (附件). What was put in between keeps the
/// numbers around it as they are: 第二十三条之一 follows 第二十三条.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNumber {
    /// Its row.
    pub series: Series,
    /// Its number in the row, from 1.
    pub number: u16,
    /// Which of those put in after that number; 0 for the number itself.
    pub inserted: u16,
}

impl ArticleNumber {
    /// The article of that number.
    pub const fn article(number: u16) -> Self {
        Self { series: Series::Article, number, inserted: 0 }
    }
    /// Reads `23`, `23-1` or `23之一`, `一、`, `附件` or `附件1`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(number) = text.strip_prefix("附件") {
            let number = if number.is_empty() { 0 } else { self::number(number)? };
            return Some(Self { series: Series::Attachment, number, inserted: 0 });
        }
        if let Some(part) = text.strip_suffix('、') {
            return Some(Self { series: Series::Part, number: chinese(part)?, inserted: 0 });
        }
        let (head, inserted) = match text.split_once('-') {
            Some((head, inserted)) => (head, number(inserted)?),
            None => match text.split_once('之') {
                Some((head, inserted)) => (head, number(inserted).or_else(|| chinese(inserted))?),
                None => (text, 0),
            },
        };
        Some(Self { series: Series::Article, number: number(head)?, inserted })
    }
    /// Whether this number may come right after another, or first of all.
    pub fn follows(self, before: Option<Self>) -> bool {
        let first = match self.series {
            Series::Attachment => self.number <= 1,
            Series::Article | Series::Part => self.number == 1,
        };
        match before.filter(|before| before.series == self.series) {
            Some(before) if self.number == before.number => self.inserted == before.inserted + 1,
            Some(before) => self.number == before.number.saturating_add(1) && self.inserted == 0,
            None => {
                first && self.inserted == 0 && before.is_none_or(|one| one.series < self.series)
            }
        }
    }
    /// The number that would follow.
    pub const fn next(self) -> Self {
        Self { number: self.number.saturating_add(1), inserted: 0, ..self }
    }
    fn cite(self, lang: Lang) -> String {
        let said = |number: u16| match lang {
            Lang::Zh => chinese_number(u32::from(number)),
            Lang::En => number.to_string(),
        };
        let phrase = match self.series {
            Series::Article => Phrase::CiteArticle,
            Series::Part => Phrase::CitePart,
            Series::Attachment => {
                let number = if self.number == 0 { String::new() } else { self.number.to_string() };
                let cited = Phrase::CiteAttachment.with(lang, &[("number", number.into())]);
                return cited.trim_end().to_owned();
            }
        };
        let mut out = phrase.with(lang, &[("number", said(self.number).into())]);
        if self.inserted > 0 {
            out += &Phrase::CiteInserted.with(lang, &[("number", said(self.inserted).into())]);
        }
        out
    }
}

impl fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.series {
            Series::Part => write!(f, "{}、", chinese_number(u32::from(self.number))),
            Series::Attachment if self.number == 0 => f.write_str("附件"),
            Series::Attachment => write!(f, "附件{}", self.number),
            Series::Article if self.inserted == 0 => write!(f, "{}", self.number),
            Series::Article => write!(f, "{}-{}", self.number, self.inserted),
        }
    }
}

/// A reference to an article (条), its paragraph (款), item (项) and point (目): `18`, `3.2`, `16(6)`,
/// `3.2(1)`, `16(6).1`, `23-1`, `一、(2)`, `附件1`. What an amendment inserts is `new(23)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleRef {
    /// The article.
    pub article: ArticleNumber,
    /// The paragraph, from 1; none means the whole article.
    pub paragraph: Option<u16>,
    /// The item, from 1.
    pub item: Option<u16>,
    /// The point of the item, from 1.
    pub point: Option<u16>,
    /// Whether the number is that of the amended text: what an amendment inserts had none before.
    pub is_new: bool,
}

impl ArticleRef {
    /// The whole article of that number.
    pub const fn whole(article: ArticleNumber) -> Self {
        Self { article, paragraph: None, item: None, point: None, is_new: false }
    }
    /// The same number, of the amended text or not.
    pub const fn as_new(self, is_new: bool) -> Self {
        Self { is_new, ..self }
    }
    /// Reads `18`, `3.2`, `16(6)`, `3.2(1)` or `16(6).1`; numbers from 1, without leading zeros. In
    /// `new(…)` the number is that of the amended text.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(inner) = text.strip_prefix("new(").and_then(|rest| rest.strip_suffix(')')) {
            let inner = Self::parse(inner).filter(|inner| !inner.is_new)?;
            return Some(inner.as_new(true));
        }
        let bracket = text.find(['(', '（']);
        let (head, rest) = text.split_at(bracket.unwrap_or(text.len()));
        let (mut item, mut point) = (None, None);
        if let Some(inner) = rest.strip_prefix(['(', '（']) {
            let (inner, after) = inner.split_once([')', '）'])?;
            item = Some(number(inner).or_else(|| chinese(inner))?);
            if !after.is_empty() {
                point = Some(number(after.strip_prefix('.')?)?);
            }
        }
        let (article, paragraph) = match head.split_once('.') {
            Some((article, paragraph)) => (article, Some(number(paragraph)?)),
            None => (head, None),
        };
        let article = ArticleNumber::parse(article)?;
        Some(Self { article, paragraph, item, point, is_new: false })
    }
    /// As people cite it: 第三条第二款第（一）项, or `Art. 3.2(1)`.
    pub fn cite(self, lang: Lang) -> String {
        if self.is_new {
            let said = self.as_new(false).cite(lang);
            return Phrase::CiteAmended.with(lang, &[("article", said.into())]);
        }
        let said = |number: u16| match lang {
            Lang::Zh => chinese_number(u32::from(number)),
            Lang::En => number.to_string(),
        };
        let mut out = self.article.cite(lang);
        let parts = [
            (Phrase::CiteParagraph, self.paragraph),
            (Phrase::CiteItem, self.item),
            (Phrase::CitePoint, self.point),
        ];
        for (phrase, number) in parts {
            if let Some(number) = number {
                out += &phrase.with(lang, &[("number", said(number).into())]);
            }
        }
        out
    }
}

fn number(text: &str) -> Option<u16> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

fn chinese(text: &str) -> Option<u16> {
    let found = Quantity::of(text);
    let whole = found.is_chinese() && found.gap.is_empty() && found.unit.is_empty();
    let number = found.number().filter(|_| whole)?;
    u16::try_from(number).ok().filter(|number| *number > 0)
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_new {
            return write!(f, "new({})", self.as_new(false));
        }
        write!(f, "{}", self.article)?;
        if let Some(paragraph) = self.paragraph {
            write!(f, ".{paragraph}")?;
        }
        if let Some(item) = self.item {
            write!(f, "({item})")?;
        }
        if let Some(point) = self.point {
            write!(f, ".{point}")?;
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
    /// It was repealed and keeps its number; by what, where that is said.
    Repealed(Text),
}

/// One article.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its number.
    pub number: Spanned<ArticleNumber>,
    /// Its heading.
    pub heading: Text,
    /// Its paragraphs (款) in order.
    pub paragraphs: Vec<Paragraph>,
    /// How the bundle carries it.
    pub status: Status,
}

/// One paragraph of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// The official text, without its items.
    pub text: Spanned<String>,
    /// The items (项) in order.
    pub items: Vec<Item>,
}

/// One item of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The official text, with its number in brackets.
    pub text: Spanned<String>,
    /// The points (目) in order, each with its number.
    pub points: Vec<Spanned<String>>,
}

impl Paragraph {
    /// Its texts in order: its own, then each item with its points.
    pub fn texts(&self) -> impl Iterator<Item = &Spanned<String>> {
        let items = self.items.iter();
        std::iter::once(&self.text)
            .chain(items.flat_map(|item| std::iter::once(&item.text).chain(&item.points)))
    }
}

impl Article {
    /// How it is headed, as printed: 第三条（标题）.
    pub fn head(&self, lang: Lang) -> String {
        let name = ArticleRef::whole(self.number.value).cite(lang);
        match self.heading.get(lang) {
            "" => name,
            heading => {
                let args = [("name", name.into()), ("heading", heading.into())];
                Phrase::ArticleHead.with(lang, &args)
            }
        }
    }
    /// The texts of what is cited of it: an item with its points, a paragraph with its items, or all.
    pub fn texts_of(&self, cited: ArticleRef) -> Vec<&Spanned<String>> {
        let wanted = |number: Option<u16>, index: usize| {
            number.is_none_or(|number| usize::from(number) == index + 1)
        };
        let mut found = Vec::new();
        let paragraphs = self.paragraphs.iter().enumerate();
        for (_, paragraph) in paragraphs.filter(|(at, _)| wanted(cited.paragraph, *at)) {
            if cited.item.is_none() {
                found.extend(paragraph.texts());
                continue;
            }
            let items = paragraph.items.iter().enumerate();
            for (_, item) in items.filter(|(at, _)| wanted(cited.item, *at)) {
                if cited.point.is_none() {
                    found.push(&item.text);
                }
                let points = item.points.iter().enumerate();
                found.extend(points.filter(|(at, _)| wanted(cited.point, *at)).map(|(_, one)| one));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_written() {
        for text in [
            "18",
            "3.2",
            "16(6)",
            "3.2(1)",
            "16(6).1",
            "23-1",
            "23-1.2",
            "一、",
            "十二、(3)",
            "附件",
            "附件2",
            "附件2.3",
            "new(23)",
            "new(16(6).1)",
        ] {
            assert_eq!(
                ArticleRef::parse(text).map(|found| found.to_string()).as_deref(),
                Some(text)
            );
        }
        for (text, written) in
            [("23之一", "23-1"), ("23之2.1", "23-2.1"), ("一、（二）", "一、(2)")]
        {
            let found = ArticleRef::parse(text).map(|found| found.to_string());
            assert_eq!(found.as_deref(), Some(written));
        }
        for text in [
            "",
            "0",
            "18.",
            "3.2.1",
            "16(",
            "16()",
            "十八",
            "016",
            "3.0",
            " 18",
            "23-",
            "23-0",
            "之一",
            "16(6)1",
            "附件零",
            "附 件",
            "、",
            "1、",
            "new()",
            "new(new(3))",
            "new 3",
        ] {
            assert_eq!(ArticleRef::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_put_in_between_moves_no_number() {
        let number = |text: &str| ArticleNumber::parse(text).unwrap();
        let follows = |after: &str, before: &str| number(after).follows(Some(number(before)));
        for (before, after) in [
            ("23", "24"),
            ("23", "23-1"),
            ("23-1", "23-2"),
            ("23-2", "24"),
            ("39", "附件"),
            ("39", "附件1"),
            ("附件1", "附件2"),
            ("一、", "二、"),
        ] {
            assert!(follows(after, before), "{before} {after}");
        }
        for (before, after) in [
            ("23", "25"),
            ("23", "23-2"),
            ("23-1", "23-1"),
            ("23", "24-1"),
            ("39", "附件2"),
            ("附件1", "40"),
            ("24", "23-1"),
        ] {
            assert!(!follows(after, before), "{before} {after}");
        }
        assert!(number("1").follows(None) && !number("2").follows(None));
        assert!(number("23-1") > number("23") && number("23-1") < number("24"));
    }

    #[test]
    fn references_are_cited_as_in_official_chinese() {
        let cite = |text| ArticleRef::parse(text).unwrap().cite(Lang::Zh);
        assert_eq!(cite("18"), "第十八条");
        assert_eq!(cite("25.2"), "第二十五条第二款");
        assert_eq!(cite("16(6)"), "第十六条第（六）项");
        assert_eq!(cite("16(6).1"), "第十六条第（六）项第一目");
        assert_eq!(cite("23-1.2"), "第二十三条之一第二款");
        assert_eq!(cite("二、(3)"), "第二部分第（三）项");
        assert_eq!(cite("附件1"), "附件1");
        assert_eq!(cite("附件"), "附件");
        assert_eq!(ArticleRef::parse("3.2(1)").unwrap().cite(Lang::En), "Art. 3.2(1)");
        assert_eq!(ArticleRef::parse("23-1").unwrap().cite(Lang::En), "Art. 23-1");
        assert_eq!(cite("new(31.3)"), "修改后第三十一条第三款");
        assert_eq!(ArticleRef::parse("new(23)").unwrap().cite(Lang::En), "Art. 23 as amended");
    }
}
