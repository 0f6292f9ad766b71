//! `banfa date`: when a period ends, counted out day by day.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::policy;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::{
    CountError, Counting, Day, Period, Rests, Roll, Table, earliest_after, first_day_back,
    last_day, walk,
};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::read::{read_calendar, read_error, read_tree};
use crate::report::walk_table;
use crate::source::{Disk, Door, Sources};

/// Runs the command.
pub fn date(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let Some(start) = Day::parse(&text("date")) else {
        out.complain(Phrase::BadDateArgument, vec![("text", text("date").into())]);
        return Exit::CannotRun;
    };
    let written = text("period");
    let (backwards, plain) = match written.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, written.strip_prefix('+').unwrap_or(&written)),
    };
    let Some(period) = Period::parse(plain) else {
        out.complain(Phrase::BadPeriodArgument, vec![("text", written.as_str().into())]);
        return Exit::CannotRun;
    };
    let counting = Counting {
        include_start: matches.get_flag("count-start"),
        roll: Roll::parse(&text("roll")).unwrap_or_default(),
    };
    let path = matches
        .get_one::<String>("calendar")
        .map_or_else(|| policy().join("calendars/cn.ron"), PathBuf::from);
    let Some(table) = calendar(&path, out) else { return Exit::CannotRun };
    let as_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let lang = out.lang;
    let counted = if backwards {
        first_day_back(start, period, counting, &table)
    } else {
        last_day(start, period, counting, &table)
    };
    let counted = match counted {
        Ok(counted) => counted,
        Err(error) => {
            cannot_count(error, &table, out);
            return Exit::FallsShort;
        }
    };
    let earliest =
        if backwards { None } else { earliest_after(start, period, counting, &table).ok() };
    let days = if backwards {
        Vec::new()
    } else {
        walk(start, period, counting, &table).unwrap_or_default()
    };
    if as_json {
        let whole = serde_json::json!({
            "format": "banfa-date",
            "version": 1,
            "from": start.to_string(),
            "period": written,
            "day": counted.last.to_string(),
            "provisional": counted.rests == Rests::Provisional,
            "next": earliest.map(|counted| counted.last.to_string()),
            "calendar": table.version(),
            "days": walk_table(&days, lang),
        });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return Exit::Well;
    }
    let day = if counted.rests == Rests::Provisional {
        Phrase::Provisional.with(lang, &[("day", counted.last.to_string().into())])
    } else {
        counted.last.to_string()
    };
    let phrase = if backwards { Phrase::DateBack } else { Phrase::DateLast };
    let args =
        [("from", Word::from(start.to_string())), ("period", written.into()), ("day", day.into())];
    out.line(&phrase.with(lang, &args));
    if let Some(earliest) = earliest {
        out.line(&Phrase::DateNext.with(lang, &[("day", earliest.last.to_string().into())]));
    }
    if !days.is_empty() {
        out.line("");
        out.lines(walk_table(&days, lang));
    }
    Exit::Well
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

fn calendar(path: &Path, out: &mut Terminal) -> Option<Table> {
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
    let table = read_tree(&sources, file, &mut problems)
        .and_then(|node| read_calendar(&node, &mut problems));
    out.problems(&problems.sorted(), &sources);
    table
}
