//! Kleene's three values.

use crate::rule::value::Value;

/// Yes, no or unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    No,
    Yes,
    Unknown,
}

impl Truth {
    pub(super) const fn of(answer: bool) -> Self {
        if answer { Self::Yes } else { Self::No }
    }
    pub(super) const fn answer(self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::Yes => Some(true),
            Self::Unknown => None,
        }
    }
    pub(super) fn value(self) -> Option<Value> {
        self.answer().map(Value::Bool)
    }
    pub(super) const fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Yes => Self::No,
            Self::Unknown => Self::Unknown,
        }
    }
}
