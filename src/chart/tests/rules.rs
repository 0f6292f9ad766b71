//! The rules of SCXML (S1 to S10), one by one. Expected configurations and actions are worked by hand
//! from appendix D; each comment names the step that decides.

use super::play::Play;
use crate::chart::{Answer, descriptor_matches};

#[test]
fn eventless_transitions_come_before_internal_events() {
    // S1, mainEventLoop: after t1 the queue holds i, yet selectEventlessTransitions is asked first.
    let mut play = Play::start(
        "
a
  t1 on e -> b raise i
b
  t2 on i -> wrong
  t3 always -> c
c
  t4 on i -> d
d
wrong
",
    );
    play.takes("e", "d", "-a t1 +b -b t3 +c -c t4 +d");
}

#[test]
fn internal_events_are_taken_in_the_order_in_which_they_were_raised() {
    // S1: exit handlers run before transition content, and that before entry handlers.
    let mut play = Play::start(
        "
a
  exit raise one
  t1 on e -> b raise two
b
  entry raise three
  t2 on one
  t3 on two
  t4 on three
",
    );
    play.takes("e", "b", "-a t1 +b t2 t3 t4");
}

#[test]
fn an_internal_event_that_nothing_matches_is_dropped() {
    let mut play = Play::start("a\n  t1 on e raise lost\n  t2 on e2 -> b\nb\n  t3 on lost -> a\n");
    play.takes("e", "a", "t1");
    play.takes("e2", "b", "-a t2 +b");
}

#[test]
fn the_inner_state_is_searched_before_its_ancestors() {
    // S2, selectTransitions: [state].append(getProperAncestors(state)).
    let text = "
outer
  t1 on e -> far
  inner
    t2 on e -> near
  near
far
";
    Play::start(text).takes("e", "outer near", "-inner t2 +near");
    let mut play = Play::start_with(text, &[("t2", Answer::No)]);
    play.takes("e", "far", "-inner -outer t1 +far");
}

#[test]
fn among_siblings_the_first_in_document_order_whose_guard_holds_wins() {
    // S2: transitions of one state in document order.
    let text = "a\n  t1 on e -> b\n  t2 on e -> c\n  t3 on e -> d\nb\nc\nd\n";
    Play::start(text).takes("e", "b", "-a t1 +b");
    Play::start_with(text, &[("t1", Answer::No)]).takes("e", "c", "-a t2 +c");
}

const TWO_REGIONS: &str = "
p: parallel
  t0 on drop -> out
  r1
    a
      t1 on e drop -> b
      t2 on leave -> out
    b
  r2
    c
      t3 on e -> d
      t4 on leave drop -> d
    d
out
other
";

#[test]
fn each_region_takes_its_own_transition() {
    // S2, S6: exit set {a, c} in reverse document order, contents in the order of selection, entry in
    // document order.
    Play::start(TWO_REGIONS).takes("e", "p r1 b r2 d", "-c -a t1 t3 +b +d");
}

#[test]
fn between_strangers_the_earlier_in_document_order_wins() {
    // S3, removeConflictingTransitions: exit sets {p, r1, a, r2, c} of t2 and {c} of t4 meet in c; c is
    // no descendant of a, so t4 is preempted.
    let mut play = Play::start(TWO_REGIONS);
    play.takes("leave", "out", "-c -r2 -a -r1 -p t2 +out");
    assert_eq!(play.conflicts(), "t2>t4");
}

#[test]
fn a_descendants_transition_wins_over_an_ancestors() {
    // S3: with t1 off, a selects t0 of p first; c then selects t4, whose source lies below p: t0 goes.
    let mut play = Play::start_with(TWO_REGIONS, &[("t1", Answer::No)]);
    play.takes("drop", "p r1 a r2 d", "-c t4 +d");
    assert_eq!(play.conflicts(), "t4>t0");
}

#[test]
fn an_ancestors_transition_loses_to_each_region_that_has_its_own() {
    // S3: a selects t1, b finds nothing and selects t0 of p, which t1 preempts (p is no descendant of
    // a); then t1 preempts t3 as well.
    let mut play = Play::start(
        "
p: parallel
  t0 on e -> other
  r1
    a
      t1 on e -> out
  r2
    b
  r3
    c
      t3 on e -> d
    d
out
other
",
    );
    play.takes("e", "out", "-c -r3 -b -r2 -a -r1 -p t1 +out");
    assert_eq!(play.conflicts(), "t1>t0 t1>t3");
}

#[test]
fn a_transition_that_is_preempted_removes_none() {
    // S3: t3 of d lies below s and would remove ts, which c selected. But its exit set is all of p, and
    // there t1 of a, the earlier stranger, preempts it first: ts stays.
    let mut play = Play::start(
        "
p: parallel
  r1
    a
      t1 on e -> b
    b
  s
    ts on e -> y internal
    q: parallel
      q1
        c
      q2
        d
          t3 on e -> out
    y
out
",
    );
    play.takes("e", "p r1 b s y", "-d -q2 -c -q1 -q -a t1 ts +b +y");
    assert_eq!(play.conflicts(), "t1>t3");
}

#[test]
fn a_targetless_transition_leaves_nothing_and_conflicts_with_nothing() {
    // S4: its exit set is empty.
    let mut play = Play::start(
        "
p: parallel
  r1
    a
      t1 on e
  r2
    b
      t2 on e -> out
out
",
    );
    play.takes("e", "out", "-b -r2 -a -r1 -p t1 t2 +out");
    assert_eq!(play.conflicts(), "");
}

#[test]
fn a_targetless_transition_hides_no_ancestors_from_another_region() {
    // S2, and XState differs: a selects t1, b finds nothing in itself and selects t0 of p. Neither has
    // an exit set, so both are taken.
    let mut play = Play::start(
        "
p: parallel
  t0 on e
  r1
    a
      t1 on e
  r2
    b
",
    );
    play.takes("e", "p r1 a r2 b", "t1 t0");
}

#[test]
fn the_domain_is_never_a_parallel_state() {
    // S5, findLCCA takes compound ancestors only, and XState differs: from r1 into r2 the whole of p is
    // left and entered again, r1 and r3 by default.
    let mut play = Play::start(
        "
p: parallel
  r1
    a
      t1 on e -> d
      t2 on step -> b
    b
      t3 on e -> d
  r2
    c
    d
  r3
    x
out
",
    );
    play.takes("step", "p r1 b r2 c r3 x", "-a t2 +b");
    play.takes(
        "e",
        "p r1 a r2 d r3 x",
        "-x -r3 -c -r2 -b -r1 -p t3 +p +r1 initial(r1) +a +r2 +d +r3 initial(r3) +x",
    );
}

#[test]
fn an_external_transition_to_its_own_descendant_leaves_the_source() {
    // S5: the domain is a proper ancestor of the source, here the root.
    let mut play = Play::start("s\n  t1 on e -> b\n  a\n  b\n");
    play.takes("e", "s b", "-a -s t1 +s +b");
}

#[test]
fn an_internal_transition_to_its_own_descendant_stays_in_the_source() {
    // S5: the source is compound and the target lies below it: it is the domain itself.
    let mut play = Play::start("s\n  t1 on e -> b internal\n  a\n  b\n");
    play.takes("e", "s b", "-a t1 +b");
}

#[test]
fn an_internal_transition_that_leads_out_is_as_an_external_one() {
    let mut play = Play::start("s\n  t1 on e -> s internal\n  t2 on f -> o internal\n  a\no\n");
    play.takes("e", "s a", "-a -s t1 +s initial(s) +a");
    play.takes("f", "o", "-a -s t2 +o");
}

#[test]
fn internal_means_nothing_on_a_parallel_or_an_atomic_source() {
    // S5: isCompoundState(t.source) fails, and XState differs: p is left and entered again.
    let mut play = Play::start(
        "
p: parallel
  t1 on e -> b internal
  r1
    a
    b
  r2
    c
      t2 on f -> c internal
",
    );
    play.takes("e", "p r1 b r2 c", "-c -r2 -a -r1 -p t1 +p +r1 +b +r2 initial(r2) +c");
    play.takes("f", "p r1 b r2 c", "-c t2 +c");
}

#[test]
fn eventless_transitions_are_tried_in_document_order_not_in_the_order_of_entry() {
    // S2, and XState differs: c has been active longer than b, yet r1 comes first in the document; t2
    // of b and t3 of c both leave p, so t2 wins.
    let mut play = Play::start(
        "
p: parallel
  r1
    a
      t1 on e -> b
    b
      t2 always -> x
  r2
    c
      t3 always -> y in b
x
y
",
    );
    play.takes("e", "x", "-a t1 +b -c -r2 -b -r1 -p t2 +x");
    assert_eq!(play.conflicts(), "t2>t3");
}

#[test]
fn handlers_see_the_configuration_of_their_moment() {
    // S6: a state is still active in its own exit handler, gone after it, active in its entry handler.
    let mut play = Play::start("s\n  a\n    t1 on e -> b\nb\n");
    play.send("e").unwrap();
    let seen: Vec<Vec<usize>> = play.world.trace.iter().map(|(_, active)| active.clone()).collect();
    let (s, a, b) = (play.state("s"), play.state("a"), play.state("b"));
    let expected = [
        vec![s, a], /* step */
        vec![s, a], /* -a */
        vec![s],    /* -s */
        vec![],     /* t1 */
        vec![b],
    ];
    assert_eq!(seen, expected);
}

#[test]
fn history_is_recorded_before_any_exit_handler() {
    // S6, exitStates: two loops. Were it one, deep history of s would miss what lies in the inner m,
    // which is left before it.
    let text = "
s
  h: deep
    d default -> m
  m
    m1
      t1 on e -> m2
    m2
  t2 on out -> o
o
  t3 on back -> h
";
    let mut play = Play::start(text);
    play.takes("e", "s m m2", "-m1 t1 +m2");
    play.takes("out", "o", "-m2 -m -s t2 +o");
    assert_eq!(play.recorded("h").as_deref(), Some("m2"));
    play.takes("back", "s m m2", "-o t3 +s +m +m2");
}

#[test]
fn without_an_initial_transition_the_first_child_is_entered() {
    let play = Play::start("s\n  h: history\n    d default -> b\n  a\n  b\n");
    assert_eq!(play.active(), "s a");
}

#[test]
fn an_initial_transition_may_name_several_states_deep_below() {
    // S7: r3, which it does not name, is entered by default (addAncestorStatesToEnter). The content of
    // the initial transition of s runs after its entry; r1 and r2 take no default.
    let play = Play::start(
        "
s
  initial b d
  p: parallel
    r1
      a
      b
    r2
      c
      d
    r3
      x
      y
",
    );
    assert_eq!(play.active(), "s p r1 b r2 d r3 x");
    assert_eq!(play.trace(), "+s initial(s) +p +r1 +b +r2 +d +r3 initial(r3) +x");
}

#[test]
fn the_root_may_begin_in_several_states() {
    let play = Play::start("initial b d\np: parallel\n  r1\n    a\n    b\n  r2\n    c\n    d\n");
    assert_eq!(play.active(), "p r1 b r2 d");
}

#[test]
fn a_transition_to_several_states_fills_the_other_regions() {
    let mut play = Play::start(
        "
o
  t1 on e -> b d
p: parallel
  r1
    a
    b
  r2
    c
    d
  r3
    x
",
    );
    play.takes("e", "p r1 b r2 d r3 x", "-o t1 +p +r1 +b +r2 +d +r3 initial(r3) +x");
}

const HISTORIES: &str = "
o
  t1 on shallow -> hs
  t2 on deep -> hd
s
  hs: history
    ds default -> b
  hd: deep
    dd default -> c2
  t3 on out -> o
  a
  b
    b1
      t4 on e -> b2
    b2
  c
    c1
    c2
";

#[test]
fn unset_history_takes_its_default_after_the_entry_of_the_parent() {
    // S8: defaultHistoryContent runs after the onentry of s, before b is entered.
    let mut play = Play::start(HISTORIES);
    play.takes("shallow", "s b b1", "-o t1 +s default(hs) +b initial(b) +b1");
    let mut play = Play::start(HISTORIES);
    play.takes("deep", "s c c2", "-o t2 +s default(hd) +c +c2");
}

#[test]
fn shallow_history_brings_back_the_child_and_deep_history_the_leaves() {
    // S8: from b2, shallow history enters b anew (b1), deep history enters b2.
    for (event, active, trace) in
        [("shallow", "s b b1", "-o t1 +s +b initial(b) +b1"), ("deep", "s b b2", "-o t2 +s +b +b2")]
    {
        let mut play = Play::start(HISTORIES);
        play.send("shallow").unwrap();
        play.takes("e", "s b b2", "-b1 t4 +b2");
        play.takes("out", "o", "-b2 -b -s t3 +o");
        assert_eq!(play.recorded("hs").as_deref(), Some("b"));
        assert_eq!(play.recorded("hd").as_deref(), Some("b2"));
        play.takes(event, active, trace);
    }
}

#[test]
fn deep_history_around_a_parallel_state_brings_back_every_region() {
    // S8, and the point of the two loops in addDescendantStatesToEnter: both leaves before any ancestor,
    // or p, an ancestor of b, would fill r2 with its default c before d is reached.
    let mut play = Play::start(
        "
o
  t1 on back -> h
s
  h: deep
    x default -> b d
  t2 on out -> o
  p: parallel
    r1
      a
      b
        t3 on e -> a
    r2
      c
      d
",
    );
    play.takes("back", "s p r1 b r2 d", "-o t1 +s default(h) +p +r1 +b +r2 +d");
    play.takes("e", "s p r1 a r2 d", "-b t3 +a");
    play.takes("out", "o", "-d -r2 -a -r1 -p -s t2 +o");
    assert_eq!(play.recorded("h").as_deref(), Some("a d"));
    play.takes("back", "s p r1 a r2 d", "-o t1 +s +p +r1 +a +r2 +d");
}

#[test]
fn history_of_a_parallel_state_stands_for_its_regions() {
    // S8: shallow history of p enters each region anew, deep history each leaf.
    let text = "
o
  t1 on shallow -> hs
  t2 on deep -> hd
p: parallel
  hs: history
    ds default -> b
  hd: deep
    dd default -> b d
  t3 on out -> o
  r1
    a
    b
  r2
    c
    d
";
    for (event, active) in [("shallow", "p r1 a r2 c"), ("deep", "p r1 b r2 d")] {
        let mut play = Play::start(text);
        play.takes("deep", "p r1 b r2 d", "-o t2 +p default(hd) +r1 +b +r2 +d");
        play.takes("out", "o", "-d -r2 -b -r1 -p t3 +o");
        assert_eq!(play.recorded("hs").as_deref(), Some("r1 r2"));
        assert_eq!(play.send(event), Ok(true));
        assert_eq!(play.active(), active);
    }
}

#[test]
fn history_recorded_on_the_way_out_counts_on_the_way_in() {
    // S8: exitStates records before computeEntrySet reads: a transition of s to its own history leaves
    // and enters the same child.
    let mut play = Play::start(
        "
s
  h: history
    d default -> a
  t1 on again -> h
  a
    t2 on e -> b
  b
",
    );
    play.takes("e", "s b", "-a t2 +b");
    play.takes("again", "s b", "-b -s t1 +s +b");
}

#[test]
fn what_is_left_is_entered_again_though_history_draws_the_domain_closer() {
    // S5 and S8. On the way out h is unset and stands for c, which is not below c: the domain of t1 is
    // the root, and p is left. On the way in h stands for b, which is below c: the pseudo-code, asking
    // again, would take c for the domain and enter b and nothing around it. SCXML 3.11 wants a legal
    // configuration, so the domain is asked for once.
    let mut play = Play::start(
        "
p: parallel
  h: deep
    x default -> c
  c
    t1 on e -> h internal
    a
      t2 on f -> b
    b
",
    );
    play.takes("f", "p c b", "-a t2 +b");
    play.takes("e", "p c b", "-b -c -p t1 +p +c +b");
}

#[test]
fn nothing_is_entered_outside_the_domain() {
    // S5 and S8. h is unset and stands for b, so the domain of t1 is x. From b the pseudo-code climbs
    // to s, the parent of h: it would enter x, r1 and p a second time, and fill r2, which has d active,
    // with its default c. Only what lies within the domain is entered.
    let mut play = Play::start(
        "
s
  h: deep
    y default -> b
  p: parallel
    r1
      x
        a
          t1 on e -> h
        b
    r2
      c
        t2 on f -> d
      d
",
    );
    play.takes("f", "s p r1 x a r2 d", "-c t2 +d");
    play.takes("e", "s p r1 x b r2 d", "-a t1 +b");
}

#[test]
fn an_initial_transition_may_lead_to_history() {
    // The content of the initial transition of s, then that of the default of h, then the child.
    let mut play = Play::start(
        "
s
  initial h
  h: history
    d default -> b
  a
  b
    t1 on e -> a
  t2 on out -> o
o
  t3 on back -> s
",
    );
    assert_eq!(play.trace(), "+s initial(s) default(h) +b");
    play.takes("e", "s a", "-b t1 +a");
    play.takes("out", "o", "-a -s t2 +o");
    play.takes("back", "s a", "-o t3 +s initial(s) +a");
}

#[test]
fn a_final_child_raises_the_done_event_of_its_parent() {
    // S9, enterStates: done.state.s goes to the internal queue and is taken in the same macrostep.
    let mut play = Play::start(
        "
s
  done done.s
  t1 on done.s -> o
  a
    t2 on e -> f
  f: final
o
",
    );
    play.takes("e", "o", "-a t2 +f !done.s -f -s t1 +o");
}

#[test]
fn the_last_region_raises_the_done_event_of_the_parallel_state() {
    // S9: of r1 alone, only r1's; with r2, both, the region's first.
    let mut play = Play::start(
        "
p: parallel
  done done.p
  t0 on done.p -> o
  r1
    done done.r1
    a
      t1 on e -> f
    f: final
  r2
    done done.r2
    b
      t2 on g -> i
    i: final
o
",
    );
    play.takes("e", "p r1 f r2 b", "-a t1 +f !done.r1");
    play.takes("g", "o", "-b t2 +i !done.r2 !done.p -i -r2 -f -r1 -p t0 +o");
}

const NESTED: &str = "
p: parallel
  done done.p
  q: parallel
    done done.q
    r1
      a
        t1 on inner -> f
      f: final
    r2
      b
        t2 on inner -> g
      g: final
  r3
    done done.r3
    c
      t3 on outer -> i
    i: final
";

#[test]
fn a_parallel_state_in_a_parallel_state_counts_as_a_region() {
    // S9, isInFinalState is recursive: when r3 ends last, q is found to be final.
    let mut play = Play::start(NESTED);
    play.takes("inner", "p q r1 f r2 g r3 c", "-b -a t1 t2 +f +g !done.q");
    play.takes("outer", "p q r1 f r2 g r3 i", "-c t3 +i !done.r3 !done.p");
}

#[test]
fn no_done_event_climbs_higher_than_the_grandparent() {
    // S9, to the letter: when the inner regions end last, enterStates looks at q and not at p.
    let mut play = Play::start(NESTED);
    play.takes("outer", "p q r1 a r2 b r3 i", "-c t3 +i !done.r3");
    play.takes("inner", "p q r1 f r2 g r3 i", "-b -a t1 t2 +f +g !done.q");
}

#[test]
fn a_final_child_of_the_root_ends_the_chart() {
    // S9: running is false once the microstep is through; exitInterpreter runs the exit handlers in exit
    // order; what is in the queue is not taken. The configuration stays readable.
    let mut play = Play::start(
        "
s
  a
    exit raise lost
    t1 on e -> f
f: final
  entry raise lost
",
    );
    play.takes("e", "f", "-a -s t1 +f -f");
    assert!(play.snapshot.ended());
    assert_eq!(play.world.queue.len(), 2);
    play.refuses("e");
    play.settle().unwrap();
    assert_eq!(play.trace(), "");
}

#[test]
fn a_chart_may_end_as_it_starts() {
    let play = Play::start("f: final\na\n");
    assert!(play.snapshot.ended());
    assert_eq!(play.trace(), "+f -f");
}

#[test]
fn event_descriptors_match_by_whole_tokens() {
    // S10; the examples are those of SCXML 3.12.1.
    for name in ["error", "error.send", "error.send.failed"] {
        assert!(descriptor_matches("error", name), "{name}");
        assert!(descriptor_matches("error.*", name), "{name}");
        assert!(descriptor_matches("*", name), "{name}");
    }
    for name in ["errors.my.custom", "errorhandler.mistake", "err", "my.error"] {
        assert!(!descriptor_matches("error", name), "{name}");
    }
    assert!(!descriptor_matches("error.send", "error"));
    assert!(!descriptor_matches("", "error"));
    assert!(descriptor_matches("审批", "审批.通过"));
    assert!(!descriptor_matches("审", "审批"));
}

#[test]
fn a_star_written_first_wins_over_a_later_exact_name() {
    // S10: document order decides, not how special a descriptor is. XState differs.
    let text = "a\n  t1 on * -> b\n  t2 on e -> c\nb\nc\n";
    Play::start(text).takes("e", "b", "-a t1 +b");
    let mut play = Play::start_with(text, &[("t1", Answer::No)]);
    assert_eq!(play.candidates("e"), "t1 t2");
    assert_eq!(play.candidates("unheard of"), "t1");
    play.takes("e", "c", "-a t2 +c");
}
