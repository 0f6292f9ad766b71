//! The configuration of a running chart.

use std::fmt;

use super::set::StateSet;
use super::state::StateId;
use super::structure::Chart;

/// The active states of a running chart, the root left out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Configuration {
    pub(super) states: StateSet,
}

impl Configuration {
    /// Nothing active: before a chart has begun.
    pub fn nothing(chart: &Chart) -> Self {
        Self { states: chart.no_states() }
    }
    /// Whether `state` is active (the predicate `In`).
    #[inline]
    pub fn contains(&self, state: StateId) -> bool {
        self.states.contains(state)
    }
    /// The active states in document order.
    pub fn iter(&self) -> impl Iterator<Item = StateId> + use<'_> {
        self.states.iter()
    }
    /// The active states that have no children, in document order; they tell all the others.
    #[inline]
    pub fn atomic_states<'a>(
        &'a self,
        chart: &'a Chart,
    ) -> impl Iterator<Item = StateId> + use<'a> {
        self.states.iter_both(&chart.atomic)
    }
    /// The active states as a set.
    pub fn states(&self) -> &StateSet {
        &self.states
    }
}

impl fmt::Debug for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.states.fmt(f)
    }
}
