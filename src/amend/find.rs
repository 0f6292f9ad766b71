//! States and transitions by their names.

use crate::policy::{Bundle, Machine, State, Transition};

/// The state of that name in or below a state.
pub(super) fn state_of<'s>(state: &'s State, name: &str) -> Option<&'s State> {
    if state.name.value == name {
        return Some(state);
    }
    state.states.iter().find_map(|child| state_of(child, name))
}

/// The same, to be changed.
pub(super) fn state_mut<'s>(state: &'s mut State, name: &str) -> Option<&'s mut State> {
    if state.name.value == name {
        return Some(state);
    }
    state.states.iter_mut().find_map(|child| state_mut(child, name))
}

/// The state around the one of that name.
pub(super) fn parent_of<'s>(state: &'s State, name: &str) -> Option<&'s State> {
    if state.states.iter().any(|child| child.name.value == name) {
        return Some(state);
    }
    state.states.iter().find_map(|child| parent_of(child, name))
}

/// The same, to be changed.
pub(super) fn parent_mut<'s>(state: &'s mut State, name: &str) -> Option<&'s mut State> {
    if state.states.iter().any(|child| child.name.value == name) {
        return Some(state);
    }
    state.states.iter_mut().find_map(|child| parent_mut(child, name))
}

/// The names of a state and of all below it; the machine itself has none.
pub fn names_in(state: &State) -> Vec<&str> {
    let own = Some(state.name.value.as_str()).filter(|name| !name.is_empty());
    own.into_iter().chain(state.states.iter().flat_map(names_in)).collect()
}

/// Calls for a state and all below it.
pub(super) fn each_state<'s>(state: &'s State, tell: &mut impl FnMut(&'s State)) {
    tell(state);
    state.states.iter().for_each(|child| each_state(child, tell));
}

/// The same, to be changed.
pub(super) fn each_state_mut(state: &mut State, tell: &mut impl FnMut(&mut State)) {
    tell(state);
    state.states.iter_mut().for_each(|child| each_state_mut(child, tell));
}

/// The machine of that name.
pub(super) fn machine_of<'b>(bundle: &'b Bundle, name: &str) -> Option<&'b Machine> {
    bundle.machines.iter().find(|known| known.name.value == name)
}

/// The same, to be changed.
pub(super) fn machine_mut<'b>(bundle: &'b mut Bundle, name: &str) -> Option<&'b mut Machine> {
    bundle.machines.iter_mut().find(|known| known.name.value == name)
}

/// The first transition that an event sets off, or a timer of that name or period.
pub(super) fn position(transitions: &[Transition], trigger: &str) -> Option<usize> {
    transitions.iter().position(|known| known.trigger.is_called(trigger))
}
