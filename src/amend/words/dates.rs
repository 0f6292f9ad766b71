//! The days of an amendment: its issue, its effect, the last day of the act.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Amendment, Bundle, Instrument, Wording};

/// How many days lie between issue and effect as a rule.
const NOTICE: i64 = 30;

/// Tells of days that go backwards, of an effect that comes soon, and of a notice that does more than
/// its kind can.
pub(super) fn dates(bundle: &Bundle, amendment: &Amendment, problems: &mut Problems) {
    let (issued, effective) = (amendment.issued.value, amendment.effective.value);
    let args =
        vec![("issued", issued.to_string().into()), ("effective", effective.to_string().into())];
    let between = issued.days_until(effective);
    if between < 0 {
        if amendment.reaches_back.is_none() {
            problems.push(
                Diagnostic::new(Problem::ReachesBack, amendment.effective.span, args)
                    .with_related(amendment.issued.span, Phrase::IssuedHere),
            );
        }
    } else if between < NOTICE {
        let days = vec![("days", between.to_string().into())];
        problems.add(Problem::ShortNotice, amendment.effective.span, [args, days].concat());
    }
    for edit in &amendment.edits {
        match &edit.words {
            Wording::Extend(day) => {
                let last = bundle.manifest.validity.as_ref().and_then(|validity| validity.to);
                let Some(last) = last else {
                    problems.add(Problem::NoLastDay, day.span, Vec::new());
                    continue;
                };
                if day.value <= last {
                    let args = vec![
                        ("day", day.value.to_string().into()),
                        ("last", last.to_string().into()),
                    ];
                    problems.add(Problem::ExtendsBackwards, day.span, args);
                }
            }
            _ if amendment.instrument.value == Instrument::Extension => {
                problems.push(
                    Diagnostic::new(Problem::ExtensionDoesMore, edit.at.part(0, 1), Vec::new())
                        .with_related(amendment.instrument.span, Phrase::InstrumentHere),
                );
            }
            _ => {}
        }
    }
}
