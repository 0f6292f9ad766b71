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
    /// The rules as they were evaluated.
    pub guards: Vec<GuardReport>,
    /// The transition that asks each of them.
    askers: SmallVec<[TransitionId; 4]>,
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
    /// Keeps what a transition has asked.
    pub(super) fn keep(&mut self, transition: TransitionId, mut guards: Vec<GuardReport>) {
        self.askers.extend(std::iter::repeat_n(transition, guards.len()));
        if self.guards.is_empty() {
            self.guards = guards;
        } else {
            self.guards.append(&mut guards);
        }
    }

    /// Leaves out the transitions that a known value shuts: they are no reason of a refusal. Where
    /// none is left all are told.
    pub(super) fn leave_out_shut(&mut self, program: &Program) {
        let shut = shut_alternatives(program, &self.reasons, &self.met);
        self.reasons.retain(|reason| reason.transition().is_none_or(|of| !shut.contains(&of)));
        let mut askers = self.askers.iter();
        self.guards.retain(|_| askers.next().is_none_or(|asker| !shut.contains(asker)));
        self.askers.retain(|asker| !shut.contains(asker));
    }
}
