//! A chart that goes on elsewhere though nothing has happened: what is active then, worked by hand.

use super::play::Play;
use crate::chart::{Snapshot, StateId};
use crate::ident::Id;

/// Two regions, each of two states, and a state beside them.
const REGIONS: &str = "
p: parallel
  r1
    a
    b
  r2
    c
      t1 on e -> d
    d
z: final
";
const P: usize = 1;
const A: usize = 3;
const B: usize = 4;
const C: usize = 6;
const D: usize = 7;
const Z: usize = 8;

fn state(at: usize) -> StateId {
    StateId::new(at)
}

fn moved(play: &Play, from: usize, to: usize) -> Snapshot {
    play.snapshot.relocated(&play.chart, state(from), state(to))
}

fn active(snapshot: &Snapshot) -> Vec<usize> {
    snapshot.configuration().iter().map(Id::index).collect()
}

#[test]
fn the_states_around_both_and_the_other_region_stay() {
    let mut play = Play::start(REGIONS);
    play.takes("e", "p r1 a r2 d", "-c t1 +d");
    let after = moved(&play, A, B);
    assert_eq!(active(&after), [P, 2, B, 5, D]);
    assert!(!after.ended());
}

/// No region stands around both: the parallel state is entered anew, its other region by default.
#[test]
fn whoever_goes_to_another_region_enters_all_of_them() {
    let mut play = Play::start(REGIONS);
    play.takes("e", "p r1 a r2 d", "-c t1 +d");
    assert_eq!(active(&moved(&play, A, C)), [P, 2, A, 5, C]);
}

#[test]
fn a_final_child_of_the_root_ends_the_chart_and_an_inner_one_does_not() {
    let play = Play::start(REGIONS);
    let after = moved(&play, A, Z);
    assert!(after.ended());
    assert_eq!(active(&after), [Z]);
    let play = Play::start("s\n  a\n  f: final\n");
    let after = moved(&play, 2, 3);
    assert!(!after.ended());
    assert_eq!(active(&after), [1, 3]);
}

#[test]
fn what_is_not_there_or_has_ended_stays_as_it_is() {
    let play = Play::start(REGIONS);
    assert_eq!(moved(&play, B, A), play.snapshot);
    assert_eq!(moved(&play, A, A), play.snapshot);
    let ended = moved(&play, A, Z);
    assert_eq!(ended.relocated(&play.chart, state(Z), state(A)), ended);
}
