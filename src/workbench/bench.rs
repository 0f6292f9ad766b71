//! The bench: a bundle as written, its program, its stories as read.

use std::path::PathBuf;
use std::sync::Arc;

use crate::pipeline::{Loaded, Planned, Story, Wishes};
use crate::program::Program;
use crate::source::{Disk, ReadError};

/// A story's file, and the story where it could be read.
pub struct Held {
    /// The file.
    pub file: PathBuf,
    /// The story.
    pub story: Result<Story, ReadError>,
}

impl Held {
    /// Whether it assumes readings, values or amendments of its own.
    pub fn assumes(&self) -> bool {
        self.story.as_ref().is_ok_and(Story::assumes)
    }
    /// Whether it is told under other laws besides.
    pub fn branches(&self) -> bool {
        self.story.as_ref().is_ok_and(Story::has_branches)
    }
    /// The story planned, and the program where it assumes one of its own; nothing where it could
    /// not be read.
    pub fn plan(&self, loaded: &Loaded) -> Option<(Planned, Option<Arc<Program>>)> {
        self.story.as_ref().ok().map(|story| loaded.plan(story))
    }
}

/// A bundle with its stories.
pub struct Workbench<'b> {
    /// The bundle as it runs.
    pub base: &'b Loaded,
    /// Its stories, in the order of their files.
    pub stories: Vec<Held>,
}

impl<'b> Workbench<'b> {
    /// Takes a bundle that was loaded and reads its stories.
    pub fn new(base: &'b Loaded, files: &[PathBuf]) -> Self {
        let stories = super::each(files, |file| Held {
            file: file.clone(),
            story: Story::read(&Disk, file, &base.sources),
        });
        Self { base, stories }
    }
    /// The same for its program alone: what would only be told of it is not asked.
    pub fn trial(&self, wishes: &Wishes) -> Option<Loaded> {
        self.base.trial(wishes)
    }
    /// The bundle under other readings and values; nothing where it could not be read at all.
    pub fn variant(&self, wishes: &Wishes) -> Option<Loaded> {
        self.base.variant(wishes)
    }
}
