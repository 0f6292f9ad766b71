//! `banfa relations`: the relations that a bundle declares, tried on its stories by variation.

use std::path::PathBuf;

use clap::ArgMatches;

use super::chosen::{loaded_from, no_stories};
use super::coverage::{list, targets};
use super::exit::Exit;
use super::progress::Progress;
use super::run::files;
use super::terminal::Terminal;
use crate::compare::Uses;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Loaded, Story};
use crate::policy::{Bundle, Name, Relation};
use crate::program::Program;
use crate::relations::{Base, How, Tried, Why, try_relation};
use crate::report::relations::{Sheet, Told, human, json, nowhere, told};
use crate::source::Disk;
use crate::workbench::each;

/// Runs the command.
pub fn relations(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match tried(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn tried(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let (folder, paths) = targets(matches, out)?;
    let loaded = loaded_from(&folder, Vec::new(), matches, out)?;
    let (Some(bundle), Some(program)) = (&loaded.bundle, &loaded.program) else {
        return Err(Exit::CannotRun);
    };
    let wanted = wanted(bundle, matches, out)?;
    let files = match paths.is_empty() {
        true => pipeline::scenarios_of(&folder),
        false => files(&paths, out).ok_or(Exit::CannotRun)?,
    };
    // What holds of no story at all holds of none.
    if files.is_empty() {
        return Err(no_stories(&pipeline::stories_of(&folder).unwrap_or(folder), out));
    }
    let number = |name: &str| matches.get_one::<u64>(name).copied().unwrap_or(1);
    let samples = usize::try_from(number("samples")).unwrap_or(usize::MAX);
    let how = How { seed: number("seed"), samples };
    let stories = vary(&files, &wanted, (&loaded, program), how, out);
    let paths_of = files.iter().map(|file| file.to_string_lossy().into_owned());
    let sheet = Sheet {
        bundle: &program.id,
        title: &program.title,
        relations: wanted,
        paths: paths_of.collect(),
        stories,
        how,
        lang: out.lang,
    };
    let file = matches.get_one::<String>("out");
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => serde_json::to_string_pretty(&json(&sheet)).unwrap_or_default() + "\n",
        _ => {
            let lines = human(&sheet, out.width());
            match file {
                None => {
                    out.lines(lines);
                    String::new()
                }
                Some(_) => lines.join("\n") + "\n",
            }
        }
    };
    if !text.is_empty() {
        out.give(file, &text)?;
    }
    let mut exit = Exit::Well;
    if sheet.broken() > 0 || sheet.unplayed() {
        exit = Exit::FallsShort;
    }
    // Where only some stories are named, others may try what these cannot.
    if paths.is_empty() {
        for line in nowhere(&sheet) {
            out.complain_as_it_is(&format!("{line}\n"));
            exit = Exit::FallsShort;
        }
    }
    Ok(exit)
}

/// The relations that are meant.
fn wanted<'b>(
    bundle: &'b Bundle,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<Vec<&'b (Name, Relation)>, Exit> {
    if bundle.relations.is_empty() {
        let title = Word::from(bundle.manifest.title.get(out.lang));
        out.complain(Phrase::RelationsNone, vec![("title", title)]);
        return Err(Exit::CannotRun);
    }
    let only = list(matches, "only");
    let names = || bundle.relations.iter().map(|(name, _)| name.value.as_str());
    if let Some(unknown) = only.iter().find(|only| names().all(|name| name != only.as_str())) {
        let known = Word::List(names().map(Word::from).collect());
        let args = vec![("text", unknown.as_str().into()), ("known", known)];
        out.complain(Phrase::RelationsNoSuch, args);
        return Err(Exit::CannotRun);
    }
    let is_meant = |name: &Name| only.is_empty() || only.contains(&name.value);
    Ok(bundle.relations.iter().filter(|(name, _)| is_meant(name)).collect())
}

/// Varies all stories on all cores, each under what it assumes.
fn vary(
    files: &[PathBuf],
    relations: &[&(Name, Relation)],
    (loaded, program): (&Loaded, &Program),
    how: How,
    out: &Terminal,
) -> Vec<Vec<Told>> {
    let lang = out.lang;
    let shared = Uses::of(program);
    let progress = Progress::new(files.len(), lang);
    let unplanned = || {
        let none = Tried { why: Some(Why::Unplanned), ..Tried::default() };
        relations.iter().map(|_| Told::of(&none, None)).collect()
    };
    let found = each(files, |file| {
        let told = (|| {
            let story = Story::read(&Disk, file, &loaded.sources).ok()?;
            let (planned, own) = loaded.plan(&story);
            let plan = planned.plan?;
            let own_uses = own.as_deref().map(Uses::of);
            let (program, uses) = match (own.as_deref(), &own_uses) {
                (Some(own), Some(uses)) => (own, uses),
                _ => (program, &shared),
            };
            let base = Base::of(plan, program, uses);
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let one = |(relation, of): &&(Name, Relation)| {
                let tried = try_relation(&base, (&relation.value, &of.holds), &name, how);
                told(&base, &tried, lang)
            };
            Some(relations.iter().map(one).collect::<Vec<Told>>())
        })();
        progress.step();
        told.unwrap_or_else(unplanned)
    });
    progress.end();
    found
}
