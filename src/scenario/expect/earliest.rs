//! `earliest: { "case/acme": { "decide": "2024-08-01" } }`: the first lawful day of an event.

use super::mismatch::Comparison;
use crate::calendar::Day;
use crate::chart::{EventId, candidates};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::InstanceId;
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::{dated, named};
use crate::source::Spanned;
use crate::world::{Engine, World};

/// The first lawful days of an instance's events as they are written.
#[derive(Clone, Debug)]
pub struct Earliest {
    instance: Name,
    days: Vec<(Name, Spanned<Day>)>,
}

/// The first lawful days that are expected.
#[derive(Clone, Debug)]
pub struct PlannedEarliest {
    /// The instance.
    pub instance: PlannedAddress,
    /// Its events with their days.
    pub days: Vec<(EventId, Spanned<Day>)>,
}

impl Earliest {
    pub(super) fn read_all(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Self> {
        let found = named(fields, "earliest", Phrase::Event, problems, |node, problems| {
            let entries = fields::map(node, Phrase::Event, problems);
            let days =
                entries.into_iter().filter_map(|(name, node)| Some((name, dated(node, problems)?)));
            Some(days.collect())
        });
        found.into_iter().map(|(instance, days)| Self { instance, days }).collect()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedEarliest> {
        let instance = naming.address(&self.instance)?;
        let day = |(name, day): &(Name, Spanned<Day>)| Some((naming.event(name)?, day.clone()));
        let days = self.days.iter().filter_map(day).collect();
        Some(PlannedEarliest { instance, days })
    }
}

impl PlannedEarliest {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let Some(id) = with.instance(&self.instance) else { return };
        for (event, day) in &self.days {
            let found = earliest(with.engine, with.world, id, *event);
            if found != Some(day.value) {
                let found =
                    found.map_or(Phrase::NothingWord.into(), |day| Word::Plain(day.to_string()));
                with.differ(day.span, Phrase::OtherEarliest, day.value.to_string(), found);
            }
        }
    }
}

/// The first lawful day of an event: of the transitions that hear it now, the earliest floor.
fn earliest(engine: &Engine<'_>, world: &World, id: InstanceId, event: EventId) -> Option<Day> {
    let instance = world.instance(id);
    let machine = &engine.program.machines[instance.machine];
    let chart = instance.chart.as_ref()?;
    candidates(&machine.chart, chart.configuration(), Some(event))
        .filter_map(|transition| engine.earliest(world, id, transition).ok().flatten())
        .map(|(day, _)| day)
        .min()
}
