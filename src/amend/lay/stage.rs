//! A stage that is put on the way to a state, or on the way out of one.

use super::declare::index;
use super::state::{has_state, is_new, lead_elsewhere, machine_named, triggers};
use super::unknown;
use crate::amend::find::{
    each_state, each_state_mut, names_in, parent_mut, parent_of, position, state_mut, state_of,
};
use crate::diagnostic::Problems;
use crate::lang::{Args, Phrase, Problem, Word};
use crate::policy::{Bundle, Name, StageChange, Staged, State, StateKind, Transition};
use crate::source::Span;

/// A stage is put into a machine.
pub(super) fn stage(bundle: &mut Bundle, at: Span, change: &StageChange, problems: &mut Problems) {
    let Some(machine) = machine_named(bundle, &change.machine, problems) else { return };
    let root = &mut machine.root;
    let other = &change.place.other;
    let known = has_state(root, other, problems);
    if !is_new(root, &change.state, problems) || !known {
        return;
    }
    if parent_of(root, other).is_some_and(|parent| parent.kind == StateKind::Parallel) {
        let args = vec![("state", other.value.as_str().into())];
        impossible(Phrase::StageInParallel, args, other.span, problems);
        return;
    }
    let around = match change.place.before {
        true => before(root, change, problems),
        false => after(root, change, problems),
    };
    let Some(mut asked) = around else { return };
    if let Some(parent) = parent_mut(root, other)
        && let Some(at) = index(&parent.states, &change.place, |one, name| one.name.value == name)
    {
        parent.states.insert(at, change.state.clone());
    }
    asked.insert(0, other.value.clone());
    asked.dedup();
    for (name, _) in change.names.iter().filter(|(name, _)| !asked.contains(&name.value)) {
        unknown(name, Phrase::State, asked.iter().map(String::as_str), problems);
    }
    bundle.stages.push(Staged {
        at,
        machine: change.machine.value.clone(),
        stage: change.state.name.value.clone(),
        asked,
        names: change.names.clone(),
    });
}

fn impossible(phrase: Phrase, args: Args, at: Span, problems: &mut Problems) {
    problems.add(Problem::StageImpossible, at, vec![("what", Word::Phrase(phrase, args))]);
}

/// Whether a transition goes on as it went: its state or `state.event` is named.
fn is_excepted(except: &[Name], state: &State, transition: &Transition) -> bool {
    except.iter().any(|name| match name.value.split_once('.') {
        None => name.value == state.name.value,
        Some((of, trigger)) => of == state.name.value && transition.trigger.is_called(trigger),
    })
}

/// What led to the state leads to the stage; answers the states from which it led.
fn before(root: &mut State, change: &StageChange, problems: &mut Problems) -> Option<Vec<String>> {
    let (other, except) = (&change.place.other, &change.except);
    let inside: Vec<String> = state_of(root, other)
        .map(|state| names_in(state).into_iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let own = [other.value.clone()];
    if !leads_to(&change.state, &inside) {
        nowhere(change, &own, problems);
        return None;
    }
    let was_first = parent_of(root, other).is_some_and(|parent| {
        let first = parent.states.first();
        parent.initial.is_empty() && first.is_some_and(|first| first.name.value == other.value)
    });
    exceptions_exist(root, except, problems);
    bypasses(root, &inside, other, except, problems);
    let stage = &change.state.name;
    let (mut from, mut is_entered) = (Vec::new(), was_first);
    each_state_mut(root, &mut |state| {
        if inside.contains(&state.name.value) {
            return;
        }
        is_entered |= lead_elsewhere(&mut state.initial, &own, stage);
        let mut transitions = std::mem::take(&mut state.transitions);
        for transition in &mut transitions {
            if !is_excepted(except, state, transition)
                && lead_elsewhere(&mut transition.target, &own, stage)
            {
                is_entered = true;
                from.push(state.name.value.clone());
            }
        }
        state.transitions = transitions;
    });
    if !is_entered {
        let args = vec![("state", other.value.as_str().into())];
        impossible(Phrase::StageNotEntered, args, other.span, problems);
    }
    // The machine itself has no name.
    from.retain(|name| !name.is_empty());
    from.dedup();
    Some(from)
}

/// Each exception names a state, or a transition of one.
fn exceptions_exist(root: &State, except: &[Name], problems: &mut Problems) {
    for name in except {
        let (state, trigger) = match name.value.split_once('.') {
            Some((state, trigger)) => (state, Some(trigger)),
            None => (name.value.as_str(), None),
        };
        let found = Some(state).filter(|state| !state.is_empty());
        match (found.and_then(|state| state_of(root, state)), trigger) {
            (None, _) => {
                let name = Name::new(state.to_owned(), name.span.part(0, state.len()));
                unknown(&name, Phrase::State, names_in(root), problems);
            }
            (Some(state), Some(trigger)) if position(&state.transitions, trigger).is_none() => {
                let at = name.span.part(state.name.value.len() + 1, trigger.len());
                let name = Name::new(trigger.to_owned(), at);
                unknown(&name, Phrase::Event, triggers(&state.transitions), problems);
            }
            _ => {}
        }
    }
}

/// Tells of what enters something inside the state directly, past the stage.
fn bypasses(
    root: &State,
    inside: &[String],
    other: &Name,
    except: &[Name],
    problems: &mut Problems,
) {
    each_state(root, &mut |state| {
        if inside.contains(&state.name.value) {
            return;
        }
        let is_inner =
            |target: &&Name| target.value != other.value && inside.contains(&target.value);
        let leads = state.transitions.iter().filter(|one| !is_excepted(except, state, one));
        let targets = leads.flat_map(|transition| &transition.target);
        for inner in targets.chain(&state.initial).filter(is_inner) {
            let args = vec![
                ("state", other.value.as_str().into()),
                ("inner", inner.value.as_str().into()),
            ];
            impossible(Phrase::StageBypassed, args, inner.span, problems);
        }
    });
}

/// The named ways out of the state lead to the stage; answers the states to which they led.
fn after(root: &mut State, change: &StageChange, problems: &mut Problems) -> Option<Vec<String>> {
    let other = &change.place.other;
    let state = state_of(root, other)?;
    let (mut left, mut ways): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::new());
    for trigger in &change.on {
        let Some(at) = position(&state.transitions, trigger) else {
            unknown(trigger, Phrase::Event, triggers(&state.transitions), problems);
            return None;
        };
        let targets = state.transitions.get(at).map(|one| &one.target).into_iter().flatten();
        let before = left.len();
        left.extend(targets.map(|target| target.value.clone()));
        if left.len() == before {
            let args = vec![("state", other.value.as_str().into())];
            impossible(Phrase::StageStays, args, trigger.span, problems);
            return None;
        }
        ways.push(at);
    }
    left.sort();
    left.dedup();
    if !leads_to(&change.state, &left) {
        nowhere(change, &left, problems);
        return None;
    }
    let found = state_mut(root, other)?;
    for at in ways {
        if let Some(transition) = found.transitions.get_mut(at) {
            transition.target = vec![change.state.name.clone()];
        }
    }
    Some(left)
}

/// Whether a transition of the stage, or of a state inside it, leads to one of these.
fn leads_to(stage: &State, names: &[String]) -> bool {
    let mut found = false;
    each_state(stage, &mut |state| {
        let mut targets = state.transitions.iter().flat_map(|transition| &transition.target);
        found |= targets.any(|target| names.contains(&target.value));
    });
    found
}

fn nowhere(change: &StageChange, states: &[String], problems: &mut Problems) {
    let name = &change.state.name;
    let states = states.iter().map(|state| Word::Plain(format!("`{state}`"))).collect();
    let args = vec![("stage", name.value.as_str().into()), ("states", Word::List(states))];
    impossible(Phrase::StageLeadsNowhere, args, name.span, problems);
}
