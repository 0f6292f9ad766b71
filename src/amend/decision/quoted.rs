//! Quotations. Each further paragraph of one may open with a mark of its own; only the last closes.

use std::ops::Range;

use super::signed::Signed;

/// A quoted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its place with its marks, in bytes.
    pub at: Range<usize>,
    /// Its paragraphs as they were written, each with its place.
    pub paragraphs: Vec<(String, Range<usize>)>,
}

impl Quoted {
    /// The text, one paragraph a line.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.paragraphs.iter().map(|(line, _)| line.as_str()).collect();
        lines.join("\n")
    }
    /// Two that follow each other, as one.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.at.end = self.at.end.max(other.at.end);
        self.paragraphs.extend(other.paragraphs);
        self
    }
}

/// The mark that closes what one opens.
const fn closed_by(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '"' => '"',
        _ => return None,
    })
}

/// Whether a mark opens a quotation.
pub(super) fn opens(letter: char) -> bool {
    closed_by(letter).is_some()
}

/// Whether a sign begins its paragraph.
fn begins_line(signed: Signed<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| signed.letter(before) == Some('\n'))
}

/// How many signs a quotation has at most; a longer one has lost its end.
const LONGEST: usize = 15_000;
/// How deep quotations lie in one another at most.
const DEEPEST: usize = 6;

/// Where a quotation that opens at a sign ends; none where none opens, or none ends.
pub(super) fn closing(signed: Signed<'_>, at: usize) -> Option<usize> {
    let open = signed.letter(at)?;
    let close = closed_by(open)?;
    let mut depth = 1;
    let mut to = at + 1;
    let end = signed.ends.min(at + LONGEST);
    while let Some(letter) = signed.letter(to).filter(|_| to < end && depth < DEEPEST) {
        let continues = letter == open && begins_line(signed, to);
        if continues {
        } else if letter == close {
            depth -= 1;
        } else if letter == open {
            depth += 1;
        }
        to += 1;
        if depth == 0 {
            return Some(to);
        }
    }
    None
}

/// What is quoted between the marks of a range.
pub(super) fn quoted(signed: Signed<'_>, at: Range<usize>) -> Quoted {
    let open = signed.letter(at.start);
    let mut paragraphs = Vec::new();
    let mut from = at.start + 1;
    let end = at.end.saturating_sub(1);
    while from < end {
        if signed.letter(from) == open && begins_line(signed, from) {
            from += 1;
        }
        let to = (from..end).find(|at| signed.letter(*at) == Some('\n')).unwrap_or(end);
        if from < to {
            paragraphs.push((signed.written(&(from..to)).to_owned(), signed.bytes(&(from..to))));
        }
        from = to + 1;
    }
    Quoted { at: signed.bytes(&at), paragraphs }
}
