//! The days on which a measure is in force.

use super::origin::Origin;
use crate::calendar::Day;
use crate::source::Span;

/// The days on which a measure is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Validity {
    /// The first day.
    pub from: Day,
    /// The last day; none means without end.
    pub to: Option<Day>,
    /// Where it comes from.
    pub origin: Origin,
    /// Its place.
    pub at: Span,
}
