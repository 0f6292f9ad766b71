//! Dates that belong together: the measure is in force before it ends, and on each day on which it
//! is, every parameter has a value.

use crate::diagnostic::Problems;
use crate::lang::{Problem, Word};
use crate::policy::{Bundle, Validity};

/// Tells of days in force on which a parameter has no value, and of values that never hold.
pub(super) fn every_day_has_a_value(bundle: &Bundle, problems: &mut Problems) {
    let Some(Validity { from: start, to, at, .. }) = &bundle.manifest.validity else { return };
    let said = |day: &crate::calendar::Day| Word::from(day.to_string());
    if let Some(to) = to
        && to < start
    {
        let args = vec![("to", said(to)), ("from", said(start))];
        problems.add(Problem::ValidityOrder, *at, args);
        return;
    }
    for (name, parameter) in &bundle.parameters {
        if let Some((Some(from), value)) = parameter.values.first()
            && from > start
        {
            let args = vec![
                ("name", Word::from(name.value.as_str())),
                ("from", said(from)),
                ("start", said(start)),
            ];
            problems.add(Problem::ValueTooLate, value.span, args);
        }
        for (from, value) in &parameter.values {
            if let (Some(from), Some(to)) = (from, to)
                && from > to
            {
                let args = vec![("from", said(from)), ("to", said(to))];
                problems.add(Problem::ValueNeverHolds, value.span, args);
            }
        }
    }
}
