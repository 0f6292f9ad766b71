//! What is asked of a timeline, and what it tells.

use super::sketch::Missing;
use crate::calendar::{Day, Period, Rests};
use crate::lang::{Text, Word};
use crate::policy::ArticleRef;
use crate::program::Program;
use crate::rule::ParamId;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The last day that is looked at.
    pub until: Day,
    /// The month and day on which each occurrence is opened; the first lawful one where none is given.
    pub opens: Option<(u32, u32)>,
    /// The month and day on which somebody is entered.
    pub entered: (u32, u32),
}

impl Asked {
    /// The first day of the measure.
    pub(super) fn begins(&self, program: &Program) -> Day {
        let from = program.validity.as_ref().map(|validity| validity.from);
        from.unwrap_or_else(|| Day::ymd(self.until.year() - 20, 1, 1).unwrap_or(Day::MIN))
    }
    /// The day on which somebody is entered at an occurrence: in its year, or in the year after
    /// where that day is past.
    pub fn entered_in(&self, occurrence: &Occurrence) -> Day {
        let year = occurrence.opened.year();
        let days = [year, year + 1].into_iter();
        let mut days = days.filter_map(|year| in_year(year, self.entered));
        days.find(|day| *day >= occurrence.opened).unwrap_or(occurrence.opened)
    }
}

/// An occurrence of what comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its number.
    pub number: i64,
    /// The day on which it is opened.
    pub opened: Day,
    /// Whether the measure is no more in force then.
    pub beyond: bool,
}

/// What becomes of who is entered at an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The occurrence, by its position.
    pub occurrence: usize,
    /// The day on which he is entered.
    pub entered: Day,
    /// The last day of the line; none where it ends by no day.
    pub last: Option<Day>,
    /// Why the last day is not known.
    pub unknown: Option<Missing>,
    /// What the last day rests on.
    pub rests: Rests,
    /// The first occurrence at which nothing stands in his way, by its position.
    pub free: Option<usize>,
}

/// A place in which somebody is entered and kept out.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The machine, its state or event.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The values by which he is kept out.
    pub by: Vec<ParamId>,
    /// For each occurrence.
    pub lines: Vec<Line>,
}

/// What a length is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// Something may not happen before it is over.
    Floor,
    /// Something happens when it is over.
    Timer,
    /// A duty is to be fulfilled in it.
    Duty,
    /// A record is kept for it.
    Record,
}

/// The end of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The number of the occurrence.
    pub number: i64,
    /// The day from which it is counted.
    pub from: Day,
    /// The last day.
    pub last: Result<Day, Missing>,
    /// What it rests on.
    pub rests: Rests,
}

/// A length that runs.
#[derive(Clone, Debug)]
pub struct Term {
    /// The name of the value.
    pub by: String,
    /// What people call it.
    pub title: Text,
    /// What it is of.
    pub kind: TermKind,
    /// How long it is at each occurrence.
    pub periods: Vec<Period>,
    /// When it ends at each.
    pub ends: Vec<Ended>,
}

/// What comes again and again.
#[derive(Clone, Debug)]
pub struct Recurring {
    /// The name of its machine.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// What people call its number.
    pub number: Text,
    /// The name of the period by which it comes.
    pub by: String,
    /// The period on the first day, and then from each day on which it is another.
    pub periods: Vec<Period>,
    /// Where it stands in the text.
    pub articles: Vec<ArticleRef>,
    /// Each time.
    pub occurrences: Vec<Occurrence>,
    /// Who is entered.
    pub stands: Vec<Stand>,
}

/// An amendment's part: from when it applies, and to whom.
#[derive(Clone, Debug)]
pub struct Begins {
    /// The amendment.
    pub title: Text,
    /// Its day of effect.
    pub from: Day,
    /// To whom it applies.
    pub whom: Word,
}

/// A measure along the years.
#[derive(Clone, Debug, Default)]
pub struct Years {
    /// The days on which it is in force.
    pub validity: Vec<(Day, Option<Day>)>,
    /// Its amendments.
    pub begins: Vec<Begins>,
    /// What comes again and again.
    pub recurring: Vec<Recurring>,
    /// What runs.
    pub terms: Vec<Term>,
}

/// A day of every year; where a year has none, the last of its month.
pub(super) fn in_year(year: i32, (month, day): (u32, u32)) -> Option<Day> {
    (day.saturating_sub(3)..=day).rev().find_map(|day| Day::ymd(year, month, day))
}
