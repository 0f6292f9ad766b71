//! A listener that also keeps what was asked in steps that were undone: a condition that failed was
//! asked all the same.

use crate::calendar::Day;
use crate::world::Undone;
use crate::world::journal::{Entry, Journal, Recorder, What};

/// What was recorded, and what was asked before something was undone.
#[derive(Default)]
pub(super) struct Watching {
    /// What happened.
    pub journal: Journal,
    /// By the entry that tells of it, what was told of a step before it was undone.
    pub tried: Vec<(usize, Vec<Entry>)>,
    /// What was forgotten last and is told of by nothing yet.
    pending: Vec<Entry>,
}

impl Recorder for Watching {
    const LISTENS: bool = true;
    const EXPLAINS: bool = true;
    fn record(&mut self, day: Day, what: What) {
        if !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            // What nothing tells of names instances that are there no more.
            if undone(&what).is_some() {
                self.tried.push((self.journal.entries.len(), pending));
            }
        }
        self.journal.record(day, what);
    }
    fn mark(&self) -> usize {
        self.journal.mark()
    }
    fn forget(&mut self, mark: usize) {
        let entries = &mut self.journal.entries;
        let mut forgotten = entries.split_off(mark.min(entries.len()));
        forgotten.append(&mut self.pending);
        self.pending = forgotten;
        let kept = self.journal.entries.len();
        // What was tried within it goes with it.
        while let Some((at, _)) = self.tried.last() {
            if *at < kept {
                break;
            }
            let tried = self.tried.pop();
            self.pending.extend(tried.into_iter().flat_map(|(_, entries)| entries));
        }
    }
}

/// What was opened and is undone, where an entry tells of something undone.
pub(super) fn undone(what: &What) -> Option<&Undone> {
    match what {
        What::Refused { undone, .. } | What::Idle { undone, .. } | What::Unheard { undone, .. } => {
            Some(undone)
        }
        _ => None,
    }
}
