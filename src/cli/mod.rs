//! The command line: arguments, the language, the terminal, one file a command.

mod adopt;
mod amended;
mod args;
mod article;
mod articles;
mod asking;
mod calendar;
mod changed;
mod check;
mod chosen;
mod compare;
mod coverage;
mod date;
mod decision;
mod draft;
mod exit;
mod findings;
mod flip;
mod explain;
mod from_text;
mod generate;
mod graph;
mod handbook;
mod may;
mod opened;
mod papers;
mod plan;
mod progress;
mod misuse;
mod mutants;
mod mutate;
mod new;
mod readings;
mod record;
mod relations;
mod sides;
mod stories;
mod run;
mod test;
mod text;
mod texts;
mod terminal;
mod timeline;
mod unasked;

pub use exit::Exit;
pub use terminal::{Surroundings, Ways};

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;

use crate::lang::{Lang, Phrase, marked};
use crate::source::{Disk, Door, stand_at};
use terminal::Terminal;

/// Runs the command that `words` name, and writes what it says; `environment` answers for the
/// variables of the locale and of the runner.
pub fn main(
    words: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<String>,
    terminal: (bool, Option<usize>),
    ways: Ways<'_>,
) -> Exit {
    let words: Vec<OsString> = words.into_iter().collect();
    let lang = args::language(&words, &environment);
    let surroundings = Surroundings::of(&environment);
    let command = args::command(lang).try_get_matches_from(words);
    let color = command.as_ref().ok().and_then(|matches| matches.get_one::<String>("color"));
    let mut out = Terminal::new(lang, color.map(String::as_str), terminal, ways);
    out.surroundings = surroundings;
    let exit = match &command {
        Ok(matches) => stands(matches, &mut out).unwrap_or_else(|| called(matches, &mut out)),
        Err(error) => misread(error, &mut out),
    };
    out.finish(exit)
}

/// Takes the root that is given; answers how the command ends where it is no folder.
fn stands(matches: &clap::ArgMatches, out: &mut Terminal) -> Option<Exit> {
    let root = matches.get_one::<String>("root").map(PathBuf::from);
    if let Some(root) = root.as_ref().filter(|root| !Disk.is_folder(root)) {
        let why = match Disk.leads_to(root) {
            Some(_) => Phrase::ReadNoFolder,
            None => Phrase::ReadNoSuchFolder,
        };
        let path = root.to_string_lossy().into_owned();
        out.complain(Phrase::CannotReadPath, vec![("path", path.into()), ("why", why.into())]);
        return Some(Exit::CannotRun);
    }
    stand_at(root);
    None
}

/// Says what clap has to say.
fn misread(error: &clap::Error, out: &mut Terminal) -> Exit {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp => {
            out.text(&text);
            Exit::Well
        }
        ErrorKind::DisplayVersion => {
            out.lines(handbook::version(out.lang));
            Exit::Well
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            out.complain_as_it_is(&text);
            Exit::CannotRun
        }
        _ => {
            let said = misuse::tell_error(error, out.lang);
            out.complain_as_it_is(&marked(&said));
            Exit::CannotRun
        }
    }
}

fn called(matches: &clap::ArgMatches, out: &mut Terminal) -> Exit {
    match matches.subcommand() {
        Some(("run", matches)) => run::run(matches, out),
        Some(("explain", matches)) if matches.get_flag("flip") => flip::flip(matches, out),
        Some(("explain", matches)) => explain::explain(matches, out),
        Some(("check", matches)) => check::check(matches, out),
        Some(("graph", matches)) => graph::graph(matches, out),
        Some(("generate", matches)) => generate::run(matches, out),
        Some(("coverage", matches)) => coverage::coverage(matches, out),
        Some(("relations", matches)) => relations::relations(matches, out),
        Some(("articles", matches)) => articles::articles(matches, out),
        Some(("test", matches)) => test::test(matches, out),
        Some(("may", matches)) => may::may(matches, out),
        Some(("plan", matches)) => plan::plan(matches, out),
        Some(("timeline", matches)) => timeline::run(matches, out),
        Some(("adopt", matches)) => adopt::adopt(matches, out),
        Some(("papers", matches)) => papers::papers(matches, out),
        Some(("unasked", matches)) => unasked::run(matches, out),
        Some(("new", matches)) => new::new(matches, out),
        Some(("text", matches)) => text::text(matches, out),
        Some(("readings", matches)) => readings::readings(matches, out),
        Some(("compare", matches)) => compare::compare(matches, out),
        Some(("date", matches)) => date::date(matches, out),
        Some(("calendar", matches)) => calendar::run(matches, out),
        Some(("completions", matches)) => handbook::completions(matches, out),
        Some(("man", matches)) => handbook::man(matches, out),
        Some(("mutate", matches)) => mutate::mutate(matches, out),
        Some(("decision", matches)) => decision::run(matches, out),
        _ => Exit::CannotRun,
    }
}

/// The default language, where nothing chooses one.
pub const DEFAULT_LANG: Lang = Lang::Zh;
