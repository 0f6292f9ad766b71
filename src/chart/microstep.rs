//! One microstep: states are left, the content of the transitions runs, states are entered.

use smallvec::SmallVec;

use super::domain::domain;
use super::entry::EntrySet;
use super::host::{Host, Stopped};
use super::snapshot::Snapshot;
use super::state::{Kind, StateId, TransitionId};
use super::structure::{Chart, Plan};
use crate::ident::Id;

/// The states that transitions enter, each with whether its initial transition is taken.
type Entries<'a> = SmallVec<[&'a [(StateId, bool)]; 4]>;

/// The domain of each transition taken; none of a targetless one.
type Domains = SmallVec<[Option<StateId>; 4]>;

/// Takes the transitions, which do not conflict (microstep).
#[inline]
pub(super) fn microstep<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    enabled: &[TransitionId],
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    // The pseudo-code asks for each domain again on entry, when history recorded on the way out may
    // have drawn it closer; what lies between would then be left and not entered again, which is no
    // legal configuration (SCXML 3.11). What is left is what is filled: the domain is settled once.
    let mut domains = Domains::new();
    for &transition in enabled {
        domains.push(domain(chart, &snapshot.history, transition));
    }
    host.leaving(&domains);
    exit_states(chart, snapshot, enabled, &domains, host)?;
    for &transition in enabled {
        host.on_transition(transition, &snapshot.configuration).map_err(Stopped::Host)?;
    }
    enter_states(chart, snapshot, enabled, &domains, host)
}

#[inline]
fn exit_states<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    enabled: &[TransitionId],
    domains: &[Option<StateId>],
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    if let ([only], [domain]) = (enabled, domains) {
        let Some(domain) = *domain else { return Ok(()) };
        let source = chart.source(*only);
        // From one atomic child of the domain to another: as the domain is compound, no other state
        // is active below it, and an atomic state has no history.
        if chart.states[source].parent == domain && chart.kind(source) == Kind::Atomic {
            return exit_state(snapshot, source, host);
        }
        // One transition leaves what is active below its domain, with no set to gather.
        if !chart.has_history {
            let mut range = chart.descendants(domain);
            while let Some(state) = snapshot.configuration.states.last_within(range.clone()) {
                exit_state(snapshot, state, host)?;
                range.end = state.index();
            }
            return Ok(());
        }
    }
    let mut exit_set = chart.no_states();
    for &domain in domains.iter().flatten() {
        exit_set.add_within(&snapshot.configuration.states, chart.descendants(domain));
    }
    if chart.has_history {
        // All of it before the first exit handler runs and the first state is gone.
        for state in exit_set.iter() {
            snapshot.history.record(chart, state, &snapshot.configuration);
        }
    }
    for state in exit_set.iter_reversed() {
        exit_state(snapshot, state, host)?;
    }
    Ok(())
}

#[inline]
fn exit_state<H: Host + ?Sized>(
    snapshot: &mut Snapshot,
    state: StateId,
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    host.on_exit(state, &snapshot.configuration).map_err(Stopped::Host)?;
    snapshot.configuration.states.remove(state);
    Ok(())
}

#[inline]
fn enter_states<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    enabled: &[TransitionId],
    domains: &[Option<StateId>],
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    if let [only] = enabled
        && let Plan::Fixed { entries, .. } = &chart.transitions[*only].plan
    {
        for &(state, by_default) in entries {
            enter_state(chart, snapshot, Entry { state, by_default, history: None }, host)?;
        }
        return Ok(());
    }
    if let Some(entries) = fixed_entries(chart, enabled) {
        for &(state, by_default) in entries.into_iter().flatten() {
            enter_state(chart, snapshot, Entry { state, by_default, history: None }, host)?;
        }
        return Ok(());
    }
    let mut entry_set = EntrySet::new(chart);
    for (&transition, domain) in enabled.iter().zip(domains) {
        if let Some(domain) = *domain {
            let targets = chart.targets(transition);
            entry_set.add_targets(chart, &snapshot.history, targets, domain);
        }
    }
    enter(chart, snapshot, &entry_set, host)
}

/// What all transitions together enter, in document order, where no history state has a say in it.
fn fixed_entries<'a>(chart: &'a Chart, enabled: &[TransitionId]) -> Option<Entries<'a>> {
    let mut entries = Entries::new();
    for &transition in enabled {
        match &chart.transitions[transition].plan {
            Plan::Targetless => {}
            Plan::Fixed { entries: fixed, .. } => entries.push(fixed),
            Plan::ByHistory { .. } => return None,
        }
    }
    // INVARIANT: none of the domains lies below another, or the exit sets would have a state in
    // common: below each domain its source, or a child of it, is active. So nothing interleaves.
    if entries.len() > 1 {
        entries.sort_unstable_by_key(|fixed| fixed.first().map(|entry| entry.0));
    }
    Some(entries)
}

/// Enters the states of `entry_set` in document order: parents before children.
pub(super) fn enter<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    entry_set: &EntrySet,
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    for state in entry_set.states.iter() {
        let by_default = entry_set.by_default.contains(state);
        let history = entry_set.default_history(state);
        enter_state(chart, snapshot, Entry { state, by_default, history }, host)?;
    }
    Ok(())
}

/// A state to enter, with the content that runs beside its own.
struct Entry {
    state: StateId,
    by_default: bool,
    history: Option<StateId>,
}

#[inline]
fn enter_state<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    Entry { state, by_default, history }: Entry,
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    snapshot.configuration.states.insert(state);
    let configuration = &snapshot.configuration;
    host.on_entry(state, configuration).map_err(Stopped::Host)?;
    if by_default {
        host.on_initial(state, configuration).map_err(Stopped::Host)?;
    }
    if let Some(history) = history {
        host.on_history_default(history, configuration).map_err(Stopped::Host)?;
    }
    if chart.kind(state) == Kind::Final {
        reach_final(chart, snapshot, state, host);
    }
    Ok(())
}

/// What follows from the entry of a final state: a child of the root ends the chart, any other
/// raises the done event of its parent, and of a parallel grandparent whose regions are all done.
/// The algorithm looks no higher than the grandparent.
fn reach_final<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    state: StateId,
    host: &mut H,
) {
    let parent = chart.states[state].parent;
    if parent == chart.root() {
        snapshot.ended = true;
        return;
    }
    if let Some(done) = chart.done_event(parent) {
        host.raise(done);
    }
    let grandparent = chart.states[parent].parent;
    if chart.kind(grandparent) == Kind::Parallel
        && let Some(done) = chart.done_event(grandparent)
        && is_in_final_state(chart, snapshot, grandparent)
    {
        host.raise(done);
    }
}

/// isInFinalState.
fn is_in_final_state(chart: &Chart, snapshot: &Snapshot, state: StateId) -> bool {
    match chart.kind(state) {
        Kind::Compound => chart.child_states(state).any(|child| {
            chart.kind(child) == Kind::Final && snapshot.configuration.contains(child)
        }),
        Kind::Parallel => {
            chart.child_states(state).all(|child| is_in_final_state(chart, snapshot, child))
        }
        Kind::Atomic | Kind::Final | Kind::ShallowHistory | Kind::DeepHistory => false,
    }
}
