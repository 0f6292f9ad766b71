//! What goes beyond the standard: unknown guards, exclusive transitions, the cap on microsteps (S12),
//! refusals, reports.

use super::play::Play;
use super::spec::{Act, Failed};
use crate::chart::{Answer, Builder, Chart, Kind, Limits, Snapshot, Stopped, start};
use crate::ident::Id;

const SEARCH: &str = "
s
  t0 on e -> general
  a
    t1 on e -> b
    t2 on e -> b
  b
general
";

#[test]
fn an_unknown_guard_hides_later_siblings_and_ancestors() {
    let mut play = Play::start_with(SEARCH, &[("t1", Answer::Unknown)]);
    play.refuses("e");
    play.answer("t1", Answer::No);
    play.takes("e", "s b", "-a t2 +b");
}

#[test]
fn an_unknown_guard_further_up_hides_nothing_below() {
    let mut play = Play::start_with(SEARCH, &[("t0", Answer::Unknown)]);
    play.takes("e", "s b", "-a t1 +b");
    play.refuses("e");
}

#[test]
fn an_unknown_guard_stops_its_own_region_alone() {
    let text = "
p: parallel
  t0 on e
  r1
    a
      t1 on e
  r2
    b
      t2 on e
";
    // a stops at t1; b finds t2 off and goes on to t0 of p, which a did not reach.
    let mut play = Play::start_with(text, &[("t1", Answer::Unknown), ("t2", Answer::No)]);
    play.takes("e", "p r1 a r2 b", "t0");
}

#[test]
fn an_eventless_transition_waits_for_what_is_unknown() {
    let text = "a\n  t1 on e -> b\nb\n  t2 always -> c\nc\n";
    let mut play = Play::start_with(text, &[("t2", Answer::Unknown)]);
    play.takes("e", "b", "-a t1 +b");
    play.settle().unwrap();
    assert_eq!(play.active(), "b");
    play.answer("t2", Answer::Yes);
    play.settle().unwrap();
    assert_eq!(play.active(), "c");
    assert_eq!(play.trace(), "-b t2 +c");
}

#[test]
fn settling_takes_internal_events() {
    let mut play = Play::start("a\n  t1 on e -> b\nb\n");
    play.world.queue.push_back(0);
    play.settle().unwrap();
    assert_eq!(play.active(), "b");
}

#[track_caller]
fn ambiguous(text: &str, guards: &[(&str, Answer)], first: &str, second: &str) {
    let mut play = Play::start_with(text, guards);
    let before = play.snapshot.clone();
    match play.send("e") {
        Err(Stopped::Ambiguous { first: one, second: two }) => {
            assert_eq!((play.label(one), play.label(two)), (first, second));
            assert_eq!(play.snapshot, before);
        }
        other => panic!("{other:?}"),
    }
}

const FIRST_EXCLUSIVE: &str = "a\n  t1 on e -> b exclusive\n  t2 on e -> c\n  t3 on e -> b\nb\nc\n";
const LAST_EXCLUSIVE: &str = "a\n  t1 on e -> b\n  t2 on e -> c\n  t3 on * -> b exclusive\nb\nc\n";

#[test]
fn an_exclusive_transition_bears_no_other_beside_it() {
    ambiguous(FIRST_EXCLUSIVE, &[], "t1", "t2");
    ambiguous(FIRST_EXCLUSIVE, &[("t2", Answer::No)], "t1", "t3");
    // What is unknown is not enabled, and hides none of those after it.
    ambiguous(FIRST_EXCLUSIVE, &[("t2", Answer::Unknown)], "t1", "t3");
    // t2 is not exclusive and may stand beside t1; t3 may not.
    ambiguous(LAST_EXCLUSIVE, &[], "t1", "t3");
}

#[test]
fn an_exclusive_transition_that_is_alone_is_taken() {
    let alone = [("t2", Answer::No), ("t3", Answer::No)];
    Play::start_with(FIRST_EXCLUSIVE, &alone).takes("e", "b", "-a t1 +b");
    Play::start_with(FIRST_EXCLUSIVE, &[("t1", Answer::No)]).takes("e", "c", "-a t2 +c");
    Play::start_with(LAST_EXCLUSIVE, &[("t3", Answer::No)]).takes("e", "b", "-a t1 +b");
}

#[test]
fn an_ancestors_transition_is_no_rival() {
    let text = "s\n  t0 on e -> b\n  a\n    t1 on e -> b exclusive\nb\n";
    Play::start(text).takes("e", "b", "-a -s t1 +b");
}

#[test]
fn transitions_on_other_events_are_no_rivals() {
    let text = "a\n  t1 on e -> b exclusive\n  t2 on f -> c\n  t3 always -> c in b\nb\nc\n";
    Play::start(text).takes("e", "b", "-a t1 +b");
}

#[track_caller]
fn endless(text: &str, microsteps: u32, cycle: &[&str]) {
    let mut play = Play::start(text);
    play.limits = Limits { microsteps };
    match play.send("e") {
        Err(Stopped::Endless { cycle: found }) => {
            let found: Vec<&str> = found.iter().map(|&id| play.label(id)).collect();
            assert_eq!(found, cycle);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_macrostep_without_end_is_stopped_and_its_cycle_named() {
    let text = "
a
  t1 on e -> b
b
  t2 always -> c
c
  t3 always -> d
d
  t4 always -> b
";
    // Wherever the cap falls, the cycle is told the same.
    for microsteps in 12..20 {
        endless(text, microsteps, &["t2", "t3", "t4"]);
    }
    // An internal event that calls for itself is no better.
    endless("a\n  t1 on e -> b raise i\nb\n  t2 on i raise i\n", 10, &["t2"]);
}

#[test]
fn a_cycle_of_two_regions_names_the_transitions_of_both() {
    let text = "
p: parallel
  r1
    a
      t1 on e -> b
    b
      t2 always
  r2
    c
      t3 always in b
";
    endless(text, 10, &["t2", "t3"]);
}

#[test]
fn the_cap_itself_may_be_reached() {
    let text = "a\n  t1 on e -> b\nb\n  t2 always -> c\nc\n  t3 always -> d\nd\n";
    let mut play = Play::start(text);
    play.limits = Limits { microsteps: 3 };
    play.takes("e", "d", "-a t1 +b -b t2 +c -c t3 +d");
    // Nothing repeats in what was seen: steps 2 and 3, of which only 3 is late, and it is all told.
    endless(text, 2, &["t2", "t3"]);
    endless(text, 0, &["t1"]);
}

#[test]
fn a_start_without_end_is_stopped_too() {
    let mut builder = Builder::new();
    let state = builder.state(builder.root(), Kind::Atomic);
    let looping = builder.transition(crate::chart::TransitionDraft {
        source: state,
        trigger: crate::chart::Trigger::Eventless,
        targets: vec![state],
        internal: false,
        exclusive: false,
    });
    let chart = builder.build().unwrap();
    let spec = super::spec::Spec {
        states: vec![super::spec::SpecState::new(Kind::Compound, 0); 2],
        transitions: vec![super::spec::SpecTransition {
            source: 1,
            trigger: super::spec::SpecTrigger::Eventless,
            targets: vec![1],
            internal: false,
            exclusive: false,
            raises: None,
            guard: vec![Answer::Yes],
            inside: None,
        }],
    };
    let mut world = super::spec::World::new(&spec);
    let stopped = start(&chart, &mut world, Limits::default()).unwrap_err();
    assert_eq!(stopped, Stopped::Endless { cycle: vec![looping] });
}

#[test]
fn what_nothing_matches_is_refused_and_changes_nothing() {
    let mut play = Play::start("a\n  t1 on e -> b\nb\n");
    play.refuses("unheard of");
    play.answer("t1", Answer::No);
    play.refuses("e");
}

#[test]
fn a_refused_event_does_not_even_wake_eventless_transitions() {
    let text = "a\n  t1 on e -> b\n  t2 always -> b\nb\n";
    let mut play = Play::start_with(text, &[("t1", Answer::No), ("t2", Answer::No)]);
    play.answer("t2", Answer::Yes);
    play.refuses("e");
}

#[test]
fn a_guard_is_asked_once_though_two_regions_reach_it() {
    // The world refuses to be asked twice.
    let text = "p: parallel\n  t0 on e -> o\n  r1\n    a\n  r2\n    b\no\n";
    Play::start(text).takes("e", "o", "-b -r2 -a -r1 -p t0 +o");
    let mut play = Play::start_with(text, &[("t0", Answer::No)]);
    play.refuses("e");
    assert_eq!(play.world.asked.len(), 1);
}

#[test]
fn candidates_are_told_in_the_order_of_the_search() {
    let text = "
p: parallel
  t0 on e f
  r1
    a
      t1 on f
      t2 on e
  r2
    b
      t3 on e
";
    let play = Play::start(text);
    assert_eq!(play.candidates("e"), "t2 t0 t3");
    assert_eq!(play.candidates("f"), "t1 t0");
    assert_eq!(play.candidates("g"), "");
}

#[test]
fn what_the_host_cannot_do_stops_the_macrostep() {
    let text = "a\n  t1 on e -> s\ns\n  b\n";
    for failing in ["-a", "t1", "+s", "initial(s)", "+b"] {
        let mut play = Play::start(text);
        let fails_at = match failing {
            "-a" => Act::Exit(play.state("a")),
            "t1" => Act::Take(play.position("t1")),
            "+s" => Act::Enter(play.state("s")),
            "initial(s)" => Act::Initial(play.state("s")),
            _ => Act::Enter(play.state("b")),
        };
        play.world.fails_at = Some(fails_at);
        assert_eq!(play.send("e"), Err(Stopped::Host(Failed)), "{failing}");
        assert!(!play.trace().contains(failing), "{}", play.trace());
    }
}

#[test]
fn snapshots_are_values() {
    use std::collections::HashSet;
    let mut play = Play::start("a\n  t1 on e -> b\nb\n  t2 on e -> a\n");
    let first = play.snapshot.clone();
    play.send("e").unwrap();
    let mut seen = HashSet::from([first.clone(), play.snapshot.clone()]);
    assert_eq!(seen.len(), 2);
    play.send("e").unwrap();
    assert!(!seen.insert(play.snapshot.clone()));
    assert_eq!(format!("{:?}", first.configuration()), "{StateId(1)}");
}

#[test]
fn a_chart_is_shared_and_a_snapshot_is_small() {
    fn shared<T: Send + Sync>() {}
    shared::<Chart>();
    shared::<Snapshot>();
    assert!(size_of::<Snapshot>() <= 96, "{}", size_of::<Snapshot>());
}

#[test]
fn a_chart_of_many_states_runs_as_a_small_one() {
    // 300 states in a ring: sets of states no longer lie in place.
    let mut text = String::new();
    for state in 0..300 {
        text += &format!("s{state}\n  t{state} on e -> s{}\n", (state + 1) % 300);
    }
    let mut play = Play::start(&text);
    for state in 0..300 {
        let next = (state + 1) % 300;
        play.takes("e", &format!("s{next}"), &format!("-s{state} t{state} +s{next}"));
    }
}

#[test]
fn a_chart_can_be_read_again() {
    let play = Play::start(
        "
s
  initial b
  done done.s
  a
    t1 on e -> b
  b
  f: final
",
    );
    let chart = &play.chart;
    let names = |ids: &mut dyn Iterator<Item = crate::chart::StateId>| -> Vec<usize> {
        ids.map(Id::index).collect()
    };
    let [s, a, b, f] = ["s", "a", "b", "f"].map(|name| play.state(name));
    let id = crate::chart::StateId::new;
    assert_eq!(names(&mut chart.states()), [0, s, a, b, f]);
    assert_eq!(names(&mut chart.children(id(s))), [a, b, f]);
    assert_eq!(names(&mut chart.proper_ancestors(id(a))), [s, 0]);
    assert_eq!(chart.parent(chart.root()), None);
    assert_eq!(chart.initial(id(s)), [id(b)]);
    assert_eq!(chart.done_event(id(s)).map(Id::index), Some(0));
    assert!(chart.is_descendant(id(a), id(s)) && !chart.is_descendant(id(s), id(s)));
    let together = |one, other| chart.may_be_together(id(one), id(other));
    assert!(together(s, a) && together(a, s) && together(a, a));
    assert!(!together(a, b) && !together(b, f));
    let [only] = chart.transitions_of(id(a)) else { panic!("a has one transition") };
    assert_eq!((chart.source(*only), chart.targets(*only)), (id(a), &[id(b)][..]));
    assert_eq!(chart.transitions().collect::<Vec<_>>(), [*only]);
    assert!(!chart.is_internal(*only) && !chart.is_exclusive(*only));
}
