//! A variation of a story, and why there is none.

use crate::lang::Text;
use crate::rule::{SubjectId, Value};

/// A name with what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The name.
    pub name: String,
    /// What people call it.
    pub title: Text,
}

impl Called {
    /// What is called so.
    pub fn new(name: &str, title: &Text) -> Self {
        Self { name: name.to_owned(), title: title.or_name(name) }
    }
}

/// How a story is varied. Lines are counted from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Variation {
    /// A subject has more of a number.
    More {
        /// The line and the position of the datum; none where it is one of the facts at the beginning.
        line: Option<usize>,
        /// The position of the datum in the line, or of the fact.
        at: usize,
        /// Whose.
        who: SubjectId,
        /// The number.
        what: Called,
        /// What it was.
        from: Value,
        /// What it is.
        to: Value,
    },
    /// Somebody else files before a line and is refused.
    Refused {
        /// The line whose filing it is like.
        like: usize,
        /// Before which line.
        before: usize,
        /// The event.
        event: Called,
        /// Whether one files who may not, so that it is refused for that.
        stranger: bool,
    },
    /// Lines of one day in another order: the line that now stands at each place from the first on.
    SameDay {
        /// The first place.
        first: usize,
        /// The lines, by where they stood.
        order: Vec<usize>,
    },
    /// All is so many years later.
    Cycles {
        /// The years.
        years: i32,
    },
    /// Subjects are called otherwise, in another order.
    Renamed {
        /// Who is called otherwise.
        who: Vec<SubjectId>,
        /// The order, by what they were.
        order: Vec<SubjectId>,
    },
}

/// Why a relation cannot be tried on a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The story does not come about under its bundle.
    Unplanned,
    /// The event, fact or selection is none of the bundle under which the story is told.
    Unknown,
    /// Nothing in the story carries the number, or nobody who has it holds a place.
    NoPlace,
    /// The line with more is refused.
    MoreRefused,
    /// With more no list comes about: equals, or a limit.
    Undecided,
    /// Nobody files in the story.
    NobodyFiles,
    /// What somebody unrelated files comes to something.
    Heard,
    /// No two lines of one day are about subjects that share nothing.
    NothingToSwap,
    /// An amendment is laid on what the story tells: its days do not move.
    Amended,
    /// A rule names a day.
    DayInRule,
    /// No number of whole cycles keeps weekdays within the years that can be counted.
    NoRoom,
    /// There is no subject.
    NoSubject,
}
