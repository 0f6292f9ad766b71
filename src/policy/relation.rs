//! Relations between outcomes that a bundle declares: what must not change, or not for the worse,
//! where a story is varied, whatever its outcome is.

use super::Name;
use super::origin::Origin;
use crate::lang::Text;
use crate::source::Span;

/// A relation that is declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// What holds.
    pub holds: Holds,
    /// The place of what holds.
    pub at: Span,
}

/// What holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// More of a number never loses a place.
    More {
        /// The number.
        of: Counted,
        /// The selection in which the place is.
        selection: Name,
    },
    /// A refused filing of somebody unrelated changes nothing for the others.
    Refused {
        /// The event by which one files.
        event: Name,
        /// The role in which one files; none means as whoever files it in the story.
        by: Option<Name>,
        /// States in which a filing stands that came to nothing; one that is not heard at all is
        /// refused anyway.
        ends: Vec<Name>,
    },
    /// The order of one day's lines about subjects that share nothing does not matter.
    SameDay {
        /// The events that may change places; none named means all, and findings.
        events: Vec<Name>,
    },
    /// All dates moved by whole cycles move the outcomes and change nothing else.
    Cycles {
        /// The parameter that is the length of the cycle.
        cycle: Name,
        /// Parts of keys, data, facts, columns and parameters that count years.
        years: Vec<Name>,
    },
    /// Other names, declared in another order, change the names and nothing else.
    Renamed,
}

/// A number that is ranked.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// What an event carries.
    Event(Name, Name),
    /// A fact of the subject.
    Fact(Name),
}

impl Holds {
    /// The word by which it is declared.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::More { .. } => "more",
            Self::Refused { .. } => "refused",
            Self::SameDay { .. } => "same_day",
            Self::Cycles { .. } => "cycles",
            Self::Renamed => "renamed",
        }
    }
}
