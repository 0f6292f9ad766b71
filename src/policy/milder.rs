//! Of two versions the milder one, whole (从旧兼从轻): which day is that of the conduct, which act decides
//! on it, and by what the better of its two outcomes is known (DESIGN 9.4).

use super::Name;
use super::applies::Applies;

/// Conduct before the day of effect on which somebody decides later: whichever of the two versions is
/// the better one for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milder {
    /// The day of the conduct.
    pub conduct: Applies,
    /// The acts that decide.
    pub decided: Vec<Name>,
    /// By what the better outcome is known: the first that differs. Equal in all, the older applies.
    pub better: Vec<(Better, Name)>,
}

/// By what of two outcomes of an act the better one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Better {
    /// It enters no line in this register.
    Absent,
    /// What it enters in this register ends sooner.
    Sooner,
    /// It gives less on this account.
    Less,
    /// It gives more on this account.
    More,
    /// The case stands in this state then.
    Stands,
}
