//! The one place that calls the stages in order: read, compile, check; plan, play.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::amend::{self, Overlay};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem};
pub use crate::policy::read::is_main;
use crate::policy::read::read_bundle;
use crate::policy::{self, Change};
use crate::program::{self, Program, compile};
use crate::scenario::{Plan, plan, read_scenario};
use crate::source::{self, ReadError, Sources, Span, Spanned};

/// A bundle that was loaded, as far as it could be.
pub struct Loaded {
    /// The program, where there is no error.
    pub program: Option<Program>,
    /// The files.
    pub sources: Sources,
    /// What was found.
    pub problems: Problems,
}

/// Loads the bundle in a folder.
pub fn load(folder: &Path) -> Loaded {
    load_with(folder, &Wishes::default())
}

/// What a command wishes otherwise: readings (`A12=whole`) and values (`cycle=5y`), as written.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Readings.
    pub readings: Vec<String>,
    /// Values of parameters.
    pub values: Vec<String>,
    /// Whether each meaning of each reading is laid over the bundle and compiled too.
    pub checks_readings: bool,
}

impl Wishes {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty() && self.values.is_empty()
    }
}

/// Loads the bundle in a folder under other readings and values.
pub fn load_with(folder: &Path, wishes: &Wishes) -> Loaded {
    let (bundle, mut sources, mut problems) = read_bundle(folder, Sources::default());
    let Some(mut bundle) = bundle else { return Loaded { program: None, sources, problems } };
    if !wishes.is_empty() {
        let overlay = wished(wishes, &mut sources, &mut problems);
        bundle.sources = sources.clone();
        bundle = amend::lay(&bundle, &overlay, &mut problems);
    }
    problems.append_later(policy::check::check(&bundle));
    let (program, more) = compile(&bundle);
    problems.append_later(more);
    // What a program says as a whole is asked of a whole program only.
    if let Some(program) = program.as_ref().filter(|_| !problems.has_errors()) {
        problems.append_later(program::check::check(&bundle, program));
    }
    if wishes.checks_readings {
        problems.append_later(check_readings(&bundle));
    }
    // What is wrong in a piece is told with the place that uses it.
    problems.relate(|span| {
        let used = bundle.uses.iter().find(|(file, _)| *file == span.file);
        used.map(|&(_, at)| (at, Phrase::PieceUsedHere))
    });
    let program = if problems.has_errors() { None } else { program };
    Loaded { program, sources, problems }
}

/// Every other meaning must load as well: each is laid over the bundle by itself.
fn check_readings(bundle: &policy::Bundle) -> Problems {
    let mut all = Problems::default();
    for (number, reading) in &bundle.readings {
        for (option, _) in &reading.options {
            if option.value == reading.chosen.value {
                continue;
            }
            let readings = vec![(number.clone(), option.clone())];
            let overlay = Overlay { readings, changes: Vec::new() };
            let mut problems = Problems::default();
            let laid = amend::lay(bundle, &overlay, &mut problems);
            let (_, more) = compile(&laid);
            problems.append_later(more);
            all.append(problems.errors_only());
        }
    }
    all
}

/// Reads wishes as written, so that a mistake in one is shown like one in a file.
fn wished(wishes: &Wishes, sources: &mut Sources, problems: &mut Problems) -> Overlay {
    let mut overlay = Overlay::default();
    for (option, texts) in [("--reading", &wishes.readings), ("--set", &wishes.values)] {
        for text in texts {
            let file = sources.add(option.to_owned(), text.clone());
            let whole = Span::new(file, 0, text.len());
            let Some((name, value)) = text.split_once('=') else {
                problems.add(Problem::BadWish, whole, vec![("text", text.as_str().into())]);
                continue;
            };
            let name_at = Spanned::new(name.trim().to_owned(), whole.part(0, name.len()));
            let value_at = whole.part(name.len() + 1, value.len());
            if option == "--reading" {
                overlay.readings.push((name_at, Spanned::new(value.trim().to_owned(), value_at)));
                continue;
            }
            match policy::read::plain_value(value.trim()) {
                Some(value) => {
                    let kind =
                        policy::read::parameter_change(&name_at, Spanned::new(value, value_at));
                    overlay.changes.push(Change { at: whole, kind });
                }
                None => {
                    problems.add(Problem::BadWishValue, value_at, vec![("text", value.into())]);
                }
            }
        }
    }
    overlay
}

/// What is wrong in how wishes are written, whatever bundle they are for.
pub fn miswritten(wishes: &Wishes) -> (Problems, Sources) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    wished(wishes, &mut sources, &mut problems);
    (problems, sources)
}

/// A scenario that was read and planned.
pub struct Planned {
    /// The plan, where there is no error.
    pub plan: Option<Plan>,
    /// The bundle's files and the scenario's.
    pub sources: Sources,
    /// What was found.
    pub problems: Problems,
}

/// Reads a scenario's file and plans it against a program.
///
/// # Errors
/// Why the file cannot be read.
pub fn plan_file(path: &Path, program: &Program) -> Result<Planned, ReadError> {
    let text = source::read_text(path)?;
    let mut sources = program.sources.clone();
    let file = sources.add(path.to_string_lossy().into_owned(), text);
    let mut problems = Problems::default();
    let scenario = read_scenario(&sources, file, &mut problems);
    let planned = scenario.map(|scenario| plan(&scenario, program));
    let plan = planned.and_then(|(plan, more)| {
        problems.append(more);
        plan
    });
    let plan = if problems.has_errors() { None } else { plan };
    Ok(Planned { plan, sources, problems })
}

/// The name of the bundle that a scenario's file itself gives.
fn own_bundle(path: &Path) -> Option<String> {
    let text = source::read_text(path).ok()?;
    // Most files leave it to their folder; they need not be read twice.
    if !text.contains("bundle") {
        return None;
    }
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text);
    let scenario = read_scenario(&sources, file, &mut Problems::default())?;
    scenario.bundle.map(|name| name.value)
}

/// The folder of the bundle that a scenario belongs to: that which the file names, or that which
/// its folder under `scenarios/` names, `policy/…` beside `scenarios/`.
pub fn bundle_of(scenario: &Path) -> Option<PathBuf> {
    let parts: Vec<_> = scenario.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == "scenarios");
    let root: PathBuf = match at {
        Some(at) => parts.iter().take(at).collect(),
        None => PathBuf::new(),
    };
    if let Some(name) = own_bundle(scenario) {
        let beside = root.join("policy").join(&name);
        return Some(if beside.join("policy.ron").is_file() {
            beside
        } else {
            PathBuf::from(name)
        });
    }
    let at = at?;
    let inner: Vec<_> = parts.iter().skip(at + 1).collect();
    let folders = inner.len().saturating_sub(1);
    (1..=folders)
        .rev()
        .map(|depth| {
            inner.iter().take(depth).fold(root.join("policy"), |path, part| path.join(part))
        })
        .find(|folder| folder.join("policy.ron").is_file())
}

/// The scenarios of a bundle: those in the folder of its name under `scenarios/`, where `policy/`
/// lies beside it.
pub fn scenarios_of(bundle: &Path) -> Vec<PathBuf> {
    let parts: Vec<_> = bundle.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == "policy");
    let Some(at) = at else { return Vec::new() };
    let root: PathBuf = parts.iter().take(at).collect();
    let inner: PathBuf = parts.iter().skip(at + 1).collect();
    scenario_files(&root.join("scenarios").join(inner)).unwrap_or_default()
}

/// The scenarios in a file or folder, sorted by path.
///
/// # Errors
/// Why it cannot be read.
pub fn scenario_files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let (folders, files) = source::list_folder(path)?;
    found.extend(
        files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "ron")),
    );
    for folder in folders {
        found.extend(scenario_files(&folder)?);
    }
    found.sort();
    Ok(found)
}

/// What was run: the bundle and its calendar by hash, the calendar and the engine by version.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Receipt {
    /// The bundle's name.
    pub bundle: String,
    /// SHA-256 over the names and texts of its files.
    pub bundle_sha256: String,
    /// The version that the calendar gives itself.
    pub calendar: String,
    /// The version of this program.
    pub engine: &'static str,
}

/// The receipt of a program.
pub fn receipt(program: &Program) -> Receipt {
    let mut hasher = Sha256::new();
    for (_, file) in program.sources.iter() {
        let name = Path::new(&file.path).file_name().unwrap_or_default().to_string_lossy();
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(file.text.as_bytes());
        hasher.update([0]);
    }
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Receipt {
        bundle: program.id.clone(),
        bundle_sha256: hash,
        calendar: program.calendar.version().to_owned(),
        engine: env!("CARGO_PKG_VERSION"),
    }
}
