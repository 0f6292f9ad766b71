//! Rankings against hand calculations, and against a slow and obvious second opinion.

mod examples;
mod oracle;

use super::{Answer, Candidate, Decision, Limit, Standing, by_rank};
use crate::rule::Value;

/// What may be unknown of a candidate: its name, and which of its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Key(char, usize),
    May(char, usize),
    Counts(char, usize, usize),
}

/// A candidate as a test writes it: what is `None` is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Written {
    name: char,
    keys: Vec<Option<i64>>,
    /// Whether it may have each place, the best first.
    may: Vec<Option<bool>>,
    /// For each place, for which limits it counts.
    counts: Vec<Vec<Option<bool>>>,
}

impl Written {
    fn asked(&self) -> Candidate<Asked> {
        fn answer<T>(value: Option<T>, why: Asked) -> Answer<T, Asked> {
            value.map_or_else(|| Answer::Unknown(vec![why]), Answer::Known)
        }
        let name = self.name;
        let key =
            |(at, key): (usize, &Option<i64>)| answer(key.map(Value::Count), Asked::Key(name, at));
        let standing = |(place, may): (usize, &Option<bool>)| Standing {
            may: answer(*may, Asked::May(name, place)),
            counts: self.counts[place]
                .iter()
                .enumerate()
                .map(|(limit, counts)| answer(*counts, Asked::Counts(name, place, limit)))
                .collect(),
        };
        Candidate {
            keys: self.keys.iter().enumerate().map(key).collect(),
            at: self.may.iter().enumerate().map(standing).collect(),
        }
    }
}

/// A decision with the names of the candidates: the place of each, who is tied, or what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Decided {
    Placed(Vec<(char, Option<u16>)>),
    Tied(Vec<char>),
    Open(Vec<Asked>),
}

/// Decides by keys of which more is better.
fn decided(written: &[Written], limits: &[Limit]) -> Decided {
    let candidates: Vec<_> = written.iter().map(Written::asked).collect();
    let keys = written.first().map_or(0, |one| one.keys.len());
    let name = |at: usize| written[at].name;
    match by_rank(&candidates, &vec![true; keys], limits) {
        Decision::Placed(ranking) => {
            let mut placed: Vec<_> =
                ranking.places.iter().enumerate().map(|(at, place)| (name(at), *place)).collect();
            placed.sort();
            Decided::Placed(placed)
        }
        Decision::Tied(group) => {
            let mut group: Vec<char> = group.into_iter().map(name).collect();
            group.sort_unstable();
            Decided::Tied(group)
        }
        Decision::Open(asked) => {
            let mut all: Vec<Asked> = asked.into_iter().flat_map(|(_, why)| why).collect();
            all.sort();
            Decided::Open(all)
        }
    }
}
