//! Whatever people read has a title in both languages.

use super::element::elements;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Text};
use crate::policy::Bundle;

/// The languages in which nothing is said; none where both say something.
pub(crate) fn missing(title: &Text) -> Option<Phrase> {
    match (title.zh.trim().is_empty(), title.en.trim().is_empty()) {
        (false, false) => None,
        (true, false) => Some(Phrase::Chinese),
        (false, true) => Some(Phrase::English),
        (true, true) => Some(Phrase::BothLanguages),
    }
}

/// Tells of titles that are missing, where the bundle carries a legal text.
pub(super) fn everything_read_has_a_title(bundle: &Bundle, problems: &mut Problems) {
    if !bundle.manifest.legal_text {
        return;
    }
    for element in elements(bundle) {
        if let Some(language) = element.title.and_then(missing) {
            let args = vec![("what", element.word()), ("language", language.into())];
            problems.add(Problem::MissingTitle, element.at, args);
        }
    }
    for chapter in bundle.chapters.iter() {
        if let Some(language) = missing(&chapter.title) {
            let args = vec![("what", super::chapter::name(chapter)), ("language", language.into())];
            problems.add(Problem::MissingTitle, chapter.at, args);
        }
    }
    for article in &bundle.articles {
        if let Some(language) = missing(&article.heading) {
            let what = super::cite(crate::policy::ArticleRef::whole(article.number.value));
            let args = vec![("what", what), ("language", language.into())];
            problems.add(Problem::MissingTitle, article.number.span, args);
        }
    }
}
