//! Terms that run by parameters which an amendment changes: what was counted, by which parameter,
//! from which day. Nothing is kept of others.

use std::collections::BTreeSet;

use crate::calendar::{Counting, Day};
use crate::chart::TransitionId;
use crate::rule::{InstanceId, ParamId};

/// What ends when a term is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermOf {
    /// A timer of an instance.
    Timer(TransitionId),
    /// A line of a register, by its position.
    Entry(u32),
    /// A duty, by its position.
    Duty(u32),
    /// A record, by its position.
    Record(u32),
}

/// A term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// Whose it is.
    pub instance: InstanceId,
    /// What ends with it.
    pub of: TermOf,
    /// The parameter that is its length.
    pub parameter: ParamId,
    /// The day from which it was counted; none where that cannot be told.
    pub start: Option<Day>,
    /// The last day as it was counted: where the term ends on another, it stood still or was ended.
    pub last: Day,
    /// How it was counted.
    pub counting: Counting,
}

/// The terms that may be counted again, in the order in which they began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Terms {
    running: Vec<Term>,
    /// How many there were when the step began.
    before: usize,
}

impl Terms {
    /// The terms that may run still: of a timer that began several times, the last.
    pub(in crate::world) fn running(&self) -> Vec<Term> {
        let mut seen = BTreeSet::new();
        let latest = self.running.iter().rev();
        let mut found: Vec<Term> = latest
            .filter(|term| seen.insert((term.instance, term.of, term.parameter)))
            .copied()
            .collect();
        found.reverse();
        found
    }
    pub(in crate::world) fn note(&mut self, term: Term) {
        self.running.push(term);
    }
    pub(in crate::world) fn begin(&mut self) {
        self.before = self.running.len();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.before = 0;
    }
    pub(in crate::world) fn rollback(&mut self) {
        self.running.truncate(self.before);
        self.before = 0;
    }
}
