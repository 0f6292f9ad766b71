//! Values and the words that show them: what a slot shows before the amendment, and which value new
//! words write in its place.

use crate::calendar::Day;
use crate::lang::{Quantity, same_letters};
use crate::policy::{
    Bound, Bundle, Parameter, ParameterValue, Slot, UnknownType, read_like, slots, written_like,
};

/// The paths of the days of validity.
pub(super) const VALIDITY_FROM: &str = "validity.from";
/// See [`VALIDITY_FROM`].
pub(super) const VALIDITY_TO: &str = "validity.to";

/// The value that a path binds on the measure's first day.
pub(super) fn value_of(bundle: &Bundle, path: &str) -> Option<ParameterValue> {
    let validity = bundle.manifest.validity.as_ref();
    match path {
        VALIDITY_FROM => return validity.map(|validity| ParameterValue::Date(validity.from)),
        VALIDITY_TO => {
            return validity.and_then(|validity| validity.to).map(ParameterValue::Date);
        }
        _ => {}
    }
    let mut parts = path.split('.');
    let name = parts.next()?;
    let (_, parameter) = bundle.parameters.iter().find(|(known, _)| known.value == name)?;
    let value = &parameter.values.get(first_value(parameter, bundle))?.1.value;
    match value {
        ParameterValue::Table { rows, .. } => rows
            .iter()
            .find(|row| row.keys.iter().map(|key| key.value.as_str()).eq(parts.clone()))
            .map(|row| row.value.value.clone()),
        single => parts.next().is_none().then(|| single.clone()),
    }
}

/// The position of the value in force on the measure's first day.
fn first_value(parameter: &Parameter, bundle: &Bundle) -> usize {
    let Some(validity) = &bundle.manifest.validity else { return 0 };
    let in_force = |from: &Option<Day>| from.is_none_or(|from| from <= validity.from);
    parameter.values.iter().rposition(|(from, _)| in_force(from)).unwrap_or(0)
}

/// The words that a slot shows: its value in the style of the place. Where it shows none, or its
/// values part, the published words.
pub(super) fn shown(bundle: &Bundle, slot: &Slot<'_>) -> String {
    let written = |bound: &Bound<'_>| {
        value_of(bundle, bound.path).and_then(|value| written_like(&value, slot.sample))
    };
    let mut each = slot.bound.iter().map(written);
    match each.next() {
        Some(Some(first)) if each.all(|other| other.as_deref() == Some(first.as_str())) => first,
        _ => slot.sample.to_owned(),
    }
}

/// The value that words write at a place where `old` stood, which showed `kind`; none where they
/// write none of that kind.
pub(super) fn read_at(kind: &ParameterValue, old: &str, words: &str) -> Option<ParameterValue> {
    let value = match kind {
        ParameterValue::Date(_) => ParameterValue::Date(day_of(words)?),
        ParameterValue::Unknown { of: UnknownType::Like(kind), .. } => {
            return read_at(kind, old, words);
        }
        _ => read_like(kind, words.trim())?,
    };
    // What is counted is no part of the value: 3个 is not 3名.
    let counted = matches!(value, ParameterValue::Count(_) | ParameterValue::Occurrences { .. });
    let unit = |words| Quantity::of(words).unit;
    if counted && !same_letters(unit(words.trim()), unit(old)) {
        return None;
    }
    let sample = if matches!(value, ParameterValue::Date(_)) { old } else { words.trim() };
    written_like(&value, sample).filter(|written| same_letters(written, words)).map(|_| value)
}

/// The day that words write: 2028年11月14日.
fn day_of(words: &str) -> Option<Day> {
    let digits = |part: &str| part.parse::<u32>().ok().map(|number| format!("{number:02}"));
    let parts = words.split(|letter: char| !letter.is_ascii_digit());
    let parts: Option<Vec<String>> = parts.filter(|part| !part.is_empty()).map(digits).collect();
    Day::parse(&parts?.join("-"))
}

/// Whether two values are the same, however they are written.
pub(super) fn same(one: &ParameterValue, other: &ParameterValue) -> bool {
    use ParameterValue as V;
    match (one, other) {
        (V::Count(one), V::Count(other)) => one == other,
        (V::Share(one), V::Share(other)) => one == other,
        (V::Money(one), V::Money(other)) => one == other,
        (V::Period(one), V::Period(other)) => one == other,
        (V::Date(one), V::Date(other)) => one == other,
        (V::Occurrences { count, of }, V::Occurrences { count: others, of: other }) => {
            count == others && of.value == other.value
        }
        _ => false,
    }
}

/// The paths that the slots of a text bind, each with the words that stand there.
pub(super) fn bound_in(text: &str) -> impl Iterator<Item = (&str, &str)> {
    slots(text).flat_map(|slot| {
        let sample = slot.sample;
        slot.bound.into_iter().map(move |bound| (bound.path, sample)).collect::<Vec<_>>()
    })
}
