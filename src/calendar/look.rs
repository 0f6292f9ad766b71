//! What a count asks of the table and what it tells of each day that it meets.

use super::day::Day;
use super::table::{Rests, Table, Unpublished};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountError {
    /// The count, or the roll, needs a year that the table does not have.
    Unpublished(Unpublished),
    /// The answer lies outside 1900 to 2200.
    OutOfRange,
}

impl From<Unpublished> for CountError {
    fn from(unpublished: Unpublished) -> Self {
        Self::Unpublished(unpublished)
    }
}

/// What a day does in a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The count starts from it, and does not count it (民法典 201).
    Start,
    /// It completes this many units of the period, counted from 1.
    Counted(u32),
    /// A day of rest that is passed over.
    Skipped,
    /// It is this many-th working day that the roll adds, counted from 1.
    Added(u32),
}

impl Step {
    /// The running number of the period, where the day is counted.
    pub const fn number(self) -> Option<u32> {
        match self {
            Self::Counted(number) => Some(number),
            Self::Start | Self::Skipped | Self::Added(_) => None,
        }
    }
}

/// Looks days up and remembers what an answer rests on.
pub(super) struct Look<'t> {
    table: &'t Table,
    pub(super) rests: Rests,
}

impl<'t> Look<'t> {
    pub(super) const fn new(table: &'t Table) -> Self {
        Self { table, rests: Rests::Published }
    }
    pub(super) fn is_workday(&mut self, day: Day) -> Result<bool, Unpublished> {
        let worked = self.table.is_workday(day)?;
        self.rests = self.rests.max(self.table.rests(day));
        Ok(worked)
    }
}
