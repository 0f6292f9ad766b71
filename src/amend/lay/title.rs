//! What people call things.

use super::unknown;
use crate::amend::find::{machine_mut, names_in, state_mut};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Text};
use crate::policy::{Bundle, Declared, Name, Section, Titled};

/// Something is called otherwise.
pub(super) fn title(
    bundle: &mut Bundle,
    of: Titled,
    path: &[Name],
    title: &Text,
    problems: &mut Problems,
) {
    let Some(first) = path.first() else { return };
    let place = match (of, path.get(1)) {
        (Titled::One(section), _) => one(bundle, section, first, title, problems),
        (Titled::State, Some(state)) => state_title(bundle, first, state, problems),
        (Titled::Value, Some(value)) => {
            let choice = find(&mut bundle.choices, first, Phrase::Choice, problems);
            choice.and_then(|choice| find(&mut choice.values, value, Phrase::ChoiceValue, problems))
        }
        (Titled::Quota, Some(quota)) => {
            let found = find(&mut bundle.selections, first, Phrase::Selection, problems);
            found.and_then(|found| {
                let at = found.quotas.iter().position(|known| known.name.value == quota.value);
                if at.is_none() {
                    let names = found.quotas.iter().map(|known| known.name.value.as_str());
                    unknown(quota, Phrase::Quota, names, problems);
                }
                at.and_then(|at| found.quotas.get_mut(at)).map(|quota| &mut quota.title)
            })
        }
        (Titled::State | Titled::Value | Titled::Quota, None) => None,
    };
    if let Some(place) = place {
        place.clone_from(title);
    }
}

fn find<'b, T>(
    all: &'b mut Declared<T>,
    name: &Name,
    kind: Phrase,
    problems: &mut Problems,
) -> Option<&'b mut T> {
    let at = all.iter().position(|(known, _)| known.value == name.value);
    if at.is_none() {
        unknown(name, kind, all.iter().map(|(name, _)| name.value.as_str()), problems);
    }
    at.and_then(|at| all.get_mut(at)).map(|(_, found)| found)
}

fn one<'b>(
    bundle: &'b mut Bundle,
    section: Section,
    name: &Name,
    title: &Text,
    problems: &mut Problems,
) -> Option<&'b mut Text> {
    let kind = section.phrase();
    macro_rules! titles {
        ($( $kind:ident $field:ident $title:ident, )*) => {
            match section {
                $( Section::$kind => {
                    find(&mut bundle.$field, name, kind, problems).map(|found| &mut found.$title)
                } )*
                Section::Machine => {
                    if machine_mut(bundle, name).is_none() {
                        let names = bundle.machines.iter().map(|known| known.name.value.as_str());
                        unknown(name, kind, names, problems);
                    }
                    let machine = machine_mut(bundle, name)?;
                    machine.root.title.clone_from(title);
                    Some(&mut machine.title)
                }
            }
        };
    }
    titles! {
        Choice choices title,
        Kind kinds title,
        Parameter parameters title,
        Fact facts title,
        Finding findings question,
        Event events title,
        Role roles title,
        Register registers title,
        Account accounts title,
        Obligation obligations title,
        Record records title,
        Group groups title,
        Selection selections title,
    }
}

fn state_title<'b>(
    bundle: &'b mut Bundle,
    machine: &Name,
    state: &Name,
    problems: &mut Problems,
) -> Option<&'b mut Text> {
    if machine_mut(bundle, machine).is_none() {
        let names = bundle.machines.iter().map(|known| known.name.value.as_str());
        unknown(machine, Phrase::Machine, names, problems);
    }
    let root = &mut machine_mut(bundle, machine)?.root;
    if state_mut(root, state).is_none() {
        unknown(state, Phrase::State, names_in(root), problems);
    }
    state_mut(root, state).map(|found| &mut found.title)
}
