//! `banfa new --amendment NAME --of BUNDLE`: a draft to begin with, the measure's own words at hand.

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::decision::usual_applies;
use crate::amend::words::{Drafted, drafted};
use crate::ident::check_name;
use crate::lang::{Lang, Phrase, Word};
use crate::pipeline;
use crate::policy::Bundle;
use crate::policy::read::{AMENDMENTS, read_error};
use crate::source::{Disk, Door};

/// Runs the command.
pub fn draft(name: &str, matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let plain = name.split('-').all(|part| check_name(&format!("_{part}")).is_ok());
    if name.is_empty() || !plain {
        out.complain(Phrase::BadAmendmentName, vec![("name", name.into())]);
        return Exit::CannotRun;
    }
    let folder = match chosen(matches, "of", out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let loaded = pipeline::load(&folder);
    let bundle = loaded.bundle.filter(|_| loaded.program.is_some());
    let Some(bundle) = bundle else {
        return out.bundle_fails(&folder, &loaded.problems, &loaded.sources);
    };
    let own = folder.join(AMENDMENTS);
    let file = format!("{name}.ron");
    let path = own.join(&file);
    let shown = Word::from(path.to_string_lossy().into_owned());
    if Disk.lies(&path).is_some() {
        out.complain(Phrase::AlreadyThere, vec![("path", shown)]);
        return Exit::CannotRun;
    }
    let text = written(&bundle, out.lang);
    let done = match Disk.lies(&own) {
        None => Disk.write_folder(&own, &[(file.into(), text)]),
        Some(_) => Disk.write(&path, &text),
    };
    if let Err(error) = done {
        let args = vec![("path", shown), ("why", read_error(&error))];
        out.complain(Phrase::CannotWritePath, args);
        return Exit::CannotRun;
    }
    let args = [("path", shown), ("name", name.into())];
    out.lines(Phrase::DraftDone.with(out.lang, &args).lines());
    Exit::Well
}

/// The file: what has to be filled in, and each sentence with a number, ready to be changed.
fn written(bundle: &Bundle, lang: Lang) -> String {
    let zh = bundle.manifest.title.get(Lang::Zh);
    let en = bundle.manifest.title.get(Lang::En);
    let applies = usual_applies(bundle);
    let args = [("zh", zh.into()), ("en", en.into()), ("applies", applies.into())];
    let mut text = Phrase::DraftHead.with(lang, &args);
    for Drafted { place, text: sentence, words } in drafted(bundle) {
        text += &format!("\n    // {}  {sentence}\n", place.cite(lang));
        for old in words {
            text += &format!("    // (at: \"{place}\", old: \"{old}\", new: \"{old}\"),\n");
        }
    }
    text += "  ],\n)\n";
    text
}
