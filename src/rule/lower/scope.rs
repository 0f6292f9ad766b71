//! The names that a function makes itself.

use crate::rule::expr::LocalIndex;
use crate::rule::types::{Static, Type};
use crate::source::Span;

/// A variable that can be seen.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) index: LocalIndex,
    pub(super) holds: Static,
    /// Whether `let` has made it.
    pub(super) is_let: bool,
}

/// The variables of one function.
#[derive(Debug, Default)]
pub(super) struct Frame {
    visible: Vec<Variable>,
    made: u16,
    /// What the function has to answer, where that is known.
    pub(super) expected: Option<Type>,
    /// What `return` gives, and where.
    pub(super) returns: Vec<(Static, Span)>,
    /// The loops that stand open; whether each has a `break`.
    pub(super) loops: Vec<bool>,
}

impl Frame {
    /// Makes a variable. Each has its own place; one that hides another does not overwrite it.
    pub(super) fn declare(&mut self, name: &str, holds: Static, is_let: bool) -> LocalIndex {
        let index = self.next();
        self.made = self.made.saturating_add(1);
        self.visible.push(Variable { name: name.to_owned(), index, holds, is_let });
        index
    }
    /// The place of the variable that is made next.
    pub(super) const fn next(&self) -> LocalIndex {
        LocalIndex(self.made)
    }
    /// The variable of that name, the latest of several.
    pub(super) fn find(&self, name: &str) -> Option<&Variable> {
        self.visible.iter().rev().find(|variable| variable.name == name)
    }
    /// The names that can be seen.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.visible.iter().map(|variable| &variable.name)
    }
    /// How many variables can be seen, to come back to by [`Frame::leave`].
    pub(super) fn enter(&self) -> usize {
        self.visible.len()
    }
    /// Forgets the variables made since [`Frame::enter`].
    pub(super) fn leave(&mut self, entered: usize) {
        self.visible.truncate(entered);
    }
    /// How many variables the function has.
    pub(super) fn size(&self) -> usize {
        usize::from(self.made)
    }
}
