//! Timers: what fires on a morning.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::log::Log;
use crate::calendar::Day;
use crate::chart::{EventId, StateId, TransitionId};
use crate::ident::{Id, Symbol};
use crate::program::FieldId;
use crate::rule::{InstanceId, Value};

/// The order in which timers fire: the morning, then the creation of the instance, then document
/// order (of its transitions; after them what was sent, in the order of sending).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerKey {
    /// The morning on which it fires.
    pub morning: Day,
    /// The instance.
    pub instance: InstanceId,
    /// What kind of thing fires.
    pub rank: TimerRank,
}

/// What kind of thing fires, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimerRank {
    /// The timer of a transition.
    State(TransitionId),
    /// A delayed event, by the order of sending.
    Send(u32),
    /// A duty whose last day has passed, by its position.
    Duty(u32),
    /// A line of a register that has ended, by its position.
    Entry(u32),
    /// A record that need no longer be kept, by its position.
    Record(u32),
    /// A part of an amendment comes into effect, by its position.
    Effect(u32),
    /// Nothing: those that wait for a condition are asked again, as one may hold from this day on.
    Wake,
}

/// What fires.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// A state's timer.
    State {
        /// The state.
        state: StateId,
    },
    /// A delayed event.
    Send {
        /// To whom.
        to: InstanceId,
        /// The event.
        event: EventId,
        /// What it carries.
        data: SmallVec<[(FieldId, Value); 4]>,
        /// The name by which it is cancelled.
        id: Option<Symbol>,
        /// Whether a refusal is no matter.
        optional: bool,
    },
    /// A duty, a line or a record.
    Mark,
}

/// A timer that stands still: suspended, or left with its state where a history state remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stopped {
    /// The instance.
    pub instance: InstanceId,
    /// Its transition.
    pub transition: TransitionId,
    /// Its state.
    pub state: StateId,
    /// The units that were still to come.
    pub left: u32,
    /// Whether these are working days; otherwise days.
    pub workdays: bool,
    /// Whether it was suspended by an action; otherwise it was left with its state.
    pub suspended: bool,
}

/// All timers, by the order in which they fire and by whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Timers {
    running: BTreeMap<TimerKey, Timer>,
    /// When what an instance has set fires.
    mornings: BTreeMap<(InstanceId, TimerRank), Day>,
    stopped: BTreeMap<(InstanceId, TransitionId), Stopped>,
    /// How many events have been sent for a later day.
    sequence: u32,
    log: Log<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Change {
    Set(TimerKey, Option<Timer>),
    Taken(TimerKey, Timer),
    Stopped(InstanceId, TransitionId),
    Started(Stopped),
    Sequence(u32),
}

impl Timers {
    /// All that run, in the order in which they fire.
    pub(in crate::world) fn running(&self) -> impl Iterator<Item = (&TimerKey, &Timer)> {
        self.running.iter()
    }
    pub(in crate::world) fn first(&self) -> Option<TimerKey> {
        self.running.first_key_value().map(|(key, _)| *key)
    }
    /// The key of the running timer of an instance's transition.
    pub(in crate::world) fn of(
        &self,
        instance: InstanceId,
        transition: TransitionId,
    ) -> Option<TimerKey> {
        let rank = TimerRank::State(transition);
        let morning = *self.mornings.get(&(instance, rank))?;
        Some(TimerKey { morning, instance, rank })
    }
    /// All that an instance has set: the timers of its states, then what it sent, in order.
    pub(in crate::world) fn of_instance(
        &self,
        instance: InstanceId,
    ) -> impl Iterator<Item = TimerKey> {
        let first = (instance, TimerRank::State(TransitionId::new(0)));
        let own = self.mornings.range(first..=(instance, TimerRank::Wake));
        own.map(|(&(instance, rank), &morning)| TimerKey { morning, instance, rank })
    }
    pub(in crate::world) fn get(&self, key: &TimerKey) -> Option<&Timer> {
        self.running.get(key)
    }
    pub(in crate::world) fn set(&mut self, key: TimerKey, timer: Timer) {
        let old = self.put(key, timer);
        self.log.note(Change::Set(key, old));
    }
    fn put(&mut self, key: TimerKey, timer: Timer) -> Option<Timer> {
        // Mornings on which somebody is only asked again are many to one instance.
        if key.rank != TimerRank::Wake {
            self.mornings.insert((key.instance, key.rank), key.morning);
        }
        self.running.insert(key, timer)
    }
    pub(in crate::world) fn take(&mut self, key: TimerKey) -> Option<Timer> {
        let timer = self.remove(key)?;
        self.log.note(Change::Taken(key, timer.clone()));
        Some(timer)
    }
    fn remove(&mut self, key: TimerKey) -> Option<Timer> {
        self.mornings.remove(&(key.instance, key.rank));
        self.running.remove(&key)
    }
    /// Takes off whatever was sent of an event for a later day.
    pub(in crate::world) fn drop_sent(&mut self, event: EventId) {
        let sent = |timer: &Timer| matches!(timer, Timer::Send { event: of, .. } if *of == event);
        let running = self.running.iter();
        let keys: Vec<TimerKey> =
            running.filter(|(_, timer)| sent(timer)).map(|(key, _)| *key).collect();
        for key in keys {
            self.remove(key);
        }
    }
    /// The timer of an instance's transition that stands still.
    pub(in crate::world) fn stopped(
        &self,
        instance: InstanceId,
        transition: TransitionId,
    ) -> Option<&Stopped> {
        self.stopped.get(&(instance, transition))
    }
    pub(in crate::world) fn stop(&mut self, stopped: Stopped) {
        let (instance, transition) = (stopped.instance, stopped.transition);
        self.stopped.insert((instance, transition), stopped);
        self.log.note(Change::Stopped(instance, transition));
    }
    /// Takes a timer that stood still from where it stood.
    pub(in crate::world) fn start(
        &mut self,
        instance: InstanceId,
        transition: TransitionId,
    ) -> Option<Stopped> {
        let stopped = self.stopped.remove(&(instance, transition))?;
        self.log.note(Change::Started(stopped));
        Some(stopped)
    }
    /// The number of the next event that is sent for a later day.
    pub(in crate::world) fn next_sequence(&mut self) -> u32 {
        self.log.note(Change::Sequence(self.sequence));
        self.sequence += 1;
        self.sequence
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(change) = self.log.last() {
            match change {
                Change::Set(key, None) => {
                    self.remove(key);
                }
                Change::Set(key, Some(timer)) | Change::Taken(key, timer) => {
                    self.put(key, timer);
                }
                Change::Stopped(instance, transition) => {
                    self.stopped.remove(&(instance, transition));
                }
                Change::Started(stopped) => {
                    self.stopped.insert((stopped.instance, stopped.transition), stopped);
                }
                Change::Sequence(sequence) => self.sequence = sequence,
            }
        }
    }
}
