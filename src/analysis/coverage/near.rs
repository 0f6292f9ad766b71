//! How near stories came to what none shows, and what would have to change in the nearest.

use std::collections::BTreeMap;

use super::clauses::Distance;
use super::unit::{Outcome, Seen};
use crate::calendar::Day;
use crate::chart::{EventId, StateId};
use crate::program::{ObligationId, RoleId, RuleId};
use crate::rule::{MachineId, RegisterId, Value};

/// What to change in a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Let an instance of the machine be opened.
    Open(MachineId),
    /// It came to the first state: lead it on to the second.
    Lead(MachineId, StateId, StateId),
    /// It stood in the state: let one of these events happen there.
    Send(MachineId, StateId, Vec<EventId>),
    /// It stood in the state: let it come to what moves it on by itself.
    Stay(MachineId, StateId),
    /// Let the story go on until after this day, and leave things as they are.
    Wait(Day),
    /// Leave the state, or take back what was to come, by this day.
    Leave(Day),
    /// Let these conditions hold.
    Hold(Vec<RuleId>),
    /// Let this be done on that day.
    On(Day),
    /// Let somebody with one of these roles do it.
    As(Vec<RoleId>),
    /// Let somebody without these roles do it.
    Without(Vec<RoleId>),
    /// Let the condition or its part come out so.
    Turn(Outcome),
    /// Let the value be this one instead.
    Value(Distance, Value),
    /// Let so many more be placed, or fewer.
    Place(i64),
    /// Let the duty be done, or left undone.
    Duty(ObligationId, bool),
    /// Let something be entered in the register, asked of it or ended in it.
    Line(RegisterId, Outcome),
    /// What takes the event first must not be enabled: the transition by its machine.
    Past(MachineId, crate::chart::TransitionId),
}

/// How near a story came.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The story, by its position.
    pub story: usize,
    /// How far it stayed away: nothing but an order.
    pub rank: u64,
    /// On which day.
    pub day: Option<Day>,
    /// In which instance.
    pub instance: Option<String>,
    /// What to change.
    pub step: Step,
}

/// The nearest that was met to each.
#[derive(Clone, Debug, Default)]
pub struct Nearest(BTreeMap<Seen, Near>);

impl Nearest {
    /// Takes one that is nearer than what was known; of equals the first stays.
    pub(super) fn take(&mut self, of: Seen, near: impl FnOnce() -> Near, rank: u64) {
        let known = self.0.get(&of);
        if known.is_none_or(|known| rank < known.rank) {
            self.0.insert(of, near());
        }
    }
    /// Takes those of the story at a position.
    pub(super) fn take_all(&mut self, other: Self, story: usize) {
        for (of, near) in other.0 {
            let rank = near.rank;
            self.take(of, || Near { story, ..near }, rank);
        }
    }
    /// The nearest to something.
    pub fn to(&self, of: Seen) -> Option<&Near> {
        self.0.get(&of)
    }
}
