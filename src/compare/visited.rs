//! Where a story came by: the states in which something stood, so that a change of what no state it
//! came by asks or does need not be played.

use std::collections::BTreeSet;

use crate::chart::StateId;
use crate::program::Program;
use crate::rule::MachineId;
use crate::world::journal::{Journal, What};
use crate::world::{Reason, Undone, World};

/// States of machines.
pub type States = BTreeSet<(MachineId, StateId)>;

/// The states that a journal tells of: those in which something stood, and with them those in which
/// something may have asked. Where something was undone its machine is taken whole: what it asked
/// before it was undone is not told.
pub fn visited(journal: &Journal, world: &World, program: &Program) -> (States, States) {
    let mut found = States::new();
    let mut whole = BTreeSet::new();
    for entry in &journal.entries {
        match &entry.what {
            What::Moved { instance, entered, .. } => {
                let machine = world.machine_of(*instance);
                found.extend(entered.iter().map(|&state| (machine, state)));
                found.insert((machine, program.machines[machine].chart.root()));
            }
            What::Refused { address, reasons, undone, .. } => {
                whole.extend(address.parts.iter().map(|part| part.machine));
                tried(reasons, undone, &mut whole);
            }
            What::Idle { reasons, undone, .. } | What::Unheard { reasons, undone, .. } => {
                tried(reasons, undone, &mut whole);
            }
            _ => {}
        }
    }
    let stood = found.clone();
    for machine in whole {
        found.extend(program.machines[machine].chart.states().map(|state| (machine, state)));
    }
    (stood, found)
}

/// The same states as another program counts them; those that it does not have are left out.
pub(super) fn counted_by(states: &States, own: &Program, other: &Program) -> States {
    let counted = states.iter().filter_map(|&(machine, state)| {
        let known = &own.machines[machine];
        let id = other.machine(&known.name)?;
        let name = &known.states[state].name;
        let (state, _) = other.machines[id].states.find(|info| info.name == *name)?;
        Some((id, state))
    });
    counted.collect()
}

fn tried(reasons: &[Reason], undone: &Undone, whole: &mut BTreeSet<MachineId>) {
    whole.extend(undone.iter().flat_map(|(_, address)| &address.parts).map(|part| part.machine));
    for reason in reasons {
        match reason {
            Reason::Sent { machine, reasons, .. } => {
                whole.extend(*machine);
                tried(reasons, &Vec::new(), whole);
            }
            Reason::NoInstance(machine) => whole.extend(*machine),
            _ => {}
        }
    }
}
