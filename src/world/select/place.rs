//! Placing under quotas. A quota is a limit over a set of results: those whose place and attributes
//! are among the named ones.

use std::cmp::Ordering;

use crate::rule::Value;

/// A candidate as quotas and rankings see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The keys of the ranking, the first decides first.
    pub keys: Vec<Value>,
    /// The attributes by which quotas choose.
    pub attributes: Vec<Value>,
    /// For each quota, whether this candidate counts for it at all.
    pub counts: Vec<bool>,
    /// The places that it may have, by their position.
    pub may: Vec<u16>,
}

/// A limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The places that count; none means all.
    pub places: Vec<u16>,
    /// For an attribute, by its position, the values that count.
    pub among: Vec<(usize, Vec<Value>)>,
    /// The greatest number.
    pub max: i64,
    /// Whether more is refused.
    pub hard: bool,
}

impl Limit {
    /// Whether a candidate at a place uses this limit up.
    fn covers(&self, at: usize, candidate: &Candidate, place: u16) -> bool {
        candidate.counts.get(at).copied().unwrap_or(true)
            && (self.places.is_empty() || self.places.contains(&place))
            && self.among.iter().all(|(attribute, values)| {
                candidate.attributes.get(*attribute).is_some_and(|value| values.contains(value))
            })
    }
}

/// How many of the placed use each limit up.
pub fn usage(limits: &[Limit], placed: &[(&Candidate, u16)]) -> Vec<usize> {
    let counts = limits.iter().enumerate().map(|(at, limit)| {
        placed.iter().filter(|(candidate, place)| limit.covers(at, candidate, *place)).count()
    });
    counts.collect()
}

/// What a ranking gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The candidates in rank order, by their position, each with its place.
    pub order: Vec<(usize, Option<u16>)>,
    /// The last placed and the first not placed, by their position in `order`, where there are
    /// both: the cut.
    pub cut: Option<(usize, usize)>,
}

/// Candidates whom the keys do not tell apart and whom the limits would treat differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tied(pub Vec<usize>);

/// A ranking, or a tie that no key decides.
pub type Outcome = Result<Ranked, Tied>;

/// Ranks candidates and gives each, in that order, the first place that it may have and that every
/// hard limit still allows. The order in which candidates come makes no difference.
///
/// # Errors
/// Candidates with equal keys of whom some would be placed otherwise than others.
pub fn place_by_rank(
    candidates: &[Candidate],
    descending: &[bool],
    places: &[u16],
    limits: &[Limit],
) -> Outcome {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let compare =
        |left: &usize, right: &usize| match (candidates.get(*left), candidates.get(*right)) {
            (Some(left), Some(right)) => compare_keys(&left.keys, &right.keys, descending),
            _ => Ordering::Equal,
        };
    order.sort_by(compare);
    let mut placed: Vec<(&Candidate, u16)> = Vec::new();
    let mut ranked: Vec<(usize, Option<u16>)> = Vec::with_capacity(order.len());
    for &at in &order {
        let Some(candidate) = candidates.get(at) else { continue };
        let allowed = places.iter().copied().find(|place| {
            candidate.may.contains(place) && {
                placed.push((candidate, *place));
                let counts = usage(limits, &placed);
                placed.pop();
                limits.iter().zip(counts).all(|(limit, count)| {
                    !limit.hard || i64::try_from(count).is_ok_and(|count| count <= limit.max)
                })
            }
        });
        if let Some(place) = allowed {
            placed.push((candidate, place));
        }
        ranked.push((at, allowed));
    }
    // Equal keys must not decide anything: those that could have stood first are treated alike.
    let mut from = 0;
    while let Some(&(first, _)) = ranked.get(from) {
        let group =
            ranked.iter().skip(from).take_while(|(at, _)| compare(&first, at) == Ordering::Equal);
        let group: Vec<(usize, Option<u16>)> = group.copied().collect();
        let differs = |(at, place): &(usize, Option<u16>)| {
            let other = candidates.get(*at);
            let one = candidates.get(first);
            let alike = one.zip(other).is_some_and(|(one, other)| {
                one.attributes == other.attributes
                    && one.counts == other.counts
                    && one.may == other.may
            });
            let first_place = group.first().and_then(|(_, place)| *place);
            alike && *place != first_place
        };
        if group.iter().any(differs) || unlike_tie(candidates, &group, limits) {
            return Err(Tied(group.into_iter().map(|(at, _)| at).collect()));
        }
        from += group.len().max(1);
    }
    let last = ranked.iter().rposition(|(_, place)| place.is_some());
    let first_out = ranked.iter().position(|(_, place)| place.is_none());
    let cut = last.zip(first_out).filter(|(last, out)| out > last);
    Ok(Ranked { order: ranked, cut })
}

/// Whether candidates of equal keys but other attributes share a limit that is full and leaves some
/// of them out: then the order in which they were taken decided.
fn unlike_tie(candidates: &[Candidate], group: &[(usize, Option<u16>)], limits: &[Limit]) -> bool {
    let placed: Vec<(&Candidate, u16)> =
        group.iter().filter_map(|&(at, place)| candidates.get(at).zip(place)).collect();
    let left_out =
        group.iter().filter(|(_, place)| place.is_none()).filter_map(|(at, _)| candidates.get(*at));
    left_out.into_iter().any(|out| {
        limits.iter().enumerate().any(|(at, limit)| {
            limit.hard
                && out.may.iter().any(|&place| limit.covers(at, out, place))
                && placed.iter().any(|(candidate, place)| limit.covers(at, candidate, *place))
        })
    })
}

fn compare_keys(left: &[Value], right: &[Value], descending: &[bool]) -> Ordering {
    for (at, (left, right)) in left.iter().zip(right).enumerate() {
        let order = compare_values(left, right);
        let order =
            if descending.get(at).copied().unwrap_or(true) { order.reverse() } else { order };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// Values of one type in their natural order; the compiler lets no other be a key.
fn compare_values(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => left.cmp(right),
        (Value::Decimal(left), Value::Decimal(right))
        | (Value::Money(left), Value::Money(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate(score: i64, attribute: i64) -> Candidate {
        Candidate {
            keys: vec![Value::Count(score)],
            attributes: vec![Value::Count(attribute)],
            counts: vec![true; 3],
            may: vec![0, 1],
        }
    }
    fn limit(places: &[u16], attribute: Option<i64>, max: i64) -> Limit {
        let among = attribute.map(|value| (0, vec![Value::Count(value)])).into_iter().collect();
        Limit { places: places.to_vec(), among, max, hard: true }
    }

    #[test]
    fn the_best_take_the_upper_place_and_the_rest_the_next() {
        // One upper place for each attribute, two lower ones shared: 9 and 7 go up (they differ),
        // 8 and 6 take the two lower ones, 5 stays out.
        let all =
            [candidate(5, 1), candidate(9, 1), candidate(8, 1), candidate(7, 2), candidate(6, 2)];
        let limits = [limit(&[0], Some(1), 1), limit(&[0], Some(2), 1), limit(&[1], None, 2)];
        let ranked = place_by_rank(&all, &[true], &[0, 1], &limits).unwrap();
        assert_eq!(
            ranked.order,
            [(1, Some(0)), (2, Some(1)), (3, Some(0)), (4, Some(1)), (0, None)]
        );
        assert_eq!(ranked.cut, Some((3, 4)));
    }

    #[test]
    fn a_tie_at_the_cut_names_those_tied() {
        let all = [candidate(9, 1), candidate(7, 1), candidate(7, 1)];
        let limits = [limit(&[], None, 2)];
        assert_eq!(place_by_rank(&all, &[true], &[0], &limits), Err(Tied(vec![1, 2])));
    }

    #[test]
    fn a_tie_that_decides_nothing_is_no_tie() {
        let all = [candidate(9, 1), candidate(7, 1), candidate(7, 1)];
        let limits = [limit(&[], None, 3)];
        assert!(place_by_rank(&all, &[true], &[0], &limits).is_ok());
    }

    #[test]
    fn members_that_count_for_none_use_no_quota() {
        let mut free = candidate(9, 1);
        free.counts = vec![false];
        let all = [free, candidate(8, 1), candidate(7, 1)];
        let ranked = place_by_rank(&all, &[true], &[0], &[limit(&[], None, 1)]).unwrap();
        assert_eq!(ranked.order, [(0, Some(0)), (1, Some(0)), (2, None)]);
    }

    proptest! {
        /// No hard limit is ever exceeded, and the order of arrival makes no difference.
        #[test]
        fn limits_hold_and_order_of_arrival_does_not_matter(
            scores in prop::collection::vec((0_i64..1000, 1_i64..3), 0..9),
            upper in 0_i64..3, lower in 0_i64..4,
        ) {
            let all: Vec<Candidate> = scores.iter().map(|&(score, kind)| candidate(score, kind)).collect();
            let limits = [limit(&[0], Some(1), upper), limit(&[0], Some(2), upper), limit(&[1], None, lower)];
            let mut reversed = all.clone();
            reversed.reverse();
            let one = place_by_rank(&all, &[true], &[0, 1], &limits);
            let two = place_by_rank(&reversed, &[true], &[0, 1], &limits);
            match (one, two) {
                (Ok(one), Ok(two)) => {
                    let keyed = |ranked: &Ranked, all: &[Candidate]| {
                        let mut found: Vec<_> = ranked.order.iter()
                            .map(|&(at, place)| (scores_of(&all[at]), place)).collect();
                        found.sort();
                        found
                    };
                    prop_assert_eq!(keyed(&one, &all), keyed(&two, &reversed));
                    let placed: Vec<(&Candidate, u16)> = one.order.iter()
                        .filter_map(|&(at, place)| Some((&all[at], place?))).collect();
                    for (limit, count) in limits.iter().zip(usage(&limits, &placed)) {
                        prop_assert!(i64::try_from(count).unwrap() <= limit.max);
                    }
                }
                (Err(_), Err(_)) => {}
                (one, two) => prop_assert!(false, "{one:?} against {two:?}"),
            }
        }

        /// Raising one score never takes a place away.
        #[test]
        fn a_better_score_never_loses_a_place(
            scores in prop::collection::vec(0_i64..1000, 1..8), at in 0_usize..8, more in 1_i64..500, max in 0_i64..5,
        ) {
            let at = at % scores.len();
            let all: Vec<Candidate> = scores.iter().map(|&score| candidate(score, 1)).collect();
            let mut better = all.clone();
            better[at].keys = vec![Value::Count(scores[at] + more)];
            let limits = [limit(&[], None, max)];
            let place = |all: &[Candidate]| place_by_rank(all, &[true], &[0], &limits).ok()
                .and_then(|ranked| ranked.order.iter().find(|(who, _)| *who == at).map(|(_, place)| *place));
            if let (Some(Some(_)), Some(after)) = (place(&all), place(&better)) {
                prop_assert!(after.is_some());
            }
        }
    }

    fn scores_of(candidate: &Candidate) -> (i64, i64) {
        match (candidate.keys[0], candidate.attributes[0]) {
            (Value::Count(score), Value::Count(kind)) => (score, kind),
            _ => (0, 0),
        }
    }
}
