//! What an evaluation ends with.

use super::value::Value;
use crate::source::Span;

/// The answer of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<C> {
    /// It is known.
    Known(Value),
    /// It is unknown: each cause once, in the order in which they were met.
    Unknown(Vec<C>),
}

/// Why there is no answer: the rule is wrong for these values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The result does not fit a whole number of 64 bits or a decimal of 28 digits.
    Overflow(Span),
    /// A division by zero.
    DivisionByZero(Span),
    /// Periods that have no common measure: days and months, working days and weeks.
    UnitsDiffer(Span),
    /// A sum of money below zero where one is owed.
    BelowZero(Span),
    /// The budget of operations is spent.
    Budget(Span),
    /// The reader gave a value of another type than it declared.
    WrongValue(Span),
}

impl Fault {
    /// Where it happened.
    pub const fn span(self) -> Span {
        match self {
            Self::Overflow(span)
            | Self::DivisionByZero(span)
            | Self::UnitsDiffer(span)
            | Self::BelowZero(span)
            | Self::Budget(span)
            | Self::WrongValue(span) => span,
        }
    }
}

/// How many operations may still be made. One operation is one node of a rule's tree evaluated,
/// or one row of a list looked at: the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Operations left.
    pub operations: u64,
}

impl Budget {
    /// A budget of that many operations.
    pub const fn new(operations: u64) -> Self {
        Self { operations }
    }
}
