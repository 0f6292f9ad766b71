//! A story told: under the law of its bundle, and under each other that it names.

use std::sync::Arc;

use super::laid::Loaded;
use super::story::{Planned, Story};
use crate::diagnostic::Diagnostic;
use crate::program::Program;
use crate::scenario::{Played, Verdict, play_within};
use crate::source::Sources;

/// A story told under one law.
pub struct Told {
    /// Under what besides the law of its bundle, as it is written; empty for the story itself.
    pub under: Vec<String>,
    /// What happened; none where it is malformed.
    pub played: Option<Played>,
    /// The program under which it was told, where it is not that of the bundle.
    pub own: Option<Arc<Program>>,
    /// The files of the bundle and of the story.
    pub sources: Sources,
    /// What was found in it.
    pub problems: Vec<Diagnostic>,
}

impl Told {
    /// Whether nothing is wrong.
    pub fn is_well(&self) -> bool {
        self.played.as_ref().map(Played::verdict).is_some_and(Verdict::is_well)
    }
}

impl Loaded {
    /// Tells a story: first itself, then under each other law that it names. Where the story itself
    /// is malformed that alone is told.
    pub fn tell(&self, story: &Story, moments: bool) -> Vec<Told> {
        self.tell_within(story, moments, &|| true).unwrap_or_default()
    }

    /// Tells a story as long as there is time; none where there was not enough.
    pub fn tell_within(
        &self,
        story: &Story,
        moments: bool,
        going: &dyn Fn() -> bool,
    ) -> Option<Vec<Told>> {
        let mut all = vec![self.told(story, Vec::new(), moments, going)?];
        if all.iter().all(|told| told.played.is_some()) {
            for (under, story) in story.branches() {
                all.push(self.told(&story, under, moments, going)?);
            }
        }
        Some(all)
    }

    fn told(
        &self,
        story: &Story,
        under: Vec<String>,
        moments: bool,
        going: &dyn Fn() -> bool,
    ) -> Option<Told> {
        let (planned, own) = self.plan(story);
        let Planned { plan, sources, problems } = planned;
        let program = own.as_deref().or(self.program.as_ref());
        let played = match plan.zip(program) {
            Some((plan, program)) => Some(play_within(plan, program, moments, going)?),
            None => None,
        };
        Some(Told { under, played, own, sources, problems: problems.sorted() })
    }
}
