//! What is noted while a story is played: which entries of the journal belong to which line, and the
//! first lawful days as they stand when an instance has moved.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{Matter, Outcome, Titled};
use super::telling::Telling;
use crate::calendar::Day;
use crate::chart::EventId;
use crate::program::TimerSpan;
use crate::rule::InstanceId;
use crate::scenario::Watched;
use crate::world::journal::{Journal, What};

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
    /// The first lawful days of the events of instances, each change of a day once.
    first_days: BTreeMap<(InstanceId, EventId), Vec<Day>>,
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
            for &transition in machine.chart.transitions_of(state) {
                let written = &machine.transitions[transition];
                if written.floor.is_none() {
                    continue;
                }
                let Ok(Some((day, _))) = watched.engine.earliest(watched.world, id, transition)
                else {
                    continue;
                };
                for &event in &written.events {
                    let days = self.first_days.entry((id, event)).or_default();
                    if days.last() != Some(&day) {
                        days.push(day);
                    }
                }
            }
        }
    }

    /// Adds the first lawful days that were noted, and the last days of the terms that began.
    pub fn days(&self, telling: &mut Telling<'_>) {
        for (&(id, event), days) in &self.first_days {
            let info = &telling.program.events[event];
            let titled = Titled::new(&info.name, &info.title);
            let (subject, address) = (telling.world.instance(id).subject, telling.address(id));
            for &day in days {
                let matter = |nth| Matter::FirstDay(titled.clone(), address.clone(), nth);
                telling.add_nth(subject, matter, Outcome::From(day));
            }
        }
        for entry in &telling.journal.entries {
            let What::TimerSet { instance, transition, last, .. } = &entry.what else { continue };
            let machine = &telling.program.machines[telling.world.machine_of(*instance)];
            let Some(timer) = &machine.transitions[*transition].timer else { continue };
            let titled = match (&timer.span, &timer.name) {
                (TimerSpan::Parameter(parameter, ..), _) => {
                    let info = &telling.program.parameters[*parameter];
                    Titled::new(&info.name, &info.title)
                }
                (_, name) => {
                    let written = &machine.transitions[*transition].title;
                    Titled::new(name.as_deref().unwrap_or(""), written)
                }
            };
            let subject = telling.world.instance(*instance).subject;
            let address = telling.address(*instance);
            let matter = |nth| Matter::LastDay(titled.clone(), address.clone(), nth);
            telling.add_nth(subject, matter, Outcome::Until(*last));
        }
    }
}
