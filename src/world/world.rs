//! The state of the world: the day and the rooms of the store, which change together or not at all.

use std::collections::BTreeSet;

use super::address::{Address, Part};
use super::cast::Cast;
use super::store::{
    Chosen, Duties, Entered, FactVersion, Facts, FindingMade, Findings, Instance, Instances, Kept,
    Ledger, LedgerEntry, Obliged, Opened, Records, RegisterEntry, Registers, Sums, Terms, Timer,
    TimerKey, TimerRank, Timers, Waiting, Watched,
};
use crate::calendar::Day;
use crate::chart::Snapshot;
use crate::ident::Id;
use crate::program::{Program, SelectionId};
use crate::rule::{AccountId, FactId, FindingId, InstanceId, MachineId, SubjectId, Value};

/// The number of an instance that is never reached: what bears it fires last.
const LAST: usize = u32::MAX as usize;

/// Whom a step has stirred.
#[derive(Default)]
pub(super) struct Stirred {
    /// Those that it created or that moved.
    pub moved: BTreeSet<InstanceId>,
    /// The others that wait for something that it has changed.
    pub woken: BTreeSet<InstanceId>,
}

/// Everything that can change in a story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    today: Day,
    /// The parts of amendments of which the day of effect has come, a bit for each.
    begun: u64,
    pub(super) instances: Instances,
    pub(super) entered: Entered,
    pub(super) waiting: Waiting,
    pub(super) opened: Opened,
    pub(super) chosen: Chosen,
    pub(super) facts: Facts,
    pub(super) findings: Findings,
    pub(super) registers: Registers,
    pub(super) ledger: Ledger,
    pub(super) duties: Duties,
    pub(super) records: Records,
    pub(super) timers: Timers,
    pub(super) terms: Terms,
}

/// Does the same in every room.
macro_rules! everywhere {
    ($world:ident.$method:ident()) => {
        $world.instances.$method();
        $world.entered.$method();
        $world.waiting.$method();
        $world.opened.$method();
        $world.chosen.$method();
        $world.facts.$method();
        $world.findings.$method();
        $world.registers.$method();
        $world.ledger.$method();
        $world.duties.$method();
        $world.records.$method();
        $world.timers.$method();
        $world.terms.$method();
    };
}

impl World {
    /// An empty world on a day.
    pub fn new(today: Day) -> Self {
        Self {
            today,
            begun: 0,
            instances: Instances::default(),
            entered: Entered::default(),
            waiting: Waiting::default(),
            opened: Opened::default(),
            chosen: Chosen::default(),
            facts: Facts::default(),
            findings: Findings::default(),
            registers: Registers::default(),
            ledger: Ledger::default(),
            duties: Duties::default(),
            records: Records::default(),
            timers: Timers::default(),
            terms: Terms::default(),
        }
    }

    // What it is.

    /// The parts of amendments of which the day of effect has come, a bit for each.
    pub fn begun(&self) -> u64 {
        self.begun
    }
    /// The day.
    #[inline]
    pub fn today(&self) -> Day {
        self.today
    }
    /// An instance.
    #[inline]
    pub fn instance(&self, id: InstanceId) -> &Instance {
        self.instances.get(id)
    }
    /// All instances in the order of their creation.
    pub fn instances(&self) -> impl DoubleEndedIterator<Item = (InstanceId, &Instance)> {
        self.instances.all()
    }
    /// The instances of a machine, in the order of their creation.
    pub fn instances_of(
        &self,
        machine: MachineId,
    ) -> impl DoubleEndedIterator<Item = (InstanceId, &Instance)> {
        self.instances.of(machine)
    }
    /// How many instances there are.
    #[inline]
    pub fn instance_count(&self) -> usize {
        self.instances.len()
    }
    /// The machine of an instance.
    #[inline]
    pub fn machine_of(&self, id: InstanceId) -> MachineId {
        self.instances.get(id).machine
    }
    /// The instance so many owners upwards.
    pub fn ancestor(&self, id: InstanceId, level: u8) -> Option<InstanceId> {
        (0..level).try_fold(id, |at, _| self.instances.get(at).owner)
    }
    /// The children of an instance, in the order of their creation.
    pub fn children(&self, owner: InstanceId) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.instances.children(owner)
    }
    /// A part of an instance's key.
    pub fn key(&self, id: InstanceId, index: usize) -> Option<Value> {
        self.instances.key(id, index)
    }
    /// A datum of an instance.
    pub fn datum(&self, program: &Program, id: InstanceId, index: usize) -> Option<Value> {
        self.instances.datum(program, id, index)
    }
    /// The address of an instance.
    pub fn address(&self, program: &Program, id: InstanceId) -> Address {
        self.instances.address(program, id)
    }
    /// The instance of that machine, owner and key.
    pub fn find(&self, owner: Option<InstanceId>, part: &Part) -> Option<InstanceId> {
        self.instances.find(owner, part)
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
    /// The latest finding on a question about an instance.
    pub fn finding(&self, instance: InstanceId, finding: FindingId) -> Option<&FindingMade> {
        self.findings.latest(instance, finding)
    }
    /// All findings in the order of their making.
    pub fn findings(&self) -> &[FindingMade] {
        self.findings.all()
    }
    /// All lines of registers in the order of their entry.
    pub fn entries(&self) -> &[RegisterEntry] {
        self.registers.all()
    }
    /// All lines of the ledger in order.
    pub fn ledger(&self) -> &[LedgerEntry] {
        self.ledger.all()
    }
    /// The sums of an instance on an account.
    pub fn sums(&self, account: AccountId, instance: InstanceId) -> Sums {
        Sums::of(self.ledger.of(account, instance))
    }
    /// All duties in the order in which they were laid.
    pub fn duties(&self) -> &[Obliged] {
        self.duties.all()
    }
    /// All records kept.
    pub fn records(&self) -> &[Kept] {
        self.records.all()
    }
    /// All timers in the order in which they fire.
    pub fn timers(&self) -> impl Iterator<Item = (&TimerKey, &Timer)> {
        self.timers.running()
    }
    /// The candidates of an opened selection.
    pub fn candidates(
        &self,
        selection: SelectionId,
        instance: InstanceId,
    ) -> Option<&[InstanceId]> {
        self.opened.of(selection, instance)
    }

    // How it changes.

    /// What was in effect before the first day is so from the start; what comes later, on the
    /// morning of its day.
    pub fn under(program: &Program, today: Day) -> Self {
        let mut world = Self::new(today);
        world.begun = program.versions.begun(today);
        for (at, part) in program.versions.parts.iter().enumerate() {
            let rank = TimerRank::Effect(u32::try_from(at).unwrap_or(u32::MAX));
            // After all that fires on that morning: what ended the day before did so before.
            let key = TimerKey { morning: part.from, instance: InstanceId::new(LAST), rank };
            if part.from > today {
                world.timers.set(key, Timer::Mark);
            }
        }
        world
    }
    /// A part has come into effect.
    pub(super) fn begin_part(&mut self, part: u32) {
        self.begun |= 1_u64.checked_shl(part).unwrap_or(0);
        self.waiting.ask_all();
    }
    /// Moves the clock; it never goes back. Those that wait for the day, or for what changes on it,
    /// are to be asked.
    pub(super) fn set_today(&mut self, day: Day) {
        debug_assert!(day >= self.today);
        if day > self.today {
            self.today = day;
            self.waiting.dawn(day);
        }
    }
    /// On the morning of a day that is still to come this changes of itself: those that wait for it
    /// are asked again.
    pub(super) fn turn(&mut self, day: Day, watched: Watched) {
        if day <= self.today {
            return;
        }
        let key = TimerKey { morning: day, instance: InstanceId::new(0), rank: TimerRank::Wake };
        if self.timers.get(&key).is_none() {
            self.timers.set(key, Timer::Mark);
        }
        self.waiting.turn(day, watched);
    }
    /// An instance stands so from now on.
    pub(super) fn set_chart(&mut self, program: &Program, id: InstanceId, chart: Snapshot) {
        let (machine, today) = (self.machine_of(id), self.today);
        for &state in &program.machines[machine].dated {
            let was_in = self.instances.get(id).is_in(state);
            match (was_in, chart.configuration().contains(state)) {
                (false, true) => self.entered.came(machine, state, today),
                (true, false) => {
                    if let Some(since) = self.instances.entered(program, id, state) {
                        self.entered.left(machine, state, since);
                    }
                }
                _ => {}
            }
        }
        self.instances.set_chart(program, id, chart, today);
    }
    /// Learns what is told of a fact, a list that bears days as it grows; on each day on which what
    /// is true changes, those that wait are asked again.
    pub(super) fn learn(&mut self, program: &Program, cast: &Cast, told: FactVersion) {
        let growth = match (told.value, program.facts[told.fact].dated) {
            (Some(Value::List(list)), Some(column)) => cast.pool.growth(list, column),
            _ => None,
        };
        match growth {
            Some(growth) => {
                told.as_it_grows(growth).into_iter().for_each(|one| self.learn_one(one))
            }
            None => self.learn_one(told),
        }
    }
    /// Learns something in no step: nothing will be undone, but those that wait for it are to be asked.
    pub(super) fn learn_at_once(&mut self, program: &Program, cast: &Cast, told: FactVersion) {
        if self.waiting.is_empty() {
            return self.learn(program, cast, told);
        }
        self.begin();
        self.learn(program, cast, told);
        self.commit();
    }
    fn learn_one(&mut self, version: FactVersion) {
        self.facts.learn(version);
        version.turns().for_each(|day| self.turn(day, Watched::Subject(version.subject)));
    }
    /// From here on changes can be undone.
    pub(super) fn begin(&mut self) {
        everywhere!(self.begin());
    }
    /// What has changed stays, and those that wait for it are to be asked; answers whom it has stirred,
    /// where anybody waits at all.
    pub(super) fn commit(&mut self) -> Option<Stirred> {
        let stirred = (!self.waiting.is_empty()).then(|| self.stirred());
        if let Some(Stirred { moved, woken }) = &stirred {
            moved.iter().chain(woken).for_each(|&id| self.waiting.ask(id));
        }
        everywhere!(self.commit());
        stirred
    }
    fn stirred(&self) -> Stirred {
        let moved: BTreeSet<InstanceId> = self.instances.moved().collect();
        let touched = moved.iter().flat_map(|&id| self.instances.touched(id));
        let touched: BTreeSet<Watched> = touched
            .chain(self.facts.touched())
            .chain(self.findings.touched())
            .chain(self.registers.touched())
            .collect();
        let woken = touched.into_iter().flat_map(|watched| self.waiting.watchers(watched));
        let woken = woken.filter(|id| !moved.contains(id)).collect();
        Stirred { moved, woken }
    }
    /// Takes back what has changed since `begin`.
    pub(super) fn rollback(&mut self) {
        everywhere!(self.rollback());
    }
}
