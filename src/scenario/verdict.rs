//! Whether a story comes about as it is told, and whether it has to.

use super::expect::Weight;
use super::run::Played;
use super::written::StoryKind;

/// What became of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it has to be.
    Passed,
    /// It does not come about, and need not.
    NotReached,
    /// It differs from what it expects.
    Failed,
    /// It must not come about, and does.
    CameAbout,
    /// It must not come about, and whether it can is open: it was refused only because something is
    /// unknown, or does not say whom it means.
    Open,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub const fn is_well(self) -> bool {
        matches!(self, Self::Passed | Self::NotReached)
    }
}

impl Played {
    /// What became of it. Only the course that is written was played: no other is looked for.
    pub fn verdict(&self) -> Verdict {
        let first = self.mismatches.first().map(|mismatch| mismatch.weight);
        match (self.plan.kind, first) {
            (StoryKind::Required | StoryKind::Optional, None) => Verdict::Passed,
            (StoryKind::Required, Some(_)) | (StoryKind::Optional, Some(Weight::Mistake)) => {
                Verdict::Failed
            }
            (StoryKind::Optional, Some(_)) => Verdict::NotReached,
            (StoryKind::Forbidden, None) => Verdict::CameAbout,
            // What comes later only follows from the first.
            (StoryKind::Forbidden, Some(Weight::Otherwise)) => Verdict::Passed,
            (StoryKind::Forbidden, Some(_)) => Verdict::Open,
        }
    }
}
