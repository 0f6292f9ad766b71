//! Names that people cannot tell apart.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::{lookalike, looks};
use crate::lang::{Phrase, Problem};
use crate::policy::{Bundle, Declared, Name};
use crate::program::Program;

/// Tells of names that look like an earlier one and are another.
pub(super) fn names_can_be_told_apart(bundle: &Bundle, _: &Program, problems: &mut Problems) {
    let mut seen: BTreeMap<String, &Name> = BTreeMap::new();
    for name in declared(bundle) {
        let first = match seen.entry(looks(name)) {
            Entry::Vacant(place) => {
                place.insert(name);
                continue;
            }
            Entry::Occupied(first) => *first.get(),
        };
        let Some(found) = lookalike(name, first).filter(|found| found.is_treacherous()) else {
            continue;
        };
        let args = vec![("name", name.value.as_str().into())];
        let told = Diagnostic::new(Problem::Lookalike, name.span, args);
        problems
            .push(told.with_related(first.span, Phrase::GivenHere).with_lookalike(first, &found));
    }
}

/// The names that rules and machines use.
fn declared(bundle: &Bundle) -> Vec<&Name> {
    fn names<T>(declared: &Declared<T>) -> impl Iterator<Item = &Name> {
        declared.iter().map(|(name, _)| name)
    }
    let own = bundle
        .machines
        .iter()
        .flat_map(|machine| names(&machine.key).chain(names(&machine.data)).chain([&machine.name]));
    names(&bundle.choices)
        .chain(names(&bundle.kinds))
        .chain(names(&bundle.parameters))
        .chain(names(&bundle.facts))
        .chain(names(&bundle.findings))
        .chain(names(&bundle.events))
        .chain(names(&bundle.roles))
        .chain(names(&bundle.registers))
        .chain(names(&bundle.accounts))
        .chain(names(&bundle.obligations))
        .chain(names(&bundle.records))
        .chain(names(&bundle.groups))
        .chain(names(&bundle.selections))
        .chain(own)
        .collect()
}
