//! What is on its way within a step.

use std::collections::VecDeque;

use smallvec::SmallVec;

use crate::chart::{EventId, TransitionId};
use crate::ident::Id;
use crate::program::{FieldId, RoleId};
use crate::rule::{InstanceId, Value};
use crate::world::cast::ActorId;
use crate::world::journal::{Origin, Recorder, What};
use crate::world::purse::Purse;
use crate::world::world::World;

/// What an event carries.
pub type Data = SmallVec<[(FieldId, Value); 4]>;

/// Something that waits for its turn within a step.
pub(in crate::world) enum Pending {
    /// An instance starts.
    Start(InstanceId),
    /// An event is delivered.
    Deliver { from: InstanceId, to: InstanceId, event: EventId, data: Data, optional: bool },
}

/// What waits for its turn, first in first out, and what may still be done.
#[derive(Default)]
pub(in crate::world) struct Queue {
    pending: VecDeque<Pending>,
    pub(super) purse: Purse,
}

impl Queue {
    pub(in crate::world) fn push_back(&mut self, pending: Pending) {
        self.pending.push_back(pending);
    }
    /// What was sent is undone.
    pub(super) fn clear(&mut self) {
        self.pending.clear();
    }
    pub(super) fn pop_front(&mut self) -> Option<Pending> {
        self.pending.pop_front()
    }
}

/// An event on its way into one instance.
pub(super) struct Delivery<'a> {
    pub event: EventId,
    pub data: &'a [(FieldId, Value)],
    pub actor: Option<ActorId>,
    pub role: Option<RoleId>,
    pub origin: Origin,
    /// Whether the journal has it already.
    pub told: bool,
}

impl<'a> Delivery<'a> {
    pub(super) fn tell<R: Recorder>(&self, world: &World, instance: InstanceId, recorder: &mut R) {
        if R::LISTENS {
            let (event, actor, origin) = (self.event, self.actor, self.origin);
            let data = self.data.into();
            recorder.record(world.today(), What::Event { event, instance, actor, origin, data });
        }
    }

    /// An event that another instance sends.
    pub(super) fn sent(event: EventId, data: &'a [(FieldId, Value)], from: InstanceId) -> Self {
        Self { event, data, actor: None, role: None, origin: Origin::Sent(from), told: false }
    }

    /// No event: an instance that starts or settles.
    pub(super) fn nothing() -> Self {
        let origin = Origin::Timer(TransitionId::new(0));
        Self { event: EventId::new(0), data: &[], actor: None, role: None, origin, told: false }
    }
}
