//! Candidates placed one rank after the other, where everything is known. Equals are a tie where
//! the first of them would get something else than the last.

use super::limit::Limit;

/// A candidate of whom everything is known, or taken to be.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Its keys, the greater the better.
    pub(super) keys: Vec<u32>,
    /// At each place, whether it may have it and for which limits it would count.
    pub(super) at: Vec<Seat>,
}

/// A place for one candidate.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// Whether it may be had.
    pub(super) may: bool,
    /// For each limit, whether it counts.
    pub(super) counts: Vec<bool>,
}

/// The place of each, or those whom nothing tells apart.
pub(super) type Placed = Result<Vec<Option<usize>>, Vec<usize>>;

/// The positions of all, the best first; equals in the order in which they came.
pub(super) fn in_order(people: &[Person]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..people.len()).collect();
    let keys = |at: &usize| people.get(*at).map(|person| &person.keys);
    order.sort_by(|left, right| keys(right).cmp(&keys(left)));
    order
}

/// Gives each, in the order of rank, the first place that it may have and that every hard limit
/// still allows.
///
/// # Errors
/// A whole group of equals, where what each would get if it came first does not fit together:
/// then whoever came last would get less, and nothing says who that is.
pub(super) fn place(people: &[Person], limits: &[Limit]) -> Placed {
    let order = in_order(people);
    let mut used = vec![0_usize; limits.len()];
    let mut places = vec![None; people.len()];
    let equal = |left: &usize, right: &usize| {
        people.get(*left).map(|person| &person.keys)
            == people.get(*right).map(|person| &person.keys)
    };
    for group in order.chunk_by(equal) {
        let firsts: Vec<(usize, Option<usize>)> = group
            .iter()
            .map(|&at| (at, people.get(at).and_then(|person| first(person, limits, &used))))
            .collect();
        for &(at, place) in &firsts {
            let seat = people.get(at).zip(place).and_then(|(person, place)| person.at.get(place));
            for (used, _) in used
                .iter_mut()
                .zip(seat.iter().flat_map(|seat| &seat.counts))
                .filter(|(_, counts)| **counts)
            {
                *used += 1;
            }
            if let Some(known) = places.get_mut(at) {
                *known = place;
            }
        }
        let over = |(limit, used): (&Limit, &usize)| limit.hard && !limit.allows(*used);
        // A limit may be over already where it is negative; then nobody was given a place under it.
        let touched = |limit: usize| {
            firsts.iter().any(|&(at, place)| {
                let seat =
                    people.get(at).zip(place).and_then(|(person, place)| person.at.get(place));
                seat.is_some_and(|seat| seat.counts.get(limit).copied().unwrap_or(false))
            })
        };
        if limits.iter().zip(&used).enumerate().any(|(at, both)| over(both) && touched(at)) {
            return Err(group.to_vec());
        }
    }
    Ok(places)
}

/// The first place that one may have and for which there is room.
fn first(person: &Person, limits: &[Limit], used: &[usize]) -> Option<usize> {
    let room = |seat: &Seat| {
        let counted = seat.counts.iter().zip(limits.iter().zip(used));
        counted.into_iter().all(|(&counts, (limit, &used))| {
            !counts || !limit.hard || limit.allows(used.saturating_add(1))
        })
    };
    person.at.iter().position(|seat| seat.may && room(seat))
}
