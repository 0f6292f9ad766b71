//! `states: { "edition/2024": "open" }`: the state in which an instance is. A single one is active,
//! a list names all the innermost ones. `missing` names instances that do not exist.

use super::mismatch::Comparison;
use crate::chart::StateId;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::named;
use crate::scenario::resolve::resolve;
use crate::source::Shape;

/// States as they are written.
#[derive(Clone, Debug)]
pub struct States {
    instance: Name,
    states: Vec<Name>,
    /// Whether they are all the innermost ones.
    all: bool,
}

/// The states in which an instance is expected.
#[derive(Clone, Debug)]
pub struct PlannedStates {
    /// The instance.
    pub instance: PlannedAddress,
    /// The states.
    pub states: Vec<StateId>,
    /// Whether they are all the innermost ones.
    pub all: bool,
}

impl States {
    pub(super) fn read_all(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Self> {
        let found = named(fields, "states", Phrase::State, problems, |node, problems| {
            let all = matches!(node.shape, Shape::List(_));
            Some((fields::names(node, problems), all))
        });
        found.into_iter().map(|(instance, (states, all))| Self { instance, states, all }).collect()
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedStates> {
        let (instance, machine) = naming.led(&self.instance)?;
        let states = self.states.iter().filter_map(|state| naming.state(machine, state)).collect();
        Some(PlannedStates { instance, states, all: self.all })
    }
}

impl PlannedStates {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let Some(id) = with.instance(&self.instance) else { return };
        let instance = with.world.instance(id);
        let machine = &with.program().machines[instance.machine];
        let Some(chart) = &instance.chart else { return };
        let atomic: Vec<_> = chart.configuration().atomic_states(&machine.chart).collect();
        let active = |state: &StateId| chart.configuration().contains(*state);
        let fits =
            self.states.iter().all(active) && (!self.all || self.states.len() == atomic.len());
        if !fits {
            let name = |state: &StateId| machine.states[*state].name.clone();
            let wanted = Comparison::listed(self.states.iter().map(name));
            let found = Comparison::listed(atomic.iter().map(name));
            with.differ(self.instance.at, Phrase::OtherStates, wanted, found);
        }
    }
}

/// Compares: there is no instance at the address.
pub(super) fn compare_missing(address: &PlannedAddress, with: &mut Comparison<'_>) {
    let found = match resolve(with.program(), with.world, address) {
        Ok(id) => vec![id],
        Err(candidates) => candidates,
    };
    if !found.is_empty() {
        let found = with.addresses(&found);
        with.differ(address.at, Phrase::InstanceThere, Phrase::NothingWord, found);
    }
}
