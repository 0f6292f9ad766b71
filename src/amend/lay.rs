//! Laying changes on a bundle, one after the other.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{
    Bundle, Change, ChangeKind, Name, ParameterValue, State, TimerLength, TransitionChange, Trigger,
};
use crate::source::Spanned;

/// What is laid over a bundle.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Readings by number, each with the option to follow.
    pub readings: Vec<(Name, Name)>,
    /// Changes, laid after the readings.
    pub changes: Vec<Change>,
}

/// The bundle under an overlay.
pub fn lay(bundle: &Bundle, overlay: &Overlay, problems: &mut Problems) -> Bundle {
    let mut laid = bundle.clone();
    for (number, wanted) in &overlay.readings {
        let Some((_, reading)) =
            bundle.readings.iter().find(|(name, _)| name.value == number.value)
        else {
            let names: Vec<&str> =
                bundle.readings.iter().map(|(name, _)| name.value.as_str()).collect();
            unknown(number, Phrase::Reading, &names, problems);
            continue;
        };
        let Some((_, option)) = reading.options.iter().find(|(name, _)| name.value == wanted.value)
        else {
            let names: Vec<&str> =
                reading.options.iter().map(|(name, _)| name.value.as_str()).collect();
            unknown(wanted, Phrase::Reading, &names, problems);
            continue;
        };
        for change in &option.changes {
            apply(&mut laid, bundle, change, problems);
        }
    }
    for change in &overlay.changes {
        apply(&mut laid, bundle, change, problems);
    }
    laid
}

fn unknown(name: &Name, kind: Phrase, names: &[&str], problems: &mut Problems) {
    let args = vec![("name", name.value.as_str().into()), ("kind", kind.into())];
    let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(diagnostic.with_nearest(name, names.iter().copied()));
}

/// The value, where it is of the same kind as the one that it replaces; a whole number may be a share.
fn of_kind<T>(
    old: Option<&(T, Spanned<ParameterValue>)>,
    value: &Spanned<ParameterValue>,
    problems: &mut Problems,
) -> Option<Spanned<ParameterValue>> {
    let Some((_, old)) = old else { return Some(value.clone()) };
    if let (ParameterValue::Share(_), ParameterValue::Count(whole)) = (&old.value, &value.value) {
        return Some(Spanned::new(ParameterValue::Share((*whole).into()), value.span));
    }
    let (expected, found) = (old.value.kind(), value.value.kind());
    if expected == found {
        return Some(value.clone());
    }
    let args = vec![("expected", expected.into()), ("found", found.into())];
    problems.add(Problem::TypeMismatch, value.span, args);
    None
}

fn apply(bundle: &mut Bundle, original: &Bundle, change: &Change, problems: &mut Problems) {
    match &change.kind {
        ChangeKind::Parameter { name, value } => {
            match bundle.parameters.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((_, parameter)) => {
                    if let Some(value) = of_kind(parameter.values.last(), value, problems) {
                        parameter.values = vec![(None, value)];
                    }
                }
                None => {
                    let names: Vec<&str> =
                        bundle.parameters.iter().map(|(name, _)| name.value.as_str()).collect();
                    unknown(name, Phrase::Parameter, &names, problems);
                }
            }
        }
        ChangeKind::Row { name, keys, value } => {
            let found = bundle.parameters.iter_mut().find(|(known, _)| known.value == name.value);
            let Some((_, parameter)) = found else {
                let names: Vec<&str> =
                    bundle.parameters.iter().map(|(name, _)| name.value.as_str()).collect();
                unknown(name, Phrase::Parameter, &names, problems);
                return;
            };
            let wanted: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
            let mut changed = false;
            for (_, table) in &mut parameter.values {
                let ParameterValue::Table { rows, .. } = &mut table.value else { continue };
                for row in rows.iter_mut() {
                    if row.keys.iter().map(|key| key.value.as_str()).eq(wanted.iter().copied()) {
                        changed = true;
                        let old = (None::<()>, row.value.clone());
                        if let Some(value) = of_kind(Some(&old), value, problems) {
                            row.value = value;
                        }
                    }
                }
            }
            if let (false, Some(key)) = (changed, keys.first()) {
                let mut rows: Vec<String> = Vec::new();
                for (_, table) in &parameter.values {
                    if let ParameterValue::Table { rows: known, .. } = &table.value {
                        rows.extend(known.iter().map(|row| {
                            let keys: Vec<&str> =
                                row.keys.iter().map(|key| key.value.as_str()).collect();
                            keys.join(".")
                        }));
                    }
                }
                let names: Vec<&str> = rows.iter().map(String::as_str).collect();
                unknown(key, Phrase::ChoiceValue, &names, problems);
            }
        }
        ChangeKind::Rule { name, by } => {
            // Of two changes of one rule the later holds.
            bundle.rule_swaps.retain(|(known, _)| known.value != name.value);
            bundle.rule_swaps.push((name.clone(), by.clone()));
        }
        ChangeKind::Counting(way) => bundle.manifest.counting = *way,
        ChangeKind::Quotas { selection, quotas } => {
            match bundle.selections.iter_mut().find(|(known, _)| known.value == selection.value) {
                Some((_, found)) => found.quotas.clone_from(quotas),
                None => {
                    let names: Vec<&str> =
                        bundle.selections.iter().map(|(name, _)| name.value.as_str()).collect();
                    unknown(selection, Phrase::Selection, &names, problems);
                }
            }
        }
        ChangeKind::Transition(change) => transition(bundle, original, change, problems),
        ChangeKind::State(change) => {
            let Some(found) = state_of(bundle, &change.machine, &change.state, problems) else {
                return;
            };
            if let Some(on_entry) = &change.on_entry {
                found.on_entry.clone_from(on_entry);
            }
            if let Some(on_exit) = &change.on_exit {
                found.on_exit.clone_from(on_exit);
            }
        }
        ChangeKind::WaitForTheCalendar => bundle.calendar = bundle.calendar.clone().waiting(),
    }
}

/// The state that a change names.
fn state_of<'b>(
    bundle: &'b mut Bundle,
    machine: &Name,
    state: &Name,
    problems: &mut Problems,
) -> Option<&'b mut State> {
    let names: Vec<String> =
        bundle.machines.iter().map(|machine| machine.name.value.clone()).collect();
    let found = bundle.machines.iter_mut().find(|known| known.name.value == machine.value);
    let Some(found) = found else {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        unknown(machine, Phrase::Machine, &names, problems);
        return None;
    };
    let names = state_names(&found.root);
    let found = find_state(&mut found.root, &state.value);
    if found.is_none() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        unknown(state, Phrase::State, &names, problems);
    }
    found
}

fn state_names(state: &State) -> Vec<String> {
    let own = state.states.iter().map(|child| child.name.value.clone());
    own.chain(state.states.iter().flat_map(state_names)).collect()
}

fn transition(
    bundle: &mut Bundle,
    original: &Bundle,
    change: &TransitionChange,
    problems: &mut Problems,
) {
    // Another change may have taken a rule away already; but there must have been one.
    if !change.without.is_empty() {
        let mut copy = original.clone();
        let mut quiet = Problems::default();
        let state = state_of(&mut copy, &change.machine, &change.state, &mut quiet);
        let when = state.map(|state| state.transitions.iter().flat_map(|known| &known.when));
        let known: Vec<&str> = when.into_iter().flatten().map(|name| name.value.as_str()).collect();
        for name in change.without.iter().filter(|name| !known.contains(&name.value.as_str())) {
            unknown(name, Phrase::Rule, &known, problems);
        }
    }
    let Some(state) = state_of(bundle, &change.machine, &change.state, problems) else { return };
    let wanted = change.trigger.value.as_str();
    let heard = |trigger: &Trigger| match trigger {
        Trigger::Events(names) => names.iter().any(|name| name.value == wanted),
        Trigger::Timer(timer) => {
            let by_period = match &timer.length {
                TimerLength::Period { parameter, .. } => parameter.value == wanted,
                TimerLength::Plain(_) | TimerLength::Until(_) => false,
            };
            by_period || timer.name.as_ref().is_some_and(|name| name.value == wanted)
        }
        Trigger::Eventless => false,
    };
    let Some(at) = state.transitions.iter().position(|known| heard(&known.trigger)) else {
        let events = state.transitions.iter().flat_map(|known| match &known.trigger {
            Trigger::Events(names) => names.iter().map(|name| name.value.as_str()).collect(),
            Trigger::Timer(_) | Trigger::Eventless => Vec::new(),
        });
        let events: Vec<&str> = events.collect();
        unknown(&change.trigger, Phrase::Event, &events, problems);
        return;
    };
    if change.remove {
        state.transitions.remove(at);
        return;
    }
    if let Some(found) = state.transitions.get_mut(at) {
        if let Some(by) = &change.by {
            found.by.clone_from(by);
        }
        if let Some(when) = &change.when {
            found.when.clone_from(when);
        }
        found.when.retain(|known| change.without.iter().all(|name| name.value != known.value));
        let is_new = |name: &&Name| found.when.iter().all(|known| known.value != name.value);
        let more: Vec<Name> = change.add.iter().filter(is_new).cloned().collect();
        found.when.extend(more);
        if let Some(not_before) = &change.not_before {
            found.not_before = Some(not_before.clone());
        }
        if let Some(actions) = &change.actions {
            found.actions.clone_from(actions);
        }
        if let Some(target) = &change.target {
            found.target.clone_from(target);
        }
    }
}

fn find_state<'s>(state: &'s mut State, name: &str) -> Option<&'s mut State> {
    if state.name.value == name {
        return Some(state);
    }
    state.states.iter_mut().find_map(|child| find_state(child, name))
}
