//! From a scenario as written to a plan: every name is resolved, every value typed, days are filled
//! in and must not go backwards.

use super::address;
use super::planned::{
    Plan, PlannedDuty, PlannedEntry, PlannedExpect, PlannedFact, PlannedLedger, PlannedLine,
    PlannedRecord, PlannedRefusal, PlannedWhat,
};
use super::value::{self, unknown};
use super::written::{Entry, Expect, Line, Refused, Scenario, What};
use crate::calendar::Day;
use crate::chart::StateId;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::Id;
use crate::lang::{Phrase, Problem};
use crate::policy::{ArticleRef, Name};
use crate::program::{FieldInfo, Program, RoleHolder};
use crate::rule::{KindId, MachineId, Value};
use crate::source::Node;
use crate::world::{Cast, DutyStatus, RefusalKind};

/// Plans a scenario; a plan is made where there is no error.
pub fn plan(scenario: &Scenario, program: &Program) -> (Option<Plan>, Problems) {
    let mut planner = Planner {
        program,
        cast: Cast::new(program),
        problems: Problems::default(),
        told: Vec::new(),
        expects: false,
    };
    let plan = planner.plan(scenario);
    let problems = planner.problems;
    (if problems.has_errors() { None } else { Some(plan) }, problems)
}

pub(super) struct Planner<'p> {
    pub(super) program: &'p Program,
    pub(super) cast: Cast,
    pub(super) problems: Problems,
    /// What was told of facts so far.
    pub(super) told: Vec<PlannedFact>,
    expects: bool,
}

impl Planner<'_> {
    fn plan(&mut self, scenario: &Scenario) -> Plan {
        self.cast.valid_to = scenario.valid_to;
        for (name, subject) in &scenario.subjects {
            self.add_subject(name, subject);
        }
        for (name, actor) in &scenario.actors {
            let roles: Vec<_> = actor.roles.iter().filter_map(|role| self.role(role)).collect();
            if self.cast.actor(name).is_some() {
                self.add(Problem::Duplicate, name, vec![("name", name.value.as_str().into())]);
                continue;
            }
            let mut title = actor.title.clone();
            if title.is_empty() {
                title = crate::lang::Text { zh: name.value.clone(), en: name.value.clone() };
            }
            let name = name.value.clone();
            self.cast.actors.push(crate::world::ActorInfo { name, title, roles, subject: None });
        }
        let mut facts = Vec::new();
        for (name, subject) in &scenario.subjects {
            if let Some(id) = self.cast.subject(name) {
                facts.extend(self.facts(id, &subject.facts));
            }
        }
        self.told.clone_from(&facts);
        let before = scenario.before.iter().filter_map(|entry| self.entry(entry)).collect();
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
        let expect = scenario.expect.as_ref().map(|expect| Box::new(self.expect(expect)));
        if !self.expects {
            self.problems.add(Problem::NoExpectation, scenario.at.part(0, 1), vec![]);
        }
        Plan {
            title: scenario.title.clone(),
            cast: self.cast.clone(),
            facts,
            before,
            lines,
            until: scenario.until.as_ref().map(|until| until.value),
            expect,
            expects: self.expects,
        }
    }

    fn add(&mut self, problem: Problem, at: &Name, args: crate::lang::Args) {
        self.problems.add(problem, at.span, args);
    }

    pub(super) fn backwards(&mut self, at: crate::source::Span, later: Day, earlier: Day) {
        let args =
            vec![("later", later.to_string().into()), ("earlier", earlier.to_string().into())];
        self.problems.add(Problem::DateBackwards, at, args);
    }

    fn add_subject(&mut self, name: &Name, subject: &super::written::Subject) {
        if name.value.contains('/') || self.cast.actor(name).is_some() {
            let problem =
                if name.value.contains('/') { Problem::BadName } else { Problem::Duplicate };
            self.add(problem, name, vec![("name", name.value.as_str().into())]);
            return;
        }
        let kinds = &self.program.kinds;
        let kind = match &subject.kind {
            Some(kind) => {
                let found = kinds.find(|known| known.name == kind.value);
                if found.is_none() {
                    let names = kinds.iter().map(|known| known.name.as_str());
                    unknown(kind, Phrase::Kind, names, &mut self.problems);
                }
                found.map(|(id, _)| id)
            }
            // With a single kind, or none, there is nothing to choose.
            None if kinds.len() > 1 => {
                let args = vec![("what", Phrase::Subject.into()), ("name", "kind".into())];
                self.add(Problem::MissingField, name, args);
                None
            }
            None => Some(KindId::new(0)),
        };
        let mut title = subject.title.clone();
        if title.is_empty() {
            title = crate::lang::Text { zh: name.value.clone(), en: name.value.clone() };
        }
        self.cast.add_subject(name.value.clone(), title, kind.unwrap_or(KindId::new(0)));
    }

    fn role(&mut self, name: &Name) -> Option<crate::program::RoleId> {
        let found = self.program.role(name);
        if found.is_none() {
            let names = self.program.roles.iter().map(|role| role.name.as_str());
            unknown(name, Phrase::Role, names, &mut self.problems);
        }
        found
    }

    fn columns(&mut self, written: &[(Name, Node)], columns: &[FieldInfo]) -> Vec<(usize, Value)> {
        let mut found = Vec::new();
        for (name, node) in written {
            match columns.iter().position(|column| column.name == name.value) {
                Some(at) => {
                    let Some(column) = columns.get(at) else { continue };
                    let value = value::known(
                        node,
                        &column.ty,
                        self.program,
                        &mut self.cast,
                        &mut self.problems,
                    );
                    found.extend(value.map(|value| (at, value)));
                }
                None => {
                    let names = columns.iter().map(|column| column.name.as_str());
                    unknown(name, Phrase::Column, names, &mut self.problems);
                }
            }
        }
        found
    }

    fn entry(&mut self, written: &Entry) -> Option<PlannedEntry> {
        let Some(register) = self.program.register(&written.register) else {
            let names = self.program.registers.iter().map(|register| register.name.as_str());
            unknown(&written.register, Phrase::Register, names, &mut self.problems);
            return None;
        };
        let subject = value::subject(&written.subject, &self.cast, &mut self.problems)?;
        let columns = self.columns(&written.columns, &self.program.registers[register].columns);
        Some(PlannedEntry {
            register,
            subject,
            columns,
            from: written.from.as_ref().map(|day| day.value),
            to: written.to.as_ref().map(|day| day.value),
            on: written.on,
            at: written.at,
        })
    }

    fn line(&mut self, written: &Line, day: &mut Option<Day>) -> Option<PlannedLine> {
        match (&written.date, *day) {
            (Some(date), Some(last)) if date.value < last => {
                self.backwards(date.span, date.value, last);
            }
            (Some(date), _) => *day = Some(date.value),
            (None, Some(_)) => {}
            // A plain chart needs no dates; its clock stands at an arbitrary day.
            (None, None) if !self.program.legal_text => *day = Day::ymd(2000, 1, 1),
            (None, None) => {
                let args = vec![("what", Phrase::StoryLine.into()), ("name", "date".into())];
                self.problems.add(Problem::MissingField, written.at.part(0, 1), args);
            }
        }
        let by = written.by.as_ref().and_then(|name| self.actor(name));
        if written.by.is_none()
            && self.program.legal_text
            && matches!(written.what, What::Event { .. } | What::Findings { .. })
        {
            let args = vec![("what", Phrase::StoryLine.into()), ("name", "by".into())];
            self.problems.add(Problem::MissingField, written.at.part(0, 1), args);
        }
        let role = written.role.as_ref().and_then(|name| self.role(name));
        let what = match &written.what {
            What::Event { event, instance, data } => {
                let Some(id) = self.program.event(event) else {
                    let declared = self.program.events.iter().take(self.program.declared_events);
                    let names: Vec<&str> = declared.map(|event| event.name.as_str()).collect();
                    unknown(event, Phrase::Event, names.iter().copied(), &mut self.problems);
                    return None;
                };
                let to = self.address(instance, None)?;
                let data = self.data(event, id, data);
                PlannedWhat::Event { event: id, to, data }
            }
            What::Findings { findings, about, reason } => {
                let mut found = Vec::with_capacity(findings.len());
                let mut machine = None;
                for (finding, answer) in findings {
                    let Some(id) = self.program.finding(finding) else {
                        let names =
                            self.program.findings.iter().map(|finding| finding.name.as_str());
                        unknown(finding, Phrase::Finding, names, &mut self.problems);
                        continue;
                    };
                    machine = Some(self.program.findings[id].about);
                    found.push((id, *answer));
                }
                let about = self.address(about, machine)?;
                let reason = reason.as_ref().map(|reason| self.cast.pool.intern(reason));
                PlannedWhat::Findings { findings: found, about, reason }
            }
            What::Learn { .. } => {
                let facts = self.learnt(&written.what, written.at.part(0, 1))?;
                PlannedWhat::Learn { facts }
            }
            What::Expect(expect) => PlannedWhat::Expect(Box::new(self.expect(expect))),
        };
        let refused = written.refused.as_ref().map(|refused| self.refusal(refused));
        Some(PlannedLine { at: written.at, day: (*day)?, by, role, what, refused })
    }

    fn actor(&mut self, name: &Name) -> Option<crate::world::ActorId> {
        let found = self.cast.actor(name);
        // The name of a role held by a party is no actor: the party itself acts.
        let party = self
            .program
            .role(name)
            .is_some_and(|role| matches!(self.program.roles[role].holder, RoleHolder::Party(_)));
        if found.is_none() || party {
            let names: Vec<&str> =
                self.cast.actors.iter().map(|actor| actor.name.as_str()).collect();
            unknown(name, Phrase::Role, names.iter().copied(), &mut self.problems);
            return None;
        }
        found
    }

    fn data(
        &mut self,
        at: &Name,
        event: crate::chart::EventId,
        written: &[(Name, Node)],
    ) -> Vec<(crate::program::FieldId, super::planned::PlannedValue)> {
        let declared = &self.program.events[event].data;
        let fields = &self.program.fields;
        let mut found = Vec::new();
        for (name, node) in written {
            let field = declared.iter().find(|(id, _)| fields[*id].name == name.value);
            match field {
                Some(&(id, _)) => {
                    let ty = &fields[id].ty;
                    let value =
                        value::planned(node, ty, self.program, &mut self.cast, &mut self.problems);
                    if let Some(super::planned::PlannedValue::Known(value)) = value {
                        value::date(value, ty, self.program, &mut self.cast);
                    }
                    found.extend(value.map(|value| (id, value)));
                }
                None => {
                    let names: Vec<&str> =
                        declared.iter().map(|(id, _)| fields[*id].name.as_str()).collect();
                    unknown(name, Phrase::Field, names.iter().copied(), &mut self.problems);
                }
            }
        }
        for &(id, optional) in declared {
            let name = fields[id].name.as_str();
            if !optional && !written.iter().any(|(given, _)| given.value == name) {
                let args = vec![("what", Phrase::Event.into()), ("name", name.into())];
                self.add(Problem::MissingField, at, args);
            }
        }
        found
    }

    fn address(
        &mut self,
        written: &Name,
        machine: Option<MachineId>,
    ) -> Option<super::planned::PlannedAddress> {
        address::parse(written, machine, self.program, &mut self.cast, &mut self.problems)
    }

    fn refusal(&mut self, written: &Refused) -> PlannedRefusal {
        self.expects = true;
        for name in &written.articles {
            if ArticleRef::parse(name).is_none() {
                self.add(Problem::BadArticle, name, vec![("name", name.value.as_str().into())]);
            }
        }
        let texts =
            |names: &[Name]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        for name in written.because.iter().flatten() {
            let mut known = RefusalKind::ALL.iter().map(|kind| kind.name());
            if !known.any(|known| known == name.value) {
                let known = RefusalKind::ALL.iter().map(|kind| kind.name());
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::ReasonWord.into())];
                let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
                self.problems.push(diagnostic.with_nearest(name, known));
            }
        }
        PlannedRefusal {
            articles: texts(&written.articles),
            exact: !written.articles.is_empty(),
            because: written.because.as_deref().map(texts),
            earliest: written.earliest.as_ref().map(|day| day.value),
            asks: written.asks.as_deref().map(texts),
            at: written.at,
        }
    }

    fn expect(&mut self, written: &Expect) -> PlannedExpect {
        self.expects = true;
        let mut planned = PlannedExpect::default();
        for (name, states, all) in &written.states {
            let Some(address) = self.address(name, None) else { continue };
            let Some(machine) = address.address.parts.last().map(|part| part.machine) else {
                continue;
            };
            let states = states.iter().filter_map(|state| self.state(machine, state)).collect();
            planned.states.push((address, states, *all));
        }
        planned.missing =
            written.missing.iter().filter_map(|name| self.address(name, None)).collect();
        for (name, fields) in &written.data {
            let Some(address) = self.address(name, None) else { continue };
            let Some(machine) = address.address.parts.last().map(|part| part.machine) else {
                continue;
            };
            let declared = &self.program.machines[machine].data;
            let mut found = Vec::new();
            for field in fields {
                for (at, value) in self.columns(std::slice::from_ref(field), declared) {
                    found.push((at, value, field.1.span));
                }
            }
            planned.data.push((address, found));
        }
        planned.entries = written.entries.iter().filter_map(|entry| self.entry(entry)).collect();
        planned.no_entries =
            written.no_entries.iter().filter_map(|entry| self.entry(entry)).collect();
        for ledger in &written.ledger {
            let Some(account) = self.program.account(&ledger.account) else {
                let names = self.program.accounts.iter().map(|account| account.name.as_str());
                unknown(&ledger.account, Phrase::Account, names, &mut self.problems);
                continue;
            };
            let subject = match &ledger.subject {
                Some(name) => match value::subject(name, &self.cast, &mut self.problems) {
                    Some(subject) => Some(subject),
                    None => continue,
                },
                None => None,
            };
            let instance = match &ledger.instance {
                Some(name) => match self.address(name, None) {
                    Some(address) => Some(address),
                    None => continue,
                },
                None => None,
            };
            let columns = self.columns(&ledger.columns, &self.program.accounts[account].columns);
            let sums = ledger.sums.clone();
            planned.ledger.push(PlannedLedger { account, subject, instance, columns, sums });
        }
        self.expect_kept(written, &mut planned);
        planned
    }

    fn expect_kept(&mut self, written: &Expect, planned: &mut PlannedExpect) {
        for duty in &written.obligations {
            let Some(obligation) = self.program.obligation(&duty.obligation) else {
                let names = self.program.obligations.iter().map(|duty| duty.name.as_str());
                unknown(&duty.obligation, Phrase::Obligation, names, &mut self.problems);
                continue;
            };
            let subject = value::subject(&duty.subject, &self.cast, &mut self.problems);
            let status = match duty.status.value.as_str() {
                "open" => Some(DutyStatus::Open),
                "overdue" => Some(DutyStatus::Overdue),
                "fulfilled" => Some(DutyStatus::Fulfilled),
                "breached" => Some(DutyStatus::Breached),
                _ => {
                    let names = ["open", "overdue", "fulfilled", "breached"];
                    unknown(&duty.status, Phrase::Obligation, names, &mut self.problems);
                    None
                }
            };
            if let (Some(subject), Some(status)) = (subject, status) {
                let due = duty.due.as_ref().map(|day| day.value);
                planned.obligations.push(PlannedDuty {
                    obligation,
                    subject,
                    status,
                    due,
                    at: duty.at,
                });
            }
        }
        for record in &written.records {
            let Some(kind) = self.program.record_kind(&record.record) else {
                let names = self.program.record_kinds.iter().map(|record| record.name.as_str());
                unknown(&record.record, Phrase::Record, names, &mut self.problems);
                continue;
            };
            if let Some(instance) = self.address(&record.instance, None) {
                let (until, at) = (record.until.value, record.at);
                planned.records.push(PlannedRecord { record: kind, instance, until, at });
            }
        }
        for (name, findings) in &written.findings_owed {
            let Some(address) = self.address(name, None) else { continue };
            let mut found = Vec::new();
            for finding in findings {
                match self.program.finding(finding) {
                    Some(id) => found.push(id),
                    None => {
                        let names =
                            self.program.findings.iter().map(|finding| finding.name.as_str());
                        unknown(finding, Phrase::Finding, names, &mut self.problems);
                    }
                }
            }
            planned.findings_owed.push((address, found));
        }
        for (name, days) in &written.earliest {
            let Some(address) = self.address(name, None) else { continue };
            let mut found = Vec::new();
            for (event, day) in days {
                match self.program.event(event) {
                    Some(id) => found.push((id, day.clone())),
                    None => {
                        let declared =
                            self.program.events.iter().take(self.program.declared_events);
                        let names: Vec<&str> = declared.map(|event| event.name.as_str()).collect();
                        unknown(event, Phrase::Event, names.iter().copied(), &mut self.problems);
                    }
                }
            }
            planned.earliest.push((address, found));
        }
    }

    fn state(&mut self, machine: MachineId, name: &Name) -> Option<StateId> {
        let states = &self.program.machines[machine].states;
        let found = states.enumerated().skip(1).find(|(_, state)| state.name == name.value);
        if found.is_none() {
            let names: Vec<&str> = states.iter().skip(1).map(|state| state.name.as_str()).collect();
            unknown(name, Phrase::State, names.iter().copied(), &mut self.problems);
        }
        found.map(|(id, _)| id)
    }
}
