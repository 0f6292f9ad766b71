//! `banfa decision FILE`: a decision as it was published, read sentence by sentence.

use std::path::Path;

use clap::ArgMatches;

use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::decision::decision;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::report::{DECISION_HEADS, decision_json, decision_rows, table};
use crate::source::{Disk, Door, Sources};

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(path) = matches.get_one::<String>("file") else { return Exit::CannotRun };
    let text = match Disk.read(Path::new(path)) {
        Ok(text) => text,
        Err(error) => {
            out.cannot_read(Path::new(path), &error);
            return Exit::CannotRun;
        }
    };
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = sources.add(path.clone(), text);
    let read = decision(file, &sources, &mut problems);
    let lang = out.lang;
    if matches.get_one::<String>("format").is_some_and(|form| form == "json") {
        let told = decision_json(&read, &sources, lang);
        out.text(&serde_json::to_string_pretty(&told).unwrap_or_default());
    } else {
        let rows = decision_rows(&read, lang);
        if let Some(title) = &read.title {
            out.line(title);
        }
        if !rows.is_empty() {
            let heads = DECISION_HEADS.map(|head| head.plain(lang).to_owned());
            out.lines(table(&heads, &rows, out.width()));
        }
        let args = [
            ("count", read.operations().count().to_string().into()),
            ("sentences", read.sentences.len().to_string().into()),
            ("refused", read.refused().to_string().into()),
        ];
        out.line(&Phrase::DecisionCounts.with(lang, &args));
        out.problems(&problems.sorted(), &sources);
    }
    if read.refused() == 0 { Exit::Well } else { Exit::FallsShort }
}
