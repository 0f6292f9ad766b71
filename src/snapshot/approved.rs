//! What was approved, what waits for it, and what is left over.

use std::path::{Path, PathBuf};

use crate::source::{Disk, Door, ReadError};

/// How every snapshot of ours begins, as insta writes it.
const HEAD: &str = "---\nsource: tests/scenarios.rs\n---\n";

/// How an outcome stands to the approved one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is the approved one.
    Same,
    /// There is no approved one.
    New,
    /// It is another: the approved text.
    Differs(String),
}

/// The snapshots in a folder to which no scenario belongs any more, those that wait for approval
/// included.
///
/// # Errors
/// Why the folder cannot be read.
pub fn orphans(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = Disk.walk(folder, &|_| true)?;
    found.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let story = name.strip_suffix(".snap").or_else(|| name.strip_suffix(".snap.new"));
        story.is_some_and(|story| !Disk.is_file(&path.with_file_name(format!("{story}.ron"))))
    });
    Ok(found)
}

/// Where the approved outcome of a scenario's file lies: `X.snap` beside `X.ron`.
pub fn approved_path(scenario: &Path) -> PathBuf {
    scenario.with_extension("snap")
}

/// Whether an outcome of a scenario is approved.
pub fn is_approved(scenario: &Path) -> bool {
    Disk.lies(&approved_path(scenario)).is_some()
}

/// Where a new outcome waits for approval: `X.snap.new`.
pub fn pending_path(scenario: &Path) -> PathBuf {
    scenario.with_extension("snap.new")
}

/// A snapshot's file.
pub(super) fn whole(text: &str) -> String {
    format!("{HEAD}{}\n", text.trim_end())
}

/// The text of a snapshot file: what follows its second `---` line. White space at the ends and
/// the form of line breaks make no difference, as with insta.
fn contents(file: &str) -> String {
    let unix = file.replace("\r\n", "\n");
    let body = unix.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    body.map_or(unix.as_str(), |(_, body)| body).trim().to_owned()
}

/// Holds an outcome against the approved one.
///
/// # Errors
/// Why the approved one cannot be read.
pub fn compare(scenario: &Path, text: &str) -> Result<Compared, ReadError> {
    let path = approved_path(scenario);
    if Disk.lies(&path).is_none() {
        return Ok(Compared::New);
    }
    let approved = contents(&Disk.read(&path)?);
    Ok(if approved == text.trim() { Compared::Same } else { Compared::Differs(approved) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_a_snapshot_is_not_its_text() {
        assert_eq!(contents("---\nsource: x\n---\n甲\n乙\n"), "甲\n乙");
        assert_eq!(contents("---\r\nsource: x\r\n---\r\n甲\r\n"), "甲");
    }
}
