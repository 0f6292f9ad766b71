//! A chart: its states in document order, its transitions, and what can be known of them before
//! anything runs. Document order is the order of the ids, so the descendants of a state are a range.

use super::event::{EventId, Trigger};
use super::set::StateSet;
use super::state::{Kind, StateId, TransitionId};
use crate::ident::{Id, IdVec};

/// A chart that is known to be well formed. It never changes and may be shared between threads.
#[derive(Clone, Debug)]
pub struct Chart {
    pub(super) states: IdVec<StateId, State>,
    pub(super) transitions: IdVec<TransitionId, Transition>,
    /// The states that are atomic or final.
    pub(super) atomic: StateSet,
    /// Without a parallel state, one atomic state is active and one transition is selected.
    pub(super) has_parallel: bool,
    pub(super) has_history: bool,
    /// Without an eventless transition no state is left but on an event.
    pub(super) has_eventless: bool,
}

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) kind: Kind,
    /// The root is its own parent.
    pub(super) parent: StateId,
    /// The last descendant in document order; the state itself where it has none.
    pub(super) last: StateId,
    /// The targets of the initial transition of a compound state.
    pub(super) initial: Box<[StateId]>,
    /// The history states among the children.
    pub(super) histories: Box<[StateId]>,
    pub(super) done: Option<EventId>,
    pub(super) transitions: Box<[TransitionId]>,
    pub(super) eventless: Lane,
    /// What matches an event that no transition of this state names.
    pub(super) any: Lane,
    /// What matches each event that is named, the transitions on any event among them; by event.
    pub(super) named: Box<[(EventId, Lane)]>,
    /// Whether this state or an ancestor has an eventless transition.
    pub(super) may_go_on: bool,
}

/// The transitions of one state that one event matches, in document order.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    pub(super) transitions: Box<[TransitionId]>,
    /// Whether one of them is exclusive.
    pub(super) exclusive: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Transition {
    pub(super) source: StateId,
    pub(super) trigger: Trigger,
    pub(super) targets: Box<[StateId]>,
    pub(super) internal: bool,
    pub(super) exclusive: bool,
    pub(super) plan: Plan,
}

/// What a transition leaves and enters, as far as the chart alone tells it.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// It has no target: it leaves and enters nothing.
    Targetless,
    /// It meets no history state. The states entered stand in document order, each with whether its
    /// initial transition is taken.
    Fixed { domain: StateId, entries: Box<[(StateId, bool)]> },
    /// A history state decides; the domain is fixed where none is among the targets.
    ByHistory { domain: Option<StateId> },
}

impl Chart {
    /// The root: the `<scxml>` element. It is in no configuration, as in the standard.
    #[inline]
    pub fn root(&self) -> StateId {
        StateId::new(0)
    }
    /// All states in document order, the root first, history states among them.
    pub fn states(&self) -> impl DoubleEndedIterator<Item = StateId> + use<> {
        self.states.ids()
    }
    /// All transitions in the order in which they were declared.
    pub fn transitions(&self) -> impl DoubleEndedIterator<Item = TransitionId> + use<> {
        self.transitions.ids()
    }
    /// What `state` is.
    #[inline]
    pub fn kind(&self, state: StateId) -> Kind {
        self.states[state].kind
    }
    /// The parent; the root has none.
    pub fn parent(&self, state: StateId) -> Option<StateId> {
        (state != self.root()).then(|| self.states[state].parent)
    }
    /// The children in document order, history states among them.
    pub fn children(&self, state: StateId) -> impl Iterator<Item = StateId> + use<'_> {
        let last = self.states[state].last.index();
        let mut next = state.index() + 1;
        std::iter::from_fn(move || {
            (next <= last).then(|| {
                let child = StateId::new(next);
                next = self.states[child].last.index() + 1;
                child
            })
        })
    }
    /// The last state that lies below `state`, in document order; itself where there is none.
    pub fn last(&self, state: StateId) -> StateId {
        self.states[state].last
    }
    /// The children that can be active, in document order (getChildStates).
    pub fn child_states(&self, state: StateId) -> impl Iterator<Item = StateId> + use<'_> {
        self.children(state).filter(|&child| !self.kind(child).is_history())
    }
    /// The ancestors, parent first, root last (getProperAncestors).
    pub fn proper_ancestors(&self, state: StateId) -> impl Iterator<Item = StateId> + use<'_> {
        std::iter::successors(self.parent(state), |&ancestor| self.parent(ancestor))
    }
    /// Whether `state` lies below `ancestor`; no state lies below itself (isDescendant).
    #[inline]
    pub fn is_descendant(&self, state: StateId, ancestor: StateId) -> bool {
        ancestor < state && state <= self.states[ancestor].last
    }
    /// Whether two states may be active at once: one lies in the other, or they lie in regions side by
    /// side.
    pub fn may_be_together(&self, one: StateId, other: StateId) -> bool {
        let holds = |outer: StateId| outer == other || self.is_descendant(other, outer);
        let common = std::iter::once(one).chain(self.proper_ancestors(one)).find(|&at| holds(at));
        common.is_some_and(|at| at == one || at == other || self.kind(at) == Kind::Parallel)
    }
    /// The targets of the initial transition of a compound state; for others none.
    pub fn initial(&self, state: StateId) -> &[StateId] {
        &self.states[state].initial
    }
    /// The event raised when `state` is done, where it has one.
    pub fn done_event(&self, state: StateId) -> Option<EventId> {
        self.states[state].done
    }
    /// The transitions of `state` in document order. A history state has one, its default.
    pub fn transitions_of(&self, state: StateId) -> &[TransitionId] {
        &self.states[state].transitions
    }
    /// The state that `transition` belongs to.
    #[inline]
    pub fn source(&self, transition: TransitionId) -> StateId {
        self.transitions[transition].source
    }
    /// The events that `transition` waits for.
    pub fn trigger(&self, transition: TransitionId) -> &Trigger {
        &self.transitions[transition].trigger
    }
    /// The targets as written; empty where `transition` has none.
    pub fn targets(&self, transition: TransitionId) -> &[StateId] {
        &self.transitions[transition].targets
    }
    /// Whether `transition` is of type internal.
    pub fn is_internal(&self, transition: TransitionId) -> bool {
        self.transitions[transition].internal
    }
    /// Whether there is a history state.
    #[inline]
    pub fn has_history(&self) -> bool {
        self.has_history
    }
    /// Whether it is an error that another transition is enabled beside `transition`.
    #[inline]
    pub fn is_exclusive(&self, transition: TransitionId) -> bool {
        self.transitions[transition].exclusive
    }

    /// The targets of the default transition of a history state.
    pub(super) fn default_targets(&self, history: StateId) -> &[StateId] {
        // INVARIANT: checked when built, a history state has one transition.
        self.transitions_of(history).first().map_or(&[], |&default| self.targets(default))
    }
    /// The positions of the descendants of `state`.
    #[inline]
    pub(super) fn descendants(&self, state: StateId) -> std::ops::Range<usize> {
        state.index() + 1..self.states[state].last.index() + 1
    }
    /// The transitions of `state` that `event` matches, or its eventless ones.
    #[inline]
    pub(super) fn lane(&self, state: StateId, event: Option<EventId>) -> &Lane {
        let state = &self.states[state];
        match event {
            None => &state.eventless,
            Some(event) => match state.named.binary_search_by_key(&event, |named| named.0) {
                Ok(place) => &state.named[place].1,
                Err(_) => &state.any,
            },
        }
    }
    /// No states, with room for all of this chart.
    #[inline]
    pub(super) fn no_states(&self) -> StateSet {
        StateSet::with_room(self.states.len())
    }
}
