//! A hash of ids and small values that is the same in every process and on every machine.

use std::hash::Hasher;

/// Hashes word by word; made for few words, not for secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steady(u64);

/// The first digits of π and of the golden ratio: bits without a pattern, the second number odd.
const FIRST: u64 = 0x243f_6a88_85a3_08d3;
const SECOND: u64 = 0x9e37_79b9_7f4a_7c15;

impl Steady {
    fn word(&mut self, word: u64) {
        // The upper half of the product folded onto the lower: each bit reaches all others.
        let product = u128::from(self.0 ^ word ^ FIRST) * u128::from(SECOND);
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
}

impl Hasher for Steady {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, number: u8) {
        self.word(number.into());
    }
    fn write_u16(&mut self, number: u16) {
        self.word(number.into());
    }
    fn write_u32(&mut self, number: u32) {
        self.word(number.into());
    }
    fn write_u64(&mut self, number: u64) {
        self.word(number);
    }
    fn write_usize(&mut self, number: usize) {
        self.word(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::hash::Hash;

    use super::*;

    fn hash(of: impl Hash) -> u64 {
        let mut hasher = Steady::default();
        of.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn small_numbers_spread_over_the_low_bits_by_which_a_table_is_entered() {
        let pairs = || (0..100_u32).flat_map(|one| (0..100_u32).map(move |other| (one, other)));
        let all: BTreeSet<u64> = pairs().map(hash).collect();
        assert_eq!(all.len(), 10_000);
        // 10,000 balls in 16,384 boxes leave 16,384 e^(-10,000/16,384) = 8,899 of them empty, give or
        // take 60; so 7,485 are hit.
        let boxes: BTreeSet<u64> = pairs().map(|pair| hash(pair) & 0x3fff).collect();
        assert!((7_300..7_700).contains(&boxes.len()), "{}", boxes.len());
    }

    #[test]
    fn bytes_count_with_their_place_and_number() {
        let texts = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgha"];
        let all: BTreeSet<u64> = texts.iter().map(hash).collect();
        assert_eq!(all.len(), texts.len());
        assert_eq!(hash(1_u64), hash(1_usize));
        assert_ne!(hash((1_u8, 2_u8)), hash((2_u8, 1_u8)));
    }
}
