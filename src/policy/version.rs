//! The versions of a measure that stand side by side in one bundle (DESIGN 9.1): which parts of which
//! amendments each holds.

use std::collections::BTreeMap;

use super::Name;
use super::applies::Applies;
use super::article::ArticleRef;
use super::assume::Assumed;
use super::milder::Milder;
use super::validity::Validity;
use crate::calendar::Day;
use crate::lang::Text;
use crate::source::Span;

/// What becomes of a term that runs already where its length changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Running {
    /// It ends as it was counted.
    Keep,
    /// It is counted again from its start under the new length.
    Recount,
    /// It is counted from the day of effect.
    Anew,
}

/// Where a case stands after the day of effect that waits in a state which an amendment touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The machine.
    pub machine: Name,
    /// The state in which it waits.
    pub from: Name,
    /// The state in which it goes on; none where it stays.
    pub to: Option<Name>,
}

/// Operations of one amendment that apply to the same instances from the same day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The amendment's name.
    pub amendment: String,
    /// What people call the amendment.
    pub title: Text,
    /// Its place.
    pub at: Span,
    /// The day of effect.
    pub from: Day,
    /// Which day is compared with it; none means as the bundle says.
    pub applies: Option<Applies>,
    /// Where the milder version applies to conduct before it.
    pub milder: Option<Milder>,
    /// What becomes of terms that run by these parameters.
    pub running: Vec<(Name, Running)>,
    /// Where cases stand from then on.
    pub moves: Vec<Move>,
    /// The days on which the measure is in force, where this part sets them anew.
    pub validity: Option<Validity>,
}

/// The numbers of the text that an amendment makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// The day from which the text is in force.
    pub from: Day,
    /// Each number as published, and each new one of the last text, that is another in this one.
    pub now: BTreeMap<ArticleRef, ArticleRef>,
}

/// The versions of a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions {
    /// The parts, in the order of their effect.
    pub parts: Vec<Part>,
    /// The parts that each version holds, a bit for each; the first holds none.
    pub held: Vec<u64>,
    /// The texts that amendments make, in their order.
    pub texts: Vec<Renumbered>,
    /// What amendments supply.
    pub assumed: Vec<Assumed>,
}
