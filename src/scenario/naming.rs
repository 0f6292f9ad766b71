//! The names in a scenario, looked up in the program and among those who appear in it; one that is
//! not known is told with the nearest.

use super::address::{self, PlannedAddress};
use super::value::{self, unknown, unknown_titled};
use crate::chart::{EventId, StateId};
use crate::diagnostic::Problems;
use crate::lang::{Args, Phrase, Problem};
use crate::policy::Name;
use crate::program::{FieldInfo, Program, RoleHolder, RoleId};
use crate::rule::{MachineId, SubjectId, Value};
use crate::source::Node;
use crate::world::{ActorId, Cast};

/// Who looks names up.
pub struct Naming<'p> {
    /// What is declared.
    pub program: &'p Program,
    /// Who appears.
    pub cast: Cast,
    /// What was found wrong.
    pub problems: Problems,
}

impl Naming<'_> {
    /// Tells of a problem at a name.
    pub fn add(&mut self, problem: Problem, at: &Name, args: Args) {
        self.problems.add(problem, at.span, args);
    }

    /// A role.
    pub fn role(&mut self, name: &Name) -> Option<RoleId> {
        let found = self.program.role(name);
        if found.is_none() {
            let known = self.program.roles.iter().map(|role| (role.name.as_str(), &role.title));
            unknown_titled(name, Phrase::Role, known, &mut self.problems);
        }
        found
    }

    /// Someone who acts.
    pub fn actor(&mut self, name: &Name) -> Option<ActorId> {
        let found = self.cast.actor(name);
        // The name of a role held by a party is no actor: the party itself acts.
        let party = self
            .program
            .role(name)
            .is_some_and(|role| matches!(self.program.roles[role].holder, RoleHolder::Party(_)));
        if found.is_none() || party {
            let known = self.cast.actors.iter().map(|actor| (actor.name.as_str(), &actor.title));
            unknown_titled(name, Phrase::Role, known, &mut self.problems);
            return None;
        }
        found
    }

    /// A subject.
    pub fn subject(&mut self, name: &Name) -> Option<SubjectId> {
        value::subject(name, &self.cast, &mut self.problems)
    }

    /// An event.
    pub fn event(&mut self, name: &Name) -> Option<EventId> {
        let found = self.program.event(name);
        if found.is_none() {
            // One name may be called otherwise in each machine that hears it.
            let declared = self.program.events.iter().take(self.program.declared_events);
            let known = declared.flat_map(|event| {
                std::iter::once(&event.title)
                    .chain(&event.titles)
                    .map(|title| (event.name.as_str(), title))
            });
            unknown_titled(name, Phrase::Event, known, &mut self.problems);
        }
        found
    }

    /// A question that only a person can answer.
    pub fn finding(&mut self, name: &Name) -> Option<crate::rule::FindingId> {
        let found = self.program.finding(name);
        if found.is_none() {
            let findings = self.program.findings.iter();
            let known = findings.map(|finding| (finding.name.as_str(), &finding.question));
            unknown_titled(name, Phrase::Finding, known, &mut self.problems);
        }
        found
    }

    /// A state of a machine.
    pub fn state(&mut self, machine: MachineId, name: &Name) -> Option<StateId> {
        let states = &self.program.machines[machine].states;
        let found = states.enumerated().skip(1).find(|(_, state)| state.name == name.value);
        if found.is_none() {
            let known = states.iter().skip(1).map(|state| (state.name.as_str(), &state.title));
            unknown_titled(name, Phrase::State, known, &mut self.problems);
        }
        found.map(|(id, _)| id)
    }

    /// An address.
    pub fn address(&mut self, written: &Name) -> Option<PlannedAddress> {
        self.address_of(written, None)
    }

    /// An address; `machine` is what it should lead to, where that is known.
    pub fn address_of(
        &mut self,
        written: &Name,
        machine: Option<MachineId>,
    ) -> Option<PlannedAddress> {
        address::parse(written, machine, self.program, &mut self.cast, &mut self.problems)
    }

    /// An address with the machine to which it leads.
    pub fn led(&mut self, written: &Name) -> Option<(PlannedAddress, MachineId)> {
        let address = self.address(written)?;
        let machine = address.address.parts.last().map(|part| part.machine)?;
        Some((address, machine))
    }

    /// Values by the names of columns, each with the position of its column.
    pub fn columns(
        &mut self,
        written: &[(Name, Node)],
        columns: &[FieldInfo],
    ) -> Vec<(usize, Value)> {
        let mut found = Vec::new();
        for (name, node) in written {
            let known = columns.iter().enumerate().find(|(_, column)| column.name == name.value);
            match known {
                Some((at, column)) => {
                    let (cast, problems) = (&mut self.cast, &mut self.problems);
                    let value = value::known(node, &column.ty, self.program, cast, problems);
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
}
