//! What a rule touches beside its own subject, so that whoever changes it must have it reviewed.

use crate::lang::Phrase;

macro_rules! concerns {
    ($( $(#[doc = $doc:literal])* $concern:ident $name:literal $title:ident $review:ident )*) => {
        /// A concern of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Concern { $( $(#[doc = $doc])* $concern, )* }

        impl Concern {
            /// All of them.
            pub const ALL: &'static [Self] = &[ $( Self::$concern, )* ];
            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$concern => $name, )* }
            }
            /// What people call the review.
            pub const fn title(self) -> Phrase {
                match self { $( Self::$concern => Phrase::$title, )* }
            }
            /// What the review asks of the drafter.
            pub const fn review(self) -> Phrase {
                match self { $( Self::$concern => Phrase::$review, )* }
            }
        }
    };
}

concerns! {
    /// It may keep businesses out, or treat those from elsewhere otherwise.
    FairCompetition "fair_competition" ConcernFairCompetition ReviewFairCompetition
}

impl Concern {
    /// The concern of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|concern| concern.name() == name)
    }
}
