//! A story played under other law than that under which it was written: a step that was accepted
//! there and is refused here as too early is taken on its first lawful day; later steps keep their
//! days unless they are overtaken.

use super::planned::{Plan, PlannedLine, PlannedWhat};
use super::retimed::moved_to;
use super::run::{Played, Player, Watched, begin};
use crate::calendar::Day;
use crate::program::Program;
use crate::world::journal::{Entry, What};
use crate::world::{Engine, Journal, Reason, World};

/// How often a step is put off: each time another period may stand in its way.
const TRIES: usize = 8;

/// A story that was played with steps put off.
pub struct Moved {
    /// What was played.
    pub played: Played,
    /// The lines that have another day than the one written: the line, counted from 0, its day, and
    /// why it was refused on the written day; nothing where it was overtaken.
    pub moved: Vec<(usize, Day, Vec<Reason>)>,
}

/// Plays a plan; `accepted` tells of each line whether it was accepted under the other law.
pub fn play_moved(
    mut plan: Plan,
    program: &Program,
    accepted: &[Option<bool>],
    mut watch: impl FnMut(Watched<'_, Journal>),
) -> Moved {
    let first = plan.lines.iter().map(|line| line.day).min().or(plan.until);
    let first = first.or(Day::ymd(2000, 1, 1)).unwrap_or(Day::MIN);
    let mut world = begin(&plan, program, first);
    let mut journal = Journal::default();
    let (mut mismatches, mut moved) = (Vec::new(), Vec::new());
    let lines = std::mem::take(&mut plan.lines);
    for (at, line) in lines.iter().enumerate() {
        let day = line.day.max(world.today());
        let mut stage =
            Stage { program, plan: &mut plan, world: &mut world, journal: &mut journal };
        let was_accepted = accepted.get(at).copied().flatten() == Some(true);
        let (came, on, why) = stage.take(line, day, was_accepted, &mut mismatches);
        if on != line.day && !matches!(line.what, PlannedWhat::Expect(_)) {
            moved.push((at, on, why));
        }
        let engine = Engine { program, cast: &plan.cast };
        watch(Watched { engine, world: &world, journal: &journal, line: Some((at, came)) });
    }
    plan.lines = lines;
    let engine = Engine { program, cast: &plan.cast };
    if let Some(until) = plan.until.filter(|until| *until > world.today()) {
        engine.advance(&mut world, until, &mut journal);
    }
    watch(Watched { engine, world: &world, journal: &journal, line: None });
    let moments = Vec::new();
    Moved { played: Played { plan, journal, world, mismatches, moments }, moved }
}

/// Where a line is played.
struct Stage<'s> {
    program: &'s Program,
    plan: &'s mut Plan,
    world: &'s mut World,
    journal: &'s mut Journal,
}

impl Stage<'_> {
    /// Takes a line on a day, or on its first lawful day; answers what came of it, on which day, and
    /// why it was put off.
    fn take(
        &mut self,
        line: &PlannedLine,
        day: Day,
        may_move: bool,
        mismatches: &mut Vec<super::Mismatch>,
    ) -> (Option<bool>, Day, Vec<Reason>) {
        self.advance(day);
        let mark = self.journal.entries.len();
        let came = self.play(line, day, mismatches);
        if came != Some(false) || !may_move {
            return (came, day, Vec::new());
        }
        let why = last_reasons(self.journal.entries.get(mark..).unwrap_or_default());
        let Some(mut earliest) = first_lawful(&why, day) else { return (came, day, Vec::new()) };
        let before = self.world.clone();
        let refused = self.journal.entries.split_off(mark);
        for _ in 0..TRIES {
            self.advance(earliest);
            let own = self.journal.entries.len();
            if self.play(line, earliest, mismatches) != Some(false) {
                return (Some(true), earliest, why);
            }
            let entries = self.journal.entries.split_off(own);
            match first_lawful(&last_reasons(&entries), earliest) {
                Some(later) => earliest = later,
                None => break,
            }
        }
        // It is not lawful on that day either: it stays what it was, refused as too early.
        *self.world = before;
        self.journal.entries.truncate(mark);
        self.journal.entries.extend(refused);
        (came, day, Vec::new())
    }

    fn advance(&mut self, day: Day) {
        let engine = Engine { program: self.program, cast: &self.plan.cast };
        engine.advance(self.world, day, self.journal);
    }

    fn play(
        &mut self,
        line: &PlannedLine,
        day: Day,
        mismatches: &mut Vec<super::Mismatch>,
    ) -> Option<bool> {
        let other = match &line.what {
            _ if day == line.day => None,
            // What is learnt later is as true as it was.
            PlannedWhat::Learn { .. } => Some(PlannedLine { day, ..line.clone() }),
            _ => Some(moved_to(line, day)),
        };
        let (program, cast) = (self.program, &mut self.plan.cast);
        let (world, journal) = (&mut *self.world, &mut *self.journal);
        Player { program, cast, world, journal, mismatches }.line(other.as_ref().unwrap_or(line))
    }
}

/// Why the line was refused that wrote these entries.
fn last_reasons(entries: &[Entry]) -> Vec<Reason> {
    let refused = entries.iter().rev().find_map(|entry| match &entry.what {
        What::Refused { reasons, .. } | What::FindingRefused { reasons, .. } => Some(reasons),
        _ => None,
    });
    refused.cloned().unwrap_or_default()
}

/// The first day on which nothing is too early any more; none where anything else stands in the way.
fn first_lawful(reasons: &[Reason], today: Day) -> Option<Day> {
    let mut latest = None;
    for reason in reasons {
        let day = match reason {
            Reason::TooEarly { earliest, .. } => *earliest,
            Reason::Sent { reasons, .. } => first_lawful(reasons, today)?,
            _ => return None,
        };
        latest = latest.max(Some(day));
    }
    latest.filter(|day| *day > today)
}
