//! Scenario files: the shipped folder, copied many times into a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use banfa::pipeline::{self, Loaded, Story};
use banfa::program::Program;
use banfa::scenario::{Plan, play};
use banfa::source::Disk;

/// The copies, deleted when dropped.
pub struct Copies {
    root: PathBuf,
    /// How many scenario files there are.
    pub count: usize,
}

impl Copies {
    /// Copies `policy/` once and every scenario `times` times, into folders beside it.
    pub fn make(times: usize) -> std::io::Result<Self> {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = std::env::temp_dir().join(format!("banfa-bench-{}", std::process::id()));
        let mut copies = Self { root, count: 0 };
        copy(&shipped.join("policy"), &copies.root.join("policy"))?;
        for folder in pieces_below(&shipped.join("scenarios"))? {
            let inner = folder.strip_prefix(shipped).unwrap_or(&folder);
            copy(&folder, &copies.root.join(inner))?;
        }
        for file in scenario_files(&shipped.join("scenarios")) {
            let inner = file.strip_prefix(shipped).unwrap_or(&file);
            let (Some(folder), Some(name)) = (inner.parent(), inner.file_name()) else { continue };
            for time in 0..times {
                let folder = copies.root.join(folder).join(format!("copy_{time}"));
                std::fs::create_dir_all(&folder)?;
                std::fs::copy(&file, folder.join(name))?;
                copies.count += 1;
            }
        }
        Ok(copies)
    }

    /// Reads, plans and plays all of them on all cores, the bundles loaded once; answers how many
    /// met what they expect.
    pub fn play_here(&self) -> usize {
        let files = scenario_files(&self.root.join("scenarios"));
        let mut loaded: BTreeMap<PathBuf, Loaded> = BTreeMap::new();
        let mut bundles = Vec::with_capacity(files.len());
        for file in &files {
            let folder = pipeline::bundle_of(file).unwrap_or_default();
            if !loaded.contains_key(&folder) {
                loaded.insert(folder.clone(), pipeline::load(&folder));
            }
            bundles.push(folder);
        }
        let (next, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some((file, folder)) = files.get(at).zip(bundles.get(at)) else {
                            break;
                        };
                        let told = loaded.get(folder).and_then(|bundle| told(bundle, file));
                        let fits = told.is_some_and(|(plan, own)| {
                            let shared = loaded.get(folder).and_then(|one| one.program.as_ref());
                            let program = own.as_deref().or(shared);
                            program.is_some_and(|program| {
                                play(plan, program, false).mismatches.is_empty()
                            })
                        });
                        passed.fetch_add(usize::from(fits), Ordering::Relaxed);
                    }
                });
            }
        });
        passed.into_inner()
    }

    /// Lets the built command run all of them; answers whether it found all well.
    pub fn run_command(&self) -> bool {
        let command = Command::new(env!("CARGO_BIN_EXE_banfa"))
            .args(["run", "scenarios"])
            .current_dir(&self.root)
            .output();
        command.is_ok_and(|output| output.status.success())
    }
}

/// The shipped scenarios, planned.
pub struct Stories {
    bundles: Vec<(Loaded, Vec<Planned>)>,
}

/// A story planned under what it assumes, with the program where it assumes one of its own.
type Planned = (Plan, Option<std::sync::Arc<Program>>);

fn told(loaded: &Loaded, file: &Path) -> Option<Planned> {
    let story = Story::read(&Disk, file, &loaded.sources).ok()?;
    let (planned, own) = loaded.plan(&story);
    Some((planned.plan?, own))
}

impl Stories {
    pub fn read() -> Self {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut plans: BTreeMap<PathBuf, (Loaded, Vec<_>)> = BTreeMap::new();
        for file in scenario_files(&shipped.join("scenarios")) {
            let Some(folder) = pipeline::bundle_of(&file) else { continue };
            let (loaded, plans) = plans
                .entry(folder)
                .or_insert_with_key(|folder| (pipeline::load(folder), Vec::new()));
            plans.extend(told(loaded, &file));
        }
        Self { bundles: plans.into_values().collect() }
    }

    /// How many stories there are, and how many lines they have together.
    pub fn size(&self) -> (usize, usize) {
        let plans = || self.bundles.iter().flat_map(|(_, plans)| plans);
        (plans().count(), plans().map(|(plan, _)| plan.lines.len()).sum())
    }

    /// Plays each of them once, on one core.
    pub fn play(&self) {
        for (loaded, plans) in &self.bundles {
            for (plan, own) in plans {
                let Some(program) = own.as_deref().or(loaded.program.as_ref()) else { continue };
                std::hint::black_box(play(plan.clone(), program, false));
            }
        }
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn scenario_files(folder: &Path) -> Vec<PathBuf> {
    pipeline::scenario_files(folder).unwrap_or_default()
}

/// The folders of pieces below a folder.
fn pieces_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        match entry.file_name() == "pieces" {
            true => found.push(entry.path()),
            false => found.extend(pieces_below(&entry.path())?),
        }
    }
    Ok(found)
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
