//! From a checked draft to a chart: ranges of descendants, the index from events to transitions,
//! and what each transition leaves and enters.

use super::domain;
use super::draft::{Draft, StateDraft, TransitionDraft};
use super::entry::EntrySet;
use super::event::{EventId, Trigger};
use super::history::History;
use super::set::StateSet;
use super::state::{Kind, StateId, TransitionId};
use super::structure::{Chart, Lane, Plan, State, Transition};
use crate::ident::IdVec;

/// The chart of a draft in which nothing is wrong.
pub(super) fn compile(draft: Draft) -> Chart {
    let last = last_descendants(&draft.states);
    let of_states = OfStates::collected(&draft);
    let mut states: IdVec<StateId, State> = draft
        .states
        .enumerated()
        .map(|(id, known)| {
            let own = &of_states.all[id];
            let is_history = |child: &StateId| draft.states[*child].kind.is_history();
            State {
                kind: known.kind,
                parent: known.parent,
                last: last[id],
                initial: initial_of(&draft, id, own),
                histories: own.children.iter().copied().filter(is_history).collect(),
                done: own.done,
                eventless: lane(&draft, &own.transitions, None),
                any: lane_of_any(&draft, &own.transitions),
                named: named_events(&draft, &own.transitions)
                    .into_iter()
                    .map(|event| (event, lane(&draft, &own.transitions, Some(event))))
                    .collect(),
                transitions: own.transitions.as_slice().into(),
                may_go_on: false,
            }
        })
        .collect();
    // Parents come before their children, so that what holds above is known.
    for id in states.ids() {
        let above = states[id].parent;
        let eventless = &states[id].eventless.transitions;
        // The default of a history state waits for nothing and is yet never selected.
        let own = !eventless.is_empty() && !states[id].kind.is_history();
        states[id].may_go_on = own || states[above].may_go_on;
    }
    let mut atomic = StateSet::with_room(states.len());
    for (id, state) in states.enumerated().filter(|(_, state)| state.kind.is_atomic()) {
        debug_assert!(state.last == id);
        atomic.insert(id);
    }
    let has_parallel = states.iter().any(|state| state.kind == Kind::Parallel);
    let has_history = states.iter().any(|state| state.kind.is_history());
    let has_eventless = states.iter().any(|state| state.may_go_on);
    let transitions = draft.transitions.iter().map(transition).collect();
    let mut chart = Chart { states, transitions, atomic, has_parallel, has_history, has_eventless };
    for id in chart.transitions.ids() {
        chart.transitions[id].plan = plan(&chart, id);
    }
    chart
}

impl Chart {
    /// The same chart where a transition leads elsewhere: to as many states of the same kinds.
    #[must_use]
    pub fn redirected(&self, transition: TransitionId, targets: &[StateId]) -> Self {
        let mut chart = self.clone();
        chart.transitions[transition].targets = targets.into();
        chart.transitions[transition].plan = plan(&chart, transition);
        chart
    }
}

fn last_descendants(states: &IdVec<StateId, StateDraft>) -> IdVec<StateId, StateId> {
    let mut last: IdVec<StateId, StateId> = states.ids().collect();
    for (id, state) in states.enumerated().rev() {
        last[state.parent] = last[state.parent].max(last[id]);
    }
    last
}

/// What belongs to each state, collected in one walk through the draft.
struct OfStates<'d> {
    all: IdVec<StateId, Own<'d>>,
}

/// What belongs to one state, in document order.
#[derive(Clone, Default)]
struct Own<'d> {
    children: Vec<StateId>,
    transitions: Vec<TransitionId>,
    /// Where several are declared, the last.
    initial: Option<&'d [StateId]>,
    done: Option<EventId>,
}

impl<'d> OfStates<'d> {
    fn collected(draft: &'d Draft) -> Self {
        let mut all: IdVec<StateId, Own<'d>> =
            draft.states.iter().map(|_| Own::default()).collect();
        for (id, state) in draft.states.enumerated().filter(|(id, _)| *id != draft.root()) {
            all[state.parent].children.push(id);
        }
        for (id, transition) in draft.transitions.enumerated() {
            all[transition.source].transitions.push(id);
        }
        for (state, targets) in &draft.initials {
            all[*state].initial = Some(targets);
        }
        for &(state, event) in &draft.done_events {
            all[state].done = Some(event);
        }
        Self { all }
    }
}

/// The initial targets as declared, else the first child in document order (SCXML 3.3.2).
fn initial_of(draft: &Draft, id: StateId, own: &Own<'_>) -> Box<[StateId]> {
    if draft.states[id].kind != Kind::Compound {
        return Box::default();
    }
    match own.initial {
        Some(targets) => targets.into(),
        None => {
            let mut children = own.children.iter().copied();
            children.find(|&child| !draft.states[child].kind.is_history()).into_iter().collect()
        }
    }
}

fn named_events(draft: &Draft, transitions: &[TransitionId]) -> Vec<EventId> {
    let mut events: Vec<EventId> = transitions
        .iter()
        .filter_map(|&id| match &draft.transitions[id].trigger {
            Trigger::Events(events) => Some(events),
            Trigger::Eventless | Trigger::Any => None,
        })
        .flatten()
        .copied()
        .collect();
    events.sort_unstable();
    events.dedup();
    events
}

fn lane(draft: &Draft, transitions: &[TransitionId], event: Option<EventId>) -> Lane {
    lane_where(draft, transitions, |trigger| match (trigger, event) {
        (Trigger::Eventless, event) => event.is_none(),
        (Trigger::Any, event) => event.is_some(),
        (Trigger::Events(events), Some(event)) => events.contains(&event),
        (Trigger::Events(_), None) => false,
    })
}

fn lane_of_any(draft: &Draft, transitions: &[TransitionId]) -> Lane {
    lane_where(draft, transitions, |trigger| *trigger == Trigger::Any)
}

fn lane_where(
    draft: &Draft,
    transitions: &[TransitionId],
    matches: impl Fn(&Trigger) -> bool,
) -> Lane {
    let matching = transitions.iter().filter(|&&id| matches(&draft.transitions[id].trigger));
    let transitions: Box<[TransitionId]> = matching.copied().collect();
    let exclusive = transitions.iter().any(|&id| draft.transitions[id].exclusive);
    Lane { transitions, exclusive }
}

fn transition(draft: &TransitionDraft) -> Transition {
    Transition {
        source: draft.source,
        trigger: draft.trigger.clone(),
        targets: draft.targets.as_slice().into(),
        internal: draft.internal,
        exclusive: draft.exclusive,
        plan: Plan::Targetless,
    }
}

/// What can be said before anything runs of what `id` leaves and enters.
fn plan(chart: &Chart, id: TransitionId) -> Plan {
    let targets = chart.targets(id);
    if targets.is_empty() {
        return Plan::Targetless;
    }
    if targets.iter().any(|&target| chart.kind(target).is_history()) {
        return Plan::ByHistory { domain: None };
    }
    let nothing_recorded = History::default();
    let domain = domain::domain_of_targets(chart, &nothing_recorded, id);
    let mut entered = EntrySet::new(chart);
    entered.add_targets(chart, &nothing_recorded, targets, domain);
    if entered.met_history {
        return Plan::ByHistory { domain: Some(domain) };
    }
    let with_default = |state| (state, entered.by_default.contains(state));
    Plan::Fixed { domain, entries: entered.states.iter().map(with_default).collect() }
}
