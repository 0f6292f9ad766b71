//! Which of the enabled transitions are taken where they would leave a common state.

use smallvec::SmallVec;

use super::domain::domain;
use super::select::Enabled;
use super::snapshot::Snapshot;
use super::state::TransitionId;
use super::structure::Chart;

/// Conflicts, each as (winner, loser).
pub(super) type Preempted = SmallVec<[(TransitionId, TransitionId); 4]>;

/// Removes those that lose (removeConflictingTransitions). Exit sets decide, not depth: transitions
/// conflict only where they leave a common state. Then the descendant's wins, between strangers the
/// earlier in document order.
pub(super) fn remove_conflicting_transitions(
    chart: &Chart,
    snapshot: &Snapshot,
    enabled: &mut Enabled,
    preempted: &mut Preempted,
) {
    let mut kept = Enabled::new();
    for &candidate in &*enabled {
        let source = chart.source(candidate);
        let mut losers = Enabled::new();
        let mut winner = None;
        for &earlier in &kept {
            if conflict(chart, snapshot, candidate, earlier) {
                if chart.is_descendant(source, chart.source(earlier)) {
                    losers.push(earlier);
                } else {
                    winner = Some(earlier);
                    break;
                }
            }
        }
        if let Some(winner) = winner {
            preempted.push((winner, candidate));
        } else {
            kept.retain(|earlier| !losers.contains(earlier));
            preempted.extend(losers.into_iter().map(|loser| (candidate, loser)));
            kept.push(candidate);
        }
    }
    *enabled = kept;
}

/// Whether the exit sets have a state in common. An exit set is what is active below a domain, so
/// two meet only where one domain lies below the other or is the same.
fn conflict(chart: &Chart, snapshot: &Snapshot, one: TransitionId, other: TransitionId) -> bool {
    let domain_of = |transition| domain(chart, &snapshot.history, transition);
    let (Some(one), Some(other)) = (domain_of(one), domain_of(other)) else {
        return false;
    };
    let inner = if one == other || chart.is_descendant(one, other) {
        one
    } else if chart.is_descendant(other, one) {
        other
    } else {
        return false;
    };
    snapshot.configuration.states.meets(chart.descendants(inner))
}
