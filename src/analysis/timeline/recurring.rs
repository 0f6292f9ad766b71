//! The occurrences of what comes again and again: each on the first day on which the rules let it be
//! opened, as far as they speak of the number, the day and the occurrences before.

use super::model::{Asked, Occurrence, in_year};
use super::sketch::Sketch;
use crate::analysis::cycle::{openings, period_of, rule_under};
use crate::calendar::{Day, Rests};
use crate::policy::Version;
use crate::program::Program;
use crate::rule::{MachineId, Value};

/// The machines that come again and again under some version.
pub(super) fn recurs(program: &Program) -> Vec<MachineId> {
    let versions = 0..u8::try_from(program.versions.held.len().max(1)).unwrap_or(1);
    let recurs = |machine: MachineId| {
        versions.clone().any(|at| period_of(program, machine, Version(at)).is_some())
    };
    program.machines.ids().filter(|&machine| recurs(machine)).collect()
}

/// The occurrences from the first day of the measure on.
pub(super) fn occurrences(program: &Program, machine: MachineId, asked: &Asked) -> Vec<Occurrence> {
    let mut found: Vec<Occurrence> = Vec::new();
    let mut opened: Vec<Day> = Vec::new();
    let mut day = asked.begins(program);
    while day <= asked.until {
        let number = i64::from(day.year());
        let meant = asked.opens.is_none_or(|opens| in_year(day.year(), opens) == Some(day));
        if meant && found.iter().all(|one| one.number != number) {
            let sketch = sketch(program, machine, day, &opened);
            let opens = |lasting: bool| may_open(&Sketch { lasting, ..sketch });
            let in_force = sketch.in_force() || program.machines[machine].outside_validity;
            let within = in_force && opens(false);
            if within || opens(true) {
                found.push(Occurrence { number, opened: day, beyond: !within });
                opened.push(day);
            }
        }
        if day == day.next() {
            break;
        }
        day = day.next();
    }
    found
}

/// An occurrence that is thought of on a day.
fn sketch<'p>(
    program: &'p Program,
    machine: MachineId,
    day: Day,
    openings: &'p [Day],
) -> Sketch<'p> {
    Sketch {
        program,
        recurring: Some(machine),
        machine,
        number: i64::from(day.year()),
        opened: day,
        today: day,
        remembered: None,
        version_of: None,
        openings,
        lasting: false,
        lines: &[],
        rests: Rests::Published,
    }
}

/// Whether nothing that is known forbids it.
fn may_open(sketch: &Sketch<'_>) -> bool {
    let (program, version) = (sketch.program, sketch.version());
    let refuses = |guard: &crate::program::Guard| {
        guard.not_all.is_empty()
            && guard.only_if.is_empty()
            && sketch.asks(&rule_under(program, guard.rule, version).tree) == Ok(Value::Bool(false))
    };
    openings(program, sketch.machine, version).any(|transition| {
        let guards = transition.guards.iter().filter(|guard| guard.under.holds(version));
        !guards.into_iter().any(refuses)
    })
}
