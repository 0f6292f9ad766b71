//! Which day decides each parameter's value, and the events whose day has to be remembered for it.

use super::environment::{Environment, NameKind};
use super::milder::resolved_milder;
use crate::chart::EventId;
use crate::diagnostic::Problems;
use crate::ident::Id;
use crate::lang::Problem;
use crate::policy::{self, Bundle};
use crate::program::version::{MoveInfo, PartInfo, VersionTable};
use crate::program::{Applies, Program};
use crate::rule::ParamId;

/// Gives every parameter what the bundle declares.
pub fn resolve(bundle: &Bundle, env: &mut Environment, problems: &mut Problems) {
    let general = bundle.manifest.applies.as_ref();
    let general = general.map(|applies| resolved(applies, env, problems)).unwrap_or_default();
    // What was understood of the parameters, in their order: one that was not has no id.
    for (name, parameter) in &bundle.parameters {
        let own = parameter.applies.as_ref().map(|applies| resolved(applies, env, problems));
        if let Some(id) = env.quiet(NameKind::Parameter, name).map(ParamId::new) {
            env.tables.parameters[id].applies = own.unwrap_or_else(|| general.clone());
            for (at, (_, other)) in parameter.otherwise.iter().enumerate() {
                let own = other.applies.as_ref().map(|applies| resolved(applies, env, problems));
                let info = env.tables.parameters[id].otherwise.get_mut(at);
                if let Some((_, info)) = info {
                    info.applies = own.unwrap_or_else(|| general.clone());
                }
            }
        }
    }
}

fn resolved(applies: &policy::Applies, env: &Environment, problems: &mut Problems) -> Applies {
    match applies {
        policy::Applies::Machine(name) => {
            env.machine(name, problems).map(Applies::Machine).unwrap_or_default()
        }
        policy::Applies::Events(names) => {
            Applies::Events(names.iter().filter_map(|name| env.event(name, problems)).collect())
        }
        policy::Applies::Act => Applies::Act,
    }
}

/// The versions of a bundle, resolved.
pub fn versions(bundle: &Bundle, env: &Environment, problems: &mut Problems) -> VersionTable {
    let general = bundle.manifest.applies.as_ref();
    let parts = bundle.versions.parts.iter().map(|part| {
        let applies = part.applies.as_ref().or(general);
        let applies = applies.map(|applies| resolved(applies, env, problems)).unwrap_or_default();
        let running = part.running.iter().filter_map(|(name, running)| {
            env.parameter(name, problems).map(|parameter| (parameter, *running))
        });
        let running = running.collect();
        let moves = part.moves.iter().filter_map(|one| {
            let machine = env.machine(&one.machine, problems)?;
            let from = env.state(machine, &one.from, problems)?;
            let to = env.state(machine, one.to.as_ref()?, problems)?;
            Some(MoveInfo { machine, from, to })
        });
        let moves = moves.collect();
        PartInfo {
            amendment: part.amendment.clone(),
            title: part.title.clone(),
            at: part.at,
            from: part.from,
            applies,
            milder: part.milder.as_ref().map(|milder| resolved_milder(milder, env, problems)),
            running,
            moves,
            validity: part.validity.clone(),
        }
    });
    let texts = bundle.versions.texts.clone();
    let (held, assumed) = (bundle.versions.held.clone(), bundle.versions.assumed.clone());
    VersionTable { parts: parts.collect(), held, texts, assumed }
}

/// Notes at each machine which of the deciding events it hears; one that nobody hears decides
/// nothing.
pub fn note_deciding(bundle: &Bundle, program: &mut Program, problems: &mut Problems) {
    let declared = bundle.parameters.iter().map(|(_, parameter)| parameter.applies.as_ref());
    let parts = bundle.versions.parts.iter().map(|part| part.applies.as_ref());
    let declared = declared.chain([bundle.manifest.applies.as_ref()]).chain(parts).flatten();
    let names: Vec<_> = declared
        .filter_map(|applies| match applies {
            policy::Applies::Events(names) => Some(names),
            policy::Applies::Machine(_) | policy::Applies::Act => None,
        })
        .flatten()
        .collect();
    for name in names {
        let Some(event) = program.event(name) else { continue };
        let mut heard = false;
        for id in program.machines.ids().collect::<Vec<_>>() {
            let machine = &mut program.machines[id];
            if machine.transitions.iter().any(|transition| transition.events.contains(&event)) {
                heard = true;
                note(&mut machine.deciding, event);
            }
        }
        if !heard {
            let args = vec![("event", name.value.as_str().into())];
            problems.add(Problem::DecidesNothing, name.span, args);
        }
    }
}

fn note(known: &mut Vec<EventId>, event: EventId) {
    if !known.contains(&event) {
        known.push(event);
    }
}
