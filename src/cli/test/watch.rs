//! `banfa test --watch`: told again whenever a file is saved, as far as the save can reach. Nothing is
//! written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use clap::ArgMatches;
use notify::{Event, RecursiveMode, Watcher};

use super::asked::Asked;
use super::{keep, play, reach};
use crate::cli::exit::Exit;
use crate::cli::run::{Chosen, choose, named};
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::pipeline::{load_with, room_of};
use crate::snapshot::approved_path;
use crate::source::{Disk, Door};
use crate::suite::{Suite, shown};

/// For how long a save may still go on: an editor writes beside and renames, or empties first.
const PAUSE: Duration = Duration::from_millis(30);

/// Watches until it is stopped, or nobody listens any more.
///
/// # Errors
/// How the command ends where the folders cannot be watched; it has been told why.
pub(super) fn watch(
    (asked, matches): (&Asked, &ArgMatches),
    mut chosen: Chosen,
    mut suite: Suite,
    mut tell: impl FnMut(&Suite, &mut Terminal) -> Result<(), Exit>,
    out: &mut Terminal,
) -> Result<Exit, Exit> {
    let (sender, saved) = channel();
    let fails = |error: notify::Error, out: &mut Terminal| {
        out.complain(Phrase::CannotWatch, vec![("why", error.to_string().into())]);
        Exit::CannotRun
    };
    // Nobody listens any more once the command ends; then nothing is lost.
    let send = move |event: notify::Result<Event>| drop(sender.send(event));
    let mut watcher = notify::recommended_watcher(send).map_err(|error| fails(error, out))?;
    for folder in folders(matches, &chosen) {
        let watched = watcher.watch(&folder, RecursiveMode::Recursive);
        watched.map_err(|error| fails(error, out))?;
    }
    out.line(Phrase::Watching.plain(out.lang));
    while out.send() {
        let Some(files) = next(&saved) else { break };
        if is_otherwise(matches, asked, &chosen, out) {
            // One more story, or one less: the whole lot is chosen anew.
            let Some(mut all) = choose(matches, out) else { continue };
            keep(asked, &mut all);
            suite = play::play(asked, &all, out);
            chosen = all;
        } else {
            let Some(work) = again(&files, &mut chosen, &suite) else { continue };
            replay((asked, work), &mut chosen, &mut suite, out);
            for (folder, loaded) in chosen.loaded.iter().filter(|(_, one)| one.program.is_none()) {
                out.bundle_fails(folder, &loaded.problems, &loaded.sources);
            }
        }
        out.line("");
        let names: Vec<String> = files.iter().map(|file| shown(&relative(file))).collect();
        let names = names.join(out.lang.list_separator());
        out.line(&Phrase::WatchedSave.with(out.lang, &[("files", Word::from(names))]));
        reach::explain(&mut suite, &chosen, out.lang);
        tell(&suite, out)?;
    }
    Ok(Exit::Well)
}

/// Plays some of the stories again.
fn replay(
    (asked, work): (&Asked, Vec<usize>),
    chosen: &mut Chosen,
    suite: &mut Suite,
    out: &Terminal,
) {
    let part = Chosen {
        files: work.iter().filter_map(|at| chosen.files.get(*at).cloned()).collect(),
        bundles: work.iter().filter_map(|at| chosen.bundles.get(*at).cloned()).collect(),
        loaded: std::mem::take(&mut chosen.loaded),
        exit: Exit::Well,
    };
    let told = play::play(asked, &part, out);
    chosen.loaded = part.loaded;
    for (at, tested) in work.into_iter().zip(told.stories) {
        if let Some(slot) = suite.stories.get_mut(at) {
            *slot = tested;
        }
    }
}

/// Whether there are other stories now than the ones that are watched.
fn is_otherwise(matches: &ArgMatches, asked: &Asked, chosen: &Chosen, out: &Terminal) -> bool {
    let mut quiet = Terminal::of(out.style());
    let found = crate::cli::run::files(&named(matches), &mut quiet).unwrap_or_default();
    let mut all = Chosen {
        bundles: vec![None; found.len()],
        files: found,
        loaded: std::collections::BTreeMap::new(),
        exit: Exit::Well,
    };
    keep(asked, &mut all);
    !all.files.is_empty() && all.files != chosen.files
}

/// The folders in which the stories and their bundles lie, and those that are named, each once.
fn folders(matches: &ArgMatches, chosen: &Chosen) -> BTreeSet<PathBuf> {
    let named = named(matches).into_iter().map(|path| Disk::absolute(&path));
    let mut all: BTreeSet<PathBuf> = named.filter(|path| Disk.is_folder(path)).collect();
    for bundle in chosen.bundles.iter().flatten() {
        let bundle = Disk::absolute(bundle);
        all.insert(room_of(&bundle).to_owned());
    }
    all.extend(chosen.files.iter().filter_map(|file| Some(Disk::absolute(file.parent()?))));
    let inner =
        |folder: &PathBuf| all.iter().any(|other| other != folder && folder.starts_with(other));
    all.iter().filter(|folder| !inner(folder)).cloned().collect()
}

/// The files of the next save that matter; none when nothing comes any more. What comes close behind is
/// of the same save. That a file is read is no save: we read them ourselves.
fn next(saved: &Receiver<notify::Result<Event>>) -> Option<BTreeSet<PathBuf>> {
    let matters = |path: &PathBuf| {
        let kind = path.extension().and_then(|kind| kind.to_str());
        matches!(kind, Some("ron" | "rhai" | "snap" | "txt"))
    };
    let files = |event: notify::Result<Event>| {
        let event = event.ok().filter(|event| !event.kind.is_access());
        event.map(|event| event.paths).unwrap_or_default().into_iter().filter(matters)
    };
    loop {
        let mut found: BTreeSet<PathBuf> = files(saved.recv().ok()?).collect();
        while let Ok(more) = saved.recv_timeout(PAUSE) {
            found.extend(files(more));
        }
        if !found.is_empty() {
            return Some(found);
        }
    }
}

/// The stories to be told again, by their positions; bundles that were saved are loaded again. None
/// where the save concerns nothing here.
fn again(files: &BTreeSet<PathBuf>, chosen: &mut Chosen, suite: &Suite) -> Option<Vec<usize>> {
    let mut reloaded: BTreeSet<PathBuf> = BTreeSet::new();
    for (folder, loaded) in &mut chosen.loaded {
        let bundle = Disk::absolute(folder);
        let room = room_of(&bundle);
        if files.iter().any(|file| reach::concerns(file, room, &bundle)) {
            *loaded = load_with(folder, &loaded.wishes.clone());
            reloaded.insert(folder.clone());
        }
    }
    let pieces: Vec<&Path> = files
        .iter()
        .filter(|file| is_piece(file))
        .filter_map(|file| file.parent()?.parent())
        .collect();
    let concerned = |(at, file): (usize, &PathBuf)| {
        let own = Disk::absolute(file);
        let saved = files.contains(&own) || files.contains(&approved_path(&own));
        let piece = pieces.iter().any(|above| own.starts_with(above));
        let bundle = chosen.bundles.get(at).and_then(Option::as_ref);
        let bundle = bundle.is_some_and(|bundle| reloaded.contains(bundle));
        (saved || piece || bundle) && at < suite.stories.len()
    };
    let all = chosen.files.iter().enumerate().filter(|one| concerned(*one));
    let work: Vec<usize> = all.map(|(at, _)| at).collect();
    (!work.is_empty()).then_some(work)
}

fn is_piece(file: &Path) -> bool {
    let folder = file.parent().and_then(|folder| folder.file_name());
    folder.is_some_and(|name| name == "pieces") && !Disk.is_folder(file)
}

/// A path below the folder where we stand, as it would be typed.
fn relative(path: &Path) -> PathBuf {
    let here = Disk::absolute(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
