//! Which operation a difference belongs to: one that brings it alone, or one whose absence takes it
//! away; else it is one of several together.

use std::collections::BTreeSet;

use super::cause::{Turn, same_turn};
use super::differ::Difference;
use super::versus::Versus;

/// By which operations something comes out otherwise, by their positions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// By this one: it alone brings it, or without it all stays.
    One(usize),
    /// Each of these brings it alone.
    Each(Vec<usize>),
    /// These together: none of them alone.
    Together(Vec<usize>),
}

impl By {
    /// The operations.
    pub fn operations(&self) -> &[usize] {
        match self {
            Self::One(at) => std::slice::from_ref(at),
            Self::Each(all) | Self::Together(all) => all,
        }
    }
}

/// What came of the stories under each operation alone, and under all but each.
pub struct Singled {
    /// Alone.
    pub alone: Vec<Vec<Versus>>,
    /// Without it: the stories for which that is asked. Empty where there is but one, each empty where
    /// the others do not load without it.
    pub without: Vec<Vec<Versus>>,
}

impl Singled {
    /// By what a difference of a story comes about when all operations are laid.
    pub fn by(&self, story: usize, difference: &Difference) -> By {
        let brings = |versus: &Vec<Versus>| brings(versus, story, difference);
        let positions = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..self.alone.len()).filter(|&at| wanted(at)).collect()
        };
        let alone = positions(&|at| self.alone.get(at).is_some_and(brings));
        if let [one] = alone.as_slice() {
            return By::One(*one);
        }
        if !alone.is_empty() {
            return By::Each(alone);
        }
        // Where all but one could not be laid nothing is known of it.
        let taken = positions(&|at| {
            self.without.get(at).is_some_and(|other| !other.is_empty() && !brings(other))
        });
        match taken.as_slice() {
            [] => By::Together((0..self.alone.len()).collect()),
            [one] => By::One(*one),
            _ => By::Together(taken),
        }
    }

    /// Whether some operation alone brings a difference of a story.
    pub fn is_brought_alone(&self, story: usize, difference: &Difference) -> bool {
        self.alone.iter().any(|alone| brings(alone, story, difference))
    }

    /// Whether some story feels an operation alone.
    pub fn is_felt_alone(&self, operation: usize) -> bool {
        let alone = self.alone.get(operation);
        alone.is_some_and(|alone| alone.iter().any(|versus| !versus.turns().is_empty()))
    }

    /// The turns that an operation brings alone and that do not come when all are laid.
    pub fn undone<'s>(
        &'s self,
        all: &'s [Versus],
    ) -> impl Iterator<Item = (usize, usize, &'s Turn)> {
        self.alone.iter().enumerate().flat_map(move |(operation, alone)| {
            alone.iter().zip(all).enumerate().flat_map(move |(story, (one, all))| {
                let turns = one.turns().iter().filter(|turn| {
                    !all.differences().iter().any(|other| same_turn(&turn.first, other))
                });
                turns.map(move |turn| (operation, story, turn))
            })
        })
    }

    /// The operations that some story feels, alone or as what is left out.
    pub fn felt(&self, all: &[Versus]) -> BTreeSet<usize> {
        let without = |at: usize| {
            let Some(without) = self.without.get(at) else { return false };
            without.iter().zip(all).any(|(without, all)| {
                // What was not played without it is alike.
                let played = matches!((without, all), (Versus::Played(..), Versus::Played(..)));
                played && !alike(without, all)
            })
        };
        (0..self.alone.len()).filter(|&at| self.is_felt_alone(at) || without(at)).collect()
    }
}

/// Whether what came of the stories holds the same turn of a story.
fn brings(versus: &[Versus], story: usize, difference: &Difference) -> bool {
    let story = versus.get(story).map_or(&[][..], Versus::differences);
    story.iter().any(|other| same_turn(difference, other))
}

/// Whether the same comes out otherwise.
fn alike(one: &Versus, other: &Versus) -> bool {
    let (one, other) = (one.differences(), other.differences());
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.who == other.who
                && one.matter == other.matter
                && one.before == other.before
                && one.after == other.after
        })
}
