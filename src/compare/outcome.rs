//! What an outcome is about, and what it is: facts that can be compared, with their titles.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::element::Grounds;
use crate::calendar::Day;
use crate::lang::Text;
use crate::policy::ArticleRef;
use crate::world::{DutyStatus, RefusalKind};

/// A name with what people call it. The name alone tells one from another.
#[derive(Clone, Debug)]
pub struct Titled {
    /// The name.
    pub name: String,
    /// What people call it.
    pub title: Text,
}

impl Titled {
    /// What is called so; by its name where it has no title.
    pub fn new(name: &str, title: &Text) -> Self {
        Self { name: name.to_owned(), title: title.or_name(name) }
    }
}

impl PartialEq for Titled {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Titled {}

impl PartialOrd for Titled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Titled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

/// What is told with a matter and tells none from another: under two versions a step may reach
/// another instance or none, and stays the same line of the story.
#[derive(Clone, Debug)]
pub struct Told<T>(pub T);

impl<T> PartialEq for Told<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Told<T> {}

impl<T> PartialOrd for Told<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Told<T> {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

/// What an outcome is about. The order is that of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A line of the story: its position, the day, the event or the findings, the address of the
    /// instance.
    Step(usize, Day, Titled, Told<String>),
    /// An event that another instance or a day sent and that was refused: the day, the event, the
    /// address, and which of several such.
    Delivery(Day, Titled, String, usize),
    /// The first lawful day of an event of an instance, and which of several such.
    FirstDay(Titled, String, usize),
    /// The last day of a term that an instance waits for, and which of several such.
    LastDay(Titled, String, usize),
    /// Where an instance stands at the end.
    State(String),
    /// The sums of an account.
    Money(Titled),
    /// The last day of a line of a register: the register, its columns, and which of several such.
    Entry(Titled, Vec<Titled>, usize),
    /// How a duty stands: the duty, the instance, and which of several such.
    Duty(Titled, String, usize),
    /// Until when a record of an instance is kept, and which of several such.
    Record(Titled, String, usize),
}

/// What an outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The step was accepted.
    Accepted,
    /// It was accepted on this day, its first lawful one, and not on the day that is written.
    AcceptedOn(Day),
    /// It was refused, under these articles, for these kinds of reasons, and lawful from a day on.
    Refused(Vec<ArticleRef>, Vec<RefusalKind>, Option<Day>),
    /// The innermost states, and the day on which the last of them was entered.
    States(Vec<Titled>, Option<Day>),
    /// Owed and not cancelled, paid, claimed back.
    Sums(Decimal, Decimal, Decimal),
    /// From a day to another.
    Days(Day, Option<Day>),
    /// How a duty stands, and its last day.
    Duty(DutyStatus, Option<Day>),
    /// Until a day.
    Until(Day),
    /// From a day on.
    From(Day),
}

/// Whom an outcome concerns. The order is that of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// The place among the story's subjects, counted from 1; 0 where it concerns none.
    pub place: usize,
    /// The subject's name; empty where it concerns none.
    pub name: String,
}

/// Where in a story something stands: behind which line, counted from 1, and on which day. What time
/// brings before a line stands with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The line; one more than there are for what comes after the last.
    pub line: usize,
    /// The day.
    pub day: Day,
}

/// One of the things by which an outcome came about, in their order.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Where.
    pub at: At,
    /// What it says, to be held against another.
    pub sign: String,
    /// By what.
    pub grounds: Arc<Grounds>,
}

/// What came of a matter, and how.
#[derive(Clone, Debug)]
pub struct Found {
    /// What came of it.
    pub outcome: Outcome,
    /// By what it came about; empty for what stood before the story.
    pub trail: Vec<Trace>,
}

/// For each subject, what came of each matter.
pub type Outcomes = BTreeMap<(Who, Matter), Found>;
