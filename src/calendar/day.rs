//! A civil day: the unit in which every period of the law begins and ends (民法典 200).

use std::fmt;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use crate::lang::Phrase;

/// A day of the Gregorian calendar from 1900-01-01 to 2200-12-31, in four bytes.
///
/// The range keeps a slip of the pen (a year 22023) from becoming a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names of the days of the week say all there is to say")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
    /// The weekday whose name in data files is `word`: `monday` … `sunday`, lower case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weekday| weekday.word() == word)
    }
    /// The name in data files; not a text for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
    /// The name for people: 周日.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Monday => Phrase::Monday,
            Self::Tuesday => Phrase::Tuesday,
            Self::Wednesday => Phrase::Wednesday,
            Self::Thursday => Phrase::Thursday,
            Self::Friday => Phrase::Friday,
            Self::Saturday => Phrase::Saturday,
            Self::Sunday => Phrase::Sunday,
        }
    }
}

/// The first and last years of the range of [`Day`].
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl Day {
    /// The first day there is, 1900-01-01.
    pub const MIN: Self = Self::constant(1900, 1, 1);
    /// The last day there is, 2200-12-31.
    pub const MAX: Self = Self::constant(2200, 12, 31);

    const fn constant(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            // Never reached: both constants above are real dates, as a test of this file shows.
            None => Self(NaiveDate::MIN),
        }
    }

    /// The day that `text` writes as `YYYY-MM-DD`: ten ASCII characters, a date that exists, in
    /// range. `2023-1-5`, ` 2023-11-15`, `+2023-11-15` and `2023-02-30` are none.
    pub fn parse(text: &str) -> Option<Self> {
        // chrono's own parser takes blanks, signs and missing zeros, so the shape is judged here.
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u32, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
            })
        };
        let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
        Self::ymd(year, number(&[m0, m1])?, number(&[d0, d1])?)
    }
    /// The day of this year, month (1 to 12) and day (1 to 31), where there is one in range.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::in_range)
    }
    fn in_range(date: NaiveDate) -> Option<Self> {
        YEARS.contains(&date.year()).then_some(Self(date))
    }

    /// The year, 1900 to 2200.
    pub fn year(self) -> i32 {
        self.0.year()
    }
    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }
    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }
    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }
    /// The day of the year, from 0 to 365.
    pub(super) fn of_year(self) -> usize {
        self.0.ordinal0() as usize
    }

    /// The day after, or the same day where it is [`Day::MAX`].
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_days(1).unwrap_or(self)
    }
    /// The day before, or the same day where it is [`Day::MIN`].
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_days(-1).unwrap_or(self)
    }
    /// The day that lies `days` later, or earlier where negative; none outside the range.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.0.checked_add_signed(TimeDelta::try_days(days)?).and_then(Self::in_range)
    }
    /// The corresponding day `months` later, or earlier where negative; where that month has no
    /// such day, its last day (民法典 202): 2026-01-31 plus 1 is 2026-02-28. None outside the range.
    ///
    /// Do not chain it: 01-31 plus 1 plus 1 is 03-28, plus 2 is 03-31. Count from the anchor.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        let date = if months < 0 {
            self.0.checked_sub_months(distance)
        } else {
            self.0.checked_add_months(distance)
        };
        date.and_then(Self::in_range)
    }
    /// How many days `other` lies after this day; negative where it lies before.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_ten_characters_that_are_a_real_date_are_a_day() {
        for text in ["2023-11-15", "1900-01-01", "2200-12-31", "2024-02-29", "2000-02-29"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in [
            " 2023-11-15",
            "2023-11-15 ",
            "2023-1-5",
            "+2023-11-15",
            "2023-02-30",
            "2023-02-29",
            "1900-02-29",
            "2023-00-10",
            "2023-13-01",
            "2023-11-00",
            "2023/11/15",
            "20231115",
            "２０２３-11-15",
            "2023-11-1５",
            "1899-12-31",
            "2201-01-01",
            "-023-11-15",
            "",
            "2023-11-15T",
        ] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_day_and_an_absent_day_take_four_bytes() {
        assert_eq!((size_of::<Day>(), size_of::<Option<Day>>()), (4, 4));
    }

    #[test]
    fn the_range_ends_without_wrapping() {
        assert_eq!(
            (Day::MIN.to_string(), Day::MAX.to_string()),
            ("1900-01-01".into(), "2200-12-31".into())
        );
        assert_eq!((Day::MIN.previous(), Day::MAX.next()), (Day::MIN, Day::MAX));
        assert_eq!((Day::MIN.plus_days(-1), Day::MAX.plus_days(1)), (None, None));
        assert_eq!((Day::MIN.plus_months(-1), Day::MAX.plus_months(1)), (None, None));
        for far in [i64::MAX, i64::MIN] {
            assert_eq!((Day::MIN.plus_days(far), Day::MAX.plus_months(far)), (None, None));
        }
    }

    #[test]
    fn weekdays_agree_with_the_published_notices() {
        // The notice for 2026 itself says: 1 January Thursday, 14 February Saturday, 20 September Sunday.
        assert_eq!(day("2026-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2026-02-14").weekday(), Weekday::Saturday);
        assert_eq!(day("2026-09-20").weekday(), Weekday::Sunday);
        assert!(Weekday::Monday < Weekday::Sunday);
        assert_eq!(Weekday::parse("saturday"), Some(Weekday::Saturday));
        assert_eq!(Weekday::parse("Saturday"), None);
    }

    #[test]
    fn a_month_later_is_the_corresponding_day_or_the_months_last() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"), // no 31 February (民法典 202)
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-01-31", 2, "2026-03-31"), // from the anchor, not from 28 February
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -1, "2025-12-15"),
            ("2026-05-06", 0, "2026-05-06"),
        ] {
            assert_eq!(day(from).plus_months(months), Some(day(to)), "{from} {months:+}");
        }
        let chained = day("2026-01-31").plus_months(1).and_then(|day| day.plus_months(1));
        assert_eq!(chained, Some(day("2026-03-28")), "why nothing here is chained");
    }

    #[test]
    fn distance_in_days_is_signed() {
        // 2024 has 366 days.
        assert_eq!(day("2024-01-01").days_until(day("2025-01-01")), 366);
        assert_eq!(day("2024-03-01").days_until(day("2024-02-28")), -2);
    }
}
