//! What stands in braces in the measure's text is a parameter and how it is written there: the
//! words and the values are bound both ways.

use super::beyond;
use super::bound::{Value, part, texts};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::slot::{Bound, Piece, Slot, VALIDITY, pieces};
use crate::policy::{Bundle, Parameter, ParameterValue, written_like};
use crate::source::{Span, Spanned};

/// Tells of braces that make no slot, of slots that bind what there is not, and of words that are
/// not those of the values.
pub(super) fn words_are_those_of_the_values(bundle: &Bundle, problems: &mut Problems) {
    for text in texts(bundle) {
        let mut at = 0;
        for piece in pieces(&text.value) {
            match piece {
                Piece::Words(words) => {
                    if let Some(brace) = words.find(['{', '}']) {
                        problems.add(Problem::LoneBrace, part(text, at + brace, 1), Vec::new());
                    }
                    at += words.len();
                }
                Piece::Slot(slot) => {
                    at = slot.at + slot.sample.len() + 1;
                    one(&slot, text, bundle, problems);
                }
            }
        }
    }
}

fn one(slot: &Slot<'_>, text: &Spanned<String>, bundle: &Bundle, problems: &mut Problems) {
    let words = part(text, slot.at, slot.sample.len());
    let mut first: Vec<(String, Span, &str)> = Vec::new();
    for bound in &slot.bound {
        let Some(values) = values(bound, text, bundle, problems) else { return };
        for value in &values {
            let Some(written) = written_like(&value.value, slot.sample) else {
                let at = part(text, bound.at, bound.path.len());
                let args = vec![("path", bound.path.into())];
                let wrong = Diagnostic::new(Problem::SlotWithoutValue, at, args);
                problems.push(wrong.with_help(Phrase::SlotNotShown, Vec::new()));
                return;
            };
            let without_sense = beyond::of_the_words(value, &written, slot.sample, words, problems);
            if value.is_first {
                // What is told as senseless is not told once more as differing.
                let told = if without_sense { slot.sample.to_owned() } else { written };
                first.push((told, value.at, value.path));
            }
        }
    }
    let Some((one, at, path)) = first.first() else { return };
    if let Some((other, other_at, other_path)) = first.iter().find(|(other, ..)| other != one) {
        let args = vec![
            ("words", Word::from(slot.sample)),
            ("path", (*path).into()),
            ("value", one.as_str().into()),
            ("other_path", (*other_path).into()),
            ("other", other.as_str().into()),
        ];
        problems.push(
            Diagnostic::new(Problem::SlotValuesPart, words, args)
                .with_related(*at, Phrase::ValueIsHere)
                .with_related(*other_at, Phrase::ValueIsHere),
        );
    } else if one != slot.sample {
        let args = vec![
            ("words", Word::from(slot.sample)),
            ("path", (*path).into()),
            ("value", one.as_str().into()),
        ];
        problems.push(
            Diagnostic::new(Problem::SlotDisagrees, words, args)
                .with_related(*at, Phrase::ValueIsHere),
        );
    }
}

/// The values of what is bound; none where a problem with it was told.
fn values<'b>(
    bound: &Bound<'b>,
    text: &Spanned<String>,
    bundle: &Bundle,
    problems: &mut Problems,
) -> Option<Vec<Value<'b>>> {
    let at = part(text, bound.at, bound.path.len());
    let without =
        || Diagnostic::new(Problem::SlotWithoutValue, at, vec![("path", bound.path.into())]);
    if VALIDITY.contains(&bound.path) {
        let validity = bundle.manifest.validity.as_ref();
        let [from, _] = VALIDITY;
        let day = validity
            .and_then(|one| if bound.path == from { Some(one.from) } else { one.to })
            .map(|day| (ParameterValue::Date(day), validity.map_or(at, |one| one.at)));
        let Some((value, at)) = day else {
            problems.push(without().with_help(Phrase::SlotNoEnd, Vec::new()));
            return None;
        };
        return Some(vec![Value { value, at, is_first: true, path: bound.path }]);
    }
    let known = || bundle.parameters.iter().map(|(name, _)| name.value.as_str());
    let found = bundle.parameters.iter().find(|(name, _)| name.value == bound.name());
    let Some((name, parameter)) = found else {
        let args = vec![("name", bound.name().into()), ("kind", Phrase::Parameter.into())];
        let at = part(text, bound.at, bound.name().len());
        let wrong = Diagnostic::new(Problem::UnknownName, at, args);
        problems.push(wrong.with_nearest(bound.name(), known().chain(VALIDITY)));
        return None;
    };
    let mut found = Vec::with_capacity(parameter.values.len());
    let first = first_value(parameter, bundle);
    for (index, (from, written)) in parameter.values.iter().enumerate() {
        // What no longer holds when the measure comes into force is not published with it.
        if index < first {
            continue;
        }
        // What the measure leaves open has no words yet.
        if matches!(written.value, ParameterValue::Unknown { .. }) {
            continue;
        }
        let Some((value, at)) = row(written, bound) else {
            let mut wrong = without().with_related(name.span, Phrase::DeclaredHere);
            if let (Some(from), true) = (from, index > first) {
                let args = vec![("from", from.to_string().into())];
                wrong = wrong.with_help(Phrase::SlotMissingFrom, args);
            }
            problems.push(with_rows(wrong, bound, &written.value));
            return None;
        };
        found.push(Value { value, at, is_first: index == first, path: bound.path });
    }
    Some(found)
}

/// The position of the value in force on the measure's first day.
fn first_value(parameter: &Parameter, bundle: &Bundle) -> usize {
    let Some(validity) = &bundle.manifest.validity else { return 0 };
    let in_force = |from: &Option<_>| from.is_none_or(|from| from <= validity.from);
    parameter.values.iter().rposition(|(from, _)| in_force(from)).unwrap_or(0)
}

fn row(written: &Spanned<ParameterValue>, bound: &Bound<'_>) -> Option<(ParameterValue, Span)> {
    let ParameterValue::Table { rows, .. } = &written.value else {
        return bound.keys().next().is_none().then(|| (written.value.clone(), written.span));
    };
    let named = |row: &&crate::policy::TableRow| {
        row.keys.iter().map(|key| key.value.as_str()).eq(bound.keys())
    };
    rows.iter().find(named).map(|row| (row.value.value.clone(), row.value.span))
}

fn with_rows(wrong: Diagnostic, bound: &Bound<'_>, value: &ParameterValue) -> Diagnostic {
    let name = vec![("name", Word::from(bound.name()))];
    let ParameterValue::Table { rows, .. } = value else {
        return wrong.with_help(Phrase::SlotNoRow, name);
    };
    let names = rows.iter().map(|row| {
        let keys: Vec<&str> = row.keys.iter().map(|key| key.value.as_str()).collect();
        Word::from(keys.join("."))
    });
    let names = ("names", Word::List(names.collect()));
    wrong.with_help(Phrase::SlotRows, [name, vec![names]].concat())
}
