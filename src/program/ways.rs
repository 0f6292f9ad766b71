//! The ways of a machine as it is written: which state comes before which, guards not asked.
//!
//! A node is a state without children; an edge leads from it to what its transitions, or those of the
//! states around it, enter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use petgraph::Direction;
use petgraph::algo::dominators::simple_fast;
use petgraph::graphmap::DiGraphMap;

use crate::chart::StateId;
use crate::ident::Id;
use crate::policy::{Machine, State, StateKind, Transition};

/// Which states a machine can go through between two others.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    leaves: Leaves,
    begin: BTreeSet<usize>,
    graph: DiGraphMap<usize, ()>,
    /// The graph without ways back; made when it is asked for.
    forward: OnceLock<DiGraphMap<usize, ()>>,
}

/// The states without children, in document order.
#[derive(Clone, Debug, Default)]
struct Leaves {
    all: Vec<usize>,
    /// Of each state, which of them lie below it; itself, where it is one.
    below: Vec<Range<usize>>,
}

impl Leaves {
    fn below(&self, at: usize) -> &[usize] {
        self.below.get(at).and_then(|range| self.all.get(range.clone())).unwrap_or_default()
    }
}

impl Ways {
    /// The ways of a machine; its states count in document order, the machine itself first.
    pub fn of(machine: &Machine) -> Self {
        let written = Written::of(machine);
        let mut graph = DiGraphMap::new();
        for &leaf in &written.leaves.all {
            graph.add_node(leaf);
            let around = std::iter::successors(Some(leaf), |&at| written.parent(at));
            let transitions = around.flat_map(|at| written.transitions(at));
            for target in transitions.flat_map(|transition| &transition.target) {
                let entered = written.named(&target.value).map(|at| written.entered(at, 0));
                for next in entered.into_iter().flatten() {
                    graph.add_edge(leaf, next, ());
                }
            }
        }
        let begin = written.entered(0, 0);
        Self { leaves: written.leaves, begin, graph, forward: OnceLock::new() }
    }

    /// The states without children on a way from one state, or from the beginning, to another, that
    /// other not yet entered. A way back, to a state through which every way leads, does not count:
    /// whoever withdrew and may begin again is not on the way.
    pub fn before(&self, from: Option<&[StateId]>, until: &[StateId]) -> Vec<StateId> {
        let below = |states: &[StateId]| -> BTreeSet<usize> {
            let all = states.iter().flat_map(|state| self.leaves.below(state.index()));
            all.copied().collect()
        };
        let (begin, end) = (from.map_or_else(|| self.begin.clone(), below), below(until));
        let (mut ahead, mut back) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting: Vec<usize> = begin.difference(&end).copied().collect();
        while let Some(leaf) = waiting.pop() {
            if ahead.insert(leaf) {
                let next = self.forward().neighbors(leaf);
                waiting.extend(next.filter(|next| !end.contains(next)));
            }
        }
        let mut waiting: Vec<usize> = end.into_iter().collect();
        while let Some(leaf) = waiting.pop() {
            if back.insert(leaf) {
                waiting.extend(self.forward().neighbors_directed(leaf, Direction::Incoming));
            }
        }
        ahead.intersection(&back).map(|&leaf| StateId::new(leaf)).collect()
    }

    /// The states that lie on a way from one of these to another of them and are none of them. A way
    /// back, to a state through which every way leads, is no way between.
    pub fn left_out(&self, states: &[StateId]) -> Vec<StateId> {
        let below = states.iter().flat_map(|state| self.leaves.below(state.index()));
        let listed: BTreeSet<usize> = below.copied().collect();
        let (before, after) = (
            self.listed_on_the_way(&listed, Direction::Outgoing),
            self.listed_on_the_way(&listed, Direction::Incoming),
        );
        let between = |leaf: &usize| {
            let sides = before.get(leaf).zip(after.get(leaf));
            sides.is_some_and(|(before, after)| before.differs_from(*after))
        };
        let all = self.leaves.all.iter();
        all.filter(|leaf| !listed.contains(leaf))
            .filter(|leaf| between(leaf))
            .map(|&leaf| StateId::new(leaf))
            .collect()
    }

    /// Which listed states have a way to each state, or, against the ways, a way from it. Two are
    /// enough to know: whatever one is on the other side, one of two is another.
    fn listed_on_the_way(
        &self,
        listed: &BTreeSet<usize>,
        direction: Direction,
    ) -> BTreeMap<usize, Two> {
        let graph = self.forward();
        let mut met: BTreeMap<usize, Two> = BTreeMap::new();
        let mut waiting: Vec<(usize, usize)> = listed.iter().map(|&one| (one, one)).collect();
        while let Some((at, of)) = waiting.pop() {
            if met.entry(at).or_default().add(of) {
                waiting.extend(graph.neighbors_directed(at, direction).map(|next| (next, of)));
            }
        }
        met
    }

    /// The graph without the edges that lead back to a state through which every way leads.
    fn forward(&self) -> &DiGraphMap<usize, ()> {
        self.forward.get_or_init(|| {
            let mut graph = self.graph.clone();
            // The root, never a leaf, stands for the beginning.
            for &first in &self.begin {
                graph.add_edge(0, first, ());
            }
            let through = Through::of(&graph);
            for (from, to, ()) in self.graph.all_edges() {
                if through.leads(to, from) {
                    graph.remove_edge(from, to);
                }
            }
            graph.remove_node(0);
            graph
        })
    }
}

/// Up to two different states.
#[derive(Clone, Copy, Debug, Default)]
struct Two(Option<usize>, Option<usize>);

impl Two {
    /// Adds one; whether it is new and there was room.
    fn add(&mut self, one: usize) -> bool {
        match self {
            Self(None, _) => self.0 = Some(one),
            Self(Some(first), None) if *first != one => self.1 = Some(one),
            _ => return false,
        }
        true
    }
    /// Whether one of these and one of the others are two.
    fn differs_from(self, other: Self) -> bool {
        let (one, two) = (self.0.is_some(), other.0.is_some());
        one && two && (self.1.is_some() || other.1.is_some() || self.0 != other.0)
    }
}

/// Through which states every way to a state leads: those above it in the tree of dominators, which
/// is walked once, so that above is a question of two numbers.
struct Through {
    /// When the walk came to a state and when it left all below it.
    walked: BTreeMap<usize, (usize, usize)>,
}

impl Through {
    /// Of a graph that begins at 0.
    fn of(graph: &DiGraphMap<usize, ()>) -> Self {
        let dominators = simple_fast(graph, 0);
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in graph.nodes() {
            if let Some(above) = dominators.immediate_dominator(node) {
                below.entry(above).or_default().push(node);
            }
        }
        let (mut walked, mut clock) = (BTreeMap::new(), 0);
        let mut waiting = vec![(0, false)];
        while let Some((node, is_left)) = waiting.pop() {
            clock += 1;
            if is_left {
                walked.entry(node).and_modify(|(_, left)| *left = clock);
                continue;
            }
            walked.insert(node, (clock, clock));
            waiting.push((node, true));
            waiting.extend(below.get(&node).into_iter().flatten().map(|&inner| (inner, false)));
        }
        Self { walked }
    }
    /// Whether every way to `state`, which may be reached, leads through `above` or is it.
    fn leads(&self, above: usize, state: usize) -> bool {
        let both = self.walked.get(&above).zip(self.walked.get(&state));
        both.is_some_and(|(above, state)| above.0 <= state.0 && state.1 <= above.1)
    }
}

/// The most levels of states that are followed into one another.
const DEEPEST: usize = 64;

struct Written<'m> {
    nodes: Vec<Node<'m>>,
    /// The first state of each name.
    names: BTreeMap<&'m str, usize>,
    leaves: Leaves,
}

struct Node<'m> {
    state: &'m State,
    parent: Option<usize>,
    /// Without history states.
    children: Vec<usize>,
}

impl<'m> Written<'m> {
    fn of(machine: &'m Machine) -> Self {
        let (nodes, names) = (Vec::new(), BTreeMap::new());
        let mut written = Self { nodes, names, leaves: Leaves::default() };
        written.add(&machine.root, None);
        written
    }
    fn add(&mut self, state: &'m State, parent: Option<usize>) {
        let at = self.nodes.len();
        let is_history = matches!(state.kind, StateKind::History | StateKind::DeepHistory);
        if let Some(above) = parent {
            self.names.entry(&state.name.value).or_insert(at);
            if let Some(above) = self.nodes.get_mut(above).filter(|_| !is_history) {
                above.children.push(at);
            }
        }
        self.nodes.push(Node { state, parent, children: Vec::new() });
        let first = self.leaves.all.len();
        if parent.is_some() && state.states.is_empty() && !is_history {
            self.leaves.all.push(at);
        }
        self.leaves.below.push(first..first);
        state.states.iter().for_each(|child| self.add(child, Some(at)));
        let end = self.leaves.all.len();
        if let Some(below) = self.leaves.below.get_mut(at) {
            below.end = end;
        }
    }
    fn parent(&self, at: usize) -> Option<usize> {
        self.nodes.get(at).and_then(|node| node.parent)
    }
    fn transitions(&self, at: usize) -> impl Iterator<Item = &'m Transition> + use<'m> {
        self.nodes.get(at).map(|node| &node.state.transitions).into_iter().flatten()
    }
    fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }
    /// The states without children in which a state begins.
    fn entered(&self, at: usize, depth: usize) -> BTreeSet<usize> {
        let Some(node) = self.nodes.get(at).filter(|_| depth < DEEPEST) else {
            return BTreeSet::new();
        };
        let Node { state, parent, children } = node;
        match state.kind {
            // What a history brings back is anything below its parent.
            StateKind::History | StateKind::DeepHistory => {
                let below = parent.map(|parent| self.leaves.below(parent).iter().copied());
                below.into_iter().flatten().collect()
            }
            _ if state.states.is_empty() => BTreeSet::from([at]),
            StateKind::Parallel => {
                children.iter().flat_map(|&child| self.entered(child, depth + 1)).collect()
            }
            StateKind::Plain | StateKind::Final => {
                let written = state.initial.iter().filter_map(|name| self.named(&name.value));
                let first = children.first().copied().filter(|_| state.initial.is_empty());
                written.chain(first).flat_map(|child| self.entered(child, depth + 1)).collect()
            }
        }
    }
}
