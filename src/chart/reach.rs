//! Which states can be active: a search of a graph that may allow more than runs do, never less,
//! since guards are not asked. What is unreachable here is unreachable in every run.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;

use super::state::{Kind, StateId, TransitionId};
use super::structure::{Chart, Plan};
use crate::ident::Id;

/// The states that can be active when only the transitions that `takes` names are taken.
pub fn reached(chart: &Chart, takes: impl Fn(TransitionId) -> bool) -> Vec<StateId> {
    let reach = Reach::new(chart, takes);
    let found = reach.search();
    chart.states().filter(|state| found.holds(Reach::active(*state))).collect()
}

/// The state within which a transition leaves and enters; none where a history decides.
fn domain(chart: &Chart, transition: TransitionId) -> Option<StateId> {
    match &chart.transitions[transition].plan {
        Plan::Fixed { domain, .. } => Some(*domain),
        Plan::ByHistory { domain } => *domain,
        Plan::Targetless => None,
    }
}

/// Two nodes a state: that it is active, and that it was entered as a target, so that its initial
/// transition, of a history state its default, is taken. An edge leads from what is the case to what
/// then may be, and tells the transition that it takes, where it takes one.
pub struct Reach<'c> {
    chart: &'c Chart,
    /// The graph.
    pub graph: DiGraph<(), Option<TransitionId>>,
}

/// The nodes that a search came to.
struct Found {
    nodes: Vec<bool>,
}

impl Found {
    fn holds(&self, node: NodeIndex) -> bool {
        self.nodes.get(node.index()).copied().unwrap_or(false)
    }
}

impl<'c> Reach<'c> {
    /// The graph of a chart in which only the transitions that `takes` names are taken.
    pub fn new(chart: &'c Chart, takes: impl Fn(TransitionId) -> bool) -> Self {
        let count = chart.states().count();
        let mut all = Self { chart, graph: DiGraph::with_capacity(2 * count, 4 * count) };
        for _ in 0..2 * count {
            all.graph.add_node(());
        }
        for state in chart.states() {
            all.contain(state);
        }
        for transition in chart.transitions().filter(|&transition| takes(transition)) {
            let source = chart.source(transition);
            if !chart.kind(source).is_history() {
                let within = domain(chart, transition);
                all.enter(
                    Self::active(source),
                    within,
                    Some(transition),
                    chart.targets(transition),
                );
            }
        }
        // A shallow history restores the children that were active: which of them could be is known
        // only as the search goes on.
        while all.restore(&all.search()) {}
        all
    }
    /// The node that says that a state is active.
    pub fn active(state: StateId) -> NodeIndex {
        NodeIndex::new(2 * state.index())
    }
    fn entered(state: StateId) -> NodeIndex {
        NodeIndex::new(2 * state.index() + 1)
    }
    fn leads(&mut self, from: NodeIndex, to: NodeIndex, by: Option<TransitionId>) {
        self.graph.add_edge(from, to, by);
    }
    fn search(&self) -> Found {
        let mut search = Dfs::new(&self.graph, Self::entered(self.chart.root()));
        let mut found = Found { nodes: vec![false; self.graph.node_count()] };
        while let Some(node) = search.next(&self.graph) {
            if let Some(known) = found.nodes.get_mut(node.index()) {
                *known = true;
            }
        }
        found
    }

    /// What follows from a state's being active or entered.
    fn contain(&mut self, state: StateId) {
        let chart = self.chart;
        if chart.kind(state).is_history() {
            // Without a record the default is taken; a deep record brings back what was active.
            let parent = chart.parent(state);
            for &default in chart.transitions_of(state) {
                self.enter(Self::entered(state), parent, None, chart.targets(default));
            }
            return;
        }
        self.leads(Self::entered(state), Self::active(state), None);
        if let Some(parent) = chart.parent(state) {
            self.leads(Self::active(state), Self::active(parent), None);
        }
        match chart.kind(state) {
            Kind::Compound => {
                self.enter(Self::entered(state), Some(state), None, chart.initial(state));
            }
            Kind::Parallel => {
                for child in chart.child_states(state) {
                    self.leads(Self::entered(state), Self::entered(child), None);
                }
            }
            Kind::Atomic | Kind::Final | Kind::ShallowHistory | Kind::DeepHistory => {}
        }
    }

    /// Entering `targets`: they are entered, and with a parallel state that may be entered on the way,
    /// those of its regions in which no target lies. What lies outside `within` was entered before.
    fn enter(
        &mut self,
        from: NodeIndex,
        within: Option<StateId>,
        by: Option<TransitionId>,
        targets: &[StateId],
    ) {
        let chart = self.chart;
        let holds =
            |outer: StateId, inner: StateId| outer == inner || chart.is_descendant(inner, outer);
        for &target in targets {
            self.leads(from, Self::entered(target), by);
            for ancestor in chart.proper_ancestors(target) {
                let stays = within.is_some_and(|within| !holds(within, ancestor));
                if chart.kind(ancestor) != Kind::Parallel || stays {
                    continue;
                }
                for region in chart.child_states(ancestor) {
                    if !targets.iter().any(|&target| holds(region, target)) {
                        self.leads(from, Self::entered(region), by);
                    }
                }
            }
        }
    }

    /// Adds what shallow histories that were found entered restore; whether that is new.
    fn restore(&mut self, found: &Found) -> bool {
        let chart = self.chart;
        let mut is_new = false;
        for history in chart.states().filter(|&state| chart.kind(state) == Kind::ShallowHistory) {
            let Some(parent) = chart.parent(history) else { continue };
            if !found.holds(Self::entered(history)) {
                continue;
            }
            for child in chart.child_states(parent) {
                if found.holds(Self::active(child)) {
                    let (from, to) = (Self::entered(history), Self::entered(child));
                    if !self.graph.contains_edge(from, to) {
                        self.leads(from, to, None);
                        is_new = true;
                    }
                }
            }
        }
        is_new
    }
}
