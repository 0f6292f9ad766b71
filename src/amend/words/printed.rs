//! A text as a drafter sees it: letters, and slots with the words that they show.

use std::ops::Range;

use super::value::shown;
use crate::lang::letters;
use crate::policy::{Bundle, Piece, pieces};

/// A letter, or a slot as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A letter as it is compared.
    Letter(char),
    /// A slot.
    Slot(Shown),
}

/// A slot with the words that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// What it binds, as written: `models, achievements`.
    pub(super) paths: String,
    /// What it binds, one by one; none where its number is none of the bundle's.
    pub(super) bound: Vec<String>,
    /// The words.
    pub(super) words: String,
}

/// A token with its place in the text as it is written, braces included.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) token: Token,
    /// In bytes.
    pub(super) at: Range<usize>,
}

/// A text in tokens; `bundle` fills its slots, without one they show what stands in them.
pub(super) fn tokens(text: &str, bundle: Option<&Bundle>) -> Vec<Placed> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => {
                found.extend(letters(words).into_iter().map(|one| Placed {
                    token: Token::Letter(one.letter),
                    at: at + one.at.start..at + one.at.end,
                }));
                at += words.len();
            }
            Piece::Slot(slot) => {
                let end = slot.at + slot.sample.len() + '}'.len_utf8();
                let paths = text.get(at + '{'.len_utf8()..slot.at - ':'.len_utf8());
                let words = match bundle {
                    Some(bundle) => shown(bundle, &slot),
                    None => slot.sample.to_owned(),
                };
                let shown = Shown {
                    paths: paths.unwrap_or("").to_owned(),
                    bound: slot.bound.iter().map(|bound| bound.path.to_owned()).collect(),
                    words,
                };
                found.push(Placed { token: Token::Slot(shown), at: at..end });
                at = end;
            }
        }
    }
    found
}

/// The letters of tokens as they are compared, each with the position of its token.
pub(super) fn flat(tokens: &[Placed]) -> Vec<(char, usize)> {
    let mut found = Vec::new();
    for (at, placed) in tokens.iter().enumerate() {
        match &placed.token {
            Token::Letter(letter) => found.push((*letter, at)),
            Token::Slot(slot) => {
                found.extend(letters(&slot.words).into_iter().map(|one| (one.letter, at)));
            }
        }
    }
    found
}

/// What a drafter reads of a text as it is written: its slots filled.
pub(in crate::amend) fn printed(text: &str, bundle: Option<&Bundle>) -> String {
    let of = |piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Slot(slot) => bundle.map_or_else(|| slot.sample.to_owned(), |one| shown(one, &slot)),
    };
    pieces(text).into_iter().map(of).collect()
}
