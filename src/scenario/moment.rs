//! A plan played for what had changed after each of its lines.

use std::collections::BTreeSet;

use super::planned::Plan;
use super::run::{Moment, Played, Watched, play_into};
use crate::calendar::Day;
use crate::program::Program;
use crate::rule::InstanceId;
use crate::world::journal::What;
use crate::world::{Journal, World};

/// Plays a plan; with `moments`, what has changed after each line is kept.
pub fn play(plan: Plan, program: &Program, moments: bool) -> Played {
    play_kept(plan, program, moments, &|| true).0
}

fn play_kept(
    plan: Plan,
    program: &Program,
    moments: bool,
    going: &dyn Fn() -> bool,
) -> (Played, bool) {
    if !moments {
        let (mut played, journal, whole) =
            play_into(plan, program, Journal::default(), |_| {}, going);
        played.journal = journal;
        return (played, whole);
    }
    let days: Vec<Day> = plan.lines.iter().map(|line| line.day).collect();
    let mut kept: Vec<Moment> = Vec::new();
    let watch = |watched: Watched<'_, Journal>| {
        let Some((line, accepted)) = watched.line else { return };
        let before = kept.last().map_or(0, |moment| moment.entries);
        let entries = watched.journal.entries.get(before..).unwrap_or(&[]);
        let moved: BTreeSet<InstanceId> = entries
            .iter()
            .filter_map(|entry| match &entry.what {
                What::Moved { instance, .. } => Some(*instance),
                _ => None,
            })
            .collect();
        let stands = |id: InstanceId| (id, states(program, watched.world, id));
        let (day, entries) =
            (days.get(line).copied().unwrap_or(Day::MIN), watched.journal.entries.len());
        let changed = moved.into_iter().map(stands).collect();
        kept.push(Moment { line, day, changed, entries, accepted });
    };
    let (mut played, journal, whole) = play_into(plan, program, Journal::default(), watch, going);
    played.journal = journal;
    played.moments = kept;
    (played, whole)
}

/// Plays a plan as long as there is time; none where there was not enough. It is asked before each
/// line: what one line brings about is bounded by itself.
pub fn play_within(
    plan: Plan,
    program: &Program,
    moments: bool,
    going: &dyn Fn() -> bool,
) -> Option<Played> {
    let (played, is_whole) = play_kept(plan, program, moments, going);
    is_whole.then_some(played)
}

/// The innermost active states of each instance, by name.
pub fn configurations(program: &Program, world: &World) -> Vec<(InstanceId, Vec<String>)> {
    world.instances().map(|(id, _)| (id, states(program, world, id))).collect()
}

/// The innermost active states of an instance, by name.
fn states(program: &Program, world: &World, id: InstanceId) -> Vec<String> {
    let instance = world.instance(id);
    let machine = &program.machines[instance.machine];
    let states = instance.chart.as_ref().map(|chart| {
        let atomic = chart.configuration().atomic_states(&machine.chart);
        atomic.map(|state| machine.states[state].name.clone()).collect()
    });
    states.unwrap_or_default()
}
