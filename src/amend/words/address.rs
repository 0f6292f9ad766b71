//! Addresses in the text before the amendment.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::check::{cite, no_such_article};
use crate::policy::{Article, ArticleRef};
use crate::source::{Span, Spanned};

use super::tree::nth;

/// How deep a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Article,
    Paragraph,
    Item,
    Point,
}

/// How deep a place lies.
pub(super) const fn level(place: ArticleRef) -> Level {
    match place {
        ArticleRef { point: Some(_), .. } => Level::Point,
        ArticleRef { item: Some(_), .. } => Level::Item,
        ArticleRef { paragraph: Some(_), .. } => Level::Paragraph,
        _ => Level::Article,
    }
}

/// The place in which another lies directly; none for an article.
pub(super) const fn container(place: ArticleRef) -> Option<ArticleRef> {
    match level(place) {
        Level::Article => None,
        Level::Paragraph => Some(ArticleRef { paragraph: None, ..place }),
        Level::Item => Some(ArticleRef { item: None, ..place }),
        Level::Point => Some(ArticleRef { point: None, ..place }),
    }
}

/// Whether a place is another, or holds it.
pub(super) fn holds(place: ArticleRef, other: ArticleRef) -> bool {
    let wanted = |own: Option<u16>, other: Option<u16>| own.is_none() || own == other;
    place.article == other.article
        && wanted(place.paragraph, other.paragraph)
        && wanted(place.item, other.item)
        && wanted(place.point, other.point)
}

/// The place that an address names, with its paragraph; none where there is no such place, or several,
/// which is told.
pub(super) fn place(
    articles: &[Article],
    cited: &Spanned<ArticleRef>,
    problems: &mut Problems,
) -> Option<ArticleRef> {
    if let Some(wrong) = no_such_article(articles, cited.value, cited.span) {
        problems.push(wrong);
        return None;
    }
    if cited.item.is_none() || cited.paragraph.is_some() {
        return Some(cited.value);
    }
    let article = articles.iter().find(|article| article.number.value == cited.article)?;
    let with = (0..article.paragraphs.len()).filter_map(|at| {
        let whole = ArticleRef { paragraph: nth(at), ..cited.value };
        (!article.texts_of(whole).is_empty()).then_some(whole)
    });
    let with: Vec<ArticleRef> = with.collect();
    if let [only] = with.as_slice() {
        return Some(*only);
    }
    let args = vec![
        ("article", cite(cited.value)),
        ("places", Word::List(with.iter().map(|place| cite(*place)).collect())),
    ];
    problems.add(Problem::AddressUnclear, cited.span, args);
    None
}

/// A place as people cite it: of an article's only paragraph without the paragraph.
pub(super) fn short(articles: &[Article], place: ArticleRef) -> ArticleRef {
    let article = articles.iter().find(|article| article.number.value == place.article);
    match article.is_some_and(|article| article.paragraphs.len() == 1) {
        true => ArticleRef { paragraph: None, ..place },
        false => place,
    }
}

/// A place of a level, where another is needed.
pub(super) fn at_level(
    place: Option<ArticleRef>,
    wanted: Level,
    at: Span,
    problems: &mut Problems,
) -> Option<ArticleRef> {
    let place = place?;
    if level(place) == wanted {
        return Some(place);
    }
    let expected = match wanted {
        Level::Article => Phrase::LevelArticle,
        Level::Paragraph => Phrase::Paragraph,
        Level::Item => Phrase::ArticleItem,
        Level::Point => Phrase::ArticlePoint,
    };
    let args = vec![("article", cite(place)), ("expected", expected.into())];
    problems.push(Diagnostic::new(Problem::AddressOfAnotherLevel, at, args));
    None
}

/// The texts of articles, each with its place: a paragraph, its items, their points.
pub(super) fn units(articles: &[Article]) -> Vec<(ArticleRef, &Spanned<String>)> {
    let mut found = Vec::new();
    for article in articles {
        let whole = ArticleRef::whole(article.number.value);
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            let place = ArticleRef { paragraph: nth(at), ..whole };
            found.push((place, &paragraph.text));
            for (at, item) in paragraph.items.iter().enumerate() {
                let place = ArticleRef { item: nth(at), ..place };
                found.push((place, &item.text));
                let points = item.points.iter().enumerate();
                found.extend(
                    points.map(|(at, point)| (ArticleRef { point: nth(at), ..place }, point)),
                );
            }
        }
    }
    found
}
