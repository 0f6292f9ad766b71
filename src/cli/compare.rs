//! `banfa compare`: before and after, cause first.

use std::path::PathBuf;

use clap::ArgMatches;

use super::exit::Exit;
use super::sides::{Other, Sides, sides};
use super::terminal::{Terminal, fold};
use super::texts::compare_texts;
use crate::analysis::{Draft, unasked};
use crate::compare::{
    self, Asked, Baseline, Came, Change, Laid, Manner, Unasked, Versus, Whole, apart, bisect, whole,
};
use crate::diagnostic::{message, nearest};
use crate::lang::{Lang, Phrase, Text};
use crate::pipeline::{self, Loaded};
use crate::program::Program;
use crate::report::compared::{Comparison, Operation, edit_words, operation};
use crate::report::sheets::workbook;
use crate::workbench::Workbench;

/// Runs the command.
pub fn compare(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match compared(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn compared(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    if let Some(exit) = compare_texts(matches, out) {
        return Ok(exit);
    }
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
    let (stack, edits) = match &other {
        Other::Changes(asked, _) => (asked.stack.clone(), asked.edits_of(&side.operations)),
        Other::Bundle(..) => (Vec::new(), Vec::new()),
    };
    let manner = Manner { fixed_dates: matches.get_flag("fixed-dates"), only: None, stack: &stack };
    let mut found = whole(
        stories,
        &baseline,
        &compare::Other { all: &side.all, apart: &side.apart, edits: &edits },
        manner,
    );
    if let Other::Changes(asked, _) = &other {
        found.unasked = not_asked(&base, &side, (asked, &edits));
    }
    let bisected = turned.map(|story| {
        let count = side.operations.len();
        let prefix = |many: usize| match &other {
            Other::Changes(asked, _) => {
                let first = side.operations.iter().take(many).flatten().copied();
                bench.trial(&asked.laid(&first.collect::<Vec<_>>()))
            }
            Other::Bundle(..) => None,
        };
        let turned = found.stories.get(story).and_then(|versus| match count {
            1 => (!versus.turns().is_empty()).then_some(0),
            _ => bisect(stories, &baseline, (story, versus), (count, &prefix), manner),
        });
        (story, turned)
    });
    let titles = baseline.came.iter().map(|came| match came {
        Came::Played(title, _) => title.clone(),
        Came::Untold(_) => Text::default(),
    });
    let stories: Vec<(PathBuf, Text)> = files.iter().cloned().zip(titles).collect();
    let told = side.operations.iter().enumerate();
    let operations: Vec<Operation> = told
        .map(|(at, changes)| {
            let after = side.program(at, after);
            match &other {
                Other::Bundle(name, _) => operation(name, before, after, out.lang),
                Other::Changes(asked, _) => {
                    let found = operation("", before, after, out.lang);
                    named_by(found, (asked, changes), (&base, &side.all), out.lang)
                }
            }
        })
        .collect();
    let room = pipeline::stories_of(&folder).unwrap_or_default();
    let whole = &found;
    let reasons = reasons(&found, &baseline, out.lang);
    let comparison =
        Comparison { name, before, after, operations, room, stories, whole, reasons, bisected };
    tell(&comparison, matches, detail, out)?;
    Ok(ending(&found, matches))
}

/// What the amendments bring that nobody asked for, and that the baseline does not have already.
fn not_asked(
    base: &Loaded,
    side: &Side,
    (asked, edits): (&Asked, &[Vec<(usize, usize)>]),
) -> Vec<Unasked> {
    let found = |loaded: &Loaded| {
        let amendments = crate::amend::chosen(&loaded.amendments, &loaded.wishes);
        let whole = loaded.program.as_ref().zip(loaded.written.as_ref());
        let found = whole.filter(|_| !amendments.is_empty()).map(|(program, written)| {
            let rewritten = &loaded.rewritten;
            unasked(&Draft { program, written, amendments: &amendments, rewritten })
        });
        found.unwrap_or_default()
    };
    let (known, below) = (found(base), asked.base.amendments.len());
    let all = found(&side.all).into_iter();
    let new = all.filter(|one| known.iter().all(|other| other.told != one.told));
    let told = new.map(|one| {
        let own = one.operation.and_then(|by| Some((by.amendment.checked_sub(below)?, by.edit)));
        let by = edits.iter().enumerate();
        let by = by.filter(|(_, edits)| own.is_some_and(|own| edits.contains(&own)));
        let by = by.map(|(at, _)| at).collect();
        Unasked { articles: one.articles, by, told: one.told }
    });
    told.collect()
}

/// Why stories could not be compared: the first thing that is wrong.
pub(super) fn reasons(found: &Whole, baseline: &Baseline<'_>, lang: Lang) -> Vec<(usize, String)> {
    let each = found.stories.iter().zip(&baseline.came).zip(baseline.stories).enumerate();
    let reason = each.filter_map(|(at, ((versus, came), held))| {
        let of_base = match came {
            Came::Untold(untold) => untold.planned.as_deref(),
            Came::Played(..) => None,
        };
        let planned = match versus {
            Versus::Conflict(planned) | Versus::Untold(planned) => planned.as_deref().or(of_base),
            _ => return None,
        };
        let why = match (planned, &held.story) {
            (Some(planned), _) => {
                let problems = planned.problems.clone().errors_only().sorted();
                message(problems.first()?, lang)
            }
            (None, Err(error)) => crate::policy::read::read_error(error).say(lang),
            (None, Ok(_)) => return None,
        };
        Some((at, why))
    });
    reason.collect()
}

/// An operation under the name of its changes, with the words that they have of themselves.
pub(super) fn named_by(
    found: Operation,
    (asked, changes): (&Asked, &[usize]),
    (base, all): (&Loaded, &Loaded),
    lang: Lang,
) -> Operation {
    let (mut names, mut titles, mut scopes) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes.iter().filter_map(|at| asked.changes.get(*at)) {
        if let Some(text) = change.written() {
            names.push(text.to_owned());
            titles.extend(meaning(base, text).map(|title| title.get(lang).to_owned()));
        }
        if let Change::Edit(at, edit) = *change {
            let below = asked.base.amendments.len();
            let laid = crate::amend::chosen(&all.amendments, &all.wishes);
            let Some((amendment, after)) = laid.iter().zip(&all.rewritten).nth(below + at) else {
                continue;
            };
            let said = edit_words(amendment, edit, after, (all.bundle.as_ref(), lang));
            names.push(said.name);
            titles.extend(said.words);
            scopes.push(said.scope);
        }
    }
    scopes.dedup();
    let title = Some(titles.join(lang.clause_separator())).filter(|title| !title.is_empty());
    let words = if scopes.is_empty() { found.words } else { Vec::new() };
    Operation { name: names.join("+"), title, scopes, words, ..found }
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
    /// The changes that each operation holds, by their positions.
    operations: Vec<Vec<usize>>,
}

impl Side {
    fn program<'s>(&'s self, at: usize, all: &'s Program) -> &'s Program {
        let alone = self.apart.get(at).and_then(|laid| laid.alone.as_ref());
        alone.and_then(|alone| alone.program.as_ref()).unwrap_or(all)
    }
}

fn other_side(other: &Other, bench: &Workbench<'_>, out: &mut Terminal) -> Result<Side, Exit> {
    let (asked, full) = match other {
        Other::Bundle(_, load) => {
            let operations = vec![Vec::new()];
            return Ok(Side { all: Loaded::clone(load), apart: Vec::new(), operations });
        }
        Other::Changes(asked, full) => (asked, full),
    };
    let only_edits = asked.changes.iter().all(|change| matches!(change, Change::Edit(..)));
    let all = match full.as_ref().filter(|_| only_edits) {
        Some(full) => Loaded::clone(full),
        None => bench.variant(&asked.all()).ok_or(Exit::FallsShort)?,
    };
    if all.program.is_none() {
        return Err(out.wish_fails(&all.problems, &all.sources));
    }
    out.problems(&all.of_wishes(), &all.sources);
    let (operations, apart) = apart(bench, asked);
    Ok(Side { all, apart, operations })
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
) -> Result<(), Exit> {
    let lang = out.lang;
    let parts = || comparison.parts(lang);
    let path = matches.get_one::<String>("out");
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => {
            let told = comparison.json(lang);
            serde_json::to_string_pretty(&told).unwrap_or_default() + "\n"
        }
        Some("md") => parts().markdown(lang),
        Some("html") => parts().html(lang),
        Some("xlsx") => {
            let Some(path) = path else {
                out.complain(Phrase::TableNeedsFile, vec![]);
                return Err(Exit::CannotRun);
            };
            return match workbook(&comparison.name, &comparison.sheets(lang), lang) {
                Ok(bytes) => out.save(path, &bytes),
                Err(error) => {
                    let why = error.to_string();
                    out.complain(Phrase::CannotWriteTable, vec![("why", why.into())]);
                    Err(Exit::CannotRun)
                }
            };
        }
        _ => {
            let width = out.width();
            let lines = if matches.get_flag("all") || detail.is_some() {
                let shown = |at: usize| detail.is_none_or(|detail| detail == at);
                parts().all(shown, lang).iter().flat_map(|line| fold(line, width)).collect()
            } else {
                parts().screen(width, lang)
            };
            if path.is_none() {
                out.lines(lines);
                return Ok(());
            }
            lines.join("\n") + "\n"
        }
    };
    out.give(path, &text)
}

/// How the command ends: differences are no failure, unless they are asked to be one.
fn ending(found: &Whole, matches: &ArgMatches) -> Exit {
    let fails = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("any") => {
            found.changed() > 0
                || !found.untested.is_empty()
                || !found.unasked.is_empty()
                || found.conflicting().next().is_some()
        }
        Some("untested") => !found.untested.is_empty(),
        Some("unasked") => !found.unasked.is_empty(),
        _ => false,
    };
    // A story that could not be played was compared with nothing.
    if fails || found.untold().next().is_some() { Exit::FallsShort } else { Exit::Well }
}
