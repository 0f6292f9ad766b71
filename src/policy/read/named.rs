//! What readers of changes have in common: names that must be given, lists that may be, pairs, paths.

use super::fields::{self, Fields};
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{ChangeKind, Name, ParameterValue};
use crate::source::{Node, Shape, Spanned};

/// The name under a field that must be given.
pub(super) fn required(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Option<Name> {
    fields.required(name, problems).and_then(|node| fields::name(node, problems))
}

/// A list of names, where it is given.
pub(super) fn given(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Option<Vec<Name>> {
    fields.optional(name).map(|node| fields::names(node, problems))
}

/// The two things in the brackets of `word(one, other)`.
pub(super) fn pair<'n>(inner: &'n Node, problems: &mut Problems) -> Option<(&'n Node, &'n Node)> {
    match &inner.shape {
        Shape::Tuple(items) if items.len() == 2 => items.first().zip(items.get(1)),
        _ => {
            fields::wrong_shape(inner, Phrase::Change, Phrase::ShapeTuple.into(), problems);
            None
        }
    }
}

/// The parts of a path, each with its place.
pub(super) fn apart(path: &Name) -> (Name, Vec<Name>) {
    let mut start = 0;
    let mut parts = path.value.split('.').map(|part| {
        let name = Name::new(part.to_owned(), path.span.part(start, part.len()));
        start += part.len() + 1;
        name
    });
    let first = parts.next().unwrap_or_else(|| path.clone());
    let rest = parts.collect();
    (first, rest)
}

/// `fee.upper.model` names a row of a table, `cycle` a parameter; from a day on, where one is given.
pub fn parameter(path: &Name, value: Spanned<ParameterValue>, from: Option<Day>) -> ChangeKind {
    let (name, keys) = apart(path);
    if keys.is_empty() {
        ChangeKind::Parameter { name, value, from }
    } else {
        ChangeKind::Row { name, keys, value, from }
    }
}
