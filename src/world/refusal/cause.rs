//! Why a value is unknown.

use crate::calendar::{Counting, Day, Period};
use crate::program::{FieldId, Slot};
use crate::rule::{FactId, FindingId, InstanceId, MachineId, ParamId, RegisterId, SubjectId};

/// Why a value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A fact was never asserted.
    Fact(SubjectId, FactId),
    /// A column of a row of a list was left open: in which fact of whom, where it is one.
    Column(Option<(SubjectId, FactId)>, u16),
    /// Nobody has made this finding.
    Finding(InstanceId, FindingId),
    /// The working days of this year are not published.
    Unpublished(i32),
    /// A day beyond what can be counted.
    OutOfRange,
    /// Something that the instance or its owner should remember was never set.
    NotSet(InstanceId, Slot),
    /// The event does not carry it.
    NotCarried(FieldId),
    /// A table has no row for these keys, or a parameter no value yet.
    NoValue(ParamId),
    /// A column of a line of a register on this subject was left open.
    Entry(SubjectId, RegisterId, u16),
    /// No line of a register matches.
    NoEntry,
    /// No other instance of the machine was ever opened.
    NoneOpened(MachineId),
    /// There is no subject to ask about.
    NoSubject,
}

/// What is counted: a period from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// The day from which it is counted.
    pub from: Day,
    /// The period.
    pub period: Period,
    /// How its days are counted.
    pub counting: Counting,
}
