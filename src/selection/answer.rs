//! An answer that is known, or unknown with its causes.

/// What somebody who was asked said. `C` tells why something is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T, C> {
    /// It is known.
    Known(T),
    /// It is unknown, and why.
    Unknown(Vec<C>),
}

impl<T, C> Answer<T, C> {
    /// The value, where it is known.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
    /// Why it is unknown; nothing where it is known.
    pub fn causes(&self) -> &[C] {
        match self {
            Self::Known(_) => &[],
            Self::Unknown(causes) => causes,
        }
    }
}

impl<C> Answer<bool, C> {
    /// Whether it is yes, whatever is still unknown.
    pub const fn is_sure(&self) -> bool {
        matches!(self, Self::Known(true))
    }
    /// Whether it may be yes.
    pub const fn is_possible(&self) -> bool {
        !matches!(self, Self::Known(false))
    }
    /// Kleene's and: a no forgets what is unknown.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known(false), _) | (_, Self::Known(false)) => Self::Known(false),
            (Self::Known(true), other) => other,
            (unknown, Self::Known(true)) => unknown,
            (Self::Unknown(mut causes), Self::Unknown(more)) => {
                causes.extend(more);
                Self::Unknown(causes)
            }
        }
    }
    /// Kleene's not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Known(yes) => Self::Known(!yes),
            Self::Unknown(causes) => Self::Unknown(causes),
        }
    }
}
