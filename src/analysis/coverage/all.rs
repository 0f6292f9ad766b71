//! What all stories together came to, for the reasons why something was never seen.

use std::collections::{BTreeMap, BTreeSet};

use super::near::Nearest;
use super::walk::{Trail, Tried};
use crate::calendar::Day;
use crate::chart::{StateId, TransitionId};
use crate::rule::MachineId;

/// What is known of all stories, for reasons.
#[derive(Default)]
pub(super) struct All {
    pub nearest: Nearest,
    /// The shortest story that entered each state: its position, its length, the day.
    pub stood: BTreeMap<(MachineId, StateId), (usize, usize, Day)>,
    pub opened: BTreeSet<MachineId>,
    pub asked: BTreeMap<(MachineId, TransitionId), (usize, Tried)>,
    pub shadowed: BTreeMap<(MachineId, TransitionId), (usize, TransitionId)>,
}

impl All {
    pub(super) fn take(&mut self, trail: Trail, story: usize) {
        let length = trail.length;
        for (of, day) in trail.states {
            let known = self.stood.get(&of);
            if known.is_none_or(|(_, known, _)| length < *known) {
                self.stood.insert(of, (story, length, day));
            }
        }
        self.opened.extend(trail.opened);
        for (of, tried) in trail.asked {
            let known = self.asked.get(&of);
            if known.is_none_or(|(_, known)| tried.hindrances() < known.hindrances()) {
                self.asked.insert(of, (story, tried));
            }
        }
        for (of, by) in trail.shadowed {
            self.shadowed.entry(of).or_insert((story, by));
        }
        self.nearest.take_all(trail.nearest, story);
    }
}
