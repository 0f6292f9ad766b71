//! Parameters that are the length of something which runs: a timer, a floor, a line of a register, a
//! duty, a record.

use crate::program::machine::{CompiledAction, CompiledKind, TimerSpan};
use crate::program::walk::each_action;
use crate::program::{Program, Slot, Tree};
use crate::rule::{ParamId, Type};

/// Whether terms run by a parameter.
pub fn runs_terms(program: &Program, name: &str) -> bool {
    let found = program.parameters.find(|info| info.name == name);
    let is_period = |ty: &Type| match ty {
        Type::Table { of, .. } => **of == Type::Period,
        ty => *ty == Type::Period,
    };
    found.is_some_and(|(id, info)| is_period(&info.ty) && is_length(program, id))
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
    let mut ended = false;
    each_action(program, &mut |_, action| ended |= ends(action));
    let mut transitions = program.machines.iter().flat_map(|machine| machine.transitions.iter());
    ended
        || transitions.any(|one| {
            let timer = one.timer.as_ref().is_some_and(|timer| match &timer.span {
                TimerSpan::Parameter(parameter, ..) => *parameter == id,
                TimerSpan::Until(last) => reads(last),
                TimerSpan::Plain(..) => false,
            });
            timer || one.floor.as_ref().is_some_and(|floor| floor.period == id)
        })
}
