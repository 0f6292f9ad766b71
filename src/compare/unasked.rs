//! What an amendment brings that nobody asked for, found without any story.

use crate::lang::Word;
use crate::policy::ArticleRef;

/// An effect that no operation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unasked {
    /// The articles in which it shows.
    pub articles: Vec<ArticleRef>,
    /// The operations that bring it, by their positions.
    pub by: Vec<usize>,
    /// What it is.
    pub told: Word,
}
