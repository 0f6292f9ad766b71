//! Comments, and what people read beside the text, that still hold words which the amendment replaced or
//! numbers of articles that are others now: nobody but a person can say what they should read.

use std::ops::Range;

use super::draft::page;
use super::rule::each;
use crate::amend::words::{Mark, MarkKind, Rewritten};
use crate::lang::Lang;
use crate::policy::{ArticleRef, written_like};
use crate::source::Shape;

/// A line that holds replaced words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file, by its path in the new folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The words.
    pub words: String,
    /// The line itself, without the blanks around it.
    pub text: String,
}

/// The words that are no longer those of the text, each once, the longest first.
pub(super) fn replaced(after: &Rewritten) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for edited in &after.edits {
        for value in &edited.operation.values {
            // As numbers are written: 五年, 5年, 五个工作日, 5个工作日.
            for like in ["两个工作日", "2个工作日", "两年", "2年", "2万元", "2 万元"]
            {
                let old = written_like(&value.old, like);
                let new = written_like(&value.new, like);
                found.extend(old.filter(|old| Some(old) != new.as_ref()));
            }
        }
    }
    let texts = after.marked.iter().flat_map(|article| &article.texts);
    for text in texts {
        found.extend(gone(&text.marks));
    }
    for (was, is) in after.numbers.articles() {
        if is != Some(was) {
            let cited = ArticleRef::whole(was);
            found.extend([cited.cite(Lang::Zh), cited.cite(Lang::En)]);
        }
    }
    found.retain(|words| words.chars().count() > 1);
    found.sort_by_key(|words| std::cmp::Reverse(words.chars().count()));
    found.dedup();
    found
}

/// The words of a text that go, with the one before them, so that a bare number is not looked for.
fn gone(marks: &[Mark]) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = String::new();
    for mark in marks {
        match mark.kind {
            MarkKind::Gone => {
                let is_number = mark.text.chars().all(|letter| letter.is_ascii_digit());
                match is_number {
                    true => {}
                    false => found.push(mark.text.trim().to_owned()),
                }
            }
            _ => before.clone_from(&mark.text),
        }
    }
    found
}

/// The lines of a file that hold such words in a comment, or in what people read beside the text.
pub(super) fn stale(file: &str, text: &str, replaced: &[String]) -> Vec<Stale> {
    let places = match file.ends_with(".rhai") {
        true => comments(text),
        false => beside(file, text),
    };
    let mut found: Vec<Stale> = Vec::new();
    for place in places {
        let Some(words) = text.get(place.clone()) else { continue };
        let held = replaced.iter().find_map(|word| {
            let at = whole_at(words, word)?;
            Some((word, place.start + at))
        });
        let Some((word, at)) = held else { continue };
        let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
        let shown = text.lines().nth(line - 1).unwrap_or("").trim().to_owned();
        if found.iter().all(|known| known.line != line) {
            found.push(Stale { file: file.to_owned(), line, words: word.clone(), text: shown });
        }
    }
    found.sort_by_key(|one| one.line);
    found
}

/// Where a word stands, and not as part of a longer number.
fn whole_at(text: &str, word: &str) -> Option<usize> {
    let is_number =
        |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十百".contains(letter);
    let all = text.match_indices(word).map(|(at, _)| at);
    let mut all = all.filter(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        let joins = |letter: Option<char>, own: Option<char>| {
            letter.is_some_and(is_number) && own.is_some_and(is_number)
        };
        !joins(before, word.chars().next()) && !joins(after, word.chars().next_back())
    });
    all.next()
}

/// The comments of a file, line by line.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.find("//") {
            all.push(start + at..start + line.len());
        }
        start += line.len();
    }
    all
}

/// Comments of a RON file, and the texts in it but for those of the articles.
fn beside(file: &str, text: &str) -> Vec<Range<usize>> {
    let Some(page) = page(file, text.to_owned()) else { return Vec::new() };
    let mut quoted: Vec<Range<usize>> = Vec::new();
    each(&page.tree, &mut |node| {
        if matches!(node.shape, Shape::Text { .. }) {
            quoted.push(super::edit::range(node.span));
        }
    });
    let inside = |at: usize| quoted.iter().any(|place| place.contains(&at));
    let is_text = super::edit::field(&page.tree, "articles").is_some();
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marks = line.match_indices("//").map(|(at, _)| start + at);
        let comment = marks.into_iter().find(|at| !inside(*at));
        all.extend(comment.map(|at| at..start + line.len()));
        start += line.len();
    }
    if !is_text {
        all.extend(quoted);
    }
    all
}
