//! Which of the new words stand for which of the old ones: letters for the same letters, a slot for words
//! that write a value of its kind, and what is left over on either side.

use std::ops::Range;

use super::printed::{Placed, Shown, Token};

/// One step through both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same letter.
    Same {
        /// Its position among the old tokens.
        old: usize,
        /// And among the new ones.
        new: usize,
    },
    /// A slot with the words that stand in its place.
    Value {
        /// Its position among the old tokens.
        old: usize,
        /// The new tokens.
        new: Range<usize>,
    },
    /// Something goes.
    Gone(usize),
    /// Something comes.
    Come(usize),
}

/// How two texts go together.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// The steps in order.
    pub(super) steps: Vec<Step>,
    /// Whether the slots could take other words just as well.
    pub(super) is_ambiguous: bool,
}

impl Alignment {
    /// Whether nothing is left over on either side.
    pub(super) fn is_whole(&self) -> bool {
        self.steps.iter().all(|step| matches!(step, Step::Same { .. } | Step::Value { .. }))
    }
}

/// The longest words that are tried for a slot, in letters.
const LONGEST: usize = 24;
/// The most pairs of tokens that are compared; of longer texts nothing is taken for the same.
const MOST: usize = 4_000_000;
/// What a letter costs that stands on one side only; a slot costs that for each of its letters.
const LEFT_OVER: u32 = 4;
/// What a slot costs whose words are others.
const OTHER_WORDS: u32 = 1;

/// Puts two texts together; `reads` tells whether a slot could show words.
pub(super) fn align(
    old: &[Placed],
    new: &[Placed],
    new_text: &str,
    reads: &dyn Fn(&Shown, &str) -> bool,
) -> Alignment {
    let (rows, columns) = (old.len() + 1, new.len() + 1);
    if rows.saturating_mul(columns) > MOST {
        let gone = (0..old.len()).map(Step::Gone);
        let steps = gone.chain((0..new.len()).map(Step::Come)).collect();
        return Alignment { steps, is_ambiguous: false };
    }
    let mut table =
        Table { costs: vec![0; rows * columns], ways: vec![0; rows * columns], columns };
    let values: Vec<Vec<(Range<usize>, bool)>> = old
        .iter()
        .map(|placed| match &placed.token {
            Token::Slot(slot) => readable(slot, new, new_text, reads),
            Token::Letter(_) => Vec::new(),
        })
        .collect();
    for at in (0..rows).rev() {
        for to in (0..columns).rev() {
            table.fill(at, to, old, new, values.get(at).map_or(&[], Vec::as_slice));
        }
    }
    let mut steps = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() || to < new.len() {
        let here = values.get(at).map_or(&[][..], Vec::as_slice);
        let step = table.step(at, to, old, new, here);
        match &step {
            Step::Same { .. } => (at, to) = (at + 1, to + 1),
            Step::Value { new, .. } => (at, to) = (at + 1, new.end),
            Step::Gone(_) => at += 1,
            Step::Come(_) => to += 1,
        }
        steps.push(step);
    }
    Alignment { steps, is_ambiguous: table.ways.first().is_some_and(|ways| *ways > 1) }
}

/// The words that a slot could show, with whether they are those that it shows.
fn readable(
    slot: &Shown,
    new: &[Placed],
    text: &str,
    reads: &dyn Fn(&Shown, &str) -> bool,
) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    for from in 0..new.len() {
        let own = |token: &Token| matches!(token, Token::Slot(other) if other.bound == slot.bound);
        if new.get(from).is_some_and(|placed| own(&placed.token)) {
            found.push((from..from + 1, false));
        }
        for to in from + 1..=(from + LONGEST).min(new.len()) {
            let part = new.get(from..to).unwrap_or(&[]);
            let Some((first, last)) = part.first().zip(part.last()) else { break };
            if matches!(last.token, Token::Slot(_)) {
                break;
            }
            let words = text.get(first.at.start..last.at.end).unwrap_or("");
            let same = crate::lang::same_letters(words, &slot.words);
            if same || (!slot.bound.is_empty() && !words.contains('\n') && reads(slot, words)) {
                found.push((from..to, same));
            }
        }
    }
    found
}

/// What it costs from each pair of positions to the ends, and in how many ways nothing is left over.
struct Table {
    costs: Vec<u32>,
    ways: Vec<u8>,
    columns: usize,
}

impl Table {
    fn cost(&self, at: usize, to: usize) -> u32 {
        self.costs.get(at * self.columns + to).copied().unwrap_or(u32::MAX)
    }
    fn ways(&self, at: usize, to: usize) -> u8 {
        self.ways.get(at * self.columns + to).copied().unwrap_or(0)
    }

    /// The steps from here, each with what it costs to the end, the best first of equals.
    fn choices(
        &self,
        (at, to): (usize, usize),
        old: &[Placed],
        new: &[Placed],
        values: &[(Range<usize>, bool)],
    ) -> Vec<(u32, Step)> {
        let mut found = Vec::new();
        let (own, other) = (old.get(at), new.get(to));
        if let (Some(own), Some(other)) = (own, other)
            && matches!((&own.token, &other.token), (Token::Letter(a), Token::Letter(b)) if a == b)
        {
            found.push((self.cost(at + 1, to + 1), Step::Same { old: at, new: to }));
        }
        for (range, same) in values.iter().filter(|(range, _)| range.start == to) {
            let cost = self.cost(at + 1, range.end) + if *same { 0 } else { OTHER_WORDS };
            found.push((cost, Step::Value { old: at, new: range.clone() }));
        }
        let length = |placed: &Placed| match &placed.token {
            Token::Letter(_) => 1,
            Token::Slot(slot) => u32::try_from(slot.words.chars().count()).unwrap_or(u32::MAX / 8),
        };
        if let Some(own) = own {
            let cost = self.cost(at + 1, to).saturating_add(length(own).saturating_mul(LEFT_OVER));
            found.push((cost, Step::Gone(at)));
        }
        if let Some(other) = other {
            let cost =
                self.cost(at, to + 1).saturating_add(length(other).saturating_mul(LEFT_OVER));
            found.push((cost, Step::Come(to)));
        }
        found
    }

    fn fill(
        &mut self,
        at: usize,
        to: usize,
        old: &[Placed],
        new: &[Placed],
        values: &[(Range<usize>, bool)],
    ) {
        let choices = self.choices((at, to), old, new, values);
        let end = at == old.len() && to == new.len();
        let cost = choices.iter().map(|(cost, _)| *cost).min().unwrap_or(0);
        let ways = choices.iter().map(|(_, step)| match step {
            Step::Same { .. } => self.ways(at + 1, to + 1),
            Step::Value { new, .. } => self.ways(at + 1, new.end),
            Step::Gone(_) | Step::Come(_) => 0,
        });
        let ways = ways.fold(u8::from(end), u8::saturating_add).min(2);
        let place = at * self.columns + to;
        if let (Some(own), Some(of)) = (self.costs.get_mut(place), self.ways.get_mut(place)) {
            (*own, *of) = (cost, ways);
        }
    }

    fn step(
        &self,
        at: usize,
        to: usize,
        old: &[Placed],
        new: &[Placed],
        values: &[(Range<usize>, bool)],
    ) -> Step {
        let choices = self.choices((at, to), old, new, values);
        let best = choices.into_iter().reduce(|best, one| if one.0 < best.0 { one } else { best });
        best.map_or(Step::Gone(at), |(_, step)| step)
    }
}
