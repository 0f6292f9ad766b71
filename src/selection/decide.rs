//! A ranking decided, where something may be unknown.
//!
//! What is unknown is taken to come out either way. The places are decided where they are the same
//! however it comes out. First they are found as if everybody unknown were fit, counted, and behind
//! on an unknown key; then each candidate is tried at its best: with as few before it, and as few of
//! them counted, as may be. All before it have their places where it is the first to fare
//! otherwise, so no more need be tried.

use super::answer::Answer;
use super::candidate::{Candidate, Standing};
use super::limit::Limit;
use super::rank::{Keys, Precedence, numbered, precedence, ranks};
use super::tie::{Person, Seat, in_order, place};

/// What a ranking came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision<C> {
    /// Everybody has a place or none, and nothing that is unknown could change it.
    Placed(Ranking),
    /// A group that no key tells apart, by position, and whom the limits would treat differently; no
    /// single answer would help.
    Tied(Vec<usize>),
    /// It depends on something unknown: of whom, by position, and why.
    Open(Vec<(usize, Vec<C>)>),
}

/// Who gets what. Candidates are named by their position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// All of them, the best first; equals, and those whom an unknown key leaves open, in the order
    /// in which they came.
    pub order: Vec<usize>,
    /// The place of each.
    pub places: Vec<Option<u16>>,
    /// The rank of each, equals sharing theirs; none where an unknown key leaves it open.
    pub ranks: Vec<Option<usize>>,
    /// The last who is placed and the first who is not, where the one comes before the other.
    pub cut: Option<(usize, usize)>,
}

/// Ranks candidates and gives each, in that order, the first place that it may have and that every
/// hard limit still allows. The order in which candidates come makes no difference.
pub fn by_rank<C: Clone + PartialEq>(
    candidates: &[Candidate<C>],
    descending: &[bool],
    limits: &[Limit],
) -> Decision<C> {
    let (keys, tops) = numbered(candidates, descending);
    let case = Case { candidates, keys, tops, limits };
    let people = case.people(Taken::STRICT);
    match place(&people, limits) {
        Ok(places) if case.holds(&places) => {
            let order = in_order(&people);
            let of = |at: &usize| places.get(*at).copied().flatten();
            let last = order.iter().rposition(|at| of(at).is_some());
            let out = order.iter().position(|at| of(at).is_none());
            let cut = last.zip(out).filter(|(last, out)| out > last);
            let cut = cut.and_then(|(last, out)| Some((*order.get(last)?, *order.get(out)?)));
            let number = |place: &Option<usize>| place.and_then(|place| u16::try_from(place).ok());
            let places = places.iter().map(number).collect();
            Decision::Placed(Ranking { order, places, ranks: ranks(&case.keys), cut })
        }
        Ok(_) => Decision::Open(case.asked()),
        Err(group) => {
            let asked = case.asked();
            if asked.is_empty() { Decision::Tied(group) } else { Decision::Open(asked) }
        }
    }
}

/// How what is unknown is taken to come out; an unknown key is behind all that are known.
#[derive(Clone, Copy)]
struct Taken {
    may: bool,
    counts: bool,
}

impl Taken {
    /// Everybody is fit, and counts for every limit.
    const STRICT: Self = Self { may: true, counts: true };
    /// Where single answers are tried from; the first where any makes a difference will do.
    const ALL: [Self; 4] = [
        Self::STRICT,
        Self { may: true, counts: false },
        Self { may: false, counts: true },
        Self { may: false, counts: false },
    ];
}

struct Case<'c, C> {
    candidates: &'c [Candidate<C>],
    keys: Vec<Keys>,
    tops: Vec<u32>,
    limits: &'c [Limit],
}

impl<C: Clone + PartialEq> Case<'_, C> {
    fn people(&self, taken: Taken) -> Vec<Person> {
        let seat = |standing: &Standing<C>| Seat {
            may: standing.may.known().copied().unwrap_or(taken.may),
            counts: standing
                .counts
                .iter()
                .map(|counts| counts.known().copied().unwrap_or(taken.counts))
                .collect(),
        };
        let person = |(candidate, keys): (&Candidate<C>, &Keys)| Person {
            keys: keys.iter().map(|key| key.unwrap_or_default()).collect(),
            at: candidate.at.iter().map(seat).collect(),
        };
        self.candidates.iter().zip(&self.keys).map(person).collect()
    }

    /// Whether these places are the same however the unknown comes out. They were found with
    /// everybody counted, so that there is room for all of them together in any case.
    fn holds(&self, places: &[Option<usize>]) -> bool {
        let mut least = vec![0_usize; self.limits.len()];
        let all = || self.candidates.iter().zip(&self.keys).zip(places);
        all().all(|((candidate, keys), place)| {
            least.fill(0);
            for ((before, their), place) in all() {
                if precedence(their, keys) == Precedence::Ahead
                    && let Some(standing) = place.and_then(|place| before.at.get(place))
                {
                    for (limit, least) in least.iter_mut().enumerate() {
                        *least += usize::from(standing.surely_counts(limit));
                    }
                }
            }
            self.gets(candidate, *place, &least)
        })
    }

    /// Whether a candidate may have its place for sure and cannot have a better one, with at least
    /// so many before it.
    fn gets(&self, candidate: &Candidate<C>, place: Option<usize>, least: &[usize]) -> bool {
        let room = |standing: &Standing<C>| {
            self.limits.iter().zip(least).enumerate().all(|(at, (limit, &least))| {
                !limit.hard || !standing.surely_counts(at) || limit.allows(least.saturating_add(1))
            })
        };
        let better = candidate.at.iter().take(place.unwrap_or(candidate.at.len()));
        let better = better.into_iter().any(|seat| seat.may.is_possible() && room(seat));
        let own = place.and_then(|place| candidate.at.get(place));
        !better && own.is_none_or(|standing| standing.may.is_sure())
    }

    /// What has to be asked: whatever alone makes a difference. Where nothing does, all that is
    /// unknown; nothing where it is a tie all the same.
    fn asked(&self) -> Vec<(usize, Vec<C>)> {
        let mut ties = true;
        for taken in Taken::ALL {
            let mut people = self.people(taken);
            let usual = place(&people, self.limits).ok();
            ties = ties && usual.is_none();
            let mut asked = Vec::new();
            for (at, candidate) in self.candidates.iter().enumerate() {
                let mut causes = Vec::new();
                self.try_keys(at, candidate, &mut people, usual.as_ref(), &mut causes);
                self.try_seats(at, candidate, &mut people, usual.as_ref(), &mut causes);
                if !causes.is_empty() {
                    asked.push((at, causes));
                }
            }
            if !asked.is_empty() {
                return asked;
            }
        }
        if ties { Vec::new() } else { self.unknown() }
    }

    fn try_keys(
        &self,
        at: usize,
        candidate: &Candidate<C>,
        people: &mut [Person],
        usual: Option<&Vec<Option<usize>>>,
        causes: &mut Vec<C>,
    ) {
        for (key, (answer, &top)) in candidate.keys.iter().zip(&self.tops).enumerate() {
            let Answer::Unknown(why) = answer else { continue };
            let mut matters = false;
            for number in 1..=top {
                set_key(people, at, key, number);
                matters = place(people, self.limits).ok().as_ref() != usual;
                if matters {
                    break;
                }
            }
            set_key(people, at, key, 0);
            if matters {
                add(causes, why);
            }
        }
    }

    fn try_seats(
        &self,
        at: usize,
        candidate: &Candidate<C>,
        people: &mut [Person],
        usual: Option<&Vec<Option<usize>>>,
        causes: &mut Vec<C>,
    ) {
        for (seat, standing) in candidate.at.iter().enumerate() {
            if let Answer::Unknown(why) = &standing.may {
                turn_may(people, at, seat);
                if place(people, self.limits).ok().as_ref() != usual {
                    add(causes, why);
                }
                turn_may(people, at, seat);
            }
            for (limit, counts) in standing.counts.iter().enumerate() {
                if let Answer::Unknown(why) = counts {
                    turn_counts(people, at, seat, limit);
                    if place(people, self.limits).ok().as_ref() != usual {
                        add(causes, why);
                    }
                    turn_counts(people, at, seat, limit);
                }
            }
        }
    }

    /// All that is unknown.
    fn unknown(&self) -> Vec<(usize, Vec<C>)> {
        let mut asked = Vec::new();
        for (at, candidate) in self.candidates.iter().enumerate() {
            let mut causes = Vec::new();
            candidate.keys.iter().for_each(|key| add(&mut causes, key.causes()));
            for standing in &candidate.at {
                add(&mut causes, standing.may.causes());
                standing.counts.iter().for_each(|counts| add(&mut causes, counts.causes()));
            }
            if !causes.is_empty() {
                asked.push((at, causes));
            }
        }
        asked
    }
}

fn set_key(people: &mut [Person], at: usize, key: usize, number: u32) {
    if let Some(key) = people.get_mut(at).and_then(|person| person.keys.get_mut(key)) {
        *key = number;
    }
}

fn turn_may(people: &mut [Person], at: usize, seat: usize) {
    if let Some(seat) = people.get_mut(at).and_then(|person| person.at.get_mut(seat)) {
        seat.may = !seat.may;
    }
}

fn turn_counts(people: &mut [Person], at: usize, seat: usize, limit: usize) {
    let seat = people.get_mut(at).and_then(|person| person.at.get_mut(seat));
    if let Some(counts) = seat.and_then(|seat| seat.counts.get_mut(limit)) {
        *counts = !*counts;
    }
}

fn add<C: Clone + PartialEq>(causes: &mut Vec<C>, more: &[C]) {
    for cause in more {
        if !causes.contains(cause) {
            causes.push(cause.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Value;

    /// Where no single answer makes a difference all that is unknown is asked for, each cause once, and
    /// nobody of whom all is known.
    #[test]
    fn where_nothing_alone_decides_all_that_is_unknown_is_asked() {
        let unknown = |why| Answer::Unknown(vec![why]);
        let asked = Candidate {
            keys: vec![Answer::Known(Value::Count(3)), Answer::Unknown(vec!['a'])],
            at: vec![
                Standing { may: unknown('b'), counts: vec![Answer::Known(true), unknown('c')] },
                Standing { may: Answer::Known(true), counts: vec![unknown('b'), unknown('d')] },
            ],
        };
        let plain = Candidate {
            keys: vec![Answer::Known(Value::Count(3)), Answer::Known(Value::Count(1))],
            at: vec![Standing { may: Answer::Known(true), counts: vec![Answer::Known(false); 2] }],
        };
        let candidates = [plain.clone(), asked, plain];
        let (keys, tops) = numbered(&candidates, &[true, true]);
        let case = Case { candidates: &candidates, keys, tops, limits: &[] };
        assert_eq!(case.unknown(), [(1, vec!['a', 'b', 'c', 'd'])]);
    }
}
