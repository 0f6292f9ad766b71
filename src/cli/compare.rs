//! `banfa compare`: before and after, cause first.

use std::path::PathBuf;

use clap::ArgMatches;

use super::exit::Exit;
use super::sides::{Change, Other, Sides, laid, sides};
use super::terminal::{Terminal, fold};
use crate::compare::{Baseline, Came, Laid, Whole, bisect, whole};
use crate::diagnostic::nearest;
use crate::lang::{Phrase, Text};
use crate::pipeline::{self, Loaded, Wishes};
use crate::program::Program;
use crate::report::compared::{Comparison, Operation, operation};
use crate::workbench::{Workbench, each};

/// Runs the command.
pub fn compare(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match compared(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn compared(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let Sides { name, folder, base, other } = sides(matches, out)?;
    let files = match matches.get_one::<String>("scenarios") {
        Some(path) => super::run::files(&[PathBuf::from(path)], out).ok_or(Exit::CannotRun)?,
        None => pipeline::scenarios_of(&folder),
    };
    let detail = named(matches, "story", &files, out)?;
    let turned = named(matches, "bisect", &files, out)?;
    let bench = Workbench::new(&base, &files);
    let Some(before) = &base.program else { return Err(Exit::FallsShort) };
    let Some(baseline) = Baseline::new(&base, &bench.stories) else {
        return Err(Exit::FallsShort);
    };
    let side = other_side(&other, &bench, out)?;
    let Some(after) = &side.all.program else { return Err(Exit::FallsShort) };
    // A story is read beside the files of the bundle under which it is told.
    let again = match &other {
        Other::Bundle(..) => Some(Workbench::new(&side.all, &files)),
        Other::Changes(..) => None,
    };
    let stories = again.as_ref().map_or(&bench.stories, |again| &again.stories);
    let fixed = matches.get_flag("fixed-dates");
    let found = whole(stories, &baseline, &side.all, &side.apart, fixed);
    let bisected = turned.map(|story| {
        let count = side.operations.len();
        let prefix = |many: usize| match &other {
            Other::Changes(own, changes) => {
                bench.variant(&laid(own, changes.get(..many).unwrap_or_default()))
            }
            Other::Bundle(..) => None,
        };
        let turned = found.stories.get(story).and_then(|versus| match count {
            1 => (!versus.turns().is_empty()).then_some(0),
            _ => bisect(stories, &baseline, (story, versus), (count, &prefix), fixed),
        });
        (story, turned)
    });
    let titles = baseline.came.iter().map(|came| match came {
        Came::Played(title, _) => title.clone(),
        Came::Untold(_) => Text::default(),
    });
    let stories = files.iter().cloned().zip(titles).collect();
    let operations = side.operations.iter().map(|(name, laid)| {
        let after = laid.map_or(after, |at| side.program(at, after));
        let title = meaning(&base, name).map(|title| title.get(out.lang).to_owned());
        Operation { title, ..operation(name, before, after, out.lang) }
    });
    let operations = operations.collect();
    let room = pipeline::stories_of(&folder).unwrap_or_default();
    let whole = &found;
    let comparison = Comparison { name, before, after, operations, room, stories, whole, bisected };
    tell(&comparison, matches, detail, out);
    Ok(ending(&found, matches))
}

/// What a meaning says that is wished for: `A12=whole`.
fn meaning<'b>(base: &'b Loaded, wish: &str) -> Option<&'b Text> {
    let (number, option) = wish.split_once('=')?;
    let readings = &base.written.as_ref()?.readings;
    let (_, reading) = readings.iter().find(|(known, _)| known.value == number.trim())?;
    let (_, option) = reading.options.iter().find(|(known, _)| known.value == option.trim())?;
    Some(&option.title)
}

/// The other side, laid.
struct Side {
    all: Loaded,
    apart: Vec<Laid>,
    /// The name of each operation, and where it is laid alone.
    operations: Vec<(String, Option<usize>)>,
}

impl Side {
    fn program<'s>(&'s self, at: usize, all: &'s Program) -> &'s Program {
        let alone = self.apart.get(at).and_then(|laid| laid.alone.as_ref());
        alone.and_then(|alone| alone.program.as_ref()).unwrap_or(all)
    }
}

fn other_side(other: &Other, bench: &Workbench<'_>, out: &mut Terminal) -> Result<Side, Exit> {
    let (own, changes) = match other {
        Other::Bundle(name, load) => {
            let operations = vec![(name.clone(), None)];
            return Ok(Side { all: Loaded::clone(load), apart: Vec::new(), operations });
        }
        Other::Changes(own, changes) => (own, changes),
    };
    let all = bench.variant(&laid(own, changes)).ok_or(Exit::FallsShort)?;
    if all.program.is_none() {
        return Err(out.wish_fails(&all.problems, &all.sources));
    }
    out.problems(&all.of_wishes(), &all.sources);
    let apart = laid_apart(bench, own, changes);
    let operations = changes.iter().enumerate();
    let operations = operations.map(|(at, change)| (change.name().to_owned(), Some(at))).collect();
    Ok(Side { all, apart, operations })
}

/// Each change laid alone, and all but it; with a single one nothing more is to be laid.
fn laid_apart(bench: &Workbench<'_>, own: &Wishes, changes: &[Change]) -> Vec<Laid> {
    if changes.len() < 2 {
        return Vec::new();
    }
    let loads = |wishes: &Wishes| bench.variant(wishes).filter(|loaded| loaded.program.is_some());
    let positions: Vec<usize> = (0..changes.len()).collect();
    each(&positions, |&at| {
        let own_change = changes.get(at..=at).unwrap_or_default();
        let others = changes.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Change> = others.map(|(_, change)| change.clone()).collect();
        Laid { alone: loads(&laid(own, own_change)), without: loads(&laid(own, &others)) }
    })
}

/// The story that an option names, by its position.
fn named(
    matches: &ArgMatches,
    option: &str,
    files: &[PathBuf],
    out: &mut Terminal,
) -> Result<Option<usize>, Exit> {
    let Some(word) = matches.get_one::<String>(option) else { return Ok(None) };
    let is_meant = |file: &PathBuf| {
        let path = file.with_extension("");
        file.ends_with(word) || path.ends_with(word)
    };
    match files.iter().position(is_meant) {
        Some(at) => Ok(Some(at)),
        None => {
            out.complain(Phrase::ComparedNoSuchStory, vec![("file", word.as_str().into())]);
            let names = files.iter().filter_map(|file| file.to_str());
            if let Some(near) = nearest(word, names) {
                out.complain(Phrase::Nearest, vec![("name", near.into())]);
            }
            Err(Exit::CannotRun)
        }
    }
}

fn tell(
    comparison: &Comparison<'_>,
    matches: &ArgMatches,
    detail: Option<usize>,
    out: &mut Terminal,
) {
    let lang = out.lang;
    let parts = || comparison.parts(lang);
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => {
            let told = comparison.json(lang);
            out.text(&serde_json::to_string_pretty(&told).unwrap_or_default());
        }
        Some("md") => out.text(&parts().markdown(lang)),
        Some("html") => out.text(&parts().html(lang)),
        _ if matches.get_flag("all") || detail.is_some() => {
            let shown = |at: usize| detail.is_none_or(|detail| detail == at);
            let width = out.width();
            for line in parts().all(shown, lang) {
                out.lines(fold(&line, width));
            }
        }
        _ => out.lines(parts().screen(out.width(), lang)),
    }
}

/// How the command ends: differences are no failure, unless they are asked to be one.
fn ending(found: &Whole, matches: &ArgMatches) -> Exit {
    let fails = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("any") => found.changed() > 0 || !found.untested.is_empty(),
        Some("untested") => !found.untested.is_empty(),
        Some("unasked") => !found.unasked.is_empty(),
        _ => false,
    };
    // A story that could not be played was compared with nothing.
    if fails || found.untold().next().is_some() { Exit::FallsShort } else { Exit::Well }
}
