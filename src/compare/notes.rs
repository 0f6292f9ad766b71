//! What is noted while a story is played: which entries of the journal belong to which line, and the
//! first lawful days as they stand when an instance has moved.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Day;
use crate::chart::{EventId, TransitionId};
use crate::rule::InstanceId;
use crate::scenario::Watched;
use crate::world::Reason;
use crate::world::deciding;
use crate::world::journal::{Journal, What};

/// The first lawful days of the events of instances: the day, the transition that has it, and the entry
/// of the journal behind which it stands.
type FirstDays = BTreeMap<(InstanceId, EventId), Vec<(Day, TransitionId, usize)>>;

/// A line that was played.
pub(super) struct Line {
    /// Its position in the story.
    pub at: usize,
    /// The entries of the journal since the line before: from, to.
    pub entries: (usize, usize),
    /// Whether what it tells was accepted; none where it tells nothing that could be refused.
    pub accepted: Option<bool>,
}

/// The notes.
#[derive(Default)]
pub(super) struct Notes {
    pub lines: Vec<Line>,
    /// How many entries were looked at.
    pub seen: usize,
    /// The lines that were put off: the line, its day, and why it was refused on the written one.
    pub moved: Vec<(usize, Day, Vec<Reason>)>,
    /// The first lawful days of the events of instances, each change of a day once.
    pub first_days: FirstDays,
}

impl Notes {
    /// Notes what the line before brought.
    pub fn note(&mut self, watched: &Watched<'_, Journal>) {
        let entries = watched.journal.entries.get(self.seen..).unwrap_or_default();
        let moved: BTreeSet<InstanceId> = entries
            .iter()
            .filter_map(|entry| match &entry.what {
                What::Moved { instance, .. } => Some(*instance),
                _ => None,
            })
            .collect();
        for id in moved {
            self.first_days_of(id, watched);
        }
        let to = watched.journal.entries.len();
        if let Some((at, accepted)) = watched.line {
            self.lines.push(Line { at, entries: (self.seen, to), accepted });
            self.seen = to;
        }
    }

    fn first_days_of(&mut self, id: InstanceId, watched: &Watched<'_, Journal>) {
        let instance = watched.world.instance(id);
        let machine = &watched.engine.program.machines[instance.machine];
        let Some(chart) = &instance.chart else { return };
        for state in chart.configuration().iter() {
            for transition in deciding::standing(watched.engine.program, watched.world, id, state) {
                let written = &machine.transitions[transition];
                if written.floor.is_none() {
                    continue;
                }
                let Ok(Some((day, _))) = watched.engine.earliest(watched.world, id, transition)
                else {
                    continue;
                };
                let last = watched.journal.entries.len().saturating_sub(1);
                for &event in &written.events {
                    let days = self.first_days.entry((id, event)).or_default();
                    if days.last().map(|(known, ..)| *known) != Some(day) {
                        days.push((day, transition, last));
                    }
                }
            }
        }
    }
}
