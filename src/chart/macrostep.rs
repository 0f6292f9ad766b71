//! A macrostep: eventless transitions first, then internal events, until there are none of either
//! (interpret and mainEventLoop).

use super::configuration::Configuration;
use super::conflict::{Preempted, remove_conflicting_transitions};
use super::cycle::Steps;
use super::entry::EntrySet;
use super::event::EventId;
use super::history::History;
use super::host::{Host, Limits, Stopped};
use super::microstep::{enter, microstep};
use super::select::{Enabled, select};
use super::snapshot::Snapshot;
use super::structure::Chart;

/// Enters the initial states and runs to the end of the macrostep.
pub fn start<H: Host + ?Sized>(
    chart: &Chart,
    host: &mut H,
    limits: Limits,
) -> Result<Snapshot, Stopped<H::Error>> {
    let configuration = Configuration::nothing(chart);
    let mut snapshot = Snapshot { configuration, history: History::default(), ended: false };
    let mut entry_set = EntrySet::new(chart);
    let root = chart.root();
    entry_set.add_targets(chart, &snapshot.history, chart.initial(root), root);
    enter(chart, &mut snapshot, &entry_set, host)?;
    run(chart, &mut snapshot, host, &mut Steps::new(limits))?;
    Ok(snapshot)
}

/// Gives one external event to a chart that has settled and runs to the end of the macrostep.
/// Answers whether the event enabled a transition. Where it did not, and where the chart has ended,
/// nothing happens at all. After an error the snapshot may stand half-way: restore it.
#[inline]
pub fn handle<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    event: EventId,
    host: &mut H,
    limits: Limits,
) -> Result<bool, Stopped<H::Error>> {
    if snapshot.ended {
        return Ok(false);
    }
    let mut enabled = Enabled::new();
    select(chart, &snapshot.configuration, Some(event), host, &mut enabled)?;
    if enabled.is_empty() {
        return Ok(false);
    }
    let mut steps = Steps::new(limits);
    take(chart, snapshot, enabled, host, &mut steps)?;
    run(chart, snapshot, host, &mut steps)?;
    Ok(true)
}

/// Runs eventless transitions and internal events to the end of the macrostep: after a guard that was
/// unknown may have an answer, or after the host has put events into the internal queue.
pub fn settle<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    host: &mut H,
    limits: Limits,
) -> Result<(), Stopped<H::Error>> {
    if snapshot.ended {
        return Ok(());
    }
    run(chart, snapshot, host, &mut Steps::new(limits))
}

/// Whether an eventless transition, whatever its guard says, leaves an active state: without one
/// there is nothing to settle.
pub fn may_go_on(chart: &Chart, configuration: &Configuration) -> bool {
    configuration.atomic_states(chart).any(|atomic| chart.states[atomic].may_go_on)
}

/// The inner loop of mainEventLoop, and exitInterpreter where it leads there.
#[inline]
fn run<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    host: &mut H,
    steps: &mut Steps,
) -> Result<(), Stopped<H::Error>> {
    while !snapshot.ended {
        let mut enabled = Enabled::new();
        if chart.has_eventless {
            select(chart, &snapshot.configuration, None, host, &mut enabled)?;
        }
        if enabled.is_empty() {
            let Some(event) = host.next_internal() else {
                return Ok(());
            };
            select(chart, &snapshot.configuration, Some(event), host, &mut enabled)?;
        }
        if !enabled.is_empty() {
            take(chart, snapshot, enabled, host, steps)?;
        }
    }
    exit_interpreter(snapshot, host)
}

#[inline]
fn take<H: Host + ?Sized>(
    chart: &Chart,
    snapshot: &mut Snapshot,
    mut enabled: Enabled,
    host: &mut H,
    steps: &mut Steps,
) -> Result<(), Stopped<H::Error>> {
    let mut preempted = Preempted::new();
    if enabled.len() > 1 {
        remove_conflicting_transitions(chart, snapshot, &mut enabled, &mut preempted);
    }
    steps.count(&enabled).map_err(|cycle| Stopped::Endless { cycle })?;
    host.microstep(&enabled, &preempted, &snapshot.configuration);
    microstep(chart, snapshot, &enabled, host)
}

/// Runs the exit handlers of all that is active. Unlike the standard's, the configuration stays to be
/// read; the handlers see it shrink as they would there.
fn exit_interpreter<H: Host + ?Sized>(
    snapshot: &Snapshot,
    host: &mut H,
) -> Result<(), Stopped<H::Error>> {
    let mut left = snapshot.configuration.clone();
    for state in snapshot.configuration.states.iter_reversed() {
        host.on_exit(state, &left).map_err(Stopped::Host)?;
        left.states.remove(state);
    }
    Ok(())
}
