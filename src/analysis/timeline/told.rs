//! What a story's journal says along the years.

use std::collections::BTreeMap;

use super::recurring::recurs;
use crate::calendar::Day;
use crate::chart::TransitionId;
use crate::lang::sentence::UnaskedRow;
use crate::lang::{Lang, Text};
use crate::program::{Program, RegisterInfo, TimerSpan};
use crate::rule::{InstanceId, Value};
use crate::scenario::{Played, address_text, value_name};
use crate::world::journal::What;
use crate::world::{DutyStatus, TermOf};

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HappenedKind {
    /// An occurrence was opened.
    Opened,
    /// A line of a register.
    Line,
    /// A term that ran.
    Term,
    /// A duty.
    Duty,
    /// A record that is kept.
    Record,
}

/// Something that lasts from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What kind.
    pub kind: HappenedKind,
    /// Which thing it is, alike on both sides.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Whom or what it concerns.
    pub whom: Text,
    /// The first day.
    pub from: Day,
    /// The last; none where there is none.
    pub to: Option<Day>,
    /// How a duty stands.
    pub status: Option<DutyStatus>,
}

/// What a story's journal says, in the order of kinds and of days.
pub fn happened(played: &Played, program: &Program) -> Vec<Happened> {
    let (world, cast) = (&played.world, &played.plan.cast);
    let mut found = Vec::new();
    let address = |id: InstanceId| {
        let text = address_text(program, cast, &world.address(program, id));
        Text { zh: text.clone(), en: text }
    };
    let recurring = recurs(program);
    for (id, instance) in world.instances() {
        if recurring.contains(&instance.machine) {
            let info = &program.machines[instance.machine];
            found.push(Happened {
                kind: HappenedKind::Opened,
                name: info.name.clone(),
                title: info.title.clone(),
                whom: address(id),
                from: instance.opened,
                to: None,
                status: None,
            });
        }
    }
    for line in world.entries() {
        let info = &program.registers[line.register];
        let columns = line.columns.iter().flatten();
        let columns: Vec<(String, Text)> =
            columns.map(|&value| titled(program, played, value)).collect();
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let title = match columns.is_empty() {
            true => info.title.clone(),
            false => Text { zh: row(info, &columns, Lang::Zh), en: row(info, &columns, Lang::En) },
        };
        found.push(Happened {
            kind: HappenedKind::Line,
            name: format!("{} {}", info.name, names.join(" ")),
            title,
            whom: cast.subjects[line.subject].title.clone(),
            from: line.from,
            to: line.to,
            status: None,
        });
    }
    terms(played, program, &address, &mut found);
    for duty in world.duties() {
        let info = &program.obligations[duty.obligation];
        found.push(Happened {
            kind: HappenedKind::Duty,
            name: info.name.clone(),
            title: info.title.clone(),
            whom: address(duty.instance),
            from: duty.since,
            to: duty.due,
            status: Some(duty.status),
        });
    }
    for kept in world.records() {
        let info = &program.record_kinds[kept.record];
        found.push(Happened {
            kind: HappenedKind::Record,
            name: info.name.clone(),
            title: info.title.clone(),
            whom: address(kept.instance),
            from: kept.since,
            to: Some(kept.until),
            status: None,
        });
    }
    found.sort_by_key(|one| (one.kind, one.from));
    found
}

/// A line of a register with what stands in its columns.
fn row(info: &RegisterInfo, columns: &[(String, Text)], lang: Lang) -> String {
    let keys: Vec<&str> = columns.iter().map(|(_, title)| title.get(lang)).collect();
    let keys = keys.join(lang.list_separator());
    UnaskedRow { name: info.title.get(lang).into(), keys: keys.as_str().into() }.say(lang)
}

/// A value with its name and what people call it.
fn titled(program: &Program, played: &Played, value: Value) -> (String, Text) {
    let name = value_name(program, &played.plan.cast, &played.world, value);
    let title = match value {
        Value::Choice(choice, at) => {
            let values = &program.choices[choice].values;
            values.get(usize::from(at)).map(|(_, title)| title.clone())
        }
        _ => None,
    };
    let title = title.unwrap_or_else(|| Text { zh: name.clone(), en: name.clone() });
    (name, title)
}

/// The terms that began, each to its last day as it was counted last.
fn terms(
    played: &Played,
    program: &Program,
    address: &dyn Fn(InstanceId) -> Text,
    found: &mut Vec<Happened>,
) {
    let mut running: BTreeMap<(InstanceId, TransitionId), usize> = BTreeMap::new();
    for entry in &played.journal.entries {
        match &entry.what {
            What::TimerSet { instance, transition, last, .. } => {
                let machine = &program.machines[played.world.machine_of(*instance)];
                let timer = machine.transitions[*transition].timer.as_ref();
                let Some(TimerSpan::Parameter(by, ..)) = timer.map(|timer| &timer.span) else {
                    continue;
                };
                let info = &program.parameters[*by];
                running.insert((*instance, *transition), found.len());
                found.push(Happened {
                    kind: HappenedKind::Term,
                    name: info.name.clone(),
                    title: info.title.clone(),
                    whom: address(*instance),
                    from: entry.day,
                    to: Some(*last),
                    status: None,
                });
            }
            What::Recounted { term, last: Some(last) } => {
                let TermOf::Timer(transition) = term.of else { continue };
                let at = running.get(&(term.instance, transition));
                if let Some(one) = at.and_then(|&at| found.get_mut(at)) {
                    one.to = Some(*last);
                }
            }
            _ => {}
        }
    }
}
