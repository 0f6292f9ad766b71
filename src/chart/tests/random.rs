//! Random charts: the interpreter against the literal transcription, after every event.

use proptest::prelude::*;

use super::reference::{Halt, Interpreter};
use super::spec::{Spec, SpecState, SpecTransition, SpecTrigger, World, positions};
use crate::chart::{Answer, Kind, Limits, Snapshot, Stopped, candidates, handle, start};
use crate::ident::Id;

const MICROSTEPS: u32 = 24;
/// Events 0 to 3 come from outside and from content; 3 to 5 are done events.
const EVENTS: usize = 4;
const PADDING: usize = 118;

/// Choices drawn from a list, so that a failing chart shrinks with its list.
pub(super) struct Choices {
    left: std::vec::IntoIter<u16>,
}

impl Choices {
    pub(super) fn of_list(choices: Vec<u16>) -> Self {
        Self { left: choices.into_iter() }
    }
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.left.next().unwrap_or(0)) % bound.max(1)
    }
    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }
    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

fn parents(spec: &Spec, state: usize) -> Vec<usize> {
    let above = |s: usize| (s != 0).then(|| spec.states[s].parent);
    std::iter::successors(above(state), |&s| above(s)).collect()
}

fn stand_in(spec: &Spec, state: usize) -> usize {
    if spec.states[state].kind.is_history() { spec.states[state].parent } else { state }
}

/// Whether the two can be targets together: strangers whose nearest common ancestor is parallel.
fn compatible(spec: &Spec, one: usize, two: usize) -> bool {
    let (one, two) = (stand_in(spec, one), stand_in(spec, two));
    let (mut above_one, mut above_two) = (parents(spec, one), parents(spec, two));
    above_one.insert(0, one);
    above_two.insert(0, two);
    let nearest = above_one.iter().find(|s| above_two.contains(s)).copied().unwrap_or(0);
    nearest != one && nearest != two && spec.states[nearest].kind == Kind::Parallel
}

fn grow(spec: &mut Spec, choices: &mut Choices, parent: usize, depth: usize) {
    let parallel = spec.states[parent].kind == Kind::Parallel;
    let wanted = if parallel { 2 + choices.below(2) } else { 1 + choices.below(4) };
    for place in 0..wanted {
        let room = depth < 4 && spec.states.len() < PADDING + 20;
        let kind = match choices.below(16) {
            3..8 if room => Kind::Compound,
            8..12 if room => Kind::Parallel,
            12..14 if !parallel && (parent != 0 || place > 0) => Kind::Final,
            14 if parent != 0 && place > 0 => Kind::ShallowHistory,
            15 if parent != 0 && place > 0 => Kind::DeepHistory,
            _ => Kind::Atomic,
        };
        let state = spec.states.len();
        spec.states.push(SpecState::new(kind, parent));
        if kind == Kind::Compound || kind == Kind::Parallel {
            grow(spec, choices, state, depth + 1);
        }
    }
}

fn targets(spec: &Spec, choices: &mut Choices, lawful: &[usize]) -> Vec<usize> {
    let mut chosen = vec![choices.of(lawful)];
    for _ in 0..choices.below(4) {
        let more: Vec<usize> = lawful
            .iter()
            .copied()
            .filter(|&s| chosen.iter().all(|&other| compatible(spec, s, other)))
            .collect();
        if !more.is_empty() {
            chosen.push(choices.of(&more));
        }
    }
    chosen
}

fn guard(choices: &mut Choices, eventless: bool) -> Vec<Answer> {
    let mut answers = Vec::new();
    for _ in 0..1 + choices.below(3) {
        answers.push(match choices.below(16) {
            0..11 => Answer::Yes,
            11..14 => Answer::No,
            _ => Answer::Unknown,
        });
    }
    // Most eventless transitions tire, so that most macrosteps end.
    if eventless && !choices.one_in(12) {
        answers.push(Answer::No);
    }
    answers
}

pub(super) fn chart(choices: &mut Choices) -> Spec {
    let mut spec = Spec::default();
    spec.states.push(SpecState::new(Kind::Compound, 0));
    // States that play no part move the others across the bounds of words and of what lies in place.
    let padding = choices.of(&[0, 0, 0, 0, 0, 50, PADDING]);
    for _ in 0..padding {
        spec.states.push(SpecState::new(Kind::Atomic, 0));
    }
    grow(&mut spec, choices, 0, 0);
    let count = spec.states.len();
    let all: Vec<usize> = (1 + padding..count).collect();
    let states: Vec<usize> = std::iter::once(0).chain(all.iter().copied()).collect();
    for state in states {
        let below: Vec<usize> =
            all.iter().copied().filter(|&s| parents(&spec, s).contains(&state)).collect();
        match spec.states[state].kind {
            Kind::Compound if choices.one_in(2) || (state == 0 && padding > 0) => {
                spec.states[state].initial = Some(targets(&spec, choices, &below));
            }
            Kind::ShallowHistory | Kind::DeepHistory => {
                let parent = spec.states[state].parent;
                let lawful: Vec<usize> = all
                    .iter()
                    .copied()
                    .filter(|&s| parents(&spec, stand_in(&spec, s)).contains(&parent))
                    .collect();
                let targets = targets(&spec, choices, &lawful);
                spec.transitions.push(SpecTransition {
                    source: state,
                    trigger: SpecTrigger::Eventless,
                    targets,
                    internal: false,
                    exclusive: false,
                    raises: None,
                    guard: vec![Answer::Yes],
                    inside: None,
                });
            }
            Kind::Atomic | Kind::Compound | Kind::Parallel | Kind::Final => {}
        }
        if state != 0 && spec.states[state].kind.is_composite() && !choices.one_in(4) {
            spec.states[state].done = Some(3 + choices.below(3));
        }
        spec.states[state].entry_raises = choices.one_in(8).then(|| choices.below(EVENTS));
        spec.states[state].exit_raises = choices.one_in(8).then(|| choices.below(EVENTS));
    }
    let sources: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&s| !spec.states[s].kind.is_history() && spec.states[s].kind != Kind::Final)
        .collect();
    if sources.is_empty() {
        return spec;
    }
    for _ in 0..6 + choices.below(20) {
        let trigger = match choices.below(16) {
            0..10 => SpecTrigger::Events(vec![choices.below(EVENTS)]),
            10..13 => SpecTrigger::Events(vec![choices.below(6), choices.below(6)]),
            13 => SpecTrigger::Any,
            _ => SpecTrigger::Eventless,
        };
        let targets = if choices.one_in(6) { Vec::new() } else { targets(&spec, choices, &all) };
        let guard = guard(choices, trigger == SpecTrigger::Eventless);
        spec.transitions.push(SpecTransition {
            source: choices.of(&sources),
            trigger,
            targets,
            internal: choices.one_in(3),
            exclusive: choices.one_in(10),
            raises: choices.one_in(5).then(|| choices.below(EVENTS)),
            guard,
            inside: choices.one_in(6).then(|| (choices.of(&all), choices.one_in(2))),
        });
    }
    spec
}

/// A chart with no regard for what is lawful.
fn rubbish(choices: &mut Choices) -> Spec {
    const KINDS: [Kind; 6] = [
        Kind::Atomic,
        Kind::Compound,
        Kind::Parallel,
        Kind::Final,
        Kind::ShallowHistory,
        Kind::DeepHistory,
    ];
    let mut spec = Spec::default();
    spec.states.push(SpecState::new(Kind::Compound, 0));
    let count = 1 + choices.below(6);
    for state in 1..=count {
        let parent = if choices.one_in(12) { choices.below(9) } else { choices.below(state) };
        spec.states.push(SpecState::new(choices.of(&KINDS), parent));
    }
    for state in 0..=count {
        let known = &mut spec.states[state];
        known.initial = choices
            .one_in(4)
            .then(|| (0..choices.below(3)).map(|_| choices.below(count + 2)).collect());
        known.done = choices.one_in(4).then(|| choices.below(3));
        let history = known.kind.is_history();
        for _ in 0..if history { 1 } else { choices.below(3) } {
            spec.transitions.push(SpecTransition {
                source: if choices.one_in(20) { choices.below(count + 2) } else { state },
                trigger: match choices.below(4) {
                    _ if history => SpecTrigger::Eventless,
                    0 => SpecTrigger::Eventless,
                    1 => SpecTrigger::Any,
                    _ => SpecTrigger::Events((0..choices.below(3)).collect()),
                },
                targets: (0..1 + choices.below(2)).map(|_| choices.below(count + 1)).collect(),
                internal: choices.one_in(2),
                exclusive: choices.one_in(6),
                raises: None,
                guard: vec![Answer::Yes, Answer::No],
                inside: None,
            });
        }
    }
    spec
}

fn agree(fast: &Snapshot, world: &mut World, slow: &mut Interpreter) {
    let reference: Vec<usize> = slow.configuration.iter().copied().collect();
    assert_eq!(positions(fast.configuration()), reference, "configuration");
    assert_eq!(fast.ended(), !slow.running, "end");
    let histories: Vec<(usize, Vec<usize>)> = fast
        .histories()
        .map(|(history, value)| (history.index(), value.iter().map(Id::index).collect()))
        .collect();
    let expected: Vec<(usize, Vec<usize>)> = slow.history_value.clone().into_iter().collect();
    assert_eq!(histories, expected, "histories");
    assert_eq!(world.queue, slow.world.queue, "internal queue");
    assert!(slow.is_legal(), "{reference:?} is not a legal configuration");
}

fn same_halt(fast: &Stopped<super::spec::Failed>, slow: Halt) {
    match (fast, slow) {
        (Stopped::Endless { cycle }, Halt::Endless) => assert!(!cycle.is_empty()),
        (Stopped::Ambiguous { first, second }, Halt::Ambiguous(one, two)) => {
            assert_eq!((first.index(), second.index()), (one, two));
        }
        (fast, slow) => panic!("{fast:?} is not {slow:?}"),
    }
}

/// Runs both, comparing all that can be seen after the start and after every event.
fn compare(spec: &Spec, events: &[usize]) {
    let chart = spec.build().expect("the chart is lawful");
    let limits = Limits { microsteps: MICROSTEPS };
    let mut world = World::new(spec);
    let mut slow = Interpreter::new(spec, MICROSTEPS as usize);
    let started = start(&chart, &mut world, limits);
    let expected = slow.interpret();
    assert_eq!(world.trace, slow.world.trace, "what happened at the start");
    let mut fast = match (started, expected) {
        (Ok(snapshot), Ok(())) => snapshot,
        (Err(stopped), Err(halt)) => return same_halt(&stopped, halt),
        (started, expected) => panic!("{started:?} is not {expected:?}"),
    };
    agree(&fast, &mut world, &mut slow);
    for &event in events {
        for asked in [Some(event), None] {
            let found = candidates(&chart, fast.configuration(), asked.map(Id::new));
            let found: Vec<usize> = found.map(Id::index).collect();
            assert_eq!(found, slow.candidates(asked), "candidates");
        }
        world.trace.clear();
        world.asked.clear();
        slow.world.trace.clear();
        let before = fast.clone();
        let handled = handle(&chart, &mut fast, Id::new(event), &mut world, limits);
        let expected = slow.external_event(event);
        assert_eq!(world.trace, slow.world.trace, "what happened on event {event}");
        match (handled, expected) {
            (Ok(handled), Ok(expected)) => {
                assert_eq!(handled, expected);
                if !handled {
                    assert_eq!(before, fast, "a refused event changes nothing");
                    assert!(world.trace.is_empty());
                }
            }
            (Err(stopped), Err(halt)) => return same_halt(&stopped, halt),
            (handled, expected) => panic!("{handled:?} is not {expected:?}"),
        }
        agree(&fast, &mut world, &mut slow);
    }
}

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(1500), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_chart_runs_as_appendix_d_says(
        choices in proptest::collection::vec(any::<u16>(), 40..700),
        events in proptest::collection::vec(0..EVENTS, 1..16),
    ) {
        let spec = chart(&mut Choices { left: choices.into_iter() });
        compare(&spec, &events);
    }

    #[test]
    fn whatever_is_not_refused_runs_as_appendix_d_says(
        choices in proptest::collection::vec(any::<u16>(), 4..80),
        events in proptest::collection::vec(0..3usize, 1..6),
    ) {
        let spec = rubbish(&mut Choices { left: choices.into_iter() });
        if spec.build().is_ok() {
            compare(&spec, &events);
        }
    }
}
