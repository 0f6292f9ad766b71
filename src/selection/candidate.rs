//! A candidate as rankings and limits see it.

use super::answer::Answer;
use crate::rule::Value;

/// A candidate: what it is ranked by, and what holds of it at each place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<C> {
    /// The keys of the ranking, the first decides first.
    pub keys: Vec<Answer<Value, C>>,
    /// What holds of it at each place, the best place first.
    pub at: Vec<Standing<C>>,
}

/// What holds of a candidate at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<C> {
    /// Whether it may have the place.
    pub may: Answer<bool, C>,
    /// For each limit, whether it would count for it there.
    pub counts: Vec<Answer<bool, C>>,
}

impl<C> Standing<C> {
    /// Whether it would surely count for a limit.
    pub(super) fn surely_counts(&self, limit: usize) -> bool {
        self.counts.get(limit).is_some_and(Answer::is_sure)
    }
}
