//! The bundle that a command means: the one that is named, by path or by its name under `policy/`;
//! otherwise the only one, or the one that says of itself that it is the main one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::amendment_path;
use crate::calendar::Day;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::Bundle;
use crate::policy::read::{MANIFEST, is_main};
use crate::program::Program;
use crate::source::{self, Disk, Door, Listed, POLICY, SCENARIOS, Sources};

/// Where bundles are: below the root.
pub fn policy() -> PathBuf {
    source::root().join(POLICY)
}

/// Where scenarios are: beside the bundles.
pub fn scenarios() -> PathBuf {
    source::root().join(SCENARIOS)
}

/// The folders under a folder that hold a bundle.
pub fn bundles(root: &Path) -> Vec<PathBuf> {
    let Ok(Listed { folders, .. }) = Disk.list(root) else { return Vec::new() };
    let inside = |folder: PathBuf| match Disk.is_file(&folder.join(MANIFEST)) {
        true => vec![folder],
        false => bundles(&folder),
    };
    folders.into_iter().flat_map(inside).collect()
}

/// The bundles that the program brings along, as far as none of the same name is at hand.
pub fn shipped() -> Vec<PathBuf> {
    let inside = |folder: PathBuf| match Disk.is_file(&folder.join(MANIFEST)) {
        true => vec![folder],
        false => bundles(&folder),
    };
    source::shipped_folders().into_iter().flat_map(inside).collect()
}

/// The names of bundles, for whoever is to choose one.
fn names(folders: &[PathBuf]) -> Word {
    let names = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
    Word::List(names.map(|name| Word::Plain(name.to_owned())).collect())
}

/// Tells that there is no bundle here, and what can be done about it.
pub fn no_bundles(out: &mut Terminal) -> Exit {
    let path = Word::from(policy().to_string_lossy().into_owned());
    out.complain(Phrase::NoBundles, vec![("path", path), ("known", names(&measures()))]);
    Exit::CannotRun
}

/// Tells that there are no stories here, and what can be done about it.
pub fn no_stories(folder: &Path, out: &mut Terminal) -> Exit {
    let path = Word::from(folder.to_string_lossy().into_owned());
    out.complain(Phrase::NoStories, vec![("path", path), ("known", names(&measures()))]);
    Exit::CannotRun
}

/// The measures among what is brought along: examples lie in a folder of their own.
fn measures() -> Vec<PathBuf> {
    let room = policy();
    shipped().into_iter().filter(|folder| folder.parent() == Some(&room)).collect()
}

/// The folder that a word names: a path, or the name of a bundle under `policy/`, also of one that the
/// program brings along.
pub fn folder_of(word: &str) -> PathBuf {
    let path = PathBuf::from(word);
    if Disk.leads_to(&path).is_some() {
        return path;
    }
    let named = bundles(&policy())
        .into_iter()
        .chain(shipped())
        .find(|folder| folder.file_name().is_some_and(|name| name.to_str() == Some(word)));
    named.unwrap_or(path)
}

/// The bundle that a command means; `argument` is where it would be named.
///
/// # Errors
/// How the command ends where there is none or several; it has been told why.
pub fn chosen(matches: &ArgMatches, argument: &str, out: &mut Terminal) -> Result<PathBuf, Exit> {
    if let Some(word) = matches.try_get_one::<String>(argument).ok().flatten() {
        let folder = folder_of(word);
        if Disk.is_folder(&folder) {
            return Ok(folder);
        }
        let why = if Disk.leads_to(&folder).is_some() {
            Phrase::ReadNoFolder
        } else {
            Phrase::ReadNotFound
        };
        out.complain(Phrase::CannotReadPath, vec![("path", word.into()), ("why", why.into())]);
        return Err(Exit::CannotRun);
    }
    let all = bundles(&policy());
    match all.as_slice() {
        [] => return Err(no_bundles(out)),
        [only] => return Ok(only.clone()),
        _ => {
            let main: Vec<&PathBuf> = all.iter().filter(|folder| is_main(&Disk, folder)).collect();
            if let [main] = main.as_slice() {
                return Ok((*main).clone());
            }
            out.complain(Phrase::SeveralBundles, vec![("known", names(&all))]);
        }
    }
    Err(Exit::CannotRun)
}

/// The day from which wished values hold, where one is given.
///
/// # Errors
/// How the command ends where that is no day.
pub fn wished_from(matches: &ArgMatches, out: &mut Terminal) -> Result<Option<Day>, Exit> {
    let Some(text) = matches.try_get_one::<String>("set-from").ok().flatten() else {
        return Ok(None);
    };
    let day = Day::parse(text);
    if day.is_none() {
        out.complain(Phrase::BadDateArgument, vec![("text", text.into())]);
        return Err(Exit::CannotRun);
    }
    Ok(day)
}

/// The bundle in a folder, with the years that the command assumes and the amendments that it names;
/// nothing where they cannot be laid: it has been told why.
pub fn assuming(folder: &Path, matches: &ArgMatches, out: &mut Terminal) -> Option<Loaded> {
    under(folder, matches, list(matches, "amendment"), out)
}

/// The texts that an argument gives.
fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    let texts = matches.try_get_many::<String>(name).ok().flatten();
    texts.map(|texts| texts.cloned().collect()).unwrap_or_default()
}

/// Several bundles, each with those of the named amendments that it has; what it lacks is told, and
/// what none of them has is an error.
pub fn each_assuming(
    folders: &BTreeSet<PathBuf>,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Option<BTreeMap<PathBuf, Loaded>> {
    let amendments = list(matches, "amendment");
    let has = |folder: &Path, name: &str| {
        amendment_path(&Disk, folder, name, &mut Sources::default()).is_ok()
    };
    let is_known = |name: &String| folders.iter().any(|folder| has(folder, name));
    let mut loaded = BTreeMap::new();
    for folder in folders {
        let kept = |name: &&String| has(folder, name) || !is_known(name);
        let own: Vec<String> = amendments.iter().filter(kept).cloned().collect();
        for lacking in amendments.iter().filter(|name| !own.contains(name)) {
            let bundle = Word::from(folder.to_string_lossy().into_owned());
            out.complain(
                Phrase::LacksAmendment,
                vec![("bundle", bundle), ("name", lacking.into())],
            );
        }
        loaded.insert(folder.clone(), under(folder, matches, own, out)?);
    }
    Some(loaded)
}

/// The bundle in a folder under these amendments, with the years that the command assumes.
fn under(
    folder: &Path,
    matches: &ArgMatches,
    amendments: Vec<String>,
    out: &mut Terminal,
) -> Option<Loaded> {
    let assumed = list(matches, "assume");
    if assumed.is_empty() && amendments.is_empty() {
        return Some(pipeline::load(folder));
    }
    let wishes = Wishes { assumed, amendments, ..Wishes::default() };
    let loaded = pipeline::load_with(folder, &wishes);
    if loaded.program.is_none() && pipeline::load(folder).program.is_some() {
        out.wish_fails(&loaded.problems, &loaded.sources);
        return None;
    }
    Some(loaded)
}

/// The bundle that a command means, laid and compiled under what it wishes.
///
/// # Errors
/// As for [`chosen`], and where it does not load.
pub fn opened(
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<(PathBuf, Bundle, Program), Exit> {
    let (folder, loaded) = loaded(matches, out)?;
    let (bundle, program) = loaded.bundle.zip(loaded.program).ok_or(Exit::CannotRun)?;
    Ok((folder, bundle, program))
}

/// The same as it was loaded, for whoever plans its stories: it has a bundle and a program.
///
/// # Errors
/// As for [`opened`].
pub fn loaded(matches: &ArgMatches, out: &mut Terminal) -> Result<(PathBuf, Loaded), Exit> {
    let folder = chosen(matches, "bundle", out)?;
    let loaded = loaded_from(&folder, list(matches, "amendment"), matches, out)?;
    Ok((folder, loaded))
}

/// The bundle in a folder under amendments and what else the command wishes.
///
/// # Errors
/// Where it does not load; it has been told why.
pub fn loaded_from(
    folder: &Path,
    amendments: Vec<String>,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<Loaded, Exit> {
    let list = |name: &str| list(matches, name);
    let from = wished_from(matches, out)?;
    let wishes = Wishes {
        amendments,
        readings: list("reading"),
        values: list("set"),
        from,
        assumed: list("assume"),
        ..Wishes::default()
    };
    let (problems, sources) = pipeline::miswritten(&wishes);
    if problems.has_errors() {
        return Err(out.wish_fails(&problems, &sources));
    }
    let loaded = pipeline::load_with(folder, &wishes);
    let wishes_something = !wishes.is_empty() || !wishes.assumed.is_empty();
    if loaded.program.is_some() {
        out.problems(&loaded.of_wishes(), &loaded.sources);
    }
    match (&loaded.program, &loaded.bundle) {
        (Some(_), Some(_)) => Ok(loaded),
        _ if wishes_something && pipeline::load(folder).program.is_some() => {
            Err(out.wish_fails(&loaded.problems, &loaded.sources))
        }
        _ => Err(out.bundle_fails(folder, &loaded.problems, &loaded.sources)),
    }
}
