//! The ways of a machine as it is written: which state comes before which, guards not asked.
//!
//! A node is a state without children; an edge leads from it to what its transitions, or those of the
//! states around it, enter.

use std::collections::BTreeSet;

use petgraph::algo::dominators::simple_fast;
use petgraph::graphmap::DiGraphMap;
use petgraph::visit::{Bfs, Reversed};

use crate::chart::StateId;
use crate::ident::Id;
use crate::policy::{Machine, State, StateKind, Transition};

/// Which states a machine can go through between two others.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Below each state, itself included, those without children.
    leaves: Vec<BTreeSet<usize>>,
    begin: BTreeSet<usize>,
    graph: DiGraphMap<usize, ()>,
}

impl Ways {
    /// The ways of a machine; its states count in document order, the machine itself first.
    pub fn of(machine: &Machine) -> Self {
        let mut written = Written { nodes: Vec::new() };
        written.add(&machine.root, None);
        let leaves: Vec<BTreeSet<usize>> =
            (0..written.nodes.len()).map(|at| written.leaves(at).collect()).collect();
        let mut graph = DiGraphMap::new();
        for &leaf in leaves.first().into_iter().flatten() {
            graph.add_node(leaf);
            let around = std::iter::successors(Some(leaf), |&at| written.parent(at));
            let transitions = around.flat_map(|at| written.transitions(at));
            for target in transitions.flat_map(|transition| &transition.target) {
                for next in written
                    .named(&target.value)
                    .map(|at| written.entered(at, 0))
                    .into_iter()
                    .flatten()
                {
                    graph.add_edge(leaf, next, ());
                }
            }
        }
        Self { leaves, begin: written.entered(0, 0), graph }
    }

    /// The states without children on a way from one state, or from the beginning, to another, that
    /// other not yet entered. A way back, to a state through which every way leads, does not count:
    /// whoever withdrew and may begin again is not on the way.
    pub fn before(&self, from: Option<StateId>, until: StateId) -> Vec<StateId> {
        let none = BTreeSet::new();
        let below = |state: StateId| self.leaves.get(state.index()).unwrap_or(&none);
        let (begin, end) = (from.map_or(&self.begin, below), below(until));
        let forward = self.forward();
        let mut ahead: BTreeSet<usize> = BTreeSet::new();
        let mut waiting: Vec<usize> = begin.difference(end).copied().collect();
        while let Some(leaf) = waiting.pop() {
            if ahead.insert(leaf) {
                waiting.extend(forward.neighbors(leaf).filter(|next| !end.contains(next)));
            }
        }
        let arrives = |leaf: &usize| {
            if !forward.contains_node(*leaf) {
                return false;
            }
            let mut search = Bfs::new(&forward, *leaf);
            std::iter::from_fn(|| search.next(&forward)).any(|next| end.contains(&next))
        };
        ahead.into_iter().filter(arrives).map(StateId::new).collect()
    }

    /// The states that lie on a way from one of these to another of them and are none of them. A way
    /// back, to a state through which every way leads, is no way between.
    pub fn left_out(&self, states: &[StateId]) -> Vec<StateId> {
        let listed: BTreeSet<usize> = states
            .iter()
            .filter_map(|state| self.leaves.get(state.index()))
            .flatten()
            .copied()
            .collect();
        let forward = self.forward();
        let reach = |leaf: usize, back: bool| -> BTreeSet<usize> {
            if !forward.contains_node(leaf) {
                return BTreeSet::new();
            }
            if back {
                let reversed = Reversed(&forward);
                let mut search = Bfs::new(reversed, leaf);
                std::iter::from_fn(|| search.next(reversed)).collect()
            } else {
                let mut search = Bfs::new(&forward, leaf);
                std::iter::from_fn(|| search.next(&forward)).collect()
            }
        };
        let between = |leaf: &usize| {
            let before: BTreeSet<usize> =
                reach(*leaf, true).intersection(&listed).copied().collect();
            let after: BTreeSet<usize> =
                reach(*leaf, false).intersection(&listed).copied().collect();
            before.iter().any(|one| after.iter().any(|other| one != other))
        };
        let all = self.leaves.first().into_iter().flatten();
        all.filter(|leaf| !listed.contains(leaf))
            .filter(|leaf| between(leaf))
            .map(|&leaf| StateId::new(leaf))
            .collect()
    }

    /// The graph without the edges that lead back to a state through which every way leads.
    fn forward(&self) -> DiGraphMap<usize, ()> {
        let mut graph = self.graph.clone();
        // The root, never a leaf, stands for the beginning.
        self.begin.iter().for_each(|&first| {
            graph.add_edge(0, first, ());
        });
        let dominators = simple_fast(&graph, 0);
        let back: Vec<(usize, usize)> = self
            .graph
            .all_edges()
            .filter(|&(from, to, ())| {
                dominators.dominators(from).is_some_and(|mut above| above.any(|one| one == to))
            })
            .map(|(from, to, ())| (from, to))
            .collect();
        for (from, to) in back {
            graph.remove_edge(from, to);
        }
        graph.remove_node(0);
        graph
    }
}

/// The most levels of states that are followed into one another.
const DEEPEST: usize = 64;

struct Written<'m> {
    nodes: Vec<(&'m State, Option<usize>)>,
}

impl<'m> Written<'m> {
    fn add(&mut self, state: &'m State, parent: Option<usize>) {
        let at = self.nodes.len();
        self.nodes.push((state, parent));
        state.states.iter().for_each(|child| self.add(child, Some(at)));
    }
    fn parent(&self, at: usize) -> Option<usize> {
        self.nodes.get(at).and_then(|(_, parent)| *parent)
    }
    fn transitions(&self, at: usize) -> impl Iterator<Item = &'m Transition> + use<'m> {
        self.nodes.get(at).map(|(state, _)| &state.transitions).into_iter().flatten()
    }
    fn named(&self, name: &str) -> Option<usize> {
        self.nodes.iter().skip(1).position(|(state, _)| state.name.value == name).map(|at| at + 1)
    }
    fn children(&self, at: usize) -> impl Iterator<Item = usize> + use<'_, 'm> {
        let is_history = |kind| matches!(kind, StateKind::History | StateKind::DeepHistory);
        let all = self.nodes.iter().enumerate();
        all.filter(move |(_, (state, parent))| *parent == Some(at) && !is_history(state.kind))
            .map(|(child, _)| child)
    }
    fn leaves(&self, at: usize) -> impl Iterator<Item = usize> + use<'_, 'm> {
        let inside = move |leaf: &usize| {
            std::iter::successors(Some(*leaf), |&state| self.parent(state)).any(|state| state == at)
        };
        let childless = |(leaf, (state, _)): (usize, &(&State, Option<usize>))| {
            let is_history = matches!(state.kind, StateKind::History | StateKind::DeepHistory);
            (leaf > 0 && state.states.is_empty() && !is_history).then_some(leaf)
        };
        self.nodes.iter().enumerate().filter_map(childless).filter(inside)
    }
    /// The states without children in which a state begins.
    fn entered(&self, at: usize, depth: usize) -> BTreeSet<usize> {
        let Some((state, parent)) = self.nodes.get(at).filter(|_| depth < DEEPEST) else {
            return BTreeSet::new();
        };
        match state.kind {
            // What a history brings back is anything below its parent.
            StateKind::History | StateKind::DeepHistory => {
                parent.map(|parent| self.leaves(parent).collect()).unwrap_or_default()
            }
            _ if state.states.is_empty() => BTreeSet::from([at]),
            StateKind::Parallel => {
                self.children(at).flat_map(|child| self.entered(child, depth + 1)).collect()
            }
            StateKind::Plain | StateKind::Final => {
                let written = state.initial.iter().filter_map(|name| self.named(&name.value));
                let first = self.children(at).next().filter(|_| state.initial.is_empty());
                written.chain(first).flat_map(|child| self.entered(child, depth + 1)).collect()
            }
        }
    }
}
