//! `banfa check`: what a bundle's files say, held against each other.

use std::path::PathBuf;

use clap::ArgMatches;

use super::chosen::{bundles, folder_of, no_bundles, policy};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::{nearest, summary_json};
use crate::lang::{Phrase, Problem, Severity, Word, wrap};
use crate::pipeline::{self, Wishes};
use crate::policy::read::MANIFEST;
use crate::policy::reference;
use crate::report::reference::told;
use crate::source::{Disk, Door, Listed};

/// The folder, or the bundles in it where it is none itself.
fn meant(folder: PathBuf) -> Vec<PathBuf> {
    let inside = match Disk.leads_to(&folder.join(MANIFEST)).is_some() {
        true => Vec::new(),
        false => bundles(&folder),
    };
    if inside.is_empty() { vec![folder] } else { inside }
}

/// Runs the command.
pub fn check(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    if let Some(code) = matches.get_one::<String>("explain") {
        return explain(code, out);
    }
    let folders: Vec<PathBuf> = match matches.get_many::<String>("bundles") {
        Some(folders) => folders.flat_map(|word| meant(folder_of(word))).collect(),
        None => bundles(&policy()),
    };
    if folders.is_empty() {
        return no_bundles(out);
    }
    let as_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let lang = out.lang;
    let mut exit = Exit::Well;
    let mut told = Vec::new();
    for folder in folders {
        let shown = folder.to_string_lossy().into_owned();
        if !Disk.is_folder(&folder) {
            let why = if Disk.leads_to(&folder).is_some() {
                Phrase::ReadNoFolder
            } else {
                Phrase::ReadNotFound
            };
            out.complain(Phrase::CannotReadPath, vec![("path", shown.into()), ("why", why.into())]);
            exit = exit.max(Exit::CannotRun);
            continue;
        }
        if Disk.list(&folder).is_ok_and(|listed| listed == Listed::default()) {
            out.complain(Phrase::EmptyFolder, vec![("path", shown.into())]);
            exit = exit.max(Exit::CannotRun);
            continue;
        }
        let wishes = Wishes { checks_readings: true, ..Wishes::default() };
        let loaded = pipeline::load_with(&folder, &wishes);
        let (errors, warnings) =
            (loaded.problems.count(Severity::Error), loaded.problems.count(Severity::Warning));
        if errors > 0 {
            exit = exit.max(Exit::FallsShort);
        }
        let problems = loaded.problems.sorted();
        if as_json {
            told.push(serde_json::json!({
                "bundle": shown,
                "errors": errors,
                "warnings": warnings,
                "problems": summary_json(&problems, &loaded.sources, lang),
            }));
            continue;
        }
        out.problems(&problems, &loaded.sources);
        let args = [
            ("path", Word::from(shown)),
            ("errors", errors.to_string().into()),
            ("warnings", warnings.to_string().into()),
        ];
        out.line(&Phrase::CheckSummary.with(lang, &args));
        if let Some(program) = &loaded.program {
            let args = [
                ("articles", Word::from(program.articles.len().to_string())),
                ("machines", program.machines.len().to_string().into()),
                ("rules", program.rules.len().to_string().into()),
                ("parameters", program.parameters.len().to_string().into()),
            ];
            out.line(&Phrase::CheckContents.with(lang, &args));
        }
    }
    if as_json {
        let whole = serde_json::json!({ "format": "banfa-check", "version": 1, "bundles": told });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    }
    exit
}

/// The most columns of an explanation.
const WIDEST: usize = 80;

/// Explains a kind of problem, or the elements of the bundle format that are called so.
fn explain(name: &str, out: &mut Terminal) -> Exit {
    let lang = out.lang;
    let width = out.width().min(WIDEST);
    let problem = Problem::ALL.iter().find(|problem| problem.code() == name);
    let elements: Vec<_> = reference::called(name).collect();
    if problem.is_none() && elements.is_empty() {
        let codes = Problem::ALL.iter().map(|problem| problem.code());
        let known = codes.chain(reference::elements().flat_map(|element| element.names()));
        out.complain(Phrase::NoSuchCode, vec![("name", name.into())]);
        if let Some(near) = nearest(name, known) {
            out.complain(Phrase::Nearest, vec![("name", near.into())]);
        }
        return Exit::CannotRun;
    }
    if let Some(problem) = problem {
        out.line(&format!("{}  {}", problem.code(), problem.pattern(lang)));
        out.lines(wrap(problem.explanation(lang), width));
    }
    for (at, element) in elements.into_iter().enumerate() {
        if at > 0 {
            out.line("");
        }
        out.lines(told(element, lang, width));
    }
    Exit::Well
}
