//! The order of stages: a plain chain of them is set in another.

use super::state::{has_state, machine_named, siblings};
use crate::amend::find::{each_state, each_state_mut, names_in, parent_mut, parent_of, state_of};
use crate::diagnostic::Problems;
use crate::lang::{Args, Phrase, Problem, Word};
use crate::policy::{Bundle, Name, State, StateKind};
use crate::source::Span;

/// The stages of a machine come in another order.
pub(super) fn order(
    bundle: &mut Bundle,
    at: Span,
    machine: &Name,
    stages: &[Name],
    problems: &mut Problems,
) {
    let Some(machine) = machine_named(bundle, machine, problems) else { return };
    let root = &mut machine.root;
    let known: Vec<bool> = stages.iter().map(|stage| has_state(root, stage, problems)).collect();
    if known.contains(&false) {
        return;
    }
    let Some(chain) = chain(root, at, stages, problems) else { return };
    lead(root, &chain, stages);
    stand(root, stages);
}

fn refuse(phrase: Phrase, args: Args, at: Span, problems: &mut Problems) {
    problems.add(Problem::NotAChain, at, vec![("what", Word::Phrase(phrase, args))]);
}

/// Stages that follow one another, and where the last leads.
struct Chain {
    stages: Vec<String>,
    exit: String,
}

impl Chain {
    /// Where that stage leads on.
    fn next(&self, at: usize) -> &str {
        self.stages.get(at + 1).unwrap_or(&self.exit)
    }
}

/// The names of the targets of all that leads out of a state and what it holds.
fn targets(state: &State) -> Vec<&Name> {
    let mut found: Vec<&Name> = Vec::new();
    each_state(state, &mut |state| {
        found.extend(state.transitions.iter().flat_map(|transition| &transition.target));
    });
    found
}

/// The stages as they follow one another now; none, and why, where that is no plain chain.
fn chain(root: &State, at: Span, stages: &[Name], problems: &mut Problems) -> Option<Chain> {
    let twice = (1..stages.len()).any(|at| {
        let (before, rest) = stages.split_at(at);
        rest.first().is_some_and(|one| before.iter().any(|known| known.value == one.value))
    });
    let first = stages.first().filter(|_| stages.len() > 1 && !twice);
    let Some(first) = first else {
        refuse(Phrase::ChainTooShort, Vec::new(), at, problems);
        return None;
    };
    let before = problems.iter().count();
    let said = |name: &Name| vec![("state", Word::from(name.value.as_str()))];
    let beside = siblings(root, first);
    for apart in
        stages.iter().filter(|one| beside.iter().all(|known| known.name.value != one.value))
    {
        refuse(Phrase::ChainApart, said(apart), apart.span, problems);
    }
    if parent_of(root, first).is_some_and(|parent| parent.kind == StateKind::Parallel) {
        refuse(Phrase::ChainInParallel, said(first), first.span, problems);
    }
    if problems.iter().count() > before {
        return None;
    }
    let follow = followers(root, stages);
    let is_last = |(_, next): &(&Name, Vec<&Name>)| next.is_empty();
    let wrong = follow.iter().filter(|(_, next)| next.len() > 1);
    let lasts: Vec<&Name> = follow.iter().filter(|one| is_last(one)).map(|(one, _)| *one).collect();
    let more = lasts.iter().skip(1).map(|last| (*last, 0));
    let wrong: Vec<(&Name, usize)> =
        wrong.map(|(one, next)| (*one, next.len())).chain(more).collect();
    for (one, count) in &wrong {
        let args = [said(one), vec![("count", count.to_string().into())]].concat();
        refuse(Phrase::ChainNoWay, args, one.span, problems);
    }
    if !wrong.is_empty() {
        return None;
    }
    let ordered = ordered(&follow);
    // A ring has no last one, and a fork leaves some out.
    if ordered.len() != stages.len() {
        let args = [said(first), vec![("count", "0".into())]].concat();
        refuse(Phrase::ChainNoWay, args, first.span, problems);
        return None;
    }
    entered_at_the_first(root, &ordered, problems);
    let exit = exit(root, &ordered, stages, problems)?;
    (problems.iter().count() == before).then_some(Chain { stages: ordered, exit })
}

/// Each stage with those of the others to which it leads.
fn followers<'s>(root: &'s State, stages: &'s [Name]) -> Vec<(&'s Name, Vec<&'s Name>)> {
    let of = |one: &'s Name| {
        let leads = state_of(root, one).map(targets).unwrap_or_default();
        let others = stages.iter().filter(|other| other.value != one.value);
        let next = others.filter(|other| leads.iter().any(|target| target.value == other.value));
        (one, next.collect())
    };
    stages.iter().map(of).collect()
}

/// From the one to which none leads to the last.
fn ordered(follow: &[(&Name, Vec<&Name>)]) -> Vec<String> {
    let led_to =
        |name: &str| follow.iter().any(|(_, next)| next.iter().any(|next| next.value == name));
    let mut at = follow.iter().find(|(one, _)| !led_to(&one.value));
    let mut ordered: Vec<String> = Vec::new();
    while let Some((one, next)) = at.filter(|(one, _)| !ordered.contains(&one.value)) {
        ordered.push(one.value.clone());
        at = next
            .first()
            .and_then(|next| follow.iter().find(|(known, _)| known.value == next.value));
    }
    ordered
}

/// What comes from outside enters the first; what is inside a stage is entered by it alone.
fn entered_at_the_first(root: &State, ordered: &[String], problems: &mut Problems) {
    let held: Vec<(&str, &str)> = ordered
        .iter()
        .filter_map(|stage| state_of(root, stage))
        .flat_map(|state| names_in(state).into_iter().map(|name| (state.name.value.as_str(), name)))
        .collect();
    let stage_of = |name: &str| held.iter().find(|(_, inner)| *inner == name).map(|(of, _)| *of);
    let first = ordered.first().map(String::as_str);
    each_state(root, &mut |state| {
        let own = stage_of(&state.name.value);
        let leads = state.transitions.iter().flat_map(|transition| &transition.target);
        for target in leads.chain(&state.initial) {
            let Some(of) = stage_of(&target.value).filter(|of| own != Some(*of)) else { continue };
            let follows = own.is_some() && of == target.value;
            let enters = own.is_none() && Some(of) == first && of == target.value;
            if !follows && !enters {
                let args = vec![("state", target.value.as_str().into())];
                refuse(Phrase::ChainEntered, args, target.span, problems);
            }
        }
    });
}

/// Where the last leads and none of the others.
fn exit(
    root: &State,
    ordered: &[String],
    stages: &[Name],
    problems: &mut Problems,
) -> Option<String> {
    let leads = |stage: &String| -> Vec<String> {
        let found = state_of(root, stage).map(|state| {
            let own = names_in(state);
            let out = targets(state).into_iter().map(|target| target.value.clone());
            out.filter(|name| !own.contains(&name.as_str())).collect()
        });
        found.unwrap_or_default()
    };
    let (last, others) = ordered.split_last()?;
    let elsewhere: Vec<String> = others.iter().flat_map(leads).collect();
    let mut own = leads(last);
    own.retain(|name| !elsewhere.contains(name));
    own.sort();
    own.dedup();
    match own.as_slice() {
        [exit] => Some(exit.clone()),
        all => {
            let at = stages.iter().find(|stage| stage.value == *last).map(|stage| stage.span)?;
            let args = vec![("state", last.into()), ("count", all.len().to_string().into())];
            refuse(Phrase::ChainNoExit, args, at, problems);
            None
        }
    }
}

/// Each stage leads where its new place says; what entered the first enters the new first.
fn lead(root: &mut State, chain: &Chain, stages: &[Name]) {
    let name_of = |stage: &str, at: Span| Name::new(stage.to_owned(), at);
    let first = chain.stages.first().cloned().unwrap_or_default();
    let inside: Vec<(String, usize)> = chain
        .stages
        .iter()
        .enumerate()
        .filter_map(|(at, stage)| state_of(root, stage).map(|state| (at, state)))
        .flat_map(|(at, state)| names_in(state).into_iter().map(move |name| (name.to_owned(), at)))
        .collect();
    let after = |stage: &str| {
        let at = stages.iter().position(|one| one.value == stage)?;
        Some(stages.get(at + 1).map_or(chain.exit.as_str(), |next| next.value.as_str()))
    };
    each_state_mut(root, &mut |state| {
        let own = inside.iter().find(|(name, _)| *name == state.name.value).map(|(_, at)| *at);
        let (from, to) = match own {
            Some(at) => {
                let stage = chain.stages.get(at).map_or("", String::as_str);
                (chain.next(at).to_owned(), after(stage).map(str::to_owned))
            }
            None => (first.clone(), stages.first().map(|stage| stage.value.clone())),
        };
        let Some(to) = to else { return };
        let lists = state.transitions.iter_mut().map(|transition| &mut transition.target);
        for target in lists.chain([&mut state.initial]).flatten() {
            if target.value == from {
                *target = name_of(&to, target.span);
            }
        }
    });
}

/// The stages stand in their new order where they stood in the old one.
fn stand(root: &mut State, stages: &[Name]) {
    let Some(parent) = stages.first().and_then(|stage| parent_mut(root, stage)) else { return };
    let is_stage = |state: &State| stages.iter().any(|stage| stage.value == state.name.value);
    let mut ordered: Vec<State> = stages
        .iter()
        .filter_map(|stage| parent.states.iter().find(|state| state.name.value == stage.value))
        .cloned()
        .collect();
    ordered.reverse();
    for place in parent.states.iter_mut().filter(|state| is_stage(state)) {
        if let Some(state) = ordered.pop() {
            *place = state;
        }
    }
}
