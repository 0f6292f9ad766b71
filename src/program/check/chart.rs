//! States that no sequence of transitions reaches, and states from which none leads on.

use std::collections::BTreeSet;

use crate::chart::{Chart, Kind, StateId, reached};
use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;
use crate::program::Program;

/// Tells of both.
pub(super) fn every_state_is_reached_and_left(
    _: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    for (id, machine) in program.machines.enumerated() {
        let chart = &machine.chart;
        let reached: BTreeSet<StateId> = reached(chart, |_| true).into_iter().collect();
        let owns = program.machines.iter().any(|child| child.owner == Some(id));
        let is_reached = |state: StateId| reached.contains(&state);
        // A history state is never active; what it stands for is.
        for state in chart.states().filter(|&state| !chart.kind(state).is_history()) {
            let parent_is_reached = chart.parent(state).is_none_or(is_reached);
            let info = &machine.states[state];
            let name = || vec![("name", info.name.as_str().into())];
            if !is_reached(state) {
                if parent_is_reached {
                    problems.add(Problem::Unreachable, info.at, name());
                }
            } else if !owns && is_dead_end(chart, state) {
                problems.add(Problem::DeadEnd, info.at, name());
            }
        }
    }
}

/// Whether nothing can happen any more in `state`, which is not final. A machine of one state has
/// nowhere to go, a region of a parallel state may rest while the others go on, and an owner may
/// rest while its children do.
fn is_dead_end(chart: &Chart, state: StateId) -> bool {
    let silent = |state: StateId| chart.transitions_of(state).is_empty();
    chart.kind(state) == Kind::Atomic
        && silent(state)
        && chart.states().nth(2).is_some()
        && chart
            .proper_ancestors(state)
            .all(|ancestor| silent(ancestor) && chart.kind(ancestor) != Kind::Parallel)
}
