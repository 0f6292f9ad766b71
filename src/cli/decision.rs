//! `banfa decision FILE`: a decision as it was published, read sentence by sentence; with a bundle or a text
//! before, laid on it.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::act::{open, text_of};
use crate::amend::decision::{Decision, Draft, acts, amends, decision, draft};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::check_name;
use crate::lang::{Lang, Phrase, Problem, Severity, Word};
use crate::pipeline;
use crate::policy::Bundle;
use crate::policy::read::{AMENDMENTS, read_error};
use crate::report::{DECISION_HEADS, act_lines, decision_json, decision_rows, table};
use crate::source::{Disk, Door, Sources};

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(path) = matches.get_one::<String>("file") else { return Exit::CannotRun };
    let text = match text_of(&Disk, Path::new(path)) {
        Ok(text) => text,
        Err(wrong) => {
            out.problems(&[wrong], &Sources::default());
            return Exit::CannotRun;
        }
    };
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = sources.add(path.clone(), text);
    let read = decision(file, &sources, &mut problems);
    let asked = Asked { read: &read, problems: &problems, matches };
    if matches.contains_id("of") {
        return asked.text_after(sources, out);
    }
    if matches.contains_id("bundle") || matches.contains_id("name") {
        return asked.amendment(&sources, out);
    }
    asked.listed(&sources, out)
}

struct Asked<'a> {
    read: &'a Decision,
    problems: &'a Problems,
    matches: &'a ArgMatches,
}

impl Asked<'_> {
    fn listed(&self, sources: &Sources, out: &mut Terminal) -> Exit {
        let (read, lang) = (self.read, out.lang);
        if self.matches.get_one::<String>("format").is_some_and(|form| form == "json") {
            let told = decision_json(read, sources, lang);
            out.text(&serde_json::to_string_pretty(&told).unwrap_or_default());
        } else {
            let rows = decision_rows(read, lang);
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
            out.problems(&self.problems.clone().sorted(), sources);
        }
        if read.refused() == 0 { Exit::Well } else { Exit::FallsShort }
    }

    /// Whether the decision amends what it is laid on; another act is told.
    fn is_of(&self, bundle: &Bundle, out: &mut Terminal) -> bool {
        let title = &bundle.manifest.title.zh;
        let named = acts(self.read);
        if named.is_empty() || named.iter().any(|act| amends(act, title)) {
            return true;
        }
        let args = vec![("acts", Word::from(named.join("; "))), ("title", title.as_str().into())];
        out.complain(Phrase::DecisionOfAnother, args);
        false
    }

    /// What stands against an amendment that is made of the decision, told; whether anything does.
    fn stands(&self, made: &Draft, sources: &Sources, out: &mut Terminal) -> bool {
        out.problems(&self.problems.clone().sorted(), sources);
        let mut holes = Problems::default();
        for hole in made.holes.iter().filter(|hole| hole.why != Phrase::HoleUnread) {
            let args = vec![("why", hole.why.into())];
            holes.push(Diagnostic::new(Problem::SentenceUnwritten, hole.at, args));
        }
        out.problems(&holes.sorted(), sources);
        out.problems(&made.problems.clone().sorted(), &made.sources);
        !made.holes.is_empty() || made.problems.count(Severity::Error) > 0
    }

    /// The amendment, printed or written.
    fn amendment(&self, sources: &Sources, out: &mut Terminal) -> Exit {
        let folder = match chosen(self.matches, "bundle", out) {
            Ok(folder) => folder,
            Err(exit) => return exit,
        };
        let name = self.matches.get_one::<String>("name");
        let target = match name.map(|name| target(&folder, name, out)).transpose() {
            Ok(target) => target,
            Err(exit) => return exit,
        };
        let loaded = pipeline::load(&folder);
        let bundle = loaded.bundle.filter(|_| loaded.program.is_some());
        let Some(bundle) = bundle else {
            return out.bundle_fails(&folder, &loaded.problems, &loaded.sources);
        };
        if !self.is_of(&bundle, out) {
            return Exit::CannotRun;
        }
        let named = name.map_or("decision", String::as_str);
        let made = draft(self.read, &bundle, named, out.lang, sources);
        let stands = self.stands(&made, sources, out);
        if stands && !self.matches.get_flag("partial") {
            out.complain(Phrase::DecisionNotWritten, Vec::new());
            return Exit::FallsShort;
        }
        match target {
            None => out.text(&made.text),
            Some(path) => {
                if let Err(exit) = write(&path, made.text.clone(), out) {
                    return exit;
                }
                let shown = Word::from(path.to_string_lossy().into_owned());
                let args = [
                    ("path", shown),
                    ("holes", made.holes.len().to_string().into()),
                    ("waiting", made.waiting.to_string().into()),
                ];
                out.lines(Phrase::DecisionWritten.with(out.lang, &args).lines());
            }
        }
        if stands { Exit::FallsShort } else { Exit::Well }
    }

    /// The text after, of a text before.
    fn text_after(&self, mut sources: Sources, out: &mut Terminal) -> Exit {
        let Some(path) = self.matches.get_one::<String>("of") else { return Exit::CannotRun };
        let mut problems = Problems::default();
        let act = open(&Disk, Path::new(path), &mut sources, &mut problems);
        let bundle = act.map(|act| act.bundle("text", &mut sources, &mut problems));
        out.problems(&problems.clone().sorted(), &sources);
        let bundle = match bundle {
            Some(bundle) if !problems.has_errors() => Bundle { sources: sources.clone(), ..bundle },
            Some(_) => return Exit::FallsShort,
            None => return Exit::CannotRun,
        };
        if !self.is_of(&bundle, out) {
            return Exit::CannotRun;
        }
        let made = draft(self.read, &bundle, "decision", out.lang, &sources);
        let stands = self.stands(&made, &sources, out);
        match &made.laid {
            Some((_, rewritten)) if !stands || self.matches.get_flag("partial") => {
                out.line(rewritten.title.get(Lang::Zh));
                out.lines(act_lines(&rewritten.articles, &rewritten.chapters));
            }
            _ => out.complain(Phrase::DecisionNotWritten, Vec::new()),
        }
        if stands { Exit::FallsShort } else { Exit::Well }
    }
}

/// Where an amendment of that name is written, where none lies yet.
fn target(folder: &Path, name: &str, out: &mut Terminal) -> Result<PathBuf, Exit> {
    let plain = name.split('-').all(|part| check_name(&format!("_{part}")).is_ok());
    if name.is_empty() || !plain {
        out.complain(Phrase::BadAmendmentName, vec![("name", name.into())]);
        return Err(Exit::CannotRun);
    }
    let path = folder.join(AMENDMENTS).join(format!("{name}.ron"));
    if Disk.lies(&path).is_some() {
        let shown = path.to_string_lossy().into_owned();
        out.complain(Phrase::AlreadyThere, vec![("path", shown.into())]);
        return Err(Exit::CannotRun);
    }
    Ok(path)
}

fn write(path: &Path, text: String, out: &mut Terminal) -> Result<(), Exit> {
    let own = path.parent().unwrap_or(Path::new(""));
    let file = path.file_name().map(PathBuf::from).unwrap_or_default();
    let done = match Disk.lies(own) {
        None => Disk.write_folder(own, &[(file, text)]),
        Some(_) => Disk.write(path, &text),
    };
    done.map_err(|error| {
        let shown = path.to_string_lossy().into_owned();
        let args = vec![("path", shown.into()), ("why", read_error(&error))];
        out.complain(Phrase::CannotWritePath, args);
        Exit::CannotRun
    })
}
