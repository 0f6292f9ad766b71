//! What was asked while a step was tried.

use crate::chart::TransitionId;
use crate::world::journal::{GuardReport, SelectionReport};
use crate::world::refusal::{Cause, Reason};

/// What was asked while a step was tried.
#[derive(Default)]
pub(in crate::world) struct Asked {
    /// Why transitions were not enabled.
    pub reasons: Vec<Reason>,
    /// The rules as they were evaluated.
    pub guards: Vec<GuardReport>,
    /// The lists that were not lawful, where that is explained.
    pub lists: Vec<SelectionReport>,
    /// Transitions without an event whose condition cannot be decided.
    pub waiting: Vec<(TransitionId, Vec<Cause>)>,
    /// Whether any transition was taken.
    pub moved: bool,
    /// The transition that was taken last.
    pub last: Option<TransitionId>,
}
