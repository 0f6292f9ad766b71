//! A folder as it was at a revision, read through the command `git` into a memory.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::door::Door;
use super::memory::Memory;

/// Why a revision cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// There is no such command.
    Missing,
    /// What is given is no name of a revision.
    BadRevision,
    /// What git itself says.
    Says(String),
}

/// The files below a folder as they were at a revision, each under its path there. What is no text
/// is left out.
///
/// # Errors
/// Why they cannot be read.
pub fn revision(folder: &Path, name: &str) -> Result<Memory, GitError> {
    // What begins so would be an option; what holds these would be another object's name.
    let odd = |character: char| character.is_control() || matches!(character, ':' | ' ');
    if name.is_empty() || name.starts_with('-') || name.contains(odd) {
        return Err(GitError::BadRevision);
    }
    let listed = ask(folder, &["ls-tree", "-r", "-z", "--name-only", name, "."], None)?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let names: Vec<&str> =
        listed.split('\0').filter(|path| !path.is_empty() && !path.contains('\n')).collect();
    let wanted: String = names.iter().map(|path| format!("{name}:./{path}\n")).collect();
    let told = ask(folder, &["cat-file", "--batch"], Some(wanted))?;
    let memory = Memory::default();
    let mut rest = told.as_slice();
    for path in names {
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { break };
        let (head, body) = rest.split_at(end);
        let body = body.get(1..).unwrap_or_default();
        let head = String::from_utf8_lossy(head).into_owned();
        let size = head.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        // A name that leads nowhere has one line and no body.
        let Some(size) = size else {
            rest = body;
            continue;
        };
        let text = body.get(..size).unwrap_or_default();
        rest = body.get(size + 1..).unwrap_or_default();
        if let Ok(text) = std::str::from_utf8(text) {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let path: PathBuf = folder.join(path);
            memory.write(&path, text).map_err(|error| GitError::Says(format!("{error:?}")))?;
        }
    }
    Ok(memory)
}

/// The files below a folder that a revision holds, each under its path there.
///
/// # Errors
/// Why they cannot be told.
pub fn tracked(folder: &Path, name: &str) -> Result<BTreeSet<PathBuf>, GitError> {
    let listed = ask(folder, &["ls-tree", "-r", "-z", "--name-only", name, "."], None)?;
    Ok(paths(folder, &listed).collect())
}

/// The files below a folder that are otherwise than a revision has them, or that it does not have.
///
/// # Errors
/// Why they cannot be told.
pub fn differing(folder: &Path, name: &str) -> Result<BTreeSet<PathBuf>, GitError> {
    let changed = ask(folder, &["diff", "-z", "--name-only", "--relative", name, "--", "."], None)?;
    let new = ask(folder, &["ls-files", "-z", "--others", "--exclude-standard", "--", "."], None)?;
    Ok(paths(folder, &changed).chain(paths(folder, &new)).collect())
}

fn paths(folder: &Path, listed: &[u8]) -> impl Iterator<Item = PathBuf> {
    let listed = String::from_utf8_lossy(listed).into_owned();
    let names: Vec<PathBuf> =
        listed.split('\0').filter(|name| !name.is_empty()).map(|name| folder.join(name)).collect();
    names.into_iter()
}

/// What git answers.
fn ask(folder: &Path, words: &[&str], input: Option<String>) -> Result<Vec<u8>, GitError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words);
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| GitError::Missing)?;
    let writer = child.stdin.take().zip(input).map(|(mut pipe, input)| {
        // Written beside the reading: neither waits for the other.
        std::thread::spawn(move || pipe.write_all(input.as_bytes()))
    });
    let output = child.wait_with_output().map_err(|error| GitError::Says(error.to_string()))?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(GitError::Says(said.lines().next().unwrap_or_default().to_owned()))
        }
    }
}
