//! Undoing: each change of the world during a step is noted, so that a refused step leaves nothing
//! behind, at the cost of what it changed and not of the whole world.

use super::kept::DutyStatus;
use super::timer::{Stopped, Timer, TimerKey};
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
