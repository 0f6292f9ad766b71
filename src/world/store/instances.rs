//! The running machines: where each is found, whose it is, what it remembers, how it stands.

use smallvec::SmallVec;

use super::addresses::Addresses;
use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::chart::{EventId, Snapshot, StateId};
use crate::ident::{Id, IdVec};
use crate::program::Program;
use crate::rule::{InstanceId, MachineId, SubjectId, Value};
use crate::world::address::{Address, Part};

/// One running machine. Its key and data lie beside those of all others, so that worlds clone
/// cheaply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Instance {
    /// The machine.
    pub machine: MachineId,
    /// The instance that owns it.
    pub owner: Option<InstanceId>,
    /// Its subject, where it has one.
    pub subject: Option<SubjectId>,
    /// The day on which it was opened.
    pub opened: Day,
    /// Where nobody owns it and another instance opened it: that instance, which it may outlive.
    pub under: Option<InstanceId>,
    /// Where its key, its data, its days of entry and its days of deciding events begin among the
    /// slots, in this order.
    slots: u32,
    /// The running chart; none before it has started.
    pub chart: Option<Snapshot>,
    kin: Kin,
}

/// Its children and its siblings, in the order of their creation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Kin {
    first: Option<InstanceId>,
    last: Option<InstanceId>,
    previous: Option<InstanceId>,
    next: Option<InstanceId>,
}

impl Instance {
    /// Whether it is in that state.
    pub fn is_in(&self, state: StateId) -> bool {
        self.chart.as_ref().is_some_and(|chart| chart.configuration().contains(state))
    }
    /// Whether it has reached its end.
    pub fn ended(&self) -> bool {
        self.chart.as_ref().is_some_and(|chart| chart.ended())
    }
}

/// All instances in the order of their creation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Instances {
    all: IdVec<InstanceId, Instance>,
    slots: Vec<Option<Value>>,
    addresses: Addresses,
    /// The instances of each machine, in the order of their creation; up to the last machine that has
    /// any.
    of_machine: SmallVec<[Ids; 2]>,
    log: Log<Change>,
}

/// Ids that are copied as one block.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Ids(SmallVec<[InstanceId; 4]>);

impl Clone for Ids {
    fn clone(&self) -> Self {
        Self(SmallVec::from_slice(&self.0))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Change {
    Created { id: InstanceId, address: u32, slots: usize },
    Slot(u32, Option<Value>),
    Chart(InstanceId, Option<Snapshot>),
}

impl Instances {
    #[inline]
    pub(in crate::world) fn get(&self, id: InstanceId) -> &Instance {
        &self.all[id]
    }
    pub(in crate::world) fn all(&self) -> impl DoubleEndedIterator<Item = (InstanceId, &Instance)> {
        self.all.enumerated()
    }
    #[inline]
    pub(in crate::world) fn len(&self) -> usize {
        self.all.len()
    }
    /// The children of an instance, in the order of their creation.
    pub(in crate::world) fn children(
        &self,
        owner: InstanceId,
    ) -> impl Iterator<Item = (InstanceId, &Instance)> {
        let first = self.all[owner].kin.first;
        let ids = std::iter::successors(first, |&id| self.all[id].kin.next);
        ids.map(|id| (id, &self.all[id]))
    }
    /// The instances of a machine, in the order of their creation.
    pub(in crate::world) fn of(
        &self,
        machine: MachineId,
    ) -> impl DoubleEndedIterator<Item = (InstanceId, &Instance)> {
        self.ids_of(machine).iter().map(|&id| (id, &self.all[id]))
    }
    fn ids_of(&self, machine: MachineId) -> &[InstanceId] {
        self.of_machine.get(machine.index()).map_or(&[], |ids| ids.0.as_slice())
    }
    /// How many instances of a machine were opened after a day.
    pub(in crate::world) fn opened_since(&self, machine: MachineId, since: Day) -> usize {
        let known = self.ids_of(machine);
        // The clock never goes back: what was created later was not opened earlier.
        known.len() - known.partition_point(|&id| self.all[id].opened <= since)
    }
    /// A part of an instance's key.
    pub(in crate::world) fn key(&self, id: InstanceId, index: usize) -> Option<Value> {
        self.slots.get(self.all[id].slots as usize + index).copied().flatten()
    }
    /// A datum of an instance.
    pub(in crate::world) fn datum(
        &self,
        program: &Program,
        id: InstanceId,
        index: usize,
    ) -> Option<Value> {
        let instance = &self.all[id];
        let key = program.machines[instance.machine].key.len();
        self.slots.get(instance.slots as usize + key + index).copied().flatten()
    }
    /// The address of an instance.
    pub(in crate::world) fn address(&self, program: &Program, id: InstanceId) -> Address {
        let mut parts = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let instance = &self.all[id];
            let len = program.machines[instance.machine].key.len();
            let key = (0..len).filter_map(|index| self.key(id, index)).collect();
            parts.push(Part { machine: instance.machine, key });
            at = instance.owner;
        }
        parts.reverse();
        Address { parts }
    }
    /// The instance of that machine, owner and key.
    pub(in crate::world) fn find(
        &self,
        owner: Option<InstanceId>,
        part: &Part,
    ) -> Option<InstanceId> {
        self.addresses.of(part.hash_under(owner)).find(|&id| {
            let instance = &self.all[id];
            instance.owner == owner
                && instance.machine == part.machine
                && part.key.iter().enumerate().all(|(at, &value)| self.key(id, at) == Some(value))
        })
    }
    /// The day on which an instance came to that state, where the program asks for it.
    pub(in crate::world) fn entered(
        &self,
        program: &Program,
        id: InstanceId,
        state: StateId,
    ) -> Option<Day> {
        let instance = &self.all[id];
        let machine = &program.machines[instance.machine];
        let at = machine.dated.iter().position(|&known| known == state)?;
        let at = instance.slots as usize + machine.key.len() + machine.data.len() + at;
        match self.slots.get(at).copied().flatten()? {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
    /// The day on which an instance last accepted an event, of those whose day decides.
    pub(in crate::world) fn accepted(
        &self,
        program: &Program,
        id: InstanceId,
        event: EventId,
    ) -> Option<Day> {
        let at = self.slot_of(program, id, event)?;
        match self.slots.get(at).copied().flatten()? {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
    fn slot_of(&self, program: &Program, id: InstanceId, event: EventId) -> Option<usize> {
        let instance = &self.all[id];
        let machine = &program.machines[instance.machine];
        let at = machine.deciding.iter().position(|&known| known == event)?;
        let before = machine.key.len() + machine.data.len() + machine.dated.len();
        Some(instance.slots as usize + before + at)
    }

    /// Creates an instance that has not started.
    pub(in crate::world) fn create(
        &mut self,
        program: &Program,
        owner: Option<InstanceId>,
        under: Option<InstanceId>,
        part: &Part,
        subject: Option<SubjectId>,
        today: Day,
    ) -> InstanceId {
        let machine = &program.machines[part.machine];
        let slots = self.slots.len();
        self.slots.extend(part.key.iter().map(|&value| Some(value)));
        let unset = machine.data.len() + machine.dated.len() + machine.deciding.len();
        self.slots.extend(std::iter::repeat_n(None, unset));
        let previous = owner.and_then(|owner| self.all[owner].kin.last);
        let id = self.all.push(Instance {
            machine: part.machine,
            owner,
            subject,
            opened: today,
            under,
            slots: u32::try_from(slots).unwrap_or(u32::MAX),
            chart: None,
            kin: Kin { previous, ..Kin::default() },
        });
        if let Some(owner) = owner {
            self.all[owner].kin.last = Some(id);
            match previous {
                Some(previous) => self.all[previous].kin.next = Some(id),
                None => self.all[owner].kin.first = Some(id),
            }
        }
        let address = part.hash_under(owner);
        self.addresses.push(address, id);
        let machines = self.of_machine.len().max(part.machine.index() + 1);
        self.of_machine.resize_with(machines, Ids::default);
        self.of_machine[part.machine.index()].0.push(id);
        self.log.note(Change::Created { id, address, slots });
        id
    }
    pub(in crate::world) fn set_datum(
        &mut self,
        program: &Program,
        id: InstanceId,
        index: u16,
        value: Value,
    ) {
        let instance = &self.all[id];
        let key = program.machines[instance.machine].key.len();
        let at = instance.slots as usize + key + usize::from(index);
        self.set_slot(at, value);
    }
    /// An instance stands so from now on; states that are asked for remember the day.
    pub(in crate::world) fn set_chart(
        &mut self,
        program: &Program,
        id: InstanceId,
        chart: Snapshot,
        today: Day,
    ) {
        let machine = &program.machines[self.all[id].machine];
        for (at, &state) in machine.dated.iter().enumerate() {
            let was_in = self.all[id].is_in(state);
            if chart.configuration().contains(state) && !was_in {
                let days = self.all[id].slots as usize + machine.key.len() + machine.data.len();
                self.set_slot(days + at, Value::Date(today));
            }
        }
        let old = self.all[id].chart.replace(chart);
        self.log.note(Change::Chart(id, old));
    }
    /// Notes on which day an event was accepted whose day decides.
    pub(in crate::world) fn set_accepted(
        &mut self,
        program: &Program,
        id: InstanceId,
        event: EventId,
        day: Option<Day>,
    ) {
        if let Some(at) = self.slot_of(program, id, event) {
            self.put_slot(at, day.map(Value::Date));
        }
    }
    fn set_slot(&mut self, at: usize, value: Value) {
        self.put_slot(at, Some(value));
    }
    fn put_slot(&mut self, at: usize, value: Option<Value>) {
        if let Some(slot) = self.slots.get_mut(at) {
            let old = std::mem::replace(slot, value);
            self.log.note(Change::Slot(u32::try_from(at).unwrap_or(u32::MAX), old));
        }
    }

    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    /// The instances that were created or have moved since; some more than once.
    pub(in crate::world) fn moved(&self) -> impl Iterator<Item = InstanceId> {
        self.log.changes().iter().filter_map(|change| match change {
            Change::Created { id, .. } | Change::Chart(id, _) => Some(*id),
            Change::Slot(..) => None,
        })
    }
    /// What changes where an instance is created or moves.
    pub(in crate::world) fn touched(&self, id: InstanceId) -> impl Iterator<Item = Watched> {
        let Instance { machine, owner, .. } = self.all[id];
        let own = [Watched::Instance(id), Watched::Machine(machine)];
        own.into_iter().chain(owner.map(|owner| Watched::Children(owner, machine)))
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(change) = self.log.last() {
            match change {
                Change::Created { address, slots, .. } => self.remove_last(address, slots),
                Change::Slot(at, value) => {
                    if let Some(slot) = self.slots.get_mut(at as usize) {
                        *slot = value;
                    }
                }
                Change::Chart(id, chart) => self.all[id].chart = chart,
            }
        }
    }
    fn remove_last(&mut self, address: u32, slots: usize) {
        let Some(last) = self.all.len().checked_sub(1).map(InstanceId::new) else { return };
        let Instance { machine, owner, kin, .. } = self.all[last];
        if let Some(owner) = owner {
            self.all[owner].kin.last = kin.previous;
            match kin.previous {
                Some(previous) => self.all[previous].kin.next = None,
                None => self.all[owner].kin.first = None,
            }
        }
        self.slots.truncate(slots);
        self.all.truncate(last.index());
        self.addresses.pop(address, last);
        self.of_machine[machine.index()].0.pop();
        while self.of_machine.last().is_some_and(|ids| ids.0.is_empty()) {
            self.of_machine.pop();
        }
    }
}
