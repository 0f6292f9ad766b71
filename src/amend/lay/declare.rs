//! Declared things: new ones, those that go, those that are otherwise.

use super::list::{known_members, says_what_it_leaves_out};
use super::unknown;
use crate::amend::find::{machine_mut, machine_of};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Text};
use crate::policy::{
    Applies, Bundle, ChoiceChange, Declarations, Declared, FieldsChange, Gone, Name, Obligation,
    ObligationChange, Place, RoleChange, Section, add, each_section,
};

/// New things are declared.
pub(super) fn declare(bundle: &mut Bundle, declared: &Declarations, problems: &mut Problems) {
    macro_rules! take {
        ($( $field:ident $kind:ident $word:literal, )*) => {
            $( add(&mut bundle.$field, declared.$field.clone(), problems); )*
        };
    }
    each_section!(take);
    for machine in &declared.machines {
        match bundle.machines.iter().find(|known| known.name.value == machine.name.value) {
            Some(known) => {
                problems.push(Diagnostic::duplicate(&machine.name, known.name.span));
            }
            None => bundle.machines.push(machine.clone()),
        }
    }
}

/// The names of all things of a section.
fn names_of(bundle: &Bundle, section: Section) -> Vec<&str> {
    macro_rules! names {
        ($( $field:ident $kind:ident $word:literal, )*) => {
            match section {
                $( Section::$kind => {
                    bundle.$field.iter().map(|(name, _)| name.value.as_str()).collect()
                } )*
                Section::Machine => {
                    bundle.machines.iter().map(|machine| machine.name.value.as_str()).collect()
                }
            }
        };
    }
    each_section!(names)
}

/// Declared things are taken away.
pub(super) fn remove(
    bundle: &mut Bundle,
    original: &Bundle,
    removed: &[(Section, Name)],
    problems: &mut Problems,
) {
    for (section, name) in removed {
        // Another change may have taken it away already; but there must have been one.
        let known = |bundle: &Bundle| names_of(bundle, *section).contains(&name.value.as_str());
        if !known(bundle) {
            if !known(original) {
                unknown(name, section.phrase(), names_of(original, *section), problems);
            }
            continue;
        }
        macro_rules! take_away {
            ($( $field:ident $kind:ident $word:literal, )*) => {
                match section {
                    $( Section::$kind => {
                        bundle.$field.retain(|(known, _)| known.value != name.value);
                    } )*
                    Section::Machine => {
                        bundle.machines.retain(|known| known.name.value != name.value);
                    }
                }
            };
        }
        each_section!(take_away);
        let (kind, at) = (section.phrase(), name.span);
        bundle.gone.push(Gone { kind, name: name.value.clone(), at });
    }
}

/// The thing of a name among those of a section.
fn find<'b, T>(
    all: &'b mut Declared<T>,
    name: &Name,
    kind: Phrase,
    problems: &mut Problems,
) -> Option<&'b mut T> {
    match all.iter().position(|(known, _)| known.value == name.value) {
        Some(at) => all.get_mut(at).map(|(_, found)| found),
        None => {
            unknown(name, kind, all.iter().map(|(name, _)| name.value.as_str()), problems);
            None
        }
    }
}

/// Where something new stands among others.
pub(super) fn index<T>(
    all: &[T],
    place: &Place,
    is_it: impl Fn(&T, &str) -> bool,
) -> Option<usize> {
    let at = all.iter().position(|one| is_it(one, &place.other.value))?;
    Some(if place.before { at } else { at + 1 })
}

/// A choice has values more or less.
pub(super) fn choice(bundle: &mut Bundle, change: &ChoiceChange, problems: &mut Problems) {
    let name = &change.choice;
    let Some(choice) = find(&mut bundle.choices, name, Phrase::Choice, problems) else { return };
    let known: Vec<String> = choice.values.iter().map(|(name, _)| name.value.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut fresh: Declared<Text> = Vec::new();
    for (name, title) in &change.add {
        match choice.values.iter().find(|(known, _)| known.value == name.value) {
            Some((first, _)) => problems.push(Diagnostic::duplicate(name, first.span)),
            None => fresh.push((name.clone(), title.clone())),
        }
    }
    if let Some(place) = &change.place {
        let is_it = |(known, _): &(Name, Text), name: &str| known.value == name;
        match index(&choice.values, place, is_it) {
            Some(at) => drop(choice.values.splice(at..at, fresh)),
            None => unknown(&place.other, Phrase::ChoiceValue, known.iter().copied(), problems),
        }
    }
    known_members(&change.without, &known, Phrase::ChoiceValue, problems);
    choice.values.retain(|(known, _)| change.without.iter().all(|gone| gone.value != known.value));
    let gone = change.without.iter().map(|name| Gone {
        kind: Phrase::ChoiceValue,
        name: name.value.clone(),
        at: name.span,
    });
    bundle.gone.extend(gone);
}

/// An event, a register, an account or a machine's data has fields more or less.
pub(super) fn fields(bundle: &mut Bundle, change: &FieldsChange, problems: &mut Problems) {
    let kind = change.section.phrase();
    let found = match change.section {
        Section::Event => {
            find(&mut bundle.events, &change.name, kind, problems).map(|event| &mut event.data)
        }
        Section::Register => find(&mut bundle.registers, &change.name, kind, problems)
            .map(|register| &mut register.columns),
        Section::Machine => {
            if machine_of(bundle, &change.name).is_none() {
                let names = bundle.machines.iter().map(|known| known.name.value.as_str());
                unknown(&change.name, kind, names, problems);
            }
            machine_mut(bundle, &change.name).map(|machine| &mut machine.data)
        }
        _ => find(&mut bundle.accounts, &change.name, kind, problems)
            .map(|account| &mut account.columns),
    };
    let Some(found) = found else { return };
    let known: Vec<&str> = found.iter().map(|(name, _)| name.value.as_str()).collect();
    let part = match change.section {
        Section::Machine => Phrase::Field,
        _ => Phrase::Column,
    };
    known_members(&change.without, &known, part, problems);
    found.retain(|(known, _)| change.without.iter().all(|gone| gone.value != known.value));
    add(found, change.add.clone(), problems);
    let gone = change.without.iter().map(|name| Gone {
        kind: part,
        name: name.value.clone(),
        at: name.span,
    });
    bundle.gone.extend(gone);
}

/// A role is held by somebody else.
pub(super) fn role(bundle: &mut Bundle, change: &RoleChange, problems: &mut Problems) {
    if let Some(role) = find(&mut bundle.roles, &change.role, Phrase::Role, problems) {
        role.holder = change.holder.clone();
    }
}

/// Another day decides which values of a parameter apply.
pub(super) fn applies(
    bundle: &mut Bundle,
    parameter: &Name,
    applies: &Applies,
    problems: &mut Problems,
) {
    let found = find(&mut bundle.parameters, parameter, Phrase::Parameter, problems);
    if let Some(found) = found {
        found.applies = Some(applies.clone());
    }
}

/// A duty is otherwise; a list that is given anew says what it leaves out.
pub(super) fn obligation(bundle: &mut Bundle, change: &ObligationChange, problems: &mut Problems) {
    let name = &change.obligation;
    let kind = Phrase::Obligation;
    let Some(duty) = find(&mut bundle.obligations, name, kind, problems) else { return };
    let texts =
        |names: &[Name]| -> Vec<String> { names.iter().map(|name| name.value.clone()).collect() };
    let known = all_names(duty);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    known_members(&change.without, &known, kind, problems);
    let lists = [
        (Phrase::Role, &mut duty.by, &change.by),
        (Phrase::State, &mut duty.opens, &change.opens),
        (Phrase::Event, &mut duty.fulfilled_by, &change.fulfilled_by),
        (Phrase::State, &mut duty.reported, &change.reported),
    ];
    for (what, before, anew) in lists {
        let Some(anew) = anew else { continue };
        let (old, new) = (texts(before), texts(anew));
        says_what_it_leaves_out(name.span, what, &old, &new, &change.without, problems);
        before.clone_from(anew);
    }
    if let Some(due) = &change.due {
        duty.due.clone_from(due);
    }
}

fn all_names(duty: &Obligation) -> Vec<String> {
    let lists = [&duty.by, &duty.opens, &duty.fulfilled_by, &duty.reported];
    lists.into_iter().flatten().map(|name| name.value.clone()).collect()
}
