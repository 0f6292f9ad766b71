//! Where a rule's values come from, once names are resolved.

use super::ids::FieldId;
use super::ids::ObligationId;
use crate::chart::StateId;
use crate::policy::Under;
use crate::rule::{AccountId, FactId, FindingId, KindId, MachineId, ParamId, RegisterId};

/// A place that a value is read from. A level counts owners upwards: 0 is the instance itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// A fact of the instance's subject.
    Fact(FactId),
    /// A fact of the subject that a fact of the instance's subject names.
    LinkedFact {
        /// The fact that names the other subject.
        link: FactId,
        /// The fact asked of it.
        fact: FactId,
    },
    /// A fact of the subject that a part of an instance's address names.
    KeyFact {
        /// Owners upwards.
        level: u8,
        /// The part, in the order of the machine's file.
        index: u16,
        /// The fact asked of it.
        fact: FactId,
    },
    /// A parameter, as it stood when the outermost owner was opened.
    Param(ParamId),
    /// What an instance remembers.
    Data {
        /// Owners upwards.
        level: u8,
        /// The field, in the order of the machine's file.
        index: u16,
    },
    /// A part of an instance's address.
    Key {
        /// Owners upwards.
        level: u8,
        /// The part, in the order of the machine's file.
        index: u16,
    },
    /// What the event carries.
    Event(FieldId),
    /// A finding about an instance.
    Finding {
        /// Owners upwards.
        level: u8,
        /// The finding.
        finding: FindingId,
    },
    /// The day.
    Today,
    /// The day at which facts are read.
    AsOf,
    /// The instance's subject.
    Subject,
    /// Who acts.
    Actor,
    /// The place at which a selection would put the candidate.
    Place,
    /// The first day of the measure.
    ValidFrom,
    /// The last day of the measure.
    ValidTo,
    /// The instance.
    Itself,
    /// Whether one of these versions applies to the instance.
    Under(Under),
}

/// A column of a question about a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryColumn {
    /// A declared column of the register.
    Column(u16),
    /// Another subject than the instance's own.
    Subject,
    /// Another day than the one at which facts are read.
    On,
}

/// A question that is asked by its own name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// `has_entry`: whether a register has a matching line that covers the day.
    HasEntry {
        /// The register.
        register: RegisterId,
        /// What the columns given are.
        columns: Vec<QueryColumn>,
    },
    /// `entry_until`: the last day of the matching line that holds longest.
    EntryUntil {
        /// The register.
        register: RegisterId,
        /// What the columns given are.
        columns: Vec<QueryColumn>,
    },
    /// `entry_from`: the first day of the matching line that began first.
    EntryFrom {
        /// The register.
        register: RegisterId,
        /// What the columns given are.
        columns: Vec<QueryColumn>,
    },
    /// `latest_entry_from`: the first day of the matching line that began last.
    LatestEntryFrom {
        /// The register.
        register: RegisterId,
        /// What the columns given are.
        columns: Vec<QueryColumn>,
    },
    /// `count`: how many children of the instance are in one of the states.
    Count {
        /// The machine of the children.
        machine: MachineId,
        /// The states; none means any.
        states: Vec<StateId>,
    },
    /// `in_state`, `owner_in`: whether an instance is in one of the states (SCXML's `In`).
    InState {
        /// Owners upwards.
        level: u8,
        /// The states.
        states: Vec<StateId>,
    },
    /// `is_a`: whether the instance's subject is of a kind.
    IsA(KindId),
    /// `opened_since`: how many instances of a machine were opened after a day.
    OpenedSince {
        /// The machine.
        machine: MachineId,
    },
    /// `last_opened`: the day on which the latest instance of a machine was opened, not counting the
    /// one that asks.
    LastOpened {
        /// The machine.
        machine: MachineId,
    },
    /// `entered_since`: how many instances of a machine are in one of the states and came to their
    /// present states after a day.
    EnteredSince {
        /// The machine.
        machine: MachineId,
        /// The states.
        states: Vec<StateId>,
    },
    /// `owed`: what the instance still owes on an account.
    Owed(AccountId),
    /// `paid`: what was paid for the instance on an account and not reversed.
    Paid(AccountId),
    /// `fulfilled`: whether the latest such duty of the instance is fulfilled.
    Fulfilled(ObligationId),
}
