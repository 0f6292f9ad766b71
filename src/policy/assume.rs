//! What an amendment supplies where a story does not tell what only the amended measure asks.

use super::Name;
use crate::lang::Text;
use crate::source::Node;

/// What an amendment supplies where a story does not tell what only the amended measure asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assume {
    /// Facts of each subject that may have them.
    pub facts: Vec<(Name, Node)>,
    /// What events carry.
    pub data: Vec<(Name, Vec<(Name, Node)>)>,
}

impl Assume {
    /// Whether nothing is supplied.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.data.is_empty()
    }
}

/// What one of several amendments supplies.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// What people call the amendment.
    pub title: Text,
    /// What.
    pub what: Assume,
}
