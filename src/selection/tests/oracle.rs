//! The second opinion: every way in which the unknown may come out, every order that the keys
//! leave, every list that there is. A list is lawful where nobody has a place that it may not have
//! and no hard limit is exceeded; of the lawful lists an order takes the one that is best for the
//! first, of those the best for the second, and so on. The right answer is one list, where every
//! way and every order takes the same.

use proptest::prelude::*;

use super::{Asked, Decided, Limit, Written, decided};

/// The places by position, for each candidate as written.
type List = Vec<Option<usize>>;

/// One way in which everything may come out: a list, or nothing where orders differ.
fn outcome(people: &[Written], limits: &[Limit]) -> Option<List> {
    let places = people.first().map_or(0, |one| one.may.len());
    let mut lists: Vec<List> = vec![Vec::new()];
    for _ in people {
        let longer = |list: &List| {
            let list = list.clone();
            (0..=places).map(move |place| {
                let mut list = list.clone();
                list.push((place < places).then_some(place));
                list
            })
        };
        lists = lists.iter().flat_map(longer).collect();
    }
    let lawful = |list: &List| {
        let placed = || people.iter().zip(list).filter_map(|(who, place)| Some((who, (*place)?)));
        let count = |limit: usize| {
            placed().filter(|(who, place)| who.counts[*place][limit] == Some(true)).count()
        };
        placed().all(|(who, place)| who.may[place] == Some(true))
            && limits
                .iter()
                .enumerate()
                .all(|(at, limit)| !limit.hard || count(at) as i64 <= limit.max)
    };
    lists.retain(lawful);
    let mut found: Option<&List> = None;
    for order in orders(people) {
        let best = lists.iter().min_by_key(|list| {
            let place = |who: &usize| list[*who].unwrap_or(places);
            order.iter().map(place).collect::<Vec<_>>()
        });
        if found.is_some() && found != best {
            return None;
        }
        found = best;
    }
    found.cloned()
}

/// Every order of all in which nobody stands before one with better keys.
fn orders(people: &[Written]) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    for _ in people {
        let mut longer = Vec::new();
        for order in &found {
            let left = || (0..people.len()).filter(|who| !order.contains(who));
            let best = left().map(|who| &people[who].keys).max();
            for who in left().filter(|who| Some(&people[*who].keys) == best) {
                longer.push([order.as_slice(), &[who]].concat());
            }
        }
        found = longer;
    }
    found
}

/// A way in which one unknown may come out.
#[derive(Clone, Copy)]
enum Said {
    Key(i64),
    Yes(bool),
}

/// All that is unknown, each with every way in which it may come out. Known keys are even, so that
/// an odd one lies between.
fn unknown(written: &[Written]) -> Vec<(Asked, Vec<Said>)> {
    let either = || vec![Said::Yes(false), Said::Yes(true)];
    let known = written.iter().flat_map(|one| &one.keys).flatten();
    let most = known.copied().max().unwrap_or(0);
    let mut found = Vec::new();
    for one in written {
        for (at, _) in one.keys.iter().enumerate().filter(|(_, key)| key.is_none()) {
            found.push((Asked::Key(one.name, at), (0..=most + 1).map(Said::Key).collect()));
        }
        for (place, may) in one.may.iter().enumerate() {
            if may.is_none() {
                found.push((Asked::May(one.name, place), either()));
            }
            for (limit, _) in one.counts[place].iter().enumerate().filter(|(_, is)| is.is_none()) {
                found.push((Asked::Counts(one.name, place, limit), either()));
            }
        }
    }
    found
}

/// The candidates as they are where the unknown came out so.
fn answered(written: &[Written], answers: &[(Asked, Said)]) -> Vec<Written> {
    let mut people = written.to_vec();
    for (asked, said) in answers {
        let (Asked::Key(name, _) | Asked::May(name, _) | Asked::Counts(name, ..)) = asked;
        let person = people.iter_mut().find(|one| one.name == *name).unwrap();
        match (*asked, *said) {
            (Asked::Key(_, at), Said::Key(key)) => person.keys[at] = Some(key),
            (Asked::May(_, place), Said::Yes(yes)) => person.may[place] = Some(yes),
            (Asked::Counts(_, place, limit), Said::Yes(yes)) => {
                person.counts[place][limit] = Some(yes);
            }
            _ => unreachable!(),
        }
    }
    people
}

/// What is right.
struct Right {
    /// What each way comes to.
    outcomes: Vec<Option<List>>,
    /// Whatever alone can change it, everything else being as it is.
    relevant: Vec<Asked>,
}

fn right(written: &[Written], limits: &[Limit]) -> Right {
    let unknown = unknown(written);
    let ways: usize = unknown.iter().map(|(_, ways)| ways.len()).product();
    // The ways are numbered, the first unknown turning fastest.
    let steps: Vec<usize> = unknown
        .iter()
        .scan(1, |step, (_, ways)| {
            let own = *step;
            *step *= ways.len();
            Some(own)
        })
        .collect();
    let way = |number: usize| {
        let said = unknown.iter().zip(&steps);
        let said = said.map(|((asked, ways), step)| (*asked, ways[number / step % ways.len()]));
        answered(written, &said.collect::<Vec<_>>())
    };
    let outcomes: Vec<_> = (0..ways).map(|number| outcome(&way(number), limits)).collect();
    let matters = |(step, ways): (usize, usize)| {
        (0..outcomes.len()).any(|number| {
            let turned = number / step % ways;
            turned > 0 && outcomes[number] != outcomes[number - turned * step]
        })
    };
    let relevant = unknown.iter().zip(&steps);
    let relevant = relevant
        .filter(|((_, ways), step)| matters((**step, ways.len())))
        .map(|((asked, _), _)| *asked)
        .collect();
    Right { outcomes, relevant }
}

/// Whether it is a tie where everybody is taken to be fit, counted, and behind on an unknown key,
/// and still one whatever single answer comes.
fn tied_as_things_stand(written: &[Written], limits: &[Limit]) -> bool {
    let unknown = unknown(written);
    let strict = |(asked, _): &(Asked, Vec<Said>)| match asked {
        Asked::Key(..) => (*asked, Said::Key(0)),
        Asked::May(..) | Asked::Counts(..) => (*asked, Said::Yes(true)),
    };
    let strict: Vec<_> = unknown.iter().map(strict).collect();
    outcome(&answered(written, &strict), limits).is_none()
        && unknown.iter().enumerate().all(|(at, (_, ways))| {
            ways.iter().all(|said| {
                let mut answers = strict.clone();
                answers[at].1 = *said;
                outcome(&answered(written, &answers), limits).is_none()
            })
        })
}

/// A small case, drawn from bytes.
fn case(bytes: &[u8]) -> (Vec<Written>, Vec<Limit>) {
    let mut bytes = bytes.iter().copied().cycle();
    let mut draw = |below: u8| usize::from(bytes.next().unwrap_or(0) % below);
    let (people, places, limits, keys) = (draw(7), 1 + draw(3), draw(4), 1 + draw(2));
    let limits: Vec<Limit> =
        (0..limits).map(|_| Limit { max: draw(4) as i64, hard: draw(6) > 0 }).collect();
    // Few unknowns, or there were too many ways to try; more where there are few candidates.
    let mut left = if people > 4 { 2 } else { 4 };
    let mut may_be = |unknown: bool| {
        let unknown = unknown && left > 0;
        left -= usize::from(unknown);
        unknown
    };
    // Limits are mostly about a kind of candidate and a kind of place, as written limits are.
    let about: Vec<(usize, usize)> = limits.iter().map(|_| (draw(3), draw(4))).collect();
    let mut written = Vec::new();
    for name in ('a'..='z').take(people) {
        let kind = 1 + draw(2);
        let keys = (0..keys).map(|_| match (draw(8), 2 + 2 * draw(3)) {
            (0, _) if may_be(true) => None,
            (_, key) => Some(key as i64),
        });
        let keys = keys.collect();
        let mut may = Vec::new();
        let mut counts = Vec::new();
        for place in 0..places {
            may.push(match draw(12) {
                0 if may_be(true) => None,
                0..3 => Some(false),
                _ => Some(true),
            });
            let mut counted = Vec::new();
            for &(of_kind, at) in &about {
                let concerned = (of_kind == 0 || of_kind == kind) && (at == 0 || at == place + 1);
                counted.push(match draw(12) {
                    0 if may_be(true) => None,
                    1 => Some(!concerned),
                    _ => Some(concerned),
                });
            }
            counts.push(counted);
        }
        written.push(Written { name, keys, may, counts });
    }
    (written, limits)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    /// Placed is who is placed so in every way and in every order; tied are those whom no single
    /// answer helps; whatever is asked can change who gets what.
    #[test]
    fn the_quick_way_says_what_the_slow_one_says(bytes in prop::collection::vec(any::<u8>(), 150)) {
        let (written, limits) = case(&bytes);
        let right = right(&written, &limits);
        let first = right.outcomes.first().cloned().flatten();
        let same = right.outcomes.iter().all(|one| *one == first);
        match decided(&written, &limits) {
            Decided::Placed(placed) => {
                let place = |place: &Option<usize>| place.map(|place| place as u16);
                let list = first.clone().unwrap_or_default();
                let list: Vec<_> =
                    written.iter().map(|one| one.name).zip(list.iter().map(place)).collect();
                prop_assert!(same && first.is_some());
                prop_assert_eq!(placed, list);
            }
            Decided::Tied(group) => {
                prop_assert!(group.len() > 1);
                prop_assert!(tied_as_things_stand(&written, &limits), "an answer helps");
            }
            Decided::Open(asked) => {
                prop_assert!(!same, "the answer is the same however it comes out");
                prop_assert!(!asked.is_empty());
                for one in asked {
                    prop_assert!(right.relevant.contains(&one), "{one:?} changes nothing");
                }
            }
        }
    }

    /// In whatever order candidates filed, each gets the same and the same is asked.
    #[test]
    fn the_order_of_filing_makes_no_difference(
        bytes in prop::collection::vec(any::<u8>(), 150), turns in 0_usize..6, back in any::<bool>(),
    ) {
        let (written, limits) = case(&bytes);
        let mut other = written.clone();
        let turns = turns % other.len().max(1);
        other.rotate_left(turns);
        if back {
            other.reverse();
        }
        prop_assert_eq!(decided(&written, &limits), decided(&other, &limits));
    }

    /// Whoever gets a better key, everything else as it was, never loses a place for a lower one.
    #[test]
    fn a_better_key_never_takes_a_place_away(
        bytes in prop::collection::vec(any::<u8>(), 150), who in 0_usize..6,
    ) {
        let (written, limits) = case(&bytes);
        let who = who % written.len().max(1);
        let mut better = written.clone();
        if let Some(key) = better.get_mut(who).and_then(|one| one.keys[0].as_mut()) {
            *key += 1;
        }
        let place = |written: &[Written]| match decided(written, &limits) {
            Decided::Placed(placed) => {
                let of = placed.iter().find(|(name, _)| Some(*name) == written.get(who).map(|one| one.name));
                of.map(|(_, place)| place.map_or(u16::MAX, |place| place))
            }
            Decided::Tied(_) | Decided::Open(_) => None,
        };
        if let (Some(before), Some(after)) = (place(&written), place(&better)) {
            prop_assert!(after <= before);
        }
    }
}
