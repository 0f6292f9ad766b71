//! What history states have recorded (historyValue in the algorithm).

use super::configuration::Configuration;
use super::set::StateSet;
use super::state::{Kind, StateId};
use super::structure::Chart;

/// The recorded values, in document order of the history states. Most charts have none, every step
/// clones it and every instance holds it: where nothing is recorded it is one word.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct History {
    recorded: Option<Box<Recorded>>,
}

impl Clone for History {
    #[inline]
    fn clone(&self) -> Self {
        if self.recorded.is_none() { Self::default() } else { self.clone_recorded() }
    }
}

/// At least one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Recorded(Vec<(StateId, StateSet)>);

impl History {
    #[cold]
    fn clone_recorded(&self) -> Self {
        Self { recorded: self.recorded.clone() }
    }
    /// What `history` has recorded, if anything.
    pub(super) fn value(&self, history: StateId) -> Option<&StateSet> {
        self.iter().find(|(recorded, _)| *recorded == history).map(|(_, value)| value)
    }
    pub(super) fn iter(&self) -> impl Iterator<Item = (StateId, &StateSet)> {
        self.recorded.iter().flat_map(|all| &all.0).map(|(history, value)| (*history, value))
    }
    /// Records for the history states of `state`, which is about to be left, what is active below it
    /// (the first loop of exitStates): for a deep one the atomic states, for a shallow one the children.
    pub(super) fn record(&mut self, chart: &Chart, state: StateId, active: &Configuration) {
        for &history in &chart.states[state].histories {
            let value = match chart.kind(history) {
                Kind::DeepHistory => {
                    let mut below = chart.no_states();
                    for atomic in active.atomic_states(chart) {
                        if chart.is_descendant(atomic, state) {
                            below.insert(atomic);
                        }
                    }
                    below
                }
                Kind::ShallowHistory
                | Kind::Atomic
                | Kind::Compound
                | Kind::Parallel
                | Kind::Final => {
                    let mut children = chart.no_states();
                    for child in chart.child_states(state).filter(|&child| active.contains(child)) {
                        children.insert(child);
                    }
                    children
                }
            };
            let values = &mut self.recorded.get_or_insert_default().0;
            match values.binary_search_by_key(&history, |(recorded, _)| *recorded) {
                Ok(place) => values[place].1 = value,
                Err(place) => values.insert(place, (history, value)),
            }
        }
    }
}
