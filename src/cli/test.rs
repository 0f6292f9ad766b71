//! `banfa test`: scenarios held against what they expect and against their approved outcomes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use similar::{ChangeTag, TextDiff};

use super::chosen::scenarios;
use super::exit::Exit;
use super::run::{Chosen, choose, without_program};
use super::terminal::Terminal;
use crate::lang::{Lang, Phrase, Word};
use crate::pipeline::{Loaded, Story};
use crate::policy::read::read_error;
use crate::report::{mismatch_lines, scenario_line};
use crate::scenario::play;
use crate::snapshot::{Compared, compare, orphans, snapshot_text, write};
use crate::source::{Disk, Door, ReadError};
use crate::workbench::in_order;

/// What became of one file.
struct Tested {
    title: String,
    wrong: Vec<String>,
    text: Option<String>,
}

impl Tested {
    const fn nothing(wrong: Vec<String>) -> Self {
        Self { title: String::new(), wrong, text: None }
    }
}

/// How many came out how.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    accepted: usize,
}

/// Runs the command.
pub fn test(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(Chosen { files, bundles, loaded, .. }) = choose(matches, out) else {
        return Exit::CannotRun;
    };
    let accept = matches.get_flag("accept");
    let lang = out.lang;
    let work: Vec<_> = files.iter().zip(&bundles).collect();
    let play = |(file, bundle): &(&PathBuf, &Option<PathBuf>)| {
        let own = bundle.as_ref().and_then(|bundle| loaded.get(bundle));
        one(file, bundle.as_deref(), own, lang)
    };
    let mut counts = Counts::default();
    let told = in_order(&work, play, |(file, _), tested| {
        let told = tell(file, &tested, accept, &mut counts, out);
        out.send();
        told.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    if let ControlFlow::Break(exit) = told {
        return exit;
    }
    for path in left_over(matches) {
        let path = path.to_string_lossy().into_owned();
        out.line(&Phrase::OrphanSnapshot.with(lang, &[("path", path.into())]));
    }
    let args = [
        ("passed", Word::from(counts.passed.to_string())),
        ("failed", counts.failed.to_string().into()),
        ("accepted", counts.accepted.to_string().into()),
    ];
    out.line(&Phrase::TestSummary.with(lang, &args));
    if counts.failed > 0 { Exit::FallsShort } else { Exit::Well }
}

/// Plays one file.
fn one(file: &Path, bundle: Option<&Path>, loaded: Option<&Loaded>, lang: Lang) -> Tested {
    let own = loaded.and_then(|bundle| bundle.program.as_ref().map(|own| (bundle, own)));
    let Some((loaded, program)) = own else {
        let (phrase, args) = without_program(&file.to_string_lossy(), bundle);
        return Tested::nothing(vec![phrase.with(lang, &args)]);
    };
    let story = match Story::read(&Disk, file, &loaded.sources) {
        Ok(story) => story,
        Err(error) => return Tested::nothing(vec![read_error(&error).say(lang)]),
    };
    let (planned, assumed) = loaded.plan(&story);
    let program = assumed.as_ref().unwrap_or(program);
    let Some(plan) = planned.plan else {
        let style = crate::diagnostic::Style { lang, color: false, width: 100 };
        let problems = planned.problems.sorted();
        let shown = problems
            .iter()
            .map(|problem| crate::diagnostic::render(problem, &planned.sources, style));
        return Tested::nothing(shown.collect());
    };
    let title = plan.title.get(lang).to_owned();
    let played = play(plan, program, false);
    let wrong = mismatch_lines(&played, &planned.sources, lang);
    Tested { title, wrong, text: Some(snapshot_text(program, &played)) }
}

/// Tells how one file came out, and writes its outcome where it is another.
fn tell(
    file: &Path,
    tested: &Tested,
    accept: bool,
    counts: &mut Counts,
    out: &mut Terminal,
) -> Result<(), Exit> {
    let path = file.to_string_lossy();
    let cannot = |phrase: Phrase, error: &ReadError, out: &mut Terminal| {
        let args = vec![("path", Word::from(path.as_ref())), ("why", read_error(error))];
        out.complain(phrase, args);
        Exit::CannotRun
    };
    let compared = match tested.text.as_deref().map(|text| compare(file, text)) {
        Some(Err(error)) => return Err(cannot(Phrase::CannotReadPath, &error, out)),
        Some(Ok(compared)) => compared,
        None => Compared::Same,
    };
    if tested.wrong.is_empty() && compared == Compared::Same {
        counts.passed += 1;
        return Ok(());
    }
    // An outcome is approved only where the story is as it expects to be.
    let approve = accept && tested.wrong.is_empty();
    match approve {
        true => {
            out.line(&format!("{}  {path}  {}", Phrase::Approved.plain(out.lang), tested.title))
        }
        false => out.line(&scenario_line(&path, &tested.title, false, out.lang)),
    }
    out.lines(&tested.wrong);
    let text = tested.text.as_deref().unwrap_or("");
    match &compared {
        Compared::Same => {}
        Compared::New if approve => {}
        Compared::New => out.line(&format!("  {}", Phrase::NewOutcome.plain(out.lang))),
        Compared::Differs(approved) => out.lines(differences(approved, text)),
    }
    if compared != Compared::Same
        && let Err(error) = write(file, text, approve)
    {
        return Err(cannot(Phrase::CannotWritePath, &error, out));
    }
    match approve {
        true => counts.accepted += 1,
        false => counts.failed += 1,
    }
    Ok(())
}

/// The lines that went and came.
fn differences(approved: &str, text: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(approved, text);
    let signed = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => "-",
            ChangeTag::Insert => "+",
            ChangeTag::Equal => return None,
        };
        Some(format!("  {sign} {}", change.value().trim_end()))
    });
    signed.collect()
}

/// The snapshots without a scenario in the folders that are tested.
fn left_over(matches: &ArgMatches) -> Vec<PathBuf> {
    let named = matches.get_many::<String>("paths");
    let paths: Vec<PathBuf> = match named {
        Some(paths) => paths.map(PathBuf::from).collect(),
        None => vec![scenarios()],
    };
    let folders = paths.iter().filter(|path| Disk.is_folder(path));
    folders.flat_map(|folder| orphans(folder).unwrap_or_default()).collect()
}
