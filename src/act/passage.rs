//! Words of a published text with the way back to where they were written: lines that a page broke are one
//! again, and each letter still knows its place.

use std::ops::Range;

use crate::source::{FileId, Span};

/// Words in one piece, whatever lines they were written on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words.
    pub text: String,
    /// Where each run of them begins: in the words, and in the file.
    runs: Vec<(usize, usize)>,
    file: FileId,
}

impl Passage {
    /// No words yet.
    pub(super) const fn none(file: FileId) -> Self {
        Self { text: String::new(), runs: Vec::new(), file }
    }
    /// Words that stand in the file at `at`.
    pub(super) fn of(file: FileId, words: &str, at: usize) -> Self {
        let mut passage = Self::none(file);
        passage.push(words, at);
        passage
    }
    /// Adds the words of another line. Words of letters keep apart; Chinese ones are written together.
    pub(super) fn push(&mut self, words: &str, at: usize) {
        if words.is_empty() {
            return;
        }
        let apart = |letter: Option<char>| letter.is_some_and(|one| one.is_ascii_alphanumeric());
        if apart(self.text.chars().next_back()) && apart(words.chars().next()) {
            self.text.push(' ');
        }
        self.runs.push((self.text.len(), at));
        self.text.push_str(words);
    }
    /// Whether there are no words.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// On how many lines the words were written.
    pub const fn lines(&self) -> usize {
        self.runs.len()
    }
    /// The place of all words.
    pub fn span(&self) -> Span {
        self.place(0..self.text.len())
    }
    /// The place of a part of the words, in bytes of [`text`](Self::text).
    pub fn place(&self, part: Range<usize>) -> Span {
        let end = part.end.max(part.start);
        // What is behind the last letter belongs to the line of that letter.
        let last = self.original(end.saturating_sub(1).max(part.start));
        let start = self.original(part.start);
        Span::new(self.file, start, last + usize::from(end > part.start))
    }
    /// Where a byte of the words stands in the file.
    fn original(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(from, _)| *from <= at).checked_sub(1);
        let run = run.and_then(|run| self.runs.get(run));
        run.map_or(0, |(from, original)| original + (at - from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn each_letter_knows_its_place() {
        let mut sources = Sources::default();
        let text = "　　甲乙\n\n丙丁 A\nB。";
        let file = sources.add("t".into(), text.into());
        let mut passage = Passage::of(file, "甲乙", text.find('甲').unwrap());
        passage.push("丙丁 A", text.find('丙').unwrap());
        passage.push("B。", text.find('B').unwrap());
        assert_eq!(passage.text, "甲乙丙丁 A B。");
        assert_eq!(passage.lines(), 3);
        for word in ["甲", "乙", "丙丁", "A", "B", "。"] {
            let at = passage.text.find(word).unwrap();
            assert_eq!(sources.text(passage.place(at..at + word.len())), word);
        }
        let across = passage.text.find('乙').unwrap().."甲乙丙".len();
        assert_eq!(sources.text(passage.place(across)), "乙\n\n丙");
        assert_eq!(sources.line_column(passage.place(0..0)).line, 1);
    }
}
