//! What was asked while a step was tried.

use smallvec::SmallVec;

use super::alternative::shut_alternatives;
use crate::chart::TransitionId;
use crate::program::{Program, RuleId};
use crate::world::journal::{GuardReport, SelectionReport};
use crate::world::refusal::{Cause, Reason};

/// What was asked while a step was tried.
#[derive(Default)]
pub(in crate::world) struct Asked {
    /// Why transitions were not enabled.
    pub reasons: Vec<Reason>,
    /// The rules as they were evaluated, each with the transition that asks it.
    pub guards: Vec<(TransitionId, GuardReport)>,
    /// The rules that hold, each with a transition that asks it and cannot be taken.
    pub met: SmallVec<[(TransitionId, RuleId); 2]>,
    /// The lists that were not lawful, where that is explained.
    pub lists: Vec<SelectionReport>,
    /// Transitions without an event whose condition cannot be decided.
    pub waiting: Vec<(TransitionId, Vec<Cause>)>,
    /// The transition without an event whose condition was asked last.
    pub guard: Option<TransitionId>,
    /// Whether any transition was taken.
    pub moved: bool,
    /// The transition that was taken last.
    pub last: Option<TransitionId>,
}

impl Asked {
    /// The rules as they were evaluated.
    pub(super) fn take_guards(&mut self) -> Vec<GuardReport> {
        std::mem::take(&mut self.guards).into_iter().map(|(_, report)| report).collect()
    }

    /// Leaves out the transitions that a known value shuts: they are no reason of a refusal. Where
    /// none is left all are told.
    pub(super) fn leave_out_shut(&mut self, program: &Program) {
        let shut = shut_alternatives(program, &self.reasons, &self.met);
        self.reasons.retain(|reason| reason.transition().is_none_or(|of| !shut.contains(&of)));
        self.guards.retain(|(of, _)| !shut.contains(of));
    }
}
