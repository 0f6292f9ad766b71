//! States, transitions and stages that a change puts into a machine, takes out or sets in another
//! order.

use super::Name;
use super::declarations::Place;
use super::machine::{State, Transition};
use crate::source::Span;

/// States are put into a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct StatesChange {
    /// The machine.
    pub machine: Name,
    /// The states.
    pub add: Vec<State>,
    /// The state whose children they are; the outermost states' siblings where none is named.
    pub under: Option<Name>,
    /// Where they stand among the children; last where it is left out.
    pub place: Option<Place>,
}

/// A transition is put into a state.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTransition {
    /// The machine.
    pub machine: Name,
    /// The state that it leaves.
    pub state: Name,
    /// Before or after which of the state's transitions it is asked; last where it is left out.
    pub place: Option<Place>,
    /// The transition.
    pub on: Transition,
}

/// A stage is put on the way to a state, or on the way out of one.
#[derive(Clone, Debug, PartialEq)]
pub struct StageChange {
    /// The machine.
    pub machine: Name,
    /// Before or after which state.
    pub place: Place,
    /// The new state with all that it holds.
    pub state: State,
    /// The events or timers of the state before it that lead to it now; of a stage `after` only.
    pub on: Vec<Name>,
    /// What goes on as it went: `state` or `state.event`; of a stage `before` only.
    pub except: Vec<Name>,
    /// What is meant now where a name of a neighbour is used.
    pub names: Vec<(Name, Meant)>,
}

/// What is meant where a state is named that has a new neighbour.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// The same.
    Stay,
    /// The state and another.
    Also(Name),
    /// Another in its place.
    To(Name),
}

/// A stage that was put into a machine, with what is asked of the names around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// The change.
    pub at: Span,
    /// The machine.
    pub machine: String,
    /// The new state.
    pub stage: String,
    /// The states around it.
    pub asked: Vec<String>,
    /// What is meant where they are named.
    pub names: Vec<(Name, Meant)>,
}
