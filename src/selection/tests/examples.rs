//! Rankings worked out by hand.

use super::*;

const fn limit(max: i64) -> Limit {
    Limit { max, hard: true }
}

/// A candidate that may have every place and counts for the limits named for each place.
fn one(name: char, key: i64, counts: &[&[bool]]) -> Written {
    Written {
        name,
        keys: vec![Some(key)],
        may: vec![Some(true); counts.len()],
        counts: counts.iter().map(|limits| limits.iter().copied().map(Some).collect()).collect(),
    }
}

/// One place, one limit over all.
fn plain(name: char, key: i64) -> Written {
    one(name, key, &[&[true]])
}

fn without_key(mut written: Written, at: usize) -> Written {
    written.keys[at] = None;
    written
}

#[track_caller]
fn check(written: &[Written], limits: &[Limit], expected: Decided) {
    assert_eq!(decided(written, limits), expected);
    let mut other = written.to_vec();
    other.reverse();
    assert_eq!(decided(&other, limits), expected, "filed in the other order");
}

fn placed(places: &[(char, Option<u16>)]) -> Decided {
    Decided::Placed(places.to_vec())
}

#[test]
fn the_best_take_the_upper_place_and_the_rest_the_next() {
    // Limits: the upper place for each of two kinds one, the lower two in all. 9 and 7 go up, as
    // they are of different kinds; 8 and 6 take the lower two; 5 stays out.
    let first: &[&[bool]] = &[&[true, false, false], &[false, false, true]];
    let second: &[&[bool]] = &[&[false, true, false], &[false, false, true]];
    let all = [
        one('a', 5, first),
        one('b', 9, first),
        one('c', 8, first),
        one('d', 7, second),
        one('e', 6, second),
    ];
    let expected = [('a', None), ('b', Some(0)), ('c', Some(1)), ('d', Some(0)), ('e', Some(1))];
    check(&all, &[limit(1), limit(1), limit(2)], placed(&expected));
}

#[test]
fn a_tie_at_the_cut_names_the_whole_group() {
    let all = [plain('a', 9), plain('b', 7), plain('c', 7), plain('d', 7)];
    check(&all, &[limit(2)], Decided::Tied(vec!['b', 'c', 'd']));
    check(&all, &[limit(3)], Decided::Tied(vec!['b', 'c', 'd']));
    let expected = [('a', Some(0)), ('b', Some(0)), ('c', Some(0)), ('d', Some(0))];
    check(&all, &[limit(4)], placed(&expected));
    let expected = [('a', Some(0)), ('b', None), ('c', None), ('d', None)];
    check(&all, &[limit(1)], placed(&expected));
}

#[test]
fn equals_of_other_kinds_are_looked_at_together() {
    // One upper place for both kinds: whoever came first would get it, the other a lower one.
    let all = [
        one('a', 90, &[&[true, false], &[false, true]]),
        one('b', 90, &[&[true, false], &[false, true]]),
    ];
    check(&all, &[limit(1), limit(5)], Decided::Tied(vec!['a', 'b']));
    // An upper place for each kind: nobody stands in the other's way.
    let all = [
        one('a', 90, &[&[true, false], &[false, false]]),
        one('b', 90, &[&[false, true], &[false, false]]),
    ];
    check(&all, &[limit(1), limit(1)], placed(&[('a', Some(0)), ('b', Some(0))]));
    // No upper place for the second kind at all: its lower one is no matter of rank.
    check(&all, &[limit(1), limit(0)], placed(&[('a', Some(0)), ('b', Some(1))]));
}

#[test]
fn three_of_whom_only_two_are_in_each_others_way_are_one_group() {
    // a and b share a limit of one, c has its own; a, b and c are equal.
    let all = [
        one('a', 8, &[&[true, false]]),
        one('b', 8, &[&[true, false]]),
        one('c', 8, &[&[false, true]]),
    ];
    check(&all, &[limit(1), limit(1)], Decided::Tied(vec!['a', 'b', 'c']));
}

#[test]
fn whoever_counts_for_no_limit_uses_none_up() {
    let all = [one('a', 9, &[&[false]]), plain('b', 8), plain('c', 7)];
    check(&all, &[limit(1)], placed(&[('a', Some(0)), ('b', Some(0)), ('c', None)]));
}

#[test]
fn a_soft_limit_refuses_nobody() {
    let soft = Limit { max: 0, hard: false };
    check(&[plain('a', 1), plain('b', 1)], &[soft], placed(&[('a', Some(0)), ('b', Some(0))]));
}

#[test]
fn what_is_unknown_of_the_first_is_asked_and_the_first_is_not_left_out() {
    // a leads, and whether it may be placed is unknown: with one place everything hangs on it.
    let mut first = plain('a', 95);
    first.may[0] = None;
    let all = [first, plain('b', 60)];
    check(&all, &[limit(1)], Decided::Open(vec![Asked::May('a', 0)]));
}

#[test]
fn what_is_unknown_of_one_who_gets_nothing_anyway_is_not_asked() {
    let mut last = plain('b', 60);
    last.may[0] = None;
    let all = [plain('a', 95), last];
    check(&all, &[limit(1)], placed(&[('a', Some(0)), ('b', None)]));
    // With two places it is.
    check(&all, &[limit(2)], Decided::Open(vec![Asked::May('b', 0)]));
}

#[test]
fn a_second_key_is_asked_only_of_equals() {
    let two = |name, first, second| {
        let mut written = plain(name, first);
        written.keys.push(second);
        written
    };
    let leads = [two('a', 91, None), two('b', 90, Some(2))];
    check(&leads, &[limit(1)], placed(&[('a', Some(0)), ('b', None)]));
    let equal = [two('a', 90, None), two('b', 90, Some(2))];
    check(&equal, &[limit(1)], Decided::Open(vec![Asked::Key('a', 1)]));
    check(&equal, &[limit(2)], placed(&[('a', Some(0)), ('b', Some(0))]));
}

#[test]
fn an_unknown_key_that_decides_is_asked_of_whoever_lacks_it() {
    let all = [without_key(plain('a', 0), 0), plain('b', 5), plain('c', 7)];
    check(&all, &[limit(1)], Decided::Open(vec![Asked::Key('a', 0)]));
    check(&all, &[limit(3)], placed(&[('a', Some(0)), ('b', Some(0)), ('c', Some(0))]));
    check(&all, &[limit(0)], placed(&[('a', None), ('b', None), ('c', None)]));
}

#[test]
fn an_unknown_exception_is_asked_where_it_would_make_room() {
    let mut free = plain('a', 9);
    free.counts[0][0] = None;
    let all = [free, plain('b', 8)];
    check(&all, &[limit(1)], Decided::Open(vec![Asked::Counts('a', 0, 0)]));
    check(&all, &[limit(2)], placed(&[('a', Some(0)), ('b', Some(0))]));
}

#[test]
fn of_two_places_one_may_be_free_where_one_of_two_before_may_not_count() {
    // a counts, b perhaps: c gets the second place or none.
    let mut free = plain('b', 8);
    free.counts[0][0] = None;
    let all = [plain('a', 9), free, plain('c', 7)];
    check(&all, &[limit(2)], Decided::Open(vec![Asked::Counts('b', 0, 0)]));
    check(&all, &[limit(3)], placed(&[('a', Some(0)), ('b', Some(0)), ('c', Some(0))]));
}

#[test]
fn those_are_asked_first_who_would_be_placed() {
    // Of none of five is it known. With two places the first two are asked, not all.
    let unknown = |name, key| {
        let mut one = plain(name, key);
        one.may[0] = None;
        one
    };
    let all: Vec<Written> =
        "abcde".chars().zip([9, 8, 7, 6, 5]).map(|(name, key)| unknown(name, key)).collect();
    let asked = vec![Asked::May('a', 0), Asked::May('b', 0)];
    check(&all, &[limit(2)], Decided::Open(asked));
}

#[test]
fn a_tie_that_nothing_unknown_resolves_is_a_tie() {
    // Whether d may be placed changes nothing for a and b, who share the one place.
    let mut last = plain('d', 1);
    last.may[0] = None;
    let all = [plain('a', 9), plain('b', 9), last];
    check(&all, &[limit(1)], Decided::Tied(vec!['a', 'b']));
}

#[test]
fn the_cut_lies_between_the_last_placed_and_the_first_who_is_not() {
    let all: Vec<_> =
        [plain('a', 7), plain('b', 9), plain('c', 8)].iter().map(Written::asked).collect();
    let Decision::Placed(ranking) = by_rank(&all, &[true], &[limit(2)]) else { panic!() };
    assert_eq!(ranking.order, [1, 2, 0]);
    assert_eq!(ranking.ranks, [Some(3), Some(1), Some(2)]);
    assert_eq!(ranking.cut, Some((2, 0)));
    // Where somebody better is left out, as it may have no place, there is no line to speak of.
    let mut barred = plain('b', 9);
    barred.may[0] = Some(false);
    let all: Vec<_> = [plain('a', 7), barred].iter().map(Written::asked).collect();
    let Decision::Placed(ranking) = by_rank(&all, &[true], &[limit(2)]) else { panic!() };
    assert_eq!((ranking.order, ranking.cut), (vec![1, 0], None));
    let Decision::Placed(ranking) = by_rank::<()>(&[], &[true], &[limit(2)]) else { panic!() };
    assert_eq!((ranking.places, ranking.cut), (vec![], None));
}

#[test]
fn the_least_comes_first_where_the_key_says_so() {
    let all: Vec<_> = [plain('a', 7), plain('b', 9)].iter().map(Written::asked).collect();
    let Decision::Placed(ranking) = by_rank(&all, &[false], &[limit(1)]) else { panic!() };
    assert_eq!((ranking.order, ranking.places), (vec![0, 1], vec![Some(0), None]));
}
