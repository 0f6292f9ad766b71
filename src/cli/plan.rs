//! `banfa plan`: a course told anew from a day, each step on the first day on which it may happen, and
//! the most that the places can cost.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::loaded;
use super::exit::Exit;
use super::stories::{furthest, root};
use super::terminal::{Terminal, fold};
use crate::analysis::greatest_spend;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::pipeline::{self, Story};
use crate::program::Program;
use crate::report::{Teller, course, spend_lines, table};
use crate::rule::MachineId;
use crate::scenario::{Plan, Renamed, Retimed, parse_address, retime};
use crate::source::{Disk, Span, Spanned};
use crate::world::{Part, deciding};

/// Runs the command.
pub fn plan(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let (folder, loaded) = match loaded(matches, out) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let Some(program) = &loaded.program else { return Exit::CannotRun };
    let lang = out.lang;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let Some(from) = Day::parse(&text("from")) else {
        out.complain(Phrase::BadDateArgument, vec![("text", text("from").into())]);
        return Exit::CannotRun;
    };
    let wanted = text("instance");
    let first = wanted.split('/').next().unwrap_or("");
    let outermost = program.machine(first).filter(|&id| program.machines[id].owner.is_none());
    let Some(machine) = outermost else {
        let known = program.machines.iter().filter(|machine| machine.owner.is_none());
        let known = known.map(|machine| Word::Plain(machine.name.clone())).collect();
        let args = vec![("name", Word::from(first)), ("known", Word::List(known))];
        out.complain(Phrase::NoSuchMachine, args);
        return Exit::CannotRun;
    };
    let name = program.machines[machine].name.as_str();
    let file = match matches.get_one::<String>("like") {
        Some(path) => Some(PathBuf::from(path)),
        None => regular(&folder, name),
    };
    let Some(file) = file else {
        out.complain(Phrase::NoCourse, vec![("name", name.into())]);
        return Exit::CannotRun;
    };
    let story = match Story::read(&Disk, &file, &loaded.sources) {
        Ok(story) => story,
        Err(error) => {
            out.cannot_read(&file, &error);
            return Exit::CannotRun;
        }
    };
    let (planned, own) = loaded.plan(&story);
    out.problems(&planned.problems.sorted(), &planned.sources);
    let Some(mut plan) = planned.plan else { return Exit::CannotRun };
    let program = own.as_deref().unwrap_or(program);
    let found = program.machine(name).filter(|&machine| root(&plan, machine).is_some());
    let Some(machine) = found else {
        out.complain(Phrase::NoCourse, vec![("name", name.into())]);
        return Exit::CannotRun;
    };
    let renamed = match renamed(&mut plan, program, machine, &wanted) {
        Ok(renamed) => renamed,
        Err(problems) => {
            let mut sources = program.sources.clone();
            sources.add(Phrase::ArgumentPlace.plain(lang).to_owned(), wanted);
            out.problems(&problems.sorted(), &sources);
            return Exit::CannotRun;
        }
    };
    let title = plan.title.clone();
    let retimed = retime(plan, program, from, Some(&renamed));
    let args = [
        ("what", Word::from(&wanted)),
        ("from", from.to_string().into()),
        ("file", file.to_string_lossy().into_owned().into()),
        ("title", Word::from(&title)),
    ];
    out.lines(fold(&Phrase::CourseHeading.with(lang, &args), out.width()));
    out.line("");
    let grid = course(&retimed, &wanted, program, lang);
    if !grid.rows.is_empty() {
        out.lines(table(&grid.heads, &grid.rows, out.width()));
    }
    let exit = end(&retimed, program, from, out);
    let part = Part { machine, key: renamed.new.iter().copied().collect() };
    spend(&retimed, program, &part, from, out);
    exit
}

/// What the places can cost at most, each value as on the day that decides it.
fn spend(retimed: &Retimed, program: &Program, part: &Part, from: Day, out: &mut Terminal) {
    let played = &retimed.played;
    let (cast, world) = (&played.plan.cast, &played.world);
    let teller = Teller { program, cast, world, undone: &[], day: None, lang: out.lang };
    let planned = world.find(None, part);
    let version = planned.map(|instance| deciding::version(program, world, instance));
    let version = version.unwrap_or_else(|| program.versions.of(program.versions.begun(from)));
    let means = |parameter| match planned {
        Some(instance) => deciding::meaning(program, world, instance, parameter),
        None => program.parameters[parameter].under(version).at(from),
    };
    for spend in greatest_spend(program, version, means) {
        out.line("");
        let mut lines = spend_lines(&teller, &spend).into_iter();
        out.lines(lines.next().map(|line| fold(&line, out.width())).unwrap_or_default());
        out.lines(lines.map(|line| format!("  {line}")));
    }
}

/// The story that shows a machine's regular course, under the measure as it stands: what a plan
/// changes may refuse steps on the days on which the stories have them.
fn regular(folder: &Path, machine: &str) -> Option<PathBuf> {
    let program = pipeline::load(folder).program?;
    let machine = program.machine(machine)?;
    furthest(&pipeline::scenarios_of(folder), &program, Some(machine))
}

/// How a course ended: how many days it took, or which step could not happen.
fn end(retimed: &Retimed, program: &Program, from: Day, out: &mut Terminal) -> Exit {
    let lang = out.lang;
    let played = &retimed.played;
    let (cast, world) = (&played.plan.cast, &played.world);
    let Some((line, told)) = &retimed.stopped else {
        if let Some(last) = retimed.steps.last() {
            let count = from.days_until(last.day) + 1;
            let args = [
                ("from", Word::from(from.to_string())),
                ("to", last.day.to_string().into()),
                ("count", count.to_string().into()),
            ];
            out.line(&Phrase::CourseTook.with(lang, &args));
        }
        return Exit::Well;
    };
    let teller =
        Teller { program, cast, world, undone: &told.undone, day: Some(world.today()), lang };
    let line = played.plan.lines.get(*line);
    let what = line.map(|line| match &line.what {
        crate::scenario::PlannedWhat::Event { event, to, .. } => {
            (teller.event(*event), to.address.parts.last().map(|part| part.machine))
        }
        _ => (String::new(), None),
    });
    let (what, machine) = what.unwrap_or_default();
    let day = world.today().to_string();
    let args = vec![("day", Word::from(day)), ("what", what.into())];
    out.line(&Phrase::CourseStops.with(lang, &args));
    for reason in &told.reasons {
        out.lines(fold(&format!("  {}", teller.reason(reason, machine)), out.width()));
    }
    Exit::FallsShort
}

/// What the story's outermost instance is called now.
fn renamed(
    plan: &mut Plan,
    program: &Program,
    machine: MachineId,
    wanted: &str,
) -> Result<Renamed, Problems> {
    let old = root(plan, machine).and_then(|address| address.address.parts.first());
    let old = old.map(|part| part.key.to_vec()).unwrap_or_default();
    let mut problems = Problems::default();
    let file = crate::ident::Id::new(program.sources.iter().count());
    let written = Spanned::new(wanted.to_owned(), Span::new(file, 0, wanted.len()));
    let parsed = parse_address(&written, Some(machine), program, &mut plan.cast, &mut problems);
    match parsed.and_then(|address| address.address.parts.into_iter().next()) {
        Some(part) if !problems.has_errors() => {
            Ok(Renamed { machine, old, new: part.key.to_vec() })
        }
        _ => Err(problems),
    }
}
