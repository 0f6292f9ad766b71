//! Which states a machine can be in: a search of a graph that may allow more than runs do, never
//! less, since guards are not asked.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;

use crate::chart::{Chart, Kind, StateId, TransitionId};
use crate::ident::Id;

/// The states that can be active when only the transitions that `takes` names are taken.
pub(super) fn reached(chart: &Chart, takes: impl Fn(TransitionId) -> bool) -> Vec<StateId> {
    let graph = Graph::new(chart, takes);
    let mut search = Dfs::new(&graph.graph, Graph::entered(chart.root()));
    let mut found = Vec::new();
    while let Some(node) = search.next(&graph.graph) {
        found.push(node.index());
    }
    let is_active = |state: &StateId| found.contains(&Graph::active(*state).index());
    chart.states().filter(is_active).collect()
}

/// Two nodes a state: that it is active, and that it was entered as a target, so that its initial
/// transition is taken. An edge leads from what is the case to what then may be.
/// An edge tells the transition that it takes, where it takes one.
pub(super) struct Graph<'c> {
    chart: &'c Chart,
    pub(super) graph: DiGraph<(), Option<TransitionId>>,
}

impl<'c> Graph<'c> {
    /// The graph of a chart in which only the transitions that `takes` names are taken.
    pub(super) fn new(chart: &'c Chart, takes: impl Fn(TransitionId) -> bool) -> Self {
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
            // The default of a history state is taken when that state is entered.
            let from = match chart.kind(source).is_history() {
                true => Self::entered(source),
                false => Self::active(source),
            };
            all.enter(from, source, Some(transition), chart.targets(transition));
        }
        all
    }
    pub(super) fn active(state: StateId) -> NodeIndex {
        NodeIndex::new(2 * state.index())
    }
    fn entered(state: StateId) -> NodeIndex {
        NodeIndex::new(2 * state.index() + 1)
    }
    fn leads(&mut self, from: NodeIndex, to: NodeIndex, by: Option<TransitionId>) {
        self.graph.add_edge(from, to, by);
    }

    /// What follows from a state's being active or entered.
    fn contain(&mut self, state: StateId) {
        let chart = self.chart;
        if chart.kind(state).is_history() {
            return;
        }
        self.leads(Self::entered(state), Self::active(state), None);
        if let Some(parent) = chart.parent(state) {
            self.leads(Self::active(state), Self::active(parent), None);
        }
        match chart.kind(state) {
            Kind::Compound => {
                self.enter(Self::entered(state), state, None, chart.initial(state));
            }
            Kind::Parallel => {
                for child in chart.child_states(state) {
                    self.leads(Self::entered(state), Self::entered(child), None);
                }
            }
            Kind::Atomic | Kind::Final | Kind::ShallowHistory | Kind::DeepHistory => {}
        }
    }

    /// Entering `targets` from `source`: they are entered, and with a parallel state that is entered
    /// on the way, those of its regions in which no target lies.
    fn enter(
        &mut self,
        from: NodeIndex,
        source: StateId,
        by: Option<TransitionId>,
        targets: &[StateId],
    ) {
        let chart = self.chart;
        let holds =
            |outer: StateId, inner: StateId| outer == inner || chart.is_descendant(inner, outer);
        for &target in targets {
            self.leads(from, Self::entered(target), by);
            for ancestor in chart.proper_ancestors(target) {
                let stays = chart.is_descendant(source, ancestor);
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
}
