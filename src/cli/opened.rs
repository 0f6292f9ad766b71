//! One scenario with its bundle, for the commands that tell about a single story.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::chosen::{assuming, folder_of};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Story};
use crate::program::Program;
use crate::scenario::Plan;
use crate::source::{Disk, Door, Kind, ReadError, Sources};

/// A scenario ready to be played.
pub struct Opened {
    /// What its bundle compiled to.
    pub program: Arc<Program>,
    /// The plan.
    pub plan: Plan,
    /// The files of both.
    pub sources: Sources,
}

/// Opens the file that the argument `scenario` names.
///
/// # Errors
/// How the command ends where that cannot be done; it has been told why.
pub fn open(matches: &ArgMatches, out: &mut Terminal) -> Result<Opened, Exit> {
    let path = matches.get_one::<String>("scenario").map(PathBuf::from).unwrap_or_default();
    let shown = Word::from(path.to_string_lossy().into_owned());
    let wrong = match Disk.leads_to(&path) {
        Some(Kind::File) => None,
        Some(Kind::Folder) => Some(ReadError::WrongKind),
        Some(_) => Some(ReadError::NotPlain),
        None => Some(ReadError::NotFound),
    };
    if let Some(error) = wrong {
        out.cannot_read(&path, &error);
        return Err(Exit::CannotRun);
    }
    let chosen = matches.get_one::<String>("bundle").map(|word| folder_of(word));
    let Some(folder) = chosen.or_else(|| pipeline::bundle_of(&path)) else {
        out.complain(Phrase::NoBundleFor, vec![("path", shown)]);
        return Err(Exit::CannotRun);
    };
    let loaded = assuming(&folder, matches, out).ok_or(Exit::CannotRun)?;
    if loaded.program.is_none() {
        return Err(out.bundle_fails(&folder, &loaded.problems, &loaded.sources));
    }
    let story = Story::read(&Disk, &path, &loaded.sources).map_err(|error| {
        let why = crate::policy::read::read_error(&error);
        out.complain(Phrase::CannotReadPath, vec![("path", shown), ("why", why)]);
        // A file that is there and is no scenario is a malformed one, as `run` has it.
        match error {
            ReadError::NotUtf8 { .. } => Exit::FallsShort,
            _ => Exit::CannotRun,
        }
    })?;
    let (planned, own) = loaded.plan(&story);
    out.problems(&planned.problems.sorted(), &planned.sources);
    let plan = planned.plan.ok_or(Exit::FallsShort)?;
    let program = own.or_else(|| loaded.program.map(Arc::new)).ok_or(Exit::FallsShort)?;
    Ok(Opened { program, plan, sources: planned.sources })
}
