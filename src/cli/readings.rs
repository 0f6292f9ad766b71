//! `banfa readings`: where outcomes depend on how the text is read.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::json;

use super::chosen::chosen;
use super::compare::{Changed, money};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::cli::compare::outcomes_of;
use crate::compare::{Matter, Outcome, Outcomes, differences};
use crate::lang::{Phrase, Text, Word, money_text};
use crate::pipeline::{self, Wishes};
use crate::report::table;

/// One alternative and what it changes.
struct Row {
    readings: Vec<(String, String)>,
    title: String,
    changed: Vec<Changed>,
    failed: bool,
}

/// Runs the command.
pub fn readings(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let named = matches.get_one::<String>("bundle").is_some();
    let folder = match chosen(matches, if named { "bundle" } else { "bundle-folder" }, out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let (bundle, sources, problems) =
        crate::policy::read::read_bundle(&folder, crate::source::Sources::default());
    let loaded = pipeline::load(&folder);
    let (Some(bundle), Some(program)) = (bundle, &loaded.program) else {
        return out.bundle_fails(&folder, &problems, &sources);
    };
    let files = pipeline::scenarios_of(&folder);
    let base: Vec<(PathBuf, Text, Outcomes)> = files
        .iter()
        .filter_map(|file| {
            outcomes_of(file, program).map(|(title, came)| (file.clone(), title, came))
        })
        .collect();
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
    let rows = play_all(&wanted, &folder, &base, out);
    tell(&bundle, &rows, base.len(), matches, out)
}

/// Plays every alternative on all cores; rows come back in their order.
fn play_all(
    wanted: &[(Vec<(String, String)>, String)],
    folder: &std::path::Path,
    base: &[(PathBuf, Text, Outcomes)],
    out: &Terminal,
) -> Vec<Row> {
    let lang = out.lang;
    crate::workbench::each(wanted, |(readings, title)| {
        let wishes = Wishes {
            readings: readings
                .iter()
                .map(|(number, option)| format!("{number}={option}"))
                .collect(),
            ..Wishes::default()
        };
        let loaded = pipeline::load_with(folder, &wishes);
        let mut changed = Vec::new();
        if let Some(program) = &loaded.program {
            for (file, title, before) in base {
                let Some((_, after)) = outcomes_of(file, program) else { continue };
                let differences = differences(before, &after);
                if !differences.is_empty() {
                    let title = title.get(lang).to_owned();
                    changed.push(Changed { file: file.clone(), title, differences });
                }
            }
        }
        let failed = loaded.program.is_none();
        Row { readings: readings.clone(), title: title.clone(), changed, failed }
    })
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
    let name = |row: &Row| {
        let parts = row.readings.iter().map(|(number, option)| format!("{number}={option}"));
        parts.collect::<Vec<_>>().join(" ")
    };
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                let (gained, lost) = gains(&row.changed);
                json!({
                    "reading": name(row), "title": row.title, "loads": !row.failed,
                    "changed": row.changed.iter().map(|changed| changed.file.to_string_lossy()).collect::<Vec<_>>(),
                    "accepted_now": gained, "refused_now": lost,
                    "money": money(&row.changed).to_string(),
                })
            })
            .collect();
        let whole = json!({ "format": "banfa-readings", "version": 1, "stories": stories, "alternatives": told });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return if rows.iter().any(|row| row.failed) { Exit::FallsShort } else { Exit::Well };
    }
    let mut cells = Vec::new();
    for row in rows.iter().filter(|row| !row.changed.is_empty() || row.failed) {
        if row.failed {
            exit = exit.max(Exit::FallsShort);
        }
        let (gained, lost) = gains(&row.changed);
        let example = row.changed.first().map_or(String::new(), |changed| changed.title.clone());
        let count = if row.failed {
            Phrase::DoesNotLoad.plain(lang).to_owned()
        } else {
            row.changed.len().to_string()
        };
        cells.push(vec![
            name(row),
            row.title.clone(),
            count,
            format!("+{gained} -{lost}"),
            money_text(money(&row.changed)),
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
