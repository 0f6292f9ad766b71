//! An instance reaches its owner and what it owns itself: what it creates, what it sends to its
//! children, what it selects among.

use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;
use crate::program::walk::each_action;
use crate::program::{CompiledKind, CompiledTarget, Program};
use crate::rule::MachineId;
use crate::source::Span;

/// Tells of actions that reach for another's children, or for an owner that there is not.
pub(super) fn only_what_is_owned_is_reached(
    _: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    let mut belongs = |child: MachineId, to: MachineId, nobody_will_do: bool, at: Span| {
        let owner = program.machines[child].owner;
        if owner != Some(to) && !(nobody_will_do && owner.is_none()) {
            let name = program.machines[child].name.as_str().into();
            let machine = program.machines[to].name.as_str().into();
            problems.add(Problem::WrongOwner, at, vec![("name", name), ("machine", machine)]);
        }
    };
    let mut ownerless = Vec::new();
    each_action(program, &mut |own, action| match &action.kind {
        CompiledKind::Spawn { machine, .. } => belongs(*machine, own, true, action.at),
        CompiledKind::Send { to: CompiledTarget::Children(machine, _), .. } => {
            belongs(*machine, own, false, action.at);
        }
        CompiledKind::Send { to: CompiledTarget::Owner, .. }
            if program.machines[own].owner.is_none() =>
        {
            ownerless.push((own, action.at));
        }
        CompiledKind::Open(selection)
        | CompiledKind::Propose { selection, .. }
        | CompiledKind::Decide { selection, .. } => {
            belongs(program.selections[*selection].of, own, false, action.at);
        }
        _ => {}
    });
    for (machine, at) in ownerless {
        let machine = program.machines[machine].name.as_str().into();
        problems.add(Problem::NoOwner, at, vec![("machine", machine)]);
    }
}
