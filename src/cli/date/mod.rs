//! `banfa date`: what kind of day a day is, when a period ends, when it must begin at the latest, how
//! many days lie between two; each counted out day by day.

mod between;
mod day;
mod latest;
mod period;

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::policy;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::{CountError, Counting, Day, Period, Rests, Roll, Table};
use crate::diagnostic::Problems;
use crate::lang::{Lang, Phrase};
use crate::pipeline::assume;
use crate::policy::read::{read_calendar, read_error, read_tree};
use crate::source::{Disk, Door, Sources};

/// What is asked about days.
struct Asked<'t> {
    day: Day,
    counting: Counting,
    table: &'t Table,
    as_json: bool,
}

/// Runs the command.
pub fn date(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let (first, glued) = parted(&text("date").unwrap_or_default());
    let Some(day) = Day::parse(&first) else {
        out.complain(Phrase::BadDateArgument, vec![("text", first.into())]);
        return Exit::CannotRun;
    };
    let second = text("period");
    if let (Some(one), Some(other)) = (&glued, &second) {
        let both = format!("{one} {other}");
        out.complain(Phrase::BadPeriodArgument, vec![("text", both.into())]);
        return Exit::CannotRun;
    }
    let second = glued.or(second);
    let counting = Counting {
        include_start: matches.get_flag("count-start"),
        roll: Roll::parse(&text("roll").unwrap_or_default()).unwrap_or_default(),
    };
    let path =
        text("calendar").map_or_else(|| policy().join("calendars").join(CALENDAR), PathBuf::from);
    let Some(table) = calendar(&path, matches, out) else { return Exit::CannotRun };
    let as_json = text("format").is_some_and(|format| format == "json");
    let asked = Asked { day, counting, table: &table, as_json };
    let latest = matches.get_flag("latest");
    let Some(second) = second else { return day::tell(&asked, out) };
    if let Some(other) = Day::parse(&second).filter(|_| !latest) {
        return between::tell(&asked, other, out);
    }
    let (backwards, plain) = match second.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, second.strip_prefix('+').unwrap_or(&second)),
    };
    let Some(period) = Period::parse(plain).filter(|_| !(backwards && latest)) else {
        out.complain(Phrase::BadPeriodArgument, vec![("text", second.as_str().into())]);
        return Exit::CannotRun;
    };
    match latest {
        true => latest::tell(&asked, &second, period, out),
        false => period::tell(&asked, &second, (backwards, period), out),
    }
}

/// The calendar that is asked where none is named.
const CALENDAR: &str = "cn.ron";

/// A day, and the period that is written right behind it: `2026-10-01+5wd`.
fn parted(text: &str) -> (String, Option<String>) {
    const DAY: usize = "2026-10-01".len();
    match (text.get(..DAY), text.get(DAY..)) {
        (Some(day), Some(rest)) if rest.starts_with(['+', '-']) => {
            (day.to_owned(), Some(rest.to_owned()))
        }
        _ => (text.to_owned(), None),
    }
}

/// A day with what it rests on, where that is less than a notice.
fn resting(day: Day, rests: Rests, lang: Lang) -> String {
    let args = [("day", day.to_string().into())];
    match rests {
        Rests::Published => day.to_string(),
        Rests::Provisional => Phrase::Provisional.with(lang, &args),
        Rests::Assumed => Phrase::AssumedDay.with(lang, &args),
    }
}

/// What an answer rests on, for JSON.
const fn rests_word(rests: Rests) -> &'static str {
    match rests {
        Rests::Published => "published",
        Rests::Provisional => "provisional",
        Rests::Assumed => "assumed",
    }
}

/// Tells why no day was found.
fn cannot_count(error: CountError, table: &Table, out: &mut Terminal) {
    let (phrase, year) = match error {
        CountError::Unpublished(unpublished) => {
            let year = unpublished.year.to_string();
            let first = table.years().next().filter(|&first| unpublished.year < first);
            if let Some(first) = first {
                let args = vec![("year", year.into()), ("first", first.to_string().into())];
                out.complain(Phrase::BeforeTheTable, args);
                return;
            }
            (Phrase::CauseUnpublished, year)
        }
        CountError::OutOfRange => (Phrase::CauseOutOfRange, String::new()),
    };
    out.complain(phrase, vec![("year", year.into())]);
}

/// The calendar in a file, with the years that the command assumes.
fn calendar(path: &Path, matches: &ArgMatches, out: &mut Terminal) -> Option<Table> {
    let shown = path.to_string_lossy().into_owned();
    let text = match Disk.read(path) {
        Ok(text) => text,
        Err(error) => {
            let why = read_error(&error);
            out.complain(Phrase::CannotReadPath, vec![("path", shown.into()), ("why", why)]);
            return None;
        }
    };
    let mut sources = Sources::default();
    let file = sources.add(shown, text);
    let mut problems = Problems::default();
    let mut table = read_tree(&sources, file, &mut problems)
        .and_then(|node| read_calendar(&node, &mut problems));
    let years = matches.get_many::<String>("assume");
    let years: Vec<String> = years.map(|years| years.cloned().collect()).unwrap_or_default();
    if let Some(table) = &mut table {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        assume(&Disk, &[folder], &years, (table, &mut sources), &mut problems);
    }
    let fails = problems.has_errors();
    out.problems(&problems.sorted(), &sources);
    table.filter(|_| !fails)
}
