//! Random charts: what the search calls unreachable is reached by no run, whatever guards say.

use std::collections::HashSet;

use proptest::prelude::*;

use super::random::{Choices, chart};
use super::spec::Spec;
use crate::chart::{
    Answer, Chart, Configuration, EventId, Host, Limits, Snapshot, StateId, TransitionId, handle,
    reached, settle, start,
};
use crate::ident::Id;

const EVENTS: usize = 6;
/// The most runs of one chart.
const ROOM: usize = 600;

/// A host that answers each guard by one bit and forgets what is raised but done events.
struct Bits {
    yes: u64,
    queue: Vec<EventId>,
}

impl Host for Bits {
    type Error = ();
    fn guard(
        &mut self,
        transition: TransitionId,
        _: Option<EventId>,
        _: &Configuration,
    ) -> Result<Answer, ()> {
        let yes = self.yes >> (transition.index() % 64) & 1 == 1;
        Ok(if yes { Answer::Yes } else { Answer::No })
    }
    fn on_exit(&mut self, _: StateId, _: &Configuration) -> Result<(), ()> {
        Ok(())
    }
    fn on_transition(&mut self, _: TransitionId, _: &Configuration) -> Result<(), ()> {
        Ok(())
    }
    fn on_entry(&mut self, _: StateId, _: &Configuration) -> Result<(), ()> {
        Ok(())
    }
    fn on_initial(&mut self, _: StateId, _: &Configuration) -> Result<(), ()> {
        Ok(())
    }
    fn on_history_default(&mut self, _: StateId, _: &Configuration) -> Result<(), ()> {
        Ok(())
    }
    fn raise(&mut self, event: EventId) {
        self.queue.push(event);
    }
    fn next_internal(&mut self) -> Option<EventId> {
        if self.queue.is_empty() { None } else { Some(self.queue.remove(0)) }
    }
    fn microstep(
        &mut self,
        _: &[TransitionId],
        _: &[(TransitionId, TransitionId)],
        _: &Configuration,
    ) {
    }
}

/// All states that some run of a chart enters, and whether all runs were tried.
fn explored(chart: &Chart, masks: &[u64]) -> (HashSet<StateId>, bool) {
    let limits = Limits { microsteps: 24 };
    let mut active = HashSet::new();
    let mut known: HashSet<Snapshot> = HashSet::new();
    let mut waiting = Vec::new();
    for &yes in masks {
        let mut host = Bits { yes, queue: Vec::new() };
        waiting.extend(start(chart, &mut host, limits));
    }
    while let Some(snapshot) = waiting.pop() {
        if known.len() >= ROOM {
            return (active, false);
        }
        if !known.insert(snapshot.clone()) {
            continue;
        }
        active.extend(snapshot.configuration().iter());
        for &yes in masks {
            for event in (0..EVENTS).map(Some).chain([None]) {
                let mut next = snapshot.clone();
                let mut host = Bits { yes, queue: Vec::new() };
                let went = match event {
                    Some(event) => {
                        handle(chart, &mut next, Id::new(event), &mut host, limits).map(drop)
                    }
                    None => settle(chart, &mut next, &mut host, limits),
                };
                if went.is_ok() && !known.contains(&next) {
                    waiting.push(next);
                }
            }
        }
    }
    (active, true)
}

/// Guards that hold alone, all, and all but one.
fn masks(spec: &Spec) -> Vec<u64> {
    let bits = spec.transitions.len().min(64);
    let single = (0..bits).map(|bit| 1u64 << bit);
    let but = (0..bits).map(|bit| !(1u64 << bit));
    [0, u64::MAX].into_iter().chain(single).chain(but).collect()
}

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(256), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_called_unreachable_is_reached_by_no_run(
        choices in proptest::collection::vec(any::<u16>(), 20..160),
    ) {
        let mut spec = chart(&mut Choices::of_list(choices));
        // What content raises would only take runs away.
        spec.transitions.iter_mut().for_each(|transition| transition.exclusive = false);
        prop_assume!(spec.states.len() < 40);
        let chart = spec.build().expect("the chart is lawful");
        let said: HashSet<StateId> = reached(&chart, |_| true).into_iter().collect();
        let (found, _) = explored(&chart, &masks(&spec));
        let missed: Vec<usize> =
            found.iter().filter(|state| !said.contains(state)).map(|state| state.index()).collect();
        prop_assert!(missed.is_empty(), "reached, and called unreachable: {:?}\n{:?}", missed, spec);
    }
}

/// Without history, regions and nested initial states the search and the runs agree in full: the search
/// finds no more than what some run enters.
#[test]
fn of_flat_charts_all_that_is_said_to_be_reachable_is_reached() {
    use super::spec::{SpecState, SpecTransition, SpecTrigger};
    use crate::chart::Kind;
    for bits in 0..4096_u32 {
        let mut spec = Spec::default();
        spec.states.push(SpecState::new(Kind::Compound, 0));
        for _ in 0..4 {
            spec.states.push(SpecState::new(Kind::Atomic, 0));
        }
        let pairs = (1..=4).flat_map(|from| (1..=4).map(move |to| (from, to)));
        for (at, (source, target)) in pairs.filter(|(from, to)| from != to).enumerate() {
            if bits >> at & 1 == 1 {
                spec.transitions.push(SpecTransition {
                    source,
                    trigger: SpecTrigger::Events(vec![at % 4]),
                    targets: vec![target],
                    internal: false,
                    exclusive: false,
                    raises: None,
                    guard: vec![Answer::Yes],
                    inside: None,
                });
            }
        }
        let chart = spec.build().expect("the chart is lawful");
        let said: HashSet<StateId> = reached(&chart, |_| true).into_iter().collect();
        let (found, whole) = explored(&chart, &masks(&spec));
        let said: HashSet<StateId> =
            said.into_iter().filter(|&state| state != chart.root()).collect();
        assert!(whole && said == found, "{bits:b}: {said:?} is not {found:?}");
    }
}

/// A shallow history brings back the child that was active, and that child begins anew: its default is
/// entered though no transition leads there.
#[test]
fn what_a_shallow_history_enters_by_default_is_reached() {
    use super::spec::{SpecState, SpecTransition, SpecTrigger};
    use crate::chart::Kind;
    let mut spec = Spec::default();
    let kinds = [
        (Kind::Compound, 0),
        (Kind::Atomic, 0),
        (Kind::Compound, 0),
        (Kind::Compound, 2),
        (Kind::Atomic, 3),
        (Kind::Atomic, 3),
        (Kind::ShallowHistory, 2),
    ];
    spec.states.extend(kinds.map(|(kind, parent)| SpecState::new(kind, parent)));
    let mut leads = |source, trigger, target| {
        spec.transitions.push(SpecTransition {
            source,
            trigger,
            targets: vec![target],
            internal: false,
            exclusive: false,
            raises: None,
            guard: vec![Answer::Yes],
            inside: None,
        });
    };
    // From outside into the second leaf, out again, and back by the history, whose default is that leaf.
    leads(1, SpecTrigger::Events(vec![0]), 5);
    leads(2, SpecTrigger::Events(vec![1]), 1);
    leads(1, SpecTrigger::Events(vec![2]), 6);
    leads(6, SpecTrigger::Eventless, 5);
    let chart = spec.build().expect("the chart is lawful");
    let said: Vec<usize> = reached(&chart, |_| true).iter().map(|state| state.index()).collect();
    let (found, _) = explored(&chart, &masks(&spec));
    assert!(
        said.contains(&4) && found.iter().any(|state| state.index() == 4),
        "{said:?} {found:?}"
    );
}
