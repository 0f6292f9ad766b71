//! Parameters that are the length of something which runs: a timer, a floor, a line of a register, a
//! duty, a record.

use super::used::reckoned;
use crate::ident::Id;
use crate::program::machine::{CompiledAction, CompiledKind, TimerSpan};
use crate::program::walk::{Met, each_action};
use crate::program::{CompiledRule, Program, Slot, Tree};
use crate::rule::{ParamId, Type};

/// Whether terms run by a parameter.
pub fn runs_terms(program: &Program, name: &str) -> bool {
    let found = program.parameters.find(|info| info.name == name);
    found.is_some_and(|(id, info)| is_period(&info.ty) && is_length(program, id))
}

fn is_period(ty: &Type) -> bool {
    match ty {
        Type::Table { of, .. } => **of == Type::Period,
        ty => *ty == Type::Period,
    }
}

/// A rule that reads a period otherwise than to add it to a day: it cannot tell when what it asks
/// about began.
pub fn read_unstarted<'p>(program: &'p Program, name: &str) -> Option<&'p CompiledRule> {
    let (id, _) = program.parameters.find(|info| info.name == name && is_period(&info.ty))?;
    program.rules.iter().find(|rule| {
        let mut read = Met::new();
        let functions = rule.tree.functions.iter().map(|function| &function.body);
        std::iter::once(&rule.tree.body)
            .chain(functions)
            .for_each(|body| reckoned(body, &mut read));
        read.contains_index(id.index())
    })
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
