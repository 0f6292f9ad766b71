//! `banfa coverage`: what stories cover of a measure, what not, and why.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::ArgMatches;

use super::chosen::{chosen, folder_of, loaded_from};
use super::exit::Exit;
use super::run::files;
use super::terminal::Terminal;
use crate::amend::stem;
use crate::analysis::coverage::{Covered, Elements, Kind, Trail, carried_over, follow};
use crate::compare::touches;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Story, Wishes};
use crate::policy::Bundle;
use crate::policy::read::MANIFEST;
use crate::program::Program;
use crate::report::coverage::{
    Least, Sheet, all_gaps, cobertura, first_screen, html, json, misdeclared, shortfalls,
};
use crate::source::{Disk, Door};
use crate::workbench::each;

/// Runs the command.
pub fn coverage(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match told(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn told(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let least = least(matches, out)?;
    let (folder, paths) = targets(matches, out)?;
    let loaded = loaded_from(&folder, list(matches, "changed-by"), matches, out)?;
    let (Some(bundle), Some(program)) = (&loaded.bundle, &loaded.program) else {
        return Err(Exit::CannotRun);
    };
    let files = match paths.is_empty() {
        true => pipeline::scenarios_of(&folder),
        false => files(&paths, out).ok_or(Exit::CannotRun)?,
    };
    let (covered, mut exit) = cover(&files, &loaded, (bundle, program), out);
    let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let changed = list(matches, "changed-by");
    let wanted = match changed.is_empty() {
        true => None,
        false => Some(touched(&loaded, program, &covered).ok_or(Exit::CannotRun)?),
    };
    let named =
        loaded.amendments.iter().filter(|one| changed.iter().any(|name| stem(name) == one.name));
    let changed_by = named.map(|one| one.title.get(out.lang).to_owned()).collect();
    let (covered, paths) = (&covered, &paths[..]);
    let sheet = Sheet { program, bundle, covered, paths, wanted, changed_by, lang: out.lang };
    tell(&sheet, matches, out)?;
    let wrong = covered.misdeclared(&bundle.uncovered);
    if !wrong.is_empty() {
        exit = exit.max(Exit::FallsShort);
        let said = misdeclared(&sheet, &wrong);
        said.iter().for_each(|line| out.complain_as_it_is(&format!("{line}\n")));
    }
    let short = shortfalls(&sheet, &least);
    if !short.is_empty() {
        exit = exit.max(Exit::FallsShort);
        short.iter().for_each(|line| out.complain_as_it_is(&format!("{line}\n")));
    }
    Ok(exit)
}

/// The texts that an argument gives.
pub(super) fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    let texts = matches.get_many::<String>(name);
    texts.map(|texts| texts.cloned().collect()).unwrap_or_default()
}

/// The least that is asked.
fn least(matches: &ArgMatches, out: &mut Terminal) -> Result<Vec<Least>, Exit> {
    let mut found = Vec::new();
    for text in list(matches, "min") {
        match Least::parse(&text) {
            Some(least) => found.push(least),
            None => {
                let known = Kind::ALL.iter().map(|kind| Word::from(kind.word())).collect();
                let args = vec![("text", text.into()), ("known", Word::List(known))];
                out.complain(Phrase::CoverageBadMin, args);
                return Err(Exit::CannotRun);
            }
        }
    }
    Ok(found)
}

/// The bundle, and the scenarios where some are named.
pub(super) fn targets(
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<(PathBuf, Vec<PathBuf>), Exit> {
    let (mut bundle, mut paths) = (None, Vec::new());
    for word in list(matches, "targets") {
        let folder = folder_of(&word);
        if !Disk.is_file(&folder.join(MANIFEST)) {
            paths.push(PathBuf::from(word));
            continue;
        }
        if bundle.replace(folder).is_some() || matches.contains_id("bundle") {
            out.complain(Phrase::CoverageTwoBundles, vec![("text", word.into())]);
            return Err(Exit::CannotRun);
        }
    }
    // What is named belongs to a bundle, which need not be named then.
    let own = paths.first().filter(|_| !matches.contains_id("bundle"));
    let own = own.and_then(|path| {
        let file = pipeline::scenario_files(path).ok()?.into_iter().next()?;
        pipeline::bundle_of(&file)
    });
    match bundle.or(own) {
        Some(folder) => Ok((folder, paths)),
        None => Ok((chosen(matches, "bundle", out)?, paths)),
    }
}

/// Plays all stories on all cores, each under what it assumes.
pub(super) fn cover(
    files: &[PathBuf],
    loaded: &Loaded,
    (bundle, program): (&Bundle, &Program),
    out: &mut Terminal,
) -> (Covered, Exit) {
    let readings = || bundle.readings.iter().map(|(name, _)| name.as_str());
    let mut elements = Elements::of(program, readings());
    // Under an amendment, a story that assumes another need not be able to stand with it.
    let amended = !loaded.wishes.amendments.is_empty();
    let counted = |plan, own: Option<Arc<Program>>| match own {
        None => follow(plan, program, &elements),
        Some(own) => {
            let counted = Elements::of(&own, readings());
            carried_over(&follow(plan, &own, &counted), &counted, &elements)
        }
    };
    let unread = AtomicUsize::new(0);
    let trails: Vec<(Option<Trail>, bool)> = each(files, |file| {
        let Ok(story) = Story::read(&Disk, file, &loaded.sources) else { return (None, false) };
        unread.fetch_add(story.is_unreviewed().into(), Ordering::Relaxed);
        let (planned, own) = loaded.plan(&story);
        let Some(plan) = planned.plan else { return (None, amended && story.assumes()) };
        let mut trail = counted(plan, own);
        // What it shows under the other laws that it names.
        for (_, told) in story.branches() {
            let (planned, own) = loaded.plan(&told);
            let Some(plan) = planned.plan else { continue };
            let more = counted(plan, own);
            trail.seen.extend(more.seen);
            trail.decided.extend(more.decided);
        }
        (Some(trail), true)
    });
    let mut exit = Exit::Well;
    for (file, _) in files.iter().zip(&trails).filter(|(_, (_, is_well))| !is_well) {
        let path = Word::from(file.to_string_lossy().into_owned());
        out.complain(Phrase::CoverageUnplayed, vec![("path", path)]);
        exit = Exit::FallsShort;
    }
    if let count @ 1.. = unread.into_inner() {
        out.complain(Phrase::CoverageUnreviewed, vec![("count", count.to_string().into())]);
    }
    elements.place(program, bundle);
    let trails = trails.into_iter().enumerate();
    let trails = trails.filter_map(|(at, (trail, _))| Some((at, trail?)));
    (Covered::of(program, elements, trails, &bundle.uncovered), exit)
}

/// Which elements the amendments touch.
fn touched(loaded: &Loaded, program: &Program, covered: &Covered) -> Option<Vec<bool>> {
    let before =
        loaded.variant(&Wishes { assumed: loaded.wishes.assumed.clone(), ..Wishes::default() })?;
    let before = before.program?;
    Some(touches(&before, program, &loaded.amendments, &covered.elements))
}

fn tell(sheet: &Sheet<'_>, matches: &ArgMatches, out: &mut Terminal) -> Result<(), Exit> {
    let format = matches.get_one::<String>("format").map(String::as_str);
    let file = matches.get_one::<String>("out");
    let text = match format {
        Some("json") => {
            let mut text = serde_json::to_string_pretty(&json(sheet)).unwrap_or_default();
            text.push('\n');
            text
        }
        Some("html") => html(sheet),
        Some("cobertura") => cobertura(sheet),
        _ => {
            let lines = match matches.get_flag("all") {
                true => all_gaps(sheet, out.width()),
                false => first_screen(sheet, out.width()),
            };
            match file {
                None => {
                    out.lines(lines);
                    return Ok(());
                }
                Some(_) => lines.join("\n") + "\n",
            }
        }
    };
    out.give(file, &text)
}
