//! `banfa generate`: stories for what none covers, written as files that people read and approve.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{chosen, loaded_from, no_stories};
use super::coverage::cover;
use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::analysis::coverage::Kind;
use crate::generate::{
    Base, Generated, Ground, MOST_STEPS, MOST_WORLDS, Made, file_name, generate, mark,
    outcome_words,
};
use crate::lang::{Lang, Phrase, Word};
use crate::pipeline;
use crate::policy::read::read_error;
use crate::report::coverage::{Sheet, element_words};
use crate::scenario::UNREVIEWED;
use crate::source::{Batch, Disk, Door, Listed};
use crate::workbench::each;

/// The folder of what is made.
const GENERATED: &str = "generated";

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match told(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn told(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let kind = match matches.get_one::<String>("cover").map(String::as_str) {
        Some("transitions") => Kind::Transition,
        Some("guards") => Kind::Guard,
        _ => Kind::Boundary,
    };
    let folder = chosen(matches, "bundle", out)?;
    let loaded = loaded_from(&folder, Vec::new(), matches, out)?;
    let (Some(bundle), Some(program)) = (&loaded.bundle, &loaded.program) else {
        return Err(Exit::CannotRun);
    };
    let all = pipeline::scenarios_of(&folder);
    if all.is_empty() {
        return Err(no_stories(&pipeline::stories_of(&folder).unwrap_or(folder), out));
    }
    // What nobody has read covers nothing.
    let files: Vec<PathBuf> = all
        .into_iter()
        .filter(|file| Disk.read(file).is_ok_and(|text| marked(&text).is_none()))
        .collect();
    let (covered, exit) = cover(&files, &loaded, (bundle, program), out);
    let bases: Vec<Option<Base>> = each(&files, |file| Base::of(file, &loaded));
    let into = matches.get_one::<String>("into").map(PathBuf::from);
    let into = into.or_else(|| Some(pipeline::stories_of(&folder)?.join(GENERATED)));
    let into = into.ok_or(Exit::CannotRun)?;
    let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let sheet = |lang| Sheet {
        program,
        bundle,
        covered: &covered,
        paths: &paths,
        wanted: None,
        changed_by: Vec::new(),
        lang,
    };
    let (zh, en) = (sheet(Lang::Zh), sheet(Lang::En));
    let (loaded, bases, sheets) = (&loaded, &bases[..], [&zh, &en]);
    let ground = Ground { loaded, program, sheets, bases, into: &into };
    let done = generate(&ground, kind);
    let own = if out.lang == Lang::Zh { &zh } else { &en };
    write(&done, (own, &into), matches.get_flag("dry-run"), out)?;
    Ok(exit)
}

/// What a marked text was when it was written, and the rest of it.
fn marked(text: &str) -> Option<(String, String)> {
    let own = |line: &&str| line.trim_start().starts_with(&format!("{UNREVIEWED}:"));
    let line = text.split_inclusive('\n').find(own)?;
    let was = line.split('"').nth(1).unwrap_or_default().to_owned();
    let rest = text.split_inclusive('\n').filter(|line| !own(line)).collect();
    Some((was, rest))
}

/// What becomes of a file.
fn fate(path: &Path, made: &Made) -> Phrase {
    match Disk.read(path) {
        Err(_) => Phrase::GenNew,
        Ok(text) if text == made.text => Phrase::GenSame,
        Ok(text) => match marked(&text) {
            Some((was, rest)) if mark(&rest) == was => Phrase::GenRewritten,
            _ => Phrase::GenEdited,
        },
    }
}

fn write(
    done: &Generated,
    (sheet, into): (&Sheet<'_>, &Path),
    dry: bool,
    out: &mut Terminal,
) -> Result<(), Exit> {
    let (lang, width) = (out.lang, out.width());
    let args = [
        ("title", Word::from(sheet.bundle.manifest.title.get(lang))),
        ("gaps", (done.made.len() + done.missed.len()).to_string().into()),
        ("made", done.made.len().to_string().into()),
    ];
    out.lines(fold(&Phrase::GenHead.with(lang, &args), width));
    let mut batch = Batch::default();
    let said = |path: &Path, fate: Phrase, out: &mut Terminal| {
        let path = path.to_string_lossy().replace('\\', "/");
        out.lines(fold(&format!("  {}  {path}", fate.plain(lang)), width));
    };
    for made in &done.made {
        let path = into.join(&made.file);
        let fate = fate(&path, made);
        said(&path, fate, out);
        if matches!(fate, Phrase::GenNew | Phrase::GenRewritten) {
            batch.write(path, made.text.clone());
        }
    }
    // What any gap still wants, of whatever kind, is not gone.
    let open = sheet.covered.gaps.iter().filter(|gap| !gap.is_excused());
    let wanted: BTreeSet<String> = open
        .filter_map(|gap| {
            Some(file_name(sheet.covered.elements.all.get(gap.element)?, gap.outcome))
        })
        .collect();
    if let Ok(Listed { files, .. }) = Disk.list(into) {
        for file in files {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            let waits = Disk.read(&file).is_ok_and(|text| marked(&text).is_some());
            if waits && name.is_some_and(|name| !wanted.contains(&name)) {
                said(&file, Phrase::GenGone, out);
            }
        }
    }
    if !done.missed.is_empty() {
        let args = [
            ("tried", Word::from(done.tried.to_string())),
            ("steps", MOST_STEPS.to_string().into()),
            ("worlds", done.worlds.to_string().into()),
            ("most", MOST_WORLDS.to_string().into()),
        ];
        out.lines(fold(&Phrase::GenMissed.with(lang, &args), width));
        for gap in done.missed.iter().filter_map(|at| sheet.covered.gaps.get(*at)) {
            let Some(element) = sheet.covered.elements.all.get(gap.element) else { continue };
            let outcome = outcome_words(gap.outcome).plain(lang);
            let args =
                [("what", Word::from(element_words(sheet, element))), ("outcome", outcome.into())];
            out.lines(fold(&format!("  {}", Phrase::GenGap.with(lang, &args)), width));
        }
    }
    if dry || batch.is_empty() {
        return Ok(());
    }
    let written = Disk.make_folder(into).map_err(|error| (into.to_owned(), error));
    if let Err((path, error)) = written.and_then(|()| batch.carry_out().map(drop)) {
        let path = Word::from(path.to_string_lossy().into_owned());
        out.complain(Phrase::CannotWritePath, vec![("path", path), ("why", read_error(&error))]);
        return Err(Exit::CannotRun);
    }
    Ok(())
}
