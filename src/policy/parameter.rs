//! Parameters: every number of the measure, typed, with its source and the dates of its values.

use rust_decimal::Decimal;

use super::Name;
use super::applies::Applies;
use super::declare::TypeName;
use super::origin::Origin;
use super::under::Under;
use crate::calendar::{Day, Period};
use crate::lang::{Phrase, Text};
use crate::source::Spanned;

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// Its values: each from a day on; the first without a day holds from the beginning.
    pub values: Vec<(Option<Day>, Spanned<ParameterValue>)>,
    /// Which day decides what applies; none means as the bundle says.
    pub applies: Option<Applies>,
    /// What it is under other versions.
    pub otherwise: Vec<(Under, Parameter)>,
}

/// A value of a parameter with its type.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// A whole number.
    Count(i64),
    /// A share or rate, exact.
    Share(crate::lang::Share),
    /// A sum in yuan, two decimals.
    Money(Decimal),
    /// A length of time.
    Period(Period),
    /// So many occurrences of an event on the named machine: a ban "of three editions".
    Occurrences {
        /// How many.
        count: u32,
        /// The machine whose instances are counted.
        of: Name,
    },
    /// A civil date.
    Date(Day),
    /// Yes or no.
    Flag(bool),
    /// Words.
    Text(Text),
    /// One value of a choice.
    Choice {
        /// The choice.
        of: Name,
        /// The value.
        value: Name,
    },
    /// Some values of a choice.
    Set {
        /// The choice.
        of: Name,
        /// Its values in this set.
        values: Vec<Name>,
    },
    /// None yet: the measure leaves it open, and somebody has to say it.
    Unknown {
        /// Of which type it is.
        of: UnknownType,
        /// The roles that can say it.
        ask: Vec<Name>,
    },
    /// A value for each combination of choices.
    Table {
        /// The choices, in the order of the keys.
        by: Vec<Name>,
        /// The rows.
        rows: Vec<TableRow>,
    },
}

/// The type of a value that is not known.
#[derive(Clone, Debug, PartialEq)]
pub enum UnknownType {
    /// By its name.
    Named(TypeName),
    /// That of another value.
    Like(Box<ParameterValue>),
}

impl UnknownType {
    const fn kind(&self) -> Phrase {
        match self {
            Self::Named(name) => match name {
                TypeName::Flag => Phrase::TypeFlag,
                TypeName::Count => Phrase::TypeCount,
                TypeName::Share => Phrase::TypeShare,
                TypeName::Money => Phrase::TypeMoney,
                TypeName::Date => Phrase::TypeDate,
                TypeName::Period => Phrase::TypePeriod,
                TypeName::Choice(_) => Phrase::Choice,
                _ => Phrase::TypeText,
            },
            Self::Like(value) => value.kind(),
        }
    }
}

impl ParameterValue {
    /// What kind of value it is, as people call it.
    pub const fn kind(&self) -> Phrase {
        match self {
            Self::Count(_) => Phrase::TypeCount,
            Self::Share(_) => Phrase::TypeShare,
            Self::Money(_) => Phrase::TypeMoney,
            Self::Period(_) | Self::Occurrences { .. } => Phrase::TypePeriod,
            Self::Date(_) => Phrase::TypeDate,
            Self::Flag(_) => Phrase::TypeFlag,
            Self::Text(_) => Phrase::TypeText,
            Self::Choice { .. } => Phrase::Choice,
            Self::Set { .. } => Phrase::SetOfChoice,
            Self::Unknown { of, .. } => of.kind(),
            Self::Table { .. } => Phrase::TypeTable,
        }
    }
}

/// One row of a table: a value of each choice, and what it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// A value of each choice.
    pub keys: Vec<Name>,
    /// What it gives.
    pub value: Spanned<ParameterValue>,
}
