//! A text with its signs, as they are compared.

use std::ops::Range;

use crate::lang::amending::Sign;

/// A text with its signs.
#[derive(Clone, Copy)]
pub(super) struct Signed<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its signs.
    pub(super) signs: &'t [Sign],
    /// The acts whose titles are known.
    pub(super) acts: &'t [String],
    /// Behind the last mark that closes a quotation: nothing that opens further on is closed.
    pub(super) ends: usize,
}

impl<'t> Signed<'t> {
    /// A text with its signs, and the titles of acts that are known.
    pub(super) fn new(text: &'t str, signs: &'t [Sign], acts: &'t [String]) -> Self {
        let closes = |sign: &Sign| matches!(sign.letter, '”' | '’' | '"');
        let ends = signs.iter().rposition(closes).map_or(0, |last| last + 1);
        Self { text, signs, acts, ends }
    }
}

impl Signed<'_> {
    /// The letter of a sign.
    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.signs.get(at).map(|sign| sign.letter)
    }
    /// The bytes of signs.
    pub(super) fn bytes(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.signs.get(at.start).map_or(self.text.len(), |sign| sign.at.start);
        let last = at.end.checked_sub(1).and_then(|last| self.signs.get(last));
        start..last.map_or(start, |sign| sign.at.end).max(start)
    }
    /// The text of signs as it was written.
    pub(super) fn written(&self, at: &Range<usize>) -> &str {
        self.text.get(self.bytes(at)).unwrap_or("")
    }
    /// Where a word ends that begins at a sign.
    pub(super) fn begins(&self, at: usize, word: &str) -> Option<usize> {
        let mut to = at;
        for letter in word.chars() {
            if self.letter(to) != Some(letter) {
                return None;
            }
            to += 1;
        }
        Some(to)
    }
    /// Where brackets that open here close.
    pub(super) fn brackets(&self, at: usize, (open, close): (char, char)) -> Option<usize> {
        self.letter(at).filter(|letter| *letter == open)?;
        // What stands in brackets is short.
        const LONGEST: usize = 4_000;
        const DEEPEST: usize = 8;
        let mut depth = 0_usize;
        let mut to = at;
        while let Some(letter) = self.letter(to).filter(|_| to < at + LONGEST && depth < DEEPEST) {
            if letter == open {
                depth += 1;
            } else if letter == close {
                depth -= 1;
            }
            to += 1;
            if depth == 0 {
                return Some(to);
            }
        }
        None
    }
}
