//! The questions that counsel asks of every amendment, and what can come of them.

use crate::lang::Phrase;

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// What is pending.
    Pending,
    /// What has begun.
    Proceedings,
    /// Times before which something may not happen.
    Notices,
    /// Lines of registers.
    Registers,
    /// Who may act.
    Offices,
    /// What was done before the day of effect and is dealt with after.
    Breaches,
    /// Time that passed before the day of effect.
    Accrued,
    /// The days between the end of the old text and the beginning of the new.
    Between,
    /// What must be reviewed before it is issued.
    Reviews,
}

impl Item {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Proceedings,
        Self::Notices,
        Self::Registers,
        Self::Offices,
        Self::Breaches,
        Self::Accrued,
        Self::Between,
        Self::Reviews,
    ];
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Proceedings => "proceedings",
            Self::Notices => "notices",
            Self::Registers => "registers",
            Self::Offices => "offices",
            Self::Breaches => "breaches",
            Self::Accrued => "accrued",
            Self::Between => "between",
            Self::Reviews => "reviews",
        }
    }
    /// The question in words.
    pub const fn question(self) -> Phrase {
        match self {
            Self::Pending => Phrase::CheckedPending,
            Self::Proceedings => Phrase::CheckedProceedings,
            Self::Notices => Phrase::CheckedNotices,
            Self::Registers => Phrase::CheckedRegisters,
            Self::Offices => Phrase::CheckedOffices,
            Self::Breaches => Phrase::CheckedBreaches,
            Self::Accrued => Phrase::CheckedAccrued,
            Self::Between => Phrase::CheckedBetween,
            Self::Reviews => Phrase::CheckedReviews,
        }
    }
}

/// What comes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The amendment does not touch it.
    Untouched,
    /// The amendment says it.
    Answered,
    /// The drafter is asked.
    Open,
}

impl Standing {
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Answered => "answered",
            Self::Open => "open",
        }
    }
    /// The same in words.
    pub const fn said(self) -> Phrase {
        match self {
            Self::Untouched => Phrase::CheckedNone,
            Self::Answered => Phrase::CheckedAnswered,
            Self::Open => Phrase::CheckedOpen,
        }
    }
}
