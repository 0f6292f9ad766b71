//! Opening instances.

use super::engine::Engine;
use super::failure::Failure;
use crate::chart::EventId;
use crate::ident::Id;
use crate::rule::{InstanceId, SubjectId, Value};
use crate::world::address::{Address, Part, Undone};
use crate::world::refusal::Reason;
use crate::world::world::World;

impl Engine<'_> {
    /// The instances beyond the first so many.
    pub(super) fn opened_since(&self, world: &World, known: usize) -> Undone {
        // By number: to skip the others one by one would make a refusal as dear as the world is large.
        let opened = (known..world.instance_count()).map(InstanceId::new);
        opened.map(|id| (id, world.address(self.program, id))).collect()
    }

    /// The instance at an address, and whether the event has just opened it.
    pub(super) fn open_at(
        &self,
        world: &mut World,
        address: &Address,
        event: EventId,
    ) -> Result<(InstanceId, bool), Failure> {
        let Some((last, owners)) = address.parts.split_last() else {
            return Err(Reason::NoInstance(None).into());
        };
        let mut owner = None;
        for part in owners {
            let found = world.find(owner, part);
            owner = Some(found.ok_or(Reason::NoInstance(Some(part.machine)))?);
        }
        if let Some(found) = world.find(owner, last) {
            return Ok((found, false));
        }
        let machine = &self.program.machines[last.machine];
        let owner_fits = machine.owner == owner.map(|owner| world.machine_of(owner));
        if !machine.opened_by.contains(&event) || !owner_fits {
            return Err(Reason::NoInstance(Some(last.machine)).into());
        }
        if let Some(owner) = owner.filter(|&owner| world.instance(owner).ended()) {
            return Err(self.ended(world, owner).into());
        }
        Ok((self.create(world, owner, None, last), true))
    }

    /// Why nothing more can be done to an instance.
    pub(super) fn ended(&self, world: &World, id: InstanceId) -> Reason {
        let machine = world.machine_of(id);
        let states = world.instance(id).chart.as_ref().map(|snapshot| {
            let states =
                snapshot.configuration().atomic_states(&self.program.machines[machine].chart);
            states.collect()
        });
        Reason::Ended { machine, states: states.unwrap_or_default() }
    }

    /// Creates an instance that has not started.
    pub(super) fn create(
        &self,
        world: &mut World,
        owner: Option<InstanceId>,
        under: Option<InstanceId>,
        part: &Part,
    ) -> InstanceId {
        let subject = self.subject_of(world, owner, part);
        let today = world.today();
        world.instances.create(self.program, owner, under, part, subject, today)
    }

    fn subject_of(
        &self,
        world: &World,
        owner: Option<InstanceId>,
        part: &Part,
    ) -> Option<SubjectId> {
        let path = self.program.machines[part.machine].subject?;
        let value = match path.level.checked_sub(1) {
            None => part.key.get(usize::from(path.index)).copied(),
            Some(above) => world
                .ancestor(owner?, above)
                .and_then(|instance| world.key(instance, usize::from(path.index))),
        };
        match value {
            Some(Value::Subject(subject)) => Some(subject),
            _ => None,
        }
    }
}
