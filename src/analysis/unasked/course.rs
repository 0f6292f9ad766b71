//! What is otherwise in the course of a machine, whatever edit it is by; which lengths it waits for.

use crate::policy::Under;
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, CompiledTransition, Guard, Program, Slot,
    TimerSpan, Tree,
};
use crate::rule::{ParamId, RegisterId, Type};

/// Whether a value is another under some version.
pub(super) fn differs(program: &Program, id: ParamId) -> bool {
    !program.parameters[id].otherwise.is_empty()
}

fn reads_changed(program: &Program, tree: &Tree) -> bool {
    tree.reads.iter().any(|(slot, _)| matches!(slot, Slot::Param(id) if differs(program, *id)))
}

fn guard_changed(program: &Program, guard: &Guard) -> bool {
    guard.under != Under::ALL
        || guard.rules().into_iter().any(|rule| {
            let info = &program.rules[rule];
            !info.instead.is_empty() || reads_changed(program, &info.tree)
        })
}

/// Whether an action is done in one version only, or by values that are others in some version.
pub(super) fn action_changed(program: &Program, action: &CompiledAction) -> bool {
    let reads = match &action.kind {
        CompiledKind::Enter { to: Some(tree), .. } | CompiledKind::Keep { until: tree, .. } => {
            reads_changed(program, tree)
        }
        CompiledKind::Owe { amount, .. } => reads_changed(program, amount),
        CompiledKind::Oblige { due: Some(due), .. } => reads_changed(program, due),
        _ => false,
    };
    reads || action.under != Under::ALL
}

/// Whether a transition is otherwise in some version, in its conditions, its times or what it does.
pub(super) fn transition_changed(program: &Program, one: &CompiledTransition) -> bool {
    let timer = one.timer.as_ref().map(|timer| &timer.span);
    one.under != Under::ALL
        || one.guards.iter().any(|guard| guard_changed(program, guard))
        || one.floor.as_ref().is_some_and(|floor| differs(program, floor.period))
        || matches!(timer, Some(TimerSpan::Parameter(by, ..)) if differs(program, *by))
        || one.actions.iter().any(|action| action_changed(program, action))
}

/// Whether anything in a machine is otherwise in some version.
pub(super) fn machine_changed(program: &Program, machine: &CompiledMachine) -> bool {
    let states = machine.states.iter().any(|state| {
        let actions = [&state.on_entry, &state.on_exit, &state.on_initial];
        state.under != Under::ALL
            || actions.into_iter().flatten().any(|action| action_changed(program, action))
    });
    states || machine.transitions.iter().any(|one| transition_changed(program, one))
}

/// The lengths of times before which something may not happen.
pub(super) fn floors(program: &Program) -> Vec<ParamId> {
    let transitions = program.machines.iter().flat_map(|machine| machine.transitions.iter());
    let mut found: Vec<ParamId> =
        transitions.filter_map(|one| one.floor.as_ref().map(|floor| floor.period)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn actions(program: &Program) -> impl Iterator<Item = &CompiledAction> {
    program.machines.iter().flat_map(|machine| {
        let states = machine.states.iter();
        let states = states.flat_map(|one| [&one.on_entry, &one.on_exit, &one.on_initial]);
        states.chain(machine.transitions.iter().map(|one| &one.actions)).flatten()
    })
}

/// The lengths of lines of registers, each with its register.
pub(super) fn lengths_of_lines(program: &Program) -> Vec<(ParamId, RegisterId)> {
    let lines = actions(program).filter_map(|action| match &action.kind {
        CompiledKind::Enter { register, to: Some(tree), .. } => Some((*register, tree)),
        _ => None,
    });
    let mut found: Vec<(ParamId, RegisterId)> = lines
        .flat_map(|(register, tree)| tree.reads.iter().map(move |(slot, _)| (register, slot)))
        .filter_map(|(register, slot)| match slot {
            Slot::Param(id) if program.parameters[*id].ty == Type::Period => Some((*id, register)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether an action takes something away or bars somebody.
pub(super) fn sanctions(action: &CompiledAction) -> bool {
    match &action.kind {
        CompiledKind::Reverse(_) | CompiledKind::Breach(_) => true,
        CompiledKind::Enter { to, .. } => to.is_some(),
        _ => false,
    }
}
