//! The earliest lawful day of a transition.

use super::engine::Engine;
use super::failure::Failure;
use crate::calendar::{Counted, Day, Rests};
use crate::chart::{Configuration, TransitionId};
use crate::policy::Running;
use crate::program::{CompiledFloor, FieldId};
use crate::rule::{InstanceId, Outcome, Value};
use crate::world::counting;
use crate::world::deciding;
use crate::world::look::Look;
use crate::world::refusal::{Cause, Count, Reason};
use crate::world::world::World;

impl Engine<'_> {
    /// The first lawful day of a transition of an instance, where it has one.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn earliest(
        &self,
        world: &World,
        id: InstanceId,
        transition: TransitionId,
    ) -> Result<Option<(Day, Rests)>, Vec<Cause>> {
        let machine = &self.program.machines[world.machine_of(id)];
        let Some(written) = &machine.transitions[transition].floor else { return Ok(None) };
        floor(self, world, id, written, &[], None)
            .map(|(counted, _)| Some((counted.last, counted.rests)))
            .map_err(|failure| match failure {
                Failure::Refused(reasons) => reasons
                    .into_iter()
                    .flat_map(|reason| match reason {
                        Reason::Unknown { causes, .. } => causes,
                        _ => Vec::new(),
                    })
                    .collect(),
                Failure::Fault(_) => Vec::new(),
            })
    }
}

/// The earliest lawful day of a transition.
pub(super) fn floor(
    engine: &Engine<'_>,
    world: &World,
    instance: InstanceId,
    floor: &CompiledFloor,
    data: &[(FieldId, Value)],
    own: Option<&Configuration>,
) -> Result<(Counted, Count), Failure> {
    let mut look = Look { own, data, ..engine.look(world, instance) };
    let from = match look.value(&floor.from)? {
        Outcome::Known(value) => date(value)?,
        Outcome::Unknown(causes) => return Err(Failure::causes(causes)),
    };
    counted(engine, world, instance, floor, from).map_err(|cause| Failure::causes(vec![cause]))
}

/// A floor is counted whenever it is asked about: where parts of amendments change its length while
/// it runs, each says what becomes of it, in the order of their effect (DESIGN 9.4).
fn counted(
    engine: &Engine<'_>,
    world: &World,
    instance: InstanceId,
    floor: &CompiledFloor,
    from: Day,
) -> Result<(Counted, Count), Cause> {
    let versions = &engine.program.versions;
    let held = deciding::held(engine.program, world, instance);
    let changes: Vec<(u64, Day, Running)> = versions
        .parts
        .iter()
        .enumerate()
        .filter(|(at, part)| held & (1 << at) != 0 && part.from > from)
        .filter_map(|(at, part)| {
            let running = part.running.iter().find(|(of, _)| *of == floor.period);
            running.map(|(_, running)| (1 << at, part.from, *running))
        })
        .collect();
    let count = |from: Day, parts: u64| -> Result<(Counted, Count), Cause> {
        let version = versions.of(parts);
        let period =
            deciding::period_under(engine.program, world, instance, floor.period, version)?;
        let counted = counting::earliest(&engine.cast.calendar, from, period, floor.counting)?;
        Ok((counted, Count { from, period, counting: floor.counting }))
    };
    let later = changes.iter().fold(0, |later, (bit, ..)| later | bit);
    let mut found = count(from, held & !later)?;
    for (bit, effect, running) in changes {
        // What was over on the day before effect stays so.
        if found.0.last <= effect {
            break;
        }
        let until = held & (bit | (bit - 1));
        found = match running {
            Running::Keep => continue,
            Running::Recount => count(from, until)?,
            Running::Anew => count(effect, until)?,
        };
        // One that is over under its new length ended the day before.
        found.0.last = found.0.last.max(effect);
    }
    Ok(found)
}

/// A value that the compiler knows to be a date.
pub(super) fn date(value: Value) -> Result<Day, Failure> {
    match value {
        Value::Date(day) => Ok(day),
        _ => Err(Failure::causes(vec![Cause::OutOfRange])),
    }
}
