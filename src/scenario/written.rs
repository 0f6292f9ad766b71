//! A scenario as it is written, every name and value with its place.

use super::entry::Entry;
use super::expect::{Expect, Refused, Selected};
use crate::amend::Overlay;
use crate::calendar::{Day, Table};
use crate::lang::Text;
use crate::policy::Name;
use crate::source::{Node, Span, Spanned};

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it tells.
    pub title: Text,
    /// Whether it must, may or must not come about as it is told.
    pub kind: StoryKind,
    /// Whether it was made by a command and nobody has read it.
    pub unreviewed: bool,
    /// The bundle, where the folder does not say it.
    pub bundle: Option<Name>,
    /// The last day of the measure that the story assumes.
    pub valid_to: Option<Day>,
    /// The years whose calendars the story assumes, each with the name of the calendar.
    pub assumed: Vec<AssumedYear>,
    /// The readings and values that it assumes.
    pub laid: Overlay,
    /// The amendments under which it is told, in order.
    pub amendments: Vec<Name>,
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
    /// Under what it is told besides, with expectations of their own.
    pub branches: Vec<Branch>,
    /// The place of the whole.
    pub at: Span,
}

/// Whether a story must come about as it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryKind {
    /// It must.
    #[default]
    Required,
    /// It may: where it does not, that is told and no failure.
    Optional,
    /// It must not: a line is refused, or it ends otherwise.
    Forbidden,
}

/// Another law under which a story is told.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its place.
    pub at: Span,
    /// The readings and values that are laid.
    pub laid: Overlay,
    /// The amendments.
    pub amendments: Vec<Name>,
    /// What is laid, as it is written: `A1=together`.
    pub words: Vec<String>,
    /// What is expected at the end.
    pub expect: Option<Expect>,
    /// What is expected of lines, by their ids.
    pub lines: Vec<(Name, Restated)>,
}

/// What is expected of a line.
#[derive(Clone, Debug)]
pub struct Restated {
    /// Its place.
    pub at: Span,
    /// How it is refused.
    pub refused: Option<Refused>,
    /// The list that it brings about.
    pub list: Option<Selected>,
    /// What is expected then.
    pub expect: Option<Expect>,
}

/// A year whose calendar is assumed.
#[derive(Clone, Debug)]
pub struct AssumedYear {
    /// The year.
    pub year: Spanned<i32>,
    /// The calendar.
    pub calendar: Name,
    /// What the calendar says, where it was read.
    pub table: Option<Table>,
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

/// A line of the story.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place.
    pub at: Span,
    /// By what a branch names it.
    pub id: Option<Name>,
    /// Whether how it comes out is held against what it expects: not under another law, where the
    /// branch does not say it anew.
    pub judged: bool,
    /// The day; that of the line before where none is given.
    pub date: Option<Spanned<Day>>,
    /// Whether no day is written, not even one that is no date.
    pub undated: bool,
    /// Who acts.
    pub by: Option<Name>,
    /// In which role, where he has several.
    pub role: Option<Name>,
    /// What happens.
    pub what: What,
    /// What the event or finding is expected to be refused with.
    pub refused: Option<Refused>,
    /// What is expected of the list that it brings about.
    pub list: Option<Selected>,
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
