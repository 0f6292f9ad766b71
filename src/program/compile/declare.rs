//! The first pass: everything declared gets an id, types are resolved, parameters get values.

use std::collections::BTreeMap;

use super::environment::{Environment, Head, NameKind};
use super::value;
use crate::chart::StateId;
use crate::diagnostic::Problems;
use crate::ident::{Id, IdVec};
use crate::lang::{Problem, Text};
use crate::policy::{
    Bundle, Machine, Name, Parameter, ParameterValue, State, StateKind, Transition, Trigger,
};
use crate::program::element::{
    AccountInfo, ChoiceInfo, EventInfo, FactInfo, FieldInfo, FindingInfo, KindInfo, ObligationInfo,
    ParameterInfo, ParameterKind, RecordKindInfo, RegisterInfo, RoleHolder, RoleInfo,
};
use crate::program::ids::FieldId;
use crate::program::machine::SubjectPath;
use crate::program::program::DONE_PREFIX;
use crate::program::ways::Ways;
use crate::rule::{MachineId, Type};

/// The stages that changes put into a machine.
fn staged(bundle: &Bundle, machine: &crate::policy::Machine) -> Vec<crate::policy::Staged> {
    let own = bundle.stages.iter().filter(|staged| staged.machine == machine.name.value);
    own.cloned().collect()
}

impl Environment {
    /// Declares everything that a bundle declares.
    pub fn declare(bundle: &Bundle, problems: &mut Problems) -> Self {
        let mut env = Self::empty();
        for (name, choice) in &bundle.choices {
            let values =
                choice.values.iter().map(|(name, title)| (name.value.clone(), title.clone()));
            let id = env.tables.choices.push(ChoiceInfo {
                name: name.value.clone(),
                title: choice.title.clone(),
                values: values.collect(),
                cited: choice.origin.cited(),
            });
            env.name(NameKind::Choice, name, id);
        }
        for (name, kind) in &bundle.kinds {
            let info = KindInfo { name: name.value.clone(), title: kind.title.clone() };
            let id = env.tables.kinds.push(info);
            env.name(NameKind::Kind, name, id);
        }
        // Machines are named before types: a type may name a machine.
        for machine in &bundle.machines {
            let mut states = IdVec::new();
            state_names(&machine.root, &mut states);
            let mut named = BTreeMap::new();
            for (id, name) in states.enumerated().skip(1) {
                named.entry(name.clone()).or_insert(id);
            }
            let id = env.heads.push(Head {
                name: machine.name.value.clone(),
                owner: None,
                key: Vec::new(),
                data: Vec::new(),
                subject: None,
                states,
                named,
                ways: Ways::of(machine),
                timers: Vec::new(),
                staged: staged(bundle, machine),
                beside: std::cell::RefCell::default(),
            });
            env.name(NameKind::Machine, &machine.name, id);
        }
        for (name, role) in &bundle.roles {
            let holder = match role.holder {
                crate::policy::Holder::Office => RoleHolder::Office,
                crate::policy::Holder::Actor => RoleHolder::Actor,
                crate::policy::Holder::Anyone => RoleHolder::Anyone,
                crate::policy::Holder::Party(_) => RoleHolder::Party(Vec::new()),
            };
            let id = env.tables.roles.push(RoleInfo {
                name: name.value.clone(),
                title: role.title.clone(),
                holder,
                cited: role.origin.cited(),
            });
            env.name(NameKind::Role, name, id);
        }
        env.declare_values(bundle, problems);
        env.declare_stores(bundle, problems);
        env.declare_events(bundle, problems);
        env.declare_heads(bundle, problems);
        env
    }

    fn declare_values(&mut self, bundle: &Bundle, problems: &mut Problems) {
        for (name, fact) in &bundle.facts {
            let Some(ty) = self.ty(&fact.ty, problems) else {
                self.broken.insert(name.value.clone());
                continue;
            };
            let of = fact.of.iter().filter_map(|kind| self.kind(kind, problems)).collect();
            let from = fact.from.iter().filter_map(|role| self.role(role, problems)).collect();
            let dated = fact.dated.as_ref();
            let dated = dated.and_then(|column| value::dated(column, &ty, self, problems));
            let id = self.tables.facts.push(FactInfo {
                dated,
                name: name.value.clone(),
                title: fact.title.clone(),
                of,
                ty,
                from,
                cited: fact.origin.cited(),
            });
            self.name(NameKind::Fact, name, id);
        }
        for (name, parameter) in &bundle.parameters {
            let Some(mut info) = self.declare_parameter(bundle, name, parameter, problems) else {
                self.broken.insert(name.value.clone());
                continue;
            };
            for (under, other) in &parameter.otherwise {
                let other = self.declare_parameter(bundle, name, other, problems);
                info.otherwise.extend(other.map(|other| (*under, other)));
            }
            let kind = info.kind;
            let id = self.tables.parameters.push(info);
            self.name(NameKind::Parameter, name, id);
            if let ParameterKind::Occurrences(_) = kind {
                debug_assert_eq!(self.tables.parameters[id].ty, Type::Count);
            }
        }
        for (name, finding) in &bundle.findings {
            let Some(about) = self.machine(&finding.about, problems) else {
                self.broken.insert(name.value.clone());
                continue;
            };
            let by = finding.by.iter().filter_map(|role| self.role(role, problems)).collect();
            let id = self.tables.findings.push(FindingInfo {
                name: name.value.clone(),
                question: finding.question.clone(),
                about,
                by,
                cited: finding.origin.cited(),
            });
            self.name(NameKind::Finding, name, id);
        }
    }

    fn declare_parameter(
        &mut self,
        bundle: &Bundle,
        name: &Name,
        parameter: &Parameter,
        problems: &mut Problems,
    ) -> Option<ParameterInfo> {
        let (ty, kind, values) = value::parameter(parameter, self, problems)?;
        let mut asks = Vec::new();
        for (_, value) in &parameter.values {
            if let ParameterValue::Unknown { ask, .. } = &value.value {
                asks.extend(ask.iter().filter_map(|role| self.role(role, problems)));
            }
        }
        Some(ParameterInfo {
            name: name.value.clone(),
            title: parameter.title.clone(),
            ty,
            kind,
            values,
            asks,
            applies: Default::default(),
            counting: bundle.recounted(name),
            cited: parameter.origin.cited(),
            at: name.span,
            otherwise: Vec::new(),
        })
    }

    fn declare_stores(&mut self, bundle: &Bundle, problems: &mut Problems) {
        for (name, register) in &bundle.registers {
            let columns = self.fields(&register.columns, problems);
            let id = self.tables.registers.push(RegisterInfo {
                name: name.value.clone(),
                title: register.title.clone(),
                columns,
                cited: register.origin.cited(),
            });
            self.name(NameKind::Register, name, id);
        }
        for (name, account) in &bundle.accounts {
            let columns = self.fields(&account.columns, problems);
            let id = self.tables.accounts.push(AccountInfo {
                name: name.value.clone(),
                title: account.title.clone(),
                columns,
                cited: account.origin.cited(),
            });
            self.name(NameKind::Account, name, id);
        }
        for (name, obligation) in &bundle.obligations {
            let id = self.tables.obligations.push(ObligationInfo {
                name: name.value.clone(),
                title: obligation.title.clone(),
                by: Vec::new(),
                cited: obligation.origin.cited(),
            });
            self.name(NameKind::Obligation, name, id);
        }
        for (name, record) in &bundle.records {
            let id = self.tables.record_kinds.push(RecordKindInfo {
                name: name.value.clone(),
                title: record.title.clone(),
                cited: record.origin.cited(),
            });
            self.name(NameKind::Record, name, id);
        }
        for (name, _) in &bundle.selections {
            let id = self.selections.push(name.value.clone());
            self.name(NameKind::Selection, name, id);
        }
    }

    /// Events: the declared ones, `done.state.X` for each composite state, one for each timer.
    fn declare_events(&mut self, bundle: &Bundle, problems: &mut Problems) {
        for (name, event) in &bundle.events {
            let (mut data, mut titles) = (Vec::new(), Vec::new());
            for (field, declared) in &event.data {
                let Some(ty) = self.ty(&declared.ty, problems) else {
                    self.broken.insert(field.value.clone());
                    continue;
                };
                let id = match self.quiet(NameKind::Field, field) {
                    Some(index) => FieldId::new(index),
                    None => {
                        let id = self.tables.fields.push(FieldInfo {
                            name: field.value.clone(),
                            title: declared.title.clone(),
                            ty: ty.clone(),
                            optional: false,
                        });
                        self.name(NameKind::Field, field, id);
                        id
                    }
                };
                // One name carries one type in all events, so that a rule may read it in any.
                if self.tables.fields[id].ty != ty {
                    let expected = self.tell_type(&self.tables.fields[id].ty.clone());
                    let found = self.tell_type(&ty);
                    let args = vec![("expected", expected), ("found", found)];
                    problems.add(Problem::TypeMismatch, declared.ty.span, args);
                }
                data.push((id, declared.optional));
                titles.push(declared.title.clone());
            }
            let id = self.tables.events.push(EventInfo {
                name: name.value.clone(),
                title: event.title.clone(),
                data,
                titles,
                cited: event.origin.cited(),
            });
            self.name(NameKind::Event, name, id);
        }
        self.declared_events = self.tables.events.len();
        for machine in &bundle.machines {
            let mut composite = Vec::new();
            composite_names(&machine.root, &mut composite);
            for name in composite {
                let name = format!("{DONE_PREFIX}{name}");
                if self.quiet(NameKind::Event, &name).is_none() {
                    let id = self.tables.events.push(EventInfo {
                        name: name.clone(),
                        title: Text::default(),
                        data: Vec::new(),
                        titles: Vec::new(),
                        cited: Default::default(),
                    });
                    self.name(NameKind::Event, &name, id);
                }
            }
        }
        for (index, machine) in bundle.machines.iter().enumerate() {
            let mut timers = Vec::new();
            each_transition(&machine.root, &mut |transition| {
                if let Trigger::Timer(_) = transition.trigger {
                    timers.push(self.tables.events.push(EventInfo {
                        name: String::new(),
                        title: transition.title.clone(),
                        data: Vec::new(),
                        titles: Vec::new(),
                        cited: Default::default(),
                    }));
                }
            });
            self.heads[MachineId::new(index)].timers = timers;
        }
    }

    fn declare_heads(&mut self, bundle: &Bundle, problems: &mut Problems) {
        for (index, machine) in bundle.machines.iter().enumerate() {
            let key = self.fields(&machine.key, problems);
            let data = self.fields(&machine.data, problems);
            let owner = machine.owner.as_ref().and_then(|name| self.machine(name, problems));
            self.unique_names(machine, problems);
            let head = &mut self.heads[MachineId::new(index)];
            head.owner = owner;
            head.key = key;
            head.data = data;
        }
        // The subject is the first part of the key that is one, the machine's own or an owner's.
        for index in 0..bundle.machines.len() {
            let mut at = Some(MachineId::new(index));
            let mut level = 0_u8;
            let mut subject = None;
            while let (Some(machine), None, true) = (at, subject, level < 8) {
                let head = &self.heads[machine];
                let found = head.key.iter().position(|part| part.ty == Type::Subject);
                subject = found
                    .and_then(|part| u16::try_from(part).ok())
                    .map(|index| SubjectPath { level, index });
                at = head.owner;
                level += 1;
            }
            self.heads[MachineId::new(index)].subject = subject;
        }
        self.owners_end(bundle, problems);
    }

    /// Upwards there is always a machine without an owner. A circle is told at its first machine.
    fn owners_end(&self, bundle: &Bundle, problems: &mut Problems) {
        for (first, machine) in self.heads.ids().zip(&bundle.machines) {
            let mut circle = vec![first];
            let mut at = self.heads[first].owner;
            while let Some(owner) = at
                && !circle.contains(&owner)
            {
                circle.push(owner);
                at = self.heads[owner].owner;
            }
            if at == Some(first) && circle.iter().all(|other| *other >= first) {
                circle.push(first);
                let names: Vec<&str> =
                    circle.iter().map(|&id| self.heads[id].name.as_str()).collect();
                let at = machine.owner.as_ref().map_or(machine.name.span, |owner| owner.span);
                problems.add(Problem::OwnerCycle, at, vec![("name", names.join(" → ").into())]);
            }
        }
    }

    /// A bare name in a rule is a datum, a part of the key or a fact: it may be only one of them.
    fn unique_names(&self, machine: &Machine, problems: &mut Problems) {
        let mut seen: Vec<&Name> = Vec::new();
        for (name, _) in machine.key.iter().chain(&machine.data) {
            let twice = seen.iter().find(|known| known.value == name.value);
            if twice.is_some() || self.quiet(NameKind::Fact, name).is_some() {
                problems.add(
                    Problem::Duplicate,
                    name.span,
                    vec![("name", name.value.as_str().into())],
                );
            }
            seen.push(name);
        }
    }
}

fn state_names(state: &State, names: &mut IdVec<StateId, String>) {
    names.push(state.name.value.clone());
    for child in &state.states {
        state_names(child, names);
    }
}

fn composite_names(state: &State, names: &mut Vec<String>) {
    for child in &state.states {
        if !child.states.is_empty() || child.kind == StateKind::Parallel {
            names.push(child.name.value.clone());
        }
        composite_names(child, names);
    }
}

/// Each transition in document order: a state's own before those of its children.
pub fn each_transition<'s>(state: &'s State, visit: &mut impl FnMut(&'s Transition)) {
    for transition in &state.transitions {
        visit(transition);
    }
    for child in &state.states {
        each_transition(child, visit);
    }
}
