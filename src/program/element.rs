//! Everything declared besides machines, with its title and sources.

use crate::calendar::{Counting, Day};
use crate::lang::Text;
use crate::policy::{Cited, Concern, Under, Version};
use crate::program::applies::Applies;
use crate::program::ids::{FieldId, RoleId, RuleId};
use crate::program::slot::{Query, Slot};
use crate::rule::{self, KindId, RecordId, Type, Value};
use crate::source::Span;

/// A compiled expression.
pub type Tree = rule::Rule<Slot, Query>;

/// A closed list of values.
#[derive(Clone, Debug)]
pub struct ChoiceInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The names and titles of its values.
    pub values: Vec<(String, Text)>,
    /// Its sources.
    pub cited: Cited,
}

/// A kind of subject.
#[derive(Clone, Debug)]
pub struct KindInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
}

/// A named and typed place for a value.
#[derive(Clone, Debug)]
pub struct FieldInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its type.
    pub ty: Type,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Something asked of subjects.
#[derive(Clone, Debug)]
pub struct FactInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The kinds of subjects that have it; none means all.
    pub of: Vec<KindId>,
    /// Its type.
    pub ty: Type,
    /// The column of its rows that bears the day on which each happened.
    pub dated: Option<u16>,
    /// The roles that can supply it.
    pub from: Vec<RoleId>,
    /// Its sources.
    pub cited: Cited,
}

/// A judgement that only a person can make.
#[derive(Clone, Debug)]
pub struct FindingInfo {
    /// Its name.
    pub name: String,
    /// The question.
    pub question: Text,
    /// The machine whose instances it is about.
    pub about: rule::MachineId,
    /// The roles that make it.
    pub by: Vec<RoleId>,
    /// Its sources.
    pub cited: Cited,
}

/// An event.
#[derive(Clone, Debug)]
pub struct EventInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// What it carries: the name, and whether it may be left out.
    pub data: Vec<(FieldId, bool)>,
    /// What people call each of these in this event.
    pub titles: Vec<Text>,
    /// Its sources.
    pub cited: Cited,
}

/// Who holds a role.
#[derive(Clone, Debug)]
pub enum RoleHolder {
    /// An office of that name.
    Office,
    /// Actors whom the story gives the role.
    Actor,
    /// The subject that an expression names; compiled for each machine where it makes sense.
    Party(Vec<(rule::MachineId, Tree)>),
    /// Anyone.
    Anyone,
}

/// A role.
#[derive(Clone, Debug)]
pub struct RoleInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Who holds it.
    pub holder: RoleHolder,
    /// Its sources.
    pub cited: Cited,
}

/// A register.
#[derive(Clone, Debug)]
pub struct RegisterInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its columns.
    pub columns: Vec<FieldInfo>,
    /// Its sources.
    pub cited: Cited,
}

/// An account of the ledger.
#[derive(Clone, Debug)]
pub struct AccountInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its dimensions.
    pub columns: Vec<FieldInfo>,
    /// Its sources.
    pub cited: Cited,
}

/// A kind of duty.
#[derive(Clone, Debug)]
pub struct ObligationInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The roles that owe it; none where it is the subject of the instance, or whom an action names.
    pub by: Vec<RoleId>,
    /// Its sources.
    pub cited: Cited,
}

/// A kind of record that is kept.
#[derive(Clone, Debug)]
pub struct RecordKindInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
}

/// What a parameter's value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterMeaning {
    /// One value.
    Single(Value),
    /// A value for each combination of choices.
    Table(Vec<(Vec<Value>, Value)>),
    /// None: the measure leaves it open.
    Open,
}

/// How a parameter's number is to be read where its type does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// As its type says.
    Plain,
    /// As occurrences of a machine's instances.
    Occurrences(rule::MachineId),
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParameterInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its type.
    pub ty: Type,
    /// How its number is read.
    pub kind: ParameterKind,
    /// Its values, each from a day on.
    pub values: Vec<(Option<Day>, ParameterMeaning)>,
    /// Who can say a value that the measure leaves open.
    pub asks: Vec<RoleId>,
    /// Which day decides the value.
    pub applies: Applies,
    /// How it is counted where it is added to a day, if not as everything else.
    pub counting: Option<Counting>,
    /// Its sources.
    pub cited: Cited,
    /// Its place.
    pub at: Span,
    /// What it is under other versions.
    pub otherwise: Vec<(Under, Self)>,
}

impl ParameterInfo {
    /// What it is under a version.
    pub fn under(&self, version: Version) -> &Self {
        let other = self.otherwise.iter().find(|(under, _)| under.holds(version));
        other.map_or(self, |(_, other)| other)
    }
    /// Whether the measure leaves its value open, on some day at least.
    pub fn is_open(&self) -> bool {
        self.values.iter().any(|(_, meaning)| *meaning == ParameterMeaning::Open)
    }
    /// The value in force on a day: the last whose first day is not later; none where the measure
    /// leaves it open.
    pub fn at(&self, day: Day) -> Option<&ParameterMeaning> {
        let in_force =
            self.values.iter().rev().find(|(from, _)| from.is_none_or(|from| from <= day));
        in_force.map(|(_, meaning)| meaning).filter(|meaning| **meaning != ParameterMeaning::Open)
    }
}

/// A rule compiled for one machine.
#[derive(Clone, Debug)]
pub struct CompiledRule {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
    /// The typed tree.
    pub tree: Tree,
    /// The date at which facts are read; the event's day where none is named.
    pub as_of: Option<Slot>,
    /// What must be reviewed where it is changed.
    pub concerns: Vec<Concern>,
    /// Its place.
    pub at: Span,
    /// What is asked in its place under some versions.
    pub instead: Vec<(Under, RuleId)>,
}

impl CompiledRule {
    /// Whether its answer can never become another for the same instance and the same event: it
    /// looks at what the subject is, at the address, and at what the event carries, and at nothing
    /// that may be learnt or may happen.
    pub fn fixed(&self) -> bool {
        let lasting = |slot: &Slot| match slot {
            Slot::Key { .. } | Slot::Subject | Slot::Itself | Slot::Event(_) => true,
            Slot::Fact(_)
            | Slot::LinkedFact { .. }
            | Slot::KeyFact { .. }
            | Slot::Param(_)
            | Slot::Under(_)
            | Slot::Data { .. }
            | Slot::Finding { .. }
            | Slot::Today
            | Slot::AsOf
            | Slot::Actor
            | Slot::Place
            | Slot::ValidFrom
            | Slot::ValidTo => false,
        };
        let kind = |query: &Query| matches!(query, Query::IsA(_));
        self.tree.reads.iter().all(|(slot, _)| lasting(slot))
            && self.tree.queries.iter().all(|(query, _)| kind(query))
    }
}

/// The columns of the rows of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowInfo {
    /// Names and types.
    pub columns: Vec<(String, Type)>,
}

impl RowInfo {
    /// The id of equal columns in `all`, added where there are none.
    pub fn intern(
        columns: Vec<(String, Type)>,
        all: &mut crate::ident::IdVec<RecordId, Self>,
    ) -> RecordId {
        let info = Self { columns };
        match all.find(|known| *known == info) {
            Some((id, _)) => id,
            None => all.push(info),
        }
    }
}
