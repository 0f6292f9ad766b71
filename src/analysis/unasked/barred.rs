//! Occurrences that come in a cycle: how long a line of a register keeps somebody out in truth, and
//! how many fit into the days on which the measure is in force.
//!
//! A cycle is a period that the rule reads by which a new instance with a number in its address is
//! admitted. A line keeps out where it lasts for a period and some condition asks its register.

use super::changed::{Changed, periods_of};
use super::draft::{Draft, Kind, Unasked};
use crate::analysis::cycle::period_of;
use crate::calendar::{Period, Unit, whole_months};
use crate::lang::Word;
use crate::lang::sentence::{UnaskedBarred, UnaskedNone, UnaskedOccurrences};
use crate::policy::Version;
use crate::program::{CompiledAction, CompiledKind, Program, Query, Slot};
use crate::rule::{MachineId, ParamId, RegisterId, Type};

/// A machine whose instances come in a cycle.
struct Cycle {
    machine: MachineId,
    period: ParamId,
    /// In months.
    before: i64,
    after: i64,
}

/// A period in months, where it is a whole number of them and not none.
fn months(period: Period) -> Option<i64> {
    period.count_in(Unit::Months).filter(|count| *count > 0)
}

fn cycles(draft: &Draft<'_>) -> Vec<Cycle> {
    let program = draft.program;
    let mut found = Vec::new();
    for machine in program.machines.ids() {
        let period = |version| period_of(program, machine, version);
        let (Some(was), Some(is)) = (period(Draft::BEFORE), period(draft.after())) else {
            continue;
        };
        let before = periods_of(draft, was).and_then(|(before, _)| months(before));
        let after = periods_of(draft, is).and_then(|(_, after)| months(after));
        if let (Some(before), Some(after)) = (before, after) {
            found.push(Cycle { machine, period: is, before, after });
        }
    }
    found
}

/// The periods for which lines of registers last, with their registers.
fn lines(program: &Program, version: Version) -> Vec<(RegisterId, ParamId)> {
    let mut found = Vec::new();
    for machine in program.machines.iter() {
        let states = machine.states.iter();
        let states = states.flat_map(|one| [&one.on_entry, &one.on_exit, &one.on_initial]);
        let transitions = machine.transitions.iter().map(|one| &one.actions);
        let actions = states.chain(transitions).flatten();
        for CompiledAction { kind, .. } in actions.filter(|one| one.under.holds(version)) {
            let CompiledKind::Enter { register, to: Some(to), .. } = kind else { continue };
            for (slot, _) in &to.reads {
                if let Slot::Param(id) = slot
                    && program.parameters[*id].ty == Type::Period
                    && !found.contains(&(*register, *id))
                    && is_asked(program, *register)
                {
                    found.push((*register, *id));
                }
            }
        }
    }
    found
}

/// Whether some condition asks a register for a line.
fn is_asked(program: &Program, wanted: RegisterId) -> bool {
    let asks =
        |query: &Query| matches!(query, Query::HasEntry { register, .. } if *register == wanted);
    program.rules.iter().any(|rule| rule.tree.queries.iter().any(|(query, _)| asks(query)))
}

/// The months from an occurrence to the first that lies after a line which began late in it.
fn next_after(line: i64, cycle: i64) -> i64 {
    (line / cycle + 1) * cycle
}

/// Who is kept out by a line and stays out for another time than before.
pub(super) fn barred(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let Some((first, _)) = draft.effective() else { return Vec::new() };
    let mut found = Vec::new();
    for cycle in cycles(draft) {
        let mut alike: Vec<((Period, Period), Vec<ParamId>)> = Vec::new();
        for (_, id) in lines(draft.program, draft.after()) {
            let Some(periods) = periods_of(draft, id) else { continue };
            match alike.iter_mut().find(|(known, _)| *known == periods) {
                Some((_, ids)) if ids.contains(&id) => {}
                Some((_, ids)) => ids.push(id),
                None => alike.push((periods, vec![id])),
            }
        }
        for ((was, is), ids) in alike {
            let (Some(line_was), Some(line_is)) = (months(was), months(is)) else { continue };
            let before = next_after(line_was, cycle.before);
            let after = next_after(line_is, cycle.after);
            if before == after {
                continue;
            }
            let year = |months: i64| (i64::from(first.year()) + months / 12).to_string();
            // What is no whole number of years is not told by the year.
            if before % 12 != 0 || after % 12 != 0 {
                continue;
            }
            let mut articles = draft.both(cycle.period).1.cited.articles.clone();
            articles.extend(ids.iter().flat_map(|&id| &draft.both(id).1.cited.articles));
            let told = UnaskedBarred {
                names: Word::List(ids.iter().map(|&id| draft.title(id)).collect()),
                line: is.words(),
                machine: (&draft.program.machines[cycle.machine].title).into(),
                cycle: in_months(cycle.after).words(),
                year: first.year().to_string().into(),
                before: year(before).into(),
                after: year(after).into(),
            };
            let mut brings =
                changed.iter().filter(|one| one.id == cycle.period || ids.contains(&one.id));
            let operation = brings.next().filter(|_| brings.next().is_none());
            let operation = operation.and_then(|one| one.operation);
            found.push(Unasked { kind: Kind::Barred, articles, operation, told: told.into() });
        }
    }
    found
}

/// Months as a period, in years where they are whole ones.
fn in_months(months: i64) -> Period {
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    match months % 12 {
        0 => Period { count: count(months / 12), unit: Unit::Years },
        _ => Period { count: count(months), unit: Unit::Months },
    }
}

/// The machines of which another number of instances fits into what is left of the validity.
pub(super) fn occurrences(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let Some((first, _)) = draft.effective() else { return Vec::new() };
    let old = draft.program.validity.as_ref().and_then(|validity| validity.to);
    let new = draft.validity_after().and_then(|validity| validity.to);
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let mut found = Vec::new();
    for cycle in cycles(draft).into_iter().filter(|cycle| cycle.before != cycle.after) {
        let left = |to: crate::calendar::Day| whole_months(first, to.next()).max(0);
        let (before, after) = (left(old) / cycle.before + 1, left(new) / cycle.after + 1);
        let machine = || Word::from(&draft.program.machines[cycle.machine].title);
        let (from, to) = (Word::from(first.to_string()), Word::from(new.to_string()));
        let period = in_months(cycle.after).words();
        let told: Word = match cycle.after > left(new) {
            true => UnaskedNone { machine: machine(), cycle: period, from, to }.into(),
            false if before != after => {
                let (before, after) = (before.to_string().into(), after.to_string().into());
                UnaskedOccurrences { machine: machine(), cycle: period, from, to, before, after }
                    .into()
            }
            false => continue,
        };
        let mut articles = draft.both(cycle.period).1.cited.articles.clone();
        articles
            .extend(draft.validity_after().into_iter().flat_map(|one| one.origin.cited().articles));
        let operation =
            changed.iter().find(|one| one.id == cycle.period).and_then(|one| one.operation);
        found.push(Unasked { kind: Kind::Occurrences, articles, operation, told });
    }
    found
}
