//! What is entered: the targets of the transitions taken, what their defaults and histories bring,
//! and the ancestors and regions around them (computeEntrySet).

use smallvec::SmallVec;

use super::domain::{Targets, add_effective_targets};
use super::history::History;
use super::set::StateSet;
use super::state::{Kind, StateId};
use super::structure::Chart;

/// The states to enter and the content that runs beside their entry.
pub(super) struct EntrySet {
    /// statesToEnter.
    pub(super) states: StateSet,
    /// statesForDefaultEntry: the compound states whose initial transition is taken.
    pub(super) by_default: StateSet,
    /// defaultHistoryContent: the history states that had nothing recorded, each after its parent.
    pub(super) default_histories: SmallVec<[(StateId, StateId); 2]>,
    /// Whether a history state was met at all.
    pub(super) met_history: bool,
    /// The domain of the transition that is being added.
    domain: StateId,
}

impl EntrySet {
    pub(super) fn new(chart: &Chart) -> Self {
        Self {
            states: chart.no_states(),
            by_default: chart.no_states(),
            default_histories: SmallVec::new(),
            met_history: false,
            domain: chart.root(),
        }
    }
    /// Adds what one transition with these targets enters within `domain`.
    pub(super) fn add_targets(
        &mut self,
        chart: &Chart,
        history: &History,
        targets: &[StateId],
        domain: StateId,
    ) {
        self.domain = domain;
        for &target in targets {
            self.add_descendants(chart, history, target);
        }
        let mut effective = Targets::new();
        add_effective_targets(chart, history, targets, &mut effective);
        for &target in &effective {
            self.add_ancestors(chart, history, target, domain);
        }
    }
    /// addDescendantStatesToEnter. It ends: what it follows always lies below `state`, or below its
    /// parent where `state` is a history state.
    fn add_descendants(&mut self, chart: &Chart, history: &History, state: StateId) {
        if chart.kind(state).is_history() {
            self.met_history = true;
            self.add_history(chart, history, state);
            return;
        }
        self.states.insert(state);
        match chart.kind(state) {
            Kind::Compound => {
                self.by_default.insert(state);
                self.add_all(chart, history, chart.initial(state), state);
            }
            Kind::Parallel => self.add_other_regions(chart, history, state),
            Kind::Atomic | Kind::Final | Kind::ShallowHistory | Kind::DeepHistory => {}
        }
    }
    fn add_history(&mut self, chart: &Chart, history: &History, state: StateId) {
        let parent = chart.states[state].parent;
        // The pseudo-code climbs to the parent even where the domain lies below it, and so enters
        // again, and fills again, what was never left: two states of one region in the worst case.
        // Its comment says what is meant: "any ancestors within the domain of the transition".
        let within = if chart.is_descendant(self.domain, parent) { self.domain } else { parent };
        if let Some(recorded) = history.value(state) {
            let states: Targets = recorded.iter().collect();
            self.add_all(chart, history, &states, within);
        } else {
            self.default_histories.push((parent, state));
            self.add_all(chart, history, chart.default_targets(state), within);
        }
    }
    /// All descendants before any ancestor: an ancestor that is parallel fills the regions that have
    /// nothing yet, and must not fill one that a later target names.
    fn add_all(&mut self, chart: &Chart, history: &History, states: &[StateId], within: StateId) {
        for &state in states {
            self.add_descendants(chart, history, state);
        }
        for &state in states {
            self.add_ancestors(chart, history, state, within);
        }
    }
    /// addAncestorStatesToEnter: what lies between `state` and `within`, neither included.
    fn add_ancestors(&mut self, chart: &Chart, history: &History, state: StateId, within: StateId) {
        let inside = |ancestor: &StateId| chart.is_descendant(*ancestor, within);
        for ancestor in chart.proper_ancestors(state).take_while(inside) {
            self.states.insert(ancestor);
            if chart.kind(ancestor) == Kind::Parallel {
                self.add_other_regions(chart, history, ancestor);
            }
        }
    }
    fn add_other_regions(&mut self, chart: &Chart, history: &History, parallel: StateId) {
        for child in chart.child_states(parallel) {
            if !self.states.meets(chart.descendants(child)) {
                self.add_descendants(chart, history, child);
            }
        }
    }
    /// The history state whose default content runs on the entry of `parent`.
    pub(super) fn default_history(&self, parent: StateId) -> Option<StateId> {
        self.default_histories.iter().find(|(of, _)| *of == parent).map(|(_, history)| *history)
    }
}
