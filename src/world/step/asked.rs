//! What was asked while a step was tried.

use crate::chart::TransitionId;
use crate::program::Program;
use crate::world::journal::{GuardReport, SelectionReport};
use crate::world::refusal::{Cause, Reason};

/// What was asked while a step was tried.
#[derive(Default)]
pub(in crate::world) struct Asked {
    /// Why transitions were not enabled.
    pub reasons: Vec<Reason>,
    /// The rules as they were evaluated, each for a transition.
    pub guards: Vec<(TransitionId, GuardReport)>,
    /// The lists that were not lawful, where that is explained.
    pub lists: Vec<SelectionReport>,
    /// Transitions without an event whose condition cannot be decided.
    pub waiting: Vec<(TransitionId, Vec<Cause>)>,
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

    /// Leaves out the transitions that could not apply: one of their rules does not hold by what
    /// never changes. Where none is left all are told.
    pub(super) fn leave_out_shut(&mut self, program: &Program) {
        let of = |reason: &Reason| match reason {
            Reason::NotMet { transition, .. }
            | Reason::Unknown { transition, .. }
            | Reason::Role { transition, .. } => *transition,
            Reason::TooEarly { transition, .. } => Some(*transition),
            _ => None,
        };
        let shut: Vec<TransitionId> = self
            .reasons
            .iter()
            .filter_map(|reason| match reason {
                Reason::NotMet { transition, rule } if program.rules[*rule].fixed() => *transition,
                _ => None,
            })
            .collect();
        let open = |reason: &Reason| of(reason).is_none_or(|id| !shut.contains(&id));
        if !shut.is_empty() && self.reasons.iter().any(open) {
            self.reasons.retain(open);
            self.guards.retain(|(transition, _)| !shut.contains(transition));
        }
    }
}
