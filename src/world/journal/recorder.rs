//! Who listens. Recording is chosen by type: the silent recorder is `()`, and costs nothing.

use super::entry::{Entry, What};
use crate::calendar::Day;

/// A listener.
pub trait Recorder {
    /// Whether it listens at all.
    const LISTENS: bool;
    /// Whether it wants each condition clause by clause.
    const EXPLAINS: bool = false;
    /// Takes an entry.
    fn record(&mut self, day: Day, what: What);
    /// How much it has taken.
    fn mark(&self) -> usize;
    /// Forgets what came after a mark: a refused step leaves no trace but its refusal.
    fn forget(&mut self, mark: usize);
}

impl Recorder for () {
    const LISTENS: bool = false;
    fn record(&mut self, _: Day, _: What) {}
    fn mark(&self) -> usize {
        0
    }
    fn forget(&mut self, _: usize) {}
}

/// For how many entries a journal first makes room.
const FIRST: usize = 32;

/// All entries in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<Entry>,
}

impl Recorder for Journal {
    const LISTENS: bool = true;
    fn record(&mut self, day: Day, what: What) {
        // Entries are large: a short story's journal is not moved again and again while it grows.
        if self.entries.capacity() == 0 {
            self.entries.reserve(FIRST);
        }
        self.entries.push(Entry { day, what });
    }
    fn mark(&self) -> usize {
        self.entries.len()
    }
    fn forget(&mut self, mark: usize) {
        self.entries.truncate(mark);
    }
}

/// A journal that also holds each condition clause by clause: what an explanation shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplainingJournal(pub Journal);

impl Recorder for ExplainingJournal {
    const LISTENS: bool = true;
    const EXPLAINS: bool = true;
    fn record(&mut self, day: Day, what: What) {
        self.0.record(day, what);
    }
    fn mark(&self) -> usize {
        self.0.mark()
    }
    fn forget(&mut self, mark: usize) {
        self.0.forget(mark);
    }
}
