//! Sets of states.

use std::fmt;
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::state::StateId;
use crate::ident::Id;

const BITS: usize = u64::BITS as usize;
/// How many words of a set lie in place.
const IN_PLACE: usize = 2;

/// A set of states of one chart, iterated in document order. Up to 128 states it lies in place.
#[derive(PartialEq, Eq, Hash)]
pub struct StateSet {
    // INVARIANT: as many words as the chart's states need, so that equal sets are equal words.
    words: SmallVec<[u64; IN_PLACE]>,
}

impl StateSet {
    #[inline]
    pub(super) fn with_room(states: usize) -> Self {
        let words = states.div_ceil(BITS);
        // In place without a loop: sets are made in every microstep.
        let words = if words <= IN_PLACE {
            SmallVec::from_buf_and_len([0; IN_PLACE], words)
        } else {
            smallvec![0; words]
        };
        Self { words }
    }
    /// Whether `state` is in the set.
    #[inline]
    pub fn contains(&self, state: StateId) -> bool {
        let index = state.index();
        self.words.get(index / BITS).is_some_and(|word| word >> (index % BITS) & 1 == 1)
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }
    /// The states in document order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = StateId> + use<'_> {
        ascending(|place| self.words.get(place).copied())
    }
    /// The states in reverse document order: the order in which states are left.
    #[inline]
    pub fn iter_reversed(&self) -> impl Iterator<Item = StateId> + use<'_> {
        let (mut place, mut left) = (self.words.len(), 0u64);
        std::iter::from_fn(move || {
            while left == 0 {
                place = place.checked_sub(1)?;
                left = *self.words.get(place)?;
            }
            let bit = BITS - 1 - left.leading_zeros() as usize;
            left &= !(1 << bit);
            Some(StateId::new(place * BITS + bit))
        })
    }
    /// The states that are in `other` too, in document order.
    #[inline]
    pub(super) fn iter_both<'a>(
        &'a self,
        other: &'a Self,
    ) -> impl Iterator<Item = StateId> + use<'a> {
        ascending(|place| Some(self.words.get(place)? & other.words.get(place)?))
    }
    /// The last state, in document order, that stands at one of these positions.
    #[inline]
    pub(super) fn last_within(&self, range: Range<usize>) -> Option<StateId> {
        let places = range.start / BITS..range.end.div_ceil(BITS);
        places.rev().find_map(|place| {
            let word = self.words.get(place)? & mask(place, &range);
            (word != 0)
                .then(|| StateId::new(place * BITS + BITS - 1 - word.leading_zeros() as usize))
        })
    }
    /// Adds `state` and answers whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, state: StateId) -> bool {
        let index = state.index();
        let bit = 1 << (index % BITS);
        // INVARIANT: the set was made with room for all states of the chart.
        let word = &mut self.words[index / BITS];
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
    #[inline]
    pub(super) fn remove(&mut self, state: StateId) {
        let index = state.index();
        self.words[index / BITS] &= !(1 << (index % BITS));
    }
    /// Whether a state stands at one of these positions.
    #[inline]
    pub(super) fn meets(&self, range: Range<usize>) -> bool {
        let words = self.words.iter().enumerate();
        words.into_iter().any(|(place, &word)| word & mask(place, &range) != 0)
    }
    /// Adds those of `other` that stand at these positions.
    #[inline]
    pub(super) fn add_within(&mut self, other: &Self, range: Range<usize>) {
        for (place, (word, &added)) in self.words.iter_mut().zip(&other.words).enumerate() {
            *word |= added & mask(place, &range);
        }
    }
}

impl Clone for StateSet {
    // As plain words, written where they are to lie: every step clones a configuration, and a world all
    // of them.
    #[inline]
    fn clone(&self) -> Self {
        let words = match *self.words.as_slice() {
            [first] => SmallVec::from_buf_and_len([first, 0], 1),
            [first, second] => SmallVec::from_buf_and_len([first, second], 2),
            _ => return self.clone_large(),
        };
        Self { words }
    }
}

impl StateSet {
    #[cold]
    fn clone_large(&self) -> Self {
        Self { words: SmallVec::from_slice(&self.words) }
    }
}

/// The states whose bits are set in the words, none past the last.
#[inline]
fn ascending(word: impl Fn(usize) -> Option<u64>) -> impl Iterator<Item = StateId> {
    let (mut place, mut left) = (0, word(0).unwrap_or(0));
    std::iter::from_fn(move || {
        while left == 0 {
            left = word(place + 1)?;
            place += 1;
        }
        let bit = left.trailing_zeros() as usize;
        left &= left - 1;
        Some(StateId::new(place * BITS + bit))
    })
}

/// The bits of the `place`-th word whose positions lie in `range`.
#[inline]
fn mask(place: usize, range: &Range<usize>) -> u64 {
    let below = |end: usize| match end.saturating_sub(place * BITS) {
        bits @ 0..BITS => (1 << bits) - 1,
        _ => u64::MAX,
    };
    below(range.end) & !below(range.start)
}

impl fmt::Debug for StateSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
