//! What a relation names is there, and is such that it can be tried.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::machine::State;
use crate::policy::{Bundle, Counted, Holds, Name, ParameterValue, TypeName};

/// Tells of names that are not there, and of relations that nothing can be varied for.
pub(super) fn every_relation_can_be_tried(bundle: &Bundle, problems: &mut Problems) {
    for (_, relation) in &bundle.relations {
        match &relation.holds {
            Holds::More { of, selection } => more(bundle, of, selection, problems),
            Holds::Refused { event, by, ends } => {
                known(event, Phrase::Event, names(&bundle.events), problems);
                if let Some(by) = by {
                    known(by, Phrase::Role, names(&bundle.roles), problems);
                }
                let states = bundle.machines.iter().flat_map(|machine| states(&machine.root));
                let states: Vec<&str> = states.collect();
                for end in ends {
                    known(end, Phrase::State, states.iter().copied(), problems);
                }
            }
            Holds::SameDay { events } => {
                for event in events {
                    known(event, Phrase::Event, names(&bundle.events), problems);
                }
            }
            Holds::Cycles { cycle, years } => {
                cycles(bundle, cycle, problems);
                let counted = counted(bundle);
                for year in years {
                    known(year, Phrase::Field, counted.iter().copied(), problems);
                }
            }
            Holds::Renamed => {}
        }
    }
}

fn names<T>(declared: &[(Name, T)]) -> impl Iterator<Item = &str> {
    declared.iter().map(|(name, _)| name.value.as_str())
}

fn known<'k>(
    name: &Name,
    kind: Phrase,
    known: impl Iterator<Item = &'k str>,
    problems: &mut Problems,
) {
    let all: Vec<&str> = known.collect();
    if !all.contains(&name.value.as_str()) {
        let args = vec![("name", name.value.as_str().into()), ("kind", kind.into())];
        let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
        problems.push(wrong.with_nearest(&name.value, all));
    }
}

/// Tells that a name is no such thing as the relation needs.
fn not_so(name: &Name, why: Phrase, problems: &mut Problems) {
    let args = vec![("name", Word::from(name.value.as_str())), ("why", why.into())];
    problems.add(Problem::RelationUntriable, name.span, args);
}

fn more(bundle: &Bundle, of: &Counted, selection: &Name, problems: &mut Problems) {
    let is_number =
        |ty: &TypeName| matches!(ty, TypeName::Count | TypeName::Share | TypeName::Money);
    let of = match of {
        Counted::Fact(fact) => {
            known(fact, Phrase::Fact, names(&bundle.facts), problems);
            let found = bundle.facts.iter().find(|(name, _)| name.value == fact.value);
            found.map(|(_, found)| (fact, &found.ty.value))
        }
        Counted::Event(event, data) => {
            known(event, Phrase::Event, names(&bundle.events), problems);
            let found = bundle.events.iter().find(|(name, _)| name.value == event.value);
            found.and_then(|(_, found)| {
                known(data, Phrase::Field, names(&found.data), problems);
                let field = found.data.iter().find(|(name, _)| name.value == data.value)?;
                Some((data, &field.1.ty.value))
            })
        }
    };
    if let Some((name, _)) = of.filter(|(_, ty)| !is_number(ty)) {
        not_so(name, Phrase::RelationNoNumber, problems);
    }
    known(selection, Phrase::Selection, names(&bundle.selections), problems);
    let found = bundle.selections.iter().find(|(name, _)| name.value == selection.value);
    if found.is_some_and(|(_, found)| found.order.is_empty()) {
        not_so(selection, Phrase::RelationNoRanking, problems);
    }
}

fn cycles(bundle: &Bundle, cycle: &Name, problems: &mut Problems) {
    known(cycle, Phrase::Parameter, names(&bundle.parameters), problems);
    let Some((_, found)) = bundle.parameters.iter().find(|(name, _)| name.value == cycle.value)
    else {
        return;
    };
    let is_length = |value: &ParameterValue| match value {
        ParameterValue::Period(period) => {
            matches!(period.unit, crate::calendar::Unit::Years | crate::calendar::Unit::Months)
        }
        _ => false,
    };
    if !found.values.iter().all(|(_, value)| is_length(&value.value)) {
        not_so(cycle, Phrase::RelationNoCycle, problems);
    }
}

/// The states of a machine, however deep.
fn states(state: &State) -> Vec<&str> {
    let own = state.states.iter();
    own.flat_map(|child| std::iter::once(child.name.value.as_str()).chain(states(child))).collect()
}

/// The names of whole numbers: parts of keys, data, facts, columns, parameters.
fn counted(bundle: &Bundle) -> Vec<&str> {
    fn of<'b>(name: &'b Name, ty: &'b TypeName, found: &mut Vec<&'b str>) {
        match ty {
            TypeName::Count => found.push(&name.value),
            TypeName::List(columns) => {
                columns.iter().for_each(|(name, ty)| of(name, &ty.value, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    let machines =
        bundle.machines.iter().flat_map(|machine| machine.key.iter().chain(&machine.data));
    let events = bundle.events.iter().flat_map(|(_, event)| &event.data);
    let registers = bundle.registers.iter().flat_map(|(_, register)| &register.columns);
    let accounts = bundle.accounts.iter().flat_map(|(_, account)| &account.columns);
    for (name, field) in machines.chain(events).chain(registers).chain(accounts) {
        of(name, &field.ty.value, &mut found);
    }
    bundle.facts.iter().for_each(|(name, fact)| of(name, &fact.ty.value, &mut found));
    for (name, parameter) in &bundle.parameters {
        let mut values = parameter.values.iter();
        if values.all(|(_, value)| matches!(value.value, ParameterValue::Count(_))) {
            found.push(&name.value);
        }
    }
    found
}
