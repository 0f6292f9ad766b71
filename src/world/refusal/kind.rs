//! Every kind of refusal, once, in the order in which they are told (DESIGN 8.2): the name by which
//! scenarios and JSON know it, and what people call it.

use super::reason::Reason;
use crate::lang::Phrase;

macro_rules! kinds {
    ($( $kind:ident $name:literal $phrase:ident )*) => {
        /// A kind of refusal; those that are told first come first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is told where a reason of it is declared")]
        pub enum RefusalKind { $( $kind, )* }

        impl RefusalKind {
            /// All kinds in their order.
            pub const ALL: &'static [Self] = &[ $( Self::$kind, )* ];
            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$kind => $name, )* }
            }
            /// What people call it.
            pub const fn phrase(self) -> Phrase {
                match self { $( Self::$kind => Phrase::$phrase, )* }
            }
        }
    };
}

kinds! {
    NoInstance "no_instance" KindNoInstance
    Ended "ended" KindEnded
    NotExpected "not_expected" KindNotExpected
    Role "role" KindRole
    NotInForce "not_in_force" KindNotInForce
    TooEarly "too_early" KindTooEarly
    NotMet "not_met" KindNotMet
    Unknown "unknown" KindUnknown
    Fault "fault" KindFault
    Ambiguous "ambiguous" KindAmbiguous
    Endless "endless" KindEndless
    Quota "quota" KindQuota
    NoCandidate "no_candidate" KindNoCandidate
    TwicePlaced "twice_placed" KindTwicePlaced
    Placement "placement" KindPlacement
    Tie "tie" KindTie
    NothingOwed "nothing_owed" KindNothingOwed
    Exists "exists" KindExists
    Sent "sent" KindSent
}

impl RefusalKind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Reason {
    /// Its kind.
    pub const fn kind(&self) -> RefusalKind {
        match self {
            Self::NoInstance(_) => RefusalKind::NoInstance,
            Self::Ended { .. } => RefusalKind::Ended,
            Self::NotExpected { .. } | Self::OtherVersion { .. } => RefusalKind::NotExpected,
            Self::Role { .. } => RefusalKind::Role,
            Self::NotInForce => RefusalKind::NotInForce,
            Self::TooEarly { .. } => RefusalKind::TooEarly,
            Self::NotMet { .. } => RefusalKind::NotMet,
            Self::Unknown { .. } => RefusalKind::Unknown,
            Self::Fault { .. } => RefusalKind::Fault,
            Self::Ambiguous(..) => RefusalKind::Ambiguous,
            Self::Endless(_) => RefusalKind::Endless,
            Self::Quota { .. } => RefusalKind::Quota,
            Self::NoCandidate { .. } => RefusalKind::NoCandidate,
            Self::TwicePlaced { .. } => RefusalKind::TwicePlaced,
            Self::Placement { .. } => RefusalKind::Placement,
            Self::Tie { .. } => RefusalKind::Tie,
            Self::NothingOwed(_) => RefusalKind::NothingOwed,
            Self::Exists { .. } => RefusalKind::Exists,
            Self::Sent { .. } => RefusalKind::Sent,
        }
    }
}

/// The order in which reasons are told.
pub(in crate::world) fn order_reasons(reasons: &mut [Reason]) {
    reasons.sort_by_key(Reason::kind);
}

impl serde::Serialize for RefusalKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
