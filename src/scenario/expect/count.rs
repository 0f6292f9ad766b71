//! `counts: { "seat": { "upper": 1 } }`: how many instances of a machine are in a state, exactly.

use super::mismatch::Comparison;
use crate::chart::StateId;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::MachineId;
use crate::scenario::naming::Naming;
use crate::scenario::notation::named;
use crate::scenario::value::unknown_titled;
use crate::source::Spanned;

/// Numbers by state as they are written.
#[derive(Clone, Debug)]
pub struct Counts {
    machine: Name,
    states: Vec<(Name, Spanned<i64>)>,
}

/// How many instances of a machine are expected in states.
#[derive(Clone, Debug)]
pub struct PlannedCounts {
    /// The machine.
    pub machine: MachineId,
    /// The states, each with the number.
    pub states: Vec<(StateId, Spanned<i64>)>,
}

impl Counts {
    pub(super) fn read_all(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Self> {
        let found = named(fields, "counts", Phrase::Machine, problems, |node, problems| {
            let states = fields::map(node, Phrase::State, problems);
            let counted = states.into_iter().filter_map(|(state, node)| {
                let count = fields::count(node, i64::from(u32::MAX), problems)?;
                Some((state, Spanned::new(count, node.span)))
            });
            Some(counted.collect::<Vec<_>>())
        });
        found.into_iter().map(|(machine, states)| Self { machine, states }).collect()
    }

    /// Whether nothing is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedCounts> {
        let Some(machine) = naming.program.machine(&self.machine) else {
            let known = naming.program.machines.iter();
            let known = known.map(|machine| (machine.name.as_str(), &machine.title));
            unknown_titled(&self.machine, Phrase::Machine, known, &mut naming.problems);
            return None;
        };
        let state = |(name, count): &(Name, Spanned<i64>)| {
            Some((naming.state(machine, name)?, count.clone()))
        };
        let states = self.states.iter().filter_map(state).collect();
        Some(PlannedCounts { machine, states })
    }
}

impl PlannedCounts {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        for (state, wanted) in &self.states {
            let own = with.world.instances().filter(|(_, one)| one.machine == self.machine);
            let count = own
                .filter(|(_, one)| {
                    one.chart.as_ref().is_some_and(|chart| chart.configuration().contains(*state))
                })
                .count();
            if i64::try_from(count) != Ok(wanted.value) {
                let found = Word::Plain(count.to_string());
                with.differ(wanted.span, Phrase::OtherCount, wanted.value.to_string(), found);
            }
        }
    }
}
