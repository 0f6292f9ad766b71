//! The names in what a piece gives, or in what is told of each of a cohort, and what they stand for.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::budget::Budget;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::read::fields;
use crate::source::{Node, Shape, Spanned};

/// The word that uses a piece.
pub const USE: &str = "use";
/// The word that tells the same of each of a cohort.
pub const EACH: &str = "each";
/// The key in a map behind which a piece gives several entries.
pub const ALL: &str = "*";
/// The word that stands for nothing: a field that would hold it is left out.
const NOTHING: &str = "nothing";

/// What names stand for.
pub type Given = BTreeMap<String, Rc<Node>>;

/// The names that a node binds for what it tells: those of `each({ "who": … }, …)`.
fn bound<'n>(word: &Spanned<String>, inner: &'n Node) -> Vec<&'n str> {
    match &inner.shape {
        Shape::Tuple(items) if word.value == EACH => match items.first().map(|node| &node.shape) {
            Some(Shape::Map(entries)) => {
                entries.iter().filter_map(|(key, _)| text_of(key)).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Every name in a node is one that is known there.
pub fn known_names(node: &Node, known: &[&str], problems: &mut Problems) {
    let mut wrong = |name: &str| {
        if !known.contains(&name) {
            let args = vec![("name", name.into()), ("kind", Phrase::PieceName.into())];
            let wrong = Diagnostic::new(Problem::UnknownName, node.span, args);
            problems.push(wrong.with_nearest(name, known.iter().copied()));
        }
    };
    match &node.shape {
        Shape::Text { text, .. } => match whole_name(text) {
            Some(name) => wrong(name),
            None => {
                let inner = text.split("${").skip(1).filter_map(|rest| rest.split_once('}'));
                inner.for_each(|(name, _)| wrong(name));
            }
        },
        Shape::Variant(word, inner) => {
            let mut all = known.to_vec();
            all.extend(bound(word, inner));
            known_names(inner, &all, problems);
        }
        Shape::Tuple(items) | Shape::List(items) => {
            items.iter().for_each(|item| known_names(item, known, problems));
        }
        Shape::Struct(fields) => {
            fields.iter().for_each(|(_, node)| known_names(node, known, problems));
        }
        Shape::Map(entries) => {
            for (key, node) in entries {
                known_names(key, known, problems);
                known_names(node, known, problems);
            }
        }
        _ => {}
    }
}

/// Whether a tree uses a piece, or tells something of each of a cohort, anywhere.
pub fn uses(node: &Node) -> bool {
    is_use(node)
        || match &node.shape {
            Shape::Variant(_, inner) => uses(inner),
            Shape::Tuple(items) | Shape::List(items) => items.iter().any(uses),
            Shape::Struct(fields) => fields.iter().any(|(_, node)| uses(node)),
            Shape::Map(entries) => entries.iter().any(|(_, node)| uses(node)),
            _ => false,
        }
}

/// Whether a node stands for others.
pub fn is_use(node: &Node) -> bool {
    matches!(&node.shape, Shape::Variant(word, _) if word.value == USE || word.value == EACH)
}

/// The text that a node is.
pub fn text_of(node: &Node) -> Option<&str> {
    match &node.shape {
        Shape::Text { text, .. } => Some(text),
        _ => None,
    }
}

/// A node with what its names stand for; a name that is bound within is left as it is. Where the
/// budget is used up, nothing at its place.
pub fn fill(node: &Node, given: &Given, budget: &mut Budget, problems: &mut Problems) -> Node {
    budget.enter();
    let filled = match &node.shape {
        _ if !budget.takes(node) => None,
        Shape::Text { text, .. } => filled_text(node, text, given, budget, problems),
        _ => {
            let shape = filled_shape(node, given, budget, problems);
            Some(Node { span: node.span, shape })
        }
    };
    budget.leave();
    filled.unwrap_or(Node { span: node.span, shape: Shape::Unit })
}

fn filled_shape(node: &Node, given: &Given, budget: &mut Budget, problems: &mut Problems) -> Shape {
    let mut each = |node: &Node| fill(node, given, budget, problems);
    match &node.shape {
        Shape::Variant(word, inner) => {
            let bound = bound(word, inner);
            let filled = match (&inner.shape, bound.as_slice()) {
                (_, []) => each(inner),
                // Whom it is told of is named outside; what is told names each of them.
                (Shape::Tuple(items), bound) => {
                    let mut rest = given.clone();
                    rest.retain(|name, _| !bound.contains(&name.as_str()));
                    let inside = |(at, node): (usize, &Node)| match at {
                        0 => fill(node, given, budget, problems),
                        _ => fill(node, &rest, budget, problems),
                    };
                    let items = items.iter().enumerate().map(inside).collect();
                    Node { span: inner.span, shape: Shape::Tuple(items) }
                }
                _ => each(inner),
            };
            Shape::Variant(word.clone(), Box::new(filled))
        }
        Shape::Tuple(items) => Shape::Tuple(items.iter().map(each).collect()),
        Shape::Struct(fields) => Shape::Struct(
            fields
                .iter()
                .map(|(name, node)| (name.clone(), each(node)))
                .filter(|(_, node)| !is_nothing(node))
                .collect(),
        ),
        Shape::List(items) => {
            let mut all = Vec::with_capacity(items.len());
            for item in items {
                let replaced = text_of(item).is_some_and(|text| whole_name(text).is_some());
                match (replaced, each(item)) {
                    (true, Node { shape: Shape::List(inner), .. }) => all.extend(inner),
                    (_, node) => all.push(node),
                }
            }
            Shape::List(all)
        }
        Shape::Map(entries) => {
            Shape::Map(entries.iter().map(|(key, node)| (each(key), each(node))).collect())
        }
        other => other.clone(),
    }
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.shape, Shape::Word(word) if word == NOTHING)
}

/// The name that a whole text is: `$office`.
fn whole_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$')?;
    let is_name =
        !name.is_empty() && name.chars().all(|part| part == '_' || part.is_alphanumeric());
    is_name.then_some(name)
}

/// A text with what its names stand for; none where the budget is used up.
fn filled_text(
    node: &Node,
    text: &str,
    given: &Given,
    budget: &mut Budget,
    problems: &mut Problems,
) -> Option<Node> {
    if let Some(name) = whole_name(text) {
        // A name that was not given was told where it is used.
        let stands = given.get(name).map_or(node, |stands| &**stands);
        return budget.takes_all(stands).then(|| stands.clone());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push_str("${");
            rest = after;
            continue;
        };
        match given.get(name).map(|node| &node.shape) {
            Some(Shape::Text { text, .. } | Shape::Word(text)) => {
                if !budget.takes_text(text.len()) {
                    return None;
                }
                out.push_str(text);
            }
            Some(Shape::Integer(number)) => out.push_str(&number.to_string()),
            Some(_) => {
                if let Some(node) = given.get(name) {
                    let expected = Phrase::ShapeText.into();
                    fields::wrong_shape(node, Phrase::Piece, expected, problems);
                }
            }
            // It is bound further inside.
            None => {
                out.push_str("${");
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    if out.is_empty() && rest.len() == text.len() {
        return Some(node.clone());
    }
    out.push_str(rest);
    Some(Node { span: node.span, shape: Shape::Text { text: out, verbatim: false } })
}
