//! Tests of legal time. The expected days come from the State Council's notices, from the statutes,
//! from lists that authorities published, or from a count by hand that stands in a comment.

mod counted;
mod faults;
mod property;
mod published;
mod walked;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::*;

/// The file as written, independent of the reader of bundles and of [`Table`].
#[derive(Deserialize)]
struct File {
    version: String,
    weekend: Vec<String>,
    years: BTreeMap<String, Year>,
}

#[derive(Deserialize)]
struct Year {
    notice: String,
    days: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    Holiday(String),
    MakeUp(String),
}

static FILE: LazyLock<File> =
    LazyLock::new(|| ron::from_str(include_str!("../../policy/calendars/cn.ron")).unwrap());

static CN: LazyLock<Table> = LazyLock::new(|| {
    let weekend: Vec<_> = FILE.weekend.iter().map(|word| Weekday::parse(word).unwrap()).collect();
    let years = FILE.years.iter().map(|(year, Year { notice, days })| {
        let days = days.iter().map(|(text, entry)| {
            let (kind, name) = match entry {
                Entry::Holiday(name) => (Irregular::Holiday, name),
                Entry::MakeUp(name) => (Irregular::MakeUp, name),
            };
            IrregularDay { day: day(text), kind, name: name.clone() }
        });
        PublishedYear { year: year.parse().unwrap(), notice: notice.clone(), days: days.collect() }
    });
    Table::new(FILE.version.as_str(), &weekend, years.collect()).unwrap()
});

/// 2023 to 2026 without any notice's days: what a rule of Monday to Friday would say.
static MONDAY_TO_FRIDAY: LazyLock<Table> = LazyLock::new(|| {
    let years =
        (2023..=2026).map(|year| PublishedYear { year, notice: String::new(), days: Vec::new() });
    Table::new("plain", &[Weekday::Saturday, Weekday::Sunday], years.collect()).unwrap()
});

/// The start is not counted and the end does not move: the default.
const PLAIN: Counting = Counting { include_start: false, roll: Roll::None };
/// The start is counted and the end does not move.
const INCLUSIVE: Counting = Counting { include_start: true, roll: Roll::None };

fn rolling(roll: Roll) -> Counting {
    Counting { roll, ..PLAIN }
}

#[track_caller]
fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} is no day"))
}

#[track_caller]
fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or_else(|| panic!("{text} is no period"))
}

/// Asserts that the period from `start` ends with `expected`.
#[track_caller]
fn check(start: &str, text: &str, counting: Counting, expected: &str) {
    let counted = last_day(day(start), period(text), counting, &CN).map(|counted| counted.last);
    assert_eq!(counted, Ok(day(expected)), "{start} + {text}");
}
