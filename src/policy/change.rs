//! A change laid over a bundle: what a reading, a command or a later text says otherwise.

use super::Name;
use super::machine::{Action, Floor};
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
    /// A state does otherwise when it is entered or left.
    State(Box<StateChange>),
    /// A count that a later notice of the calendar may still move is not made before the notice.
    WaitForTheCalendar,
}

/// Which state, and what it does; what is not given stays.
#[derive(Clone, Debug)]
pub struct StateChange {
    /// The machine.
    pub machine: Name,
    /// The state.
    pub state: Name,
    /// What it does when it is entered.
    pub on_entry: Option<Vec<Action>>,
    /// What it does when it is left.
    pub on_exit: Option<Vec<Action>>,
}

/// Which transition, and how it is otherwise; what is not given stays.
#[derive(Clone, Debug)]
pub struct TransitionChange {
    /// The machine.
    pub machine: Name,
    /// The state that it leaves.
    pub state: Name,
    /// Its event, or the name or the period of its timer.
    pub trigger: Name,
    /// Whether it is taken away.
    pub remove: bool,
    /// The roles that may set it off.
    pub by: Option<Vec<Name>>,
    /// The rules that must hold.
    pub when: Option<Vec<Name>>,
    /// Rules that must hold as well.
    pub add: Vec<Name>,
    /// Rules that need no longer hold.
    pub without: Vec<Name>,
    /// Before which day it may not be taken.
    pub not_before: Option<Floor>,
    /// What it does.
    pub actions: Option<Vec<Action>>,
    /// Where it leads.
    pub target: Option<Vec<Name>>,
}
