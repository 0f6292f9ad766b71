//! `banfa mutate`: the bundle changed one thing at a time, and whether a story notices.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{chosen, no_stories};
use super::exit::Exit;
use super::mutants::{tell, tell_markdown};
use super::progress::Progress;
use super::sides::revision_of;
use super::terminal::Terminal;
use crate::compare::Touched;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::mutate::{
    Declared, Operator, Reach, Report, Stage, Standing, elements, judge, plain, propose,
    read_declared, sample, shard, share, unreviewed,
};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::read::{MUTANTS, read_error};
use crate::source::{self, Disk, Door, Sources};
use crate::workbench::Workbench;

/// Runs the command.
pub fn mutate(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match mutated(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn mutated(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let folder = chosen(matches, "measure", out)?;
    let wanted = Wanted::read(matches, out)?;
    let loaded = pipeline::load(&folder);
    if loaded.program.is_none() {
        return Err(out.bundle_fails(&folder, &loaded.problems, &loaded.sources));
    }
    let known = known(&folder, matches, out)?;
    let files = pipeline::scenarios_of(&folder);
    if files.is_empty() {
        return Err(no_stories(&pipeline::stories_of(&folder).unwrap_or(folder), out));
    }
    let bench = Workbench::new(&loaded, &files);
    let Some(stage) = Stage::new(&loaded, &bench.stories) else { return Err(Exit::FallsShort) };
    let chosen = wanted.of(&stage, &loaded, &folder, matches, out)?;
    let bar = Progress::new(chosen.len(), out.lang);
    let judged = judge(&stage, &chosen, |_| bar.step());
    bar.end();
    let report = Report::new(&stage, &chosen, judged, known);
    let root = source::root();
    let path = matches.get_one::<String>("out");
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => give(path, &plain(&report, &root, out.lang), out)?,
        Some("elements") => give(path, &elements(&report, &root, out.lang), out)?,
        Some("md") => {
            let text = tell_markdown(&report, out.lang);
            out.give(path, &text)?;
        }
        _ => {
            let lines = tell(&report, matches.get_flag("all"), (out.lang, out.width()));
            match path {
                Some(path) => out.save(path, format!("{}\n", lines.join("\n")).as_bytes())?,
                None => out.lines(lines),
            }
        }
    }
    if let Some(into) = matches.get_one::<String>("fix") {
        fix(&report, &loaded, Path::new(into), out)?;
    }
    let falls = [Standing::New, Standing::Refuted];
    let is_short = report.verdicts.iter().any(|verdict| falls.contains(&verdict.standing));
    let lacks = !stage.left_out.is_empty();
    Ok(if is_short || lacks { Exit::FallsShort } else { Exit::Well })
}

fn give(path: Option<&String>, told: &serde_json::Value, out: &mut Terminal) -> Result<(), Exit> {
    let text = serde_json::to_string_pretty(told).unwrap_or_default();
    out.give(path, &text)
}

/// What is known of the mutants: in the file that is named, or in that of the bundle where there is one.
fn known(folder: &Path, matches: &ArgMatches, out: &mut Terminal) -> Result<Declared, Exit> {
    let named = matches.get_one::<String>("baseline").map(PathBuf::from);
    let own = folder.join(MUTANTS);
    let path = match named {
        Some(path) => path,
        None if Disk.is_file(&own) => own,
        None => return Ok(Declared::default()),
    };
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let found = read_declared(&Disk, &path, &mut sources, &mut problems);
    let has_errors = problems.has_errors();
    out.problems(&problems.sorted(), &sources);
    match found.filter(|_| !has_errors) {
        Some(found) => Ok(found),
        None => Err(Exit::CannotRun),
    }
}

/// Which mutants are wanted.
struct Wanted {
    operators: Vec<Operator>,
    sample: Option<usize>,
    seed: u64,
    shard: Option<(usize, usize)>,
}

impl Wanted {
    fn read(matches: &ArgMatches, out: &mut Terminal) -> Result<Self, Exit> {
        let named = matches.get_many::<String>("operator").into_iter().flatten();
        let operators = named.filter_map(|name| Operator::of(name)).collect();
        let wrong = |name: &str, text: &str, out: &mut Terminal| {
            let args = vec![("name", Word::from(name)), ("text", text.into())];
            out.complain(Phrase::MutateBadNumber, args);
            Exit::CannotRun
        };
        let number = |name: &str, out: &mut Terminal| -> Result<Option<u64>, Exit> {
            let Some(text) = matches.get_one::<String>(name) else { return Ok(None) };
            text.parse().map(Some).map_err(|_| wrong(&format!("--{name}"), text, out))
        };
        let sample =
            number("sample", out)?.map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        let seed = number("seed", out)?.unwrap_or_default();
        let shard = match matches.get_one::<String>("shard") {
            Some(text) => Some(share(text).ok_or_else(|| wrong("--shard", text, out))?),
            None => None,
        };
        Ok(Self { operators, sample, seed, shard })
    }

    fn of(
        &self,
        stage: &Stage,
        loaded: &Loaded,
        folder: &Path,
        matches: &ArgMatches,
        out: &mut Terminal,
    ) -> Result<Vec<usize>, Exit> {
        let all = stage.mutants.iter().enumerate();
        let asked = |operator| self.operators.is_empty() || self.operators.contains(&operator);
        let own = all.filter(|(_, mutant)| asked(mutant.operator)).map(|(at, _)| at);
        let mut chosen: Vec<usize> = own.collect();
        for touched in changed(loaded, folder, matches, out)? {
            let reached = |at: &usize| match stage.mutants.get(*at).map(|mutant| &mutant.reach) {
                Some(Reach::Of(element)) => touched.elements.contains(element),
                _ => false,
            };
            chosen.retain(|at| touched.wide || reached(at));
        }
        if let Some(count) = self.sample {
            chosen = sample(stage, &chosen, count, self.seed);
        }
        if let Some((number, of)) = self.shard {
            chosen = shard(&chosen, number, of);
        }
        Ok(chosen)
    }
}

/// What is otherwise than at the last commit, or under an amendment, where only that is asked for.
fn changed(
    loaded: &Loaded,
    folder: &Path,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<Vec<Touched>, Exit> {
    let Some(program) = &loaded.program else { return Err(Exit::FallsShort) };
    let mut found = Vec::new();
    if matches.get_flag("changed") {
        let before = revision_of("HEAD", folder, out)?;
        let before = before.program.as_ref();
        found.extend(before.map(|before| Touched::between(before, program)));
    }
    if let Some(name) = matches.get_one::<String>("changed-by") {
        let wishes = Wishes { amendments: vec![name.clone()], ..Wishes::default() };
        let amended = pipeline::load_with(folder, &wishes);
        let Some(after) = &amended.program else {
            return Err(out.wish_fails(&amended.problems, &amended.sources));
        };
        found.push(Touched::between(program, after));
    }
    Ok(found)
}

/// Writes the stories that would notice new survivors.
fn fix(report: &Report<'_>, loaded: &Loaded, into: &Path, out: &mut Terminal) -> Result<(), Exit> {
    let stage = report.stage;
    let fails = |path: &Path, error: &crate::source::ReadError, out: &mut Terminal| {
        let shown = Word::from(path.to_string_lossy().into_owned());
        out.complain(Phrase::CannotWritePath, vec![("path", shown), ("why", read_error(error))]);
        Exit::CannotRun
    };
    Disk.make_folder(into).map_err(|error| fails(into, &error, out))?;
    let mut written = 0;
    let open = report.standing(Standing::New);
    for verdict in &open {
        let Some(mutant) = stage.mutants.get(verdict.mutant) else { continue };
        let (order, _) = stage.order(verdict.mutant);
        let near: Vec<usize> = order.into_iter().take(NEAR).collect();
        let Some(proposal) = propose(stage, loaded, verdict.mutant, &near) else { continue };
        let Some(tale) = stage.tales.get(proposal.from) else { continue };
        let name = file_name(&mutant.name);
        let path = into.join(format!("{name}.ron"));
        // Somebody may have edited it, or another mutant has such a name.
        if Disk.lies(&path).is_some() {
            let shown = Word::from(path.to_string_lossy().into_owned());
            out.line(&Phrase::MutateFixThere.with(out.lang, &[("path", shown)]));
            continue;
        }
        let text = unreviewed(&proposal, tale, &mutant.name);
        Disk.write_bytes(&path, text.as_bytes()).map_err(|error| fails(&path, &error, out))?;
        written += 1;
        let args = [
            ("path", Word::from(path.to_string_lossy().into_owned())),
            ("said", mutant.said.clone()),
            ("before", proposal.before.as_str().into()),
            ("after", proposal.after.as_str().into()),
        ];
        out.lines(super::terminal::fold(&Phrase::MutateFixed.with(out.lang, &args), out.width()));
    }
    let (count, all) = (written.to_string(), open.len().to_string());
    out.line(&Phrase::MutateFixes.with(out.lang, &[("count", count.into()), ("all", all.into())]));
    Ok(())
}

/// How many stories a proposal is looked for in.
const NEAR: usize = 5;

/// The name of a mutant as that of a file.
fn file_name(name: &str) -> String {
    let plain = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' });
    let plain: String = plain.take(120).collect();
    plain.trim_matches('_').to_owned()
}
