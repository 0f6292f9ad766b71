//! States and transitions that are put into a machine or taken out of it.

use super::declare::index;
use super::unknown;
use crate::amend::find::{
    each_state_mut, machine_mut, machine_of, names_in, parent_mut, parent_of, position, state_mut,
    state_of,
};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::Phrase;
use crate::policy::{
    Bundle, Gone, Machine, Name, NewTransition, State, StatesChange, Transition, Trigger,
};

/// The machine that a change names.
pub(super) fn machine_named<'b>(
    bundle: &'b mut Bundle,
    machine: &Name,
    problems: &mut Problems,
) -> Option<&'b mut Machine> {
    if machine_of(bundle, machine).is_none() {
        let names = bundle.machines.iter().map(|known| known.name.value.as_str());
        unknown(machine, Phrase::Machine, names, problems);
    }
    machine_mut(bundle, machine)
}

/// Whether a machine has that state; otherwise the nearest is told.
pub(super) fn has_state(root: &State, state: &Name, problems: &mut Problems) -> bool {
    let is_known = !state.is_empty() && state_of(root, state).is_some();
    if !is_known {
        unknown(state, Phrase::State, names_in(root), problems);
    }
    is_known
}

/// Whether all names of new states are new; one that there is is told with both places.
pub(super) fn is_new(root: &State, state: &State, problems: &mut Problems) -> bool {
    let mut all_new = true;
    let known = Some(&state.name).filter(|name| !name.is_empty());
    if let Some(known) = known.and_then(|name| state_of(root, name)) {
        problems.push(Diagnostic::duplicate(&state.name, known.name.span));
        all_new = false;
    }
    state.states.iter().fold(all_new, |all_new, child| is_new(root, child, problems) && all_new)
}

/// A machine has states more.
pub(super) fn add(bundle: &mut Bundle, change: &StatesChange, problems: &mut Problems) {
    let Some(machine) = machine_named(bundle, &change.machine, problems) else { return };
    let root = &mut machine.root;
    let fresh: Vec<State> =
        change.add.iter().filter(|state| is_new(root, state, problems)).cloned().collect();
    let parent = match &change.under {
        None => root,
        Some(under) if has_state(root, under, problems) => match state_mut(root, under) {
            Some(parent) => parent,
            None => return,
        },
        Some(_) => return,
    };
    let at = match &change.place {
        None => Some(parent.states.len()),
        Some(place) => {
            let at = index(&parent.states, place, |state, name| state.name.value == name);
            if at.is_none() {
                let names = parent.states.iter().map(|child| child.name.value.as_str());
                unknown(&place.other, Phrase::State, names, problems);
            }
            at
        }
    };
    let Some(at) = at else { return };
    // What is put first does not become what is entered first.
    if at == 0 && parent.initial.is_empty() {
        parent.initial.extend(parent.states.first().map(|first| first.name.clone()));
    }
    parent.states.splice(at..at, fresh);
}

/// A machine has a state less; what led to it, or to one inside it, leads to another.
pub(super) fn remove(
    bundle: &mut Bundle,
    original: &Bundle,
    names: (&Name, &Name, &Name),
    problems: &mut Problems,
) {
    let (machine, state, to) = names;
    let Some(found) = machine_named(bundle, machine, problems) else { return };
    if state_of(&found.root, state).is_none() {
        // Another change may have taken it away already; but there must have been one.
        let written = machine_of(original, machine);
        let known = written.is_some_and(|written| state_of(&written.root, state).is_some());
        if !known {
            has_state(&found.root, state, problems);
        }
        return;
    }
    let lost: Vec<String> = state_of(&found.root, state)
        .map(|state| names_in(state).into_iter().map(str::to_owned).collect())
        .unwrap_or_default();
    if lost.contains(&to.value) || !has_state(&found.root, to, problems) {
        if lost.contains(&to.value) {
            let others = names_in(&found.root).into_iter();
            let others: Vec<&str> =
                others.filter(|name| lost.iter().all(|lost| lost != name)).collect();
            unknown(to, Phrase::State, others, problems);
        }
        return;
    }
    let is_first = |parent: &State| {
        parent.initial.is_empty()
            && parent.states.first().is_some_and(|first| first.name.value == state.value)
    };
    if let Some(parent) = parent_mut(&mut found.root, state) {
        if is_first(parent) {
            parent.initial.push(to.clone());
        }
        parent.states.retain(|child| child.name.value != state.value);
    }
    each_state_mut(&mut found.root, &mut |state| {
        lead_elsewhere(&mut state.initial, &lost, to);
        for transition in &mut state.transitions {
            lead_elsewhere(&mut transition.target, &lost, to);
        }
    });
    let gone = |name| Gone { kind: Phrase::State, name, at: state.span };
    bundle.gone.extend(lost.into_iter().map(gone));
}

/// Names that are among those become another, once.
pub(super) fn lead_elsewhere(names: &mut Vec<Name>, lost: &[String], to: &Name) -> bool {
    let is_meant = |name: &Name| lost.contains(&name.value);
    if !names.iter().any(is_meant) {
        return false;
    }
    let mut kept: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        let name = if is_meant(&name) { to.clone() } else { name };
        if kept.iter().all(|known| known.value != name.value) {
            kept.push(name);
        }
    }
    *names = kept;
    true
}

/// The names by which a state's transitions are found.
pub(super) fn triggers(transitions: &[Transition]) -> Vec<&str> {
    let names = transitions.iter().flat_map(|known| match &known.trigger {
        Trigger::Events(names) => names.iter().map(|name| name.value.as_str()).collect(),
        Trigger::Timer(timer) => {
            timer.name.iter().map(|name| name.value.as_str()).collect::<Vec<&str>>()
        }
        Trigger::Eventless => Vec::new(),
    });
    names.collect()
}

/// A state has a transition more.
pub(super) fn transition(bundle: &mut Bundle, change: &NewTransition, problems: &mut Problems) {
    let Some(machine) = machine_named(bundle, &change.machine, problems) else { return };
    if !has_state(&machine.root, &change.state, problems) {
        return;
    }
    let Some(state) = state_mut(&mut machine.root, &change.state) else { return };
    let at = match &change.place {
        None => Some(state.transitions.len()),
        Some(place) => {
            let at = position(&state.transitions, &place.other);
            if at.is_none() {
                let names = triggers(&state.transitions);
                unknown(&place.other, Phrase::Event, names, problems);
            }
            at.map(|at| if place.before { at } else { at + 1 })
        }
    };
    if let Some(at) = at {
        state.transitions.insert(at, change.on.clone());
    }
}

/// The names of the states that stand beside one, itself included.
pub(super) fn siblings<'s>(root: &'s State, state: &str) -> Vec<&'s State> {
    parent_of(root, state).map(|parent| parent.states.iter().collect()).unwrap_or_default()
}
