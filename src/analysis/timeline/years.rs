//! A measure along the years.

use super::model::{Asked, Begins, Recurring, Years};
use super::recurring::{occurrences, recurs};
use super::stands::stands;
use super::terms::terms;
use crate::analysis::cycle;
use crate::calendar::{Day, Unit};
use crate::program::{ParameterMeaning, Program};
use crate::rule::{MachineId, Value};

/// A measure along the years.
pub fn years(program: &Program, asked: &Asked) -> Years {
    let parts = &program.versions.parts;
    let begins = parts.iter().map(|part| Begins {
        title: part.title.clone(),
        from: part.from,
        whom: part.whom(program),
    });
    let recurring: Vec<(MachineId, Recurring)> = recurs(program)
        .into_iter()
        .map(|machine| (machine, recurring_of(program, machine, asked)))
        .filter(|(_, one)| comes_by_it(one))
        .collect();
    let running = recurring
        .first()
        .map(|(machine, one)| terms(program, Some(*machine), &one.occurrences, asked));
    Years {
        validity: validity(program),
        begins: begins.collect(),
        recurring: recurring.into_iter().map(|(_, one)| one).collect(),
        terms: running.unwrap_or_default(),
    }
}

/// Whether the second comes no earlier than a period after the first. A rule may also read the period
/// for what happens in the years between.
fn comes_by_it(one: &Recurring) -> bool {
    let years = one.periods.first().and_then(|period| period.count_in(Unit::Years));
    match (years, one.occurrences.as_slice()) {
        (Some(years), [first, second, ..]) => second.number - first.number >= years,
        (_, occurrences) => !occurrences.is_empty(),
    }
}

fn recurring_of(program: &Program, machine: MachineId, asked: &Asked) -> Recurring {
    let info = &program.machines[machine];
    let occurrences = occurrences(program, machine, asked);
    let stands = stands(program, machine, &occurrences, asked);
    let number = cycle::number_of(program, machine).and_then(|at| info.key.get(at));
    let mut days: Vec<Day> = program.versions.parts.iter().map(|part| part.from).collect();
    days.insert(0, asked.begins(program));
    let (mut periods, mut name, mut articles) = (Vec::new(), String::new(), Vec::new());
    for day in days {
        let version = program.versions.of(program.versions.begun(day));
        let Some(by) = cycle::period_of(program, machine, version) else { continue };
        let info = program.parameters[by].under(version);
        name = info.name.clone();
        articles = info.cited.articles.clone();
        // What is wished may hold from a later day on.
        let later = info.values.iter().filter_map(|(from, _)| *from).filter(|from| *from > day);
        for day in std::iter::once(day).chain(later) {
            if let Some(ParameterMeaning::Single(Value::Period(period))) = info.at(day)
                && periods.last() != Some(period)
            {
                periods.push(*period);
            }
        }
    }
    Recurring {
        name: info.name.clone(),
        title: info.title.clone(),
        number: number.map(|field| field.title.clone()).unwrap_or_default(),
        by: name,
        periods,
        articles,
        occurrences,
        stands,
    }
}

/// The days on which a measure is in force, one stretch after the other.
fn validity(program: &Program) -> Vec<(Day, Option<Day>)> {
    let Some(first) = &program.validity else { return Vec::new() };
    let mut found = vec![(first.from, first.to)];
    for part in &program.versions.parts {
        let Some(anew) = &part.validity else { continue };
        let begins = part.from.max(anew.from);
        match found.last_mut() {
            Some((_, to)) if to.is_none_or(|to| begins <= to.next()) => *to = anew.to,
            _ => found.push((begins, anew.to)),
        }
    }
    found
}
