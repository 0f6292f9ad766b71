//! What may happen next: of each instance, what it hears; what a subject or an office may begin; what
//! has to be found.

use crate::analysis::{next_steps, openings};
use crate::chart::{Answer, EventId};
use crate::lang::{Phrase, Word};
use crate::program::RoleId;
use crate::report::Teller;
use crate::rule::{FindingId, InstanceId, MachineId, Type};
use crate::scenario::{Played, findings_owed};
use crate::world::{Engine, World};

/// What may be chosen.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// An event of an instance, with its address.
    Event(EventId, String),
    /// An event that opens an instance of a machine whose key has to be asked for.
    Begin(EventId, MachineId),
    /// A finding about an instance, with its address.
    Find(FindingId, String),
}

/// Something that may happen.
pub(super) struct Offer {
    pub(super) what: What,
    /// Who may do it.
    pub(super) by: Vec<RoleId>,
    /// In words.
    pub(super) words: String,
}

/// What may happen next in a world.
pub(super) fn offers(engine: &Engine<'_>, played: &Played, teller: &Teller<'_>) -> Vec<Offer> {
    let world = &played.world;
    let mut found = Vec::new();
    for (id, _) in world.instances() {
        steps(engine, world, id, false, teller, &mut found);
        for finding in findings_owed(engine, world, id) {
            let info = &engine.program.findings[finding];
            let address = teller.instance(id);
            let question = teller.title(&info.question, &info.name);
            let args = vec![
                ("address", Word::from(address.as_str())),
                ("what", question.into()),
                ("by", roles(&info.by, teller)),
            ];
            let words = teller.say(Phrase::RecordFinding, args);
            let words = format!("{words}{}", teller.cite(&info.cited));
            found.push(Offer { what: What::Find(finding, address), by: info.by.clone(), words });
        }
    }
    for (subject, _) in played.plan.cast.subjects.enumerated() {
        for opening in openings(engine, world, subject) {
            let teller = Teller { world: &opening.world, ..*teller };
            steps(engine, &opening.world, opening.instance, true, &teller, &mut found);
        }
    }
    begins(engine, teller, &mut found);
    found
}

/// What an instance hears; where it is opened by it only what opens it.
fn steps(
    engine: &Engine<'_>,
    world: &World,
    id: InstanceId,
    opens: bool,
    teller: &Teller<'_>,
    found: &mut Vec<Offer>,
) {
    let machine = world.machine_of(id);
    let info = &engine.program.machines[machine];
    for step in next_steps(engine, world, id) {
        if opens && !info.opened_by.contains(&step.event) {
            continue;
        }
        let phrase = match (&step.floor, step.answer) {
            (_, Answer::No) => Phrase::RecordNot,
            (Ok(Some((day, _))), _) if *day > world.today() => Phrase::RecordLater,
            (Err(_), _) | (_, Answer::Unknown) => Phrase::RecordUnknown,
            (Ok(_), Answer::Yes) => Phrase::RecordNow,
        };
        let day = match &step.floor {
            Ok(Some((day, rests))) => teller.day(*day, *rests),
            _ => String::new(),
        };
        let address = teller.instance(id);
        let args = vec![
            ("address", Word::from(address.as_str())),
            ("what", teller.event(step.event).into()),
            ("by", roles(&step.by, teller)),
            ("day", day.into()),
        ];
        let words = teller.say(phrase, args);
        let cited = teller.cite(&info.transitions[step.transition].cited);
        let words = format!("{}{cited}", words.trim_end());
        found.push(Offer { what: What::Event(step.event, address), by: step.by, words });
    }
}

/// What opens instances that no subject's name leads to.
fn begins(engine: &Engine<'_>, teller: &Teller<'_>, found: &mut Vec<Offer>) {
    for (machine, info) in engine.program.machines.enumerated() {
        if info.owner.is_some() || info.key.iter().any(|part| part.ty == Type::Subject) {
            continue;
        }
        for &event in &info.opened_by {
            let hearing = info.transitions.iter().filter(|one| one.events.contains(&event));
            let mut by: Vec<RoleId> = Vec::new();
            hearing.flat_map(|one| &one.by).for_each(|role| {
                if !by.contains(role) {
                    by.push(*role);
                }
            });
            let args = vec![
                ("machine", Word::from(teller.title(&info.title, &info.name))),
                ("what", teller.event(event).into()),
                ("by", roles(&by, teller)),
            ];
            let words = teller.say(Phrase::RecordBegin, args);
            found.push(Offer { what: What::Begin(event, machine), by, words });
        }
    }
}

fn roles(all: &[RoleId], teller: &Teller<'_>) -> Word {
    let titles = all.iter().map(|&role| {
        let role = &teller.program.roles[role];
        Word::Plain(teller.title(&role.title, &role.name).to_owned())
    });
    Word::List(titles.collect())
}
