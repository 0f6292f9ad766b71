//! Parameters that are the length of something which runs: a timer, a floor, a line of a register, a
//! duty, a record.

use crate::program::machine::{CompiledAction, CompiledKind, TimerSpan};
use crate::program::{Program, Slot, Tree};
use crate::rule::{ParamId, Type};

/// Whether terms run by a parameter.
pub fn runs_terms(program: &Program, name: &str) -> bool {
    let found = program.parameters.find(|info| info.name == name);
    found.is_some_and(|(id, info)| info.ty == Type::Period && is_length(program, id))
}

fn is_length(program: &Program, id: ParamId) -> bool {
    let reads = |tree: &Tree| tree.reads.iter().any(|(slot, _)| *slot == Slot::Param(id));
    let ends = |action: &CompiledAction| match &action.kind {
        CompiledKind::Enter { to: Some(last), .. }
        | CompiledKind::Oblige { due: Some(last), .. }
        | CompiledKind::Keep { until: last, .. } => reads(last),
        CompiledKind::Send { delay, .. } => *delay == Some(id),
        _ => false,
    };
    program.machines.iter().any(|machine| {
        let of_states = machine
            .states
            .iter()
            .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
        let of_transitions = machine.transitions.iter().flat_map(|one| &one.actions);
        let timed = machine.transitions.iter().any(|one| {
            let timer = one.timer.as_ref().is_some_and(|timer| match &timer.span {
                TimerSpan::Parameter(parameter, ..) => *parameter == id,
                TimerSpan::Until(last) => reads(last),
                TimerSpan::Plain(..) => false,
            });
            timer || one.floor.as_ref().is_some_and(|floor| floor.period == id)
        });
        timed || of_states.chain(of_transitions).any(ends)
    })
}
