//! The one place that calls the stages in order: read, compile, check; plan, play.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::amend::{self, Overlay, wished};
pub use crate::amend::{Wishes, miswritten};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy;
pub use crate::policy::read::is_main;
use crate::policy::read::read_bundle;
use crate::program::{self, Program, compile};
use crate::scenario::{Plan, plan, read_scenario};
use crate::source::{self, ReadError, Sources};

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
