//! The marks around words that come or go, which a decision seldom tells: a mark that would be left over
//! goes with them, words that come into a list get its mark.

use std::ops::Range;

use crate::lang::amending::{LISTING, is_joining};
use crate::lang::{end_mark, letters};

/// Where words stand in a text, in bytes; blanks and the width of marks do not count.
pub(super) fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let (all, own) = (letters(text), letters(words));
    let mut found = Vec::new();
    let mut at = 0;
    while !own.is_empty() && at + own.len() <= all.len() {
        let same = all.iter().skip(at).zip(&own).all(|(one, other)| one.letter == other.letter);
        match (same, all.get(at), all.get(at + own.len() - 1)) {
            (true, Some(first), Some(last)) => {
                found.push(first.at.start..last.at.end);
                at += own.len();
            }
            _ => at += 1,
        }
    }
    found
}

fn is_mark(letter: char) -> bool {
    letter == LISTING || end_mark(letter.encode_utf8(&mut [0; 4])).is_some()
}

/// The words that go, with the mark that they would leave behind.
pub(super) fn with_mark(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..at.start)?.chars().next_back();
    let after = text.get(at.end..)?;
    let next = after.chars().next();
    if let Some(before) = before.filter(|before| is_mark(*before)) {
        let list = before == LISTING && is_joining(after);
        if next.is_none_or(is_mark) || list {
            return Some(at.start - before.len_utf8()..at.end);
        }
        return None;
    }
    let next = next.filter(|next| is_mark(*next) && before.is_none())?;
    Some(at.start..at.end + next.len_utf8())
}

/// Words that come in right behind others, or before them, with the mark of the list in which they stand.
pub(super) fn in_list(text: &str, at: &Range<usize>, new: &str, behind: bool) -> Option<String> {
    let before = text.get(..at.start)?.chars().next_back();
    let after = text.get(at.end..)?.chars().next();
    let own = text.get(at.clone())?;
    let touching = match behind {
        true => (own.chars().next_back()?, new.chars().next()?),
        false => (new.chars().next_back()?, own.chars().next()?),
    };
    let marked = is_mark(touching.0) || is_mark(touching.1);
    let listed = match behind {
        true => after == Some(LISTING),
        false => before == Some(LISTING) || after == Some(LISTING),
    };
    (listed && !marked).then(|| match behind {
        true => format!("{LISTING}{new}"),
        false => format!("{new}{LISTING}"),
    })
}

/// As many letters of the beginning, or of the end, as stand there once.
pub(super) fn once(text: &str, from_start: bool) -> Option<String> {
    let all = letters(text);
    for length in 6..=all.len().max(6) {
        let length = length.min(all.len());
        let range = match from_start {
            true => 0..length,
            false => all.len() - length..all.len(),
        };
        let (first, last) = (all.get(range.start)?, all.get(range.end.checked_sub(1)?)?);
        let words = text.get(first.at.start..last.at.end)?;
        if places(text, words).len() == 1 {
            return Some(words.to_owned());
        }
    }
    None
}
