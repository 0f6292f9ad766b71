//! What can be wrong with a chart, as data: the states and transitions that a message would name.

use super::state::{StateId, TransitionId};

/// Where a state is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the initial transition of this state.
    Initial(StateId),
    /// In this transition.
    Transition(TransitionId),
    /// Where this state was given its done event.
    DoneEvent(StateId),
}

/// One thing that is wrong with a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// `state` was not added in document order: `parent` was left before, or does not exist.
    NotInDocumentOrder {
        /// The state that came too late.
        state: StateId,
        /// Its parent.
        parent: StateId,
    },
    /// A state that cannot have children, a final one for instance, has one.
    ChildOfLeaf {
        /// The state that cannot have children.
        parent: StateId,
        /// The child.
        child: StateId,
    },
    /// A compound or parallel state has no child that could be active.
    NoChild {
        /// The compound or parallel state.
        state: StateId,
    },
    /// A final state is the child of a parallel one, which could then never be entered unfinished.
    FinalInParallel {
        /// The final state.
        state: StateId,
    },
    /// A history state is a child of the root, which is never left and so never recorded.
    HistoryInRoot {
        /// The history state.
        history: StateId,
    },
    /// A state that is not compound has an initial transition.
    InitialOfNonCompound {
        /// The state.
        state: StateId,
    },
    /// An initial transition has no target.
    InitialTargetless {
        /// The compound state.
        state: StateId,
    },
    /// An initial transition leads out of its state.
    InitialOutside {
        /// The compound state.
        state: StateId,
        /// The target that does not lie below it.
        target: StateId,
    },
    /// A state that is neither compound nor parallel, or the root, has a done event.
    NeverDone {
        /// The state.
        state: StateId,
    },
    /// A state is named that the chart does not have.
    UnknownState {
        /// Where it is named.
        origin: Origin,
        /// The state.
        state: StateId,
    },
    /// The root is a target. It cannot be: it is never entered.
    RootAsTarget {
        /// Where it is the target.
        origin: Origin,
    },
    /// Two targets can never be active together, or one lies below the other (SCXML 3.11).
    IllegalTargets {
        /// Whose targets they are.
        origin: Origin,
        /// The one written first.
        first: StateId,
        /// The other.
        second: StateId,
    },
    /// The root has a transition. The `<scxml>` element has none.
    TransitionOfRoot {
        /// The transition.
        transition: TransitionId,
    },
    /// A final state has a transition.
    TransitionOfFinal {
        /// The final state.
        state: StateId,
        /// The transition.
        transition: TransitionId,
    },
    /// A transition waits for events and names none.
    NoEvent {
        /// The transition.
        transition: TransitionId,
    },
    /// A history state has no default transition.
    HistoryWithoutDefault {
        /// The history state.
        history: StateId,
    },
    /// A history state has two transitions.
    HistoryWithTwoDefaults {
        /// The history state.
        history: StateId,
        /// The second transition.
        second: TransitionId,
    },
    /// The default transition of a history state waits for an event.
    HistoryDefaultWithEvent {
        /// The history state.
        history: StateId,
        /// Its transition.
        transition: TransitionId,
    },
    /// The default transition of a history state has no target.
    HistoryDefaultTargetless {
        /// The history state.
        history: StateId,
        /// Its transition.
        transition: TransitionId,
    },
    /// The default transition of a history state leads out of the parent, or to a history state of
    /// the same parent.
    HistoryDefaultOutside {
        /// The history state.
        history: StateId,
        /// The target that does not lie below the parent.
        target: StateId,
    },
}
