//! The least that would have to be otherwise for a refused step to be accepted, verified by playing it.

use super::change::{Change, apply};
use super::lever::{Around, levers};
use crate::calendar::Day;
use crate::program::Program;
use crate::rule::{MachineId, Value};
use crate::scenario::{Plan, Watched, flat, play_heard, play_watched};
use crate::world::journal::{GuardReport, Verdict, What};
use crate::world::{Address, ExplainingJournal, Reason, World};

/// How many changes may go together.
const MOST_CHANGES: usize = 3;
/// How many changes are considered.
const MOST_LEVERS: usize = 60;
/// How often the story is played.
const MOST_PLAYS: usize = 6_000;
/// How many sets of changes are told.
const MOST_SETS: usize = 5;

/// What would have to be otherwise.
#[derive(Clone, Debug)]
pub struct Flipped {
    /// The least sets of changes, all of one size; none where none was found.
    pub sets: Vec<Vec<Change>>,
    /// What was considered.
    pub considered: usize,
    /// How often the story was played.
    pub played: usize,
    /// Whether not all was tried.
    pub stopped: bool,
    /// How many changes went together at most.
    pub most: usize,
    /// Why the step is refused, with the machine whose words tell it.
    pub reasons: Vec<(Reason, Option<MachineId>)>,
    /// The world as it stood when the step was refused.
    pub world: World,
    /// The story as far as that, with the values of the changes.
    pub plan: Plan,
}

/// Why nothing can be asked of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unflipped {
    /// There is no such line; how many there are.
    NoLine(usize),
    /// It was accepted, or is nothing that could be.
    NotRefused,
}

/// The lines of a story whose events or findings are refused, counted from 0.
pub fn refused_lines(plan: &Plan, program: &Program) -> Vec<usize> {
    let mut found = Vec::new();
    let watch = |watched: Watched<'_, _>| {
        found.extend(
            watched.line.and_then(|(at, accepted)| (accepted == Some(false)).then_some(at)),
        );
    };
    play_watched(plan.clone(), program, watch);
    found
}

/// The least that would have to be otherwise for a line to be accepted: facts, what events carry, days,
/// findings; what was accepted before it stays so.
///
/// # Errors
/// Where it was not refused.
pub fn flip(plan: &Plan, program: &Program, line: usize) -> Result<Flipped, Unflipped> {
    if line >= plan.lines.len() {
        return Err(Unflipped::NoLine(plan.lines.len()));
    }
    let mut plan = plan.clone();
    plan.lines.truncate(line + 1);
    (plan.until, plan.expect) = (None, None);
    let empty = Value::List(plan.cast.pool.add_list(Vec::new()));
    let told = told(&plan, program, line).ok_or(Unflipped::NotRefused)?;
    let mut search = Search { program, plan: &plan, line, before: told.before, played: 0 };
    let changes = considered(&told.around, (&plan, empty), program, line);
    let considered = changes.len();
    let (sets, stopped) = search.least(&changes);
    let machine = plan.lines.last().and_then(|line| line.machine(program));
    let mut reasons = Vec::new();
    flat(&told.around.reasons, machine, &mut reasons);
    let reasons: Vec<_> =
        reasons.into_iter().map(|(reason, machine)| (reason.clone(), machine)).collect();
    let (played, world) = (search.played, told.around.world);
    let most = MOST_CHANGES.min(considered);
    Ok(Flipped { sets, considered, played, stopped, most, reasons, world, plan })
}

/// How a line was refused.
struct Refusal {
    reasons: Vec<Reason>,
    guards: Vec<GuardReport>,
    address: Address,
    world: World,
    /// The days on which something moved since the line before.
    moved: Vec<Day>,
}

struct Told {
    /// Whether each line before was accepted.
    before: Vec<Option<bool>>,
    around: Refusal,
}

fn told(plan: &Plan, program: &Program, line: usize) -> Option<Told> {
    let (mut before, mut around, mut from) = (Vec::new(), None, 0);
    let watch = |watched: Watched<'_, ExplainingJournal>| {
        let entries = &watched.journal.0.entries;
        if let Some((at, accepted)) = watched.line {
            match at == line {
                false => before.push(accepted),
                true if accepted == Some(false) => {
                    let own = entries.get(from..).unwrap_or(&[]);
                    let moved = own.iter().filter(|entry| matches!(entry.what, What::Moved { .. }));
                    let mut moved: Vec<Day> = moved.map(|entry| entry.day).collect();
                    moved.dedup();
                    let last = own.iter().rev();
                    around = last.filter_map(|entry| refusal(&entry.what, watched.world)).next();
                    around.iter_mut().for_each(|around| around.moved.clone_from(&moved));
                }
                true => {}
            }
        }
        from = entries.len();
    };
    play_heard(plan.clone(), program, ExplainingJournal::default(), watch);
    Some(Told { before, around: around? })
}

fn refusal(what: &What, world: &World) -> Option<Refusal> {
    let (world, moved) = (world.clone(), Vec::new());
    match what {
        What::Refused { address, reasons, guards, .. } => Some(Refusal {
            reasons: reasons.clone(),
            guards: guards.clone(),
            address: address.clone(),
            world,
            moved,
        }),
        What::FindingRefused { address, reasons, .. } => Some(Refusal {
            reasons: reasons.clone(),
            guards: Vec::new(),
            address: address.clone(),
            world,
            moved,
        }),
        _ => None,
    }
}

/// What is considered: what the conditions that stand in the way read, and the days that would do.
fn considered(
    refusal: &Refusal,
    (plan, empty): (&Plan, Value),
    program: &Program,
    line: usize,
) -> Vec<Change> {
    let Refusal { reasons, guards, address, world, moved } = refusal;
    let own = plan.lines.get(line).map_or(Day::MIN, |line| line.day);
    let last = line.checked_sub(1).and_then(|at| plan.lines.get(at)).map(|line| line.day);
    let mut days = Vec::new();
    for reason in reasons {
        match reason {
            Reason::TooEarly { earliest, .. } => days.push(*earliest),
            Reason::NotInForce => {
                let validity = program.validity.as_ref();
                days.extend(validity.map(|validity| validity.from));
                days.extend(plan.cast.valid_to.or_else(|| validity.and_then(|one| one.to)));
            }
            // What waits for time to pass: the morning of what comes next.
            Reason::NotExpected { .. } => {
                days.extend(world.timers().map(|(key, _)| key.morning).take(3))
            }
            _ => {}
        }
    }
    // What it is too late for was lawful before time moved on, or when the step before was taken.
    if !reasons.iter().any(|one| matches!(one, Reason::TooEarly { .. })) {
        days.extend(moved.iter().rev().map(|day| day.previous()));
        days.extend(last);
    }
    let around = Around { program, plan, world, line, address, empty };
    let open = guards.iter().filter(|report| !matches!(report.verdict, Verdict::Met));
    let open: Vec<GuardReport> = open.cloned().collect();
    let mut found = Vec::new();
    for new in days {
        let change = Change::Day { line, old: own, new };
        if new != own && last.is_none_or(|last| last <= new) && !found.contains(&change) {
            found.push(change);
        }
    }
    for change in levers(&around, &open) {
        if !found.contains(&change) {
            found.push(change);
        }
    }
    found.truncate(MOST_LEVERS);
    found
}

struct Search<'a> {
    program: &'a Program,
    plan: &'a Plan,
    line: usize,
    before: Vec<Option<bool>>,
    played: usize,
}

impl Search<'_> {
    /// The least sets; whether not all was tried.
    fn least(&mut self, changes: &[Change]) -> (Vec<Vec<Change>>, bool) {
        for size in 1..=MOST_CHANGES.min(changes.len()) {
            let mut found: Vec<Vec<&Change>> = Vec::new();
            let whole = self.sets(changes, size, 0, &mut Vec::new(), &mut found);
            if !found.is_empty() {
                return (nearest(found), !whole);
            }
            if !whole {
                return (Vec::new(), true);
            }
        }
        (Vec::new(), false)
    }

    /// Tries all sets of a size; whether there was room for all of them.
    fn sets<'c>(
        &mut self,
        changes: &'c [Change],
        size: usize,
        from: usize,
        set: &mut Vec<&'c Change>,
        found: &mut Vec<Vec<&'c Change>>,
    ) -> bool {
        if set.len() == size {
            if self.played >= MOST_PLAYS {
                return false;
            }
            if self.is_accepted(set) {
                found.push(set.clone());
            }
            return true;
        }
        for (at, change) in changes.iter().enumerate().skip(from) {
            if set.iter().any(|known| known.same_thing(change)) {
                continue;
            }
            set.push(change);
            let whole = self.sets(changes, size, at + 1, set, found);
            set.pop();
            if !whole {
                return false;
            }
        }
        true
    }

    /// Whether the line is accepted under changes, and what was accepted before it still is.
    fn is_accepted(&mut self, set: &[&Change]) -> bool {
        self.played += 1;
        let mut plan = self.plan.clone();
        let line = apply(set, &mut plan, self.program, self.line);
        let put_in: Vec<usize> = set
            .iter()
            .filter_map(|change| match change {
                Change::Find { line, .. } => Some(*line),
                _ => None,
            })
            .collect();
        let mut came: Vec<Option<bool>> = Vec::new();
        let watch =
            |watched: Watched<'_, ()>| came.extend(watched.line.map(|(_, accepted)| accepted));
        play_heard(plan, self.program, (), watch);
        if came.get(line) != Some(&Some(true)) {
            return false;
        }
        // The lines that were put in are accepted, and the others come out as well as before.
        let mut own = came.iter();
        for at in 0..=self.line {
            let put = put_in.iter().filter(|before| **before == at).count();
            for _ in 0..put {
                if own.next() != Some(&Some(true)) {
                    return false;
                }
            }
            let now = own.next().copied().flatten();
            if self.before.get(at).copied().flatten() == Some(true) && now != Some(true) {
                return false;
            }
        }
        true
    }
}

/// Of sets that change the same things the nearest, the nearest first.
fn nearest(found: Vec<Vec<&Change>>) -> Vec<Vec<Change>> {
    let distance = |set: &[&Change]| {
        set.iter().fold(0_u64, |sum, change| sum.saturating_add(change.distance()))
    };
    let same = |one: &[&Change], other: &[&Change]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.same_thing(other))
    };
    let mut kept: Vec<Vec<&Change>> = Vec::new();
    for set in found {
        match kept.iter_mut().find(|known| same(known, &set)) {
            Some(known) if distance(&set) < distance(known) => *known = set,
            Some(_) => {}
            None => kept.push(set),
        }
    }
    let kept = kept.into_iter().take(MOST_SETS);
    kept.map(|set| set.into_iter().cloned().collect()).collect()
}
