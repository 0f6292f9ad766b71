//! Numbers by a seed: the same seed, relation and story give the same numbers on every machine.

/// A source of numbers.
pub(super) struct Seed(u64);

impl Seed {
    /// That of a seed for a relation and a story.
    pub(super) fn of(seed: u64, names: [&str; 2]) -> Self {
        // FNV-1a (Fowler, Noll, Vo) over the names, each ended.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in names.iter().flat_map(|name| name.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(hash)
    }

    /// The next number (splitmix64: Steele, Lea, Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below `count`; 0 where there is none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }

    /// Puts things in another order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = self.below(at + 1);
            things.swap(at, other);
        }
    }

    /// So many of the things, in another order.
    pub(super) fn some<T>(&mut self, mut things: Vec<T>, count: usize) -> Vec<T> {
        self.shuffle(&mut things);
        things.truncate(count);
        things
    }
}
