//! Transitions, states, and the counting of the periods that machines wait for.

use super::list::{self, known_members, says_what_it_leaves_out};
use super::unknown;
use crate::amend::action::action_name;
use crate::amend::find::{names_in, position, state_mut, state_of};
use crate::calendar::Counting;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{
    Action, Bundle, Clock, Name, State, StateChange, TimerLength, Transition, TransitionChange,
    Trigger,
};
use crate::source::Span;

/// The state that a change names.
fn state_named<'b>(
    bundle: &'b mut Bundle,
    machine: &Name,
    state: &Name,
    problems: &mut Problems,
) -> Option<&'b mut State> {
    let Some(at) = bundle.machines.iter().position(|known| known.name.value == machine.value)
    else {
        let names = bundle.machines.iter().map(|machine| machine.name.value.as_str());
        unknown(machine, Phrase::Machine, names, problems);
        return None;
    };
    let found = bundle.machines.get_mut(at)?;
    if state_of(&found.root, &state.value).is_none() {
        let names = names_in(&found.root);
        unknown(state, Phrase::State, names, problems);
    }
    state_mut(&mut found.root, &state.value)
}

/// A transition is otherwise.
pub(super) fn transition(
    bundle: &mut Bundle,
    original: &Bundle,
    at: Span,
    change: &TransitionChange,
    problems: &mut Problems,
) {
    let machine = original.machines.iter().find(|known| known.name.value == change.machine.value);
    let written = machine.and_then(|machine| state_of(&machine.root, &change.state.value));
    let Some(state) = state_named(bundle, &change.machine, &change.state, problems) else { return };
    let wanted = change.trigger.value.as_str();
    let Some(found) = position(&state.transitions, wanted) else {
        // Another change may have taken it away already; but there must have been one.
        let known = written.is_some_and(|written| position(&written.transitions, wanted).is_some());
        if !known {
            let events = state.transitions.iter().flat_map(|known| match &known.trigger {
                Trigger::Events(names) => names.iter().map(|name| name.value.as_str()).collect(),
                Trigger::Timer(_) | Trigger::Eventless => Vec::new(),
            });
            let events: Vec<&str> = events.collect();
            unknown(&change.trigger, Phrase::Event, events, problems);
        }
        return;
    };
    let written = written.and_then(|written| {
        position(&written.transitions, wanted).and_then(|at| written.transitions.get(at))
    });
    if let Some(written) = written {
        compare_with_written(at, written, change, problems);
    }
    if change.remove {
        state.transitions.remove(found);
    } else if let Some(found) = state.transitions.get_mut(found) {
        otherwise(found, change);
    }
}

fn otherwise(found: &mut Transition, change: &TransitionChange) {
    if let Some(by) = &change.by {
        found.by.clone_from(by);
    }
    list::change(&mut found.by, &change.add_by, &change.without_by, |name| &name.value);
    if let Some(when) = &change.when {
        found.when.clone_from(when);
    }
    list::change(&mut found.when, &change.add, &change.without, |name| &name.value);
    if let Some(not_before) = &change.not_before {
        found.not_before = Some(not_before.clone());
    }
    lay_actions(&mut found.actions, change.actions.as_ref(), &change.without_actions);
    if let Some(target) = &change.target {
        found.target.clone_from(target);
    }
}

/// What a change takes away there must have been; what it gives anew must say what it leaves out.
fn compare_with_written(
    at: Span,
    written: &Transition,
    change: &TransitionChange,
    problems: &mut Problems,
) {
    let lists = [
        (Phrase::Rule, &written.when, &change.when, &change.without),
        (Phrase::Role, &written.by, &change.by, &change.without_by),
    ];
    for (what, before, anew, without) in lists {
        let known: Vec<&str> = before.iter().map(|name| name.value.as_str()).collect();
        known_members(without, &known, what, problems);
        if let Some(anew) = anew {
            says_what_it_leaves_out(at, what, &texts(before), &texts(anew), without, problems);
        }
    }
    let actions = [(&written.actions, change.actions.as_ref())];
    leaves_out_actions(at, &actions, &change.without_actions, problems);
}

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(|name| name.value.clone()).collect()
}

/// As for other lists; an action is named by what it does, in two words.
fn leaves_out_actions(
    at: Span,
    lists: &[(&Vec<Action>, Option<&Vec<Action>>)],
    without: &[Name],
    problems: &mut Problems,
) {
    let names = |actions: &[Action]| actions.iter().map(action_name).collect::<Vec<String>>();
    let known: Vec<String> = lists.iter().flat_map(|(before, _)| names(before)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    known_members(without, &known, Phrase::Action, problems);
    for (before, anew) in lists {
        if let Some(anew) = anew {
            let (before, anew) = (names(before), names(anew));
            says_what_it_leaves_out(at, Phrase::Action, &before, &anew, without, problems);
        }
    }
}

/// A state does otherwise when it is entered or left.
pub(super) fn state(bundle: &mut Bundle, at: Span, change: &StateChange, problems: &mut Problems) {
    let Some(found) = state_named(bundle, &change.machine, &change.state, problems) else { return };
    let lists =
        [(&found.on_entry, change.on_entry.as_ref()), (&found.on_exit, change.on_exit.as_ref())];
    leaves_out_actions(at, &lists, &change.without_actions, problems);
    lay_actions(&mut found.on_entry, change.on_entry.as_ref(), &change.without_actions);
    lay_actions(&mut found.on_exit, change.on_exit.as_ref(), &change.without_actions);
}

/// A list that is given anew stands for the old one; otherwise the old one without what is left out.
fn lay_actions(actions: &mut Vec<Action>, anew: Option<&Vec<Action>>, without: &[Name]) {
    match anew {
        Some(anew) => actions.clone_from(anew),
        None => actions.retain(|action| {
            let name = action_name(action);
            !without.iter().any(|left_out| left_out.value == name)
        }),
    }
}

/// Wherever a machine waits for one of these periods, days are counted otherwise.
pub(super) fn counting(
    bundle: &mut Bundle,
    of: &[Name],
    counting: Counting,
    problems: &mut Problems,
) {
    for period in of {
        if bundle.parameters.iter().all(|(known, _)| known.value != period.value) {
            let names = bundle.parameters.iter().map(|(name, _)| name.value.as_str());
            unknown(period, Phrase::Parameter, names, problems);
        }
    }
    bundle.recounted.extend(of.iter().map(|name| (name.clone(), counting)));
    for machine in &mut bundle.machines {
        counted(&mut machine.root, of, counting);
    }
}

fn counted(state: &mut State, of: &[Name], way: Counting) {
    let is_meant = |period: &Name| of.iter().any(|name| name.value == period.value);
    for transition in &mut state.transitions {
        let origin = transition.origin.clone();
        let clock = |before: &Option<Clock>| {
            let origin =
                before.as_ref().map_or_else(|| origin.clone(), |clock| clock.origin.clone());
            Some(Clock { counting: way, origin })
        };
        if let Some(floor) = transition.not_before.as_mut().filter(|floor| is_meant(&floor.period))
        {
            floor.counting = clock(&floor.counting);
        }
        if let Trigger::Timer(timer) = &mut transition.trigger
            && let TimerLength::Period { parameter, counting, .. } = &mut timer.length
            && is_meant(parameter)
        {
            *counting = clock(counting);
        }
    }
    state.states.iter_mut().for_each(|child| counted(child, of, way));
}
