//! Machines of several versions in one chart: a state that several have stands once, and each
//! transition and action says under which versions it is there.

use super::{Uniting, list, variants};
use crate::lang::Phrase;
use crate::policy::{Action, Field, Machine, Name, Shared, State, Transition, Under, Version};

impl Uniting<'_, '_> {
    /// All machines.
    pub(super) fn machines(&mut self) -> Shared<Vec<Machine>> {
        if let Some(one) = self.one_for_all(&|bundle| &bundle.machines) {
            return one.clone();
        }
        let lists: Vec<_> =
            self.each().map(|(version, bundle)| (version, bundle.machines.as_slice())).collect();
        let same = |one: &Machine, other: &Machine| one.name.value == other.name.value;
        let merged = list::merged(&lists, same);
        let each = merged.into_iter().map(|(under, first)| {
            let named = lists.iter().filter_map(|(version, machines)| {
                machines.iter().find(|known| same(known, first)).map(|machine| (*version, machine))
            });
            let named: Vec<(Version, &Machine)> = named.collect();
            let differs = named.iter().any(|(_, machine)| *machine != first);
            let mut machine = if differs { self.machine(first, &named) } else { first.clone() };
            // Nothing of it moves under a version that does not have it.
            if !under.is_all() {
                only_under(&mut machine.root, under);
            }
            machine
        });
        each.collect()
    }

    fn machine(&mut self, first: &Machine, named: &[(Version, &Machine)]) -> Machine {
        let mut joined = first.clone();
        let fixed = |machine: &Machine| {
            let names: Vec<String> =
                machine.opened_by.iter().map(|name| name.value.clone()).collect();
            let key = machine
                .key
                .iter()
                .map(|(name, field)| (name.value.clone(), field.ty.value.clone()));
            let key: Vec<_> = key.collect();
            let owner = machine.owner.as_ref().map(|owner| owner.value.clone());
            (names, key, owner, machine.outside_validity)
        };
        if named.iter().any(|(_, machine)| fixed(machine) != fixed(first)) {
            self.refuse(Phrase::Machine, &first.name);
        }
        for (name, field) in named.iter().flat_map(|(_, machine)| &machine.data) {
            self.datum(&mut joined.data, name, field);
        }
        let roots: Vec<(Version, &State)> =
            named.iter().map(|(version, machine)| (*version, &machine.root)).collect();
        joined.root = self.state(&first.root, &roots);
        joined
    }

    fn datum(&mut self, data: &mut Vec<(Name, Field)>, name: &Name, field: &Field) {
        match data.iter().find(|(known, _)| known.value == name.value) {
            Some((_, known)) if known.ty.value != field.ty.value => {
                self.refuse(Phrase::Field, name);
            }
            Some(_) => {}
            None => data.push((name.clone(), field.clone())),
        }
    }

    /// One state of several versions.
    fn state(&mut self, first: &State, all: &[(Version, &State)]) -> State {
        let mut joined = first.clone();
        let names =
            |names: &[Name]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        let fixed = |state: &State| (state.kind, names(&initial(state)), state.on_initial.clone());
        if all.iter().any(|(_, state)| fixed(state) != fixed(first)) {
            self.refuse(Phrase::State, &first.name);
        }
        joined.initial = initial(first);
        joined.on_entry = actions(all, |state| &state.on_entry);
        joined.on_exit = actions(all, |state| &state.on_exit);
        let lists: Vec<_> =
            all.iter().map(|(version, state)| (*version, state.transitions.as_slice())).collect();
        joined.transitions = list::merged(&lists, |one, other| one == other)
            .into_iter()
            .map(|(under, transition)| Transition { under, ..transition.clone() })
            .collect();
        let lists: Vec<_> =
            all.iter().map(|(version, state)| (*version, state.states.as_slice())).collect();
        let same = |one: &State, other: &State| one.name.value == other.name.value;
        // An order of stages is one of the ways between them, not of where they are written.
        joined.states = list::anywhere(&lists, same)
            .into_iter()
            .map(|(under, child)| {
                let named = lists.iter().filter_map(|(version, states)| {
                    states.iter().find(|known| same(known, child)).map(|child| (*version, child))
                });
                let named: Vec<(Version, &State)> = named.collect();
                let several = variants(&lists, |known| same(known, child)).len() > 1;
                let state = if several { self.state(child, &named) } else { child.clone() };
                State { under, ..state }
            })
            .collect();
        joined
    }
}

/// The transitions of a state and all inside it stand under these versions only.
fn only_under(state: &mut State, under: Under) {
    for transition in &mut state.transitions {
        transition.under = transition.under.and(under);
    }
    state.states.iter_mut().for_each(|child| only_under(child, under));
}

/// The states entered by default; the first child where none is named.
fn initial(state: &State) -> Vec<Name> {
    let composite = state.kind == crate::policy::StateKind::Plain && !state.states.is_empty();
    match state.states.first().filter(|_| composite && state.initial.is_empty()) {
        Some(child) => vec![child.name.clone()],
        None => state.initial.clone(),
    }
}

fn actions<'v>(
    all: &[(Version, &'v State)],
    get: impl Fn(&'v State) -> &'v Vec<Action>,
) -> Vec<Action> {
    let lists: Vec<_> =
        all.iter().map(|(version, state)| (*version, get(state).as_slice())).collect();
    list::merged(&lists, |one, other| one == other)
        .into_iter()
        .map(|(under, action)| Action { under, ..action.clone() })
        .collect()
}
