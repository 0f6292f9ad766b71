//! A change laid over a bundle: what a reading, a command or a later text says otherwise.

use super::Name;
use super::parameter::ParameterValue;
use super::selection::Quota;
use crate::calendar::Counting;
use crate::source::{Span, Spanned};

/// One change, with its place.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it is written.
    pub at: Span,
    /// What it changes.
    pub kind: ChangeKind,
}

/// What is changed.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// A parameter has this value, from the beginning.
    Parameter {
        /// The parameter.
        name: Name,
        /// Its value.
        value: Spanned<ParameterValue>,
    },
    /// One row of a table has this value.
    Row {
        /// The parameter.
        name: Name,
        /// A value of each choice.
        keys: Vec<Name>,
        /// The value.
        value: Spanned<ParameterValue>,
    },
    /// Wherever a rule is asked, another is asked instead.
    Rule {
        /// The rule.
        name: Name,
        /// The other.
        by: Name,
    },
    /// Days are counted otherwise.
    Counting(Counting),
    /// A selection has these limits.
    Quotas {
        /// The selection.
        selection: Name,
        /// All its limits.
        quotas: Vec<Quota>,
    },
    /// A transition is otherwise.
    Transition(Box<TransitionChange>),
}

/// Which transition, and how it is otherwise; what is not given stays.
#[derive(Clone, Debug)]
pub struct TransitionChange {
    /// The machine.
    pub machine: Name,
    /// The state that it leaves.
    pub state: Name,
    /// Its event.
    pub event: Name,
    /// Whether it is taken away.
    pub remove: bool,
    /// The roles that may set it off.
    pub by: Option<Vec<Name>>,
    /// The rules that must hold.
    pub when: Option<Vec<Name>>,
    /// Where it leads.
    pub target: Option<Vec<Name>>,
}
