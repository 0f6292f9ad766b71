//! The lines of a published text: without blanks around them, without what belongs to the page.

use crate::lang::{Opening, display_width, ends_a_sentence, is_page_number};

/// A line with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its words, without the blanks around them.
    pub(super) text: &'t str,
    /// Where they begin in the file.
    pub(super) at: usize,
    /// Whether it begins with blanks, as a paragraph does.
    pub(super) is_indented: bool,
    /// Whether an empty line stands before it.
    pub(super) is_apart: bool,
}

impl Line<'_> {
    /// Whether the words end where a sentence or a clause does.
    pub(super) fn ends(&self) -> bool {
        ends_a_sentence(self.text)
    }
    /// Whether it is so long that a page may have broken it.
    pub(super) fn is_long(&self) -> bool {
        self.text.chars().count() >= LONG
    }
}

/// How many letters a line has at least that a page broke.
const LONG: usize = 20;
/// How many broken lines tell how wide the page was.
const FEW: usize = 8;

/// The lines of a text that are not empty, and those that belong to the page.
pub(super) fn lines(text: &str) -> (Vec<Line<'_>>, Vec<Line<'_>>) {
    let mut all: Vec<Line<'_>> = Vec::new();
    let (mut at, mut is_apart) = (0, false);
    for raw in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let inner = raw.trim_start_matches(is_blank);
        let start = at + raw.len() - inner.len();
        let words = inner.trim_end_matches(is_blank);
        at += raw.len();
        // What ended the line, one letter of one or more bytes.
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        if words.is_empty() {
            is_apart |= !raw.is_empty() || !text.get(..start).unwrap_or("").ends_with('\r');
            continue;
        }
        let is_indented = inner.len() < raw.len();
        all.push(Line { text: words, at: start, is_indented, is_apart });
        is_apart = false;
    }
    let furniture = furniture(&all);
    let of = |of_page: bool| {
        let each = all.iter().zip(&furniture).filter(move |(_, own)| **own == of_page);
        each.map(|(line, _)| *line).collect()
    };
    (of(false), of(true))
}

/// Blanks, and marks that are not seen.
const fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Which lines belong to the page: its number, and what stands beside the number again and again.
fn furniture(lines: &[Line<'_>]) -> Vec<bool> {
    const AGAIN: usize = 3;
    let mut found: Vec<bool> = lines.iter().map(|line| is_page_number(line.text)).collect();
    let mut beside: std::collections::BTreeMap<&str, Vec<usize>> = Default::default();
    for (at, line) in lines.iter().enumerate() {
        let near = |other: Option<usize>| other.is_some_and(|at| found.get(at) == Some(&true));
        let numbered = near(at.checked_sub(1)) || near(Some(at + 1));
        let plain = !line.ends() && !line.is_long() && Opening::of(line.text).is_none();
        if numbered && plain {
            beside.entry(line.text).or_default().push(at);
        }
    }
    for at in beside.values().filter(|all| all.len() >= AGAIN).flatten() {
        if let Some(own) = found.get_mut(*at) {
            *own = true;
        }
    }
    found
}

/// How a text was broken into lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Page {
    /// How wide its lines are, where a page broke them all alike and paragraphs begin with blanks.
    width: Option<usize>,
}

impl Page {
    /// How the page broke these lines.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let broken = lines.windows(2).filter_map(|pair| match pair {
            [line, next] if !line.ends() && line.is_long() && Opening::of(next.text).is_none() => {
                Some(display_width(line.text))
            }
            _ => None,
        });
        let widths: Vec<usize> = broken.collect();
        let width = widths.iter().max().copied().filter(|most| {
            let alike = widths.iter().filter(|width| **width + 4 >= *most).count();
            widths.len() >= FEW && alike * 10 >= widths.len() * 8
        });
        let indented = lines.iter().filter(|line| line.is_indented).count();
        Self { width: width.filter(|_| indented * 10 >= lines.len() * 2) }
    }
    /// Whether the page broke a paragraph right behind a sentence: the line is full and the next one does
    /// not begin as a paragraph.
    pub(super) fn breaks(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let full = self.width.is_some_and(|width| display_width(line.text) + 2 >= width);
        full && !next.is_indented && !next.is_apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_their_blanks_and_keep_their_places() {
        let text = "\u{3000}\u{3000}甲\u{3000}\r\n\r\n 乙 丙\t\n丁";
        let (found, page) = lines(text);
        let words: Vec<_> =
            found.iter().map(|one| (one.text, one.is_indented, one.is_apart)).collect();
        assert_eq!(words, [("甲", true, false), ("乙 丙", true, true), ("丁", false, false)]);
        assert!(page.is_empty());
        for line in found {
            assert!(text[line.at..].starts_with(line.text));
        }
    }

    #[test]
    fn what_belongs_to_the_page_is_told_apart() {
        let text = "甲市公报\n— 1 —\n第一条 甲。\n甲市公报\n— 2 —\n甲市公报\n— 3 —\n乙。\n甲市公报";
        let (found, page) = lines(text);
        let words: Vec<_> = found.iter().map(|one| one.text).collect();
        // The last one stands beside no number.
        assert_eq!(words, ["第一条 甲。", "乙。", "甲市公报"]);
        assert_eq!(page.len(), 6);
    }
}
