//! What an edit can reach, and what it brought: both by the bundle as the last revision has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::exit::Exit;
use crate::cli::run::Chosen;
use crate::cli::terminal::Terminal;
use crate::compare::{Baseline, Came, Touched};
use crate::lang::{Lang, Phrase};
use crate::pipeline::{Loaded, load_revision, room_of, stories_of};
use crate::source::{Disk, Door, GitError, differing};
use crate::suite::{Suite, Tested, meaning, reworded};
use crate::workbench::Workbench;

/// With what is compared.
const LAST: &str = "HEAD";

/// Tells by meaning what came out otherwise, where the last revision has the law under which it was
/// approved; by its words elsewhere.
pub(super) fn explain(suite: &mut Suite, chosen: &Chosen, lang: Lang) {
    let mut of: BTreeMap<&Path, Vec<(usize, &Tested)>> = BTreeMap::new();
    for (at, story) in suite.stories.iter().enumerate() {
        if let Some(bundle) = &story.bundle {
            let all = of.entry(bundle).or_default();
            all.extend(story.is_changed().then_some((at, story)));
        }
    }
    let mut meanings = Vec::new();
    for (bundle, stories) in of {
        let Some(now) = chosen.loaded.get(bundle) else { continue };
        if !now.wishes.is_empty() || !is_edited(bundle) {
            continue;
        }
        let Ok(base) = load_revision(bundle, LAST) else { continue };
        meanings.extend(meaning((bundle, LAST), (&base, now), &stories, lang));
    }
    let told: BTreeSet<usize> = meanings.iter().flat_map(|one| one.told.iter().copied()).collect();
    let rest = suite.stories.iter().enumerate().filter(|(at, _)| !told.contains(at));
    let rest = rest
        .filter_map(|(at, story)| Some((at, story.approved.as_deref()?, story.text.as_deref()?)));
    suite.reworded = reworded(rest);
    suite.meanings = meanings;
}

/// Whether anything that a bundle is made of is otherwise than in the last revision.
fn is_edited(bundle: &Path) -> bool {
    let bundle = Disk::absolute(bundle);
    let room = room_of(&bundle);
    differing(room, LAST).is_ok_and(|all| all.iter().any(|file| concerns(file, room, &bundle)))
}

/// Whether a file is of a bundle, or of what is shared beside all bundles.
pub(super) fn concerns(file: &Path, room: &Path, bundle: &Path) -> bool {
    let shared = ["library", "calendars"];
    file.starts_with(bundle) || shared.iter().any(|name| file.starts_with(room.join(name)))
}

/// Keeps the stories that an edit since the last revision can reach: those whose own files are
/// otherwise, and those that come by what is otherwise in their bundle. Answers how many are left out.
pub(super) fn keep_reached(chosen: &mut Chosen, out: &mut Terminal) -> Result<usize, Exit> {
    let before = chosen.files.len();
    let mut kept: BTreeSet<PathBuf> = BTreeSet::new();
    let mut of: BTreeMap<Option<PathBuf>, Vec<PathBuf>> = BTreeMap::new();
    for (file, bundle) in chosen.files.iter().zip(&chosen.bundles) {
        of.entry(bundle.clone()).or_default().push(file.clone());
    }
    for (bundle, files) in of {
        let mut folders: BTreeSet<PathBuf> =
            files.iter().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        // Pieces lie beside the folders of the stories.
        let room = bundle.as_ref().and_then(|bundle| stories_of(bundle));
        folders.extend(room.filter(|room| Disk.is_folder(room)));
        let mut edited: BTreeSet<PathBuf> = BTreeSet::new();
        for folder in &folders {
            let found = differing(folder, LAST).map_err(|error| fails(&error, out))?;
            edited.extend(found.iter().map(|path| Disk::absolute(path)));
        }
        // A piece that is edited concerns every story beside it.
        let pieces =
            edited.iter().any(|path| path.components().any(|part| part.as_os_str() == "pieces"));
        let is_own = |file: &PathBuf| {
            let own = Disk::absolute(file);
            pieces || edited.contains(&own) || edited.contains(&own.with_extension("snap"))
        };
        kept.extend(files.iter().filter(|file| is_own(file)).cloned());
        let loaded = bundle.as_ref().and_then(|bundle| Some((bundle, chosen.loaded.get(bundle)?)));
        let Some((bundle, now)) = loaded else {
            kept.extend(files);
            continue;
        };
        if is_edited(bundle) {
            kept.extend(reached(bundle, now, &files));
        }
    }
    let pairs =
        std::mem::take(&mut chosen.files).into_iter().zip(std::mem::take(&mut chosen.bundles));
    (chosen.files, chosen.bundles) = pairs.filter(|(file, _)| kept.contains(file)).unzip();
    Ok(before - chosen.files.len())
}

/// The stories that come by what is otherwise; all where that cannot be told.
fn reached(bundle: &Path, now: &Loaded, files: &[PathBuf]) -> Vec<PathBuf> {
    let all = || files.to_vec();
    // A calendar that a story assumes is none of its bundle's.
    let here = Disk::absolute(bundle);
    let room = room_of(&here);
    let is_calendar = |file: &PathBuf| file.starts_with(room.join("calendars"));
    if differing(room, LAST).map_or(true, |edited| edited.iter().any(is_calendar)) {
        return all();
    }
    let Ok(base) = load_revision(bundle, LAST) else { return all() };
    let Some((before, after)) = base.program.as_ref().zip(now.program.as_ref()) else {
        return all();
    };
    let touched = Touched::between(before, after);
    if touched.wide {
        return all();
    }
    let bench = Workbench::new(&base, files);
    let Some(baseline) = Baseline::new(&base, &bench.stories) else { return all() };
    let leading = baseline.leading(&touched.elements);
    let is_reached = |(held, came): (&crate::workbench::Held, &Came<'_>)| match came {
        Came::Played(_, course) => {
            held.assumes() || held.branches() || !baseline.met(&course.visited, &leading).is_empty()
        }
        Came::Untold(_) => true,
    };
    let pairs = bench.stories.iter().zip(&baseline.came);
    pairs.filter(|pair| is_reached(*pair)).map(|(held, _)| held.file.clone()).collect()
}

fn fails(error: &GitError, out: &mut Terminal) -> Exit {
    crate::cli::sides::git_fails(error, LAST, out);
    out.complain(Phrase::TestChangedNeedsGit, Vec::new());
    Exit::CannotRun
}
