//! What a bundle declares besides machines: choices, kinds of subjects, facts, findings, events,
//! roles, registers, accounts, obligations, records, groups of rules.

use super::origin::Origin;
use super::under::Under;
use super::{Declared, Expression, Name};
use crate::lang::Text;
use crate::source::Spanned;

/// A closed list of named values.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What people call it.
    pub title: Text,
    /// The values with their titles, in order.
    pub values: Declared<Text>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A kind of subject: an organisation, a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// What people call it.
    pub title: Text,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// A share, exact.
    Share,
    /// A sum in yuan.
    Money,
    /// A civil date.
    Date,
    /// Words.
    Text,
    /// A length of time.
    Period,
    /// One value of a choice.
    Choice(Name),
    /// A subject of the story.
    Subject,
    /// An instance of a machine.
    Instance(Name),
    /// Some of the values of a choice.
    Set(Name),
    /// A list of rows with named columns.
    List(Declared<Spanned<TypeName>>),
    /// Candidates, each with the value of a choice at which it is placed.
    Places {
        /// The machine of the candidates.
        of: Name,
        /// The choice.
        at: Name,
    },
}

/// A named and typed place for a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What people call it.
    pub title: Text,
    /// Its type.
    pub ty: Spanned<TypeName>,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Something that is asked of subjects.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What people call it.
    pub title: Text,
    /// The kinds of subjects that have it.
    pub of: Vec<Name>,
    /// Its type.
    pub ty: Spanned<TypeName>,
    /// The column of its rows that bears the day on which each happened.
    pub dated: Option<Name>,
    /// The roles that can supply it.
    pub from: Vec<Name>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A judgement that only a person can make.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The question.
    pub question: Text,
    /// The machine whose instances it is about.
    pub about: Name,
    /// The roles that make it.
    pub by: Vec<Name>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Something that can happen to an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What people call it.
    pub title: Text,
    /// What it carries.
    pub data: Declared<Field>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Who holds a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Holder {
    /// An office of that name.
    Office,
    /// Actors whom the story gives the role.
    Actor,
    /// The subject that an expression names in the instance concerned.
    Party(Expression),
    /// Anyone.
    Anyone,
}

/// Who may do something.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// What people call it.
    pub title: Text,
    /// Who holds it.
    pub holder: Holder,
    /// Where it comes from.
    pub origin: Origin,
}

/// A table of entries by subject with a first and a last day.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// What people call it.
    pub title: Text,
    /// Its columns besides subject, from, to and cause.
    pub columns: Declared<Field>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A heading of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// What people call it.
    pub title: Text,
    /// The dimensions by which totals are told.
    pub columns: Declared<Field>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A duty that can be fulfilled or breached. One that says of which machine it is opens by itself
/// (DESIGN 8.25).
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// What people call it.
    pub title: Text,
    /// The roles that owe it, where it is not the subject.
    pub by: Vec<Name>,
    /// The machine whose instances it is of.
    pub of: Option<Name>,
    /// The states whose entry opens it.
    pub opens: Vec<Name>,
    /// The last day, where the text gives one.
    pub due: Option<Expression>,
    /// The events that fulfil it.
    pub fulfilled_by: Vec<Name>,
    /// The states whose entry tells that it was left undone.
    pub reported: Vec<Name>,
    /// Where it comes from.
    pub origin: Origin,
    /// What it is under other versions.
    pub otherwise: Vec<(Under, Obligation)>,
}

/// A kind of record that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
}

/// A list of rules under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What people call it.
    pub title: Text,
    /// Its members: rules or groups.
    pub members: Vec<GroupMember>,
    /// Whether it holds where all its members hold; otherwise where one of them does not.
    pub all: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// A member of a group of rules.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMember {
    /// The rule or group.
    pub rule: Name,
    /// It is asked only where this rule holds.
    pub only_if: Option<Name>,
    /// Under which versions it is one.
    pub under: Under,
}
