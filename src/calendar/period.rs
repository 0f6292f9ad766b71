//! A length of legal time, such as five working days or three years, before it is laid on a date.

use std::fmt;

use crate::lang::{Phrase, Word};

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Unit {
    /// Days that the published table says are worked, make-up workdays included.
    Workdays,
    /// Natural days, worked or not.
    Days,
    /// Seven natural days each.
    Weeks,
    /// Months by the calendar, to the corresponding day (民法典 202).
    Months,
    /// Years by the calendar, to the corresponding day (民法典 202).
    Years,
}

/// A number of units. Zero is a period too: it ends where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// It in words: 5个工作日, 3年.
    pub fn words(self) -> Word {
        let phrase = match self.unit {
            Unit::Workdays => Phrase::PeriodWorkdays,
            Unit::Days => Phrase::PeriodDays,
            Unit::Weeks => Phrase::PeriodWeeks,
            Unit::Months => Phrase::PeriodMonths,
            Unit::Years => Phrase::PeriodYears,
        };
        Word::Phrase(phrase, vec![("count", self.count.to_string().into())])
    }
}

impl Unit {
    /// The name in data files, in the plural; not a text for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Workdays => "workdays",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }
    /// The unit of this name, as it may stand after a number.
    pub fn of_word(word: &str) -> Option<Self> {
        // A bare 月 is missing on purpose: 6月 is the month of June, 6个月 is a period.
        Some(match word {
            "workdays" | "workday" | "wd" | "个工作日" | "工作日" => Self::Workdays,
            "days" | "day" | "d" | "日" | "天" | "个自然日" | "自然日" => Self::Days,
            "weeks" | "week" | "w" | "周" | "个星期" | "星期" => Self::Weeks,
            "months" | "month" | "m" | "个月" => Self::Months,
            "years" | "year" | "y" | "年" => Self::Years,
            _ => return None,
        })
    }
}

impl Unit {
    /// Whether periods of two units have a common measure.
    pub const fn is_comparable(self, other: Self) -> bool {
        match (self, other) {
            (Self::Years | Self::Months, Self::Years | Self::Months)
            | (Self::Weeks | Self::Days, Self::Weeks | Self::Days)
            | (Self::Workdays, Self::Workdays) => true,
            (Self::Years | Self::Months | Self::Weeks | Self::Days | Self::Workdays, _) => false,
        }
    }
}

impl Period {
    /// How many whole units it is; none where it is no whole number of them.
    pub fn count_in(self, unit: Unit) -> Option<i64> {
        let count = i64::from(self.count);
        match (unit, self.unit) {
            (wanted, found) if wanted == found => Some(count),
            (Unit::Years, Unit::Months) if self.count.is_multiple_of(12) => Some(count / 12),
            (Unit::Months, Unit::Years) => Some(count * 12),
            (Unit::Weeks, Unit::Days) if self.count.is_multiple_of(7) => Some(count / 7),
            (Unit::Days, Unit::Weeks) => Some(count * 7),
            _ => None,
        }
    }
    /// The period that `text` writes: ASCII digits without sign or leading zero, at most one blank,
    /// and a unit in English (`5workdays`, `1 workday`, `5wd`, `10d`, `2w`, `6m`, `3y`) or Chinese
    /// (`5个工作日`, `10日`, `2周`, `6个月`, `3年`).
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(|character: char| !character.is_ascii_digit())?;
        let (digits, rest) = text.split_at(end);
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        let count = digits.parse().ok()?;
        let unit = Unit::of_word(rest.strip_prefix(' ').unwrap_or(rest))?;
        Some(Self { count, unit })
    }
}

/// The form of data files, which [`Period::parse`] reads back: `5workdays`, `1years`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_both_languages() {
        for (text, count, unit) in [
            ("5workdays", 5, Unit::Workdays),
            ("5 workdays", 5, Unit::Workdays),
            ("1workday", 1, Unit::Workdays),
            ("5wd", 5, Unit::Workdays),
            ("5个工作日", 5, Unit::Workdays),
            ("5 个工作日", 5, Unit::Workdays),
            ("10d", 10, Unit::Days),
            ("10days", 10, Unit::Days),
            ("10日", 10, Unit::Days),
            ("10天", 10, Unit::Days),
            ("2w", 2, Unit::Weeks),
            ("2周", 2, Unit::Weeks),
            ("6m", 6, Unit::Months),
            ("6个月", 6, Unit::Months),
            ("3years", 3, Unit::Years),
            ("3y", 3, Unit::Years),
            ("3年", 3, Unit::Years),
            ("0days", 0, Unit::Days),
            ("4294967295d", u32::MAX, Unit::Days),
        ] {
            let period = Period { count, unit };
            assert_eq!(Period::parse(text), Some(period), "{text}");
            assert_eq!(Period::parse(&period.to_string()), Some(period), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for text in [
            "",
            "5",
            "days",
            "-5days",
            "+5days",
            " 5days",
            "5days ",
            "5  days",
            "05days",
            "00days",
            "5.5days",
            "5Days",
            "五日",
            "５日",
            "6月",
            "4294967296d",
            "5 hours",
            "5days5",
        ] {
            assert_eq!(Period::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_period_takes_eight_bytes() {
        assert_eq!(size_of::<Period>(), 8);
    }
}
