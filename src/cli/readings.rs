//! `banfa readings`: where outcomes depend on how the text is read.

use clap::ArgMatches;
use serde_json::json;

use super::changed::money_told;
use super::chosen::{assuming, chosen};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::compare::{Came, Changed, Matter, Outcome, compare, money, outcomes};
use crate::diagnostic::Diagnostic;
use crate::lang::{Phrase, Problem, Word};
use crate::pipeline::{self, Wishes};
use crate::report::table;
use crate::workbench::{Workbench, each};

/// One alternative and what it changes.
struct Row {
    readings: Vec<(String, String)>,
    title: String,
    changed: Vec<Changed>,
    fate: Fate,
}

/// What became of an alternative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Loads,
    /// Two meanings make one element otherwise.
    Conflicts,
    DoesNotLoad,
}

/// Runs the command.
pub fn readings(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let named = matches.get_one::<String>("bundle").is_some();
    let folder = match chosen(matches, if named { "bundle" } else { "bundle-folder" }, out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let Some(loaded) = assuming(&folder, matches, out) else { return Exit::CannotRun };
    let (Some(bundle), Some(_)) = (&loaded.written, &loaded.program) else {
        return out.bundle_fails(&folder, &loaded.problems, &loaded.sources);
    };
    let bench = Workbench::new(&loaded, &pipeline::scenarios_of(&folder));
    let base = outcomes(&bench.stories, &loaded);
    let mut single: Vec<(String, String, String)> = Vec::new();
    for (number, reading) in &bundle.readings {
        for (option, info) in &reading.options {
            if option.value != reading.chosen.value {
                let title = info.title.get(out.lang).to_owned();
                single.push((number.value.clone(), option.value.clone(), title));
            }
        }
    }
    let mut wanted: Vec<(Vec<(String, String)>, String)> = single
        .iter()
        .map(|(number, option, title)| (vec![(number.clone(), option.clone())], title.clone()))
        .collect();
    if matches.get_flag("pairs") {
        for (at, first) in single.iter().enumerate() {
            for second in single.iter().skip(at + 1).filter(|second| second.0 != first.0) {
                let readings =
                    vec![(first.0.clone(), first.1.clone()), (second.0.clone(), second.1.clone())];
                wanted.push((readings, format!("{} + {}", first.2, second.2)));
            }
        }
    }
    let rows = play_all(&wanted, &bench, &base);
    let untold = base.iter().any(|came| matches!(came, Came::Untold(_)));
    let exit = tell(bundle, &rows, base.len(), matches, out);
    if untold { exit.max(Exit::FallsShort) } else { exit }
}

/// Plays every alternative on all cores; rows come back in their order.
fn play_all(
    wanted: &[(Vec<(String, String)>, String)],
    bench: &Workbench<'_>,
    base: &[Came<'_>],
) -> Vec<Row> {
    each(wanted, |(readings, title)| {
        let wishes = Wishes {
            readings: readings
                .iter()
                .map(|(number, option)| format!("{number}={option}"))
                .collect(),
            amendments: bench.base.wishes.amendments.clone(),
            ..Wishes::default()
        };
        let loaded = bench.variant(&wishes);
        let (mut changed, mut fate) = (Vec::new(), Fate::DoesNotLoad);
        if let Some(loaded) = loaded {
            if loaded.program.is_some() {
                fate = Fate::Loads;
                changed = compare(&bench.stories, base, outcomes(&bench.stories, &loaded)).changed;
            } else if loaded.problems.errors_only().iter().all(is_conflict) {
                fate = Fate::Conflicts;
            }
        }
        Row { readings: readings.clone(), title: title.clone(), changed, fate }
    })
}

fn is_conflict(found: &Diagnostic) -> bool {
    found.problem == Problem::ReadingsConflict
}

/// Steps that are accepted now and were refused, and the other way round, by who.
fn gains(changed: &[Changed]) -> (usize, usize) {
    let (mut gained, mut lost) = (0, 0);
    for difference in changed.iter().flat_map(|changed| &changed.differences) {
        if let Matter::Step(..) = difference.matter {
            match (&difference.before, &difference.after) {
                (Some(Outcome::Refused(..)), Some(Outcome::Accepted)) => gained += 1,
                (Some(Outcome::Accepted), Some(Outcome::Refused(..))) => lost += 1,
                _ => {}
            }
        }
    }
    (gained, lost)
}

fn tell(
    bundle: &crate::policy::Bundle,
    rows: &[Row],
    stories: usize,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Exit {
    let lang = out.lang;
    let mut exit = Exit::Well;
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        out.text(&data(rows, stories));
        return if rows.iter().any(|row| row.fate == Fate::DoesNotLoad) {
            Exit::FallsShort
        } else {
            Exit::Well
        };
    }
    let mut cells = Vec::new();
    for row in rows.iter().filter(|row| !row.changed.is_empty() || row.fate != Fate::Loads) {
        if row.fate == Fate::DoesNotLoad {
            exit = exit.max(Exit::FallsShort);
        }
        let (gained, lost) = gains(&row.changed);
        let example = row.changed.first();
        let example = example.map_or("", |changed| changed.title.get(lang)).to_owned();
        let count = match row.fate {
            Fate::Loads => row.changed.len().to_string(),
            Fate::Conflicts => Phrase::NotTogether.plain(lang).to_owned(),
            Fate::DoesNotLoad => Phrase::DoesNotLoad.plain(lang).to_owned(),
        };
        cells.push(vec![
            name(row),
            row.title.clone(),
            count,
            format!("+{gained} -{lost}"),
            money_told(money(&row.changed), lang),
            example,
        ]);
    }
    let heads = [
        Phrase::Reading,
        Phrase::CellMeaning,
        Phrase::CellStories,
        Phrase::CellSteps,
        Phrase::CellMoney,
        Phrase::CellExample,
    ];
    out.lines(table(&heads.map(|head| head.plain(lang).to_owned()), &cells, out.width()));
    let silent: Vec<Word> = bundle
        .readings
        .iter()
        .filter(|(number, reading)| {
            reading.options.len() > 1
                && rows.iter().all(|row| {
                    row.readings.len() > 1
                        || row.readings.iter().all(|(known, _)| *known != number.value)
                        || row.changed.is_empty()
                })
        })
        .map(|(number, _)| Word::Plain(number.value.clone()))
        .collect();
    let args = [
        ("readings", Word::from(bundle.readings.len().to_string())),
        ("alternatives", rows.len().to_string().into()),
        ("stories", stories.to_string().into()),
    ];
    out.line(&Phrase::ReadingsSummary.with(lang, &args));
    if !silent.is_empty() {
        out.line(&Phrase::ReadingsSilent.with(lang, &[("names", Word::List(silent))]));
    }
    exit
}

/// The readings of a row, as they are asked for.
fn name(row: &Row) -> String {
    let parts = row.readings.iter().map(|(number, option)| format!("{number}={option}"));
    parts.collect::<Vec<_>>().join(" ")
}

/// The same as JSON.
fn data(rows: &[Row], stories: usize) -> String {
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            let (gained, lost) = gains(&row.changed);
            json!({
                "reading": name(row), "title": row.title, "loads": row.fate == Fate::Loads, "conflicts": row.fate == Fate::Conflicts,
                "changed": row.changed.iter().map(|changed| changed.file.to_string_lossy()).collect::<Vec<_>>(),
                "accepted_now": gained, "refused_now": lost,
                "money": money(&row.changed).map(|sum| sum.to_string()),
            })
        })
        .collect();
    let whole = json!({ "format": "banfa-readings", "version": 1, "stories": stories, "alternatives": told });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}
