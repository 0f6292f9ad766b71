//! A comparison as a whole: what turns, by which operation, and which operation nobody tests.

use std::collections::BTreeSet;

use super::cause::Turn;
use super::fold::{Group, groups};
use super::operation::{By, Singled};
use super::outcome::Matter;
use super::touched::Touched;
use super::unasked::Unasked;
use super::untested::{Untested, untested};
use super::versus::{Baseline, Manner, Versus, versus};
use crate::pipeline::Loaded;
use crate::workbench::Held;

/// An operation laid alone, and all but it.
pub struct Laid {
    /// It alone; none where it does not load without the others.
    pub alone: Option<Loaded>,
    /// All but it; none where they do not load without it.
    pub without: Option<Loaded>,
}

/// What a comparison found.
pub struct Whole {
    /// Each story when all operations are laid.
    pub stories: Vec<Versus>,
    /// What turns, grouped.
    pub groups: Vec<Group>,
    /// What an operation brings alone and what the others take back, grouped.
    pub undone: Vec<Group>,
    /// The operations that no story feels.
    pub untested: Vec<Untested>,
    /// The operations by which nothing runs otherwise, by their positions.
    pub silent: Vec<usize>,
    /// What nobody asked for.
    pub unasked: Vec<Unasked>,
    /// The operations that do not load alone, by their positions.
    pub dependent: Vec<usize>,
}

impl Whole {
    /// How many stories were played under both.
    pub fn played(&self) -> usize {
        self.stories.iter().filter(|story| matches!(story, Versus::Played(..))).count()
    }
    /// How many stories turn.
    pub fn changed(&self) -> usize {
        self.stories.iter().filter(|story| !story.turns().is_empty()).count()
    }
    /// The stories that could not be played, by their positions.
    pub fn untold(&self) -> impl Iterator<Item = usize> {
        let stories = self.stories.iter().enumerate();
        stories.filter(|(_, story)| matches!(story, Versus::Untold(_))).map(|(at, _)| at)
    }
}

/// Compares a baseline with all operations laid on it; `laid` has each of them. With a single one,
/// all are it alone.
pub fn whole(
    stories: &[Held],
    base: &Baseline<'_>,
    all: &Loaded,
    laid: &[Laid],
    fixed_dates: bool,
) -> Whole {
    let between = |variant: &Loaded| {
        variant.program.as_ref().map(|program| Touched::between(base.program, program))
    };
    let manner = Manner { fixed_dates, only: None };
    let touched = between(all).unwrap_or_default();
    let mut came = versus(stories, base, all, &touched, manner);
    let mut operations: Vec<Touched> = Vec::new();
    let mut singled = Singled { alone: Vec::new(), without: Vec::new() };
    if let [_, _, ..] = laid {
        for one in laid {
            let touched = one.alone.as_ref().and_then(between).unwrap_or_default();
            let alone = one.alone.as_ref();
            singled.alone.push(match alone {
                Some(alone) => versus(stories, base, alone, &touched, manner),
                None => stories.iter().map(|_| Versus::Unreached).collect(),
            });
            operations.push(touched);
        }
        let turned = turned(&came, &singled.alone);
        let manner = Manner { fixed_dates, only: Some(&turned) };
        for one in laid {
            let without = one.without.as_ref();
            let touched = without.and_then(between).unwrap_or_default();
            singled.without.push(match without {
                Some(without) => versus(stories, base, without, &touched, manner),
                None => stories.iter().map(|_| Versus::Unreached).collect(),
            });
        }
    } else {
        operations.push(touched);
    }
    let only = laid.len() < 2;
    if !only {
        for (story, versus) in came.iter_mut().enumerate() {
            follow(story, versus, &singled, &operations);
            keep(story, versus, &singled);
            settle(story, versus, &singled);
        }
    }
    let turns = came.iter().enumerate().flat_map(|(story, versus)| {
        let singled = &singled;
        versus.turns().iter().map(move |turn| {
            let by = if only { By::One(0) } else { singled.by(story, &turn.first) };
            (story, turn, by)
        })
    });
    let found = groups(turns);
    let undone = singled.undone(&came).map(|(at, story, turn)| (story, turn, By::One(at)));
    let undone = groups(undone);
    let felt = match only {
        true if found.is_empty() => BTreeSet::new(),
        true => BTreeSet::from([0]),
        false => singled.felt(&came),
    };
    let is_silent = |at: usize| {
        let silent = |touched: &Touched| touched.elements.is_empty() && !touched.wide;
        let loads = laid.get(at).is_none_or(|laid| laid.alone.is_some());
        loads && operations.get(at).is_some_and(silent)
    };
    let silent: Vec<usize> = (0..operations.len()).filter(|at| is_silent(*at)).collect();
    let untested = operations.iter().enumerate();
    let untested = untested.filter(|(at, _)| !felt.contains(at) && !silent.contains(at));
    let untested = untested.map(|(at, touched)| self::untested(at, base, touched)).collect();
    let dependent = laid.iter().enumerate().filter(|(_, one)| one.alone.is_none() && !only);
    let dependent = dependent.map(|(at, _)| at).collect();
    let unasked = Vec::new();
    Whole { stories: came, groups: found, undone, untested, silent, unasked, dependent }
}

/// What an operation brings that touches nothing of what would have decided it only follows from the
/// first turn of that operation.
fn follow(story: usize, versus: &mut Versus, singled: &Singled, operations: &[Touched]) {
    let Versus::Played(_, turns) = versus else { return };
    let mut kept: Vec<(By, Turn)> = Vec::new();
    for turn in std::mem::take(turns) {
        let by = singled.by(story, &turn.first);
        let own = match &by {
            By::One(at) => operations.get(*at).is_some_and(|touched| {
                touched.wide || !turn.elements.is_disjoint(&touched.elements)
            }),
            By::Each(_) | By::Together(_) => true,
        };
        let before = kept.iter_mut().find(|(other, _)| *other == by).filter(|_| !own);
        match before {
            Some((_, first)) => {
                first.folded += 1 + turn.folded;
                first.money.extend(turn.money);
                first.others.extend(turn.others);
                first.others.push(turn.first.who);
            }
            None => kept.push((by, turn)),
        }
    }
    *turns = kept.into_iter().map(|(_, turn)| turn).collect();
}

/// Keeps what an operation brings alone and still brings with the others, where nothing of it is told
/// yet: another turned the story before.
fn keep(story: usize, versus: &mut Versus, singled: &Singled) {
    let Versus::Played(differences, turns) = versus else { return };
    let told: Vec<By> = turns.iter().map(|turn| singled.by(story, &turn.first)).collect();
    for (at, alone) in singled.alone.iter().enumerate() {
        if told.iter().any(|by| by.operations().contains(&at)) {
            continue;
        }
        let own = alone.get(story).map_or(&[][..], Versus::turns).iter();
        let still = own.filter(|turn| {
            differences.iter().any(|other| super::cause::same_turn(&turn.first, other))
        });
        // What it is worth is told of all together.
        turns.extend(still.map(|turn| Turn { money: Vec::new(), ..turn.clone() }));
    }
    turns.sort_by_key(Turn::at);
}

/// Gives each sum to a turn that the same operation brings.
fn settle(story: usize, versus: &mut Versus, singled: &Singled) {
    let Versus::Played(differences, turns) = versus else { return };
    let by: Vec<By> = turns.iter().map(|turn| singled.by(story, &turn.first)).collect();
    let mut moved = Vec::new();
    for (at, turn) in turns.iter_mut().enumerate() {
        turn.money.retain(|sum| {
            let is_it = |difference: &&super::differ::Difference| {
                let Matter::Money(account) = &difference.matter else { return false };
                difference.who == sum.0 && *account == sum.1
            };
            let own = differences.iter().find(is_it);
            let own = own.map(|difference| singled.by(story, difference));
            let better = own.filter(|own| by.get(at) != Some(own));
            let better = better.and_then(|own| by.iter().position(|other| *other == own));
            moved.extend(better.map(|better| (better, sum.clone())));
            better.is_none()
        });
    }
    for (at, sum) in moved {
        turns.get_mut(at).into_iter().for_each(|turn| turn.money.push(sum.clone()));
    }
}

/// The stories in which something turns, under all or under one alone.
fn turned(all: &[Versus], alone: &[Vec<Versus>]) -> BTreeSet<usize> {
    let sides = std::iter::once(all).chain(alone.iter().map(Vec::as_slice));
    let turned = sides.flat_map(|side| {
        side.iter().enumerate().filter(|(_, story)| !story.turns().is_empty()).map(|(at, _)| at)
    });
    turned.collect()
}
