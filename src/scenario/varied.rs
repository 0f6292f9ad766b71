//! A planned story varied: each of its values made another, a line put in, lines in another order,
//! its subjects called otherwise. What it expects is not varied; its outcome is looked at instead.

use super::address::PlannedAddress;
use super::carried::PlannedValue;
use super::planned::{Plan, PlannedFact, PlannedLine, PlannedWhat};
use super::value::date;
use crate::calendar::Day;
use crate::ident::Id;
use crate::program::{ParameterMeaning, Program};
use crate::rule::{Pool, SubjectId, Type, Value};
use crate::world::{ActorId, Cast};

/// What becomes of the values of a story.
pub struct Remap<'a> {
    /// A value that is no list, with the name of the field, fact, column or part of a key.
    pub value: &'a dyn Fn(&str, Value) -> Value,
    /// A day.
    pub day: &'a dyn Fn(Day) -> Day,
}

impl Remap<'_> {
    /// A value; the rows of a list are made anew.
    fn whole(
        &self,
        name: &str,
        ty: &Type,
        value: Value,
        program: &Program,
        pool: &mut Pool,
    ) -> Value {
        match (value, ty) {
            (Value::List(list), Type::List(record)) => {
                let columns = &program.rows[*record].columns;
                let rows = pool.rows(list).to_vec();
                let rows = rows.into_iter().map(|row| {
                    let cells = row.into_iter().enumerate().map(|(at, cell)| {
                        let (name, ty) = columns.get(at)?;
                        cell.map(|cell| self.whole(name, ty, cell, program, pool))
                    });
                    cells.collect::<Vec<_>>()
                });
                let rows = rows.collect();
                Value::List(pool.add_list(rows))
            }
            (other, _) => (self.value)(name, other),
        }
    }

    fn address(&self, address: &mut PlannedAddress, program: &Program) {
        for part in &mut address.address.parts {
            let key = &program.machines[part.machine].key;
            for (value, field) in part.key.iter_mut().zip(key) {
                *value = (self.value)(&field.name, *value);
            }
        }
    }

    fn fact(&self, fact: &mut PlannedFact, program: &Program, cast: &mut Cast) {
        if let Value::Subject(subject) = (self.value)("", Value::Subject(fact.subject)) {
            fact.subject = subject;
        }
        let info = &program.facts[fact.fact];
        if let Some(value) = fact.value {
            let value = self.whole(&info.name, &info.ty, value, program, &mut cast.pool);
            date(value, &info.ty, program, cast);
            fact.value = Some(value);
        }
        fact.true_from = fact.true_from.map(self.day);
        fact.true_to = fact.true_to.map(self.day);
    }

    fn line(&self, line: &mut PlannedLine, program: &Program, cast: &mut Cast) {
        line.day = (self.day)(line.day);
        match &mut line.what {
            PlannedWhat::Event { event: _, to, data } => {
                self.address(to, program);
                for (field, value) in data {
                    let info = &program.fields[*field];
                    match value {
                        PlannedValue::Known(value) => {
                            *value =
                                self.whole(&info.name, &info.ty, *value, program, &mut cast.pool);
                            date(*value, &info.ty, program, cast);
                        }
                        PlannedValue::Address(address) => self.address(address, program),
                        PlannedValue::Places(rows) => {
                            rows.iter_mut().for_each(|(address, _)| self.address(address, program));
                        }
                    }
                }
            }
            PlannedWhat::Findings { about, .. } => self.address(about, program),
            PlannedWhat::Learn { facts } => {
                facts.iter_mut().for_each(|fact| self.fact(fact, program, cast));
            }
            PlannedWhat::Expect(_) => {}
        }
    }

    /// A line alone.
    pub fn of_line(&self, line: &PlannedLine, program: &Program, cast: &mut Cast) -> PlannedLine {
        let mut line = line.clone();
        self.line(&mut line, program, cast);
        line
    }

    /// A whole story; what it expects is left out, with the lines in place.
    pub fn of_plan(&self, mut plan: Plan, program: &Program) -> Plan {
        let cast = &mut plan.cast;
        plan.facts.iter_mut().for_each(|fact| self.fact(fact, program, cast));
        for entry in &mut plan.before {
            if let Value::Subject(subject) = (self.value)("", Value::Subject(entry.subject)) {
                entry.subject = subject;
            }
            let columns = &program.registers[entry.register].columns;
            for (at, value) in &mut entry.columns {
                if let Some(field) = columns.get(*at) {
                    *value = self.whole(&field.name, &field.ty, *value, program, &mut cast.pool);
                }
            }
            entry.from = entry.from.map(self.day);
            entry.to = entry.to.map(self.day);
        }
        plan.lines.iter_mut().for_each(|line| self.line(line, program, cast));
        plan.until = plan.until.map(self.day);
        cast.valid_to = cast.valid_to.map(self.day);
        bare(plan)
    }

    /// The days of a measure: its validity, its dated values. The pool is the story's.
    pub fn of_program(&self, program: &mut Program, pool: &mut Pool) {
        if let Some(validity) = &mut program.validity {
            validity.from = (self.day)(validity.from);
            validity.to = validity.to.map(self.day);
        }
        let old = program.clone();
        for (id, info) in old.parameters.enumerated() {
            for (from, meaning) in &mut program.parameters[id].values {
                *from = from.map(self.day);
                let mut one = |value: &mut Value| {
                    *value = self.whole(&info.name, &info.ty, *value, &old, pool);
                };
                match meaning {
                    ParameterMeaning::Single(value) => one(value),
                    ParameterMeaning::Table(rows) => {
                        rows.iter_mut().for_each(|(_, value)| one(value));
                    }
                    ParameterMeaning::Open => {}
                }
            }
        }
    }
}

/// A story without what it expects. Its lines stand where they stood.
pub fn bare(mut plan: Plan) -> Plan {
    plan.expect = None;
    for line in &mut plan.lines {
        line.judged = false;
        line.refused = None;
        line.list = None;
    }
    plan
}

/// Other names for subjects, in another order: `order` lists them by what they were, `names` calls
/// each by its new name and title. Values that name a subject follow; so do those who act.
pub fn renamed(
    plan: &Plan,
    program: &Program,
    order: &[SubjectId],
    names: &dyn Fn(SubjectId) -> (String, crate::lang::Text),
    text: &dyn Fn(&str) -> Option<String>,
) -> Plan {
    let old = &plan.cast;
    let mut cast = Cast::new(program);
    cast.pool = old.pool.clone();
    cast.valid_to = old.valid_to;
    cast.calendar = old.calendar.clone();
    let mut subjects: Vec<Option<SubjectId>> = vec![None; old.subjects.len()];
    for &subject in order {
        let (name, title) = names(subject);
        let id = cast.add_subject(name, title, old.subjects[subject].kind);
        if let Some(place) = subjects.get_mut(subject.index()) {
            *place = Some(id);
        }
    }
    let mut actors: Vec<ActorId> = Vec::new();
    for (id, info) in old.actors.enumerated() {
        let new = match info.subject {
            Some(subject) => cast.actor(&names(subject).0),
            None if id.index() < program.roles.len() => Some(id),
            None => Some(cast.add_actor(info.clone())),
        };
        actors.push(new.unwrap_or(id));
    }
    let symbols: Vec<(Value, Value)> = texts(plan, text, &mut cast.pool);
    let subject =
        |subject: SubjectId| subjects.get(subject.index()).copied().flatten().unwrap_or(subject);
    let value = |_: &str, value: Value| match value {
        Value::Subject(one) => Value::Subject(subject(one)),
        Value::Text(_) => {
            symbols.iter().find(|(old, _)| *old == value).map_or(value, |(_, new)| *new)
        }
        other => other,
    };
    let remap = Remap { value: &value, day: &|day| day };
    let mut plan = Plan { cast, ..plan.clone() };
    for line in &mut plan.lines {
        line.by = line.by.and_then(|by| actors.get(by.index()).copied());
    }
    remap.of_plan(plan, program)
}

/// The texts of a story's pool that are called otherwise.
fn texts(
    plan: &Plan,
    text: &dyn Fn(&str) -> Option<String>,
    pool: &mut Pool,
) -> Vec<(Value, Value)> {
    let mut found = Vec::new();
    for info in plan.cast.subjects.iter() {
        for known in [&info.name, &info.title.zh, &info.title.en] {
            if let Some(new) = text(known) {
                let old = pool.text_value(known);
                found.push((old, pool.text_value(&new)));
            }
        }
    }
    found
}
