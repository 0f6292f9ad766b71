//! Which transitions are enabled (selectTransitions, selectEventlessTransitions).

use smallvec::SmallVec;

use super::configuration::Configuration;
use super::event::EventId;
use super::host::{Answer, Host, Stopped};
use super::set::StateSet;
use super::state::{StateId, TransitionId};
use super::structure::{Chart, Lane};

/// Transitions selected together: one for each region at most.
pub(super) type Enabled = SmallVec<[TransitionId; 4]>;

/// How the search in one state ended.
enum Found {
    Enabled(TransitionId),
    /// A guard is unknown: this atomic state selects nothing.
    Unknown,
    Nothing,
}

/// Adds the transitions that `event` enables, or the eventless ones, in the document order of the
/// atomic states that select them; conflicts between them are not resolved yet.
#[inline]
pub(super) fn select<H: Host + ?Sized>(
    chart: &Chart,
    configuration: &Configuration,
    event: Option<EventId>,
    host: &mut H,
    enabled: &mut Enabled,
) -> Result<(), Stopped<H::Error>> {
    let mut searched = if chart.has_parallel { chart.no_states() } else { StateSet::with_room(0) };
    for atomic in configuration.atomic_states(chart) {
        if event.is_none() && !chart.states[atomic].may_go_on {
            continue;
        }
        let mut state = atomic;
        // The root has no transitions. Where an earlier atomic state has searched here, all that
        // lies above was searched with it and would be found again: the set would not change.
        while state != chart.root() && (!chart.has_parallel || searched.insert(state)) {
            let lane = chart.lane(state, event);
            match search(chart, lane, event, configuration, host)? {
                Found::Enabled(transition) => {
                    enabled.push(transition);
                    break;
                }
                Found::Unknown => break,
                Found::Nothing => state = chart.states[state].parent,
            }
        }
    }
    Ok(())
}

/// The first transition of one state whose guard holds.
#[inline]
fn search<H: Host + ?Sized>(
    chart: &Chart,
    lane: &Lane,
    event: Option<EventId>,
    configuration: &Configuration,
    host: &mut H,
) -> Result<Found, Stopped<H::Error>> {
    let mut untried = lane.transitions.iter();
    while let Some(&transition) = untried.next() {
        match host.guard(transition, event, configuration).map_err(Stopped::Host)? {
            Answer::Yes => {
                if lane.exclusive {
                    let later = untried.as_slice();
                    check_exclusive(chart, transition, later, event, configuration, host)?;
                }
                return Ok(Found::Enabled(transition));
            }
            Answer::No => {}
            Answer::Unknown => return Ok(Found::Unknown),
        }
    }
    Ok(Found::Nothing)
}

/// Whether another transition of the same state is enabled beside `selected` where one of the two is
/// exclusive. The earlier ones are not enabled, or they would have been selected. A later one whose
/// guard is unknown is not enabled, and hides none of those after it.
fn check_exclusive<H: Host + ?Sized>(
    chart: &Chart,
    selected: TransitionId,
    later: &[TransitionId],
    event: Option<EventId>,
    configuration: &Configuration,
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    for &other in later {
        if (chart.is_exclusive(selected) || chart.is_exclusive(other))
            && host.guard(other, event, configuration).map_err(Stopped::Host)? == Answer::Yes
        {
            return Err(Stopped::Ambiguous { first: selected, second: other });
        }
    }
    Ok(())
}

/// All transitions of active states that `event` matches, or the eventless ones, whatever their
/// guards say, in the order in which they are searched: for reports.
pub fn candidates(
    chart: &Chart,
    configuration: &Configuration,
    event: Option<EventId>,
) -> impl Iterator<Item = TransitionId> {
    let mut searched = chart.no_states();
    let mut found: SmallVec<[TransitionId; 8]> = SmallVec::new();
    for atomic in configuration.atomic_states(chart) {
        let above = std::iter::once(atomic).chain(chart.proper_ancestors(atomic));
        let fresh: SmallVec<[StateId; 8]> =
            above.take_while(|&state| searched.insert(state)).collect();
        for state in fresh {
            found.extend_from_slice(&chart.lane(state, event).transitions);
        }
    }
    found.into_iter()
}
