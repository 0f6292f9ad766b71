//! The instances that wait for no event: after each event they are asked again, and the others need
//! not be looked at.

use std::collections::BTreeSet;

use super::log::Log;
use crate::chart::TransitionId;
use crate::rule::InstanceId;
use crate::world::refusal::Why;

/// The instances in a state that an eventless transition may leave, and what the journal has said
/// of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Waiting {
    instances: BTreeSet<InstanceId>,
    /// Eventless transitions of which it has been told that they wait, or that they come to nothing.
    told: BTreeSet<(InstanceId, TransitionId, Why)>,
    log: Log<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Change {
    Waits(InstanceId, bool),
    Told(InstanceId, TransitionId, Why),
}

impl Waiting {
    /// Whether an instance waits, from now on.
    pub(in crate::world) fn put(&mut self, id: InstanceId, waits: bool) {
        if self.set(id, waits) {
            self.log.note(Change::Waits(id, !waits));
        }
    }
    /// Answers whether that is new.
    fn set(&mut self, id: InstanceId, waits: bool) -> bool {
        if waits { self.instances.insert(id) } else { self.instances.remove(&id) }
    }
    /// The first that was not created before `from`.
    pub(in crate::world) fn next(&self, from: InstanceId) -> Option<InstanceId> {
        self.instances.range(from..).next().copied()
    }
    /// Whether the journal has not said yet that an eventless transition waits; from now on it has.
    pub(in crate::world) fn tell(
        &mut self,
        instance: InstanceId,
        transition: TransitionId,
        why: Why,
    ) -> bool {
        let new = self.told.insert((instance, transition, why));
        if new {
            self.log.note(Change::Told(instance, transition, why));
        }
        new
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
                Change::Waits(id, waits) => {
                    self.set(id, waits);
                }
                Change::Told(instance, transition, why) => {
                    self.told.remove(&(instance, transition, why));
                }
            }
        }
    }
}
