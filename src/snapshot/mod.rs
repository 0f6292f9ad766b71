//! The approved outcome of a scenario: its journal in Chinese, short form, kept beside the file in
//! insta's own format, so that insta's tools read it.

use std::path::{Path, PathBuf};

use crate::lang::Lang;
use crate::program::Program;
use crate::report::{Detail, Story, story_lines};
use crate::scenario::Played;
use crate::source::{Disk, Door, ReadError};

/// The text of a snapshot: the title, then the story. It names no version, no hash and no number
/// that an unrelated edit could touch.
pub fn snapshot_text(program: &Program, played: &Played) -> String {
    let story = Story { program, played, detail: Detail::Short, only: None };
    let mut lines = vec![played.plan.title.get(Lang::Zh).to_owned()];
    lines.extend(story_lines(&story, Lang::Zh));
    plain(&lines.join("\n"))
}

/// A text in which what cannot be seen is spelt out, so that it comes back from a file as it was:
/// a carriage return is the end of a line to some tools and none to others.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_control() && letter != '\n' {
            true => plain.extend(letter.escape_unicode()),
            false => plain.push(letter),
        }
    }
    plain
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

/// How an outcome stands to the approved one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is the approved one.
    Same,
    /// There is no approved one yet.
    New,
    /// It is another: the approved text.
    Differs(String),
}

/// Where the approved outcome of a scenario's file lies: `X.snap` beside `X.ron`.
pub fn approved_path(scenario: &Path) -> PathBuf {
    scenario.with_extension("snap")
}

/// Where a new outcome waits for approval: `X.snap.new`.
pub fn pending_path(scenario: &Path) -> PathBuf {
    scenario.with_extension("snap.new")
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

/// Writes an outcome: as the approved one, or beside it to be approved.
///
/// # Errors
/// Why it cannot be written.
pub fn write(scenario: &Path, text: &str, approve: bool) -> Result<(), ReadError> {
    let whole = format!("---\nsource: tests/scenarios.rs\n---\n{}\n", text.trim_end());
    let path = if approve { approved_path(scenario) } else { pending_path(scenario) };
    Disk.write(&path, &whole)?;
    let pending = pending_path(scenario);
    if approve && Disk.lies(&pending).is_some() {
        Disk.remove(&pending)?;
    }
    Ok(())
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
