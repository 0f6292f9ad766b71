//! Every article, paragraph and item that is cited stands in the text.

use super::element::elements;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem, Text, Word};
use crate::policy::{Article, ArticleRef, Bundle, Status};
use crate::source::{Span, Spanned};

/// A reference as people cite it, in either language.
pub(crate) fn cite(article: ArticleRef) -> Word {
    Text { zh: article.cite(Lang::Zh), en: article.cite(Lang::En) }.into()
}

/// Tells of citations of what the text does not have. Without a text there is nothing to compare:
/// then only that is told, where there should be one.
pub(super) fn every_citation_exists(bundle: &Bundle, problems: &mut Problems) {
    if bundle.articles.is_empty() {
        if bundle.manifest.legal_text {
            problems.add(Problem::NoText, bundle.manifest.at.begin(), vec![]);
        }
        return;
    }
    for element in elements(bundle) {
        for article in element.origin.iter().flat_map(|origin| &origin.articles) {
            let wrong = no_such_article(&bundle.articles, article.value, article.span);
            wrong.into_iter().for_each(|wrong| problems.push(wrong));
        }
    }
}

/// Tells of readings that are cited and not declared.
pub(super) fn every_reading_exists(bundle: &Bundle, problems: &mut Problems) {
    for element in elements(bundle) {
        for reading in element.origin.iter().flat_map(|origin| &origin.readings) {
            no_such_reading(bundle, reading).into_iter().for_each(|wrong| problems.push(wrong));
        }
    }
}

/// The problem with the citation of a reading; none where it is declared.
pub(crate) fn no_such_reading(bundle: &Bundle, cited: &Spanned<String>) -> Option<Diagnostic> {
    if bundle.readings.iter().any(|(name, _)| name.value == cited.value) {
        return None;
    }
    let args = vec![("name", cited.value.as_str().into()), ("kind", Phrase::Reading.into())];
    let names = bundle.readings.iter().map(|(name, _)| name.value.as_str());
    let names: Vec<&str> = names.collect();
    let wrong = Diagnostic::new(Problem::UnknownName, cited.span, args);
    Some(wrong.with_nearest(cited, names.iter().copied()))
}

/// The problem with a citation at that place; none where the text has what is cited.
pub(crate) fn no_such_article(
    articles: &[Article],
    cited: ArticleRef,
    at: Span,
) -> Option<Diagnostic> {
    // Nearly every citation is right: nothing is worded for it.
    let wrong = || Diagnostic::new(Problem::NoSuchArticle, at, vec![("article", cite(cited))]);
    // A number of an amended text is none of this one.
    if cited.is_new {
        return Some(wrong().with_help(Phrase::NewOfAmendments, Vec::new()));
    }
    let found = articles.iter().find(|article| article.number.value == cited.article);
    let Some(article) = found else {
        let count = vec![("count", articles.len().to_string().into())];
        return Some(wrong().with_help(Phrase::ArticlesInAll, count));
    };
    let nth = |paragraph: u16| article.paragraphs.get(usize::from(paragraph).checked_sub(1)?);
    // An item without a paragraph is one of the only paragraph that has items, or of any.
    let paragraph = cited.paragraph.map(nth);
    let items = match paragraph {
        Some(paragraph) => paragraph.map_or(0, |paragraph| paragraph.items.len()),
        None => article.paragraphs.iter().map(|paragraph| paragraph.items.len()).max().unwrap_or(0),
    };
    let paragraph_exists = paragraph.is_none_or(|paragraph| paragraph.is_some());
    if paragraph_exists && cited.item.is_none_or(|item| usize::from(item) <= items) {
        return no_such_point(article, cited, wrong);
    }
    let whole = match (paragraph_exists, cited.paragraph) {
        (true, Some(_)) => ArticleRef { item: None, point: None, ..cited },
        _ => ArticleRef::whole(cited.article),
    };
    Some(match whole.paragraph {
        Some(_) => {
            let args = vec![("article", cite(whole)), ("items", items.to_string().into())];
            wrong().with_help(Phrase::ItemsInAll, args)
        }
        None => {
            let items: usize = article.paragraphs.iter().map(|one| one.items.len()).sum();
            let args = vec![
                ("article", cite(whole)),
                ("paragraphs", article.paragraphs.len().to_string().into()),
                ("items", items.to_string().into()),
            ];
            wrong().with_help(Phrase::PartsInAll, args)
        }
    })
}

/// The problem with the citation of a point of an item that is there.
fn no_such_point(
    article: &Article,
    cited: ArticleRef,
    wrong: impl FnOnce() -> Diagnostic,
) -> Option<Diagnostic> {
    if cited.point.is_none() || !article.texts_of(cited).is_empty() {
        return None;
    }
    let item = ArticleRef { point: None, ..cited };
    let points = article.texts_of(item).len().saturating_sub(1);
    let args = vec![("article", cite(item)), ("points", points.to_string().into())];
    Some(wrong().with_help(Phrase::PointsInAll, args))
}

/// Tells of citations of what was repealed.
pub(super) fn nothing_repealed_is_cited(bundle: &Bundle, problems: &mut Problems) {
    for element in elements(bundle) {
        for article in element.origin.iter().flat_map(|origin| &origin.articles) {
            let wrong = repealed(&bundle.articles, article.value, article.span);
            wrong.into_iter().for_each(|wrong| problems.push(wrong));
        }
    }
}

/// The problem with the citation of an article that was repealed; none where it stands.
pub(crate) fn repealed(articles: &[Article], cited: ArticleRef, at: Span) -> Option<Diagnostic> {
    if cited.is_new {
        return None;
    }
    let article = articles.iter().find(|article| article.number.value == cited.article)?;
    if !matches!(article.status, Status::Repealed(_)) {
        return None;
    }
    let wrong = Diagnostic::new(Problem::CitesRepealed, at, vec![("article", cite(cited))]);
    Some(wrong.with_related(article.number.span, Phrase::RepealedHere))
}
