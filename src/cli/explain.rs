//! `banfa explain`: a story told date by date.

use clap::ArgMatches;

use super::exit::Exit;
use super::opened::{Opened, open};
use super::terminal::{Terminal, fold};
use crate::lang::{Phrase, Word};
use crate::report::{Detail, Story, Teller, mismatch_lines, story_lines};
use crate::scenario::{configurations, findings_owed, play_explained};
use crate::world::Engine;

/// Runs the command.
pub fn explain(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Opened { program, plan, sources } = match open(matches, out) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let program = &program;
    let played = play_explained(plan, program);
    let lang = out.lang;
    let teller =
        Teller { program, cast: &played.plan.cast, world: &played.world, undone: &[], lang };
    let only = match matches.get_one::<String>("instance") {
        None => None,
        Some(wanted) => {
            let found = played
                .world
                .instances()
                .find(|(id, _)| {
                    let address = teller.instance(*id);
                    address == *wanted || address.ends_with(&format!("/{wanted}"))
                })
                .map(|(id, _)| id);
            if found.is_none() {
                let known: Vec<Word> = played
                    .world
                    .instances()
                    .map(|(id, _)| Word::Plain(teller.instance(id)))
                    .collect();
                let args = vec![("name", wanted.into()), ("known", Word::List(known))];
                out.complain(Phrase::NoSuchInstance, args);
                return Exit::CannotRun;
            }
            found
        }
    };
    let width = out.width();
    out.lines(fold(played.plan.title.get(lang), width));
    out.lines(fold(program.title.get(lang), width));
    out.line("");
    let story = Story { program, played: &played, detail: Detail::Full, only };
    for line in story_lines(&story, lang) {
        out.lines(fold(&line, width));
    }
    out.line("");
    out.line(
        Phrase::AtTheEnd.with(lang, &[("day", played.world.today().to_string().into())]).as_str(),
    );
    let engine = Engine { program, cast: &played.plan.cast };
    for (id, _) in configurations(program, &played.world) {
        if only.is_some_and(|only| only != id && played.world.instance(id).owner != Some(only)) {
            continue;
        }
        let machine = played.world.machine_of(id);
        let states = played.world.instance(id).chart.as_ref().map(|chart| {
            let atomic = chart.configuration().atomic_states(&program.machines[machine].chart);
            let titles: Vec<_> = atomic.map(|state| teller.state(machine, state)).collect();
            titles.join(lang.list_separator())
        });
        out.lines(fold(
            &format!("  {}  {}", teller.instance(id), states.unwrap_or_default()),
            width,
        ));
        let chart = played.world.instance(id).chart.as_ref();
        for state in chart.into_iter().flat_map(|chart| chart.configuration().iter()) {
            if let Some(silence) = &program.machines[machine].states[state].cited.silence {
                let text = Phrase::TellSilence.with(lang, &[("why", silence.into())]);
                out.lines(fold(&format!("    {text}"), width));
            }
        }
        for finding in findings_owed(&engine, &played.world, id) {
            let info = &program.findings[finding];
            let roles = info.by.iter().map(|&role| {
                let role = &program.roles[role];
                Word::Plain(teller.title(&role.title, &role.name).to_owned())
            });
            let args =
                vec![("by", Word::List(roles.collect())), ("what", info.question.get(lang).into())];
            out.lines(fold(&format!("    {}", Phrase::CauseFinding.with(lang, &args)), width));
        }
    }
    if !played.mismatches.is_empty() {
        out.line("");
        out.lines(mismatch_lines(&played, &sources, lang));
        return Exit::FallsShort;
    }
    Exit::Well
}
