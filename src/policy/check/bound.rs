//! What the checks of words and values share: the texts, places in them, the values bound there.

use crate::policy::{Bundle, ParameterValue};
use crate::source::{Span, Spanned};

/// The texts of the measure: paragraphs and items.
pub(super) fn texts(bundle: &Bundle) -> impl Iterator<Item = &Spanned<String>> {
    let paragraphs = bundle.articles.iter().flat_map(|article| &article.paragraphs);
    paragraphs.flat_map(|paragraph| paragraph.texts())
}

/// A part of a text in its file; the quotation mark comes before the text.
pub(super) fn part(text: &Spanned<String>, at: usize, len: usize) -> Span {
    text.span.part(at + 1, len)
}

/// A value that a slot binds: in force on the first day, or from a later one on.
pub(super) struct Value<'b> {
    pub(super) value: ParameterValue,
    pub(super) at: Span,
    pub(super) is_first: bool,
    pub(super) path: &'b str,
}
