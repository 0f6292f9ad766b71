//! The most that places can cost: each at the sum that is given for it, as many as limits leave.

use rust_decimal::Decimal;

/// The most ways to fill the rows that are tried.
const MOST_TRIES: u32 = 200_000;

/// A limit over rows: how many of them together may be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The rows that count, by position.
    pub members: Vec<usize>,
    /// How many.
    pub left: i64,
}

/// How often each row is filled in the dearest way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dearest {
    /// So often each.
    Counts(Vec<i64>),
    /// Some row has no limit.
    NoLimit,
    /// There were too many ways to try.
    TooMany,
}

/// How often rows of these sums are filled where they cost most together.
pub fn dearest(sums: &[Decimal], bounds: &[Bound]) -> Dearest {
    let bounded = |row: usize| bounds.iter().any(|bound| bound.members.contains(&row));
    if !(0..sums.len()).all(bounded) {
        return Dearest::NoLimit;
    }
    // The dearest first: what is still to be hoped for is reckoned in that order.
    let mut order: Vec<(usize, Decimal)> = sums.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let sums: Vec<Decimal> = order.iter().map(|(_, sum)| *sum).collect();
    let sorted = |bound: &Bound| {
        let counts = |(_, (row, _)): &(usize, &(usize, Decimal))| bound.members.contains(row);
        let members = order.iter().enumerate().filter(counts).map(|(at, _)| at).collect();
        Bound { members, left: bound.left }
    };
    let mut bounds: Vec<Bound> = bounds.iter().map(sorted).collect();
    let counts = vec![0; sums.len()];
    let mut search = Search { sums: &sums, counts, best: None, left: MOST_TRIES };
    search.from(0, &mut bounds, Decimal::ZERO);
    match search.best {
        Some((_, found)) if search.left > 0 => {
            let mut counts = vec![0; found.len()];
            for ((row, _), count) in order.iter().zip(found) {
                if let Some(place) = counts.get_mut(*row) {
                    *place = count;
                }
            }
            Dearest::Counts(counts)
        }
        Some(_) | None => Dearest::TooMany,
    }
}

/// The dearest way to fill the rows under all bounds: each row as full as it may be first, then
/// less; a branch that cannot beat the best found is left.
struct Search<'s> {
    sums: &'s [Decimal],
    counts: Vec<i64>,
    best: Option<(Decimal, Vec<i64>)>,
    /// How many ways may still be tried.
    left: u32,
}

impl Search<'_> {
    fn cost(&self, row: usize, count: i64) -> Decimal {
        let each = self.sums.get(row).copied().unwrap_or_default();
        each.saturating_mul(Decimal::from(count))
    }
    fn from(&mut self, row: usize, bounds: &mut [Bound], sum: Decimal) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return;
        }
        if row == self.sums.len() {
            if self.best.as_ref().is_none_or(|(best, _)| sum > *best) {
                self.best = Some((sum, self.counts.clone()));
            }
            return;
        }
        let room = |row: usize, bounds: &[Bound]| {
            let own = bounds.iter().filter(|bound| bound.members.contains(&row));
            own.map(|bound| bound.left).min().unwrap_or(0).max(0)
        };
        let rest = row..self.sums.len();
        // At most what each row may hold by itself, and together what a bound over all of them leaves.
        let together =
            bounds.iter().filter(|bound| rest.clone().all(|row| bound.members.contains(&row)));
        let mut left = together.map(|bound| bound.left).min().unwrap_or(i64::MAX);
        let mut hoped = Decimal::ZERO;
        for row in rest {
            let count = room(row, bounds).min(left);
            left -= count;
            hoped = hoped.saturating_add(self.cost(row, count));
        }
        if self.best.as_ref().is_some_and(|(best, _)| sum.saturating_add(hoped) <= *best) {
            return;
        }
        // What shares no bound with a later row is as full as it may be.
        let shared = bounds.iter().any(|bound| {
            bound.members.contains(&row) && bound.members.iter().any(|&other| other > row)
        });
        let most = room(row, bounds);
        let least = if shared { 0 } else { most };
        for count in (least..=most).rev() {
            if self.left == 0 {
                return;
            }
            let take = |bounds: &mut [Bound], by: i64| {
                bounds
                    .iter_mut()
                    .filter(|bound| bound.members.contains(&row))
                    .for_each(|bound| bound.left -= by);
            };
            take(bounds, count);
            if let Some(place) = self.counts.get_mut(row) {
                *place = count;
            }
            self.from(row + 1, bounds, sum.saturating_add(self.cost(row, count)));
            take(bounds, -count);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bounds(limits: &[(&[usize], i64)]) -> Vec<Bound> {
        limits
            .iter()
            .map(|(members, left)| Bound { members: members.to_vec(), left: *left })
            .collect()
    }

    fn sums(sums: &[i64]) -> Vec<Decimal> {
        sums.iter().map(|sum| Decimal::from(*sum)).collect()
    }

    #[test]
    fn the_dearest_is_found_under_nested_and_crossing_limits() {
        // Two dear places, ten cheaper, two cheap ones under a limit of their own: 2·50 + 10·10 + 2·2.
        let nested = bounds(&[(&[0], 2), (&[1, 3], 10), (&[2], 2)]);
        assert_eq!(dearest(&sums(&[50, 10, 2, 1]), &nested), Dearest::Counts(vec![2, 10, 2, 0]));
        // Crossing limits, where taking the dearest first is not best: 7 + 7 beats 10 + nothing.
        let crossing = bounds(&[(&[0, 1], 1), (&[0, 2], 1)]);
        assert_eq!(dearest(&sums(&[10, 7, 7]), &crossing), Dearest::Counts(vec![0, 1, 1]));
    }

    #[test]
    fn a_row_without_limit_has_no_most_and_a_limit_below_nought_leaves_none() {
        assert_eq!(dearest(&sums(&[5, 1]), &bounds(&[(&[0], 2)])), Dearest::NoLimit);
        assert_eq!(dearest(&sums(&[5]), &bounds(&[(&[0], -1)])), Dearest::Counts(vec![0]));
        assert_eq!(dearest(&[], &[]), Dearest::Counts(vec![]));
    }

    #[test]
    fn too_many_ways_are_told_and_not_guessed() {
        // A ring of rows, each sharing nine with the next, and an odd one, so that the hope of
        // filling all of them halfway is never fulfilled.
        let rows: Vec<i64> = vec![3; 13];
        let pairs: Vec<Bound> =
            (0..13).map(|row| Bound { members: vec![row, (row + 1) % 13], left: 9 }).collect();
        assert_eq!(dearest(&sums(&rows), &pairs), Dearest::TooMany);
    }

    /// The greatest sum of all ways to fill the rows, each tried.
    fn slowly(sums: &[i64], bounds: &[Bound]) -> i64 {
        let most = bounds.iter().map(|bound| bound.left).max().unwrap_or(0).max(0);
        let mut ways: Vec<Vec<i64>> = vec![Vec::new()];
        for _ in sums {
            let longer = |way: &Vec<i64>| {
                let way = way.clone();
                (0..=most).map(move |count| [way.as_slice(), &[count]].concat())
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        let lawful = |way: &&Vec<i64>| {
            bounds.iter().all(|bound| {
                let filled: i64 = bound.members.iter().map(|row| way[*row]).sum();
                filled <= bound.left.max(0)
            })
        };
        let cost = |way: &Vec<i64>| way.iter().zip(sums).map(|(count, sum)| count * sum).sum();
        ways.iter().filter(lawful).map(cost).max().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// The quick search finds what trying all finds, and holds every limit.
        #[test]
        fn the_quick_search_finds_what_trying_all_finds(
            costs in prop::collection::vec(1_i64..20, 0..5),
            written in prop::collection::vec((prop::collection::vec(any::<bool>(), 5), 0_i64..4), 0..4),
        ) {
            let mut all: Vec<Bound> = written.iter().map(|(members, left)| {
                let members = (0..costs.len()).filter(|row| members[*row]).collect();
                Bound { members, left: *left }
            }).collect();
            let free = |row: &usize| !all.iter().any(|bound| bound.members.contains(row));
            let free: Vec<usize> = (0..costs.len()).filter(free).collect();
            if !free.is_empty() {
                prop_assert_eq!(dearest(&sums(&costs), &all), Dearest::NoLimit);
            }
            all.push(Bound { members: free, left: 2 });
            let Dearest::Counts(counts) = dearest(&sums(&costs), &all) else {
                return Err(TestCaseError::fail("nothing found"));
            };
            let sum: i64 = counts.iter().zip(&costs).map(|(count, cost)| count * cost).sum();
            prop_assert_eq!(sum, slowly(&costs, &all));
            for bound in &all {
                prop_assert!(bound.members.iter().map(|row| counts[*row]).sum::<i64>() <= bound.left);
            }
        }
    }
}
