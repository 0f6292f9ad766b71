//! The lengths that run from some day: of timers, of times before which something may not happen, of
//! duties and of records; and what becomes of them where an amendment counts again what runs.

use super::model::{Asked, Ended, Occurrence, Term, TermKind};
use super::sketch::{Missing, Sketch};
use crate::calendar::{Counting, Day, Rests, Unit};
use crate::policy::Running;
use crate::program::{Applies, CompiledAction, CompiledKind, Program, Slot, TimerSpan, Tree};
use crate::rule::{MachineId, ParamId, Type};

/// The last day of a term after the amendments that count again what runs; `counted` says it from the
/// start under the version of a day.
pub(super) fn again(
    sketch: Sketch<'_>,
    by: ParamId,
    last: Day,
    counted: impl Fn(Running, Day) -> Option<Day>,
) -> Day {
    let mut last = last;
    for part in &sketch.program.versions.parts {
        let running = part.running.iter().find(|(of, _)| *of == by).map(|(_, running)| *running);
        let comes = part.applies == Applies::Act && part.from > sketch.today && part.from <= last;
        let Some(running) = running.filter(|one| comes && *one != Running::Keep) else { continue };
        let anew = || {
            let mut on = Sketch { version_of: Some(part.from), ..sketch };
            let counting = on.parameter(by).0.counting.unwrap_or(sketch.program.counting);
            on.last(part.from, on.period(by)?, counting).ok()
        };
        let new = match running {
            Running::Anew => anew(),
            Running::Keep | Running::Recount => counted(running, part.from),
        };
        last = new.map_or(last, |new| new.max(part.from.previous()));
    }
    last
}

/// A length with how it is counted.
struct Length {
    by: ParamId,
    kind: TermKind,
    machine: MachineId,
    counting: Option<Counting>,
}

fn lengths(program: &Program) -> Vec<Length> {
    let mut found: Vec<Length> = Vec::new();
    let mut take = |length: Length| {
        let is_period = program.parameters[length.by].ty == Type::Period;
        if is_period && found.iter().all(|known| known.by != length.by) {
            found.push(length);
        }
    };
    let read = |tree: &Tree| -> Vec<ParamId> {
        let params = tree.reads.iter().filter_map(|(slot, _)| match slot {
            Slot::Param(id) => Some(*id),
            _ => None,
        });
        params.collect()
    };
    for (machine, info) in program.machines.enumerated() {
        for transition in info.transitions.iter() {
            if let Some(floor) = &transition.floor {
                let (by, counting) = (floor.period, Some(floor.counting));
                take(Length { by, kind: TermKind::Floor, machine, counting });
            }
            match transition.timer.as_ref().map(|timer| &timer.span) {
                Some(TimerSpan::Parameter(by, _, counting)) => {
                    let counting = Some(*counting);
                    take(Length { by: *by, kind: TermKind::Timer, machine, counting });
                }
                Some(TimerSpan::Until(tree)) => {
                    for by in read(tree) {
                        take(Length { by, kind: TermKind::Timer, machine, counting: None });
                    }
                }
                _ => {}
            }
        }
        let states = info.states.iter();
        let states = states.flat_map(|one| [&one.on_entry, &one.on_exit, &one.on_initial]);
        let actions = states.chain(info.transitions.iter().map(|one| &one.actions)).flatten();
        for CompiledAction { kind, .. } in actions {
            let (kind, tree) = match kind {
                CompiledKind::Keep { until, .. } => (TermKind::Record, until),
                CompiledKind::Oblige { due: Some(due), .. } => (TermKind::Duty, due),
                _ => continue,
            };
            for by in read(tree) {
                take(Length { by, kind, machine, counting: None });
            }
        }
    }
    found
}

/// What runs from each occurrence: from the day on which somebody is entered where it is counted in
/// months or years, from the opening where in days.
pub(super) fn terms(
    program: &Program,
    recurring: Option<MachineId>,
    occurrences: &[Occurrence],
    asked: &Asked,
) -> Vec<Term> {
    let mut found = Vec::new();
    for length in lengths(program) {
        let mut term = Term {
            by: program.parameters[length.by].name.clone(),
            title: program.parameters[length.by].title.clone(),
            kind: length.kind,
            periods: Vec::new(),
            ends: Vec::new(),
        };
        for occurrence in occurrences {
            let entered = asked.entered_in(occurrence);
            let mut sketch = Sketch {
                program,
                recurring,
                machine: length.machine,
                number: occurrence.number,
                opened: occurrence.opened,
                today: entered,
                remembered: Some(entered),
                version_of: None,
                openings: &[],
                lasting: true,
                lines: &[],
                rests: Rests::Published,
            };
            let Some(period) = sketch.period(length.by) else { continue };
            let is_long = matches!(period.unit, Unit::Years | Unit::Months);
            let from = if is_long { entered } else { occurrence.opened };
            sketch.today = from;
            let own = sketch.parameter(length.by).0.counting;
            let counting = length.counting.or(own).unwrap_or(program.counting);
            let last: Result<Day, Missing> = sketch.last(from, period, counting);
            let rests = sketch.rests;
            let last = last.map(|last| {
                again(sketch, length.by, last, |_, on| {
                    let mut on = Sketch { version_of: Some(on), ..sketch };
                    on.last(from, on.period(length.by)?, counting).ok()
                })
            });
            term.periods.push(period);
            term.ends.push(Ended { number: occurrence.number, from, last, rests });
        }
        if !term.ends.is_empty() {
            found.push(term);
        }
    }
    found
}
