//! `banfa explain STORY --flip`: the least that would have to be otherwise for a refused step to be
//! accepted.

use clap::ArgMatches;

use super::exit::Exit;
use super::opened::{Opened, open};
use super::terminal::{Terminal, fold};
use crate::generate::{
    Flipped, Unflipped, change_words, flip as flipped, line_words, refused_lines,
};
use crate::lang::Phrase;
use crate::program::Program;
use crate::report::Teller;
use crate::scenario::{Plan, play};
use crate::world::World;

/// Runs the command.
pub fn flip(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Opened { program, plan, sources: _ } = match open(matches, out) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    match told(matches, &program, &plan, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn told(
    matches: &ArgMatches,
    program: &Program,
    plan: &Plan,
    out: &mut Terminal,
) -> Result<Exit, Exit> {
    let line = match matches.get_one::<u32>("line") {
        Some(line) => usize::try_from(*line).unwrap_or(usize::MAX).saturating_sub(1),
        None => only_refused(program, plan, out)?,
    };
    match flipped(plan, program, line) {
        Ok(flipped) => Ok(tell(&flipped, (program, plan, line), out)),
        Err(Unflipped::NoLine(count)) => {
            let args =
                vec![("line", (line + 1).to_string().into()), ("count", count.to_string().into())];
            out.complain(Phrase::FlipNoLine, args);
            Err(Exit::CannotRun)
        }
        Err(Unflipped::NotRefused) => {
            out.complain(Phrase::FlipNotRefused, vec![("line", (line + 1).to_string().into())]);
            Err(Exit::CannotRun)
        }
    }
}

/// The refused line of a story that has one.
fn only_refused(program: &Program, plan: &Plan, out: &mut Terminal) -> Result<usize, Exit> {
    let refused = refused_lines(plan, program);
    if let [only] = refused.as_slice() {
        return Ok(*only);
    }
    if refused.is_empty() {
        out.complain(Phrase::FlipNoneRefused, vec![]);
        return Err(Exit::CannotRun);
    }
    let world = world(program, plan);
    let teller = Teller::today(program, &plan.cast, &world, out.lang);
    out.complain(Phrase::FlipSeveral, vec![]);
    for line in refused {
        out.complain_as_it_is(&format!("  {}\n", line_words(&teller, plan, line)));
    }
    Err(Exit::CannotRun)
}

/// The world at the end.
fn world(program: &Program, plan: &Plan) -> World {
    play(plan.clone(), program, false).world
}

fn tell(
    flipped: &Flipped,
    (program, plan, line): (&Program, &Plan, usize),
    out: &mut Terminal,
) -> Exit {
    let (width, lang) = (out.width(), out.lang);
    let teller = Teller::today(program, &flipped.plan.cast, &flipped.world, lang);
    let mut say = |depth: usize, text: &str| {
        out.lines(fold(&format!("{}{text}", "  ".repeat(depth)), width));
    };
    say(0, &line_words(&teller, plan, line));
    for (reason, machine) in &flipped.reasons {
        let reason = teller.reason(reason, *machine);
        say(1, &teller.say(Phrase::FlipReason, vec![("reason", reason.into())]));
    }
    let considered = ("considered", flipped.considered.to_string().into());
    let played = ("played", flipped.played.to_string().into());
    let Some(first) = flipped.sets.first() else {
        let most = ("most", flipped.most.to_string().into());
        say(0, &teller.say(Phrase::FlipNone, vec![considered, most, played]));
        if flipped.stopped {
            say(0, teller.plain(Phrase::FlipStopped));
        }
        return Exit::FallsShort;
    };
    let count = ("count", first.len().to_string().into());
    say(0, &teller.say(Phrase::FlipFound, vec![count, considered, played]));
    for (at, set) in flipped.sets.iter().enumerate() {
        if at > 0 {
            say(1, teller.plain(Phrase::FlipOr));
        }
        for change in set {
            say(1, &change_words(&teller, plan, change));
        }
    }
    if flipped.stopped {
        say(0, teller.plain(Phrase::FlipStopped));
    }
    Exit::Well
}
