//! `banfa may`: what may happen on a day, by whom, under which article; what a subject could begin.

use clap::ArgMatches;

use super::exit::Exit;
use super::opened::{Opened, open};
use super::terminal::{Terminal, fold};
use crate::analysis::{Step, next_steps, openings};
use crate::calendar::Day;
use crate::chart::Answer;
use crate::lang::{Phrase, Word};
use crate::report::{Lines, Teller, guard_lines};
use crate::rule::InstanceId;
use crate::scenario::play;
use crate::world::{Engine, World};

/// Runs the command.
pub fn may(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Opened { program, mut plan, sources: _ } = match open(matches, out) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let program = &program;
    let on = match matches.get_one::<String>("on").map(|text| (Day::parse(text), text)) {
        Some((None, text)) => {
            out.complain(Phrase::BadDateArgument, vec![("text", text.into())]);
            return Exit::CannotRun;
        }
        Some((day, _)) => day,
        None => plan.lines.last().map(|line| line.day),
    };
    // The story up to that day, and nothing after.
    if let Some(day) = on {
        plan.lines.retain(|line| line.day <= day);
        plan.until = Some(day);
    }
    plan.expect = None;
    let played = play(plan, program, false);
    let engine = Engine { program, cast: &played.plan.cast };
    let wanted = matches.get_one::<String>("who");
    let lang = out.lang;
    let mut told = 0;
    let day = played.world.today();
    out.line(&Phrase::MayOn.with(lang, &[("day", day.to_string().into())]));
    for (id, instance) in played.world.instances() {
        let teller =
            Teller { program, cast: &played.plan.cast, world: &played.world, undone: &[], lang };
        let address = teller.instance(id);
        let concerns = wanted.is_none_or(|wanted| {
            address == *wanted
                || address.ends_with(&format!("/{wanted}"))
                || instance
                    .subject
                    .is_some_and(|subject| played.plan.cast.subjects[subject].name == *wanted)
        });
        if concerns {
            told += tell(&engine, &played.world, id, &teller, false, out);
        }
    }
    let subjects = played
        .plan
        .cast
        .subjects
        .enumerated()
        .filter(|(_, info)| wanted.is_none_or(|wanted| info.name == *wanted));
    for (subject, _) in subjects {
        for opening in openings(&engine, &played.world, subject) {
            let teller = Teller {
                program,
                cast: &played.plan.cast,
                world: &opening.world,
                undone: &[],
                lang,
            };
            told += tell(&engine, &opening.world, opening.instance, &teller, true, out);
        }
    }
    if told == 0 {
        out.line(Phrase::NothingMay.plain(lang));
    }
    Exit::Well
}

/// Tells the steps of an instance; answers how many there are.
fn tell(
    engine: &Engine<'_>,
    world: &World,
    id: InstanceId,
    teller: &Teller<'_>,
    opens: bool,
    out: &mut Terminal,
) -> usize {
    let machine = world.machine_of(id);
    let info = &engine.program.machines[machine];
    let steps: Vec<Step> = next_steps(engine, world, id)
        .into_iter()
        .filter(|step| !opens || info.opened_by.contains(&step.event))
        .collect();
    if steps.is_empty() {
        return 0;
    }
    let phrase = if opens { Phrase::MayOpen } else { Phrase::MayInstance };
    out.line("");
    out.line(&teller.say(phrase, vec![("address", teller.instance(id).into())]));
    for step in &steps {
        let transition = &info.transitions[step.transition];
        let roles = step.by.iter().map(|&role| {
            let role = &engine.program.roles[role];
            Word::Plain(teller.title(&role.title, &role.name).to_owned())
        });
        let verdict = match (&step.floor, step.answer) {
            (_, Answer::No) => Phrase::MayNot,
            (Ok(Some((day, _))), _) if *day > world.today() => Phrase::MayLater,
            (Err(_), _) | (_, Answer::Unknown) => Phrase::MayUnknown,
            (Ok(_), Answer::Yes) => Phrase::MayNow,
        };
        let mut args = vec![
            ("event", Word::from(teller.event(step.event))),
            ("by", Word::List(roles.collect())),
        ];
        let day = match &step.floor {
            Ok(Some((day, provisional))) => teller.day(*day, *provisional),
            Ok(None) => String::new(),
            Err(causes) => teller.causes(causes),
        };
        args.push(("day", day.into()));
        let line = format!("  {}{}", teller.say(verdict, args), teller.cite(&transition.cited));
        out.line(&line);
        for report in &step.guards {
            let mut lines = Lines::new();
            guard_lines(teller, report, Some(machine), 2, &mut lines);
            for (depth, line) in lines {
                out.lines(fold(&format!("{}{line}", "  ".repeat(depth)), out.width()));
            }
        }
    }
    steps.len()
}
