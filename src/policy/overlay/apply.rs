//! Laying changes over a bundle, one after the other.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{
    Bundle, Change, ChangeKind, Name, ParameterValue, State, TransitionChange, Trigger,
};

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
            apply(&mut laid, change, problems);
        }
    }
    for change in &overlay.changes {
        apply(&mut laid, change, problems);
    }
    laid
}

fn unknown(name: &Name, kind: Phrase, names: &[&str], problems: &mut Problems) {
    let args = vec![("name", name.value.as_str().into()), ("kind", kind.into())];
    let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(diagnostic.with_nearest(name, names.iter().copied()));
}

fn apply(bundle: &mut Bundle, change: &Change, problems: &mut Problems) {
    match &change.kind {
        ChangeKind::Parameter { name, value } => {
            match bundle.parameters.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((_, parameter)) => parameter.values = vec![(None, value.clone())],
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
                        row.value = value.clone();
                        changed = true;
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
        ChangeKind::Transition(change) => transition(bundle, change, problems),
    }
}

fn transition(bundle: &mut Bundle, change: &TransitionChange, problems: &mut Problems) {
    let machine =
        bundle.machines.iter_mut().find(|machine| machine.name.value == change.machine.value);
    let Some(machine) = machine else {
        let names: Vec<&str> =
            bundle.machines.iter().map(|machine| machine.name.value.as_str()).collect();
        unknown(&change.machine, Phrase::Machine, &names, problems);
        return;
    };
    let Some(state) = find_state(&mut machine.root, &change.state.value) else {
        unknown(&change.state, Phrase::State, &[], problems);
        return;
    };
    let heard = |trigger: &Trigger| match trigger {
        Trigger::Events(names) => names.iter().any(|name| name.value == change.event.value),
        Trigger::Timer(_) | Trigger::Eventless => false,
    };
    let Some(at) = state.transitions.iter().position(|known| heard(&known.trigger)) else {
        unknown(&change.event, Phrase::Event, &[], problems);
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
