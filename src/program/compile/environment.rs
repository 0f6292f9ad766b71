//! What names resolve to: the tables of all that is declared, and the types of what is written.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{EventId, StateId};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::{Id, IdVec};
use crate::lang::{Phrase, Problem};
use crate::policy::{Declared, Field, Name, Staged, TypeName};
use crate::program::element::{
    AccountInfo, ChoiceInfo, EventInfo, FactInfo, FieldInfo, FindingInfo, KindInfo, ObligationInfo,
    ParameterInfo, RecordKindInfo, RegisterInfo, RoleInfo, RowInfo,
};
use crate::program::ids::{FieldId, ObligationId, RecordKindId, RoleId};
use crate::program::machine::{SelectionId, SubjectPath};
use crate::program::ways::Ways;
use crate::rule::{
    AccountId, ChoiceId, FactId, FindingId, KindId, MachineId, ParamId, Pool, RecordId, RegisterId,
    Type,
};
use crate::source::{Span, Spanned};

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
    /// The first of each name.
    pub named: BTreeMap<String, StateId>,
    /// Which of them comes before which.
    pub ways: Ways,
    /// The events of its timers, in the order of the timers.
    pub timers: Vec<EventId>,
    /// The stages that changes put into it.
    pub staged: Vec<Staged>,
    /// Where a state beside such a stage is named and nothing says what that means now.
    pub beside: RefCell<Vec<(String, Span)>>,
}

/// Everything that names resolve to.
pub struct Environment {
    pub tables: Tables,
    pub heads: IdVec<MachineId, Head>,
    pub selections: IdVec<SelectionId, String>,
    pub pool: Pool,
    pub declared_events: usize,
    /// By their kind.
    names: BTreeMap<u8, BTreeMap<String, usize>>,
    /// What is declared in a way that could not be understood: nobody is told that it is missing.
    pub(super) broken: BTreeSet<String>,
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
        let found = self.names.get(&kind).and_then(|names| names.get(&name.value)).copied();
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
        self.names.get(&kind).into_iter().flat_map(|names| names.keys()).map(String::as_str)
    }
    /// The thing of that kind and name, without a complaint.
    pub fn quiet(&self, kind: NameKind, name: &str) -> Option<usize> {
        self.names.get(&(kind as u8))?.get(name).copied()
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
        let Head { states, named, .. } = &self.heads[machine];
        let found = named.get(&name.value).copied();
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
        found
    }

    /// Whether something of that name was declared and could not be understood.
    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// Gives what is declared its name.
    pub(super) fn name<I: Id>(&mut self, kind: NameKind, name: &str, id: I) {
        self.names.entry(kind as u8).or_default().insert(name.to_owned(), id.index());
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
