//! By what a story came: the steps that were taken or refused, the states that were entered, the rules
//! that were asked.

use crate::chart::TransitionId;
use crate::compare::{Element, Elements, transition_name};
use crate::program::Program;
use crate::rule::MachineId;
use crate::scenario::Played;
use crate::world::Reason;
use crate::world::journal::{GuardReport, What};

/// The elements that a story touched.
pub fn trail(program: &Program, played: &Played) -> Elements {
    let mut found = Elements::new();
    for entry in &played.journal.entries {
        match &entry.what {
            What::Moved { instance, transitions, guards, entered, .. } => {
                let machine = played.world.machine_of(*instance);
                for &id in transitions {
                    found.insert(transition_name(program, &program.machines[machine], id));
                }
                for &state in entered {
                    let info = &program.machines[machine];
                    let name = info.states[state].name.clone();
                    found.insert(Element::State(info.name.clone(), name));
                }
                asked(program, guards, &mut found);
            }
            What::Refused { address, reasons, guards, .. } => {
                asked(program, guards, &mut found);
                if let Some(part) = address.parts.last() {
                    refused(program, part.machine, reasons, &mut found);
                }
            }
            What::Idle { guards, .. } => asked(program, guards, &mut found),
            What::Selection(report) => {
                let name = program.selections[report.selection].name.clone();
                found.insert(Element::Selection(name));
            }
            _ => {}
        }
    }
    found
}

fn asked(program: &Program, guards: &[GuardReport], found: &mut Elements) {
    let named = guards.iter().map(|report| program.rules[report.rule].name.clone());
    found.extend(named.map(Element::Rule));
}

fn refused(program: &Program, machine: MachineId, reasons: &[Reason], found: &mut Elements) {
    let info = &program.machines[machine];
    let mut add = |id: TransitionId| {
        if info.transitions.get(id).is_some() {
            found.insert(transition_name(program, info, id));
        }
    };
    for reason in reasons {
        match reason {
            Reason::Role { transition: Some(id), .. }
            | Reason::TooEarly { transition: id, .. }
            | Reason::NotMet { transition: Some(id), .. }
            | Reason::Unknown { transition: Some(id), .. } => add(*id),
            _ => {}
        }
    }
}
