//! What a change touches that declares, takes away, puts in or sets in another order.

use super::find::{each_state, machine_of, names_in, position, state_of};
use crate::policy::{
    Bundle, ChangeKind, Name, NewTransition, Place, StageChange, State, StatesChange, Trigger,
};

/// Tells of each element as a path and what becomes of it.
pub(super) fn touched(
    bundle: &Bundle,
    kind: &ChangeKind,
    written: &str,
    touch: &mut impl FnMut(&[&str], String),
) {
    match kind {
        ChangeKind::Declare(declared) => {
            for (section, name) in declared.names() {
                touch(&[section.word(), name], written.to_owned());
            }
        }
        ChangeKind::Remove(removed) => {
            for (section, name) in removed {
                touch(&[section.word(), name], "out".to_owned());
            }
        }
        ChangeKind::Choice(change) => {
            let of = ["choice", change.choice.as_str()];
            for (name, _) in &change.add {
                touch(&[of[0], of[1], name], written.to_owned());
            }
            members(&of, &[], &change.without, touch);
            if let Some(place) = change.place.as_ref().filter(|_| !change.add.is_empty()) {
                beside(&["order of choice", of[1]], place, written, touch);
            }
        }
        ChangeKind::Fields(change) => {
            let of = [change.section.word(), change.name.as_str()];
            for (name, _) in &change.add {
                touch(&[of[0], of[1], name], written.to_owned());
            }
            members(&of, &[], &change.without, touch);
        }
        ChangeKind::Role(change) => {
            touch(&["role", &change.role, "holder"], written.to_owned());
        }
        ChangeKind::Obligation(change) => {
            let parts = [
                ("by", change.by.is_some()),
                ("opens", change.opens.is_some()),
                ("due", change.due.is_some()),
                ("fulfilled_by", change.fulfilled_by.is_some()),
                ("reported", change.reported.is_some()),
            ];
            for (part, _) in parts.iter().filter(|(_, is_given)| *is_given) {
                touch(&["obligation", &change.obligation, part], written.to_owned());
            }
        }
        ChangeKind::Applies { parameter, .. } => {
            touch(&["parameter", parameter, "applies"], written.to_owned());
        }
        ChangeKind::NewRow { name, keys, .. } => row(name, keys, written, touch),
        ChangeKind::RowOut { name, keys } => row(name, keys, "out", touch),
        ChangeKind::States(change) => states(change, written, touch),
        ChangeKind::RemoveState { machine, state, to } => {
            remove_state(bundle, (machine, state, to), touch);
        }
        ChangeKind::NewTransition(change) => new_transition(change, written, touch),
        ChangeKind::Stage(change) => stage(bundle, change, written, touch),
        ChangeKind::Order { machine, stages } => {
            for stage in stages {
                touch(&["into", machine, stage], written.to_owned());
                touch(&["out of", machine, stage], written.to_owned());
            }
        }
        ChangeKind::Reading { number, meaning } => {
            touch(&["reading", number], meaning.value.clone());
        }
        ChangeKind::Title { of, path, title } => {
            let path = path.iter().map(|part| part.value.as_str());
            let path: Vec<&str> = ["title of", of.word()].into_iter().chain(path).collect();
            touch(&path, format!("{} {}", title.zh, title.en));
        }
        _ => {}
    }
}

/// Members of a list that a change adds or takes away.
pub(super) fn members(
    of: &[&str],
    add: &[Name],
    without: &[Name],
    touch: &mut impl FnMut(&[&str], String),
) {
    for (names, becomes) in [(add, "in"), (without, "out")] {
        for name in names {
            let path: Vec<&str> = of.iter().copied().chain([name.value.as_str()]).collect();
            touch(&path, becomes.to_owned());
        }
    }
}

fn row(name: &Name, keys: &[Name], becomes: &str, touch: &mut impl FnMut(&[&str], String)) {
    let keys = keys.iter().map(|key| key.value.as_str());
    let path: Vec<&str> = ["parameter", name.as_str()].into_iter().chain(keys).collect();
    touch(&path, becomes.to_owned());
}

/// Of two that put something at one place nobody knows which comes first.
fn beside(of: &[&str], place: &Place, written: &str, touch: &mut impl FnMut(&[&str], String)) {
    let side = if place.before { "before" } else { "after" };
    let path: Vec<&str> = of.iter().copied().chain([side, place.other.as_str()]).collect();
    touch(&path, written.to_owned());
}

/// What leads to a state is made otherwise by whatever puts something before it, too.
pub(super) fn leads_to(machine: &str, targets: &[Name], touch: &mut impl FnMut(&[&str], String)) {
    for target in targets {
        touch(&["into", machine, target], "led to".to_owned());
    }
}

/// What the transitions of a new state lead to.
fn leads(machine: &str, state: &State, touch: &mut impl FnMut(&[&str], String)) {
    each_state(state, &mut |state| {
        for transition in &state.transitions {
            leads_to(machine, &transition.target, touch);
        }
    });
}

fn states(change: &StatesChange, written: &str, touch: &mut impl FnMut(&[&str], String)) {
    for name in change.add.iter().flat_map(names_in) {
        touch(&["state", &change.machine, name], written.to_owned());
    }
    change.add.iter().for_each(|state| leads(&change.machine, state, touch));
    if let Some(place) = &change.place {
        beside(&["order of states", &change.machine], place, written, touch);
    }
}

fn remove_state(
    bundle: &Bundle,
    (machine, state, to): (&Name, &Name, &Name),
    touch: &mut impl FnMut(&[&str], String),
) {
    touch(&["state", machine, state], "out".to_owned());
    touch(&["transition", machine, state], "out".to_owned());
    touch(&["into", machine, state], to.value.clone());
    let root = machine_of(bundle, machine).map(|machine| &machine.root);
    let found = root.and_then(|root| state_of(root, state));
    for below in found.into_iter().flat_map(names_in).skip(1) {
        touch(&["state", machine, below], "out".to_owned());
        touch(&["transition", machine, below], "out".to_owned());
    }
}

fn new_transition(change: &NewTransition, written: &str, touch: &mut impl FnMut(&[&str], String)) {
    let of = ["transition", change.machine.as_str(), change.state.as_str()];
    // By the names of its events: what is there already is told by its place.
    let triggers: Vec<&str> = match &change.on.trigger {
        Trigger::Events(events) => events.iter().map(|event| event.value.as_str()).collect(),
        Trigger::Timer(_) => vec!["timer"],
        Trigger::Eventless => vec!["always"],
    };
    for trigger in triggers {
        touch(&[of[0], of[1], of[2], "new", trigger], written.to_owned());
    }
    leads_to(&change.machine, &change.on.target, touch);
    if let Some(place) = &change.place {
        beside(&["order of transitions", of[1], of[2]], place, written, touch);
    }
}

fn stage(
    bundle: &Bundle,
    change: &StageChange,
    written: &str,
    touch: &mut impl FnMut(&[&str], String),
) {
    let (machine, other) = (change.machine.as_str(), change.place.other.as_str());
    for name in names_in(&change.state) {
        touch(&["state", machine, name], written.to_owned());
    }
    leads(machine, &change.state, touch);
    if change.place.before {
        touch(&["into", machine, other], written.to_owned());
        return;
    }
    touch(&["out of", machine, other], written.to_owned());
    let found = machine_of(bundle, machine).and_then(|found| state_of(&found.root, other));
    for trigger in &change.on {
        let at = found.and_then(|found| position(&found.transitions, trigger));
        let which = at.map_or_else(|| trigger.value.clone(), |at| at.to_string());
        touch(&["transition", machine, other, &which, "target"], written.to_owned());
    }
}
