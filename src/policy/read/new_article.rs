//! What comes in by an amendment: articles with their texts, and beside what.

use super::article::paragraph;
use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{ArticleRef, NewArticle, Paragraph};
use crate::source::{Node, Shape, Spanned};

/// What an edit is about, or stands beside.
pub(super) fn reference(node: &Node, problems: &mut Problems) -> Option<Spanned<ArticleRef>> {
    let name = fields::name(node, problems)?;
    fields::article(&name, problems)
}

/// One paragraph, or a list of them.
pub(super) fn paragraphs(node: &Node, problems: &mut Problems) -> Vec<Paragraph> {
    match &node.shape {
        Shape::List(items) if items.is_empty() => {
            wrong_shape(node, Phrase::Edit, Phrase::ShapeNotEmpty.into(), problems);
            Vec::new()
        }
        Shape::List(items) => items.iter().filter_map(|item| paragraph(item, problems)).collect(),
        _ => paragraph(node, problems).into_iter().collect(),
    }
}

/// Articles in order; `sections` is whether sections may begin with them.
pub(super) fn new_articles(
    node: &Node,
    sections: bool,
    problems: &mut Problems,
) -> Vec<NewArticle> {
    let mut found = Vec::new();
    for node in fields::list(node, Phrase::NewArticle, problems) {
        let Some(mut fields) = Fields::open(node, Phrase::NewArticle, problems) else { continue };
        if !sections {
            fields.none_but(&["heading", "text"], ["section"].into_iter(), problems);
        }
        let mut text = |name, problems: &mut Problems| {
            fields.optional(name).and_then(|node| fields::bilingual(node, problems))
        };
        let (section, heading) = (text("section", problems), text("heading", problems));
        let text = fields.required("text", problems).map(|node| paragraphs(node, problems));
        fields.close(problems);
        let text = text.unwrap_or_default();
        found.push(NewArticle { at: node.span, section, heading, text });
    }
    found
}
