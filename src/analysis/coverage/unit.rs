//! What is counted: kinds of elements, what can come of each, and the elements themselves.

use crate::chart::{StateId, TransitionId};
use crate::policy::{ArticleNumber, ArticleRef, Cited};
use crate::program::{ObligationId, RuleId, SelectionId};
use crate::rule::{FindingId, MachineId, RegisterId};
use crate::source::Span;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$of:meta])* $case:ident $word:literal )* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$of])* $case, )* }

        impl $name {
            /// All in their order.
            pub const ALL: &'static [Self] = &[ $( Self::$case, )* ];
            /// The word by which files and data name it.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$case => $word, )* }
            }
            /// The one of that word.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// A kind of element.
    Kind {
        /// An article of the text.
        Article "article"
        /// A paragraph, an item or a point that something cites.
        Item "item"
        /// A state of a machine.
        State "state"
        /// A transition.
        Transition "transition"
        /// A condition where it is asked.
        Guard "guard"
        /// A part of a condition that has no parts itself.
        Clause "clause"
        /// A comparison with a number or a length, a floor of days.
        Boundary "boundary"
        /// A timer of a state, or an event that is sent later.
        Timer "timer"
        /// A power that somebody may lack.
        Role "role"
        /// A limit of a selection.
        Quota "quota"
        /// A duty.
        Duty "duty"
        /// A register.
        Register "register"
        /// A reading of the words.
        Reading "reading"
    }
}

words! {
    /// What can come of an element.
    Outcome {
        /// Something that cites it happened, or it was entered, taken or followed.
        Happened "happened"
        /// It held.
        Holds "holds"
        /// It did not hold.
        Fails "fails"
        /// It could not be decided.
        Unknown "unknown"
        /// It alone decided how its condition came out, once while it held and once while it did not.
        Decides "decides"
        /// A timer fired, what is sent later arrived.
        Fires "fires"
        /// A timer ended with its state, what was to be sent later was taken back.
        Cancelled "cancelled"
        /// Somebody without the role was refused.
        Refused "refused"
        /// The value was one unit or one day below, or fewer were placed than may be.
        Below "below"
        /// The value was just that, or as many were placed as may be.
        At "at"
        /// The value was one unit or one day above, or more were to be placed than may be.
        Above "above"
        /// A duty was done.
        Fulfilled "fulfilled"
        /// A duty was breached, overdue or left undone.
        Missed "missed"
        /// A line was entered.
        Entered "entered"
        /// A line answered a question.
        Used "used"
        /// A line was ended early.
        Ended "ended"
    }
}

/// Which element of a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is told where its kind is declared")]
pub enum Of {
    Article(ArticleNumber),
    Item(ArticleRef),
    State(MachineId, StateId),
    Transition(MachineId, TransitionId),
    /// The transition that asks it; none where an action or a selection does.
    Guard(Option<(MachineId, TransitionId)>, RuleId),
    /// Its place; a rule that several machines ask is written once.
    Clause(Span),
    /// A comparison, by its place.
    Boundary(Span),
    /// The first lawful day of a transition.
    Floor(MachineId, TransitionId),
    Timer(MachineId, TransitionId),
    /// An event that a machine sends later.
    Later(MachineId, crate::chart::EventId),
    Role(MachineId, TransitionId),
    /// Who may make a finding.
    Finder(FindingId),
    Quota(SelectionId, usize),
    Duty(ObligationId),
    Register(RegisterId),
    Reading(String),
}

impl Of {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Article(_) => Kind::Article,
            Self::Item(_) => Kind::Item,
            Self::State(..) => Kind::State,
            Self::Transition(..) => Kind::Transition,
            Self::Guard(..) => Kind::Guard,
            Self::Clause(_) => Kind::Clause,
            Self::Boundary(_) | Self::Floor(..) => Kind::Boundary,
            Self::Timer(..) | Self::Later(..) => Kind::Timer,
            Self::Role(..) | Self::Finder(_) => Kind::Role,
            Self::Quota(..) => Kind::Quota,
            Self::Duty(_) => Kind::Duty,
            Self::Register(_) => Kind::Register,
            Self::Reading(_) => Kind::Reading,
        }
    }
}

/// An element with what can come of it.
#[derive(Clone, Debug)]
pub struct Element {
    /// Which.
    pub of: Of,
    /// Its name, the same in every run and without places: `case.filed.pass`.
    pub name: String,
    /// What can come of it.
    pub outcomes: Vec<Outcome>,
    /// Its sources.
    pub cited: Cited,
    /// Its place, where it has one of its own.
    pub at: Option<Span>,
    /// The machine whose names its words use.
    pub machine: Option<MachineId>,
    /// For a part of a condition, a rule in which it stands.
    pub rule: Option<RuleId>,
    /// Whether it stands under the measure as published, amendments apart.
    pub published: bool,
}

impl Element {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        self.of.kind()
    }
}

/// One thing to be seen: the element by its position, and what came of it.
pub type Seen = (usize, Outcome);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{OUTCOMES, UNCOVERED_KINDS};

    #[test]
    fn what_a_bundle_may_declare_is_what_is_counted() {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(kinds, UNCOVERED_KINDS);
        let outcomes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.word()).collect();
        assert_eq!(outcomes, OUTCOMES);
    }
}
