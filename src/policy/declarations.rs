//! What a change declares, takes away or makes otherwise among the things that a bundle declares.

use super::declare::{
    Account, Choice, Event, Fact, Field, Finding, Group, Holder, Kind, Obligation, Record,
    Register, Role,
};
use super::machine::Machine;
use super::parameter::Parameter;
use super::selection::Selection;
use super::{Declared, Expression, Name};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Text};

/// Calls a macro with each section of a bundle but the machines: its field, its kind, its type, the
/// word for one of its things.
macro_rules! each_section {
    ($do:ident) => {
        $do! {
            choices Choice "choice",
            kinds Kind "kind",
            parameters Parameter "parameter",
            facts Fact "fact",
            findings Finding "finding",
            events Event "event",
            roles Role "role",
            registers Register "register",
            accounts Account "account",
            obligations Obligation "obligation",
            records Record "record",
            groups Group "group",
            selections Selection "selection",
        }
    };
}
pub(crate) use each_section;

macro_rules! declarations {
    ($( $field:ident $kind:ident $word:literal, )*) => {
        /// What is declared, as in the files of a bundle.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Declarations {
            $( #[doc = concat!("The section `", stringify!($field), "`.")] pub $field: Declared<$kind>, )*
            /// Machines.
            pub machines: Vec<Machine>,
        }

        impl Declarations {
            /// The name of each thing, with its section.
            pub fn names(&self) -> impl Iterator<Item = (Section, &Name)> {
                let machines = self.machines.iter().map(|machine| (Section::Machine, &machine.name));
                std::iter::empty()
                    $( .chain(self.$field.iter().map(|(name, _)| (Section::$kind, name))) )*
                    .chain(machines)
            }
        }

        /// A section of a bundle.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Section {
            $( #[doc = concat!("`", stringify!($field), "`")] $kind, )*
            /// The folder of machines.
            Machine,
        }

        impl Section {
            /// The word for one of its things.
            pub const fn word(self) -> &'static str {
                match self {
                    $( Self::$kind => $word, )*
                    Self::Machine => "machine",
                }
            }
            /// What people call one of its things.
            pub const fn phrase(self) -> Phrase {
                match self {
                    $( Self::$kind => Phrase::$kind, )*
                    Self::Machine => Phrase::Machine,
                }
            }
        }
    };
}
each_section!(declarations);

/// Adds what is declared; a name declared before is told with both places.
pub fn add<T>(all: &mut Declared<T>, more: Declared<T>, problems: &mut Problems) {
    for (name, thing) in more {
        match all.iter().find(|(known, _)| known.value == name.value) {
            Some((first, _)) => problems.push(Diagnostic::duplicate(&name, first.span)),
            None => all.push((name, thing)),
        }
    }
}

/// Where something is put among others.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Whether before it, or after.
    pub before: bool,
    /// The other.
    pub other: Name,
}

/// A choice has values more or less.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceChange {
    /// The choice.
    pub choice: Name,
    /// Values that it has as well, with their titles.
    pub add: Declared<Text>,
    /// Where they stand: the order of the values ranks.
    pub place: Option<Place>,
    /// Values that it has not.
    pub without: Vec<Name>,
}

/// An event, a register, an account or the data of a machine has fields more or less.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldsChange {
    /// Which of them it is.
    pub section: Section,
    /// Its name.
    pub name: Name,
    /// Fields that it has as well.
    pub add: Declared<Field>,
    /// Fields that it has not.
    pub without: Vec<Name>,
}

/// A duty is otherwise; what is not given stays.
#[derive(Clone, Debug, PartialEq)]
pub struct ObligationChange {
    /// The duty.
    pub obligation: Name,
    /// The roles that owe it.
    pub by: Option<Vec<Name>>,
    /// The states whose entry opens it.
    pub opens: Option<Vec<Name>>,
    /// Its last day; none inside means that it has none.
    pub due: Option<Option<Expression>>,
    /// The events that fulfil it.
    pub fulfilled_by: Option<Vec<Name>>,
    /// The states whose entry tells that it was left undone.
    pub reported: Option<Vec<Name>>,
    /// What the lists above had and have no longer.
    pub without: Vec<Name>,
}

/// A role is held by somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleChange {
    /// The role.
    pub role: Name,
    /// Who holds it.
    pub holder: Holder,
}

/// What is called otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titled {
    /// A declared thing.
    One(Section),
    /// A state of a machine: `machine.state`.
    State,
    /// A value of a choice: `choice.value`.
    Value,
    /// A limit of a selection: `selection.quota`.
    Quota,
}

impl Titled {
    /// All words for them.
    pub const ALL: [(&'static str, Self); 17] = [
        ("choice", Self::One(Section::Choice)),
        ("kind", Self::One(Section::Kind)),
        ("parameter", Self::One(Section::Parameter)),
        ("fact", Self::One(Section::Fact)),
        ("finding", Self::One(Section::Finding)),
        ("event", Self::One(Section::Event)),
        ("role", Self::One(Section::Role)),
        ("register", Self::One(Section::Register)),
        ("account", Self::One(Section::Account)),
        ("obligation", Self::One(Section::Obligation)),
        ("record", Self::One(Section::Record)),
        ("group", Self::One(Section::Group)),
        ("selection", Self::One(Section::Selection)),
        ("machine", Self::One(Section::Machine)),
        ("state", Self::State),
        ("value", Self::Value),
        ("quota", Self::Quota),
    ];
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::One(section) => section.word(),
            Self::State => "state",
            Self::Value => "value",
            Self::Quota => "quota",
        }
    }
}
