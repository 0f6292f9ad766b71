//! Which day decides what applies: values, and later whole versions (DESIGN 8.10).

use super::Name;

/// The day whose values apply, as declared; where nothing is, it is the opening of the outermost
/// owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applies {
    /// The opening of an instance of that machine: `by: machine("season")`.
    Machine(Name),
    /// The latest of these events: `by: event("file")`.
    Events(Vec<Name>),
    /// The act itself: `by: act`.
    Act,
}
