//! The two sides of a comparison: a bundle and changes laid on it, two bundles, two revisions.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{chosen, folder_of, wished_from};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::compare::{Asked, Change};
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::read::MANIFEST;
use crate::source::{Disk, Door, GitError};

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
    /// What is asked otherwise, and the bundle under all amendments that it names, where there are any.
    Changes(Box<Asked>, Option<Box<Loaded>>),
    /// Another bundle, with its name.
    Bundle(String, Box<Loaded>),
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
    let own =
        Wishes { readings: list("reading"), amendments: list("with"), from, ..Wishes::default() };
    // What has no `=` is an amendment, unless it is a reading without its meaning.
    let written = pipeline::load(&folder);
    let is_reading = |text: &str| {
        let name = text.split('=').next().unwrap_or(text).trim();
        let readings = written.written.as_ref().map(|bundle| &bundle.readings);
        readings.is_some_and(|all| all.iter().any(|(number, _)| number.value == name))
    };
    let (mut stack, mut changes) = (Vec::new(), Vec::new());
    for text in named {
        match (is_reading(&text), text.contains('=')) {
            (true, _) => changes.push(Change::Reading(text)),
            (false, true) => changes.push(Change::Value(text)),
            (false, false) => stack.push(text),
        }
    }
    changes.extend(list("set").into_iter().map(Change::Value));
    if changes.is_empty() && stack.is_empty() {
        out.complain(Phrase::ComparedNothing, Vec::new());
        return Err(Exit::CannotRun);
    }
    once(&own.amendments, &stack, out)?;
    let mut asked = Asked { base: own, stack, changes, ..Asked::default() };
    let (problems, sources) = pipeline::miswritten(&asked.all());
    if problems.has_errors() {
        return Err(out.wish_fails(&problems, &sources));
    }
    let (base, full) = match asked.stack.is_empty() && asked.base.is_empty() {
        true if written.program.is_some() => (written, None),
        _ => under_amendments(&folder, &mut asked, out)?,
    };
    let name = base.program.as_ref().map(|program| program.id.clone()).unwrap_or_default();
    let other = Other::Changes(Box::new(asked), full.map(Box::new));
    Ok(Sides { name, folder, base, other })
}

/// Each amendment is named once.
fn once(below: &[String], stack: &[String], out: &mut Terminal) -> Result<(), Exit> {
    let stem = |name: &String| Path::new(name).file_stem().map(std::ffi::OsStr::to_owned);
    let all: Vec<&String> = below.iter().chain(stack).collect();
    let twice = all
        .iter()
        .enumerate()
        .find(|(at, name)| all.iter().take(*at).any(|known| stem(known) == stem(name)));
    match twice {
        Some((_, name)) => {
            out.complain(Phrase::ComparedTwice, vec![("name", name.as_str().into())]);
            Err(Exit::CannotRun)
        }
        None => Ok(()),
    }
}

/// The baseline, and the bundle under all amendments: read once, laid twice.
fn under_amendments(
    folder: &Path,
    asked: &mut Asked,
    out: &mut Terminal,
) -> Result<(Loaded, Option<Loaded>), Exit> {
    if asked.stack.is_empty() {
        return Ok((loaded(folder, &asked.base, out)?, None));
    }
    let mut wishes = asked.base.clone();
    wishes.amendments.extend(asked.stack.iter().cloned());
    let full = pipeline::load_with(folder, &wishes);
    let base = full.variant(&asked.base).filter(|_| full.program.is_some());
    let Some(base) = base else {
        // What is wrong without them is told of the baseline.
        loaded(folder, &asked.base, out)?;
        return Err(out.wish_fails(&full.problems, &full.sources));
    };
    if base.program.is_none() {
        return Err(out.wish_fails(&base.problems, &base.sources));
    }
    asked.edits(&full);
    Ok((base, Some(full)))
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
    let (base, other) = (revision_of(first, &folder, out)?, revision_of(second, &folder, out)?);
    let args = [("before", first.as_str().into()), ("after", second.as_str().into())];
    let name = Phrase::ComparedSides.with(out.lang, &args);
    Ok(Sides { name, folder, base, other: Other::Bundle(second.clone(), Box::new(other)) })
}

/// A bundle as it was at a revision.
///
/// # Errors
/// How the command ends where it cannot be read or does not load; it has been told why.
pub fn revision_of(name: &str, folder: &Path, out: &mut Terminal) -> Result<Loaded, Exit> {
    let folder = Disk::absolute(folder);
    let loaded = pipeline::load_revision(&folder, name).map_err(|error| {
        git_fails(&error, name, out);
        Exit::CannotRun
    })?;
    if loaded.program.is_none() {
        out.problems(&loaded.problems.clone().sorted(), &loaded.sources);
        let path = format!("{name}:{}", folder.to_string_lossy());
        out.complain(Phrase::BundleDoesNotLoad, vec![("path", path.into())]);
        return Err(Exit::FallsShort);
    }
    Ok(loaded)
}

pub(super) fn git_fails(error: &GitError, name: &str, out: &mut Terminal) {
    let (phrase, args): (Phrase, Vec<(&'static str, Word)>) = match error {
        GitError::Missing => (Phrase::GitMissing, Vec::new()),
        GitError::BadRevision => (Phrase::GitBadRevision, vec![("name", name.into())]),
        GitError::Says(what) => (Phrase::GitFails, vec![("what", what.as_str().into())]),
    };
    out.complain(phrase, args);
}
