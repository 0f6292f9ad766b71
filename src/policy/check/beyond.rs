//! Values without sense: in a unit that the published words do not have, ten times or a tenth of
//! what they say, nothing or less where some length of time is wanted.

use rust_decimal::Decimal;

use super::bound::Value;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{Bundle, ParameterValue, read_like};
use crate::source::{Span, Spanned};

/// Tells where a value lies far from the published words; whether it does.
pub(super) fn of_the_words(
    value: &Value<'_>,
    written: &str,
    sample: &str,
    words: Span,
    problems: &mut Problems,
) -> bool {
    let is_length =
        matches!(value.value, ParameterValue::Period(_) | ParameterValue::Occurrences { .. });
    let far = match read_like(&value.value, sample) {
        Some(published) => {
            value.value.is_of_another_unit(&published) || value.value.is_far_from(&published)
        }
        // A length of time whose words are no length of that kind: 三届 for years.
        None => is_length && written != sample,
    };
    if far {
        let args = vec![
            ("path", Word::from(value.path)),
            ("words", sample.into()),
            ("value", written.into()),
        ];
        problems.push(
            Diagnostic::new(Problem::ValueWithoutSense, value.at, args)
                .with_related(words, Phrase::WordsAreHere),
        );
    }
    far
}

/// Tells of lengths of time of nothing, and of what is less than nothing.
pub(super) fn no_length_is_nothing(bundle: &Bundle, problems: &mut Problems) {
    // What is technical says why it may be nothing.
    let written = bundle.parameters.iter().filter(|(_, one)| one.origin.technical.is_none());
    for (name, parameter) in written {
        for (_, value) in &parameter.values {
            each(value, &mut |value: &Spanned<ParameterValue>| {
                let (is_none, phrase) = match &value.value {
                    ParameterValue::Period(period) => (period.count == 0, Phrase::LengthOfNothing),
                    ParameterValue::Occurrences { count, .. } => {
                        (*count == 0, Phrase::LengthOfNothing)
                    }
                    ParameterValue::Count(count) => (*count < 0, Phrase::LessThanNothing),
                    ParameterValue::Share(_) | ParameterValue::Money(_) => (
                        value.value.size().is_some_and(|number| number < Decimal::ZERO),
                        Phrase::LessThanNothing,
                    ),
                    _ => (false, Phrase::LessThanNothing),
                };
                if is_none {
                    let args = vec![("path", name.value.as_str().into()), ("what", phrase.into())];
                    problems.add(Problem::ValueOfNothing, value.span, args);
                }
            });
        }
    }
}

/// A value, or each row of a table.
pub(super) fn each(
    value: &Spanned<ParameterValue>,
    visit: &mut impl FnMut(&Spanned<ParameterValue>),
) {
    match &value.value {
        ParameterValue::Table { rows, .. } => rows.iter().for_each(|row| visit(&row.value)),
        _ => visit(value),
    }
}
