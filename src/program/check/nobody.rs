//! Transitions that nobody can set off: no role may, and nothing that the bundle does sends the event.

use std::collections::BTreeSet;

use crate::chart::EventId;
use crate::diagnostic::Problems;
use crate::ident::Id;
use crate::lang::{Problem, Word};
use crate::policy::Bundle;
use crate::program::walk::each_action;
use crate::program::{
    CompiledKind, CompiledTarget, CompiledTransition, DONE_PREFIX, Program, RoleHolder,
};
use crate::rule::{MachineId, Type};

/// Tells of transitions that wait for events which nobody may send.
pub(super) fn every_event_can_be_set_off(_: &Bundle, program: &Program, problems: &mut Problems) {
    let sent = sent(program);
    for (id, machine) in program.machines.enumerated() {
        for transition in machine.transitions.iter() {
            if transition.events.is_empty() || may(transition, id, program) {
                continue;
            }
            let raised = |&event: &EventId| {
                program.events[event].name.starts_with(DONE_PREFIX)
                    || sent.contains(&(id.index(), event.index()))
            };
            if transition.events.iter().any(raised) {
                continue;
            }
            let names = transition
                .events
                .iter()
                .map(|&event| Word::from(program.events[event].name.as_str()));
            let args = vec![
                ("events", Word::List(names.collect())),
                ("machine", machine.name.as_str().into()),
            ];
            problems.add(Problem::NobodyMay, transition.at.part(0, 1), args);
        }
    }
}

/// Whether somebody from outside may set it off.
fn may(transition: &CompiledTransition, machine: MachineId, program: &Program) -> bool {
    if transition.by.is_empty() {
        return !program.legal_text;
    }
    // A party is held only where its expression makes sense.
    transition.by.iter().any(|&role| match &program.roles[role].holder {
        RoleHolder::Party(trees) => trees.iter().any(|(of, _)| *of == machine),
        RoleHolder::Office | RoleHolder::Actor | RoleHolder::Anyone => true,
    })
}

/// What instances send to instances: the receiving machine and the event.
fn sent(program: &Program) -> BTreeSet<(usize, usize)> {
    let mut sent = BTreeSet::new();
    each_action(program, &mut |own, action| match &action.kind {
        CompiledKind::Raise(event) => {
            sent.insert((own.index(), event.index()));
        }
        CompiledKind::Send { event, to, .. } => {
            let receivers: Vec<MachineId> = match to {
                CompiledTarget::Itself => vec![own],
                CompiledTarget::Owner => program.machines[own].owner.into_iter().collect(),
                CompiledTarget::Children(machine, _) => vec![*machine],
                CompiledTarget::Instance(tree) => match tree.ty {
                    Type::Instance(machine) => vec![machine],
                    // Whatever it may be, nothing is said of it.
                    _ => program.machines.ids().collect(),
                },
            };
            sent.extend(receivers.into_iter().map(|machine| (machine.index(), event.index())));
        }
        _ => {}
    });
    for selection in program.selections.iter() {
        let events = std::iter::once(selection.placed).chain(selection.not_placed);
        sent.extend(events.map(|event| (selection.of.index(), event.index())));
    }
    sent
}
