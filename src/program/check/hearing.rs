//! What is sent must be heard: by some transition of the machine that it is sent to, and an event
//! that opens an instance by a transition of the state in which that instance begins.

use crate::chart::{EventId, Trigger, reached};
use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;
use crate::program::walk::each_action;
use crate::program::{CompiledKind, CompiledMachine, CompiledTarget, Program};
use crate::rule::{MachineId, Type};
use crate::source::Span;

/// Tells of events that arrive where no transition hears them.
pub(super) fn what_is_sent_is_heard(bundle: &Bundle, program: &Program, problems: &mut Problems) {
    each_action(program, &mut |sender, action| match &action.kind {
        CompiledKind::Raise(event) => sent(program, sender, *event, action.at, problems),
        CompiledKind::Send { event, to, .. } => {
            let receiver = match to {
                CompiledTarget::Itself => Some(sender),
                CompiledTarget::Owner => program.machines[sender].owner,
                CompiledTarget::Children(machine, _) => Some(*machine),
                CompiledTarget::Instance(tree) => match tree.ty {
                    Type::Instance(machine) => Some(machine),
                    _ => None,
                },
            };
            if let Some(receiver) = receiver {
                sent(program, receiver, *event, action.at, problems);
            }
        }
        _ => {}
    });
    for selection in program.selections.iter() {
        for event in std::iter::once(selection.placed).chain(selection.not_placed) {
            sent(program, selection.of, event, selection.at, problems);
        }
    }
    for (written, machine) in bundle.machines.iter().zip(program.machines.iter()) {
        let at_once = |transition| matches!(machine.chart.trigger(transition), Trigger::Eventless);
        let first = reached(&machine.chart, at_once);
        for (name, &event) in written.opened_by.iter().zip(&machine.opened_by) {
            let mut first = first.iter().flat_map(|&state| machine.chart.transitions_of(state));
            if !first.any(|&transition| machine.transitions[transition].events.contains(&event)) {
                tell(Problem::OpensUnheard, program, machine, event, name.span, problems);
            }
        }
    }
}

fn sent(program: &Program, receiver: MachineId, event: EventId, at: Span, problems: &mut Problems) {
    let machine = &program.machines[receiver];
    if !machine.transitions.iter().any(|transition| transition.events.contains(&event)) {
        tell(Problem::Unheard, program, machine, event, at, problems);
    }
}

fn tell(
    problem: Problem,
    program: &Program,
    machine: &CompiledMachine,
    event: EventId,
    at: Span,
    problems: &mut Problems,
) {
    let event = program.events[event].name.as_str().into();
    problems.add(problem, at, vec![("event", event), ("machine", machine.name.as_str().into())]);
}
