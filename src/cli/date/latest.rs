//! When a period must begin at the latest, so that a step may be on a day.

use super::day::neighbours;
use super::{Asked, cannot_count, resting, rests_word};
use crate::calendar::{
    CountError, Counted, Day, Period, earliest_after, last_day, latest_start, walk,
};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::report::{kind_words, walk_table};

/// What the period leads to: the step comes after it, or within it on its last day.
struct Way {
    name: &'static str,
    passed: bool,
    begins: Phrase,
    later: Phrase,
}

const WAYS: [Way; 2] = [
    Way {
        name: "passed",
        passed: true,
        begins: Phrase::DateLatestPassed,
        later: Phrase::DateLaterPassed,
    },
    Way { name: "within", passed: false, begins: Phrase::DateLatest, later: Phrase::DateLater },
];

/// Tells it, for both.
pub(super) fn tell(asked: &Asked<'_>, written: &str, period: Period, out: &mut Terminal) -> Exit {
    let Asked { day: by, counting, table, as_json } = *asked;
    let lang = out.lang;
    let mut told = Vec::new();
    for way in &WAYS {
        let start = match latest_start(by, period, counting, way.passed, table) {
            Ok(start) => start,
            Err(error) => {
                cannot_count(error, table, out);
                return Exit::FallsShort;
            }
        };
        told.push((way, start));
    }
    if as_json {
        let ways: serde_json::Map<String, serde_json::Value> = told
            .iter()
            .map(|(way, start)| {
                let ends = last_day(start.last, period, counting, table).ok();
                let days = walk(start.last, period, counting, table).unwrap_or_default();
                let value = serde_json::json!({
                    "day": start.last.to_string(),
                    "works": table.is_workday(start.last).ok(),
                    "rests": rests_word(start.rests),
                    "ends": ends.map(|ends| ends.last.to_string()),
                    "days": walk_table(&days, lang),
                });
                (way.name.to_owned(), value)
            })
            .collect();
        let whole = serde_json::json!({
            "format": "banfa-date",
            "version": 1,
            "asks": "latest",
            "by": by.to_string(),
            "period": written,
            "latest": ways,
            "calendar": table.version(),
        });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return Exit::Well;
    }
    for (at, (way, start)) in told.iter().enumerate() {
        if at > 0 {
            out.line("");
        }
        one(way, *start, (asked, written, period), out);
    }
    Exit::Well
}

/// One way: the latest day, what kind of day it is, what a day later would give, and the count.
fn one(
    way: &Way,
    start: Counted,
    (asked, written, period): (&Asked<'_>, &str, Period),
    out: &mut Terminal,
) {
    let Asked { day: by, counting, table, .. } = *asked;
    let lang = out.lang;
    let args = [
        ("by", Word::from(by.to_string())),
        ("period", written.into()),
        ("day", resting(start.last, start.rests, lang).into()),
    ];
    out.line(&way.begins.with(lang, &args));
    if let Ok(kind) = table.kind(start.last).map(|kind| (kind, neighbours(start.last, table).0))
        && let (kind, Some(before)) = kind
        && !kind.is_workday()
    {
        let args = vec![
            ("weekday", Word::from(start.last.weekday().phrase())),
            ("kind", kind_words(kind, lang).into()),
            ("day", before.to_string().into()),
        ];
        out.result(Phrase::DateLatestRests, args);
    }
    let later = start.last.next();
    let ends = ended(later, way.passed, (asked, period));
    let shown = match ends {
        Ok(ended) => ended.last.to_string(),
        Err(_) => Phrase::DateBeyond.plain(lang).to_owned(),
    };
    let args = vec![
        ("day", later.to_string().into()),
        ("ends", shown.into()),
        ("by", by.to_string().into()),
    ];
    out.result(way.later, args);
    let days = walk(start.last, period, counting, table).unwrap_or_default();
    out.lines(walk_table(&days, lang).into_iter().map(|line| format!("  {line}")));
}

fn ended(
    start: Day,
    passed: bool,
    (asked, period): (&Asked<'_>, Period),
) -> Result<Counted, CountError> {
    match passed {
        true => earliest_after(start, period, asked.counting, asked.table),
        false => last_day(start, period, asked.counting, asked.table),
    }
}
