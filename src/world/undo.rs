//! Undoing: each change of the world during a step is noted, so that a refused step leaves nothing
//! behind, at the cost of what it changed and not of the whole world.

use super::kept::DutyStatus;
use super::timer::{Stopped, Timer, TimerKey};
use super::world::World;
use crate::calendar::Day;
use crate::chart::Snapshot;
use crate::rule::{InstanceId, Value};

/// One change, with what was there before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Undo {
    Slot(u32, Option<Value>),
    Chart(InstanceId, Option<Snapshot>),
    Waits(InstanceId, bool),
    Instance { address: u64, slots: usize },
    TimerSet(TimerKey),
    TimerTaken(TimerKey, Timer),
    Stopped(usize),
    Started(usize, Stopped),
    Fact(usize),
    Finding,
    Entry,
    EntryEnd(usize, Option<Day>),
    Ledger,
    Duty,
    DutyStatus(usize, DutyStatus),
    Record,
    Selection,
    Sequence(u32),
    Told(usize),
}

impl World {
    /// Takes back what has changed since `begin`.
    pub(super) fn rollback(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Slot(at, value) => {
                    if let Some(slot) = self.slots.get_mut(at as usize) {
                        *slot = value;
                    }
                }
                Undo::Chart(id, chart) => self.instances[id].chart = chart,
                Undo::Waits(id, waits) => {
                    self.waiting.put(id, waits);
                }
                Undo::Instance { address, slots } => {
                    self.slots.truncate(slots);
                    self.instances.truncate(self.instances.len().saturating_sub(1));
                    if let Some(known) = self.addresses.get_mut(&address) {
                        known.pop();
                        if known.is_empty() {
                            self.addresses.remove(&address);
                        }
                    }
                }
                Undo::TimerSet(key) => {
                    self.timers.remove(&key);
                }
                Undo::TimerTaken(key, timer) => {
                    self.timers.insert(key, timer);
                }
                Undo::Stopped(at) => {
                    self.stopped.remove(at);
                }
                Undo::Started(at, stopped) => self.stopped.insert(at, stopped),
                Undo::Fact(at) => self.facts.forget(at),
                Undo::Finding => {
                    self.findings.pop();
                }
                Undo::Entry => {
                    self.entries.pop();
                }
                Undo::EntryEnd(at, to) => {
                    if let Some(entry) = self.entries.get_mut(at) {
                        entry.to = to;
                    }
                }
                Undo::Ledger => {
                    self.ledger.pop();
                }
                Undo::Duty => {
                    self.duties.pop();
                }
                Undo::DutyStatus(at, status) => {
                    if let Some(duty) = self.duties.get_mut(at) {
                        duty.status = status;
                    }
                }
                Undo::Record => {
                    self.records.pop();
                }
                Undo::Selection => {
                    self.selections.pop();
                }
                Undo::Sequence(sequence) => self.sequence = sequence,
                Undo::Told(len) => self.told.truncate(len),
            }
        }
        self.undoable = false;
    }
}
