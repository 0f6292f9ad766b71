//! What several parts of a scenario are written with: days with their places, maps from names,
//! lists of structures.

use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::source::{Node, Spanned};

/// A day, with its place.
pub fn dated(node: &Node, problems: &mut Problems) -> Option<Spanned<Day>> {
    fields::day(node, problems).map(|day| Spanned::new(day, node.span))
}

/// The map in a field, each of its values read by `one`; empty where the field is not there.
pub fn named<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    what: Phrase,
    problems: &mut Problems,
    mut one: impl FnMut(&Node, &mut Problems) -> Option<T>,
) -> Vec<(Name, T)> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    let entries = fields::map(node, what, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| one(node, problems).map(|found| (name, found)))
        .collect()
}

/// The map in a field, its values as they are.
pub fn nodes(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Vec<(Name, Node)> {
    named(fields, name, Phrase::Field, problems, |node, _| Some(node.clone()))
}

/// The list in a field, each of its items read by `one`; empty where the field is not there.
pub fn items<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    what: Phrase,
    problems: &mut Problems,
    one: impl Fn(&Node, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    fields::list(node, what, problems).iter().filter_map(|node| one(node, problems)).collect()
}

/// The name in a field that must be there.
pub fn name(fields: &mut Fields<'_>, name: &'static str, problems: &mut Problems) -> Option<Name> {
    fields.required(name, problems).and_then(|node| fields::name(node, problems))
}

/// The name in a field that may be left out.
pub fn name_or_none(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Option<Name> {
    fields.optional(name).and_then(|node| fields::name(node, problems))
}
