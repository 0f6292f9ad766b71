//! What is asked otherwise: readings, values, the edits of amendments; laid alone, together, or all but
//! some.

use crate::pipeline::{Loaded, Wishes};
use crate::policy::{Amendment, ChapterEdit, Edit, Wording};

/// One thing that is asked otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A reading: `A12=whole`.
    Reading(String),
    /// A value: `period=5y`.
    Value(String),
    /// An edit, by the position of its amendment in the stack and its own.
    Edit(usize, usize),
}

impl Change {
    /// As it was written; nothing for an edit, whose words stand in its amendment.
    pub fn written(&self) -> Option<&str> {
        match self {
            Self::Reading(text) | Self::Value(text) => Some(text),
            Self::Edit(..) => None,
        }
    }
}

/// What is compared: a baseline, and what is laid on it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What the baseline wishes itself.
    pub base: Wishes,
    /// The amendments that are laid on it, in order.
    pub stack: Vec<String>,
    /// Edits by which nothing runs: their words are laid wherever their amendment is.
    pub words_only: Vec<(usize, usize)>,
    /// What is asked otherwise.
    pub changes: Vec<Change>,
    /// Changes that mean something else without another, by their positions: addresses are numbers of
    /// the text after the amendment before.
    pub bound: Vec<(usize, usize)>,
    /// Changes, by their positions, with the amendments of which the words that run nothing give the numbers
    /// of which they speak.
    pub numbered_by: Vec<(usize, usize)>,
}

impl Asked {
    /// The edits of the stack as they run in a bundle under all of it: those by which something does
    /// are changes, the others only words. Of an amendment by which nothing runs all are changes.
    pub fn edits(&mut self, all: &Loaded) {
        let below = self.base.amendments.len();
        let laid = crate::amend::chosen(&all.amendments, &all.wishes);
        let mut changes = Vec::new();
        let stacked = laid.iter().zip(&all.rewritten).skip(below).enumerate();
        for (at, (amendment, after)) in stacked {
            let edits = amendment.edits.iter().zip(&after.edits).enumerate();
            let runs = |edit: &Edit, derived: bool| {
                derived
                    || !edit.runs.changes().is_empty()
                    || matches!(edit.words, Wording::Extend(_))
            };
            let (running, words): (Vec<_>, Vec<_>) =
                edits.partition(|(_, (edit, after))| runs(edit, !after.derived.is_empty()));
            let meant = if running.is_empty() { &words } else { &running };
            changes.extend(meant.iter().map(|(edit, _)| Change::Edit(at, *edit)));
            if !running.is_empty() {
                self.words_only.extend(words.iter().map(|(edit, _)| (at, *edit)));
            }
        }
        changes.append(&mut self.changes);
        self.changes = changes;
        let stacked: Vec<_> = laid.iter().zip(&all.rewritten).skip(below).collect();
        for (position, change) in self.changes.iter().enumerate() {
            let Change::Edit(at, edit) = *change else { continue };
            let after = stacked.get(at).and_then(|(_, after)| after.edits.get(edit));
            let places = after.iter().flat_map(|after| &after.operation.places);
            for mut place in places.filter_map(|(was, _)| *was) {
                for (earlier, (amendment, after)) in stacked.iter().enumerate().take(at).rev() {
                    let was = after.numbers.before(place);
                    if was != Some(place) {
                        self.bound.extend(self.numbering((earlier, amendment), position));
                        let mut words = self.words_only.iter();
                        if words.any(|&(of, edit)| of == earlier && gives_numbers(amendment, edit))
                        {
                            self.numbered_by.push((position, earlier));
                        }
                    }
                    place = was.unwrap_or(place);
                }
            }
        }
    }

    /// The edits of an amendment that give places other numbers, each bound to a change.
    fn numbering(
        &self,
        (at, amendment): (usize, &Amendment),
        position: usize,
    ) -> Vec<(usize, usize)> {
        let numbers = |edit: usize| gives_numbers(amendment, edit);
        let all = self.changes.iter().enumerate();
        let meant = all.filter(
            |(_, change)| matches!(change, Change::Edit(of, edit) if *of == at && numbers(*edit)),
        );
        meant.map(|(other, _)| (other, position)).collect()
    }

    /// The baseline's wishes with some of the changes laid on them, by their positions.
    pub fn laid(&self, some: &[usize]) -> Wishes {
        let mut wishes = self.base.clone();
        let below = wishes.amendments.len();
        let changes: Vec<&Change> = some.iter().filter_map(|at| self.changes.get(*at)).collect();
        let is_laid = |amendment, edit| changes.contains(&&Change::Edit(amendment, edit));
        let stands = |amendment: usize| {
            let own = |change: &&Change| matches!(change, Change::Edit(of, _) if *of == amendment);
            let needed = |at: &usize| self.numbered_by.contains(&(*at, amendment));
            changes.iter().any(own) || some.iter().any(needed)
        };
        wishes.amendments.extend(self.stack.iter().cloned());
        let all = self.changes.iter().filter_map(|change| match change {
            Change::Edit(amendment, edit) => Some((*amendment, *edit)),
            _ => None,
        });
        let left = all.filter(|&(amendment, edit)| !is_laid(amendment, edit));
        let words = self.words_only.iter().copied().filter(|&(amendment, _)| !stands(amendment));
        wishes.without.extend(left.chain(words).map(|(amendment, edit)| (below + amendment, edit)));
        for change in changes {
            match change {
                Change::Value(text) => wishes.values.push(text.clone()),
                Change::Reading(text) => {
                    // A change of a reading stands instead of the baseline's.
                    let number = |text: &str| text.split('=').next().map(str::to_owned);
                    let own = number(text);
                    let followed = &self.base.readings;
                    wishes
                        .readings
                        .retain(|known| !followed.contains(known) || number(known) != own);
                    wishes.readings.push(text.clone());
                }
                Change::Edit(..) => {}
            }
        }
        wishes
    }

    /// The edits of each of some operations, which are given by the positions of their changes.
    pub fn edits_of(&self, operations: &[Vec<usize>]) -> Vec<Vec<(usize, usize)>> {
        let edit = |at: &usize| match self.changes.get(*at) {
            Some(Change::Edit(amendment, edit)) => Some((*amendment, *edit)),
            _ => None,
        };
        operations.iter().map(|changes| changes.iter().filter_map(edit).collect()).collect()
    }

    /// The wishes with all changes.
    pub fn all(&self) -> Wishes {
        self.laid(&(0..self.changes.len()).collect::<Vec<_>>())
    }
}

/// Whether an edit may give places other numbers.
fn gives_numbers(amendment: &Amendment, edit: usize) -> bool {
    amendment.edits.get(edit).is_some_and(|edit| {
        matches!(
            edit.words,
            Wording::Insert { .. }
                | Wording::Delete(_)
                | Wording::Renumber { .. }
                | Wording::Move { .. }
                | Wording::Split { .. }
                | Wording::Join { .. }
                | Wording::Replace { .. }
                | Wording::Chapter(ChapterEdit::Insert { .. } | ChapterEdit::Delete(_))
        )
    })
}
