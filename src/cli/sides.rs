//! The two sides of a comparison: a bundle and changes laid on it, two bundles, two revisions.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{chosen, folder_of, wished_from};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::read::MANIFEST;
use crate::source::{Disk, Door, GitError, revision};

/// What is compared with what.
pub struct Sides {
    /// What is said of both.
    pub name: String,
    /// The folder of the bundle whose stories are played.
    pub folder: PathBuf,
    /// The baseline.
    pub base: Loaded,
    /// What the other side is.
    pub other: Other,
}

/// The other side.
pub enum Other {
    /// Changes laid on the baseline: what it wishes itself, and each of the changes.
    Changes(Wishes, Vec<Change>),
    /// Another bundle, with its name.
    Bundle(String, Box<Loaded>),
}

/// A change that is asked for.
#[derive(Clone, Debug)]
pub enum Change {
    /// A reading: `A12=whole`.
    Reading(String),
    /// A value: `period=5y`.
    Value(String),
}

impl Change {
    /// As it was written.
    pub fn name(&self) -> &str {
        match self {
            Self::Reading(text) | Self::Value(text) => text,
        }
    }
}

/// The baseline's wishes with these changes laid on them.
pub fn laid(base: &Wishes, changes: &[Change]) -> Wishes {
    let mut wishes = base.clone();
    for change in changes {
        match change {
            Change::Value(text) => wishes.values.push(text.clone()),
            Change::Reading(text) => {
                // A change of a reading stands instead of the baseline's.
                let number = |text: &str| text.split('=').next().map(str::to_owned);
                let own = number(text);
                let followed = base.readings.clone();
                wishes.readings.retain(|known| !followed.contains(known) || number(known) != own);
                wishes.readings.push(text.clone());
            }
        }
    }
    wishes
}

/// The sides that the arguments name.
///
/// # Errors
/// How the command ends where they name none; it has been told why.
pub fn sides(matches: &ArgMatches, out: &mut Terminal) -> Result<Sides, Exit> {
    let list = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).map(|texts| texts.cloned().collect()).unwrap_or_default()
    };
    let named = list("sides");
    if matches.get_flag("git") {
        return of_revisions(&named, matches, out);
    }
    let is_bundle = |word: &String| Disk.is_file(&folder_of(word).join(MANIFEST));
    if named.iter().any(is_bundle) {
        let [first, second] = named.as_slice() else {
            out.complain(Phrase::ComparedOneFolder, Vec::new());
            return Err(Exit::CannotRun);
        };
        return of_folders(&folder_of(first), &folder_of(second), out);
    }
    let folder = chosen(matches, "bundle", out)?;
    let from = wished_from(matches, out)?;
    let own = Wishes { readings: list("reading"), from, ..Wishes::default() };
    let base = loaded(&folder, &own, out)?;
    let readings = base.written.as_ref().map(|bundle| &bundle.readings);
    let is_reading = |text: &str| {
        let name = text.split('=').next().unwrap_or(text).trim();
        readings.is_some_and(|all| all.iter().any(|(number, _)| number.value == name))
    };
    let mut changes: Vec<Change> = named
        .into_iter()
        .map(|text| match is_reading(&text) {
            true => Change::Reading(text),
            false => Change::Value(text),
        })
        .collect();
    changes.extend(list("set").into_iter().map(Change::Value));
    if changes.is_empty() {
        out.complain(Phrase::ComparedNothing, Vec::new());
        return Err(Exit::CannotRun);
    }
    let (problems, sources) = pipeline::miswritten(&laid(&own, &changes));
    if problems.has_errors() {
        return Err(out.wish_fails(&problems, &sources));
    }
    let name = base.program.as_ref().map(|program| program.id.clone()).unwrap_or_default();
    Ok(Sides { name, folder, base, other: Other::Changes(own, changes) })
}

/// A bundle under wishes.
fn loaded(folder: &Path, wishes: &Wishes, out: &mut Terminal) -> Result<Loaded, Exit> {
    let loaded = pipeline::load_with(folder, wishes);
    match &loaded.program {
        Some(_) => Ok(loaded),
        None if !wishes.is_empty() && pipeline::load(folder).program.is_some() => {
            Err(out.wish_fails(&loaded.problems, &loaded.sources))
        }
        None => Err(out.bundle_fails(folder, &loaded.problems, &loaded.sources)),
    }
}

fn of_folders(first: &Path, second: &Path, out: &mut Terminal) -> Result<Sides, Exit> {
    let none = Wishes::default();
    let (base, other) = (loaded(first, &none, out)?, loaded(second, &none, out)?);
    let shown = |folder: &Path| folder.to_string_lossy().into_owned();
    let args = [("before", shown(first).into()), ("after", shown(second).into())];
    let name = Phrase::ComparedSides.with(out.lang, &args);
    let other = Other::Bundle(shown(second), Box::new(other));
    Ok(Sides { name, folder: first.to_owned(), base, other })
}

fn of_revisions(named: &[String], matches: &ArgMatches, out: &mut Terminal) -> Result<Sides, Exit> {
    let [first, second] = named else {
        out.complain(Phrase::ComparedOneRevision, Vec::new());
        return Err(Exit::CannotRun);
    };
    let folder = chosen(matches, "bundle", out)?;
    let folder = Disk::absolute(&folder);
    // Shared pieces and calendars lie beside the bundle, below the room of all.
    let room = folder.ancestors().find(|above| above.ends_with("policy"));
    let room = room.or_else(|| folder.parent()).unwrap_or(&folder).to_owned();
    let mut read = |name: &String| -> Result<Loaded, Exit> {
        let memory = revision(&room, name).map_err(|error| {
            git_fails(&error, name, out);
            Exit::CannotRun
        })?;
        let loaded = pipeline::load_through(&memory, &folder, &Wishes::default());
        match loaded.program {
            Some(_) => Ok(loaded),
            None => {
                out.problems(&loaded.problems.clone().sorted(), &loaded.sources);
                let path = format!("{name}:{}", folder.to_string_lossy());
                out.complain(Phrase::BundleDoesNotLoad, vec![("path", path.into())]);
                Err(Exit::FallsShort)
            }
        }
    };
    let (base, other) = (read(first)?, read(second)?);
    let args = [("before", first.as_str().into()), ("after", second.as_str().into())];
    let name = Phrase::ComparedSides.with(out.lang, &args);
    Ok(Sides { name, folder, base, other: Other::Bundle(second.clone(), Box::new(other)) })
}

fn git_fails(error: &GitError, name: &str, out: &mut Terminal) {
    let (phrase, args): (Phrase, Vec<(&'static str, Word)>) = match error {
        GitError::Missing => (Phrase::GitMissing, Vec::new()),
        GitError::BadRevision => (Phrase::GitBadRevision, vec![("name", name.into())]),
        GitError::Says(what) => (Phrase::GitFails, vec![("what", what.as_str().into())]),
    };
    out.complain(phrase, args);
}
