//! A bundle's stories as a suite: each held against what it expects and against its approved outcome,
//! what came out otherwise told by meaning, and all of it in the forms that people and machines read.

mod tested;
mod wording;
mod meaning;
mod human;
mod finding;
mod machine;
mod markdown;

pub use human::{Show, human, story_lines};
pub use machine::{code_quality, github, json, junit, sarif};
pub use markdown::markdown;
pub use meaning::{Meaning, meaning};
pub use tested::{Fate, Tested, Wrong, tested};
pub use wording::{Reworded, reworded};

use std::path::{Path, PathBuf};

/// What became of a suite.
#[derive(Default)]
pub struct Suite {
    /// Its stories, in their order.
    pub stories: Vec<Tested>,
    /// Outcomes to which no story belongs.
    pub orphans: Vec<PathBuf>,
    /// What came out otherwise, by meaning, bundle by bundle.
    pub meanings: Vec<Meaning>,
    /// What came out otherwise and can be told by its words only.
    pub reworded: Vec<Reworded>,
    /// The stories whose outcomes were approved just now, by their positions.
    pub approved: Vec<usize>,
    /// The orphans that were taken away just now.
    pub removed: Vec<PathBuf>,
    /// The files that were written and wait for approval.
    pub pending: Vec<PathBuf>,
    /// The seed of the order in which they were played, where it is not that of their names.
    pub seed: Option<u64>,
    /// How many stories were left out: no edit can reach them.
    pub unreached: usize,
    /// Whether it ended with the first that is not as it has to be.
    pub stopped: bool,
}

impl Suite {
    /// How many stories ended so; those that were approved just now apart.
    pub fn count(&self, fate: Fate) -> usize {
        let of = |(at, story): (usize, &Tested)| story.fate == fate && !self.approved.contains(&at);
        self.stories.iter().enumerate().filter(|&one| of(one)).count()
    }
    /// Whether nothing is left to be done.
    pub fn is_well(&self) -> bool {
        let well =
            |(at, story): (usize, &Tested)| story.fate.is_well() || self.approved.contains(&at);
        self.orphans.is_empty() && self.stories.iter().enumerate().all(well)
    }
}

/// A path as it is told: with the same marks on every system.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
