//! Legal time in a world: the story's calendar and the program's way of counting, with failures as causes.

use super::refusal::Cause;
use crate::calendar::{
    CountError, Counted, Counting, Day, Period, Table, Unpublished, earliest_after, first_day_back,
    last_day,
};

impl From<Unpublished> for Cause {
    fn from(unpublished: Unpublished) -> Self {
        Self::Unpublished(unpublished.year)
    }
}

impl From<CountError> for Cause {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Unpublished(unpublished) => unpublished.into(),
            CountError::OutOfRange => Self::OutOfRange,
        }
    }
}

/// The last day of a period.
pub fn last(
    calendar: &Table,
    from: Day,
    period: Period,
    counting: Counting,
) -> Result<Counted, Cause> {
    Ok(last_day(from, period, counting, calendar)?)
}

/// The first lawful day after a period that must have passed whole.
pub fn earliest(
    calendar: &Table,
    from: Day,
    period: Period,
    counting: Counting,
) -> Result<Counted, Cause> {
    Ok(earliest_after(from, period, counting, calendar)?)
}

/// The day a period before another.
pub fn back(calendar: &Table, from: Day, period: Period, counting: Counting) -> Result<Day, Cause> {
    Ok(first_day_back(from, period, counting, calendar)?.last)
}
