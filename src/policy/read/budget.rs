//! How much pieces may put together. What names stand for may name others, so a short text can stand
//! for more than any memory holds; everything that is put together for one bundle, or for one story,
//! therefore draws on one budget.

use crate::lang::Phrase;
use crate::source::{Node, Shape};

/// How many values pieces may put together.
const MOST_NODES: usize = 500_000;
/// How many bytes of text pieces may put together.
const MOST_BYTES: usize = 16_000_000;
/// How deep values may lie in one another where pieces put them together; as deep as in one text.
const DEEPEST: usize = 128;

/// What is left of what pieces may put together.
pub struct Budget {
    nodes: usize,
    bytes: usize,
    /// How deep the place lies at which values are being put together.
    level: usize,
    over: Option<(Phrase, usize)>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: MOST_NODES, bytes: MOST_BYTES, level: 0, over: None }
    }
}

impl Budget {
    /// The limit that was passed, if any: of what, and how much.
    pub fn over(&self) -> Option<(Phrase, usize)> {
        self.over
    }
    /// One level deeper.
    pub fn enter(&mut self) {
        self.level += 1;
    }
    /// One level up.
    pub fn leave(&mut self) {
        self.level = self.level.saturating_sub(1);
    }
    /// Takes one value with the texts that it holds itself; whether that is allowed.
    pub fn takes(&mut self, node: &Node) -> bool {
        self.takes_at(node, self.level)
    }
    /// Takes a value with all that lies in it; whether that is allowed.
    pub fn takes_all(&mut self, node: &Node) -> bool {
        self.takes_tree(node, self.level)
    }
    /// Takes so many bytes of text; whether that is allowed.
    pub fn takes_text(&mut self, bytes: usize) -> bool {
        match self.bytes.checked_sub(bytes) {
            Some(left) => self.bytes = left,
            None => self.passes(Phrase::PiecesBytes, MOST_BYTES),
        }
        self.over.is_none()
    }

    fn takes_at(&mut self, node: &Node, level: usize) -> bool {
        match self.nodes.checked_sub(1) {
            Some(left) => self.nodes = left,
            None => self.passes(Phrase::PiecesNodes, MOST_NODES),
        }
        if level > DEEPEST {
            self.passes(Phrase::PiecesLevels, DEEPEST);
        }
        let bytes = match &node.shape {
            Shape::Text { text, .. } | Shape::Word(text) | Shape::OtherNumber(text) => text.len(),
            Shape::Variant(word, _) => word.value.len(),
            Shape::Struct(fields) => fields.iter().map(|(name, _)| name.value.len()).sum(),
            _ => 0,
        };
        self.takes_text(bytes)
    }

    fn takes_tree(&mut self, node: &Node, level: usize) -> bool {
        if !self.takes_at(node, level) {
            return false;
        }
        let mut inside = |node| self.takes_tree(node, level + 1);
        match &node.shape {
            Shape::Variant(_, inner) => inside(inner),
            Shape::Tuple(items) | Shape::List(items) => items.iter().all(inside),
            Shape::Struct(fields) => fields.iter().all(|(_, node)| inside(node)),
            Shape::Map(entries) => entries.iter().all(|(key, node)| inside(key) && inside(node)),
            _ => true,
        }
    }

    fn passes(&mut self, what: Phrase, most: usize) {
        self.over.get_or_insert((what, most));
    }
}
