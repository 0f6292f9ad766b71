//! Building a chart state by state, in document order.

use super::check;
use super::compile;
use super::error::ChartError;
use super::event::{EventId, Trigger};
use super::structure::{Chart, Kind, StateId, TransitionId};
use crate::ident::{Id, IdVec};

/// A chart in the making. Nothing is refused before [`Builder::build`].
#[derive(Clone, Debug)]
pub struct Builder {
    pub(super) states: IdVec<StateId, StateDraft>,
    pub(super) transitions: IdVec<TransitionId, TransitionDraft>,
    pub(super) initials: Vec<(StateId, Vec<StateId>)>,
    pub(super) done_events: Vec<(StateId, EventId)>,
    misplaced: Vec<ChartError>,
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

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A chart that has its root alone.
    pub fn new() -> Self {
        let mut states = IdVec::new();
        states.push(StateDraft { kind: Kind::Compound, parent: StateId::new(0) });
        Self {
            states,
            transitions: IdVec::new(),
            initials: Vec::new(),
            done_events: Vec::new(),
            misplaced: Vec::new(),
        }
    }
    /// The root, the parent of the outermost states.
    pub fn root(&self) -> StateId {
        StateId::new(0)
    }
    /// Adds a state below `parent`. States come in document order: each after its parent and all
    /// that lies below the siblings before it.
    pub fn state(&mut self, parent: StateId, kind: Kind) -> StateId {
        let root = self.root();
        let newest = StateId::new(self.states.len() - 1);
        let open = std::iter::successors(Some(newest), |&state| {
            (state != root).then(|| self.states[state].parent)
        })
        .any(|state| state == parent);
        if open {
            self.states.push(StateDraft { kind, parent })
        } else {
            let state = self.states.push(StateDraft { kind, parent: root });
            self.misplaced.push(ChartError::NotInDocumentOrder { state, parent });
            state
        }
    }
    /// Gives a compound state its initial transition. Without one the first child is entered.
    /// Several targets, and targets deep below, are lawful where they can be active together.
    pub fn initial(&mut self, state: StateId, targets: Vec<StateId>) {
        self.initials.push((state, targets));
    }
    /// Gives a compound or parallel state the event that is raised when it is done.
    pub fn done_event(&mut self, state: StateId, event: EventId) {
        self.done_events.push((state, event));
    }
    /// Adds a transition. That of a history state is its default.
    pub fn transition(&mut self, transition: TransitionDraft) -> TransitionId {
        self.transitions.push(transition)
    }
    /// The chart, or all that is wrong with it. States out of document order are told alone: the rest
    /// cannot be judged while they stand in the wrong place.
    pub fn build(self) -> Result<Chart, Vec<ChartError>> {
        if !self.misplaced.is_empty() {
            return Err(self.misplaced);
        }
        let errors = check::check(&self);
        if errors.is_empty() { Ok(compile::compile(self)) } else { Err(errors) }
    }
}
