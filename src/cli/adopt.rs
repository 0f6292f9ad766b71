//! `banfa adopt NAME --into BUNDLE`: a bundle of its own out of one under amendments.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{chosen, policy};
use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::adopt::{Adopted, Dropped, adopt as adopted};
use crate::ident::check_name;
use crate::lang::{Phrase, Word, wrap};
use crate::pipeline::{self, Wishes};
use crate::policy::read::read_error;
use crate::source::{Disk, Door};

/// Runs the command.
pub fn adopt(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let into = matches.get_one::<String>("into").cloned().unwrap_or_default();
    let plain = into.split('-').all(|part| check_name(&format!("_{part}")).is_ok());
    if into.is_empty() || !plain {
        out.complain(Phrase::BadBundleName, vec![("name", into.into())]);
        return Exit::CannotRun;
    }
    let from = match chosen(matches, "bundle", out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    // Beside the bundle that it continues, so that both share the same library and calendars.
    let beside = from.parent().map_or_else(policy, PathBuf::from);
    let folder = beside.join(&into);
    let shown = Word::from(folder.to_string_lossy().into_owned());
    if Disk.lies(&folder).is_some() {
        out.complain(Phrase::AlreadyThere, vec![("path", shown)]);
        return Exit::CannotRun;
    }
    let names: Vec<String> = matches
        .get_many::<String>("amendment")
        .map(|all| all.cloned().collect())
        .unwrap_or_default();
    let made = match adopted(&Disk, &from, &names, &folder) {
        Ok(made) => made,
        Err(refused) => {
            out.problems(&refused.problems.clone().sorted(), &refused.sources);
            out.complain(Phrase::AdoptFails, Vec::new());
            return Exit::FallsShort;
        }
    };
    let dry = matches.get_flag("dry-run");
    if !dry && let Err(error) = Disk.write_folder(&folder, &made.files) {
        let args = vec![("path", shown), ("why", read_error(&error))];
        out.complain(Phrase::CannotWritePath, args);
        return Exit::CannotRun;
    }
    let of = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let done = if dry { Phrase::AdoptWould } else { Phrase::AdoptDone };
    let count = made.files.len().to_string();
    let args = [("bundle", shown.clone()), ("count", count.into()), ("of", of.into())];
    out.lines(fold(&done.with(out.lang, &args), out.width()));
    told(&made, &from, out);
    left(&made, (!dry).then_some(folder.as_path()), out);
    if !dry {
        out.lines(Phrase::AdoptNext.with(out.lang, &[("bundle", shown)]).lines());
    }
    Exit::Well
}

/// What has to be mended by hand: what the amendment does not say and what did not matter while it was laid
/// over the bundle; of a bundle that was written, each meaning of each reading is laid too.
fn left(made: &Adopted, written: Option<&Path>, out: &mut Terminal) {
    let wishes = Wishes { checks_readings: true, ..Wishes::default() };
    let whole = written.map(|folder| pipeline::load_with(folder, &wishes));
    let (problems, sources) = match &whole {
        Some(loaded) => (&loaded.problems, &loaded.sources),
        None => (&made.problems, &made.sources),
    };
    let errors = problems.clone().errors_only();
    if errors.has_errors() {
        out.problems(&errors.sorted(), sources);
        out.complain(Phrase::AdoptLeft, Vec::new());
    }
}

/// What was not written, since nothing is left of what it speaks of.
fn dropped(made: &Adopted, out: &mut Terminal) {
    if made.dropped.is_empty() {
        return;
    }
    let count = made.dropped.len().to_string();
    out.line(&Phrase::AdoptDropped.with(out.lang, &[("count", count.into())]));
    for one in &made.dropped {
        let said = match one {
            Dropped::Change { meaning, words } => Phrase::AdoptDroppedChange.with(
                out.lang,
                &[("meaning", meaning.as_str().into()), ("words", words.as_str().into())],
            ),
            Dropped::Meaning { meaning } => {
                Phrase::AdoptDroppedMeaning.with(out.lang, &[("meaning", meaning.as_str().into())])
            }
            Dropped::Parameter { name } => {
                Phrase::AdoptDroppedParameter.with(out.lang, &[("name", name.as_str().into())])
            }
        };
        let width = out.width().saturating_sub(2);
        out.lines(wrap(&said, width).into_iter().map(|line| format!("  {line}")));
    }
}

/// Which files are otherwise, what was copied, and what a person has to read.
fn told(made: &Adopted, from: &Path, out: &mut Terminal) {
    let lang = out.lang;
    let differs = |file: &&(PathBuf, String)| {
        let old = Disk.read(&from.join(&file.0));
        old.map_or(true, |old| old != file.1)
    };
    let names = |files: Vec<String>| Word::List(files.into_iter().map(Word::Plain).collect());
    let changed = made.files.iter().filter(differs);
    let changed: Vec<String> =
        changed.map(|(file, _)| file.to_string_lossy().into_owned()).collect();
    let said = Phrase::AdoptChanged.with(lang, &[("files", names(changed))]);
    out.lines(fold(&said, out.width()));
    if !made.copied.is_empty() {
        let said = Phrase::AdoptCopied.with(lang, &[("files", names(made.copied.clone()))]);
        out.lines(fold(&said, out.width()));
    }
    dropped(made, out);
    if made.stale.is_empty() {
        return;
    }
    let count = made.stale.len().to_string();
    let said = Phrase::AdoptStale.with(lang, &[("count", count.into())]);
    out.lines(fold(&said, out.width()));
    for one in &made.stale {
        out.line(&format!("  {}:{}  {}", one.file, one.line, one.words));
        let width = out.width().saturating_sub(4);
        out.lines(wrap(&one.text, width).into_iter().map(|line| format!("    {line}")));
    }
}
