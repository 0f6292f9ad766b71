//! Which acts decide under the milder version, and by what the better of two outcomes is known.

use super::environment::Environment;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Applies, Better, Bundle, Milder};
use crate::program::version::{BetterInfo, MilderInfo};
use crate::program::{CompiledMachine, Program};

/// The states of `stands` are looked for when the machines are known.
pub(super) fn resolved_milder(
    milder: &Milder,
    env: &Environment,
    problems: &mut Problems,
) -> MilderInfo {
    let decided = milder.decided.iter().filter_map(|name| env.event(name, problems)).collect();
    let better = milder.better.iter().filter_map(|(by, name)| {
        Some(match by {
            Better::Absent => BetterInfo::Absent(env.register(name, problems)?),
            Better::Sooner => BetterInfo::Sooner(env.register(name, problems)?),
            Better::Less => BetterInfo::Less(env.account(name, problems)?),
            Better::More => BetterInfo::More(env.account(name, problems)?),
            Better::Stands => BetterInfo::Stands(Vec::new()),
        })
    });
    MilderInfo { decided, better: better.collect() }
}

/// Finds the states of what is better, and tells of acts that decide nothing, or that open a case:
/// there would be nothing yet for which a version could be taken.
pub fn note_milder(bundle: &Bundle, program: &mut Program, problems: &mut Problems) {
    let mut parts = std::mem::take(&mut program.versions.parts);
    let all = bundle.versions.parts.iter().zip(&mut parts);
    for (written, info) in
        all.filter_map(|(part, info)| part.milder.as_ref().zip(info.milder.as_mut()))
    {
        let hearing: Vec<_> = program
            .machines
            .enumerated()
            .filter(|(_, machine)| {
                let mut heard = machine.transitions.iter().flat_map(|one| &one.events);
                heard.any(|event| info.decided.contains(event))
            })
            .collect();
        for (name, event) in
            written.decided.iter().filter_map(|name| Some((name, program.event(name)?)))
        {
            let args = || vec![("event", name.value.as_str().into())];
            let hears = |one: &CompiledMachine| {
                one.transitions.iter().any(|one| one.events.contains(&event))
            };
            if !program.machines.iter().any(hears) {
                problems.add(Problem::DecidesNothing, name.span, args());
            }
            let opens = hearing.iter().any(|(_, one)| one.opened_by.contains(&event));
            let is_conduct = matches!(&written.conduct, Applies::Events(own) if own.iter().any(|own| own.value == name.value));
            if opens || is_conduct {
                problems.add(Problem::MilderDecides, name.span, args());
            }
        }
        for ((by, name), better) in written.better.iter().zip(&mut info.better) {
            if *by != Better::Stands {
                continue;
            }
            let states = hearing.iter().flat_map(|(id, machine)| {
                machine.states.enumerated().map(|(state, info)| (*id, state, info.name.as_str()))
            });
            let states: Vec<_> = states.filter(|(.., name)| !name.is_empty()).collect();
            let found = states.iter().filter(|(.., known)| *known == name.value);
            let found: Vec<_> = found.map(|&(machine, state, _)| (machine, state)).collect();
            if found.is_empty() {
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::State.into())];
                let known = states.iter().map(|(.., name)| *name);
                let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
                problems.push(wrong.with_nearest(name, known));
            }
            *better = BetterInfo::Stands(found);
        }
    }
    program.versions.parts = parts;
}
