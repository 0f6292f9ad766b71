//! The section `articles`: the measure's text.

use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Text};
use crate::policy::{Article, ArticleNumber, Item, Paragraph, Status};
use crate::source::{Node, Shape, Spanned};

/// All articles in order.
pub fn articles(node: &Node, problems: &mut Problems) -> Vec<Article> {
    let entries = fields::map(node, Phrase::Article, problems);
    let mut found = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        let Some(number) = ArticleNumber::parse(&key.value) else {
            problems.add(Problem::BadArticle, key.span, vec![("name", key.value.as_str().into())]);
            continue;
        };
        let Some(mut fields) = Fields::open(node, Phrase::Article, problems) else { continue };
        let heading = fields
            .required("heading", problems)
            .and_then(|node| fields::bilingual(node, problems))
            .unwrap_or_default();
        let status = fields.required("status", problems).and_then(|node| status(node, problems));
        // What was repealed keeps its number, and of its text what is left.
        let text = match status {
            Some(Status::Repealed(_)) => fields.optional("text"),
            _ => fields.required("text", problems),
        };
        let paragraphs = text
            .map(|node| fields::list(node, Phrase::Article, problems))
            .unwrap_or_default()
            .iter()
            .filter_map(|node| paragraph(node, problems))
            .collect();
        fields.close(problems);
        found.push(Article {
            number: Spanned::new(number, key.span),
            heading,
            paragraphs,
            status: status.unwrap_or(Status::Pending),
        });
    }
    found
}

/// One paragraph.
pub(super) fn paragraph(node: &Node, problems: &mut Problems) -> Option<Paragraph> {
    if let Shape::Text { text, .. } = &node.shape {
        let text = Spanned::new(text.clone(), node.span);
        return Some(Paragraph { text, items: Vec::new() });
    }
    let mut fields = Fields::open(node, Phrase::Article, problems)?;
    let text = fields
        .required("text", problems)
        .and_then(|node| fields::text(node, Phrase::Article, problems));
    let items = fields
        .required("items", problems)
        .map(|node| fields::list(node, Phrase::Article, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| item(node, problems))
        .collect();
    fields.close(problems);
    Some(Paragraph { text: text?, items })
}

fn item(node: &Node, problems: &mut Problems) -> Option<Item> {
    if let Shape::Text { text, .. } = &node.shape {
        return Some(Item { text: Spanned::new(text.clone(), node.span), points: Vec::new() });
    }
    let mut fields = Fields::open(node, Phrase::Article, problems)?;
    let text = fields
        .required("text", problems)
        .and_then(|node| fields::text(node, Phrase::Article, problems));
    let points = fields
        .required("points", problems)
        .map(|node| fields::list(node, Phrase::Article, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| fields::text(node, Phrase::Article, problems))
        .collect();
    fields.close(problems);
    Some(Item { text: text?, points })
}

fn status(node: &Node, problems: &mut Problems) -> Option<Status> {
    const KNOWN: [&str; 4] = ["carried", "declaratory", "pending", "repealed"];
    match (fields::one_of(node, Phrase::Article, &KNOWN, problems)?, &node.shape) {
        ("carried", Shape::Word(_) | Shape::Text { .. }) => Some(Status::Carried),
        ("pending", Shape::Word(_) | Shape::Text { .. }) => Some(Status::Pending),
        ("declaratory", Shape::Variant(_, inner)) => fields::only(inner, problems)
            .and_then(|reason| fields::bilingual(reason, problems))
            .map(Status::Declaratory),
        ("repealed", Shape::Word(_) | Shape::Text { .. }) => {
            Some(Status::Repealed(Text::default()))
        }
        ("repealed", Shape::Variant(_, inner)) => fields::only(inner, problems)
            .and_then(|reason| fields::bilingual(reason, problems))
            .map(Status::Repealed),
        (word @ ("carried" | "pending"), _) => {
            wrong_shape(node, Phrase::Article, crate::lang::Word::Plain(word.into()), problems);
            None
        }
        _ => {
            wrong_shape(node, Phrase::Article, Phrase::ShapeBilingual.into(), problems);
            None
        }
    }
}
