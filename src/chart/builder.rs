//! Building a chart state by state, in document order.

use super::check;
use super::compile;
use super::draft::{Draft, StateDraft, TransitionDraft};
use super::error::ChartError;
use super::event::EventId;
use super::state::{Kind, StateId, TransitionId};
use super::structure::Chart;
use crate::ident::Id;

/// A chart in the making. Nothing is refused before [`Builder::build`].
#[derive(Clone, Debug)]
pub struct Builder {
    draft: Draft,
    misplaced: Vec<ChartError>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A chart that has its root alone.
    pub fn new() -> Self {
        Self { draft: Draft::new(), misplaced: Vec::new() }
    }
    /// The root, the parent of the outermost states.
    pub fn root(&self) -> StateId {
        self.draft.root()
    }
    /// Adds a state below `parent`. States come in document order: each after its parent and all
    /// that lies below the siblings before it.
    pub fn state(&mut self, parent: StateId, kind: Kind) -> StateId {
        let root = self.root();
        let newest = StateId::new(self.draft.states.len() - 1);
        let open = std::iter::successors(Some(newest), |&state| {
            (state != root).then(|| self.draft.states[state].parent)
        })
        .any(|state| state == parent);
        if open {
            self.draft.states.push(StateDraft { kind, parent })
        } else {
            let state = self.draft.states.push(StateDraft { kind, parent: root });
            self.misplaced.push(ChartError::NotInDocumentOrder { state, parent });
            state
        }
    }
    /// Gives a compound state its initial transition. Without one the first child is entered.
    /// Several targets, and targets deep below, are lawful where they can be active together.
    pub fn initial(&mut self, state: StateId, targets: Vec<StateId>) {
        self.draft.initials.push((state, targets));
    }
    /// Gives a compound or parallel state the event that is raised when it is done.
    pub fn done_event(&mut self, state: StateId, event: EventId) {
        self.draft.done_events.push((state, event));
    }
    /// Adds a transition. That of a history state is its default.
    pub fn transition(&mut self, transition: TransitionDraft) -> TransitionId {
        self.draft.transitions.push(transition)
    }
    /// The chart, or all that is wrong with it. States out of document order are told alone: the rest
    /// cannot be judged while they stand in the wrong place.
    pub fn build(self) -> Result<Chart, Vec<ChartError>> {
        if !self.misplaced.is_empty() {
            return Err(self.misplaced);
        }
        let errors = check::check(&self.draft);
        if errors.is_empty() { Ok(compile::compile(self.draft)) } else { Err(errors) }
    }
}
