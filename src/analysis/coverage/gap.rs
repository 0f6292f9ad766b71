//! What no story shows: why, and what to change in the nearest story.

use super::near::Near;
use super::unit::Outcome;
use crate::calendar::Day;
use crate::chart::{StateId, TransitionId};
use crate::lang::Text;
use crate::program::RuleId;
use crate::rule::MachineId;

macro_rules! reasons {
    ($( $(#[$doc:meta])* $case:ident $( ( $($of:ty),* ) )? $word:literal )*) => {
        /// Why something was never seen.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Why { $( $(#[$doc])* $case $( ( $($of),* ) )?, )* }

        impl Why {
            /// The word by which data name it.
            pub const fn word(&self) -> &'static str {
                match self { $( Self::$case { .. } => $word, )* }
            }
        }
    };
}

reasons! {
    /// No instance of the machine was ever opened.
    NeverOpened(MachineId) "never_opened"
    /// The state was never entered.
    NeverReached(MachineId, StateId) "never_reached"
    /// It stood in the state, and the event never came.
    NoEvent(MachineId, StateId) "no_event"
    /// These conditions never held all at once.
    NotMet(Vec<RuleId>) "guard_never_true"
    /// Nobody who may do it did.
    NotEntitled "not_entitled"
    /// It was always too early: the first lawful day.
    TooEarly(Day) "too_early"
    /// Another transition always took the event first.
    Shadowed(MachineId, TransitionId) "shadowed"
    /// It was enabled, and the step came to nothing for another reason.
    CameToNothing "came_to_nothing"
    /// It was never asked.
    NeverAsked "never_asked"
    /// It was asked, and always came out otherwise.
    NeverSo(Outcome) "never_so"
    /// The values lay elsewhere.
    Elsewhere "elsewhere"
    /// Stories end, or go on, before its day.
    NotWaited "not_waited"
    /// Nothing ever happened before its day.
    NeverLeft "never_left"
    /// Nobody ever did it who may not.
    AlwaysEntitled "always_entitled"
    /// No list was ever decided.
    NeverDecided "never_decided"
    /// The duty was never laid.
    NeverLaid "never_laid"
    /// The duty was laid, and never done.
    NeverDone "never_done"
    /// The duty was laid, and never left undone.
    NeverMissed "never_missed"
    /// No line was ever entered.
    NeverEntered "never_entered"
    /// There were lines, and none answered a question or was ended.
    LinesOnly "lines_only"
    /// What cites it never happened.
    NothingHappened "nothing_happened"
    /// Nothing that runs cites it.
    Uncited "uncited"
    /// The article is not carried yet.
    Pending "pending"
    /// It produces no effect of its own.
    Declaratory(Text) "declaratory"
    /// It was repealed.
    Repealed(Text) "repealed"
}

impl Why {
    /// Whether nothing runs that could be seen.
    pub const fn is_excused(&self) -> bool {
        matches!(self, Self::Uncited | Self::Declaratory(_) | Self::Repealed(_))
    }
}

/// Something that no story shows.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The element, by its position.
    pub element: usize,
    /// What never came of it.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
    /// The story that came nearest, with what to change in it.
    pub near: Option<Near>,
    /// Why it need not be seen, where the bundle declares it.
    pub declared: Option<Text>,
}

impl Gap {
    /// Whether it need not be seen: it is not counted.
    pub const fn is_excused(&self) -> bool {
        self.declared.is_some() || self.why.is_excused()
    }
}
