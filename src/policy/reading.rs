//! Readings: sentences of the measure that have several defensible meanings, what each meaning
//! changes, and which one the bundle chose.

use super::change::Change;
use super::origin::Origin;
use super::{Declared, Name};
use crate::lang::Text;
use crate::source::Spanned;

/// The word for a choice that is not made.
pub const UNDECIDED: &str = "undecided";

/// One ambiguity.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The question that the words leave open.
    pub question: Text,
    /// The words of the measure.
    pub words: Spanned<String>,
    /// The articles.
    pub origin: Origin,
    /// The meaning that the bundle chose: its changes, if it has any, are what runs.
    pub chosen: Name,
    /// The roles that can say what is meant, where the choice is not made.
    pub ask: Vec<Name>,
    /// Why.
    pub why: Text,
    /// The meanings.
    pub options: Declared<ReadingOption>,
}

/// One meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingOption {
    /// What it says.
    pub title: Text,
    /// What it changes in the bundle.
    pub changes: Vec<Change>,
    /// What holds where a meaning of another reading is followed too and both make one element
    /// otherwise: that meaning, `A12=whole_programme`, and the changes.
    pub joined: Vec<(Name, Vec<Change>)>,
}

impl ReadingOption {
    /// All that it may change, by itself and joined with others.
    pub fn all_changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().chain(self.joined.iter().flat_map(|(_, changes)| changes))
    }
}
