//! Timers: what fires on a morning.

use smallvec::SmallVec;

use crate::calendar::Day;
use crate::chart::{EventId, StateId, TransitionId};
use crate::ident::Symbol;
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
        /// Whether a later notice may still move the day.
        provisional: bool,
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
