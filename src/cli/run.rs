//! `banfa run`: plays scenarios on all cores and tells which differ from what they expect.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ArgMatches;
use serde_json::json;

use super::changed::run_changed;
use super::chosen::{each_assuming, folder_of, no_stories, scenarios, wished_from};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::summary_json;
use crate::lang::{Args, Lang, Phrase, Word};
use crate::pipeline::{self, Loaded, Story, Told, Wishes};
use crate::program::Program;
use crate::report::{
    Frame, run_json, scenario_line, summary_line, under_line, verdict_lines, verdict_word,
};
use crate::source::{Disk, Door, ReadError};
use crate::workbench::in_order;

/// What became of one file.
enum Outcome {
    /// Told, first itself, then under each other law that it names.
    Told(Vec<Told>),
    Unread(ReadError),
    /// Its bundle is there and has errors.
    Broken,
    NoBundle,
}

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    if let Some(name) = matches.get_one::<String>("record") {
        return super::record::record(matches, name, out);
    }
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
    let paths = named(matches);
    if !matches.contains_id("paths") && is_without(&paths) {
        no_stories(&scenarios(), out);
        return None;
    }
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

/// The files and folders that the argument `paths` names; where it names none, the stories of the bundle
/// that is named, or all.
pub fn named(matches: &ArgMatches) -> Vec<PathBuf> {
    if let Some(paths) = matches.get_many::<String>("paths") {
        return paths.map(PathBuf::from).collect();
    }
    let bundle = matches.get_one::<String>("bundle").map(|word| folder_of(word));
    let all = scenarios();
    let is_ours = |folder: &PathBuf| {
        Disk::absolute(folder).starts_with(Disk::absolute(&all)) && Disk.is_folder(folder)
    };
    // A bundle that lies elsewhere is tried on the stories of this place.
    let own = bundle.and_then(|folder| pipeline::stories_of(&folder)).filter(is_ours);
    vec![own.unwrap_or(all)]
}

/// Whether no story lies in any of the folders.
fn is_without(folders: &[PathBuf]) -> bool {
    let has_none = |folder: &PathBuf| match pipeline::scenario_files(folder) {
        Ok(found) => found.is_empty(),
        Err(error) => error == ReadError::NotFound,
    };
    folders.iter().all(has_none)
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

/// What is said of one file.
struct Said {
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
        mut say: impl FnMut(Said) -> bool,
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
            Said { text, passed: exit == Exit::Well, exit }
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
    if bundle.program.is_none() {
        return Outcome::Broken;
    }
    match Story::read(&Disk, file, &bundle.sources) {
        Err(error) => Outcome::Unread(error),
        Ok(story) => Outcome::Told(bundle.tell(&story, moments)),
    }
}

impl Outcome {
    /// How the command ends for it.
    fn exit(&self) -> Exit {
        match self {
            Self::Told(told) if told.iter().all(Told::is_well) => Exit::Well,
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
        Outcome::Told(told) => tell_told(&path, told, out),
        Outcome::Unread(error) => {
            out.line(&scenario_line(&path, "", Phrase::Failed, lang));
            let why = crate::policy::read::read_error(error);
            out.result(Phrase::CannotReadPath, vec![("path", path.as_ref().into()), ("why", why)]);
        }
        Outcome::Broken | Outcome::NoBundle => {
            out.line(&scenario_line(&path, "", Phrase::Failed, lang));
            let (phrase, args) = without_program(&path, item.bundle);
            out.result(phrase, args);
        }
    }
}

/// A story in a line, and what is wrong with it under each law under which it was told.
fn tell_told(path: &str, told: &[Told], out: &mut Terminal) {
    let lang = out.lang;
    let first = told.first().and_then(|first| first.played.as_ref());
    let title = first.map_or("", |played| played.plan.title.get(lang));
    let word = match first.filter(|_| told.iter().all(Told::is_well)) {
        Some(played) => verdict_word(played.verdict()),
        None => Phrase::Failed,
    };
    out.line(&scenario_line(path, title, word, lang));
    for one in told {
        let wrong = one.played.as_ref().map(|played| verdict_lines(played, &one.sources, lang));
        let wrong = wrong.unwrap_or_default();
        let is_silent = wrong.is_empty() && one.problems.is_empty();
        if !one.under.is_empty() && !is_silent {
            out.line(&format!("  {}", under_line(&one.under, lang)));
        }
        out.lines(wrong);
        out.show(&one.problems, &one.sources);
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
        (Outcome::Told(told), Some(program)) => {
            let mut all = told.iter().map(|one| told_json(&path, one, program, lang));
            let mut whole = all.next().unwrap_or_default();
            let under: Vec<_> = all.collect();
            if let Some(fields) = whole.as_object_mut().filter(|_| !under.is_empty()) {
                fields.insert("passed".into(), told.iter().all(Told::is_well).into());
                fields.insert("under".into(), under.into());
            }
            whole
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

/// A story told under one law.
fn told_json(path: &str, told: &Told, program: &Program, lang: Lang) -> serde_json::Value {
    let problems = summary_json(&told.problems, &told.sources, lang);
    let Some(played) = &told.played else {
        let mut whole = json!({ "path": path, "passed": false, "problems": problems });
        if let Some(fields) = whole.as_object_mut().filter(|_| !told.under.is_empty()) {
            fields.insert("laws".into(), told.under.clone().into());
        }
        return whole;
    };
    let mut whole =
        run_json(path, told.own.as_deref().unwrap_or(program), played, &told.sources, lang);
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("problems".into(), problems);
        if !told.under.is_empty() {
            fields.insert("laws".into(), told.under.clone().into());
        }
    }
    whole
}
