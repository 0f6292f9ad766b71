//! What has no end is told by the event that was the last.

use crate::chart::EventId;
use crate::program::Program;
use crate::rule::InstanceId;
use crate::world::refusal::{Endless, Reason};
use crate::world::world::World;

/// The event that took what was left, and where its receiver stands.
pub(super) fn endless(program: &Program, world: &World, event: EventId, to: InstanceId) -> Reason {
    let machine = world.machine_of(to);
    let chart = world.instance(to).chart.as_ref();
    let states = chart
        .map(|chart| {
            chart.configuration().atomic_states(&program.machines[machine].chart).collect()
        })
        .unwrap_or_default();
    Reason::Endless(Endless::Sent { event, to, machine, states })
}
