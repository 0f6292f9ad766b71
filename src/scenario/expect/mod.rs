//! What is expected, and what came instead. One file a kind of expectation: how it is written, how
//! its names are looked up, how the world is held against it.

mod mismatch;
mod asked;
mod refusal;
mod state;
mod data;
mod register;
mod ledger;
mod duty;
mod record;
mod finding;
mod earliest;
mod count;
mod selected;

pub use asked::asked_name;
pub use finding::findings_owed;
pub use mismatch::{Mismatch, Weight};
pub use refusal::{PlannedRefusal, Refused, compare_refusal, flat, refusal_words};
pub use selected::{PlannedList, Selected};

use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::Fields;
use crate::source::{Node, Span};
use crate::world::{Engine, World};

use self::count::{Counts, PlannedCounts};
use self::data::{PlannedRemembered, Remembered};
use self::duty::{Duty, PlannedDuty};
use self::earliest::{Earliest, PlannedEarliest};
use self::finding::{Owed, PlannedOwed};
use self::ledger::{Ledger, PlannedLedger};
use self::mismatch::Comparison;
use self::record::{PlannedRecord, Record};
use self::state::{PlannedStates, States};
use super::address::PlannedAddress;
use super::entry::{Entry, PlannedEntry};
use super::naming::Naming;
use super::notation::items;

/// What is expected of the world, as it is written.
#[derive(Clone, Debug)]
pub struct Expect {
    at: Span,
    states: Vec<States>,
    missing: Vec<Name>,
    data: Vec<Remembered>,
    entries: Vec<Entry>,
    no_entries: Vec<Entry>,
    ledger: Vec<Ledger>,
    obligations: Vec<Duty>,
    records: Vec<Record>,
    findings_owed: Vec<Owed>,
    earliest: Vec<Earliest>,
    counts: Vec<Counts>,
}

/// What is expected of the world.
#[derive(Clone, Debug, Default)]
pub struct PlannedExpect {
    /// The states of instances.
    pub states: Vec<PlannedStates>,
    /// Instances that do not exist.
    pub missing: Vec<PlannedAddress>,
    /// What instances remember.
    pub data: Vec<PlannedRemembered>,
    /// Lines of registers.
    pub entries: Vec<PlannedEntry>,
    /// Lines that are not there.
    pub no_entries: Vec<PlannedEntry>,
    /// Sums of the ledger.
    pub ledger: Vec<PlannedLedger>,
    /// Duties.
    pub obligations: Vec<PlannedDuty>,
    /// Records.
    pub records: Vec<PlannedRecord>,
    /// The findings for which instances wait.
    pub findings_owed: Vec<PlannedOwed>,
    /// The first lawful days of events.
    pub earliest: Vec<PlannedEarliest>,
    /// How many instances are in states.
    pub counts: Vec<PlannedCounts>,
}

impl Expect {
    /// Reads `expect: ( … )`.
    pub fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Expectation, problems)?;
        let from = &mut fields;
        let lines = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
            fields.optional(name).map(|node| Entry::read_all(node, problems)).unwrap_or_default()
        };
        let expected = Self {
            at: node.span,
            states: States::read_all(from, problems),
            missing: from.names("missing", problems),
            data: Remembered::read_all(from, problems),
            entries: lines(from, "entries", problems),
            no_entries: lines(from, "no_entries", problems),
            ledger: items(from, "ledger", Phrase::Account, problems, Ledger::read),
            obligations: items(from, "obligations", Phrase::Obligation, problems, Duty::read),
            records: items(from, "records", Phrase::Record, problems, Record::read),
            findings_owed: Owed::read_all(from, problems),
            earliest: Earliest::read_all(from, problems),
            counts: Counts::read_all(from, problems),
        };
        fields.close(problems);
        Some(expected)
    }

    /// Its place.
    pub const fn at(&self) -> Span {
        self.at
    }

    /// Whether nothing is expected: that an instance is named is no expectation yet.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
            && self.missing.is_empty()
            && self.data.iter().all(Remembered::is_empty)
            && self.entries.is_empty()
            && self.no_entries.is_empty()
            && self.ledger.is_empty()
            && self.obligations.is_empty()
            && self.records.is_empty()
            && self.findings_owed.is_empty()
            && self.earliest.iter().all(Earliest::is_empty)
            && self.counts.iter().all(Counts::is_empty)
    }

    /// What is expected, with its names looked up.
    pub fn plan(&self, naming: &mut Naming<'_>) -> PlannedExpect {
        PlannedExpect {
            states: self.states.iter().filter_map(|one| one.plan(naming)).collect(),
            missing: self.missing.iter().filter_map(|name| naming.address(name)).collect(),
            data: self.data.iter().filter_map(|one| one.plan(naming)).collect(),
            entries: self.entries.iter().filter_map(|one| one.plan(naming)).collect(),
            no_entries: self.no_entries.iter().filter_map(|one| one.plan(naming)).collect(),
            ledger: self.ledger.iter().filter_map(|one| one.plan(naming)).collect(),
            obligations: self.obligations.iter().filter_map(|one| one.plan(naming)).collect(),
            records: self.records.iter().filter_map(|one| one.plan(naming)).collect(),
            findings_owed: self.findings_owed.iter().filter_map(|one| one.plan(naming)).collect(),
            earliest: self.earliest.iter().filter_map(|one| one.plan(naming)).collect(),
            counts: self.counts.iter().filter_map(|one| one.plan(naming)).collect(),
        }
    }
}

impl PlannedExpect {
    /// Holds a world against it.
    pub fn compare(&self, engine: &Engine<'_>, world: &World, mismatches: &mut Vec<Mismatch>) {
        let mut with = Comparison { engine, world, mismatches };
        let with = &mut with;
        self.states.iter().for_each(|one| one.compare(with));
        self.missing.iter().for_each(|one| state::compare_missing(one, with));
        self.data.iter().for_each(|one| one.compare(with));
        self.entries.iter().for_each(|one| register::compare_there(one, with));
        self.no_entries.iter().for_each(|one| register::compare_not_there(one, with));
        self.ledger.iter().for_each(|one| one.compare(with));
        self.obligations.iter().for_each(|one| one.compare(with));
        self.records.iter().for_each(|one| one.compare(with));
        self.findings_owed.iter().for_each(|one| one.compare(with));
        self.earliest.iter().for_each(|one| one.compare(with));
        self.counts.iter().for_each(|one| one.compare(with));
    }
}
