//! What the arguments themselves give: completions for a shell, pages for `man`, the version.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::command;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::Table;
use crate::diagnostic::Problems;
use crate::lang::{Lang, Phrase};
use crate::policy::read::{read_calendar, read_error, read_tree};
use crate::source::{Disk, Door, Sources, shipped_text};

/// The name of the program.
const NAME: &str = "banfa";
/// The calendar of which the version tells.
const CALENDAR: &str = "policy/calendars/cn.ron";

/// Writes the completions of a shell.
pub fn completions(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else { return Exit::CannotRun };
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut command(out.lang), NAME, &mut bytes);
    out.text(&String::from_utf8_lossy(&bytes));
    Exit::Well
}

/// Writes the pages of both languages, as `man` looks for them.
pub fn man(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let folder = matches.get_one::<String>("out").map(PathBuf::from).unwrap_or_default();
    let mut count = 0;
    for (lang, room) in [(Lang::En, "man1"), (Lang::Zh, "zh_CN/man1")] {
        let into = folder.join(room);
        let mut whole = command(lang);
        whole.build();
        let subs: Vec<Command> = whole.get_subcommands().cloned().collect();
        for one in std::iter::once(whole).chain(subs) {
            let (name, page) = page(one);
            let done = Disk.make_folder(&into).and_then(|()| {
                let path = into.join(name);
                Disk.write_bytes(&path, &page)
            });
            if let Err(error) = done {
                let path = into.to_string_lossy().into_owned();
                let args = vec![("path", path.into()), ("why", read_error(&error))];
                out.complain(Phrase::CannotWritePath, args);
                return Exit::CannotRun;
            }
            count += 1;
        }
    }
    let path = folder.to_string_lossy().into_owned();
    let args = [("count", count.to_string().into()), ("path", path.into())];
    out.line(&Phrase::ManWritten.with(out.lang, &args));
    Exit::Well
}

/// A page with the name of its file. It bears no date: the same program writes the same page.
fn page(command: Command) -> (String, Vec<u8>) {
    let version = env!("CARGO_PKG_VERSION");
    let page = Man::new(command).source(format!("{NAME} {version}")).manual(NAME);
    let mut bytes = Vec::new();
    // A vector takes all that is written to it.
    let _ = page.render(&mut bytes);
    (page.get_filename(), bytes)
}

/// The version, the revision from which it was built, and the calendar that is brought along.
pub fn version(lang: Lang) -> Vec<String> {
    let revision = match option_env!("BANFA_REVISION") {
        Some(revision) => Phrase::VersionRevision.with(lang, &[("revision", revision.into())]),
        None => Phrase::VersionNoRevision.plain(lang).to_owned(),
    };
    let table = shipped_text(Path::new(CALENDAR)).and_then(read);
    let calendar = table.and_then(|table| Some((table.last_published()?, table)));
    let calendar = match calendar {
        Some((year, table)) => {
            let args = [("year", year.to_string().into()), ("version", table.version().into())];
            Phrase::VersionCalendar.with(lang, &args)
        }
        None => Phrase::VersionNoCalendar.plain(lang).to_owned(),
    };
    vec![format!("{NAME} {}", env!("CARGO_PKG_VERSION")), revision, calendar]
}

fn read(text: &'static str) -> Option<Table> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = sources.add(CALENDAR.to_owned(), text.to_owned());
    let node = read_tree(&sources, file, &mut problems)?;
    read_calendar(&node, &mut problems)
}
