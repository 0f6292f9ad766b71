//! What happens when the last day of a period is a day of rest: the rules by which statutes move it.

use super::day::Day;
use super::look::{CountError, Look, Step};
use super::table::Unpublished;

/// How the last day of a period is moved. It is chosen by the measure, never assumed: a floor
/// ("not less than") needs none, for it is simply longer.
///
/// 法定休假日 is read to hold the weekly rest days as well as the published holidays, as 民法典 203
/// has been applied since 民法通则 154 ("星期日或者其他法定休假日") and as the tax authority counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// It stays where it falls.
    #[default]
    None,
    /// To the day after the days of rest have ended (民法典 203; 民事诉讼法 85).
    NextDayAfterHoliday,
    /// To the first day that is worked (审计法实施条例 56). With the reading above it is always the
    /// day that [`Roll::NextDayAfterHoliday`] gives; the two stay apart because statutes differ in
    /// their words and a report cites the one that was chosen.
    NextWorkday,
    /// Three or more days of rest in a row inside the period extend it by their number; and if it
    /// then ends on a day of rest, to the day after (税收征管法实施细则 109). The added days are days
    /// that are worked, as in the yearly lists of the tax authority (税总办征科函〔2025〕64号): fifteen
    /// days from 1 to 15 October 2026, seven of them free, end on the 26th and not on the 22nd.
    ExtendByHolidays,
}

impl Roll {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::None, Self::NextDayAfterHoliday, Self::NextWorkday, Self::ExtendByHolidays];
    /// The roll whose name in data files is `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|roll| roll.word() == word)
    }
    /// The name in data files; not a text for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NextDayAfterHoliday => "next_day_after_holiday",
            Self::NextWorkday => "next_workday",
            Self::ExtendByHolidays => "extend_by_holidays",
        }
    }

    /// The last day of a period of natural time whose days run from `first` to `last`. Tells `seen`
    /// each day that it passes after `last`.
    pub(super) fn apply(
        self,
        first: Day,
        last: Day,
        look: &mut Look<'_>,
        seen: &mut impl FnMut(Day, Step),
    ) -> Result<Day, CountError> {
        match self {
            Self::None => Ok(last),
            Self::NextDayAfterHoliday | Self::NextWorkday => past_rest(last, look, seen),
            Self::ExtendByHolidays => match rest_in_long_breaks(first, last, look)? {
                0 => past_rest(last, look, seen),
                added => add_workdays(last, added, look, seen),
            },
        }
    }
}

/// `day` where it is worked, else the next day that is.
fn past_rest(
    day: Day,
    look: &mut Look<'_>,
    seen: &mut impl FnMut(Day, Step),
) -> Result<Day, CountError> {
    if look.is_workday(day)? { Ok(day) } else { add_workdays(day, 1, look, seen) }
}

fn add_workdays(
    day: Day,
    count: u32,
    look: &mut Look<'_>,
    seen: &mut impl FnMut(Day, Step),
) -> Result<Day, CountError> {
    let (mut day, mut added) = (day, 0);
    while added < count {
        day = day.plus_days(1).ok_or(CountError::OutOfRange)?;
        if look.is_workday(day)? {
            added += 1;
            seen(day, Step::Added(added));
        } else {
            seen(day, Step::Skipped);
        }
    }
    Ok(day)
}

/// How many of the days from `first` to `last` lie in rows of three or more days of rest. A row
/// counts with the part of it that lies inside: the break of 15 to 23 February 2026 touches a period
/// that ends on the 15th with one day, and the tax authority's list does not extend that period.
fn rest_in_long_breaks(first: Day, last: Day, look: &mut Look<'_>) -> Result<u32, Unpublished> {
    const LONG: u32 = 3;
    let (mut total, mut row) = (0, 0);
    let mut day = first;
    while day <= last {
        if look.is_workday(day)? {
            row = 0;
        } else {
            row += 1;
            total += match row {
                ..LONG => 0,
                LONG => LONG,
                _ => 1,
            };
        }
        match day.plus_days(1) {
            Some(next) => day = next,
            None => break,
        }
    }
    Ok(total)
}
