//! More of a number never loses a place.

use std::cell::RefCell;

use rust_decimal::Decimal;

use super::back::Back;
use super::base::{Base, subject_of};
use super::seed::Seed;
use super::variation::{Called, Variation, Why};
use crate::compare::{Difference, differences, outcome};
use crate::policy::Counted;
use crate::program::Program;
use crate::rule::{SubjectId, Value};
use crate::scenario::{Plan, PlannedValue, PlannedWhat, address_text, play_watched};
use crate::world::journal::What;

/// The places of a selection: by the candidate's address, with whom it is about.
type Places = Vec<(String, Option<SubjectId>, Option<u16>)>;

/// A number of the story that may be more.
struct Point {
    line: Option<usize>,
    at: usize,
    who: SubjectId,
    what: Called,
    value: Value,
}

/// Variations of a story.
pub(super) fn variations(
    base: &Base<'_>,
    (of, selection): (&Counted, &str),
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    let all = points(base, of)?;
    let listed = listed(base.plan.clone(), base.program, selection).1;
    let placed: Vec<SubjectId> =
        listed.iter().filter_map(|(_, who, place)| who.filter(|_| place.is_some())).collect();
    let own: Vec<&Point> = all.iter().filter(|point| placed.contains(&point.who)).collect();
    if own.is_empty() {
        return Err(Why::NoPlace);
    }
    let mut found: Vec<Variation> = Vec::new();
    // A number may be drawn twice with another rise.
    for _ in 0..count.saturating_mul(4) {
        let Some(point) = own.get(seed.below(own.len())) else { break };
        let mut higher = rises(point.value, &all);
        let random = more_by(point.value, 1 + i64::try_from(seed.below(20)).unwrap_or(0));
        higher.extend(random);
        let Some(&to) = higher.get(seed.below(higher.len())) else { continue };
        let variation = Variation::More {
            line: point.line,
            at: point.at,
            who: point.who,
            what: point.what.clone(),
            from: point.value,
            to,
        };
        if !found.contains(&variation) {
            found.push(variation);
        }
        if found.len() == count {
            break;
        }
    }
    if found.is_empty() { Err(Why::NoPlace) } else { Ok(found) }
}

/// The numbers of the story.
fn points(base: &Base<'_>, of: &Counted) -> Result<Vec<Point>, Why> {
    let (plan, program) = (&base.plan, base.program);
    let mut found = Vec::new();
    match of {
        Counted::Fact(fact) => {
            let id = program.fact(&fact.value).ok_or(Why::Unknown)?;
            let what = Called::new(&program.facts[id].name, &program.facts[id].title);
            let own = plan.facts.iter().enumerate().filter(|(_, one)| one.fact == id);
            found.extend(own.filter_map(|(at, one)| {
                let (who, what) = (one.subject, what.clone());
                Some(Point { line: None, at, who, what, value: one.value? })
            }));
            for (line, told) in plan.lines.iter().enumerate() {
                let PlannedWhat::Learn { facts } = &told.what else { continue };
                let own = facts.iter().enumerate().filter(|(_, one)| one.fact == id);
                found.extend(own.filter_map(|(at, one)| {
                    let (who, what) = (one.subject, what.clone());
                    Some(Point { line: Some(line), at, who, what, value: one.value? })
                }));
            }
        }
        Counted::Event(event, data) => {
            let id = program.event(&event.value).ok_or(Why::Unknown)?;
            for (line, told) in plan.lines.iter().enumerate().filter(|(at, _)| base.accepted(*at)) {
                let PlannedWhat::Event { event: own, to, data: carried } = &told.what else {
                    continue;
                };
                let Some(who) = subject_of(&to.address).filter(|_| *own == id) else { continue };
                for (at, (field, value)) in carried.iter().enumerate() {
                    let info = &program.fields[*field];
                    if let (PlannedValue::Known(value), true) = (value, info.name == data.value) {
                        let what = Called::new(&info.name, &info.title);
                        found.push(Point { line: Some(line), at, who, what, value: *value });
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The numbers above a value: one unit more, and the others of the story.
fn rises(value: Value, all: &[Point]) -> Vec<Value> {
    let mut found: Vec<Value> = more_by(value, 1).into_iter().collect();
    for other in all {
        let is_more = other.value.order(value) == Some(std::cmp::Ordering::Greater);
        if is_more && !found.contains(&other.value) {
            found.push(other.value);
        }
    }
    found
}

/// So many units more: of whole numbers one, of others one at their last place.
fn more_by(value: Value, units: i64) -> Option<Value> {
    Some(match value {
        Value::Count(count) => Value::Count(count.checked_add(units)?),
        Value::Money(sum) => Value::Money(sum.checked_add(Decimal::new(units, sum.scale()))?),
        Value::Decimal(share) => {
            Value::Decimal(share.checked_add(Decimal::new(units, share.scale().max(2)))?)
        }
        _ => return None,
    })
}

/// A story with more of the number.
fn varied(plan: &Plan, line: Option<usize>, at: usize, to: Value) -> Plan {
    let mut plan = plan.clone();
    match line {
        None => {
            if let Some(fact) = plan.facts.get_mut(at) {
                fact.value = Some(to);
            }
        }
        Some(line) => match plan.lines.get_mut(line).map(|line| &mut line.what) {
            Some(PlannedWhat::Event { data, .. }) => {
                if let Some((_, value)) = data.get_mut(at) {
                    *value = PlannedValue::Known(to);
                }
            }
            Some(PlannedWhat::Learn { facts }) => {
                if let Some(fact) = facts.get_mut(at) {
                    fact.value = Some(to);
                }
            }
            _ => {}
        },
    }
    plan
}

/// What of each line was accepted, and the last list of a selection that came about: that which was
/// decided, otherwise that which was proposed.
fn listed(plan: Plan, program: &Program, selection: &str) -> (Vec<Option<bool>>, Places) {
    let accepted = RefCell::new(vec![None; plan.lines.len()]);
    let played = play_watched(plan, program, |watched| {
        if let Some((line, came)) = watched.line
            && let Some(slot) = accepted.borrow_mut().get_mut(line)
        {
            *slot = came;
        }
    });
    let reports = played.journal.entries.iter().filter_map(|entry| match &entry.what {
        What::Selection(report) if program.selections[report.selection].name == selection => {
            Some(report)
        }
        _ => None,
    });
    let reports: Vec<_> = reports.collect();
    let decided = reports.iter().any(|report| report.decided);
    // Each instance that selects has its own list; of several the last holds.
    let mut places: Places = Vec::new();
    for report in reports.iter().filter(|report| report.decided == decided) {
        for placing in &report.placings {
            let address = played.world.address(program, placing.instance);
            let text = address_text(program, &played.plan.cast, &address);
            let place = match placing.place {
                Some(Value::Choice(_, place)) => Some(place),
                Some(_) => Some(0),
                None => None,
            };
            places.retain(|(known, ..)| *known != text);
            places.push((text, subject_of(&address), place));
        }
    }
    (accepted.into_inner(), places)
}

/// Tries a variation: what came out otherwise for whoever lost a place, or nothing.
pub(super) fn came(
    base: &Base<'_>,
    selection: &str,
    (line, at, who, to): (Option<usize>, usize, SubjectId, Value),
) -> Result<Vec<Difference>, Why> {
    let before = listed(base.plan.clone(), base.program, selection).1;
    let plan = varied(&base.plan, line, at, to);
    let (accepted, after) = listed(plan.clone(), base.program, selection);
    if let Some(line) = line
        && base.accepted(line)
        && accepted.get(line).copied().flatten() != Some(true)
    {
        return Err(Why::MoreRefused);
    }
    let own = before.iter().filter(|(_, of, place)| *of == Some(who) && place.is_some());
    let mut lost = false;
    for (address, _, place) in own {
        let Some((_, _, now)) = after.iter().find(|(known, ..)| known == address) else {
            return Err(Why::Undecided);
        };
        lost |= now.is_none_or(|now| Some(now) > *place);
    }
    if !lost {
        return Ok(Vec::new());
    }
    let course = outcome(plan, base.program, base.uses);
    let back = Back { places: base.places(), ..Back::default() };
    let after = back.all(&course.outcomes, base.program);
    let name = &base.plan.cast.subjects[who].name;
    let mut found = differences(&base.course.outcomes, &after);
    found.retain(|difference| difference.who.name == *name);
    Ok(found)
}

/// Smaller rises: the least, half of it, one unit less.
pub(super) fn smaller(from: Value, to: Value) -> Vec<Value> {
    let halfway = match (from, to) {
        (Value::Count(from), Value::Count(to)) => {
            Some(Value::Count(from.saturating_add(to.saturating_sub(from) / 2)))
        }
        _ => None,
    };
    let less = |value: &Value| {
        value.order(to) == Some(std::cmp::Ordering::Less)
            && value.order(from) == Some(std::cmp::Ordering::Greater)
    };
    let all = [more_by(from, 1), halfway, more_by(to, -1)];
    all.into_iter().flatten().filter(less).collect()
}
