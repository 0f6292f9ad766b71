//! A story told anew from another day: each of its steps on the first day on which it may happen,
//! in the order in which the story has them. What the story expects to be refused is left out. Days
//! that an event carries move with it: a term of fifty days stays one of fifty days.

use super::address::PlannedAddress;
use super::carried::PlannedValue;
use super::planned::{Plan, PlannedLine, PlannedWhat};
use super::run::{Played, Player, begin};
use crate::calendar::{Day, Rests};
use crate::program::{Program, RuleId};
use crate::rule::{MachineId, Value};
use crate::world::journal::{Origin, What};
use crate::world::{Count, Engine, Journal, Reason, Recorder, Told, World};

/// How many days a step is tried for before it is given up: ten years.
const HORIZON: i64 = 3653;

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
        /// What the day rests on.
        rests: Rests,
    },
    /// A condition holds from that day on.
    Holds(RuleId),
    /// Something that time brings has to come first.
    Awaited,
}

impl Because {
    /// What the day rests on.
    pub const fn rests(&self) -> Rests {
        match self {
            Self::Passed { rests, .. } => *rests,
            Self::First | Self::AtOnce | Self::Holds(_) | Self::Awaited => Rests::Published,
        }
    }
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
    let mut journal = Journal::default();
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
        // What it was refused with the day before tells why it is not earlier.
        let mut refused: Option<Told> = None;
        // How things stood when it was first refused.
        let mut stood: Option<(World, Told, usize)> = None;
        let begun = today;
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
                let fired = journal.entries.get(first_entry..own).unwrap_or(&[]);
                let fired = fired.iter().any(|entry| entry.day == today && is_timer(&entry.what));
                let because = match &refused {
                    None if steps.is_empty() => Because::First,
                    None => Because::AtOnce,
                    Some(told) => because(&told.reasons, today, fired),
                };
                let entries = (first_entry, own, journal.mark());
                steps.push(TimedStep { line: at, day: today, because, entries });
                break;
            };
            journal.forget(own);
            if stood.is_none() {
                stood = Some((world.clone(), told.clone(), own));
            }
            refused = Some(told);
            let next = today.plus_days(1).filter(|day| begun.days_until(*day) <= HORIZON);
            match next {
                Some(next) => today = next,
                None => {
                    if let Some((before, told, mark)) = stood.take() {
                        world = before;
                        journal.forget(mark);
                        stopped = Some((at, told));
                    }
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
    Retimed { played: Played { plan, journal, world, mismatches, moments }, steps, stopped }
}

/// Why a step that was refused the day before is not refused today.
fn because(reasons: &[Reason], today: Day, fired: bool) -> Because {
    let passed = floors(reasons).into_iter().find(|(earliest, ..)| *earliest == today);
    if let Some((_, count, rests)) = passed {
        return Because::Passed { count, rests };
    }
    let rule = reasons.iter().find_map(|reason| match reason {
        Reason::NotMet { rule, .. } | Reason::Unknown { rule: Some(rule), .. } => Some(*rule),
        _ => None,
    });
    match rule {
        Some(rule) if !fired => Because::Holds(rule),
        _ => Because::Awaited,
    }
}

/// The first lawful days that reasons name, those of receivers included.
fn floors(reasons: &[Reason]) -> Vec<(Day, Count, Rests)> {
    let mut found = Vec::new();
    for reason in reasons {
        match reason {
            Reason::TooEarly { earliest, count, rests, .. } => {
                found.push((*earliest, *count, *rests));
            }
            Reason::Sent { reasons, .. } => found.extend(floors(reasons)),
            _ => {}
        }
    }
    found
}

const fn is_timer(what: &What) -> bool {
    matches!(what, What::Event { origin: Origin::Timer(_), .. })
}

/// A line on another day, with the days that its event carries.
pub(super) fn moved_to(line: &PlannedLine, day: Day) -> PlannedLine {
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
        PlannedWhat::Learn { facts } => {
            let later = |day: Day| day.plus_days(by).unwrap_or(day);
            for fact in facts {
                fact.true_from = fact.true_from.map(later);
                fact.true_to = fact.true_to.map(later);
            }
        }
        PlannedWhat::Findings { .. } | PlannedWhat::Expect(_) => {}
    }
    moved
}

fn rename(line: &mut PlannedLine, renamed: &Renamed) {
    let change = |at: usize, key: Value| -> Option<Value> {
        let (old, new) = (*renamed.old.get(at)?, *renamed.new.get(at)?);
        match (old, new, key) {
            // A story of several editions keeps them apart: numbers are moved together.
            (Value::Count(old), Value::Count(new), Value::Count(key)) => {
                key.checked_add(new.checked_sub(old)?).map(Value::Count)
            }
            _ => (key == old).then_some(new),
        }
    };
    let address = |address: &mut PlannedAddress| {
        for part in &mut address.address.parts {
            let is_root = part.machine == renamed.machine;
            for (at, key) in part.key.iter_mut().enumerate() {
                // Where other instances carry the same key, as an honour carries its year, it is
                // the same edition that they mean.
                let found = match is_root {
                    true => Some(at),
                    false => renamed.old.iter().position(|old| old == key),
                };
                if let Some(new) = found.and_then(|at| change(at, *key)) {
                    *key = new;
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
