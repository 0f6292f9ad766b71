//! Where bundles keep what they share: the library and the calendars, beside them or one folder up.

use std::path::{Path, PathBuf};

use crate::source::{Door, Kind, ReadError};

/// The folders in which something lies that bundles share.
pub fn beside(folder: &Path, name: &str) -> [PathBuf; 2] {
    let around = folder.parent().unwrap_or(Path::new("."));
    [around.join(name), around.join("..").join(name)]
}

/// Where a file lies in the first of some folders that has it.
///
/// # Errors
/// Why nothing can be read there.
pub fn first_inside(
    door: &dyn Door,
    folders: &[PathBuf],
    named: &str,
) -> Result<PathBuf, ReadError> {
    let mut found = Err(ReadError::NotFound);
    for folder in folders {
        // A folder that is itself a link would lead out.
        found = match door.lies(folder) {
            Some(Kind::Link) => Err(ReadError::Link),
            _ => door.inside(folder, named),
        };
        if found != Err(ReadError::NotFound) {
            break;
        }
    }
    found
}
