//! What is written: outcomes that wait for approval, those that are approved, what is taken away. All of
//! a command at once, or nothing of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::asked::Asked;
use crate::cli::exit::Exit;
use crate::cli::run::named;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::policy::read::read_error;
use crate::snapshot::{approve, orphans, pend, pending_path, withdraw};
use crate::source::{Batch, Disk, Door, ReadError, Rest, finish, is_unfinished};
use crate::suite::{Suite, shown};

/// Ends what a command that was interrupted left undone beside the stories.
///
/// # Errors
/// How the command ends where that cannot be done; it has been told why.
pub(super) fn end_interrupted(
    files: &[PathBuf],
    is_ci: bool,
    out: &mut Terminal,
) -> Result<(), Exit> {
    let mut folders: BTreeSet<&Path> = BTreeSet::from([Path::new(".")]);
    for file in files {
        let above = file.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        folders.extend(above);
    }
    for folder in folders {
        // There nothing is written, not even what another left undone.
        if is_ci {
            if is_unfinished(folder) {
                out.complain(Phrase::BatchInCi, vec![("path", shown(folder).into())]);
                return Err(Exit::CannotRun);
            }
            continue;
        }
        let rest = finish(folder).map_err(|error| fails(error, out))?;
        tell_rest(rest, out);
    }
    Ok(())
}

fn tell_rest(rest: Option<Rest>, out: &mut Terminal) {
    let lang = out.lang;
    match rest {
        None => {}
        Some(Rest::Undone) => out.line(Phrase::BatchUndone.plain(lang)),
        Some(Rest::Finished(files)) => {
            let args = [("count", files.len().to_string().into())];
            out.line(&Phrase::BatchFinished.with(lang, &args));
            out.lines(files.iter().map(|file| format!("  {}", shown(file))));
        }
    }
}

fn fails((path, error): (PathBuf, ReadError), out: &mut Terminal) -> Exit {
    let args = vec![("path", Word::from(shown(&path))), ("why", read_error(&error))];
    out.complain(Phrase::CannotWritePath, args);
    Exit::CannotRun
}

/// Carries a batch out.
///
/// # Errors
/// How the command ends where that cannot be done; it has been told why.
pub(super) fn carry_out(batch: &Batch, out: &mut Terminal) -> Result<(), Exit> {
    let rest = batch.carry_out().map_err(|error| fails(error, out))?;
    tell_rest(rest, out);
    Ok(())
}

/// Approves what may be approved where that is asked for; else lets it wait. What waits for nothing any
/// more is taken away. In CI nothing is written.
///
/// # Errors
/// How the command ends where a file cannot be written; it has been told why.
pub(super) fn write(suite: &mut Suite, asked: &Asked, out: &mut Terminal) -> Result<(), Exit> {
    if asked.is_ci {
        return Ok(());
    }
    let mut batch = Batch::default();
    for (at, story) in suite.stories.iter().enumerate() {
        match (&story.text, story.fate.is_open()) {
            (Some(text), true) if asked.accept => {
                approve(&mut batch, &story.file, text);
                suite.approved.push(at);
            }
            (Some(text), true) => {
                pend(&mut batch, &story.file, text);
                suite.pending.push(pending_path(&story.file));
            }
            // What waited is no outcome of now, or there is nothing to approve.
            (Some(_), false) => {
                withdraw(&mut batch, &story.file);
            }
            (None, _) => {}
        }
    }
    if asked.accept {
        suite.removed = std::mem::take(&mut suite.orphans);
        suite.removed.iter().for_each(|orphan| batch.remove(orphan.clone()));
    }
    carry_out(&batch, out)
}

/// The outcomes without a story in the folders that are tested.
pub(super) fn left_over(matches: &ArgMatches) -> Vec<PathBuf> {
    let paths = named(matches);
    let folders = paths.iter().filter(|path| Disk.is_folder(path));
    let found: BTreeSet<PathBuf> =
        folders.flat_map(|folder| orphans(folder).unwrap_or_default()).collect();
    found.into_iter().collect()
}

/// The text of a file that is added to; empty where there is none yet.
pub(super) fn read_if_there(path: &str) -> String {
    Disk.read(Path::new(path)).unwrap_or_default()
}
