//! A story told anew from another day: each of its steps on the first day on which it may happen,
//! in the order in which the story has them. What the story expects to be refused is left out. Days
//! that an event carries move with it: a term of fifty days stays one of fifty days.

use super::planned::{Plan, PlannedAddress, PlannedLine, PlannedValue, PlannedWhat};
use super::run::{Played, Player, begin};
use crate::calendar::Day;
use crate::program::{Program, RuleId};
use crate::rule::{Clause, ClauseKind, Gap, MachineId, Value};
use crate::world::journal::Verdict;
use crate::world::{Count, Engine, ExplainingJournal, Reason, Recorder, Told};

/// The most waits for a timer before a step is given up.
const WAITS: usize = 200;

/// Why a step is not earlier.
#[derive(Clone, Debug)]
pub enum Because {
    /// The story begins with it.
    First,
    /// It may happen as soon as the one before it has.
    AtOnce,
    /// A period has to pass first.
    Passed {
        /// What is counted.
        count: Count,
        /// Whether a later notice of the calendar may still move the day.
        provisional: bool,
    },
    /// A condition holds from that day on.
    Holds(RuleId),
    /// Something that time brings has to come first.
    Awaited,
}

/// A step on its first day.
#[derive(Clone, Debug)]
pub struct TimedStep {
    /// The line of the story, counted from 0.
    pub line: usize,
    /// The day.
    pub day: Day,
    /// Why not earlier.
    pub because: Because,
    /// The entries of the journal since the step before: first what time brought, then, from the
    /// second position on, what it did itself.
    pub entries: (usize, usize, usize),
}

/// A story told anew.
#[derive(Clone, Debug)]
pub struct Retimed {
    /// What was played.
    pub played: Played,
    /// Its steps.
    pub steps: Vec<TimedStep>,
    /// The step that could not happen on any day, and why.
    pub stopped: Option<(usize, Told)>,
}

/// Another key for the outermost instance that a story is about.
#[derive(Clone, Debug)]
pub struct Renamed {
    /// The machine.
    pub machine: MachineId,
    /// Its key in the story.
    pub old: Vec<Value>,
    /// Its key now.
    pub new: Vec<Value>,
}

/// Tells a story anew from a day, with another outermost instance where one is given.
pub fn retime(mut plan: Plan, program: &Program, from: Day, renamed: Option<&Renamed>) -> Retimed {
    plan.until = None;
    plan.expect = None;
    if let Some(renamed) = renamed {
        plan.lines.iter_mut().for_each(|line| rename(line, renamed));
    }
    let mut world = begin(&plan, program, from);
    let mut journal = ExplainingJournal::default();
    let mut mismatches = Vec::new();
    let mut steps: Vec<TimedStep> = Vec::new();
    let mut stopped = None;
    let mut today = from;
    let lines = std::mem::take(&mut plan.lines);
    for (at, line) in lines.iter().enumerate() {
        if line.refused.is_some() || matches!(line.what, PlannedWhat::Expect(_)) {
            continue;
        }
        let first_entry = journal.mark();
        let mut because = if steps.is_empty() { Because::First } else { Because::AtOnce };
        let mut waits = 0;
        loop {
            Engine { program, cast: &plan.cast }.advance(&mut world, today, &mut journal);
            let own = journal.mark();
            let moved = moved_to(line, today);
            let mut player = Player {
                program,
                cast: &mut plan.cast,
                world: &mut world,
                journal: &mut journal,
                mismatches: &mut mismatches,
            };
            let Err(told) = player.happen(&moved) else {
                let entries = (first_entry, own, journal.mark());
                steps.push(TimedStep { line: at, day: today, because, entries });
                break;
            };
            journal.forget(own);
            waits += 1;
            let timer = world.timers().map(|(key, _)| key.morning).find(|day| *day > today);
            let next = next_day(&told, today, timer).filter(|_| waits < WAITS);
            match next {
                Some((day, why)) => (today, because) = (day, why),
                None => {
                    stopped = Some((at, told));
                    break;
                }
            }
        }
        if stopped.is_some() {
            break;
        }
    }
    plan.lines = lines;
    let moments = Vec::new();
    let ExplainingJournal(journal) = journal;
    Retimed { played: Played { plan, journal, world, mismatches, moments }, steps, stopped }
}

/// The next day on which it is worth trying again, and what it brings: the end of a period that has
/// to pass, a condition that holds from then on, or a timer.
fn next_day(told: &Told, today: Day, timer: Option<Day>) -> Option<(Day, Because)> {
    let floors = told.reasons.iter().filter_map(|reason| match reason {
        Reason::TooEarly { earliest, count, provisional, .. } => {
            Some((*earliest, Because::Passed { count: *count, provisional: *provisional }))
        }
        _ => None,
    });
    // Where nothing but the day stands in the way, no timer need be waited for.
    let only_early = told.reasons.iter().all(|reason| matches!(reason, Reason::TooEarly { .. }));
    let timer = timer.filter(|_| !only_early).map(|day| (day, Because::Awaited));
    let mut conditions = Vec::new();
    for report in told.guards.iter().filter(|report| report.verdict == Verdict::NotMet) {
        let asked = report.asked.iter().filter(|asked| asked.rule == report.rule);
        asked.for_each(|asked| holding(&asked.clause, true, report.rule, &mut conditions));
    }
    let all = floors.chain(conditions).chain(timer).filter(|(day, _)| *day > today);
    all.min_by_key(|(day, _)| *day)
}

/// The days from which clauses that fail would hold.
fn holding(clause: &Clause, wanted: bool, rule: RuleId, found: &mut Vec<(Day, Because)>) {
    if let Some(Gap::From(_, day) | Gap::NotBefore(_, day)) = clause.gap(wanted) {
        found.push((day, Because::Holds(rule)));
    }
    // A day that is compared may be that on which it holds.
    if let (ClauseKind::Compare(_, left, right), Some(false)) = (&clause.kind, clause.holds) {
        for value in [left.value, right.value] {
            if let Some(Value::Date(day)) = value {
                found.push((day, Because::Holds(rule)));
            }
        }
    }
    let wanted = wanted ^ matches!(clause.kind, ClauseKind::Not(_));
    clause.for_each_part(&mut |part| holding(part, wanted, rule, found));
}

/// A line on another day, with the days that its event carries.
fn moved_to(line: &PlannedLine, day: Day) -> PlannedLine {
    let by = line.day.days_until(day);
    let mut moved = line.clone();
    moved.day = day;
    match &mut moved.what {
        PlannedWhat::Event { data, .. } => {
            for (_, value) in data {
                if let PlannedValue::Known(Value::Date(carried)) = value {
                    *carried = carried.plus_days(by).unwrap_or(*carried);
                }
            }
        }
        PlannedWhat::Learn { true_from, .. } => {
            *true_from = true_from.map(|from| from.plus_days(by).unwrap_or(from));
        }
        PlannedWhat::Findings { .. } | PlannedWhat::Expect(_) => {}
    }
    moved
}

fn rename(line: &mut PlannedLine, renamed: &Renamed) {
    let address = |address: &mut PlannedAddress| {
        for part in &mut address.address.parts {
            let is_root = part.machine == renamed.machine;
            for (at, key) in part.key.iter_mut().enumerate() {
                // Where other instances carry the same key, as an honour carries its year, it is
                // the same edition that they mean.
                let found = match is_root {
                    true => renamed.old.get(at).filter(|old| *old == key).map(|_| at),
                    false => renamed.old.iter().position(|old| old == key),
                };
                if let Some(new) = found.and_then(|at| renamed.new.get(at)) {
                    *key = *new;
                }
            }
        }
    };
    match &mut line.what {
        PlannedWhat::Event { to, data, .. } => {
            address(to);
            for (_, value) in data {
                match value {
                    PlannedValue::Address(to) => address(to),
                    PlannedValue::Places(rows) => rows.iter_mut().for_each(|(to, _)| address(to)),
                    PlannedValue::Known(_) => {}
                }
            }
        }
        PlannedWhat::Findings { about, .. } => address(about),
        PlannedWhat::Learn { .. } | PlannedWhat::Expect(_) => {}
    }
}
