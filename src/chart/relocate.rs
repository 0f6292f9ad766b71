//! A running chart that goes on elsewhere though nothing has happened: where its definition was
//! changed under it. Nothing is left and nothing entered, so that no content runs.

use super::entry::EntrySet;
use super::snapshot::Snapshot;
use super::state::{Kind, StateId};
use super::structure::Chart;

impl Snapshot {
    /// The same with `to` active in the place of `from`, and with what `to` enters by default; the
    /// states around both stay. Unchanged where `from` is not active.
    #[must_use]
    pub fn relocated(&self, chart: &Chart, from: StateId, to: StateId) -> Self {
        let mut moved = self.clone();
        if self.ended || !self.configuration.contains(from) || from == to {
            return moved;
        }
        let around = chart.proper_ancestors(from).find(|&around| {
            chart.is_descendant(to, around) && chart.kind(around) != Kind::Parallel
        });
        let around = around.unwrap_or_else(|| chart.root());
        let inside = self.configuration.iter().filter(|&state| chart.is_descendant(state, around));
        for state in inside.collect::<Vec<_>>() {
            moved.configuration.states.remove(state);
        }
        let mut entered = EntrySet::new(chart);
        entered.add_targets(chart, &moved.history, &[to], around);
        for state in entered.states.iter() {
            moved.configuration.states.insert(state);
        }
        moved.ended = chart.kind(to) == Kind::Final && chart.parent(to) == Some(chart.root());
        moved
    }
}
