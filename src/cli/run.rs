//! `banfa run`: plays scenarios on all cores and tells which differ from what they expect.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ArgMatches;
use serde_json::json;

use super::changed::run_changed;
use super::chosen::{each_assuming, folder_of, scenarios, wished_from};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, summary_json};
use crate::lang::{Args, Lang, Phrase, Word};
use crate::pipeline::{self, Loaded, Story, Wishes};
use crate::program::Program;
use crate::report::{Frame, mismatch_lines, run_json, scenario_line, summary_line};
use crate::scenario::{Played, play};
use crate::source::{Disk, ReadError, Sources};
use crate::workbench::in_order;

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
        // What is wished is wished of the measure under the amendments.
        let wishes = Wishes { amendments: list("amendment"), ..wishes };
        return exit.max(run_changed(&files, &bundles, &loaded, &wishes, as_json, out));
    }
    let work = Work { files: &files, bundles: &bundles, loaded: &loaded };
    exit.max(if as_json { tell_json(&work, out) } else { tell(&work, out) })
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
    let folders = bundles.iter().flatten().cloned().collect();
    let loaded = each_assuming(&folders, matches, out)?;
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

/// The files with their bundles.
struct Work<'c> {
    files: &'c [PathBuf],
    bundles: &'c [Option<PathBuf>],
    loaded: &'c BTreeMap<PathBuf, Loaded>,
}

/// One file with its bundle.
#[derive(Clone, Copy)]
struct Item<'c> {
    file: &'c Path,
    bundle: Option<&'c Path>,
    loaded: Option<&'c Loaded>,
}

/// What is told of one file.
struct Told {
    text: String,
    passed: bool,
    exit: Exit,
}

impl Work<'_> {
    /// Plays the files on all cores and tells of each as soon as it and those before it are
    /// played; what a story left behind goes when it is told. Where nobody listens any more, the
    /// rest is played all the same, for the command ends by what became of all.
    fn tell_each(
        &self,
        moments: bool,
        words: impl Fn(Item<'_>, &Outcome) -> String + Sync,
        mut say: impl FnMut(Told) -> bool,
    ) -> Exit {
        let pairs = self.files.iter().zip(self.bundles);
        let items: Vec<Item<'_>> = pairs
            .map(|(file, bundle)| Item {
                file,
                bundle: bundle.as_deref(),
                loaded: bundle.as_ref().and_then(|bundle| self.loaded.get(bundle)),
            })
            .collect();
        let is_heard = AtomicBool::new(true);
        let one = |item: &Item<'_>| {
            let outcome = play_one(item.file, item.loaded, moments);
            let exit = outcome.exit();
            let is_heard = is_heard.load(Ordering::Relaxed);
            let text = if is_heard { words(*item, &outcome) } else { String::new() };
            Told { text, passed: exit == Exit::Well, exit }
        };
        let mut exit = Exit::Well;
        let _ = in_order(&items, one, |_, told| {
            exit = exit.max(told.exit);
            if !say(told) {
                is_heard.store(false, Ordering::Relaxed);
            }
            ControlFlow::<()>::Continue(())
        });
        exit
    }
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

impl Outcome {
    /// How the command ends for it.
    fn exit(&self) -> Exit {
        match self {
            Self::Played(played, ..) if played.0.mismatches.is_empty() => Exit::Well,
            Self::Unread(error) if error.is_limit() => Exit::CannotRun,
            _ => Exit::FallsShort,
        }
    }
}

fn tell(work: &Work<'_>, out: &mut Terminal) -> Exit {
    let (lang, style) = (out.lang, out.style());
    let (mut passed, mut failed) = (0, 0);
    let words = |item: Item<'_>, outcome: &Outcome| {
        let mut part = Terminal::of(style);
        tell_one(item, outcome, &mut part);
        part.into_said()
    };
    let exit = work.tell_each(false, words, |told| {
        *(if told.passed { &mut passed } else { &mut failed }) += 1;
        out.as_said(&told.text)
    });
    out.line(&summary_line(passed, failed, lang));
    exit
}

fn tell_one(item: Item<'_>, outcome: &Outcome, out: &mut Terminal) {
    let lang = out.lang;
    let path = item.file.to_string_lossy();
    match outcome {
        Outcome::Played(played, sources, problems) => {
            let (played, _) = played.as_ref();
            let fits = played.mismatches.is_empty();
            out.line(&scenario_line(&path, played.plan.title.get(lang), fits, lang));
            if !fits {
                out.lines(mismatch_lines(played, sources, lang));
            }
            out.show(problems, sources);
        }
        Outcome::Malformed(sources, problems) => {
            out.line(&scenario_line(&path, "", false, lang));
            out.show(problems, sources);
        }
        Outcome::Unread(error) => {
            out.line(&scenario_line(&path, "", false, lang));
            let why = crate::policy::read::read_error(error);
            out.result(Phrase::CannotReadPath, vec![("path", path.as_ref().into()), ("why", why)]);
        }
        Outcome::Broken | Outcome::NoBundle => {
            out.line(&scenario_line(&path, "", false, lang));
            let (phrase, args) = without_program(&path, item.bundle);
            out.result(phrase, args);
        }
    }
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

fn tell_json(work: &Work<'_>, out: &mut Terminal) -> Exit {
    let lang = out.lang;
    let programs = work.loaded.values().filter_map(|bundle| bundle.program.as_ref());
    let receipts: Vec<_> = programs.map(pipeline::receipt).collect();
    let broken = work.loaded.iter().filter(|(_, bundle)| bundle.program.is_none());
    let broken: Vec<_> = broken
        .map(|(folder, bundle)| {
            let problems = bundle.problems.clone().sorted();
            let problems = summary_json(&problems, &bundle.sources, lang);
            json!({ "bundle": folder.to_string_lossy(), "problems": problems })
        })
        .collect();
    let (mut frame, head) = Frame::open(&receipts, &broken);
    out.as_said(&head);
    let words = |item: Item<'_>, outcome: &Outcome| Frame::within(&json_of(item, outcome, lang));
    let exit = work.tell_each(true, words, |told| {
        let before = frame.next(told.passed);
        out.as_said(&format!("{before}{}", told.text))
    });
    out.as_said(&frame.close());
    exit
}

/// One file as JSON.
fn json_of(item: Item<'_>, outcome: &Outcome, lang: Lang) -> serde_json::Value {
    let path = item.file.to_string_lossy();
    match (outcome, item.loaded.and_then(|bundle| bundle.program.as_ref())) {
        (Outcome::Played(played, sources, problems), Some(program)) => {
            let (played, own) = played.as_ref();
            let mut told = run_json(&path, own.as_ref().unwrap_or(program), played, sources, lang);
            if let Some(fields) = told.as_object_mut() {
                fields.insert("problems".into(), summary_json(problems, sources, lang));
            }
            told
        }
        (Outcome::Malformed(sources, problems), _) => {
            json!({ "path": path, "passed": false, "problems": summary_json(problems, sources, lang) })
        }
        (Outcome::Unread(error), _) => {
            let why = crate::policy::read::read_error(error).say(lang);
            json!({ "path": path, "passed": false, "unread": why })
        }
        _ => {
            let (phrase, args) = without_program(&path, item.bundle);
            json!({ "path": path, "passed": false, "unread": phrase.with(lang, &args) })
        }
    }
}
