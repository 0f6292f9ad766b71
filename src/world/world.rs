//! The state of the world, and the few ways in which it changes.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::address::{Address, Part};
use super::fact::{FactVersion, Facts, FindingMade};
use super::instance::Instance;
use super::kept::{DutyStatus, Kept, Obliged, RegisterEntry};
use super::ledger::{LedgerEntry, Sums};
use super::reason::Why;
use super::timer::{Stopped, Timer, TimerKey, TimerRank};
use super::undo::Undo;
use super::waiting::Waiting;
use crate::calendar::Day;
use crate::chart::{Snapshot, StateId, TransitionId};
use crate::ident::IdVec;
use crate::program::{Program, SelectionId};
use crate::rule::{AccountId, FactId, FindingId, InstanceId, MachineId, SubjectId, Value};

/// Everything that can change in a story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub(super) today: Day,
    pub(super) instances: IdVec<InstanceId, Instance>,
    pub(super) slots: Vec<Option<Value>>,
    /// Instances by the hash of their address; the few that share a hash are told apart.
    pub(super) addresses: BTreeMap<u64, SmallVec<[InstanceId; 1]>>,
    pub(super) facts: Facts,
    pub(super) findings: Vec<FindingMade>,
    pub(super) entries: Vec<RegisterEntry>,
    pub(super) ledger: Vec<LedgerEntry>,
    pub(super) duties: Vec<Obliged>,
    pub(super) records: Vec<Kept>,
    pub(super) timers: BTreeMap<TimerKey, Timer>,
    pub(super) stopped: Vec<Stopped>,
    pub(super) selections: Vec<(SelectionId, InstanceId, Vec<InstanceId>)>,
    pub(super) waiting: Waiting,
    /// Eventless transitions of which the journal has said that they wait, or that they come to
    /// nothing.
    pub(super) told: Vec<(InstanceId, TransitionId, Why)>,
    pub(super) sequence: u32,
    pub(super) undo: Vec<Undo>,
    pub(super) undoable: bool,
}

impl World {
    /// An empty world on a day.
    pub fn new(today: Day) -> Self {
        Self {
            today,
            instances: IdVec::new(),
            slots: Vec::new(),
            addresses: BTreeMap::new(),
            facts: Facts::default(),
            findings: Vec::new(),
            entries: Vec::new(),
            ledger: Vec::new(),
            duties: Vec::new(),
            records: Vec::new(),
            timers: BTreeMap::new(),
            stopped: Vec::new(),
            selections: Vec::new(),
            waiting: Waiting::default(),
            told: Vec::new(),
            sequence: 0,
            undo: Vec::new(),
            undoable: false,
        }
    }

    // What it is.

    /// The day.
    pub fn today(&self) -> Day {
        self.today
    }
    /// An instance.
    pub fn instance(&self, id: InstanceId) -> &Instance {
        &self.instances[id]
    }
    /// All instances in the order of their creation.
    pub fn instances(&self) -> impl DoubleEndedIterator<Item = (InstanceId, &Instance)> {
        self.instances.enumerated()
    }
    /// How many instances there are.
    pub fn instance_count(&self) -> usize {
        self.instances.len()
    }
    /// The instance so many owners upwards.
    pub fn ancestor(&self, id: InstanceId, level: u8) -> Option<InstanceId> {
        (0..level).try_fold(id, |at, _| self.instances[at].owner)
    }
    /// The children of an instance, in the order of their creation.
    pub fn children(&self, owner: InstanceId) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.instances.enumerated().filter(move |(_, instance)| instance.owner == Some(owner))
    }
    /// A part of an instance's key.
    pub fn key(&self, id: InstanceId, index: usize) -> Option<Value> {
        self.slots.get(self.instances[id].slots as usize + index).copied().flatten()
    }
    /// A datum of an instance.
    pub fn datum(&self, program: &Program, id: InstanceId, index: usize) -> Option<Value> {
        let instance = &self.instances[id];
        let key = program.machines[instance.machine].key.len();
        self.slots.get(instance.slots as usize + key + index).copied().flatten()
    }
    /// The address of an instance.
    pub fn address(&self, program: &Program, id: InstanceId) -> Address {
        let mut parts = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let instance = &self.instances[id];
            let len = program.machines[instance.machine].key.len();
            let key = (0..len).filter_map(|index| self.key(id, index)).collect();
            parts.push(Part { machine: instance.machine, key });
            at = instance.owner;
        }
        parts.reverse();
        Address { parts }
    }
    /// The instance of that machine, owner and key.
    pub fn find(&self, owner: Option<InstanceId>, part: &Part) -> Option<InstanceId> {
        let found = self.addresses.get(&part.hash_under(owner))?;
        found.iter().copied().find(|&id| {
            let instance = &self.instances[id];
            instance.owner == owner
                && instance.machine == part.machine
                && part.key.iter().enumerate().all(|(at, &value)| self.key(id, at) == Some(value))
        })
    }
    /// The instance at an address.
    pub fn at_address(&self, address: &Address) -> Option<InstanceId> {
        let mut at = None;
        for part in &address.parts {
            at = Some(self.find(at, part)?);
        }
        at
    }
    /// The value of a fact, as true on `as_of` and known today.
    pub fn fact(&self, subject: SubjectId, fact: FactId, as_of: Day) -> Option<Value> {
        self.facts.in_force(subject, fact, as_of, self.today)
    }
    /// All assertions of facts, by subject, fact and order of learning.
    pub fn facts(&self) -> &[FactVersion] {
        self.facts.versions()
    }
    /// The latest finding on a question about an instance.
    pub fn finding(&self, instance: InstanceId, finding: FindingId) -> Option<&FindingMade> {
        self.findings.iter().rev().find(|made| made.instance == instance && made.finding == finding)
    }
    /// All findings in the order of their making.
    pub fn findings(&self) -> &[FindingMade] {
        &self.findings
    }
    /// All lines of registers in the order of their entry.
    pub fn entries(&self) -> &[RegisterEntry] {
        &self.entries
    }
    /// All lines of the ledger in order.
    pub fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }
    /// The sums of an instance on an account.
    pub fn sums(&self, account: AccountId, instance: InstanceId) -> Sums {
        let own = |entry: &&LedgerEntry| entry.account == account && entry.instance == instance;
        Sums::of(self.ledger.iter().filter(own))
    }
    /// All duties in the order in which they were laid.
    pub fn duties(&self) -> &[Obliged] {
        &self.duties
    }
    /// All records kept.
    pub fn records(&self) -> &[Kept] {
        &self.records
    }
    /// All timers in the order in which they fire.
    pub fn timers(&self) -> impl Iterator<Item = (&TimerKey, &Timer)> {
        self.timers.iter()
    }
    /// The timers that stand still.
    pub fn stopped(&self) -> &[Stopped] {
        &self.stopped
    }
    /// The candidates of an opened selection.
    pub fn candidates(
        &self,
        selection: SelectionId,
        instance: InstanceId,
    ) -> Option<&[InstanceId]> {
        let opened = self.selections.iter().rev();
        let mut opened = opened.filter(|(known, at, _)| *known == selection && *at == instance);
        opened.next().map(|(_, _, candidates)| candidates.as_slice())
    }

    // How it changes outside of steps.

    /// Moves the clock; it never goes back.
    pub(super) fn set_today(&mut self, day: Day) {
        debug_assert!(day >= self.today);
        self.today = self.today.max(day);
    }

    // How it changes in a step.

    /// From here on changes can be undone.
    pub(super) fn begin(&mut self, undoable: bool) {
        debug_assert!(self.undo.is_empty());
        self.undoable = undoable;
    }
    /// What has changed stays.
    pub(super) fn commit(&mut self) {
        self.undo.clear();
        self.undoable = false;
    }
    fn note(&mut self, undo: Undo) {
        if self.undoable {
            self.undo.push(undo);
        }
    }

    pub(super) fn create(
        &mut self,
        program: &Program,
        owner: Option<InstanceId>,
        part: &Part,
        subject: Option<SubjectId>,
    ) -> InstanceId {
        let machine = &program.machines[part.machine];
        let slots = self.slots.len();
        self.slots.extend(part.key.iter().map(|&value| Some(value)));
        self.slots.extend(std::iter::repeat_n(None, machine.data.len() + machine.dated.len()));
        let pinned = owner.map_or(self.today, |owner| self.instances[owner].pinned);
        let id = self.instances.push(Instance {
            machine: part.machine,
            owner,
            subject,
            opened: self.today,
            pinned,
            slots: u32::try_from(slots).unwrap_or(u32::MAX),
            chart: None,
        });
        let address = part.hash_under(owner);
        self.addresses.entry(address).or_default().push(id);
        self.note(Undo::Instance { address, slots });
        id
    }
    pub(super) fn set_datum(
        &mut self,
        program: &Program,
        id: InstanceId,
        index: u16,
        value: Value,
    ) {
        let instance = &self.instances[id];
        let key = program.machines[instance.machine].key.len();
        let at = instance.slots as usize + key + usize::from(index);
        self.set_slot(at, value);
    }
    pub(super) fn set_chart(&mut self, program: &Program, id: InstanceId, chart: Snapshot) {
        let machine = &program.machines[self.instances[id].machine];
        for (at, &state) in machine.dated.iter().enumerate() {
            let was_in = self.instances[id].is_in(state);
            if chart.configuration().contains(state) && !was_in {
                let at =
                    self.instances[id].slots as usize + machine.key.len() + machine.data.len() + at;
                self.set_slot(at, Value::Date(self.today));
            }
        }
        let old = self.instances[id].chart.replace(chart);
        self.note(Undo::Chart(id, old));
    }
    /// The day on which an instance came to that state, where the program asks for it.
    pub(super) fn entered(&self, program: &Program, id: InstanceId, state: StateId) -> Option<Day> {
        let instance = &self.instances[id];
        let machine = &program.machines[instance.machine];
        let at = machine.dated.iter().position(|&known| known == state)?;
        let at = instance.slots as usize + machine.key.len() + machine.data.len() + at;
        match self.slots.get(at).copied().flatten()? {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
    fn set_slot(&mut self, at: usize, value: Value) {
        if let Some(slot) = self.slots.get_mut(at) {
            let old = slot.replace(value);
            self.note(Undo::Slot(u32::try_from(at).unwrap_or(u32::MAX), old));
        }
    }
    pub(super) fn set_waiting(&mut self, id: InstanceId, waits: bool) {
        if self.waiting.put(id, waits) {
            self.note(Undo::Waits(id, !waits));
        }
    }
    /// The first waiting instance that was not created before `from`.
    pub(super) fn next_waiting(&self, from: InstanceId) -> Option<InstanceId> {
        self.waiting.next(from)
    }
    pub(super) fn set_timer(&mut self, key: TimerKey, timer: Timer) {
        self.timers.insert(key, timer);
        self.note(Undo::TimerSet(key));
    }
    /// On the morning of a day that is still to come, those that wait are asked again.
    pub(super) fn wake(&mut self, day: Day) {
        let instance = <InstanceId as crate::ident::Id>::new(0);
        let key = TimerKey { morning: day, instance, rank: TimerRank::Wake };
        if day > self.today && !self.timers.contains_key(&key) {
            self.set_timer(key, Timer::Mark);
        }
    }
    pub(super) fn take_timer(&mut self, key: TimerKey) -> Option<Timer> {
        let timer = self.timers.remove(&key)?;
        if self.undoable {
            self.undo.push(Undo::TimerTaken(key, timer.clone()));
        }
        Some(timer)
    }
    pub(super) fn first_timer(&self) -> Option<TimerKey> {
        self.timers.first_key_value().map(|(key, _)| *key)
    }
    pub(super) fn stop_timer(&mut self, stopped: Stopped) {
        self.stopped.push(stopped);
        self.note(Undo::Stopped(self.stopped.len() - 1));
    }
    pub(super) fn start_timer(&mut self, at: usize) -> Option<Stopped> {
        if at >= self.stopped.len() {
            return None;
        }
        let stopped = self.stopped.remove(at);
        self.note(Undo::Started(at, stopped));
        Some(stopped)
    }
    pub(super) fn next_sequence(&mut self) -> u32 {
        self.note(Undo::Sequence(self.sequence));
        self.sequence += 1;
        self.sequence
    }
    pub(super) fn learn(&mut self, version: FactVersion) {
        let at = self.facts.learn(version);
        self.note(Undo::Fact(at));
    }
    pub(super) fn find_out(&mut self, finding: FindingMade) {
        self.findings.push(finding);
        self.note(Undo::Finding);
    }
    pub(super) fn enter(&mut self, entry: RegisterEntry) -> usize {
        self.entries.push(entry);
        self.note(Undo::Entry);
        self.entries.len() - 1
    }
    pub(super) fn end_entry(&mut self, at: usize, to: Day) {
        if let Some(entry) = self.entries.get_mut(at) {
            let old = entry.to.replace(to);
            self.note(Undo::EntryEnd(at, old));
        }
    }
    pub(super) fn book(&mut self, entry: LedgerEntry) {
        self.ledger.push(entry);
        self.note(Undo::Ledger);
    }
    pub(super) fn oblige(&mut self, duty: Obliged) -> usize {
        self.duties.push(duty);
        self.note(Undo::Duty);
        self.duties.len() - 1
    }
    pub(super) fn set_duty(&mut self, at: usize, status: DutyStatus) {
        if let Some(duty) = self.duties.get_mut(at) {
            let old = std::mem::replace(&mut duty.status, status);
            self.note(Undo::DutyStatus(at, old));
        }
    }
    pub(super) fn keep(&mut self, record: Kept) -> usize {
        self.records.push(record);
        self.note(Undo::Record);
        self.records.len() - 1
    }
    pub(super) fn open_selection(
        &mut self,
        selection: SelectionId,
        instance: InstanceId,
        candidates: Vec<InstanceId>,
    ) {
        self.selections.push((selection, instance, candidates));
        self.note(Undo::Selection);
    }
    /// Whether the journal has not said yet that an eventless transition waits; from now on it has.
    pub(super) fn tell_waiting(
        &mut self,
        instance: InstanceId,
        transition: TransitionId,
        why: Why,
    ) -> bool {
        if self.told.contains(&(instance, transition, why)) {
            return false;
        }
        self.note(Undo::Told(self.told.len()));
        self.told.push((instance, transition, why));
        true
    }
    /// The machine of an instance.
    pub fn machine_of(&self, id: InstanceId) -> MachineId {
        self.instances[id].machine
    }
}
