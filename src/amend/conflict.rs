//! What cannot stand together: two edits of one amendment, or two readings, that make one element
//! otherwise, each in its own way, where neither says how they join.

use super::element::{Touched, touched};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Amendment, Bundle, Change, ChangeKind, Edit};
use crate::source::Span;

/// A change with the meanings that make it: one, or two that say how they join.
pub(super) struct Made<'b> {
    /// The change.
    pub change: &'b Change,
    /// Each as `A12=whole_programme`.
    pub by: Vec<String>,
}

/// Tells of each pair of meanings that conflict, once, with both places.
pub(super) fn conflicts(bundle: &Bundle, made: &[Made<'_>], problems: &mut Problems) {
    let of: Vec<Vec<Touched>> = made.iter().map(|made| touched(bundle, made.change)).collect();
    let mut told: Vec<(&[String], &[String])> = Vec::new();
    for (at, first) in made.iter().enumerate() {
        for (other, second) in made.iter().enumerate().skip(at + 1) {
            if first.by.iter().any(|name| second.by.contains(name)) {
                continue;
            }
            let pair = (first.by.as_slice(), second.by.as_slice());
            let Some(element) = meeting(&of, at, other) else { continue };
            let joined = made.iter().enumerate().any(|(join, third)| {
                first.by.iter().chain(&second.by).all(|name| third.by.contains(name))
                    && of.get(join).is_some_and(|of| of.iter().any(|one| one.overlaps(element)))
            });
            if joined || told.contains(&pair) {
                continue;
            }
            told.push(pair);
            problems.push(conflict(pair, element, first.change.at, second.change.at));
        }
    }
}

/// Tells of two edits of one amendment whose changes make one element otherwise, each in its own way:
/// neither comes first, so that nobody could say which holds (DESIGN 9.7).
pub(super) fn between_edits(bundle: &Bundle, amendment: &Amendment, problems: &mut Problems) {
    let of_edit = |edit: &Edit| -> Vec<(Span, Vec<Touched>)> {
        // Of a value that is said twice the words tell.
        let is_value = |change: &&Change| {
            let kind = &change.kind;
            matches!(
                kind,
                ChangeKind::Parameter { .. } | ChangeKind::Values { .. } | ChangeKind::Row { .. }
            )
        };
        let changes = edit.runs.changes().iter().filter(|change| !is_value(change));
        changes.map(|change| (change.at, touched(bundle, change))).collect()
    };
    let edits: Vec<_> = amendment.edits.iter().map(of_edit).collect();
    for (at, first) in edits.iter().enumerate() {
        for second in edits.iter().skip(at + 1) {
            let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (one, other)));
            let met = pairs.filter_map(|((one_at, one), (other_at, other))| {
                let meets = |element: &&Touched| other.iter().any(|other| element.meets(other));
                one.iter().find(meets).map(|element| (element, *one_at, *other_at))
            });
            for (element, first, second) in met {
                let args = vec![("element", element.path.join(".").into())];
                let wrong = Diagnostic::new(Problem::EditsConflict, second, args);
                problems.push(wrong.with_related(first, Phrase::ChangedHereToo));
            }
        }
    }
}

/// The first element that two changes make otherwise, each in its own way.
fn meeting(of: &[Vec<Touched>], first: usize, second: usize) -> Option<&Touched> {
    let (first, second) = of.get(first).zip(of.get(second))?;
    first.iter().find(|one| second.iter().any(|other| one.meets(other)))
}

fn conflict(pair: (&[String], &[String]), element: &Touched, at: Span, other: Span) -> Diagnostic {
    let (first, second) = (pair.0.join(" "), pair.1.join(" "));
    let args = vec![
        ("first", first.as_str().into()),
        ("second", second.into()),
        ("element", element.path.join(".").into()),
    ];
    Diagnostic::new(Problem::ReadingsConflict, other, args)
        .with_related(at, Phrase::ChangedHereToo)
        .with_help(Phrase::SayHowTheyJoin, vec![("other", first.into())])
}
