//! The outcome of a story by meaning: what was accepted, where each instance stands, who is owed
//! what, who stands in which register until when.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::program::Program;
use crate::rule::Value;
use crate::scenario::{Played, address_text, configurations, value_name};
use crate::world::journal::{Origin, What};
use crate::world::{DutyStatus, Sums};

/// What an outcome is about. The order is that of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A line of the story: its position among the lines that do something, the day, the event.
    Step(usize, Day, String),
    /// Where an instance stands at the end.
    State(String),
    /// The sums of an account.
    Money(String),
    /// The last day of a line of a register.
    Entry(String),
    /// How a duty stands.
    Duty(String),
}

/// What an outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The step was accepted.
    Accepted,
    /// It was refused, under these articles, for these kinds of reasons, and lawful from a day on.
    Refused(Vec<String>, Vec<&'static str>, Option<Day>),
    /// The innermost states, by name.
    States(Vec<String>),
    /// Owed and not cancelled, paid, claimed back.
    Sums(Decimal, Decimal, Decimal),
    /// From a day to another.
    Days(Day, Option<Day>),
    /// How a duty stands.
    Duty(DutyStatus),
}

/// For each subject (its name; empty where it concerns none), what came of each matter.
pub type Outcomes = BTreeMap<(String, Matter), Outcome>;

/// The outcome of a story.
pub fn outcome(program: &Program, played: &Played) -> Outcomes {
    let Played { plan, journal, world, .. } = played;
    let cast = &plan.cast;
    let name = |value: Value| value_name(program, cast, world, value);
    let mut found = Outcomes::new();
    let mut step = 0;
    for entry in &journal.entries {
        let (event, address, came) = match &entry.what {
            What::Event { event, instance, origin: Origin::Story, .. } => {
                (*event, world.address(program, *instance), Outcome::Accepted)
            }
            What::Refused { event, address, reasons, .. } => {
                let machine = address.parts.last().map(|part| part.machine);
                let mut articles: Vec<String> = reasons
                    .iter()
                    .flat_map(|reason| reason.cited(program, machine).articles)
                    .map(|article| article.to_string())
                    .collect();
                articles.sort();
                articles.dedup();
                let mut kinds: Vec<&'static str> =
                    reasons.iter().map(|reason| reason.kind()).collect();
                kinds.dedup();
                let earliest = reasons.iter().find_map(|reason| match reason {
                    crate::world::Reason::TooEarly { earliest, .. } => Some(*earliest),
                    _ => None,
                });
                (*event, address.clone(), Outcome::Refused(articles, kinds, earliest))
            }
            _ => continue,
        };
        step += 1;
        let subject =
            address.parts.iter().flat_map(|part| &part.key).find_map(|value| match value {
                Value::Subject(subject) => Some(cast.subjects[*subject].name.clone()),
                _ => None,
            });
        let text =
            format!("{} {}", program.events[event].name, address_text(program, cast, &address));
        found.insert((subject.unwrap_or_default(), Matter::Step(step, entry.day, text)), came);
    }
    for (id, states) in configurations(program, world) {
        let subject = world.instance(id).subject;
        let who = subject.map_or(String::new(), |subject| cast.subjects[subject].name.clone());
        let address = address_text(program, cast, &world.address(program, id));
        found.insert((who, Matter::State(address)), Outcome::States(states));
    }
    for (account, info) in program.accounts.enumerated() {
        for (subject, who) in cast.subjects.enumerated() {
            let own = world
                .ledger()
                .iter()
                .filter(|entry| entry.account == account && entry.subject == subject);
            let sums = Sums::of(own);
            if sums != Sums::default() {
                let came = Outcome::Sums(
                    sums.owed.saturating_sub(sums.cancelled),
                    sums.paid,
                    sums.reversed,
                );
                found.insert((who.name.clone(), Matter::Money(info.name.clone())), came);
            }
        }
    }
    for entry in world.entries() {
        let register = &program.registers[entry.register];
        let columns = entry.columns.iter().flatten().map(|&value| name(value));
        let columns = columns.collect::<Vec<_>>().join(" ");
        let matter = Matter::Entry(format!("{} {columns}", register.name).trim().to_owned());
        let who = cast.subjects[entry.subject].name.clone();
        found.insert((who, matter), Outcome::Days(entry.from, entry.to));
    }
    for duty in world.duties() {
        let who = duty.subject.map_or(String::new(), |subject| cast.subjects[subject].name.clone());
        let matter = Matter::Duty(program.obligations[duty.obligation].name.clone());
        found.insert((who, matter), Outcome::Duty(duty.status));
    }
    found
}
