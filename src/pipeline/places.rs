//! Where a bundle's stories are, and which bundle a story is of.

use std::path::{Path, PathBuf};

use crate::policy::read::{MANIFEST, PIECES};
use crate::scenario::named_bundle;
use crate::source::{Disk, Door, Kind, POLICY, ReadError, SCENARIOS, Sources};

/// The name of the bundle that a scenario's file itself gives.
fn own_bundle(path: &Path) -> Option<String> {
    let text = Disk.read(path).ok()?;
    // Most files leave it to their folder; they need not be read twice.
    if !text.contains("bundle") {
        return None;
    }
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text);
    named_bundle(&sources, file)
}

/// The folder of the bundle that a scenario belongs to: that which the file names, or that which
/// its folder under `scenarios/` names, `policy/…` beside `scenarios/`.
pub fn bundle_of(scenario: &Path) -> Option<PathBuf> {
    let is_inside = scenario.components().any(|part| part.as_os_str() == SCENARIOS);
    // Named from inside the folder, a path does not tell it.
    let absolute = Disk::absolute(scenario);
    let scenario = if is_inside { scenario } else { &absolute };
    let parts: Vec<_> = scenario.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == SCENARIOS);
    let root: PathBuf = match at {
        Some(at) => parts.iter().take(at).collect(),
        None => PathBuf::new(),
    };
    if let Some(name) = own_bundle(scenario) {
        // A story names a bundle beside it, never a place elsewhere.
        let manifest = format!("{name}/{MANIFEST}");
        let beside = Disk.inside(&root.join(POLICY), &manifest);
        let found = beside.or_else(|_| Disk.inside(&root, &manifest)).ok()?;
        return found.parent().map(Path::to_owned);
    }
    let at = at?;
    let inner: Vec<_> = parts.iter().skip(at + 1).collect();
    let folders = inner.len().saturating_sub(1);
    (1..=folders)
        .rev()
        .map(|depth| inner.iter().take(depth).fold(root.join(POLICY), |path, part| path.join(part)))
        .find(|folder| Disk.is_file(&folder.join(MANIFEST)))
}

/// The folder of a bundle's scenarios: that of its name under `scenarios/`, where `policy/` lies
/// beside it.
pub fn stories_of(bundle: &Path) -> Option<PathBuf> {
    let is_inside = bundle.components().any(|part| part.as_os_str() == POLICY);
    let absolute = Disk::absolute(bundle);
    let bundle = if is_inside { bundle } else { &absolute };
    let parts: Vec<_> = bundle.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == POLICY)?;
    let root: PathBuf = parts.iter().take(at).collect();
    let inner: PathBuf = parts.iter().skip(at + 1).collect();
    Some(root.join(SCENARIOS).join(inner))
}

/// The scenarios of a bundle.
pub fn scenarios_of(bundle: &Path) -> Vec<PathBuf> {
    let folder = stories_of(bundle);
    folder.and_then(|folder| scenario_files(&folder).ok()).unwrap_or_default()
}

/// The scenarios in a file or folder, sorted by path.
///
/// # Errors
/// Why it cannot be read.
pub fn scenario_files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    match Disk.leads_to(path) {
        Some(Kind::File) => return Ok(vec![path.to_owned()]),
        Some(Kind::Folder) => {}
        Some(_) => return Err(ReadError::NotPlain),
        None => return Err(ReadError::NotFound),
    }
    let mut found = Disk.walk(path, &|folder| !folder.ends_with(PIECES))?;
    found.retain(|file| file.extension().is_some_and(|kind| kind == "ron"));
    Ok(found)
}
