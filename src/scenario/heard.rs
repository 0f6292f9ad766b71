//! A recorder that also keeps the lists of a step, to be held against what its line expects.

use crate::calendar::Day;
use crate::world::Recorder;
use crate::world::journal::{SelectionReport, What};

/// Hears lists on their way to another recorder.
pub struct Heard<'r, R> {
    /// The other.
    inner: &'r mut R,
    /// The lists, each with how much the other had taken before.
    lists: Vec<(usize, SelectionReport)>,
}

impl<'r, R: Recorder> Heard<'r, R> {
    /// Nothing heard yet.
    pub const fn new(inner: &'r mut R) -> Self {
        Self { inner, lists: Vec::new() }
    }
    /// The last list.
    pub fn last(mut self) -> Option<SelectionReport> {
        self.lists.pop().map(|(_, list)| list)
    }
}

impl<R: Recorder> Recorder for Heard<'_, R> {
    const LISTENS: bool = true;
    const EXPLAINS: bool = R::EXPLAINS;
    fn record(&mut self, day: Day, what: What) {
        if let What::Selection(list) = &what {
            self.lists.push((self.inner.mark(), (**list).clone()));
        }
        self.inner.record(day, what);
    }
    fn mark(&self) -> usize {
        self.inner.mark()
    }
    fn forget(&mut self, mark: usize) {
        self.lists.retain(|(at, _)| *at < mark);
        self.inner.forget(mark);
    }
}
