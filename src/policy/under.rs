//! Under which versions of a measure an element stands (DESIGN 9.1).

/// A version by its number: 0 is the measure as published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u8);

/// The versions under which an element stands, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Under(u64);

impl Default for Under {
    fn default() -> Self {
        Self::ALL
    }
}

impl Under {
    /// All versions: what no amendment touches.
    pub const ALL: Self = Self(u64::MAX);
    /// No version.
    pub const NONE: Self = Self(0);
    /// How many versions can be told apart.
    pub const MOST: usize = 64;

    /// One version alone.
    pub const fn only(version: Version) -> Self {
        Self(1 << (version.0 as u32 % 64))
    }
    /// Whether it stands under a version.
    pub const fn holds(self, version: Version) -> bool {
        self.0 & Self::only(version).0 != 0
    }
    /// Whether it stands under each.
    pub const fn is_all(self) -> bool {
        self.0 == u64::MAX
    }
    /// Whether it stands under none.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
    /// Where one of both does.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Where both do.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Where it does not.
    #[must_use]
    pub const fn not(self) -> Self {
        Self(!self.0)
    }
    /// As a word of a path that no drafter can write.
    pub fn word(self) -> String {
        self.0.to_string()
    }
    /// The same, read.
    pub fn of_word(word: &str) -> Option<Self> {
        word.parse().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_stands_where_it_is_said_to() {
        let first = Under::only(Version(0));
        let later = first.not();
        assert!(first.holds(Version(0)) && !first.holds(Version(1)));
        assert!(later.holds(Version(1)) && !later.holds(Version(0)));
        assert!(first.or(later).is_all() && first.and(later).is_none());
        assert_eq!(Under::of_word(&later.word()), Some(later));
    }
}
