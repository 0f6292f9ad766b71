//! A story played for its outcome.

use super::ending::ending;
use super::outcome::Outcomes;
use super::steps::steps;
use super::telling::Telling;
use super::watch::Notes;
use crate::program::Program;
use crate::scenario::{Plan, play_watched};

/// The outcome of a story under a program.
pub fn outcome(plan: Plan, program: &Program) -> Outcomes {
    let mut notes = Notes::default();
    let played = play_watched(plan, program, |watched| notes.note(&watched));
    let mut telling = Telling {
        program,
        plan: &played.plan,
        cast: &played.plan.cast,
        world: &played.world,
        journal: &played.journal,
        found: Outcomes::new(),
    };
    steps(&mut telling, &notes);
    notes.days(&mut telling);
    ending(&mut telling);
    telling.found
}
