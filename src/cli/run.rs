//! `banfa run`: plays scenarios on all cores and tells which differ from what they expect.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::json;

use super::chosen::{assuming, folder_of, scenarios, wished_from};
use super::compare::run_changed;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, summary_json};
use crate::lang::{Args, Phrase, Word};
use crate::pipeline::{self, Loaded, Story, Wishes};
use crate::program::Program;
use crate::report::{FORMAT_VERSION, mismatch_lines, run_json, scenario_line, summary_line};
use crate::scenario::{Played, play};
use crate::source::{Disk, ReadError, Sources};
use crate::workbench::each;

/// What became of one file.
enum Outcome {
    /// With the program under which it was told, where it assumes one of its own.
    Played(Box<(Played, Option<Program>)>, Sources, Vec<Diagnostic>),
    Malformed(Sources, Vec<Diagnostic>),
    Unread(ReadError),
    /// Its bundle is there and has errors.
    Broken,
    NoBundle,
}

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(Chosen { files, bundles, loaded, exit }) = choose(matches, out) else {
        return Exit::CannotRun;
    };
    let as_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    if matches.contains_id("bundle") && loaded.values().all(|bundle| bundle.program.is_none()) {
        // The one bundle there is has been told of; nothing can be said of any scenario.
        return exit;
    }
    let list = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).map(|texts| texts.cloned().collect()).unwrap_or_default()
    };
    let from = match wished_from(matches, out) {
        Ok(from) => from,
        Err(exit) => return exit,
    };
    let wishes =
        Wishes { readings: list("reading"), values: list("set"), from, ..Wishes::default() };
    if !wishes.is_empty() {
        return exit.max(run_changed(&files, &bundles, &loaded, &wishes, as_json, out));
    }
    let outcomes = play_all(&files, &bundles, &loaded, as_json);
    if as_json {
        exit.max(tell_json(&files, &outcomes, &bundles, &loaded, out))
    } else {
        exit.max(tell(&files, &outcomes, &bundles, out))
    }
}

/// What a command over many scenarios works on.
pub struct Chosen {
    /// The files.
    pub files: Vec<PathBuf>,
    /// The folder of each file's bundle.
    pub bundles: Vec<Option<PathBuf>>,
    /// The bundles.
    pub loaded: BTreeMap<PathBuf, Loaded>,
    /// Falls short where a bundle does not load; it has been told why.
    pub exit: Exit,
}

/// The scenarios that the arguments `paths` and `bundle` choose; nothing where there is none.
pub fn choose(matches: &ArgMatches, out: &mut Terminal) -> Option<Chosen> {
    let paths: Vec<PathBuf> = match matches.get_many::<String>("paths") {
        Some(paths) => paths.map(PathBuf::from).collect(),
        None => vec![scenarios()],
    };
    let files = files(&paths, out)?;
    let chosen = matches.get_one::<String>("bundle").map(|word| folder_of(word));
    let bundles: Vec<Option<PathBuf>> =
        files.iter().map(|file| chosen.clone().or_else(|| pipeline::bundle_of(file))).collect();
    let mut loaded: BTreeMap<PathBuf, Loaded> = BTreeMap::new();
    for folder in bundles.iter().flatten() {
        if !loaded.contains_key(folder) {
            loaded.insert(folder.clone(), assuming(folder, matches, out)?);
        }
    }
    let mut exit = Exit::Well;
    for (folder, bundle) in loaded.iter().filter(|(_, bundle)| bundle.program.is_none()) {
        exit = exit.max(out.bundle_fails(folder, &bundle.problems, &bundle.sources));
    }
    Some(Chosen { files, bundles, loaded, exit })
}

/// The scenarios in paths; a complaint where there is none.
pub fn files(paths: &[PathBuf], out: &mut Terminal) -> Option<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let shown = Word::from(path.to_string_lossy().into_owned());
        match pipeline::scenario_files(path) {
            Ok(found) if found.is_empty() => {
                out.complain(Phrase::EmptyFolder, vec![("path", shown)]);
                return None;
            }
            Ok(found) => files.extend(found),
            Err(error) => {
                out.cannot_read(path, &error);
                return None;
            }
        }
    }
    // A file that several paths name is run once.
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Some(files)
}

/// Plays the files on all cores; results come back in the order of the files.
fn play_all(
    files: &[PathBuf],
    bundles: &[Option<PathBuf>],
    loaded: &BTreeMap<PathBuf, Loaded>,
    moments: bool,
) -> Vec<Outcome> {
    let work: Vec<(&PathBuf, Option<&Loaded>)> = files
        .iter()
        .zip(bundles)
        .map(|(file, bundle)| (file, bundle.as_ref().and_then(|bundle| loaded.get(bundle))))
        .collect();
    each(&work, |(file, bundle)| play_one(file, *bundle, moments))
}

fn play_one(file: &Path, bundle: Option<&Loaded>, moments: bool) -> Outcome {
    let Some(bundle) = bundle else { return Outcome::NoBundle };
    let Some(program) = bundle.program.as_ref() else { return Outcome::Broken };
    match Story::read(&Disk, file, &bundle.sources) {
        Err(error) => Outcome::Unread(error),
        Ok(story) => {
            let (planned, own) = bundle.plan(&story);
            let problems = planned.problems.sorted();
            match planned.plan {
                Some(plan) => {
                    let played = play(plan, own.as_ref().unwrap_or(program), moments);
                    Outcome::Played(Box::new((played, own)), planned.sources, problems)
                }
                None => Outcome::Malformed(planned.sources, problems),
            }
        }
    }
}

/// How the command ends where a file could not be read.
const fn unread(error: &ReadError) -> Exit {
    if error.is_limit() { Exit::CannotRun } else { Exit::FallsShort }
}

fn tell(
    files: &[PathBuf],
    outcomes: &[Outcome],
    bundles: &[Option<PathBuf>],
    out: &mut Terminal,
) -> Exit {
    let lang = out.lang;
    let mut exit = Exit::Well;
    let (mut passed, mut failed) = (0, 0);
    for ((file, outcome), bundle) in files.iter().zip(outcomes).zip(bundles) {
        let path = file.to_string_lossy();
        match outcome {
            Outcome::Played(played, sources, problems) => {
                let (played, _) = played.as_ref();
                let title = played.plan.title.get(lang);
                let fits = played.mismatches.is_empty();
                out.line(&scenario_line(&path, title, fits, lang));
                if fits {
                    passed += 1;
                } else {
                    failed += 1;
                    out.lines(mismatch_lines(played, sources, lang));
                    exit = exit.max(Exit::FallsShort);
                }
                out.show(problems, sources);
            }
            Outcome::Malformed(sources, problems) => {
                failed += 1;
                out.line(&scenario_line(&path, "", false, lang));
                out.show(problems, sources);
                exit = exit.max(Exit::FallsShort);
            }
            Outcome::Unread(error) => {
                failed += 1;
                out.line(&scenario_line(&path, "", false, lang));
                let why = crate::policy::read::read_error(error);
                out.result(
                    Phrase::CannotReadPath,
                    vec![("path", path.as_ref().into()), ("why", why)],
                );
                exit = exit.max(unread(error));
            }
            Outcome::Broken | Outcome::NoBundle => {
                failed += 1;
                out.line(&scenario_line(&path, "", false, lang));
                let (phrase, args) = without_program(&path, bundle.as_deref());
                out.result(phrase, args);
                exit = exit.max(Exit::FallsShort);
            }
        }
    }
    out.line(&summary_line(passed, failed, lang));
    exit
}

/// Why a scenario has nothing to be played against: its bundle has errors, or there is none.
pub fn without_program(scenario: &str, bundle: Option<&Path>) -> (Phrase, Args) {
    match bundle {
        Some(bundle) => {
            let bundle = bundle.to_string_lossy().into_owned();
            (Phrase::BundleDoesNotLoad, vec![("path", bundle.into())])
        }
        None => (Phrase::NoBundleFor, vec![("path", scenario.into())]),
    }
}

fn tell_json(
    files: &[PathBuf],
    outcomes: &[Outcome],
    bundles: &[Option<PathBuf>],
    loaded: &BTreeMap<PathBuf, Loaded>,
    out: &mut Terminal,
) -> Exit {
    let lang = out.lang;
    let mut exit = Exit::Well;
    let mut scenarios = Vec::new();
    for ((file, outcome), bundle) in files.iter().zip(outcomes).zip(bundles) {
        let path = file.to_string_lossy();
        let own = bundle.as_ref().and_then(|bundle| loaded.get(bundle));
        let told = match (outcome, own.and_then(|bundle| bundle.program.as_ref())) {
            (Outcome::Played(played, sources, problems), Some(program)) => {
                let (played, own) = played.as_ref();
                let program = own.as_ref().unwrap_or(program);
                if !played.mismatches.is_empty() {
                    exit = exit.max(Exit::FallsShort);
                }
                let mut told = run_json(&path, program, played, sources, lang);
                if let Some(fields) = told.as_object_mut() {
                    fields.insert("problems".into(), summary_json(problems, sources, lang));
                }
                told
            }
            (Outcome::Malformed(sources, problems), _) => {
                exit = exit.max(Exit::FallsShort);
                json!({ "path": path, "passed": false, "problems": summary_json(problems, sources, lang) })
            }
            (Outcome::Unread(error), _) => {
                exit = exit.max(unread(error));
                let why = crate::policy::read::read_error(error).say(lang);
                json!({ "path": path, "passed": false, "unread": why })
            }
            _ => {
                exit = exit.max(Exit::FallsShort);
                let (phrase, args) = without_program(&path, bundle.as_deref());
                json!({ "path": path, "passed": false, "unread": phrase.with(lang, &args) })
            }
        };
        scenarios.push(told);
    }
    let receipts: Vec<_> = loaded
        .values()
        .filter_map(|bundle| bundle.program.as_ref())
        .map(pipeline::receipt)
        .collect();
    let broken = loaded.iter().filter(|(_, bundle)| bundle.program.is_none());
    let broken: Vec<_> = broken
        .map(|(folder, bundle)| {
            let problems = bundle.problems.clone().sorted();
            let problems = summary_json(&problems, &bundle.sources, lang);
            json!({ "bundle": folder.to_string_lossy(), "problems": problems })
        })
        .collect();
    let passed = scenarios.iter().filter(|told| told["passed"] == json!(true)).count();
    let whole = json!({
        "format": "banfa-run",
        "version": FORMAT_VERSION,
        "receipts": receipts,
        "broken": broken,
        "passed": passed,
        "failed": scenarios.len() - passed,
        "scenarios": scenarios,
    });
    out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    exit
}
