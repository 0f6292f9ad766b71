//! A scenario as it is written, every name and value with its place.

use crate::calendar::Day;
use crate::lang::Text;
use crate::policy::Name;
use crate::source::{Node, Span, Spanned};

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it tells.
    pub title: Text,
    /// The bundle, where the folder does not say it.
    pub bundle: Option<Name>,
    /// The last day of the measure that the story assumes.
    pub valid_to: Option<Day>,
    /// Who appears as a subject.
    pub subjects: Vec<(Name, Subject)>,
    /// Who else acts.
    pub actors: Vec<(Name, Actor)>,
    /// Lines that stood in registers before.
    pub before: Vec<Entry>,
    /// What happens.
    pub story: Vec<Line>,
    /// The day until which it runs.
    pub until: Option<Spanned<Day>>,
    /// What is expected at the end.
    pub expect: Option<Expect>,
    /// The place of the whole.
    pub at: Span,
}

/// A subject.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its kind.
    pub kind: Option<Name>,
    /// What people call it.
    pub title: Text,
    /// What is known of it from the beginning.
    pub facts: Vec<(Name, Node)>,
}

/// Someone who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What people call him.
    pub title: Text,
    /// His roles.
    pub roles: Vec<Name>,
}

/// A line of a register, as it stood before or as it is expected.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The register.
    pub register: Name,
    /// Whom it concerns.
    pub subject: Name,
    /// The columns.
    pub columns: Vec<(Name, Node)>,
    /// The first day.
    pub from: Option<Spanned<Day>>,
    /// The last day.
    pub to: Option<Spanned<Day>>,
    /// The day on which it is looked for.
    pub on: Option<Day>,
    /// Its place.
    pub at: Span,
}

/// A line of the story.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place.
    pub at: Span,
    /// The day; that of the line before where none is given.
    pub date: Option<Spanned<Day>>,
    /// Who acts.
    pub by: Option<Name>,
    /// In which role, where he has several.
    pub role: Option<Name>,
    /// What happens.
    pub what: What,
    /// What the event or finding is expected to be refused with.
    pub refused: Option<Refused>,
}

/// What happens in a line.
#[derive(Clone, Debug)]
pub enum What {
    /// An event.
    Event {
        /// The event.
        event: Name,
        /// To whom.
        instance: Name,
        /// What it carries.
        data: Vec<(Name, Node)>,
    },
    /// Findings, made together.
    Findings {
        /// The questions, each with its answer.
        findings: Vec<(Name, bool)>,
        /// About whom.
        about: Name,
        /// Why.
        reason: Option<Spanned<String>>,
    },
    /// Something is learnt.
    Learn {
        /// About whom.
        subject: Name,
        /// What.
        facts: Vec<(Name, Node)>,
        /// True from.
        true_from: Option<Day>,
        /// True until, with its place.
        true_to: Option<Spanned<Day>>,
    },
    /// Something is expected now.
    Expect(Expect),
}

/// How something is refused.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The articles of the reasons, exactly.
    pub articles: Vec<Name>,
    /// The kinds of reasons, exactly, where they are given.
    pub because: Option<Vec<Name>>,
    /// The first lawful day, where it is given.
    pub earliest: Option<Spanned<Day>>,
    /// What is asked, exactly, where it is given.
    pub asks: Option<Vec<Name>>,
    /// Its place.
    pub at: Span,
}

/// Events with their first lawful days.
pub type EventDays = Vec<(Name, Spanned<Day>)>;

/// What is expected of the world.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// The states of instances; a single one is active, several are all the innermost ones.
    pub states: Vec<(Name, Vec<Name>, bool)>,
    /// Instances that do not exist.
    pub missing: Vec<Name>,
    /// What instances remember.
    pub data: Vec<(Name, Vec<(Name, Node)>)>,
    /// Lines of registers.
    pub entries: Vec<Entry>,
    /// Lines that are not there.
    pub no_entries: Vec<Entry>,
    /// Sums of the ledger.
    pub ledger: Vec<Ledger>,
    /// Duties.
    pub obligations: Vec<Duty>,
    /// Records.
    pub records: Vec<Record>,
    /// The findings for which instances wait.
    pub findings_owed: Vec<(Name, Vec<Name>)>,
    /// The first lawful day of events.
    pub earliest: Vec<(Name, EventDays)>,
}

/// Sums of the ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The account.
    pub account: Name,
    /// Only of this subject.
    pub subject: Option<Name>,
    /// Only of this instance.
    pub instance: Option<Name>,
    /// Only with these dimensions.
    pub columns: Vec<(Name, Node)>,
    /// The sums: owed, paid, cancelled, reversed, returned, outstanding.
    pub sums: Vec<(&'static str, Spanned<rust_decimal::Decimal>)>,
    /// Its place.
    pub at: Span,
}

/// A duty that is expected.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The duty.
    pub obligation: Name,
    /// On whom.
    pub subject: Name,
    /// How it stands: open, overdue, fulfilled, breached.
    pub status: Name,
    /// Its last day, where it is given.
    pub due: Option<Spanned<Day>>,
    /// Its place.
    pub at: Span,
}

/// A record that is expected.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its kind.
    pub record: Name,
    /// Of which instance.
    pub instance: Name,
    /// Its last day.
    pub until: Spanned<Day>,
    /// Its place.
    pub at: Span,
}
