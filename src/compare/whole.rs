//! A comparison as a whole: what turns, by which operation, and which operation nobody tests.

use std::collections::BTreeSet;

use super::cause::Turn;
use super::differ::differences;
use super::fold::{Group, groups};
use super::operation::{By, Singled};
use super::outcome::Matter;
use super::played::outcome;
use super::stories::Came;
use super::touched::Touched;
use super::unasked::Unasked;
use super::untested::{Untested, untested};
use super::uses::Uses;
use super::versus::{Baseline, Manner, Versus, versus};
use crate::amend::stem;
use crate::pipeline::{Loaded, Planned};
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
    /// The operations that the others hide, by their positions: with them nothing more is otherwise.
    pub covered: Vec<usize>,
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
    /// The stories of which what they assume themselves cannot stand with what is compared.
    pub fn conflicting(&self) -> impl Iterator<Item = usize> {
        let stories = self.stories.iter().enumerate();
        stories.filter(|(_, story)| matches!(story, Versus::Conflict(_))).map(|(at, _)| at)
    }
    /// The stories that assume themselves what is compared.
    pub fn own(&self) -> impl Iterator<Item = usize> {
        let stories = self.stories.iter().enumerate();
        stories.filter(|(_, story)| matches!(story, Versus::Own)).map(|(at, _)| at)
    }
    /// The stories that could not be played, by their positions.
    pub fn untold(&self) -> impl Iterator<Item = usize> {
        let stories = self.stories.iter().enumerate();
        stories.filter(|(_, story)| matches!(story, Versus::Untold(_))).map(|(at, _)| at)
    }
}

/// The other side of a comparison.
pub struct Other<'o> {
    /// With all operations.
    pub all: &'o Loaded,
    /// Each of several operations; with a single one, all are it alone.
    pub apart: &'o [Laid],
    /// The edits of each operation: the amendment by its position in the stack, and the edit.
    pub edits: &'o [Vec<(usize, usize)>],
}

/// Compares a baseline with all operations laid on it.
pub fn whole(
    stories: &[Held],
    base: &Baseline<'_>,
    other: &Other<'_>,
    manner: Manner<'_>,
) -> Whole {
    let (all, laid) = (other.all, other.apart);
    let between = |variant: &Loaded| variant.program.as_ref().map(|program| base.touched(program));
    let touched = between(all).unwrap_or_default();
    let mut came = versus(stories, base, all, &touched, manner);
    let (operations, singled, covered) = match laid {
        [_, _, ..] => singled(stories, base, other, &came, manner),
        _ => {
            let singled = Singled { alone: Vec::new(), without: Vec::new() };
            (vec![touched], singled, Vec::new())
        }
    };
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
    let mut felt = match only {
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
    for at in (0..operations.len()).filter(|at| !silent.contains(at)) {
        let feels = || {
            felt_by_its_own(stories, base, (other, at), &came, manner)
                || felt_beside_its_own(stories, base, (other, at), &came, manner)
        };
        if !felt.contains(&at) && feels() {
            felt.insert(at);
        }
    }
    let untested = operations.iter().enumerate();
    let untested = untested.filter(|(at, _)| !felt.contains(at) && !silent.contains(at));
    let untested = untested.map(|(at, touched)| self::untested(at, base, touched)).collect();
    let dependent = laid.iter().enumerate().filter(|(_, one)| one.alone.is_none() && !only);
    let dependent = dependent.map(|(at, _)| at).collect();
    let unasked = Vec::new();
    let covered = covered.iter().enumerate().filter(|(at, is)| **is && !silent.contains(at));
    let covered = covered.map(|(at, _)| at).collect();
    Whole { stories: came, groups: found, undone, untested, silent, unasked, dependent, covered }
}

/// Each of several operations alone, and all but it: what it touches, what came of the stories, and
/// whether the others hide it.
fn singled(
    stories: &[Held],
    base: &Baseline<'_>,
    other: &Other<'_>,
    came: &[Versus],
    manner: Manner<'_>,
) -> (Vec<Touched>, Singled, Vec<bool>) {
    let between = |variant: &Loaded| variant.program.as_ref().map(|program| base.touched(program));
    let (mut operations, mut covered): (Vec<Touched>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut singled = Singled { alone: Vec::new(), without: Vec::new() };
    let first = first_played(stories, came);
    let alone = Manner { only: Some(&first), ..manner };
    for one in other.apart {
        let touched = one.alone.as_ref().and_then(between).unwrap_or_default();
        singled.alone.push(match &one.alone {
            Some(program) => versus(stories, base, program, &touched, alone),
            None => stories.iter().map(|_| Versus::Unreached).collect(),
        });
        operations.push(touched);
    }
    // All but one are asked where no operation alone brings what turns, and of one that nothing feels
    // alone whether anything is otherwise without it.
    let turned = turned(came, &singled.alone);
    let open: BTreeSet<usize> = came
        .iter()
        .enumerate()
        .filter(|(at, all)| {
            let all = all.differences().iter();
            turned.contains(at) && !all.into_iter().all(|one| singled.is_brought_alone(*at, one))
        })
        .map(|(at, _)| at)
        .collect();
    for (at, one) in other.apart.iter().enumerate() {
        let without = one.without.as_ref();
        let is_felt = singled.is_felt_alone(at);
        let only = if is_felt { &open } else { &turned };
        singled.without.push(match without {
            Some(_) if only.is_empty() => stories.iter().map(|_| Versus::Unreached).collect(),
            Some(without) => {
                let touched = between(without).unwrap_or_default();
                let manner = Manner { only: Some(only), ..manner };
                versus(stories, base, without, &touched, manner)
            }
            None => Vec::new(),
        });
        let programs = without.and_then(|one| one.program.as_ref()).zip(other.all.program.as_ref());
        covered.push(programs.is_some_and(|(one, all)| {
            let with = Touched::between(one, all);
            with.elements.is_empty() && !with.wide
        }));
    }
    (operations, singled, covered)
}

/// The stories that are played under each operation alone: a story that assumes something of its own
/// is laid and compiled for itself each time, and only where all operations turn it.
fn first_played(stories: &[Held], came: &[Versus]) -> BTreeSet<usize> {
    let turns = |at: &usize| came.get(*at).is_some_and(|all| !all.turns().is_empty());
    let all = 0..stories.len();
    all.filter(|at| stories.get(*at).is_some_and(|held| !held.assumes()) || turns(at)).collect()
}

/// Whether a story that assumes something of its own, and that all operations together do not turn,
/// comes out otherwise by an operation alone.
fn felt_beside_its_own(
    stories: &[Held],
    base: &Baseline<'_>,
    (other, at): (&Other<'_>, usize),
    came: &[Versus],
    manner: Manner<'_>,
) -> bool {
    let alone = other.apart.get(at).and_then(|laid| laid.alone.as_ref());
    let Some((alone, program)) = alone.and_then(|alone| Some((alone, alone.program.as_ref()?)))
    else {
        return false;
    };
    let first = first_played(stories, came);
    let rest: BTreeSet<usize> = (0..stories.len()).filter(|at| !first.contains(at)).collect();
    let touched = base.touched(program);
    let manner = Manner { only: Some(&rest), ..manner };
    let found = versus(stories, base, alone, &touched, manner);
    found.iter().any(|story| !story.turns().is_empty())
}

/// Whether a story that assumes itself what is compared comes out otherwise without an operation.
fn felt_by_its_own(
    stories: &[Held],
    base: &Baseline<'_>,
    (other, at): (&Other<'_>, usize),
    came: &[Versus],
    manner: Manner<'_>,
) -> bool {
    let edits = other.edits.get(at).map_or(&[][..], Vec::as_slice);
    let below = base.loaded.wishes.amendments.len();
    let own = stories.iter().zip(&base.came).zip(came);
    let own = own.filter(|(_, versus)| matches!(versus, Versus::Own));
    own.into_iter().any(|((held, before), _)| {
        let (Ok(story), Came::Played(_, before)) = (&held.story, before) else { return false };
        let mut without = base.loaded.clone();
        let beneath = &base.loaded.wishes.amendments;
        let laid_last = |name: &&str| beneath.iter().all(|known| stem(known) != *name);
        for (position, name) in story.amendment_names().filter(laid_last).enumerate() {
            let here = edits.iter().filter(|(of, _)| {
                manner.stack.get(*of).is_some_and(|compared| stem(compared) == name)
            });
            without.wishes.without.extend(here.map(|(_, edit)| (below + position, *edit)));
        }
        if without.wishes.without.len() == base.loaded.wishes.without.len() {
            return false;
        }
        let Some((Planned { plan: Some(plan), .. }, own)) = held.plan(&without) else {
            return false;
        };
        let program = own.as_deref().unwrap_or(base.program);
        let after = outcome(plan, program, &Uses::of(program));
        !differences(&before.outcomes, &after.outcomes).is_empty()
    })
}

/// What an operation brings that touches nothing of what would have decided it only follows from the
/// first turn of that operation.
fn follow(story: usize, versus: &mut Versus, singled: &Singled, operations: &[Touched]) {
    let Versus::Played(_, turns, _) = versus else { return };
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
    let Versus::Played(differences, turns, _) = versus else { return };
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
    let Versus::Played(differences, turns, _) = versus else { return };
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
