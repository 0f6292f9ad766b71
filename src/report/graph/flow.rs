//! Which transitions lead upwards. At each level the states are taken as units: those that lead back
//! to a unit on the way to themselves, begun where their parent begins, lead upwards; all others
//! lead down. So no box is drawn into another's ranks.

use std::collections::{BTreeMap, BTreeSet};

use super::picture::{Picture, PictureState};
use crate::chart::StateId;

/// The pairs of siblings of which the first leads up to the second.
pub(super) struct Flow(BTreeSet<(StateId, StateId)>);

impl Flow {
    /// The flow of a picture.
    pub(super) fn new(picture: &Picture) -> Self {
        let mut leads: BTreeMap<StateId, BTreeSet<StateId>> = BTreeMap::new();
        for edge in &picture.edges {
            for &target in &edge.targets {
                if let Some((from, to)) = units(&picture.root, edge.source, target) {
                    leads.entry(from).or_default().insert(to);
                }
            }
        }
        let mut flow = Self(BTreeSet::new());
        flow.level(&picture.root, &leads);
        picture.root.walk(&mut |state, _| flow.level(state, &leads));
        flow
    }

    /// Whether a line from one state to another leads upwards.
    pub(super) fn rises(&self, picture: &Picture, source: StateId, target: StateId) -> bool {
        units(&picture.root, source, target).is_some_and(|pair| self.0.contains(&pair))
    }

    fn level(&mut self, parent: &PictureState, leads: &BTreeMap<StateId, BTreeSet<StateId>>) {
        let begins = parent.initial.iter().filter_map(|&id| parent.child_with(id));
        let mut done = BTreeSet::new();
        for start in begins.chain(&parent.children) {
            // The units on the way, each with those to which it still leads.
            let mut way: Vec<(StateId, Vec<StateId>)> = Vec::new();
            let mut on_it = BTreeSet::new();
            let mut next = Some(start.id);
            loop {
                if let Some(unit) = next.take().filter(|&unit| done.insert(unit)) {
                    let onwards = leads.get(&unit).into_iter().flatten().rev().copied().collect();
                    way.push((unit, onwards));
                    on_it.insert(unit);
                }
                let Some((unit, onwards)) = way.last_mut() else { break };
                let unit = *unit;
                match onwards.pop() {
                    Some(to) if on_it.contains(&to) => {
                        self.0.insert((unit, to));
                    }
                    Some(to) => next = Some(to),
                    None => {
                        way.pop();
                        on_it.remove(&unit);
                    }
                }
            }
        }
    }
}

/// The siblings in which two states lie; nothing where one lies in the other.
fn units(root: &PictureState, source: StateId, target: StateId) -> Option<(StateId, StateId)> {
    let around = root.around(source, target);
    let (from, to) = (around.child_with(source)?.id, around.child_with(target)?.id);
    (from != to).then_some((from, to))
}
