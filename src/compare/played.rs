//! A story played for its outcome.

use std::sync::Arc;

use super::days::days;
use super::ending::ending;
use super::notes::Notes;
use super::outcome::Outcomes;
use super::steps::steps;
use super::telling::Telling;
use super::touched::Signed;
use super::uses::Uses;
use super::visited::{States, visited};
use crate::calendar::Day;
use crate::program::Program;
use crate::scenario::{Plan, Played, play_moved, play_watched};

/// What came of a story.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// For each subject, what came of each matter.
    pub outcomes: Outcomes,
    /// Of each line, whether what it tells was accepted; none where it tells nothing of the kind.
    pub accepted: Vec<Option<bool>>,
    /// The last day on which it was looked at.
    pub until: Option<Day>,
    /// The states in which something stood.
    pub stood: States,
    /// These, and those in which a refused step may have asked.
    pub visited: States,
    /// The law under which it was played, where it assumes one of its own.
    pub own: Option<Arc<Own>>,
}

/// The law that a story assumes.
#[derive(Debug)]
pub struct Own {
    /// Its program.
    pub program: Arc<Program>,
    /// What the program uses.
    pub uses: Uses,
    /// The program in words.
    pub signed: Signed,
    /// Where the story came by, as the program counts its states.
    pub visited: States,
}

/// The outcome of a story under a program.
pub fn outcome(plan: Plan, program: &Program, uses: &Uses) -> Course {
    let mut notes = Notes::default();
    let played = play_watched(plan, program, |watched| notes.note(&watched));
    course(&played, program, uses, &notes)
}

/// The outcome of a story where steps that were accepted are put off to their first lawful days.
pub fn outcome_moved(
    plan: Plan,
    program: &Program,
    uses: &Uses,
    accepted: &[Option<bool>],
) -> Course {
    let mut notes = Notes::default();
    let moved = play_moved(plan, program, accepted, |watched| notes.note(&watched));
    notes.moved = moved.moved;
    course(&moved.played, program, uses, &notes)
}

fn course(played: &Played, program: &Program, uses: &Uses, notes: &Notes) -> Course {
    let mut telling = Telling {
        program,
        plan: &played.plan,
        cast: &played.plan.cast,
        world: &played.world,
        journal: &played.journal,
        uses,
        notes,
        found: Outcomes::new(),
    };
    steps(&mut telling, notes);
    days(notes, &mut telling);
    ending(&mut telling);
    let mut accepted = vec![None; played.plan.lines.len()];
    for line in &notes.lines {
        if let Some(slot) = accepted.get_mut(line.at) {
            *slot = line.accepted;
        }
    }
    let (stood, visited) = visited(&played.journal, &played.world, program);
    let until = Some(played.world.today());
    Course { outcomes: telling.found, accepted, until, stood, visited, own: None }
}
