//! `banfa run --record NAME`: a story played at the terminal. What may happen next is offered, with who may
//! do it and from when; what is chosen becomes a line, and the story is played again with it. Saved as
//! a scenario with the names that a scenario needs.

mod offer;
mod session;
mod step;

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::Day;
use crate::lang::{Phrase, Word};
use crate::pipeline::{load, stories_of};
use crate::source::{Disk, Door};
use session::Session;

/// Records a story.
pub fn record(matches: &ArgMatches, name: &str, out: &mut Terminal) -> Exit {
    match recorded(matches, name, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn recorded(matches: &ArgMatches, name: &str, out: &mut Terminal) -> Result<Exit, Exit> {
    let folder = chosen(matches, "bundle", out)?;
    let loaded = load(&folder);
    let Some(program) = &loaded.program else {
        return Err(out.bundle_fails(&folder, &loaded.problems, &loaded.sources));
    };
    let file = place(&folder, name, out)?;
    let mut session = Session::new(&loaded, program, file.clone());
    session.draft.title = ask(out, Phrase::RecordTitle, &[]).ok_or(Exit::CannotRun)?;
    let day = loop {
        let text = ask(out, Phrase::RecordDay, &[]).ok_or(Exit::CannotRun)?;
        match Day::parse(&text) {
            Some(day) => break day,
            None => out.complain(Phrase::BadDateArgument, vec![("text", text.into())]),
        }
    };
    session.day = day;
    if !program.kinds.is_empty() {
        session.subject(out);
    }
    session.play(out)
}

/// Where the story is written: below the bundle's own stories, and never over another.
fn place(folder: &Path, name: &str, out: &mut Terminal) -> Result<PathBuf, Exit> {
    let inner = Path::new(name.strip_suffix(".ron").unwrap_or(name));
    let plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    let room = stories_of(folder).filter(|_| !name.is_empty() && inner.components().all(plain));
    let Some(room) = room else {
        out.complain(Phrase::RecordBadName, vec![("name", name.into())]);
        return Err(Exit::CannotRun);
    };
    let mut file = room.join(inner).into_os_string();
    file.push(".ron");
    let file = PathBuf::from(file);
    if Disk.lies(&file).is_some() {
        let path = Word::from(file.to_string_lossy().into_owned());
        out.complain(Phrase::RecordExists, vec![("path", path)]);
        return Err(Exit::CannotRun);
    }
    Ok(file)
}

/// Asks a question; what is answered, or nothing where nobody is there any more.
fn ask(out: &mut Terminal, phrase: Phrase, args: &[(&'static str, Word)]) -> Option<String> {
    let question = phrase.with(out.lang, args);
    out.say_on(&format!("{question} "));
    out.answer().map(|answer| answer.trim().to_owned())
}
