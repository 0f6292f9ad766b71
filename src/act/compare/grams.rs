//! How alike two texts are: the part of their runs of three letters that they share.

use std::collections::BTreeSet;

use crate::lang::{letters, simplified};

/// A text as it is compared: without blanks, in one width and one script.
pub(super) fn folded(text: &str) -> String {
    letters(text).into_iter().map(|one| simplified(one.letter)).collect()
}

/// The runs of three letters of a text, as numbers.
pub(super) type Grams = BTreeSet<u64>;

/// The runs of three letters of a folded text; of a shorter one the whole.
pub(super) fn grams(folded: &str) -> Grams {
    const BITS: u32 = 21;
    let letters: Vec<u64> = folded.chars().map(|letter| u64::from(u32::from(letter))).collect();
    let of = |letters: &[u64]| letters.iter().fold(0, |sum, letter| (sum << BITS) | letter);
    if letters.len() < 3 {
        return Some(of(&letters)).filter(|_| !letters.is_empty()).into_iter().collect();
    }
    letters.windows(3).map(of).collect()
}

/// The part that both share of what either has, in thousandths.
pub(super) fn likeness(shared: usize, one: usize, other: usize) -> usize {
    let all = (one + other).saturating_sub(shared);
    (shared * 1000).checked_div(all).unwrap_or(1000)
}

/// How alike two are, in thousandths.
pub(super) fn alike(one: &Grams, other: &Grams) -> usize {
    likeness(one.intersection(other).count(), one.len(), other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_shared_part() {
        let of = |one: &str, other: &str| alike(&grams(&folded(one)), &grams(&folded(other)));
        assert_eq!(of("甲乙丙丁", "甲乙丙丁"), 1000);
        // 甲乙丙 乙丙丁 丙丁戊 against 甲乙丙 乙丙丁 丙丁己: two of four.
        assert_eq!(of("甲乙丙丁戊", "甲乙丙丁己"), 500);
        assert_eq!(of("甲乙丙", "丁戊己"), 0);
        assert_eq!(of("（甲乙", "(甲 乙"), 1000);
        assert_eq!(of("甲", "甲"), 1000);
        assert_eq!(of("", ""), 1000);
    }
}
