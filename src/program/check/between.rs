//! Lists of states in rules: one that names some of the states between two others and not all forgets
//! one, most often a stage that was put in later.

use std::collections::BTreeMap;

use crate::chart::StateId;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::Id;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Bundle;
use crate::program::walk::{each_action, each_tree};
use crate::program::ways::Ways;
use crate::program::{CompiledKind, CompiledTarget, Program, Query};
use crate::rule::MachineId;
use crate::source::Span;

/// Tells of lists of states that leave out a state between two that they name.
pub(super) fn lists_of_states_are_whole(
    bundle: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    let mut ways: BTreeMap<MachineId, Ways> = BTreeMap::new();
    let mut lists: Vec<(MachineId, Vec<StateId>, Span)> = Vec::new();
    each_tree(program, &mut |tree| {
        for (query, at) in &tree.queries {
            if let Query::Count { machine, states } | Query::EnteredSince { machine, states } =
                query
            {
                lists.push((*machine, states.clone(), *at));
            }
        }
    });
    each_action(program, &mut |_, action| {
        if let CompiledKind::Send { to: CompiledTarget::Children(machine, states), .. } =
            &action.kind
        {
            lists.push((*machine, states.clone(), action.at));
        }
    });
    for (machine, states, at) in lists {
        let Some(written) = bundle.machines.get(machine.index()) else { continue };
        let ways = ways.entry(machine).or_insert_with(|| Ways::of(written));
        let missing = ways.left_out(&states);
        if missing.is_empty() {
            continue;
        }
        let info = &program.machines[machine];
        let named = missing.iter().map(|&state| Word::from(info.states[state].name.as_str()));
        let args =
            vec![("machine", info.name.as_str().into()), ("states", Word::List(named.collect()))];
        problems.push(
            Diagnostic::new(Problem::StatesLeftOut, at, args)
                .with_help(Phrase::HowToSayBefore, Vec::new()),
        );
    }
}
