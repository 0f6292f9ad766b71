//! What a transition leaves: its domain, the state that it stays within.

use smallvec::SmallVec;

use super::history::History;
use super::state::{Kind, StateId, TransitionId};
use super::structure::{Chart, Plan};

/// States of a transition, few enough to need no allocation in a common chart.
pub(super) type Targets = SmallVec<[StateId; 8]>;

/// The state whose descendants `transition` leaves and enters; none where it has no target
/// (getTransitionDomain).
#[inline]
pub(super) fn domain(
    chart: &Chart,
    history: &History,
    transition: TransitionId,
) -> Option<StateId> {
    match &chart.transitions[transition].plan {
        Plan::Targetless => None,
        Plan::Fixed { domain, .. } | Plan::ByHistory { domain: Some(domain) } => Some(*domain),
        Plan::ByHistory { domain: None } => Some(domain_of_targets(chart, history, transition)),
    }
}

/// The domain of a transition that has targets.
pub(super) fn domain_of_targets(
    chart: &Chart,
    history: &History,
    transition: TransitionId,
) -> StateId {
    let source = chart.source(transition);
    let mut targets = Targets::new();
    add_effective_targets(chart, history, chart.targets(transition), &mut targets);
    let stays = chart.is_internal(transition)
        && chart.kind(source) == Kind::Compound
        && targets.iter().all(|&target| chart.is_descendant(target, source));
    if stays { source } else { least_common_compound_ancestor(chart, source, &targets) }
}

/// The targets with history states replaced by what they stand for (getEffectiveTargetStates).
pub(super) fn add_effective_targets(
    chart: &Chart,
    history: &History,
    targets: &[StateId],
    effective: &mut Targets,
) {
    for &target in targets {
        if !chart.kind(target).is_history() {
            effective.push(target);
        } else if let Some(recorded) = history.value(target) {
            effective.extend(recorded.iter());
        } else {
            add_effective_targets(chart, history, chart.default_targets(target), effective);
        }
    }
}

/// The nearest compound state above `source` with all `targets` below it (findLCCA). Never a parallel
/// state: a transition between its regions leaves and enters the whole of it.
fn least_common_compound_ancestor(chart: &Chart, source: StateId, targets: &[StateId]) -> StateId {
    chart
        .proper_ancestors(source)
        .filter(|&ancestor| chart.kind(ancestor) == Kind::Compound)
        .find(|&ancestor| targets.iter().all(|&target| chart.is_descendant(target, ancestor)))
        .unwrap_or(chart.root())
}
