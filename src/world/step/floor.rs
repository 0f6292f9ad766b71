//! The earliest lawful day of a transition.

use super::engine::Engine;
use super::failure::Failure;
use crate::calendar::{Counted, Day, Rests};
use crate::chart::{Configuration, TransitionId};
use crate::program::{CompiledFloor, FieldId};
use crate::rule::{InstanceId, Outcome, Value};
use crate::world::counting;
use crate::world::deciding;
use crate::world::look::Look;
use crate::world::refusal::{Cause, Count, Reason};
use crate::world::running;
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

/// A floor is counted whenever it is asked about.
fn counted(
    engine: &Engine<'_>,
    world: &World,
    instance: InstanceId,
    floor: &CompiledFloor,
    from: Day,
) -> Result<(Counted, Count), Cause> {
    let of = (instance, floor.period);
    let (last, (counted, count)) =
        running::after((engine.program, world), of, from, |from, version| {
            let period =
                deciding::period_under(engine.program, world, instance, floor.period, version)?;
            let counted = counting::earliest(&engine.cast.calendar, from, period, floor.counting)?;
            Ok((counted.last, (counted, Count { from, period, counting: floor.counting })))
        })?;
    Ok((Counted { last, ..counted }, count))
}

/// A value that the compiler knows to be a date.
pub(super) fn date(value: Value) -> Result<Day, Failure> {
    match value {
        Value::Date(day) => Ok(day),
        _ => Err(Failure::causes(vec![Cause::OutOfRange])),
    }
}
