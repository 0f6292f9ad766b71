//! What no story need show, as the bundle declares it.

use super::Name;
use crate::lang::Text;
use crate::source::Span;

/// The kinds of elements that stories can show.
pub const KINDS: [&str; 13] = [
    "article",
    "item",
    "state",
    "transition",
    "guard",
    "clause",
    "boundary",
    "timer",
    "role",
    "quota",
    "duty",
    "register",
    "reading",
];

/// What can come of an element.
pub const OUTCOMES: [&str; 16] = [
    "happened",
    "holds",
    "fails",
    "unknown",
    "decides",
    "fires",
    "cancelled",
    "refused",
    "below",
    "at",
    "above",
    "fulfilled",
    "missed",
    "entered",
    "used",
    "ended",
];

/// Something that no story need show.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncovered {
    /// The kind of the element.
    pub kind: Name,
    /// Its name, as `banfa coverage` tells it.
    pub of: Name,
    /// What need not come of it; none means whatever never does.
    pub outcome: Option<Name>,
    /// Why.
    pub why: Text,
    /// The place of the whole.
    pub at: Span,
}

impl Uncovered {
    /// Whether it speaks of an outcome of an element.
    pub fn is_of(&self, kind: &str, name: &str, outcome: &str) -> bool {
        self.kind.value == kind
            && self.of.value == name
            && self.outcome.as_ref().is_none_or(|own| own.value == outcome)
    }
}
