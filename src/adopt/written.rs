//! A change as the amendment wrote it: the text of its parts, which goes into the new folder letter by letter.

use super::edit::{entry, field, indent, range};
use crate::source::{Node, Shape, Span};

/// The words of a change.
pub(super) struct Written {
    text: String,
    /// What stands in the brackets behind its word.
    inside: Node,
}

/// Words with by how many blanks their lines are set in.
#[derive(Clone, Debug)]
pub(super) struct Snippet {
    pub(super) text: String,
    pub(super) indent: usize,
}

impl Snippet {
    /// Words of one line.
    pub(super) const fn plain(text: String) -> Self {
        Self { text, indent: 0 }
    }
}

impl Written {
    /// The change at a place of an amendment's text.
    pub(super) fn at(text: &str, tree: &Node, at: Span) -> Option<Self> {
        let node = node_at(tree, at)?;
        let Shape::Variant(_, inner) = &node.shape else { return None };
        let inside = match &inner.shape {
            Shape::Tuple(items) if items.len() == 1 => items.first()?.clone(),
            _ => (**inner).clone(),
        };
        Some(Self { text: text.to_owned(), inside })
    }

    /// What is written under a field.
    pub(super) fn field(&self, name: &str) -> Option<&Node> {
        field(&self.inside, name).map(|(_, node)| node)
    }
    /// What is written behind a key of a map under a field.
    pub(super) fn entry(&self, name: &str, key: &str) -> Option<&Node> {
        self.field(name).and_then(|map| entry(map, key)).map(|(_, node)| node)
    }
    /// The words in brackets at a position.
    pub(super) fn item(&self, position: usize) -> Option<&Node> {
        match &self.inside.shape {
            Shape::Tuple(items) | Shape::List(items) => items.get(position),
            _ => None,
        }
    }
    /// The words of a node.
    pub(super) fn words(&self, node: &Node) -> Snippet {
        self.between(range(node.span))
    }
    /// An entry of a map with its key.
    pub(super) fn keyed(&self, key: &Node, value: &Node) -> Snippet {
        self.between(range(key.span).start..range(value.span).end)
    }
    fn between(&self, at: std::ops::Range<usize>) -> Snippet {
        let indent = indent(&self.text, at.start);
        Snippet { text: self.text.get(at).unwrap_or("").to_owned(), indent }
    }
}

/// The node at a place.
fn node_at(node: &Node, at: Span) -> Option<&Node> {
    if (node.span.start, node.span.end) == (at.start, at.end) {
        return Some(node);
    }
    if at.start < node.span.start || at.end > node.span.end {
        return None;
    }
    let mut inside: Vec<&Node> = Vec::new();
    match &node.shape {
        Shape::Variant(_, inner) => inside.push(inner),
        Shape::Tuple(items) | Shape::List(items) => inside.extend(items),
        Shape::Struct(fields) => inside.extend(fields.iter().map(|(_, node)| node)),
        Shape::Map(entries) => inside.extend(entries.iter().map(|(_, node)| node)),
        _ => {}
    }
    inside.into_iter().find_map(|inner| node_at(inner, at))
}
