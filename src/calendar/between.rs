//! How much time lies between two days, in the units of the law.

use super::day::Day;
use super::table::{DayKind, Rests, Table, Unpublished};

/// How many days of each kind lie from one day to another, both counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Worked, as their weekday says.
    pub workdays: i64,
    /// Worked by the notice although a weekly rest day.
    pub make_ups: i64,
    /// Free, as their weekday says.
    pub weekends: i64,
    /// Free by the notice.
    pub holidays: i64,
    /// What the answer rests on.
    pub rests: Rests,
}

impl Census {
    /// How many are worked.
    pub const fn worked(self) -> i64 {
        self.workdays + self.make_ups
    }
}

/// Counts the days from `from` to `to` by kind, both counted.
///
/// # Errors
/// A day lies in a year that the table does not have.
pub fn census(from: Day, to: Day, table: &Table) -> Result<Census, Unpublished> {
    let mut census = Census::default();
    let mut day = from;
    while day <= to {
        let count = match table.kind(day)? {
            DayKind::Workday => &mut census.workdays,
            DayKind::MakeUp(_) => &mut census.make_ups,
            DayKind::Weekend => &mut census.weekends,
            DayKind::Holiday(_) => &mut census.holidays,
        };
        *count += 1;
        census.rests = census.rests.max(table.rests(day));
        let Some(next) = day.plus_days(1) else { break };
        day = next;
    }
    Ok(census)
}

/// How many whole years have passed from `from` to `to`; negative where `to` lies before.
///
/// A year is full on its anniversary (民法典 202; 1259: 以上 includes the number): what began on
/// 2021-05-10 has lasted three years on 2024-05-10 and not the day before. The anniversary of a
/// 29 February is 28 February in a common year.
pub fn whole_years(from: Day, to: Day) -> i64 {
    whole_months(from, to) / 12
}

/// How many whole months have passed from `from` to `to`; negative where `to` lies before. A month
/// is full on the corresponding day or, where there is none, on the month's last day (民法典 202).
pub fn whole_months(from: Day, to: Day) -> i64 {
    if to < from {
        return -whole_months(to, from);
    }
    let by_name =
        i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    // The corresponding day lies in the month of `to`, hence in range.
    match from.plus_months(by_name) {
        Some(corresponding) if corresponding <= to => by_name,
        Some(_) | None => by_name - 1,
    }
}

/// How many working days lie between two days: `from` is not counted, `to` is (民法典 201). Where
/// `to` lies before, the days counted back from `from`, as a negative number.
///
/// It undoes [`last_day`](super::last_day) and [`first_day_back`](super::first_day_back) of a
/// period in working days.
///
/// # Errors
/// A day that is counted lies in a year that the table does not have.
pub fn workdays_between(from: Day, to: Day, table: &Table) -> Result<i64, Unpublished> {
    let direction = if from <= to { 1 } else { -1 };
    let (mut day, mut count) = (from, 0);
    while day != to {
        // `to` lies ahead, so that the range cannot end before it.
        let Some(next) = day.plus_days(direction) else { break };
        day = next;
        count += i64::from(table.is_workday(day)?);
    }
    Ok(direction * count)
}
