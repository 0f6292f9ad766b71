//! The names of what a chart is made of: states, transitions, and what a state is.

use crate::ident::id_type;

id_type!(
    /// A state of a chart. Ids follow document order; the first is the root, the `<scxml>` element.
    StateId
);
id_type!(
    /// A transition of a chart. Among those of one state, ids follow document order.
    TransitionId
);

/// What a state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `<state>` without children.
    Atomic,
    /// A `<state>` with children, of which one is active while it is. The root is one.
    Compound,
    /// A `<parallel>`: all its children are active while it is.
    Parallel,
    /// A `<final>`.
    Final,
    /// A `<history type="shallow">`: stands for the child that was active when its parent was left.
    ShallowHistory,
    /// A `<history type="deep">`: stands for the atomic states that were active then.
    DeepHistory,
}

impl Kind {
    /// Whether this is a history pseudo-state, which is never active (isHistoryState).
    pub fn is_history(self) -> bool {
        match self {
            Self::ShallowHistory | Self::DeepHistory => true,
            Self::Atomic | Self::Compound | Self::Parallel | Self::Final => false,
        }
    }
    /// Whether a state of this kind has no children and can be active (isAtomicState).
    pub fn is_atomic(self) -> bool {
        match self {
            Self::Atomic | Self::Final => true,
            Self::Compound | Self::Parallel | Self::ShallowHistory | Self::DeepHistory => false,
        }
    }
    /// Whether a state of this kind has children.
    pub fn is_composite(self) -> bool {
        match self {
            Self::Compound | Self::Parallel => true,
            Self::Atomic | Self::Final | Self::ShallowHistory | Self::DeepHistory => false,
        }
    }
}
