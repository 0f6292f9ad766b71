//! Events from outside, and what is told of those that are refused.

use super::delivery::Data;
use crate::chart::EventId;
use crate::program::RoleId;
use crate::rule::InstanceId;
use crate::world::address::{Address, Undone};
use crate::world::cast::ActorId;
use crate::world::refusal::Reason;

/// To whom an event goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An instance that exists.
    Instance(InstanceId),
    /// An address at which an instance may have to be opened.
    Address(Address),
}

/// An event from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The event.
    pub event: EventId,
    /// To whom.
    pub target: Target,
    /// Who acts; none in a bundle without roles.
    pub actor: Option<ActorId>,
    /// In which role; none means in any that the actor has.
    pub role: Option<RoleId>,
    /// What it carries.
    pub data: Data,
}

/// Why an event was refused. The rules as they were evaluated are told to the recorder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Why.
    pub reasons: Vec<Reason>,
    /// What the step had opened, and what was undone with it: reasons may name it.
    pub undone: Undone,
}
