//! `banfa timeline NAME`: a measure along the years, before and after.

use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;

use super::chosen::{chosen, folder_of};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::chosen as laid_of;
use crate::analysis::timeline::{Asked, Happened, happened, years};
use crate::calendar::Day;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Story, Wishes};
use crate::program::Program;
use crate::report::timeline::{Sheet, html, screen, svg};
use crate::scenario::{Played, play};
use crate::source::{Disk, Door};

/// How many years are shown where nothing else is asked.
const YEARS: i32 = 10;
/// How many years are looked at beyond the last day, for who waits until then.
const BEYOND: i32 = 30;
/// The most years.
const MOST: i32 = 100;

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match told(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn told(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let lang = out.lang;
    let story = matches.get_one::<String>("story").map(Path::new);
    let folder = match (matches.get_one::<String>("bundle"), story) {
        (None, Some(path)) => {
            let shown = Word::from(path.to_string_lossy().into_owned());
            match pipeline::bundle_of(path) {
                Some(folder) => folder,
                None => {
                    out.complain(Phrase::NoBundleFor, vec![("path", shown)]);
                    return Err(Exit::CannotRun);
                }
            }
        }
        (Some(word), _) if !Disk.is_folder(&folder_of(word)) => chosen(matches, "bundle", out)?,
        (Some(word), _) => folder_of(word),
        (None, None) => chosen(matches, "bundle", out)?,
    };
    let from = day_of(matches, "from", out)?;
    let (base, changed) = wishes(matches, from);
    let (problems, sources) = pipeline::miswritten(&changed);
    if problems.has_errors() {
        return Err(out.wish_fails(&problems, &sources));
    }
    let before = loaded(&folder, &base, out)?;
    let after = loaded(&folder, &changed, out)?;
    out.problems(&after.of_wishes(), &after.sources);
    let (Some(old), Some(new)) = (&before.program, &after.program) else {
        return Err(Exit::FallsShort);
    };
    let laid = laid_of(&after.amendments, &changed);
    let begins = laid.iter().skip(base.amendments.len()).map(|one| one.effective.value).min();
    let first = new.validity.as_ref().map(|validity| validity.from);
    let played = match story {
        Some(path) => Some((play_under(path, &before, out)?, play_under(path, &after, out)?)),
        None => None,
    };
    let journals = played.as_ref().map(|((one, played), (other, replayed))| {
        let of = |own: &Option<Arc<Program>>, played: &Played, program: &Program| {
            happened(played, own.as_deref().unwrap_or(program))
        };
        let title = played.plan.title.get(lang).to_owned();
        (title, [of(one, played, old), of(other, replayed, new)])
    });
    let days = journals
        .as_ref()
        .and_then(|(_, sides): &(String, [Vec<Happened>; 2])| Sheet::days_of(sides));
    let from = from.or(days.map(|(first, _)| first)).or(begins).or(first);
    let from = from.or_else(|| Day::ymd(new.calendar.last_published().unwrap_or(2000), 1, 1));
    let from = from.unwrap_or(Day::MIN);
    let until = until(matches, (from, days.map(|(_, last)| last)), out)?;
    let asked = Asked {
        until: Day::ymd(until.year().saturating_add(BEYOND), 12, 31).unwrap_or(Day::MAX),
        opens: month_day(matches, "opens", out)?,
        entered: month_day(matches, "enters", out)?.unwrap_or((12, 31)),
    };
    let sheet = Sheet {
        laid: names(&laid, &base, &changed, out),
        programs: [old, new],
        asked,
        from,
        until,
        years: [years(old, &asked), years(new, &asked)],
        story: journals,
    };
    written(&sheet, matches, out)
}

fn written(sheet: &Sheet<'_>, matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let lang = out.lang;
    let drawn = sheet.drawn(lang);
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => serde_json::to_string_pretty(&sheet.json(lang)).unwrap_or_default() + "\n",
        Some("svg") => svg(sheet, &drawn, lang),
        Some("html") => html(sheet, &drawn, lang),
        _ => screen(&drawn, out.width()).join("\n") + "\n",
    };
    out.give(matches.get_one::<String>("out"), &text)?;
    Ok(Exit::Well)
}

/// What both sides wish, and what the second does.
fn wishes(matches: &ArgMatches, from: Option<Day>) -> (Wishes, Wishes) {
    let list = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).map(|texts| texts.cloned().collect()).unwrap_or_default()
    };
    let base =
        Wishes { amendments: list("amendment"), assumed: list("assume"), ..Wishes::default() };
    let amendments = base.amendments.iter().cloned().chain(list("names")).collect();
    let changed = Wishes {
        amendments,
        readings: list("reading"),
        values: list("set"),
        from: from.filter(|_| matches.contains_id("set")),
        ..base.clone()
    };
    (base, changed)
}

/// What is said to be laid.
fn names(
    laid: &[crate::policy::Amendment],
    base: &Wishes,
    changed: &Wishes,
    out: &Terminal,
) -> Vec<String> {
    let amendments = laid.iter().skip(base.amendments.len()).map(|one| one.name.clone());
    let values = changed.readings.iter().chain(&changed.values).cloned();
    let names: Vec<String> = amendments.chain(values).collect();
    match names.is_empty() {
        true => vec![Phrase::TimelineAsIs.plain(out.lang).to_owned()],
        false => names,
    }
}

fn loaded(folder: &Path, wishes: &Wishes, out: &mut Terminal) -> Result<Loaded, Exit> {
    let loaded = pipeline::load_with(folder, wishes);
    if loaded.program.is_some() {
        return Ok(loaded);
    }
    let wishes_something = !wishes.is_empty() || !wishes.assumed.is_empty();
    match wishes_something && pipeline::load(folder).program.is_some() {
        true => Err(out.wish_fails(&loaded.problems, &loaded.sources)),
        false => Err(out.bundle_fails(folder, &loaded.problems, &loaded.sources)),
    }
}

/// A story played under a bundle, with the program of its own where it assumes something.
fn play_under(
    path: &Path,
    loaded: &Loaded,
    out: &mut Terminal,
) -> Result<(Option<Arc<Program>>, Played), Exit> {
    let story = Story::read(&Disk, path, &loaded.sources).map_err(|error| {
        out.cannot_read(path, &error);
        Exit::CannotRun
    })?;
    let (planned, own) = loaded.plan(&story);
    out.problems(&planned.problems.sorted(), &planned.sources);
    let plan = planned.plan.ok_or(Exit::FallsShort)?;
    let program = own.as_deref().or(loaded.program.as_ref()).ok_or(Exit::FallsShort)?;
    let played = play(plan, program, false);
    Ok((own, played))
}

fn day_of(matches: &ArgMatches, name: &str, out: &mut Terminal) -> Result<Option<Day>, Exit> {
    let Some(text) = matches.get_one::<String>(name) else { return Ok(None) };
    let day = Day::parse(text);
    if day.is_none() {
        out.complain(Phrase::BadDateArgument, vec![("text", text.into())]);
        return Err(Exit::CannotRun);
    }
    Ok(day)
}

/// The last day that is shown.
fn until(
    matches: &ArgMatches,
    (from, last): (Day, Option<Day>),
    out: &mut Terminal,
) -> Result<Day, Exit> {
    let end = |year: i32| Day::ymd(year, 12, 31);
    let until = match matches.get_one::<String>("until") {
        Some(text) => {
            let year = text.parse::<i32>().ok().and_then(end);
            let Some(day) = year.or_else(|| Day::parse(text)) else {
                out.complain(Phrase::TimelineBadUntil, vec![("text", text.into())]);
                return Err(Exit::CannotRun);
            };
            day
        }
        None => {
            let year = last.map_or(from.year().saturating_add(YEARS), Day::year);
            end(year).unwrap_or(Day::MAX)
        }
    };
    if until < from || until.year() - from.year() > MOST {
        let args = vec![("from", from.to_string().into()), ("until", until.to_string().into())];
        out.complain(Phrase::TimelineTooLong, args);
        return Err(Exit::CannotRun);
    }
    Ok(until)
}

/// A month and a day that every fourth year has at least.
fn month_day(
    matches: &ArgMatches,
    name: &str,
    out: &mut Terminal,
) -> Result<Option<(u32, u32)>, Exit> {
    let Some(text) = matches.get_one::<String>(name) else { return Ok(None) };
    let day = Day::parse(&format!("2024-{text}"));
    match day {
        Some(day) => Ok(Some((day.month(), day.day()))),
        None => {
            out.complain(Phrase::TimelineBadDay, vec![("text", text.into())]);
            Err(Exit::CannotRun)
        }
    }
}
