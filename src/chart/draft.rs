//! A chart as it is declared, before it is checked.

use super::event::{EventId, Trigger};
use super::state::{Kind, StateId, TransitionId};
use crate::ident::{Id, IdVec};

/// All that is declared of a chart whose states stand in document order.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) states: IdVec<StateId, StateDraft>,
    pub(super) transitions: IdVec<TransitionId, TransitionDraft>,
    pub(super) initials: Vec<(StateId, Vec<StateId>)>,
    pub(super) done_events: Vec<(StateId, EventId)>,
}

#[derive(Clone, Debug)]
pub(super) struct StateDraft {
    pub(super) kind: Kind,
    pub(super) parent: StateId,
}

/// A transition as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitionDraft {
    /// The state that it belongs to.
    pub source: StateId,
    /// What it waits for. The default transition of a history state waits for nothing.
    pub trigger: Trigger,
    /// Where it leads; none for a transition that only acts.
    pub targets: Vec<StateId>,
    /// Whether its source stays active where all targets lie below it. Without effect where the
    /// source is not compound or a target lies elsewhere (SCXML 3.13).
    pub internal: bool,
    /// Whether it is an error that another transition of the source is enabled too.
    pub exclusive: bool,
}

impl Draft {
    /// The root alone.
    pub(super) fn new() -> Self {
        let mut states = IdVec::new();
        states.push(StateDraft { kind: Kind::Compound, parent: StateId::new(0) });
        Self { states, transitions: IdVec::new(), initials: Vec::new(), done_events: Vec::new() }
    }
    /// The root, the parent of the outermost states.
    pub(super) fn root(&self) -> StateId {
        StateId::new(0)
    }
}
