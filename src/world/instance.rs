//! One running machine.

use crate::calendar::Day;
use crate::chart::{Snapshot, StateId};
use crate::rule::{InstanceId, MachineId, SubjectId};

/// One running machine. Its key and data lie in the world's slots, so that worlds clone cheaply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Instance {
    /// The machine.
    pub machine: MachineId,
    /// The instance that owns it.
    pub owner: Option<InstanceId>,
    /// Its subject, where it has one.
    pub subject: Option<SubjectId>,
    /// The day on which it was opened.
    pub opened: Day,
    /// The day on which its outermost owner was opened: parameters are read as of that day.
    pub pinned: Day,
    /// Where its key, then its data, then its days of entry begin among the slots.
    pub(super) slots: u32,
    /// The running chart; none before it has started.
    pub chart: Option<Snapshot>,
}

impl Instance {
    /// Whether it is in that state.
    pub fn is_in(&self, state: StateId) -> bool {
        self.chart.as_ref().is_some_and(|chart| chart.configuration().contains(state))
    }
    /// Whether it has reached its end.
    pub fn ended(&self) -> bool {
        self.chart.as_ref().is_some_and(|chart| chart.ended())
    }
}
