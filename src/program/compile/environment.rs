//! The first pass: everything declared gets an id, types are resolved, parameters get values.

use std::collections::{BTreeMap, BTreeSet};

use super::value;
use crate::chart::{EventId, StateId};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::{Id, IdVec};
use crate::lang::{Phrase, Problem, Text};
use crate::policy::{
    Bundle, Declared, Field, Machine, Name, ParameterValue, State, StateKind, Transition, Trigger,
    TypeName,
};
use crate::program::element::{
    AccountInfo, ChoiceInfo, EventInfo, FactInfo, FieldId, FieldInfo, FindingInfo, KindInfo,
    ObligationId, ObligationInfo, ParameterInfo, ParameterKind, RecordKindId, RecordKindInfo,
    RegisterInfo, RoleHolder, RoleId, RoleInfo, RowInfo,
};
use crate::program::machine::{SelectionId, SubjectPath};
use crate::program::program::DONE_PREFIX;
use crate::rule::{
    AccountId, ChoiceId, FactId, FindingId, KindId, MachineId, ParamId, Pool, RecordId, RegisterId,
    Type,
};
use crate::source::Spanned;

/// The tables that the program takes over.
#[derive(Default)]
pub struct Tables {
    pub choices: IdVec<ChoiceId, ChoiceInfo>,
    pub kinds: IdVec<KindId, KindInfo>,
    pub rows: IdVec<RecordId, RowInfo>,
    pub facts: IdVec<FactId, FactInfo>,
    pub parameters: IdVec<ParamId, ParameterInfo>,
    pub findings: IdVec<FindingId, FindingInfo>,
    pub events: IdVec<EventId, EventInfo>,
    pub fields: IdVec<FieldId, FieldInfo>,
    pub roles: IdVec<RoleId, RoleInfo>,
    pub registers: IdVec<RegisterId, RegisterInfo>,
    pub accounts: IdVec<AccountId, AccountInfo>,
    pub obligations: IdVec<ObligationId, ObligationInfo>,
    pub record_kinds: IdVec<RecordKindId, RecordKindInfo>,
}

/// What is known of a machine before its content is compiled.
pub struct Head {
    pub name: String,
    pub owner: Option<MachineId>,
    pub key: Vec<FieldInfo>,
    pub data: Vec<FieldInfo>,
    pub subject: Option<SubjectPath>,
    /// Its states in document order, the root first.
    pub states: IdVec<StateId, String>,
    /// The events of its timers, in the order of the timers.
    pub timers: Vec<EventId>,
}

/// Everything that names resolve to.
pub struct Environment {
    pub tables: Tables,
    pub heads: IdVec<MachineId, Head>,
    pub selections: IdVec<SelectionId, String>,
    pub pool: Pool,
    pub declared_events: usize,
    names: BTreeMap<(u8, String), usize>,
    /// What is declared in a way that could not be understood: nobody is told that it is missing.
    broken: BTreeSet<String>,
}

macro_rules! lookup {
    ($name:ident, $kind:literal, $id:ty, $phrase:expr) => {
        /// The thing of that name; a problem names the nearest.
        pub fn $name(&self, name: &Name, problems: &mut Problems) -> Option<$id> {
            self.find($kind, name, $phrase, problems).map(<$id>::new)
        }
    };
}

impl Environment {
    lookup!(choice, 0, ChoiceId, Phrase::Choice);
    lookup!(kind, 1, KindId, Phrase::Kind);
    lookup!(fact, 2, FactId, Phrase::Fact);
    lookup!(parameter, 3, ParamId, Phrase::Parameter);
    lookup!(finding, 4, FindingId, Phrase::Finding);
    lookup!(event, 5, EventId, Phrase::Event);
    lookup!(role, 6, RoleId, Phrase::Role);
    lookup!(register, 7, RegisterId, Phrase::Register);
    lookup!(account, 8, AccountId, Phrase::Account);
    lookup!(obligation, 9, ObligationId, Phrase::Obligation);
    lookup!(record_kind, 10, RecordKindId, Phrase::Record);
    lookup!(machine, 11, MachineId, Phrase::Machine);
    lookup!(selection, 12, SelectionId, Phrase::Selection);
    lookup!(field, 13, FieldId, Phrase::Field);

    fn find(&self, kind: u8, name: &Name, what: Phrase, problems: &mut Problems) -> Option<usize> {
        let found = self.names.get(&(kind, name.value.clone())).copied();
        if found.is_none() && !self.is_broken(name) {
            problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    name.span,
                    vec![("name", name.value.as_str().into()), ("kind", what.into())],
                )
                .with_nearest(name, self.names_of(kind)),
            );
        }
        found
    }
    fn names_of(&self, kind: u8) -> impl Iterator<Item = &str> + Clone {
        self.names.keys().filter(move |(of, _)| *of == kind).map(|(_, name)| name.as_str())
    }
    /// The thing of that kind and name, without a complaint.
    pub fn quiet(&self, kind: NameKind, name: &str) -> Option<usize> {
        self.names.get(&(kind as u8, name.to_owned())).copied()
    }
    /// The names of that kind.
    pub fn known(&self, kind: NameKind) -> Vec<String> {
        self.names_of(kind as u8).map(str::to_owned).collect()
    }
    /// The value of a choice; a problem names the nearest.
    pub fn choice_value(
        &self,
        choice: ChoiceId,
        name: &Name,
        problems: &mut Problems,
    ) -> Option<u16> {
        let info = &self.tables.choices[choice];
        let found = info.values.iter().position(|(known, _)| *known == name.value);
        if found.is_none() {
            problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    name.span,
                    vec![
                        ("name", name.value.as_str().into()),
                        ("kind", Phrase::ChoiceValue.into()),
                    ],
                )
                .with_nearest(name, info.values.iter().map(|(known, _)| known.as_str())),
            );
        }
        found.and_then(|at| u16::try_from(at).ok())
    }
    /// The state of a machine; a problem names the nearest.
    pub fn state(
        &self,
        machine: MachineId,
        name: &Name,
        problems: &mut Problems,
    ) -> Option<StateId> {
        let states = &self.heads[machine].states;
        let found = states.enumerated().skip(1).find(|(_, known)| **known == name.value);
        if found.is_none() {
            problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    name.span,
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::State.into())],
                )
                .with_nearest(name, states.iter().skip(1).map(String::as_str)),
            );
        }
        found.map(|(id, _)| id)
    }

    /// Whether something of that name was declared and could not be understood.
    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    fn name<I: Id>(&mut self, kind: NameKind, name: &str, id: I) {
        self.names.insert((kind as u8, name.to_owned()), id.index());
    }

    /// Nothing declared.
    pub fn empty() -> Self {
        Self {
            tables: Tables::default(),
            heads: IdVec::new(),
            selections: IdVec::new(),
            pool: Pool::default(),
            declared_events: 0,
            names: BTreeMap::new(),
            broken: BTreeSet::new(),
        }
    }

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
            let id = env.heads.push(Head {
                name: machine.name.value.clone(),
                owner: None,
                key: Vec::new(),
                data: Vec::new(),
                subject: None,
                states,
                timers: Vec::new(),
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
            let Some((ty, kind, values)) = value::parameter(parameter, self, problems) else {
                self.broken.insert(name.value.clone());
                continue;
            };
            let at = name.span;
            let mut asks = Vec::new();
            for (_, value) in &parameter.values {
                if let ParameterValue::Unknown { ask, .. } = &value.value {
                    asks.extend(ask.iter().filter_map(|role| self.role(role, problems)));
                }
            }
            let id = self.tables.parameters.push(ParameterInfo {
                name: name.value.clone(),
                title: parameter.title.clone(),
                ty,
                kind,
                values,
                asks,
                applies: Default::default(),
                cited: parameter.origin.cited(),
                at,
            });
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

    /// Resolves the types of declared fields.
    pub fn fields(
        &mut self,
        declared: &Declared<Field>,
        problems: &mut Problems,
    ) -> Vec<FieldInfo> {
        let mut found = Vec::with_capacity(declared.len());
        for (name, field) in declared {
            let ty = self.ty(&field.ty, problems);
            if ty.is_none() {
                self.broken.insert(name.value.clone());
            }
            if let Some(ty) = ty {
                let title = field.title.clone();
                found.push(FieldInfo {
                    name: name.value.clone(),
                    title,
                    ty,
                    optional: field.optional,
                });
            }
        }
        found
    }

    /// Resolves a type.
    pub fn ty(&mut self, written: &Spanned<TypeName>, problems: &mut Problems) -> Option<Type> {
        Some(match &written.value {
            TypeName::Flag => Type::Bool,
            TypeName::Count => Type::Count,
            TypeName::Share => Type::Decimal,
            TypeName::Money => Type::Money,
            TypeName::Date => Type::Date,
            TypeName::Text => Type::Text,
            TypeName::Period => Type::Period,
            TypeName::Subject => Type::Subject,
            TypeName::Choice(name) => Type::Choice(self.choice(name, problems)?),
            TypeName::Instance(name) => Type::Instance(self.machine(name, problems)?),
            TypeName::Set(name) => Type::Set(self.choice(name, problems)?),
            TypeName::List(columns) => {
                let mut resolved = Vec::with_capacity(columns.len());
                for (name, ty) in columns {
                    resolved.push((name.value.clone(), self.ty(ty, problems)?));
                }
                Type::List(RowInfo::intern(resolved, &mut self.tables.rows))
            }
            TypeName::Places { of, at } => {
                let machine = self.machine(of, problems)?;
                let choice = self.choice(at, problems)?;
                let columns = vec![
                    ("candidate".to_owned(), Type::Instance(machine)),
                    ("place".to_owned(), Type::Choice(choice)),
                ];
                Type::List(RowInfo::intern(columns, &mut self.tables.rows))
            }
        })
    }
}

/// The kinds of names.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum NameKind {
    Choice = 0,
    Kind = 1,
    Fact = 2,
    Parameter = 3,
    Finding = 4,
    Event = 5,
    Role = 6,
    Register = 7,
    Account = 8,
    Obligation = 9,
    Record = 10,
    Machine = 11,
    Selection = 12,
    Field = 13,
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
