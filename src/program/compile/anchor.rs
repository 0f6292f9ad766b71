//! The day on which a rule reads facts: its `as_of` (DESIGN 5.10).

use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::program::element::Tree;
use crate::rule::{Library, Names, Type};
use crate::source::{Span, Spanned};

/// The date that a rule names.
pub(super) fn anchor(
    path: &Spanned<String>,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<crate::program::Slot> {
    let parts: Vec<&str> = path.value.split('.').collect();
    match scope.resolve(&parts) {
        Some((slot, Type::Date)) => Some(slot),
        _ => {
            let known = scope.known(&[]);
            problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    path.span,
                    vec![("name", path.value.as_str().into()), ("kind", Phrase::TypeDate.into())],
                )
                .with_nearest(&path.value, known.iter().map(String::as_str)),
            );
            None
        }
    }
}

/// Tells of functions that a tree calls and that say another day on which facts are read: the caller's
/// holds, and in silence theirs would be ignored.
pub(super) fn anchored(
    library: &Library,
    tree: &Tree,
    own: Option<&Spanned<String>>,
    at: Span,
    problems: &mut Problems,
) {
    let own = own.map(|own| own.value.as_str());
    for function in &tree.functions {
        let Some(definition) = library.get(&function.name.value) else { continue };
        let anchor = definition.header.as_ref().and_then(|header| header.as_of.as_ref());
        let Some(anchor) = anchor.filter(|anchor| own != Some(anchor.value.as_str())) else {
            continue;
        };
        let here = match own {
            Some(own) => format!("as_of: {own}").into(),
            None => Phrase::TheEventsDay.into(),
        };
        let name = function.name.value.as_str().into();
        let args = vec![("name", name), ("own", anchor.value.as_str().into()), ("here", here)];
        let wrong = Diagnostic::new(Problem::OtherAnchor, at, args);
        problems.push(wrong.with_related(anchor.span, Phrase::DeclaredHere));
    }
}
