//! What a step has changed in one room, so that a refused step leaves nothing behind: at the cost of
//! what it changed, and not of all there is.

/// The changes of one room since a step began, each with what was there before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Log<C> {
    changes: Vec<C>,
    open: bool,
}

impl<C> Default for Log<C> {
    fn default() -> Self {
        Self { changes: Vec::new(), open: false }
    }
}

impl<C> Log<C> {
    /// From here on changes are noted.
    pub(super) fn begin(&mut self) {
        debug_assert!(self.changes.is_empty(), "a step is over before the next begins");
        self.open = true;
    }
    /// What has changed stays.
    pub(super) fn commit(&mut self) {
        self.changes.clear();
        self.open = false;
    }
    /// Notes a change; outside of a step nothing is undone.
    pub(super) fn note(&mut self, change: C) {
        if self.open {
            self.changes.push(change);
        }
    }
    /// The changes so far, in order.
    pub(super) fn changes(&self) -> &[C] {
        &self.changes
    }
    /// The last change that is not yet taken back; after the first the step is over.
    pub(super) fn last(&mut self) -> Option<C> {
        let last = self.changes.pop();
        if last.is_none() {
            self.open = false;
        }
        last
    }
}
