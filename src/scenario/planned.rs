//! A scenario planned against a program: ids instead of names, typed values, days filled in.

use crate::calendar::Day;
use crate::chart::{EventId, StateId};
use crate::lang::Text;
use crate::program::{FieldId, ObligationId, RecordKindId};
use crate::rule::{AccountId, FactId, FindingId, InstanceId, RegisterId, SubjectId, Value};
use crate::source::{Span, Spanned};
use crate::world::{ActorId, Address, Cast, DutyStatus, FactVersion};

/// An address, whole or short.
#[derive(Clone, Debug)]
pub struct PlannedAddress {
    /// The steps.
    pub address: Address,
    /// Whether it begins with an outermost owner.
    pub whole: bool,
    /// Its place.
    pub at: Span,
}

/// A value, where need be with addresses to be resolved when the story runs.
#[derive(Clone, Debug)]
pub enum PlannedValue {
    /// Known.
    Known(Value),
    /// An instance.
    Address(PlannedAddress),
    /// Candidates with their places.
    Places(Vec<(PlannedAddress, Value)>),
}

/// A fact of a subject.
#[derive(Clone, Debug)]
pub struct PlannedFact {
    /// About whom.
    pub subject: SubjectId,
    /// Which.
    pub fact: FactId,
    /// The value; none says that it is unknown.
    pub value: Option<Value>,
    /// From when it is true; none means always.
    pub true_from: Option<Day>,
    /// Until when it is true; none means for good.
    pub true_to: Option<Day>,
}

impl PlannedFact {
    /// What the world is told.
    pub const fn version(&self, known_from: Option<Day>, by: Option<ActorId>) -> FactVersion {
        let &Self { subject, fact, value, true_from, true_to } = self;
        FactVersion { subject, fact, value, true_from, true_to, known_from, by }
    }
}

/// A line of a register.
#[derive(Clone, Debug)]
pub struct PlannedEntry {
    /// The register.
    pub register: RegisterId,
    /// Whom it concerns.
    pub subject: SubjectId,
    /// The columns that are given.
    pub columns: Vec<(usize, Value)>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The day on which it is looked for.
    pub on: Option<Day>,
    /// Its place.
    pub at: Span,
}

/// What an event or a finding is expected to be refused with.
#[derive(Clone, Debug)]
pub struct PlannedRefusal {
    /// The articles, as written.
    pub articles: Vec<String>,
    /// Whether any articles are expected at all, or only that it is refused.
    pub exact: bool,
    /// The kinds of reasons.
    pub because: Option<Vec<String>>,
    /// The first lawful day.
    pub earliest: Option<Day>,
    /// What is asked.
    pub asks: Option<Vec<String>>,
    /// Its place.
    pub at: Span,
}

/// What happens in a line.
#[derive(Clone, Debug)]
pub enum PlannedWhat {
    /// An event.
    Event {
        /// The event.
        event: EventId,
        /// To whom.
        to: PlannedAddress,
        /// What it carries.
        data: Vec<(FieldId, PlannedValue)>,
    },
    /// Findings, made together.
    Findings {
        /// The questions, each with its answer.
        findings: Vec<(FindingId, bool)>,
        /// About whom.
        about: PlannedAddress,
        /// Why.
        reason: Option<crate::ident::Symbol>,
    },
    /// Something is learnt.
    Learn {
        /// What.
        facts: Vec<PlannedFact>,
    },
    /// Something is expected.
    Expect(Box<PlannedExpect>),
}

/// A line of the story.
#[derive(Clone, Debug)]
pub struct PlannedLine {
    /// Its place.
    pub at: Span,
    /// The day.
    pub day: Day,
    /// Who acts.
    pub by: Option<ActorId>,
    /// In which role; none means in any that he has.
    pub role: Option<crate::program::RoleId>,
    /// What happens.
    pub what: PlannedWhat,
    /// How it is refused.
    pub refused: Option<PlannedRefusal>,
}

/// Sums that are expected.
#[derive(Clone, Debug)]
pub struct PlannedLedger {
    /// The account.
    pub account: AccountId,
    /// Only of this subject.
    pub subject: Option<SubjectId>,
    /// Only of this instance.
    pub instance: Option<PlannedAddress>,
    /// Only with these dimensions.
    pub columns: Vec<(usize, Value)>,
    /// The sums by name.
    pub sums: Vec<(&'static str, Spanned<rust_decimal::Decimal>)>,
}

/// A duty that is expected.
#[derive(Clone, Debug)]
pub struct PlannedDuty {
    /// Which.
    pub obligation: ObligationId,
    /// On whom.
    pub subject: SubjectId,
    /// How it stands.
    pub status: DutyStatus,
    /// Its last day.
    pub due: Option<Day>,
    /// Its place.
    pub at: Span,
}

/// A record that is expected.
#[derive(Clone, Debug)]
pub struct PlannedRecord {
    /// Which kind.
    pub record: RecordKindId,
    /// Of which instance.
    pub instance: PlannedAddress,
    /// Its last day.
    pub until: Day,
    /// Its place.
    pub at: Span,
}

/// What an instance remembers: the field's position, the value, the place of the expectation.
pub type PlannedDatum = (usize, Value, Span);
/// The first lawful day of an event.
pub type PlannedDay = (EventId, Spanned<Day>);

/// What is expected of the world.
#[derive(Clone, Debug, Default)]
pub struct PlannedExpect {
    /// States; whether they are all the innermost ones.
    pub states: Vec<(PlannedAddress, Vec<StateId>, bool)>,
    /// Instances that do not exist.
    pub missing: Vec<PlannedAddress>,
    /// What instances remember.
    pub data: Vec<(PlannedAddress, Vec<PlannedDatum>)>,
    /// Lines of registers.
    pub entries: Vec<PlannedEntry>,
    /// Lines that are not there.
    pub no_entries: Vec<PlannedEntry>,
    /// Sums.
    pub ledger: Vec<PlannedLedger>,
    /// Duties.
    pub obligations: Vec<PlannedDuty>,
    /// Records.
    pub records: Vec<PlannedRecord>,
    /// Findings for which instances wait.
    pub findings_owed: Vec<(PlannedAddress, Vec<FindingId>)>,
    /// First lawful days.
    pub earliest: Vec<(PlannedAddress, Vec<PlannedDay>)>,
}

/// A planned scenario.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it tells.
    pub title: Text,
    /// Who appears.
    pub cast: Cast,
    /// What is known from the beginning.
    pub facts: Vec<PlannedFact>,
    /// What stood in registers before.
    pub before: Vec<PlannedEntry>,
    /// The story.
    pub lines: Vec<PlannedLine>,
    /// The day until which it runs.
    pub until: Option<Day>,
    /// What is expected at the end.
    pub expect: Option<Box<PlannedExpect>>,
    /// Whether anything is expected at all.
    pub expects: bool,
}

/// An address that was resolved, or why it could not be.
pub type Resolved = Result<InstanceId, Vec<InstanceId>>;
