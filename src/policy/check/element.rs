//! Everything that a bundle declares, in one list: what it is called, where it comes from. The
//! checks of sources, citations and titles differ only in what they ask of it.

use crate::lang::{Phrase, Text, Word};
use crate::policy::machine::{Action, Clock, Machine, State, TimerLength, Transition, Trigger};
use crate::policy::{Bundle, Declared, Field, Name, Origin};
use crate::source::Span;

/// Something that is declared.
pub(crate) struct Element<'b> {
    /// What it is.
    pub(crate) what: Phrase,
    /// Its name; empty where it has none.
    pub(crate) name: &'b str,
    /// Its place.
    pub(crate) at: Span,
    /// What people call it, where they read it.
    pub(crate) title: Option<&'b Text>,
    /// Its sources, where it may name any.
    pub(crate) origin: Option<&'b Origin>,
    /// Whether it has an effect of its own, so that it must name a source. Transitions must too,
    /// and are asked when they are compiled.
    pub(crate) has_effect: bool,
}

impl Element<'_> {
    /// Whether something runs that it names its sources for: a guard or a refusal, a timer, a duty,
    /// money, a register, a record, a role's power, a required finding (DESIGN 8.25). What only says
    /// what something is called carries nothing: a list of words, a fact, an event, a machine, a
    /// state in which nothing is done. A parameter carries where something that runs reads it.
    pub(crate) fn runs(&self) -> bool {
        match self.what {
            Phrase::Transition
            | Phrase::Action
            | Phrase::Finding
            | Phrase::Role
            | Phrase::Register
            | Phrase::Account
            | Phrase::Obligation
            | Phrase::Record
            | Phrase::Selection
            | Phrase::Quota
            | Phrase::Group
            | Phrase::Counting
            | Phrase::Validity => true,
            Phrase::State => self.has_effect,
            _ => false,
        }
    }
    /// What it is called in a sentence.
    pub(crate) fn word(&self) -> Word {
        if self.name.is_empty() {
            return self.what.into();
        }
        Word::Phrase(Phrase::Named, vec![("kind", self.what.into()), ("name", self.name.into())])
    }
}

/// All elements, file by file of their kinds.
pub(crate) fn elements(bundle: &Bundle) -> Vec<Element<'_>> {
    let mut list = List { all: Vec::new() };
    list.manifest(bundle);
    list.declarations(bundle);
    list.selections(bundle);
    for machine in &bundle.machines {
        list.machine(machine);
    }
    list.all
}

struct List<'b> {
    all: Vec<Element<'b>>,
}

impl<'b> List<'b> {
    fn titled(&mut self, what: Phrase, name: &'b Name, title: &'b Text) {
        self.all.push(Element {
            what,
            name,
            at: name.span,
            title: Some(title),
            origin: None,
            has_effect: false,
        });
    }

    fn effect(&mut self, what: Phrase, name: &'b Name, title: &'b Text, origin: &'b Origin) {
        self.all.push(Element {
            what,
            name,
            at: name.span,
            title: Some(title),
            origin: Some(origin),
            has_effect: true,
        });
    }

    fn nameless(&mut self, what: Phrase, at: Span, origin: &'b Origin, has_effect: bool) {
        let origin = Some(origin);
        self.all.push(Element { what, name: "", at, title: None, origin, has_effect });
    }

    fn fields(&mut self, what: Phrase, fields: &'b Declared<Field>) {
        for (name, field) in fields {
            self.titled(what, name, &field.title);
        }
    }

    fn manifest(&mut self, bundle: &'b Bundle) {
        let manifest = &bundle.manifest;
        let at = manifest.at.begin();
        self.all.push(Element {
            what: Phrase::Bundle,
            name: "",
            at,
            title: Some(&manifest.title),
            origin: None,
            has_effect: false,
        });
        if let Some(validity) = &manifest.validity {
            self.nameless(Phrase::Validity, validity.at, &validity.origin, true);
        }
        let counts_otherwise = manifest.counting != Default::default();
        self.nameless(Phrase::Counting, at, &manifest.counting_origin, counts_otherwise);
    }

    fn declarations(&mut self, bundle: &'b Bundle) {
        for (name, choice) in &bundle.choices {
            self.effect(Phrase::Choice, name, &choice.title, &choice.origin);
            // A list of words has no effect; what is made of it has.
            if let Some(last) = self.all.last_mut() {
                last.has_effect = false;
            }
            for (name, title) in &choice.values {
                self.titled(Phrase::ChoiceValue, name, title);
            }
        }
        for (name, kind) in &bundle.kinds {
            self.titled(Phrase::Kind, name, &kind.title);
        }
        for (name, parameter) in &bundle.parameters {
            self.effect(Phrase::Parameter, name, &parameter.title, &parameter.origin);
        }
        for (name, fact) in &bundle.facts {
            self.effect(Phrase::Fact, name, &fact.title, &fact.origin);
        }
        for (name, finding) in &bundle.findings {
            self.effect(Phrase::Finding, name, &finding.question, &finding.origin);
        }
        for (name, event) in &bundle.events {
            self.effect(Phrase::Event, name, &event.title, &event.origin);
            self.fields(Phrase::Field, &event.data);
        }
        for (name, role) in &bundle.roles {
            self.effect(Phrase::Role, name, &role.title, &role.origin);
        }
        for (name, register) in &bundle.registers {
            self.effect(Phrase::Register, name, &register.title, &register.origin);
            self.fields(Phrase::Column, &register.columns);
        }
        for (name, account) in &bundle.accounts {
            self.effect(Phrase::Account, name, &account.title, &account.origin);
            self.fields(Phrase::Column, &account.columns);
        }
        for (name, obligation) in &bundle.obligations {
            self.effect(Phrase::Obligation, name, &obligation.title, &obligation.origin);
        }
        for (name, record) in &bundle.records {
            self.effect(Phrase::Record, name, &record.title, &record.origin);
        }
        for (name, group) in &bundle.groups {
            self.effect(Phrase::Group, name, &group.title, &group.origin);
        }
        for (name, relation) in &bundle.relations {
            self.effect(Phrase::Relation, name, &relation.title, &relation.origin);
        }
    }

    fn selections(&mut self, bundle: &'b Bundle) {
        for (name, selection) in &bundle.selections {
            self.effect(Phrase::Selection, name, &selection.title, &selection.origin);
            for quota in &selection.quotas {
                self.effect(Phrase::Quota, &quota.name, &quota.title, &quota.origin);
            }
        }
    }

    fn machine(&mut self, machine: &'b Machine) {
        self.effect(Phrase::Machine, &machine.name, &machine.title, &machine.origin);
        self.fields(Phrase::Field, &machine.key);
        self.fields(Phrase::Field, &machine.data);
        self.content(&machine.root);
    }

    fn state(&mut self, state: &'b State) {
        let acts = [&state.on_entry, &state.on_exit, &state.on_initial];
        self.effect(Phrase::State, &state.name, &state.title, &state.origin);
        if let Some(last) = self.all.last_mut() {
            last.has_effect = acts.iter().any(|actions| !actions.is_empty());
        }
        self.content(state);
    }

    fn content(&mut self, state: &'b State) {
        self.actions(&state.on_entry);
        self.actions(&state.on_exit);
        self.actions(&state.on_initial);
        for transition in &state.transitions {
            self.transition(transition);
        }
        for child in &state.states {
            self.state(child);
        }
    }

    fn actions(&mut self, actions: &'b [Action]) {
        for action in actions {
            self.nameless(Phrase::Action, action.at, &action.origin, false);
        }
    }

    fn transition(&mut self, transition: &'b Transition) {
        // What an event sets off is told by the event's title.
        let (title, clock) = match &transition.trigger {
            Trigger::Events(_) => (None, None),
            Trigger::Eventless => (Some(&transition.title), None),
            Trigger::Timer(timer) => match &timer.length {
                TimerLength::Period { counting, .. } => {
                    (Some(&transition.title), counting.as_ref())
                }
                TimerLength::Until(_) | TimerLength::Plain(_) => (Some(&transition.title), None),
            },
        };
        self.all.push(Element {
            what: Phrase::Transition,
            name: "",
            at: transition.at.part(0, 1),
            title,
            origin: Some(&transition.origin),
            has_effect: false,
        });
        let at = match &transition.trigger {
            Trigger::Timer(timer) => timer.at,
            Trigger::Events(_) | Trigger::Eventless => transition.at,
        };
        self.clock(clock, at);
        if let Some(floor) = &transition.not_before {
            self.clock(floor.counting.as_ref(), floor.at);
        }
        self.actions(&transition.actions);
    }

    fn clock(&mut self, clock: Option<&'b Clock>, at: Span) {
        if let Some(clock) = clock {
            self.nameless(Phrase::Counting, at.part(0, 1), &clock.origin, true);
        }
    }
}
