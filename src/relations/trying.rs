//! A relation tried on a story.

use super::base::Base;
use super::seed::Seed;
use super::variation::{Variation, Why};
use super::{cycles, more, refused, renamed, same_day};
use crate::compare::Difference;
use crate::policy::Holds;

/// The most variations that are tried to find a smaller one.
const SMALLER: usize = 64;

/// How relations are tried.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// The seed.
    pub seed: u64,
    /// How many variations of each story, at most.
    pub samples: usize,
}

/// A variation that breaks a relation.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The variation, as small as was found.
    pub variation: Variation,
    /// What came out otherwise, in the terms of the story.
    pub differences: Vec<Difference>,
}

/// What came of a relation on a story.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// How many variations were tried.
    pub variations: usize,
    /// How many of them broke it.
    pub broken: usize,
    /// The first of these, made smaller.
    pub first: Option<Broken>,
    /// Why it could not be tried, where it could not.
    pub why: Option<Why>,
}

/// Tries a relation on a story.
pub fn try_relation(base: &Base<'_>, relation: (&str, &Holds), story: &str, how: How) -> Tried {
    let (name, holds) = relation;
    let mut seed = Seed::of(how.seed, [name, story]);
    let mut tried = Tried::default();
    let variations = match variations(base, holds, &mut seed, how.samples) {
        Ok(variations) => variations,
        Err(why) => return Tried { why: Some(why), ..tried },
    };
    let mut why = None;
    for variation in variations {
        match came(base, holds, &variation) {
            Ok(differences) => {
                tried.variations += 1;
                if differences.is_empty() {
                    continue;
                }
                tried.broken += 1;
                if tried.first.is_none() {
                    let broken = Broken { variation, differences };
                    tried.first = Some(least(base, holds, broken));
                }
            }
            Err(other) => why = Some(other),
        }
    }
    tried.why = why.filter(|_| tried.variations == 0);
    tried
}

fn variations(
    base: &Base<'_>,
    holds: &Holds,
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    match holds {
        Holds::More { of, selection } => {
            more::variations(base, (of, &selection.value), seed, count)
        }
        // What is heard after all shows nothing: more are at hand.
        Holds::Refused { event, .. } => {
            let mut found = refused::variations(base, &event.value, seed, count)?;
            let strangers: Vec<Variation> = found
                .iter()
                .filter_map(|one| match one {
                    Variation::Refused { like, before, event, stranger: false } => {
                        let (like, before, event) = (*like, *before, event.clone());
                        Some(Variation::Refused { like, before, event, stranger: true })
                    }
                    _ => None,
                })
                .filter(|one| !found.contains(one))
                .collect();
            let heard = |one: &Variation| came(base, holds, one) == Err(Why::Heard);
            for stranger in strangers {
                let own = |one: &&mut Variation| match (&**one, &stranger) {
                    (
                        Variation::Refused { like, before, stranger: false, .. },
                        Variation::Refused { like: other, before: there, .. },
                    ) => like == other && before == there,
                    _ => false,
                };
                if let Some(one) = found.iter_mut().find(own)
                    && heard(one)
                {
                    *one = stranger;
                }
            }
            Ok(found)
        }
        Holds::SameDay { events } => same_day::variations(base, events, seed, count),
        Holds::Cycles { cycle, .. } => cycles::variations(base, &cycle.value, seed, count),
        Holds::Renamed => renamed::variations(base, seed, count),
    }
}

/// What came out otherwise than the relation says.
fn came(base: &Base<'_>, holds: &Holds, variation: &Variation) -> Result<Vec<Difference>, Why> {
    match (holds, variation) {
        (Holds::More { selection, .. }, Variation::More { line, at, who, to, .. }) => {
            more::came(base, &selection.value, (*line, *at, *who, *to))
        }
        (Holds::Refused { by, ends, .. }, Variation::Refused { like, before, stranger, .. }) => {
            let by = by.as_ref().map(|by| by.value.as_str());
            let ends: Vec<String> = ends.iter().map(|end| end.value.clone()).collect();
            refused::came(base, (by, &ends), (*like, *before, *stranger))
        }
        (Holds::SameDay { .. }, Variation::SameDay { first, order }) => {
            same_day::came(base, *first, order)
        }
        (Holds::Cycles { years: names, .. }, Variation::Cycles { years }) => {
            cycles::came(base, names, *years)
        }
        (Holds::Renamed, Variation::Renamed { who, order }) => renamed::came(base, who, order),
        _ => Err(Why::Unknown),
    }
}

/// Smaller variations of the same kind.
fn smaller(base: &Base<'_>, holds: &Holds, variation: &Variation) -> Vec<Variation> {
    match (holds, variation) {
        (_, Variation::More { line, at, who, what, from, to }) => {
            let less = more::smaller(*from, *to).into_iter();
            let one = |to| Variation::More {
                line: *line,
                at: *at,
                who: *who,
                what: what.clone(),
                from: *from,
                to,
            };
            less.map(one).collect()
        }
        (Holds::SameDay { events }, Variation::SameDay { first, order }) => {
            same_day::smaller(base, events, *first, order)
        }
        (_, Variation::Renamed { who, order }) => renamed::smaller(base, who, order),
        _ => Vec::new(),
    }
}

/// The least variation that is found to break the relation still.
fn least(base: &Base<'_>, holds: &Holds, mut broken: Broken) -> Broken {
    let mut left = SMALLER;
    'smaller: loop {
        for variation in smaller(base, holds, &broken.variation) {
            if left == 0 {
                return broken;
            }
            left -= 1;
            match came(base, holds, &variation) {
                Ok(differences) if !differences.is_empty() => {
                    broken = Broken { variation, differences };
                    continue 'smaller;
                }
                _ => {}
            }
        }
        return broken;
    }
}
