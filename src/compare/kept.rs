//! Lines of registers that stories tell beforehand: their days are written, so a change of what such
//! days are counted by does not reach them.

use std::collections::BTreeMap;

use crate::lang::Text;
use crate::pipeline::Loaded;
use crate::program::{CompiledAction, CompiledKind, Program, Slot, Tree};
use crate::rule::{ParamId, RegisterId};
use crate::workbench::Held;

/// A register, and in how many stories lines of it stand with a last day that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The register.
    pub register: Text,
    /// The stories.
    pub stories: usize,
}

/// The registers whose days are counted by something that differs between two programs, and the
/// stories that tell such days beforehand.
pub fn kept(stories: &[Held], base: &Loaded, changed: &Loaded) -> Vec<Kept> {
    let (Some(before), Some(after)) = (&base.program, &changed.program) else { return Vec::new() };
    let differs = |id: ParamId| {
        let (old, name) = (&before.parameters[id], &before.parameters[id].name);
        let new = after.parameters.find(|info| info.name == *name);
        new.is_none_or(|(_, new)| new.values != old.values)
    };
    let counted: Vec<RegisterId> = actions(before)
        .filter_map(|action| match &action.kind {
            CompiledKind::Enter { register, to: Some(to), .. } => {
                reads(to).any(differs).then_some(*register)
            }
            _ => None,
        })
        .collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<RegisterId, usize> = BTreeMap::new();
    for held in stories {
        let planned = held.plan(base).map(|(planned, _)| planned);
        let Some(plan) = planned.and_then(|planned| planned.plan) else { continue };
        let told = plan.before.iter().filter(|line| line.to.is_some());
        let mut told: Vec<RegisterId> =
            told.map(|line| line.register).filter(|register| counted.contains(register)).collect();
        told.sort_unstable();
        told.dedup();
        for register in told {
            *found.entry(register).or_default() += 1;
        }
    }
    let title = |register: RegisterId| before.registers[register].title.clone();
    found.into_iter().map(|(id, stories)| Kept { register: title(id), stories }).collect()
}

fn reads(tree: &Tree) -> impl Iterator<Item = ParamId> {
    tree.reads.iter().filter_map(|(slot, _)| match slot {
        Slot::Param(id) => Some(*id),
        _ => None,
    })
}

/// What is done in any state or transition.
fn actions(program: &Program) -> impl Iterator<Item = &CompiledAction> {
    program.machines.iter().flat_map(|machine| {
        let states = machine
            .states
            .iter()
            .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
        states.chain(machine.transitions.iter().flat_map(|transition| &transition.actions))
    })
}
