//! What a change touches: the elements of the bundle that it makes otherwise, each as a path from
//! the outside to the inside, so that a whole and its part are seen to meet.

use super::find::{position, state_of};
use super::made::{self, leads_to, members};
use crate::policy::{Bundle, Change, ChangeKind, Name, TransitionChange};

/// An element that a change makes otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Touched {
    /// The path: `rule`, its name; `selection`, its name, `quotas`, the limit's name.
    pub path: Vec<String>,
    /// What it becomes, as it is written; two that write the same do not conflict.
    pub becomes: String,
}

impl Touched {
    /// Whether two changes make the same element otherwise, each in its own way.
    pub fn meets(&self, other: &Self) -> bool {
        self.overlaps(other) && (self.path != other.path || self.becomes != other.becomes)
    }
    /// Whether one is the other, or a part of it.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.path.iter().zip(&other.path).all(|(one, other)| one == other)
    }
}

/// The elements that a change touches.
pub(super) fn touched(bundle: &Bundle, change: &Change) -> Vec<Touched> {
    let written = || bundle.sources.text(change.at).to_owned();
    let mut found = Vec::new();
    let mut touch = |path: &[&str], becomes: String| {
        found.push(Touched { path: path.iter().map(|&part| part.to_owned()).collect(), becomes });
    };
    match &change.kind {
        ChangeKind::Parameter { name, .. } | ChangeKind::Values { name, .. } => {
            touch(&["parameter", name], written())
        }
        ChangeKind::Row { name, keys, .. } => {
            let keys = keys.iter().map(|key| key.value.as_str());
            let path: Vec<&str> = ["parameter", name.as_str()].into_iter().chain(keys).collect();
            touch(&path, written());
        }
        ChangeKind::Members { parameter, add, without } => {
            members(&["parameter", parameter], add, without, &mut touch);
        }
        ChangeKind::Rule { name, by } => touch(&["rule", name], by.value.clone()),
        ChangeKind::Group { group, add, without } => {
            for member in add {
                touch(&["group", group, &member.rule], written());
            }
            members(&["group", group], &[], without, &mut touch);
        }
        ChangeKind::Counting { of, counting } => {
            let becomes = format!("{counting:?}");
            if of.is_empty() {
                touch(&["counting"], becomes.clone());
            }
            for period in of {
                touch(&["counting", period], becomes.clone());
            }
        }
        ChangeKind::Quotas { selection, .. } => {
            touch(&["selection", selection, "quotas"], written());
        }
        ChangeKind::Selection(change) => {
            for quota in change.add.iter().chain(&change.replace) {
                let path = ["selection", change.selection.as_str(), "quotas", quota.name.as_str()];
                touch(&path, written());
            }
            let of = ["selection", change.selection.as_str(), "quotas"];
            members(&of, &[], &change.without, &mut touch);
            let of = ["selection", change.selection.as_str(), "each"];
            members(&of, &change.add_each, &change.without_each, &mut touch);
        }
        ChangeKind::Transition(change) => transition(bundle, change, &mut touch),
        ChangeKind::State(change) => {
            let parts = [("on_entry", &change.on_entry), ("on_exit", &change.on_exit)];
            for (part, _) in parts.iter().filter(|(_, given)| given.is_some()) {
                touch(&["state", &change.machine, &change.state, part], written());
            }
        }
        ChangeKind::WaitForTheCalendar => touch(&["calendar"], String::new()),
        kind => made::touched(bundle, kind, &written(), &mut touch),
    }
    found
}

fn transition(bundle: &Bundle, change: &TransitionChange, touch: &mut impl FnMut(&[&str], String)) {
    // Two changes may name one transition by different events that it hears.
    let found = bundle.machines.iter().find(|known| known.name.value == change.machine.value);
    let state = found.and_then(|machine| state_of(&machine.root, &change.state));
    let heard = state.and_then(|state| position(&state.transitions, &change.trigger));
    let which = heard.map_or_else(|| change.trigger.value.clone(), |at| at.to_string());
    let own = ["transition", change.machine.as_str(), change.state.as_str(), which.as_str()];
    if change.remove {
        touch(&own, "out".to_owned());
        return;
    }
    let part = |name: &'static str| own.iter().copied().chain([name]).collect::<Vec<&str>>();
    let written = |names: &[Name]| {
        let names: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        names.join(" ")
    };
    for (name, given) in [("by", &change.by), ("when", &change.when), ("target", &change.target)] {
        if let Some(names) = given {
            touch(&part(name), written(names));
        }
    }
    if let Some(targets) = &change.target {
        leads_to(&change.machine, targets, touch);
    }
    members(&part("by"), &change.add_by, &change.without_by, touch);
    members(&part("when"), &change.add, &change.without, touch);
    if let Some(floor) = &change.not_before {
        touch(&part("not_before"), bundle.sources.text(floor.at).to_owned());
    }
    if let Some(actions) = &change.actions {
        let texts: Vec<&str> =
            actions.iter().map(|action| bundle.sources.text(action.at)).collect();
        touch(&part("actions"), texts.join(" "));
    }
}
