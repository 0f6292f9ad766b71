//! A story as it is told, which its variations are held against.

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::compare::{Course, Matter, Outcome, Uses, outcome};
use crate::program::Program;
use crate::rule::SubjectId;
use crate::rule::Value;
use crate::scenario::{Plan, PlannedLine, PlannedValue, PlannedWhat, bare};
use crate::world::Address;

/// A story, what it is told under, and what comes of it.
pub struct Base<'p> {
    /// The story, without what it expects.
    pub plan: Plan,
    /// Its program.
    pub program: &'p Program,
    /// What the parts of the program use.
    pub uses: &'p Uses,
    /// What comes of it.
    pub course: Course,
}

impl<'p> Base<'p> {
    /// A story, played once.
    pub fn of(plan: Plan, program: &'p Program, uses: &'p Uses) -> Self {
        let plan = bare(plan);
        let course = outcome(plan.clone(), program, uses);
        Self { plan, program, uses, course }
    }

    /// Whether what a line tells was accepted.
    pub(super) fn accepted(&self, line: usize) -> bool {
        self.course.accepted.get(line).copied().flatten() == Some(true)
    }

    /// The positions of the story's subjects, counted from 1, by name.
    pub(super) fn places(&self) -> BTreeMap<String, usize> {
        let subjects = self.plan.cast.subjects.iter().zip(1..);
        subjects.map(|(info, place)| (info.name.clone(), place)).collect()
    }

    /// The days in what comes of it.
    pub(super) fn outcome_days(&self, visit: &mut impl FnMut(Day)) {
        for ((_, matter), found) in &self.course.outcomes {
            if let Matter::Step(_, day, ..) | Matter::Delivery(day, ..) = matter {
                visit(*day);
            }
            match &found.outcome {
                Outcome::AcceptedOn(day) | Outcome::From(day) | Outcome::Until(day) => visit(*day),
                Outcome::Refused(_, _, day) | Outcome::States(_, day) | Outcome::Duty(_, day) => {
                    day.iter().for_each(|day| visit(*day))
                }
                Outcome::Days(from, to) => {
                    visit(*from);
                    to.iter().for_each(|day| visit(*day));
                }
                Outcome::Accepted | Outcome::Sums(..) => {}
            }
        }
    }
}

/// The first subject of an address.
pub(super) fn subject_of(address: &Address) -> Option<SubjectId> {
    subjects_in(address).next()
}

fn subjects_in(address: &Address) -> impl Iterator<Item = SubjectId> {
    let keys = address.parts.iter().flat_map(|part| &part.key);
    keys.filter_map(|value| match value {
        Value::Subject(subject) => Some(*subject),
        _ => None,
    })
}

/// The subjects that a line is about: those of its address, of what it carries, and who acts.
pub(super) fn subjects_of(line: &PlannedLine, plan: &Plan) -> Vec<SubjectId> {
    let mut found: Vec<SubjectId> = Vec::new();
    let of_value = |value: Option<Value>| match value {
        Some(Value::Subject(subject)) => vec![subject],
        Some(Value::List(list) | Value::Set(list)) => {
            let cells = plan.cast.pool.rows(list).iter().flatten().flatten();
            let subjects = cells.filter_map(|cell| match cell {
                Value::Subject(subject) => Some(*subject),
                _ => None,
            });
            subjects.collect()
        }
        _ => Vec::new(),
    };
    match &line.what {
        PlannedWhat::Event { to, data, .. } => {
            found.extend(subjects_in(&to.address));
            for (_, value) in data {
                match value {
                    PlannedValue::Known(value) => found.extend(of_value(Some(*value))),
                    PlannedValue::Address(address) => found.extend(subjects_in(&address.address)),
                    PlannedValue::Places(rows) => {
                        found.extend(rows.iter().flat_map(|(one, _)| subjects_in(&one.address)));
                    }
                }
            }
        }
        PlannedWhat::Findings { about, .. } => found.extend(subjects_in(&about.address)),
        PlannedWhat::Learn { facts } => {
            for fact in facts {
                found.push(fact.subject);
                found.extend(of_value(fact.value));
            }
        }
        PlannedWhat::Expect(_) => {}
    }
    let by = line.by.and_then(|by| plan.cast.actors[by].subject);
    found.extend(by);
    found.sort();
    found.dedup();
    found
}

/// Each subject with those that the story's facts and earlier lines of registers join it with: the
/// same number for all that belong together.
pub(super) fn joined(plan: &Plan) -> Vec<usize> {
    let mut group: Vec<usize> = (0..plan.cast.subjects.len()).collect();
    let mut join = |one: SubjectId, other: SubjectId| {
        use crate::ident::Id;
        let of = |subject: SubjectId, group: &[usize]| group.get(subject.index()).copied();
        if let (Some(from), Some(to)) = (of(one, &group), of(other, &group)) {
            group.iter_mut().filter(|known| **known == from).for_each(|known| *known = to);
        }
    };
    let lists = |value: Value| match value {
        Value::Subject(subject) => vec![subject],
        Value::List(list) => {
            let cells = plan.cast.pool.rows(list).iter().flatten().flatten();
            let subjects = cells.filter_map(|cell| match cell {
                Value::Subject(subject) => Some(*subject),
                _ => None,
            });
            subjects.collect()
        }
        _ => Vec::new(),
    };
    let learnt = plan.lines.iter().flat_map(|line| match &line.what {
        PlannedWhat::Learn { facts } => facts.as_slice(),
        _ => &[],
    });
    for fact in plan.facts.iter().chain(learnt) {
        for other in fact.value.map(lists).unwrap_or_default() {
            join(fact.subject, other);
        }
    }
    for entry in &plan.before {
        for (_, value) in &entry.columns {
            lists(*value).into_iter().for_each(|other| join(entry.subject, other));
        }
    }
    group
}
