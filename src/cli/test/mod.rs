//! `banfa test`: scenarios held against what they expect and against their approved outcomes.

mod asked;
mod limit;
mod order;
mod play;
mod reach;
mod review;
mod watch;
mod write;

use clap::ArgMatches;

use super::exit::Exit;
use super::run::{Chosen, choose};
use super::terminal::Terminal;
use crate::lang::Phrase;
use crate::suite::{self, Show, Suite};
use asked::Asked;

/// Runs the command.
pub fn test(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match tested(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn tested(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let asked = Asked::of(matches, out)?;
    let Some(mut chosen) = choose(matches, out) else { return Err(Exit::CannotRun) };
    write::end_interrupted(&chosen.files, asked.is_ci, out)?;
    keep(&asked, &mut chosen);
    let unreached = if asked.changed { reach::keep_reached(&mut chosen, out)? } else { 0 };
    if chosen.files.is_empty() {
        let phrase = if asked.changed { Phrase::TestNothingReached } else { Phrase::TestNoneNamed };
        out.line(phrase.plain(out.lang));
        return Ok(if asked.changed { Exit::Well } else { Exit::CannotRun });
    }
    let mut suite = play::play(&asked, &chosen, out);
    suite.unreached = unreached;
    if asked.whole() && !suite.stopped {
        suite.orphans = write::left_over(matches);
    }
    reach::explain(&mut suite, &chosen, out.lang);
    if asked.watch {
        tell(&suite, &asked, out)?;
        let tell = |suite: &Suite, out: &mut Terminal| tell(suite, &asked, out);
        return watch::watch((&asked, matches), chosen, suite, tell, out);
    }
    match asked.review {
        true => review::review(&mut suite, out)?,
        false => write::write(&mut suite, &asked, out)?,
    }
    tell(&suite, &asked, out)?;
    Ok(if suite.is_well() { Exit::Well } else { Exit::FallsShort })
}

/// Keeps the stories whose path holds what is asked for.
fn keep(asked: &Asked, chosen: &mut Chosen) {
    let Some(filter) = &asked.filter else { return };
    let pairs =
        std::mem::take(&mut chosen.files).into_iter().zip(std::mem::take(&mut chosen.bundles));
    let kept = pairs.filter(|(file, _)| suite::shown(file).contains(filter));
    (chosen.files, chosen.bundles) = kept.unzip();
}

/// Tells of it in the form that is asked for.
fn tell(suite: &Suite, asked: &Asked, out: &mut Terminal) -> Result<(), Exit> {
    let lang = out.lang;
    let pretty =
        |json: &serde_json::Value| serde_json::to_string_pretty(json).unwrap_or_default() + "\n";
    let text = match asked.format.as_str() {
        "json" => pretty(&suite::json(suite)),
        "junit" => suite::junit(suite, lang),
        "sarif" => pretty(&suite::sarif(suite, lang)),
        "codequality" => pretty(&suite::code_quality(suite, lang)),
        "md" => suite::markdown(suite, lang),
        "github" => {
            if let Some(summary) = out.surroundings.step_summary.clone() {
                let before = write::read_if_there(&summary);
                out.save(&summary, (before + suite::markdown(suite, lang).as_str()).as_bytes())?;
            }
            suite::github(suite, lang)
        }
        _ => {
            let show = Show { all: asked.all, diff: asked.diff, width: out.width() };
            let lines = suite::human(suite, show, lang);
            if asked.out.is_none() {
                out.lines(lines);
                return Ok(());
            }
            lines.join("\n") + "\n"
        }
    };
    out.give(asked.out.as_ref(), &text)
}
