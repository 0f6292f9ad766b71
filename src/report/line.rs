//! Lines: how much is told, and how deep each is indented.

use crate::lang::{Lang, Word};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What a snapshot holds.
    Short,
    /// Also the conditions that held, with what they read, and timers.
    Full,
}

/// Lines, each with how deep it is indented.
pub type Lines = Vec<(usize, String)>;

/// Lines before a language is chosen for what is said in them.
pub type Words = Vec<(usize, Word)>;

/// Words as lines.
pub fn lines(words: &Words, lang: Lang) -> Lines {
    words.iter().map(|(depth, word)| (*depth, word.say(lang))).collect()
}
