//! `banfa may`: what may happen on a day, by whom, under which article; what a subject could begin.

use clap::ArgMatches;

use super::exit::Exit;
use super::opened::{Opened, open};
use super::terminal::{Terminal, fold};
use crate::analysis::{Step, next_steps, openings};
use crate::calendar::Day;
use crate::chart::Answer;
use crate::lang::{Phrase, Word};
use crate::program::{Program, RoleId};
use crate::report::{Condition, Teller, Words, lines};
use crate::rule::InstanceId;
use crate::scenario::{Played, play};
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
    let role = wanted.and_then(|wanted| program.roles.find(|role| role.name == *wanted));
    let role = role.map(|(id, _)| id);
    let whole = Teller::today(program, &played.plan.cast, &played.world, lang);
    let wanted = match wanted {
        Some(wanted) if role.is_none() => {
            let known = known_names(&played, &whole);
            let is_known = |name: &String| name == wanted || name.ends_with(&format!("/{wanted}"));
            if !known.iter().any(is_known) {
                let known = known.into_iter().map(Word::Plain).collect();
                out.complain(
                    Phrase::NoSuchWho,
                    vec![("name", wanted.into()), ("known", Word::List(known))],
                );
                return Exit::CannotRun;
            }
            Some(wanted)
        }
        // A role is asked of every instance.
        _ => None,
    };
    let mut told = 0;
    let day = played.world.today();
    out.line(&Phrase::MayOn.with(lang, &[("day", day.to_string().into())]));
    force(program, &played, out);
    for (id, instance) in played.world.instances() {
        let teller = whole;
        let address = teller.instance(id);
        let concerns = wanted.is_none_or(|wanted| {
            address == *wanted
                || address.ends_with(&format!("/{wanted}"))
                || instance
                    .subject
                    .is_some_and(|subject| played.plan.cast.subjects[subject].name == *wanted)
        });
        if concerns {
            told += tell(&engine, &played.world, id, &teller, Asked { opens: false, role }, out);
        }
    }
    told += beginnings(&engine, &played, wanted.map(String::as_str), role, out);
    if told == 0 {
        out.line(Phrase::NothingMay.plain(lang));
    }
    Exit::Well
}

/// What the subjects that are asked about could begin; how much of it.
fn beginnings(
    engine: &Engine<'_>,
    played: &Played,
    wanted: Option<&str>,
    role: Option<RoleId>,
    out: &mut Terminal,
) -> usize {
    let (program, lang) = (engine.program, out.lang);
    let mut told = 0;
    let subjects = played
        .plan
        .cast
        .subjects
        .enumerated()
        .filter(|(_, info)| wanted.is_none_or(|wanted| info.name == wanted));
    for (subject, _) in subjects {
        for opening in openings(engine, &played.world, subject) {
            let teller = Teller::today(program, &played.plan.cast, &opening.world, lang);
            let asked = Asked { opens: true, role };
            told += tell(engine, &opening.world, opening.instance, &teller, asked, out);
        }
    }
    told
}

/// Says where the measure is not in force on the day that is asked.
fn force(program: &Program, played: &Played, out: &mut Terminal) {
    let (day, lang) = (played.world.today(), out.lang);
    let from = program.validity.as_ref().map(|validity| validity.from);
    let to = played.plan.cast.valid_to;
    let to = to.or_else(|| program.validity.as_ref().and_then(|validity| validity.to));
    if let Some(from) = from.filter(|from| day < *from) {
        out.line(&Phrase::NotYetInForce.with(lang, &[("day", from.to_string().into())]));
    } else if let Some(to) = to.filter(|to| day > *to) {
        out.line(&Phrase::NoLongerInForce.with(lang, &[("day", to.to_string().into())]));
    }
}

/// The names that can be asked about: subjects, roles, instances.
fn known_names(played: &Played, teller: &Teller<'_>) -> Vec<String> {
    let subjects = played.plan.cast.subjects.iter().map(|subject| subject.name.clone());
    let roles = teller.program.roles.iter().map(|role| role.name.clone());
    let instances = played.world.instances().map(|(id, _)| teller.instance(id));
    subjects.chain(roles).chain(instances).collect()
}

/// Which steps are told.
#[derive(Clone, Copy)]
struct Asked {
    /// Only those that open the instance.
    opens: bool,
    /// Only those of this role.
    role: Option<RoleId>,
}

/// Tells the steps of an instance; answers how many there are.
fn tell(
    engine: &Engine<'_>,
    world: &World,
    id: InstanceId,
    teller: &Teller<'_>,
    asked: Asked,
    out: &mut Terminal,
) -> usize {
    let machine = world.machine_of(id);
    let info = &engine.program.machines[machine];
    let steps: Vec<Step> = next_steps(engine, world, id)
        .into_iter()
        .filter(|step| !asked.opens || info.opened_by.contains(&step.event))
        .filter(|step| asked.role.is_none_or(|role| step.by.contains(&role)))
        .collect();
    if steps.is_empty() {
        return 0;
    }
    let phrase = if asked.opens { Phrase::MayOpen } else { Phrase::MayInstance };
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
            Ok(Some((day, rests))) => teller.day(*day, *rests),
            Ok(None) => String::new(),
            Err(causes) => teller.causes(causes),
        };
        args.push(("day", day.into()));
        let said = teller.say(verdict, args);
        let line = format!("  {}{}", said.trim_end(), teller.cite(&transition.cited));
        out.lines(fold(&line, out.width()));
        for report in &step.guards {
            let mut words = Words::new();
            Condition::of(teller, report, Some(machine)).words(2, &mut words);
            for (depth, line) in lines(&words, teller.lang) {
                out.lines(fold(&format!("{}{line}", "  ".repeat(depth)), out.width()));
            }
        }
    }
    steps.len()
}
