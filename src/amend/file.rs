//! The amendments that a command names: by the name of a file in the bundle's `amendments/`, or by a path.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::lang::{Phrase, Problem};
use crate::policy::read::AMENDMENTS;
use crate::source::{Door, Kind, Sources, Span};

/// How the name of an amendment's file ends.
const ENDING: &str = "ron";

/// The files of a bundle's amendments, by name.
pub fn amendments_in(door: &dyn Door, folder: &Path) -> Vec<PathBuf> {
    let listed = door.list(&folder.join(AMENDMENTS)).map(|listed| listed.files);
    let is_ours = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
    listed.unwrap_or_default().into_iter().filter(is_ours).collect()
}

/// Where the amendment lies that a command names; `folder` is that of the bundle.
///
/// # Errors
/// That there is none of that name, with those at hand.
pub fn amendment_path(
    door: &dyn Door,
    folder: &Path,
    named: &str,
    sources: &mut Sources,
) -> Result<PathBuf, Diagnostic> {
    let own = folder.join(AMENDMENTS);
    if let Ok(path) = door.inside(&own, &format!("{named}.{ENDING}")) {
        return Ok(path);
    }
    // Who types a path is trusted with it.
    if door.leads_to(Path::new(named)) == Some(Kind::File) {
        return Ok(PathBuf::from(named));
    }
    let file = sources.add("--amendment".to_owned(), named.to_owned());
    let at = Span::new(file, 0, named.len());
    let args = vec![("name", named.into()), ("kind", Phrase::Amendment.into())];
    let known = amendments_in(door, folder);
    let stem = |path: &PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let known: Vec<String> = known.iter().filter_map(stem).collect();
    let wrong = Diagnostic::new(Problem::UnknownName, at, args);
    Err(wrong.with_nearest(named, known.iter().map(String::as_str)))
}
