//! Which day decides what applies to an instance, resolved.

use crate::chart::EventId;
use crate::rule::MachineId;

/// The day whose values apply to an instance (DESIGN 8.10).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Applies {
    /// The opening of its outermost owner.
    #[default]
    Outermost,
    /// The opening of the instance of that machine to which it belongs.
    Machine(MachineId),
    /// The latest of these events of the instance to which it belongs.
    Events(Vec<EventId>),
    /// The day of the act.
    Act,
}
