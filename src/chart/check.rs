//! What must hold of a chart (SCXML 3.2 to 3.11), so that whatever runs reaches legal
//! configurations only.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, TransitionDraft};
use super::error::{ChartError, Origin};
use super::event::Trigger;
use super::state::{Kind, StateId, TransitionId};

/// All that is wrong with a draft whose states stand in document order.
pub(super) fn check(draft: &Draft) -> Vec<ChartError> {
    let mut errors = Vec::new();
    let below = Below::collected(draft);
    for state in draft.states.ids() {
        check_state(draft, state, &below, &mut errors);
    }
    for (state, targets) in &draft.initials {
        check_initial(draft, *state, targets, &mut errors);
    }
    for &(state, _) in &draft.done_events {
        match draft.states.get(state) {
            None => {
                errors.push(ChartError::UnknownState { origin: Origin::DoneEvent(state), state });
            }
            // The root ends the whole and raises nothing (S9).
            Some(known) if state == draft.root() || !known.kind.is_composite() => {
                errors.push(ChartError::NeverDone { state });
            }
            Some(_) => {}
        }
    }
    for (id, transition) in draft.transitions.enumerated() {
        check_transition(draft, id, transition, &mut errors);
    }
    errors
}

/// What lies below the states, collected in one walk.
struct Below {
    /// The states with a child that can be active.
    parents: BTreeSet<StateId>,
    /// The transitions of each history state.
    defaults: BTreeMap<StateId, Vec<TransitionId>>,
}

impl Below {
    fn collected(draft: &Draft) -> Self {
        let root = draft.root();
        let children = draft.states.enumerated().filter(|(child, _)| *child != root);
        let active = children.filter(|(_, known)| !known.kind.is_history());
        let parents = active.map(|(_, known)| known.parent).collect();
        let mut defaults: BTreeMap<StateId, Vec<TransitionId>> = BTreeMap::new();
        for (id, transition) in draft.transitions.enumerated() {
            let source = draft.states.get(transition.source);
            if source.is_some_and(|source| source.kind.is_history()) {
                defaults.entry(transition.source).or_default().push(id);
            }
        }
        Self { parents, defaults }
    }
}

fn check_state(draft: &Draft, state: StateId, below: &Below, errors: &mut Vec<ChartError>) {
    let root = draft.root();
    let kind = draft.states[state].kind;
    let parent = draft.states[state].parent;
    if state != root {
        let parent_kind = draft.states[parent].kind;
        if !parent_kind.is_composite() {
            errors.push(ChartError::ChildOfLeaf { parent, child: state });
        }
        if kind == Kind::Final && parent_kind == Kind::Parallel {
            errors.push(ChartError::FinalInParallel { state });
        }
        if kind.is_history() && parent == root {
            errors.push(ChartError::HistoryInRoot { history: state });
        }
    }
    if kind.is_composite() && !below.parents.contains(&state) {
        errors.push(ChartError::NoChild { state });
    }
    if kind.is_history() {
        match below.defaults.get(&state).map(Vec::as_slice) {
            None | Some([]) => errors.push(ChartError::HistoryWithoutDefault { history: state }),
            Some([_]) => {}
            Some(&[_, second, ..]) => {
                errors.push(ChartError::HistoryWithTwoDefaults { history: state, second });
            }
        }
    }
}

fn check_initial(draft: &Draft, state: StateId, targets: &[StateId], errors: &mut Vec<ChartError>) {
    let origin = Origin::Initial(state);
    let Some(known) = draft.states.get(state) else {
        errors.push(ChartError::UnknownState { origin, state });
        return;
    };
    if known.kind != Kind::Compound {
        errors.push(ChartError::InitialOfNonCompound { state });
        return;
    }
    if targets.is_empty() {
        errors.push(ChartError::InitialTargetless { state });
    }
    if !check_targets(draft, origin, targets, errors) {
        return;
    }
    for &target in targets {
        // A history child of the state itself is lawful: it resumes what was left.
        if !is_descendant(draft, target, state) {
            errors.push(ChartError::InitialOutside { state, target });
        }
    }
}

fn check_transition(
    draft: &Draft,
    id: TransitionId,
    transition: &TransitionDraft,
    errors: &mut Vec<ChartError>,
) {
    let origin = Origin::Transition(id);
    let source = transition.source;
    let Some(known) = draft.states.get(source) else {
        errors.push(ChartError::UnknownState { origin, state: source });
        return;
    };
    if source == draft.root() {
        errors.push(ChartError::TransitionOfRoot { transition: id });
    }
    if known.kind == Kind::Final {
        errors.push(ChartError::TransitionOfFinal { state: source, transition: id });
    }
    let sound = check_targets(draft, origin, &transition.targets, errors);
    if known.kind.is_history() {
        check_default(draft, id, transition, sound, errors);
    } else if matches!(&transition.trigger, Trigger::Events(events) if events.is_empty()) {
        errors.push(ChartError::NoEvent { transition: id });
    }
}

/// What must hold of the default transition of a history state (SCXML 3.10).
fn check_default(
    draft: &Draft,
    id: TransitionId,
    transition: &TransitionDraft,
    sound: bool,
    errors: &mut Vec<ChartError>,
) {
    let history = transition.source;
    let parent = draft.states[history].parent;
    if transition.trigger != Trigger::Eventless {
        errors.push(ChartError::HistoryDefaultWithEvent { history, transition: id });
    }
    if transition.targets.is_empty() {
        errors.push(ChartError::HistoryDefaultTargetless { history, transition: id });
    }
    if sound {
        for &target in &transition.targets {
            // Two history states of one parent could name each other without end; below the parent
            // each default leads further down, so that following them ends.
            if !is_descendant(draft, stand_in(draft, target), parent) {
                errors.push(ChartError::HistoryDefaultOutside { history, target });
            }
        }
    }
}

/// Whether all targets exist and can be active together (SCXML 3.11, legal state specification).
fn check_targets(
    draft: &Draft,
    origin: Origin,
    targets: &[StateId],
    errors: &mut Vec<ChartError>,
) -> bool {
    let before = errors.len();
    for &target in targets {
        if draft.states.get(target).is_none() {
            errors.push(ChartError::UnknownState { origin, state: target });
        } else if target == draft.root() {
            errors.push(ChartError::RootAsTarget { origin });
        }
    }
    if errors.len() > before {
        return false;
    }
    for (place, &second) in targets.iter().enumerate() {
        for &first in targets.iter().take(place) {
            if !orthogonal(draft, stand_in(draft, first), stand_in(draft, second)) {
                errors.push(ChartError::IllegalTargets { origin, first, second });
            }
        }
    }
    errors.len() == before
}

/// A history state may bring back anything below its parent, so it counts as the parent.
fn stand_in(draft: &Draft, target: StateId) -> StateId {
    let known = &draft.states[target];
    if known.kind.is_history() { known.parent } else { target }
}

/// Whether the nearest state above both is parallel and neither lies above the other.
fn orthogonal(draft: &Draft, first: StateId, second: StateId) -> bool {
    if first == second || is_descendant(draft, first, second) || is_descendant(draft, second, first)
    {
        return false;
    }
    ancestors(draft, first)
        .find(|&ancestor| is_descendant(draft, second, ancestor))
        .is_some_and(|ancestor| draft.states[ancestor].kind == Kind::Parallel)
}

fn is_descendant(draft: &Draft, state: StateId, ancestor: StateId) -> bool {
    ancestors(draft, state).any(|above| above == ancestor)
}

fn ancestors(draft: &Draft, state: StateId) -> impl Iterator<Item = StateId> + use<'_> {
    let parent = |state: StateId| (state != draft.root()).then(|| draft.states[state].parent);
    std::iter::successors(parent(state), move |&above| parent(above))
}
