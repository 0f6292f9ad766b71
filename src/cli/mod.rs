//! The command line: arguments, the language, the terminal, one file a command.

mod args;
mod article;
mod articles;
mod check;
mod chosen;
mod compare;
mod date;
mod exit;
mod explain;
mod graph;
mod may;
mod opened;
mod plan;
mod new;
mod readings;
mod stories;
mod run;
mod test;
mod text;
mod terminal;

pub use exit::Exit;

use std::ffi::OsString;

use crate::lang::{Lang, marked};
use terminal::Terminal;

/// Runs the command that `words` name; `environment` answers for the variables of the locale.
pub fn main(
    words: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<String>,
    terminal: (bool, Option<usize>),
) -> (Exit, String, String) {
    let words: Vec<OsString> = words.into_iter().collect();
    let lang = args::language(&words, environment);
    let matches = match args::command(lang).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => {
            let text = error.render().to_string();
            return match error.kind() {
                clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion => {
                    (Exit::Well, text, String::new())
                }
                clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                    (Exit::CannotRun, String::new(), text)
                }
                _ => {
                    let said = args::tell_error(&error, lang);
                    (Exit::CannotRun, String::new(), marked(&said).into_owned())
                }
            };
        }
    };
    let mut out = Terminal::new(lang, &matches, terminal);
    let exit = match matches.subcommand() {
        Some(("run", matches)) => run::run(matches, &mut out),
        Some(("explain", matches)) => explain::explain(matches, &mut out),
        Some(("check", matches)) => check::check(matches, &mut out),
        Some(("graph", matches)) => graph::graph(matches, &mut out),
        Some(("articles", matches)) => articles::articles(matches, &mut out),
        Some(("test", matches)) => test::test(matches, &mut out),
        Some(("may", matches)) => may::may(matches, &mut out),
        Some(("plan", matches)) => plan::plan(matches, &mut out),
        Some(("new", matches)) => new::new(matches, &mut out),
        Some(("text", matches)) => text::text(matches, &mut out),
        Some(("readings", matches)) => readings::readings(matches, &mut out),
        Some(("date", matches)) => date::date(matches, &mut out),
        _ => Exit::CannotRun,
    };
    let (said, complained) = out.finish();
    (exit, said, complained)
}

/// The default language, where nothing chooses one.
pub const DEFAULT_LANG: Lang = Lang::Zh;
