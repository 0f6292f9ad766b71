//! Counting in civil days: when a period ends, what the first lawful day after it is, and which day
//! lies a period before another. Knows the published table and no measure.

use super::day::Day;
use super::look::{CountError, Look, Step};
use super::period::{Period, Unit};
use super::roll::Roll;
use super::table::{Rests, Table};

/// How a period is counted. The default is the Civil Code's for a period that is a floor: the
/// starting day is not counted (民法典 201) and the end does not move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counting {
    /// Whether the starting day is the first day of the period, as validity periods are written:
    /// in force from 2023-11-15 for five years is to 2028-11-14.
    pub include_start: bool,
    /// What a last day of rest does.
    pub roll: Roll,
}

/// The answer to a question of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// The day that was asked for.
    pub last: Day,
    /// What it rests on.
    pub rests: Rests,
}

/// The last day of a period that starts from `start`.
///
/// Working days are counted one by one in the table. Months and years end on the corresponding day,
/// or on the month's last day where it has none (民法典 202), always from `start` itself and never
/// month by month. Where the starting day is counted they end one day before the corresponding day;
/// where there is no corresponding day the month's last day stays the last, for then no day would be
/// counted twice. A period of zero ends on `start`, counted or rolled in no way.
///
/// A roll moves only periods of natural time: one in working days ends on a day that is worked and
/// has already left out every day of rest.
///
/// # Errors
/// [`CountError::Unpublished`] where a working day or a roll needs a year that the table does not
/// have; [`CountError::OutOfRange`] past 2200. Natural time without a roll never asks the table.
pub fn last_day(
    start: Day,
    period: Period,
    counting: Counting,
    table: &Table,
) -> Result<Counted, CountError> {
    let mut look = Look::new(table);
    let last = end(start, period, counting, &mut look, &mut |_, _| {})?;
    Ok(Counted { last, rests: look.rests })
}

/// The first day after a period from `start`: the earliest lawful day where a text asks for "not
/// less than" the period.
///
/// # Errors
/// As [`last_day`].
pub fn earliest_after(
    start: Day,
    period: Period,
    counting: Counting,
    table: &Table,
) -> Result<Counted, CountError> {
    let Counted { last, rests } = last_day(start, period, counting, table)?;
    let last = last.plus_days(1).ok_or(CountError::OutOfRange)?;
    Ok(Counted { last, rests })
}

/// The day that lies a period before `end`: by then something must have happened that must happen
/// so long before. `end` is not counted, unless `include_start` says that it is; then the answer
/// begins a whole period that ends with `end`, as 1 March does for one month to 31 March.
///
/// Months and years go to the corresponding day, or to the month's last day where it has none (as
/// 民法典 202 does forwards). Of the four days 28 to 31 January, which all have 28 February one month
/// later, the answer for 28 February is so the earliest.
///
/// The roll plays no part: every statute that moves a day moves the last day of a period forward,
/// and moving this one forward would shorten the time that it guards.
///
/// # Errors
/// As [`last_day`], with 1900 as the limit of the range.
pub fn first_day_back(
    end: Day,
    period: Period,
    counting: Counting,
    table: &Table,
) -> Result<Counted, CountError> {
    let mut look = Look::new(table);
    let last = match period.unit {
        _ if period.count == 0 => end,
        Unit::Workdays => {
            nth_workday(end, period.count, -1, counting.include_start, &mut look, &mut |_, _| {})?
        }
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => {
            // A period that ends with a day ends before the next one.
            let until = end.plus_days(i64::from(counting.include_start));
            until.and_then(|until| natural(until, period, -1)).ok_or(CountError::OutOfRange)?
        }
    };
    Ok(Counted { last, rests: look.rests })
}

/// The latest day to start from so that a period from it has ended by a day: with its last day `by`
/// at the latest or, where the period must have passed before `by`, with the day after it. Every
/// day is tried, from `by` backwards: where a roll lengthens a period, an earlier start may end later.
///
/// # Errors
/// As [`last_day`]. A count that would need a year after that of `by` ends after `by`, whatever that
/// year will be; it is no error, only too late.
pub fn latest_start(
    by: Day,
    period: Period,
    counting: Counting,
    passed: bool,
    table: &Table,
) -> Result<Counted, CountError> {
    let mut start = by;
    loop {
        let ended = match passed {
            true => earliest_after(start, period, counting, table),
            false => last_day(start, period, counting, table),
        };
        match ended {
            Ok(ended) if ended.last <= by => {
                return Ok(Counted { last: start, rests: ended.rests });
            }
            Err(CountError::Unpublished(missing)) if missing.year <= by.year() => {
                return Err(missing.into());
            }
            Ok(_) | Err(_) => {}
        }
        start = start.plus_days(-1).ok_or(CountError::OutOfRange)?;
    }
}

/// The last day of the period, telling `seen` the days of a count in working days and of a roll.
pub(super) fn end(
    start: Day,
    period: Period,
    counting: Counting,
    look: &mut Look<'_>,
    seen: &mut impl FnMut(Day, Step),
) -> Result<Day, CountError> {
    match period.unit {
        _ if period.count == 0 => Ok(start),
        Unit::Workdays => nth_workday(start, period.count, 1, counting.include_start, look, seen),
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => {
            let last = natural_end(start, period, counting).ok_or(CountError::OutOfRange)?;
            let first = if counting.include_start { start } else { start.next() };
            counting.roll.apply(first, last, look, seen)
        }
    }
}

/// The `count`-th working day in one direction (1 or -1), `count` not zero.
fn nth_workday(
    from: Day,
    count: u32,
    direction: i64,
    include_from: bool,
    look: &mut Look<'_>,
    seen: &mut impl FnMut(Day, Step),
) -> Result<Day, CountError> {
    let (mut day, mut counted) = (from, 0);
    let mut step = |day: Day, counted: &mut u32| -> Result<(), CountError> {
        if look.is_workday(day)? {
            *counted += 1;
            seen(day, Step::Counted(*counted));
        } else {
            seen(day, Step::Skipped);
        }
        Ok(())
    };
    if include_from {
        step(day, &mut counted)?;
    }
    while counted < count {
        day = day.plus_days(direction).ok_or(CountError::OutOfRange)?;
        step(day, &mut counted)?;
    }
    Ok(day)
}

/// The last day of a period of natural time before any roll; none outside the range. The count is
/// not zero and the unit is not working days.
pub(super) fn natural_end(start: Day, period: Period, counting: Counting) -> Option<Day> {
    let corresponding = natural(start, period, 1)?;
    let is_clamped = match period.unit {
        Unit::Months | Unit::Years => corresponding.day() != start.day(),
        Unit::Workdays | Unit::Days | Unit::Weeks => false,
    };
    let step = if counting.include_start && !is_clamped { -1 } else { 0 };
    corresponding.plus_days(step)
}

/// The day that lies a period of natural time away in one direction (1 or -1).
fn natural(from: Day, period: Period, direction: i64) -> Option<Day> {
    let count = direction * i64::from(period.count);
    match period.unit {
        Unit::Workdays => None,
        Unit::Days => from.plus_days(count),
        Unit::Weeks => from.plus_days(count * 7),
        Unit::Months => from.plus_months(count),
        Unit::Years => from.plus_months(count * 12),
    }
}
