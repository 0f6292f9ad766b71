//! From a scenario as written to a plan: every name is resolved, every value typed, days are filled
//! in and must not go backwards.

use std::sync::Arc;

use super::carried::{self, PlannedValue};
use super::expect::{Expect, PlannedExpect};
use super::naming::Naming;
use super::planned::{Plan, PlannedLine, PlannedWhat, Supplied};
use super::told::Told;
use super::value::{self, unknown};
use super::written::{Actor, AssumedYear, Line, Scenario, StoryKind, Subject, What};
use crate::calendar::{Day, Table};
use crate::chart::EventId;
use crate::diagnostic::Problems;
use crate::ident::Id;
use crate::lang::{Phrase, Problem};
use crate::policy::Name;
use crate::policy::read::assume_year;
use crate::program::{FieldId, Program};
use crate::rule::KindId;
use crate::source::{Node, Span};
use crate::world::{ActorInfo, Cast};

/// Plans a scenario; a plan is made where there is no error.
pub fn plan(scenario: &Scenario, program: &Program) -> (Option<Plan>, Problems) {
    let naming = Naming { program, cast: Cast::new(program), problems: Problems::default() };
    let mut planner = Planner {
        naming,
        told: Told::default(),
        supplied: Vec::new(),
        expects: false,
        empty: false,
        misdated: false,
    };
    let plan = planner.plan(scenario);
    let problems = planner.naming.problems;
    (if problems.has_errors() { None } else { Some(plan) }, problems)
}

pub(super) struct Planner<'p> {
    pub(super) naming: Naming<'p>,
    /// What was told so far of facts that are true from a day on.
    pub(super) told: Told,
    /// What amendments supplied.
    pub(super) supplied: Vec<Supplied>,
    /// Whether anything is expected.
    expects: bool,
    /// Whether an expectation was told to expect nothing.
    empty: bool,
    /// Whether the story begins with a day that is no date.
    misdated: bool,
}

impl Planner<'_> {
    fn plan(&mut self, scenario: &Scenario) -> Plan {
        self.naming.cast.valid_to = scenario.valid_to;
        self.assume(&scenario.assumed);
        for (name, subject) in &scenario.subjects {
            self.add_subject(name, subject);
        }
        for (name, actor) in &scenario.actors {
            self.add_actor(name, actor);
        }
        let mut facts = Vec::new();
        for (name, subject) in &scenario.subjects {
            if let Some(id) = self.naming.cast.subject(name) {
                facts.extend(self.facts(id, &subject.facts));
            }
        }
        facts.iter().for_each(|fact| self.told.add(fact));
        let before =
            scenario.before.iter().filter_map(|entry| entry.plan(&mut self.naming)).collect();
        let mut day: Option<Day> = None;
        let mut lines = Vec::new();
        for line in &scenario.story {
            lines.extend(self.line(line, &mut day));
        }
        if let (Some(until), Some(last)) = (&scenario.until, day)
            && until.value < last
        {
            self.backwards(until.span, until.value, last);
        }
        let expect = scenario.expect.as_ref().map(|expect| Box::new(self.expected(expect)));
        let forbidden = scenario.kind == StoryKind::Forbidden;
        if !self.expects && !self.empty && !forbidden {
            self.naming.problems.add(Problem::NoExpectation, scenario.at.part(0, 1), vec![]);
        }
        self.supply(&mut facts, &lines);
        Plan {
            supplied: std::mem::take(&mut self.supplied),
            title: scenario.title.clone(),
            kind: scenario.kind,
            cast: self.naming.cast.clone(),
            facts,
            before,
            lines,
            until: scenario.until.as_ref().map(|until| until.value),
            expect,
            uses: Vec::new(),
            expects: self.expects || forbidden,
        }
    }

    /// Takes over the years that are assumed. What is published is not assumed.
    fn assume(&mut self, years: &[AssumedYear]) {
        let mut calendar = Table::clone(&self.naming.cast.calendar);
        for AssumedYear { year, calendar: name, table } in years {
            if let Some(table) = table {
                assume_year(&mut calendar, year, (name, table), &mut self.naming.problems);
            }
        }
        if !years.is_empty() {
            self.naming.cast.calendar = Arc::new(calendar);
        }
    }

    pub(super) fn backwards(&mut self, at: Span, later: Day, earlier: Day) {
        let args =
            vec![("later", later.to_string().into()), ("earlier", earlier.to_string().into())];
        self.naming.problems.add(Problem::DateBackwards, at, args);
    }

    fn add_subject(&mut self, name: &Name, subject: &Subject) {
        if name.value.contains('/') || self.naming.cast.actor(name).is_some() {
            let problem =
                if name.value.contains('/') { Problem::BadName } else { Problem::Duplicate };
            self.naming.add(problem, name, vec![("name", name.value.as_str().into())]);
            return;
        }
        let kinds = &self.naming.program.kinds;
        let kind = match &subject.kind {
            Some(kind) => {
                let found = kinds.find(|known| known.name == kind.value);
                if found.is_none() {
                    let names = kinds.iter().map(|known| known.name.as_str());
                    unknown(kind, Phrase::Kind, names, &mut self.naming.problems);
                }
                found.map(|(id, _)| id)
            }
            // With a single kind, or none, there is nothing to choose.
            None if kinds.len() > 1 => {
                let args = vec![("what", Phrase::Subject.into()), ("name", "kind".into())];
                self.naming.add(Problem::MissingField, name, args);
                None
            }
            None => Some(KindId::new(0)),
        };
        let title = subject.title.or_name(name);
        self.naming.cast.add_subject(name.value.clone(), title, kind.unwrap_or(KindId::new(0)));
    }

    fn add_actor(&mut self, name: &Name, actor: &Actor) {
        let roles = actor.roles.iter().filter_map(|role| self.naming.role(role)).collect();
        if self.naming.cast.actor(name).is_some() {
            self.naming.add(Problem::Duplicate, name, vec![("name", name.value.as_str().into())]);
            return;
        }
        let title = actor.title.or_name(name);
        let name = name.value.clone();
        self.naming.cast.add_actor(ActorInfo { name, title, roles, subject: None });
    }

    fn line(&mut self, written: &Line, day: &mut Option<Day>) -> Option<PlannedLine> {
        let legal = self.naming.program.legal_text;
        match (&written.date, *day) {
            (Some(date), Some(last)) if date.value < last => {
                self.backwards(date.span, date.value, last);
            }
            (Some(date), _) => *day = Some(date.value),
            (None, Some(_)) => {}
            // A plain chart needs no dates; its clock stands at an arbitrary day.
            (None, None) if !legal => *day = Day::ymd(2000, 1, 1),
            // What is written and is no date was told; it stands for those after it too.
            (None, None) if !written.undated => self.misdated = true,
            (None, None) if self.misdated => {}
            (None, None) => self.lacks(written, "date"),
        }
        let by = written.by.as_ref().and_then(|name| self.naming.actor(name));
        let acts = matches!(written.what, What::Event { .. } | What::Findings { .. });
        if written.by.is_none() && legal && acts {
            self.lacks(written, "by");
        }
        let role = written.role.as_ref().and_then(|name| self.naming.role(name));
        let what = self.what(&written.what, written.at.part(0, 1))?;
        let refused = written.refused.as_ref().map(|refused| {
            self.expects = true;
            refused.plan(&mut self.naming)
        });
        let list = written.list.as_ref().map(|list| {
            self.expects = true;
            list.plan(&mut self.naming)
        });
        let (at, judged) = (written.at, written.judged);
        Some(PlannedLine { at, judged, day: (*day)?, by, role, what, refused, list })
    }

    /// Tells that a line lacks a field.
    fn lacks(&mut self, line: &Line, field: &'static str) {
        let args = vec![("what", Phrase::StoryLine.into()), ("name", field.into())];
        self.naming.problems.add(Problem::MissingField, line.at.part(0, 1), args);
    }

    fn what(&mut self, written: &What, at: Span) -> Option<PlannedWhat> {
        Some(match written {
            What::Event { event, instance, data } => {
                let id = self.naming.event(event)?;
                let to = self.naming.address(instance)?;
                let written = data;
                let mut data = self.data(event, id, written);
                self.supply_data(id, written, &mut data);
                PlannedWhat::Event { event: id, to, data }
            }
            What::Findings { findings, about, reason } => {
                let mut found = Vec::with_capacity(findings.len());
                let mut machine = None;
                for (finding, answer) in findings {
                    let Some(id) = self.naming.finding(finding) else { continue };
                    machine = Some(self.naming.program.findings[id].about);
                    found.push((id, *answer));
                }
                let about = self.naming.address_of(about, machine)?;
                let reason = reason.as_ref().map(|reason| self.naming.cast.pool.intern(reason));
                PlannedWhat::Findings { findings: found, about, reason }
            }
            What::Learn { .. } => PlannedWhat::Learn { facts: self.learnt(written, at)? },
            What::Expect(expect) => PlannedWhat::Expect(Box::new(self.expected(expect))),
        })
    }

    /// What is expected; where nothing is, that is told at its place.
    fn expected(&mut self, expect: &Expect) -> PlannedExpect {
        match expect.is_empty() {
            false => self.expects = true,
            true => {
                self.empty = true;
                self.naming.problems.add(Problem::NoExpectation, expect.at().part(0, 1), vec![]);
            }
        }
        expect.plan(&mut self.naming)
    }

    fn data(
        &mut self,
        at: &Name,
        event: EventId,
        written: &[(Name, Node)],
    ) -> Vec<(FieldId, PlannedValue)> {
        let Naming { program, cast, problems } = &mut self.naming;
        let declared = &program.events[event].data;
        let fields = &program.fields;
        let mut found = Vec::new();
        for (name, node) in written {
            let field = declared.iter().find(|(id, _)| fields[*id].name == name.value);
            match field {
                Some(&(id, _)) => {
                    let ty = &fields[id].ty;
                    let value = carried::planned(node, ty, program, cast, problems);
                    if let Some(PlannedValue::Known(value)) = value {
                        value::date(value, ty, program, cast);
                    }
                    found.extend(value.map(|value| (id, value)));
                }
                None => {
                    let names: Vec<&str> =
                        declared.iter().map(|(id, _)| fields[*id].name.as_str()).collect();
                    unknown(name, Phrase::Field, names.iter().copied(), problems);
                }
            }
        }
        for &(id, optional) in declared {
            let name = fields[id].name.as_str();
            if !optional && !written.iter().any(|(given, _)| given.value == name) {
                let args = vec![("what", Phrase::Event.into()), ("name", name.into())];
                problems.add(Problem::MissingField, at.span, args);
            }
        }
        found
    }
}
