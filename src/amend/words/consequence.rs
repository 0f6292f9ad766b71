//! What a text cites of itself, under the numbers after.

use std::ops::Range;

use super::numbers::Numbers;
use crate::lang::{
    CitedNumber, CitedPart, Lang, Phrase, chinese_number, citations, relative_citations,
};
use crate::policy::{ArticleNumber, ArticleRef, Series};

/// A citation that becomes another, or of what goes.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// What is cited, by its number before.
    pub(super) cites: ArticleRef,
    /// The words before.
    pub(super) old: String,
    /// The words after; none where what is cited goes, or becomes something that they cannot say.
    pub(super) new: Option<String>,
}

/// What a text at a place cites that has another number after, or none.
pub(super) fn cited(text: &str, here: ArticleRef, numbers: &Numbers) -> Vec<Cited> {
    let mut found = Vec::new();
    for citation in citations(text) {
        let cites = reference(&citation.numbers, here);
        if !numbers.had(cites) {
            continue;
        }
        let after = numbers.after(cites);
        if after == Some(cites) {
            continue;
        }
        let mut words = Vec::new();
        let mut is_gone = after.is_none();
        for number in &citation.numbers {
            match after.and_then(|after| part(after, number.part)) {
                Some(now) if now != (number.number, number.inserted) => {
                    words.push((number.at.clone(), written(number, now)));
                }
                Some(_) => {}
                None => is_gone = true,
            }
        }
        // A paragraph of its own article is cited without it, and must stay in it.
        let names_article = citation.numbers.iter().any(|one| one.part == CitedPart::Article);
        let moves = after.zip(numbers.after(ArticleRef::whole(here.article)));
        is_gone |= !names_article && moves.is_some_and(|(after, own)| after.article != own.article);
        if !is_gone && words.is_empty() {
            continue;
        }
        let old = text.get(citation.at.clone()).unwrap_or("").to_owned();
        let mut new = old.clone();
        for (range, words) in words.into_iter().rev() {
            let from = range.start - citation.at.start;
            new.replace_range(from..from + range.len(), &words);
        }
        found.push(Cited { at: citation.at, cites, old, new: Some(new).filter(|_| !is_gone) });
    }
    found
}

/// What the numbers of a citation cite; without an article it is one's own.
fn reference(numbers: &[CitedNumber], here: ArticleRef) -> ArticleRef {
    let mut cites = ArticleRef::whole(here.article);
    for one in numbers {
        match one.part {
            CitedPart::Article => {
                let (number, inserted) = (one.number, one.inserted);
                let article = ArticleNumber { series: Series::Article, number, inserted };
                cites = ArticleRef::whole(article);
            }
            CitedPart::Paragraph => cites.paragraph = Some(one.number),
            CitedPart::Item => cites.item = Some(one.number),
            CitedPart::Point => cites.point = Some(one.number),
        }
    }
    // 第（三）项 alone is one of the own paragraph.
    if numbers.first().is_some_and(|first| first.part == CitedPart::Item) {
        cites.paragraph = here.paragraph;
    }
    cites
}

const fn part(place: ArticleRef, part: CitedPart) -> Option<(u16, u16)> {
    match part {
        CitedPart::Article => Some((place.article.number, place.article.inserted)),
        CitedPart::Paragraph => match place.paragraph {
            Some(number) => Some((number, 0)),
            None => None,
        },
        CitedPart::Item => match place.item {
            Some(number) => Some((number, 0)),
            None => None,
        },
        CitedPart::Point => match place.point {
            Some(number) => Some((number, 0)),
            None => None,
        },
    }
}

/// A number in the numerals of the one that it replaces: 二十四, 二十二条之一.
fn written(of: &CitedNumber, (number, inserted): (u16, u16)) -> String {
    let said = |number: u16| match of.is_chinese {
        true => chinese_number(number.into()),
        false => number.to_string(),
    };
    if of.part != CitedPart::Article {
        return said(number);
    }
    let mut out = Phrase::NumberOfArticle.with(Lang::Zh, &[("number", said(number).into())]);
    if inserted > 0 {
        out += &Phrase::CiteInserted.with(Lang::Zh, &[("number", said(inserted).into())]);
    }
    out
}

/// Words such as 前款 at a place that no longer mean what they meant.
pub(super) fn displaced(
    text: &str,
    here: ArticleRef,
    numbers: &Numbers,
    before: &dyn Fn(ArticleNumber) -> Option<usize>,
    nth_before: &dyn Fn(usize) -> Option<ArticleNumber>,
) -> Vec<Range<usize>> {
    let Some(now) = numbers.after(here) else { return Vec::new() };
    let mut found = Vec::new();
    for (part, count, at) in relative_citations(text) {
        let stays = (1..=count).all(|back| {
            let meant = match part {
                CitedPart::Article => before(here.article)
                    .and_then(|own| own.checked_sub(back.into()))
                    .and_then(nth_before)
                    .map(ArticleRef::whole),
                CitedPart::Paragraph => {
                    let number = here.paragraph.and_then(|own| own.checked_sub(back));
                    let number = number.filter(|number| *number > 0);
                    number.map(|number| ArticleRef {
                        paragraph: Some(number),
                        ..ArticleRef::whole(here.article)
                    })
                }
                CitedPart::Item => {
                    let number = here.item.and_then(|own| own.checked_sub(back));
                    let number = number.filter(|number| *number > 0);
                    number.map(|number| ArticleRef { item: Some(number), point: None, ..here })
                }
                CitedPart::Point => None,
            };
            // What cites nothing of this text before is no citation of it.
            let Some(meant) = meant else { return true };
            match (part, numbers.after(meant)) {
                (CitedPart::Article, Some(after)) => {
                    let distance =
                        numbers.position(now.article).zip(numbers.position(after.article));
                    distance.is_some_and(|(own, other)| own == other + usize::from(back))
                }
                (CitedPart::Paragraph, Some(after)) => {
                    after.article == now.article
                        && after.paragraph.zip(now.paragraph).is_some_and(|(a, b)| a + back == b)
                }
                (CitedPart::Item, Some(after)) => {
                    (after.article, after.paragraph) == (now.article, now.paragraph)
                        && after.item.zip(now.item).is_some_and(|(a, b)| a + back == b)
                }
                _ => false,
            }
        });
        if !stays {
            found.push(at);
        }
    }
    found
}
