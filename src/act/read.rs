//! From the words of a file to an [`Act`].

use std::collections::BTreeMap;

use super::Act;
use super::body::{Body, begins, mode};
use super::head::{flow, head};
use super::lines::{Line, Page, lines};
use super::passage::Passage;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Severity, is_bracketed, is_date, is_leave, lists_attachments};
use crate::policy::check::cite;
use crate::policy::{ArticleNumber, ArticleRef, Series};
use crate::source::{FileId, Sources, Span};

/// Reads the text of a file. Nothing is returned where it holds no text, or none that can be told apart.
pub fn read(file: FileId, sources: &Sources, problems: &mut Problems) -> Option<Act> {
    let text = &sources.file(file).text;
    let control = |letter: &char| letter.is_control() && !is_layout(*letter);
    if let Some(at) = text.char_indices().find(|(_, letter)| control(letter)) {
        let (at, letter) = at;
        let span = Span::new(file, at, at + letter.len_utf8());
        let code = format!("U+{:04X}", u32::from(letter));
        problems.add(Problem::TextControl, span, vec![("letter", code.into())]);
        return None;
    }
    let (lines, page) = lines(text);
    if lines.is_empty() {
        problems.add(Problem::TextEmpty, Span::new(file, 0, 0), Vec::new());
        return None;
    }
    let of_page = page.iter().map(|line| Passage::of(file, line.text, line.at)).collect();
    let mut act = Act {
        file,
        before: Vec::new(),
        title: Passage::none(file),
        notes: Vec::new(),
        contents: Vec::new(),
        preamble: Vec::new(),
        divisions: Vec::new(),
        articles: Vec::new(),
        closing: Vec::new(),
        page: of_page,
    };
    let mode = mode(&lines);
    let first = begins(&lines, mode);
    let (before, rest) = lines.split_at(first);
    head(before, &mut act);
    let (own, closing) = rest.split_at(closes(rest));
    let mut body = Body::new(file, mode, Page::of(&lines));
    for (at, line) in own.iter().enumerate() {
        body.line(line, own.get(at + 1));
    }
    // Who signed stands between the last article and what is attached.
    let attached = closing.iter().position(|line| body.attaches(line)).unwrap_or(closing.len());
    let (closing, attached) = closing.split_at(attached);
    for (at, line) in attached.iter().enumerate() {
        body.line(line, attached.get(at + 1));
    }
    act.closing = flow(file, closing);
    (act.divisions, act.articles) = body.done();
    let before = problems.count(Severity::Error);
    numbers(&act, problems);
    (problems.count(Severity::Error) == before).then_some(act)
}

/// Letters that lay out a text and are not seen.
const fn is_layout(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// Where the articles end: what stands behind is who signed, when, and what is attached.
fn closes(lines: &[Line<'_>]) -> usize {
    /// The most letters of a line with which someone signs.
    const SHORT: usize = 40;
    let attached = lines.iter().position(super::body::attaches).unwrap_or(lines.len());
    let listed = |line: &&Line<'_>| lists_attachments(line.text);
    let end = lines.iter().take(attached).position(|line| listed(&line)).unwrap_or(attached);
    let closing = |line: &Line<'_>| {
        is_date(line.text)
            || is_bracketed(line.text)
            || is_leave(line.text)
            || (!line.ends()
                && line.text.chars().count() <= SHORT
                && crate::lang::Opening::of(line.text).is_none())
    };
    let own = lines.get(..end).unwrap_or(lines);
    let mut first = own.len() - own.iter().rev().take_while(|line| closing(line)).count();
    // What goes on with a sentence is none of it.
    while first > 0 && first < own.len() {
        let (Some(above), Some(line)) = (own.get(first - 1), own.get(first)) else { break };
        if above.ends() || is_date(line.text) || is_bracketed(line.text) {
            break;
        }
        first += 1;
    }
    first.min(end)
}

/// Tells of numbers that do not follow one another.
fn numbers(act: &Act, problems: &mut Problems) {
    let mut before: Option<ArticleNumber> = None;
    let mut known: BTreeMap<ArticleNumber, Span> = BTreeMap::new();
    for article in &act.articles {
        let number = article.number;
        let said = |number| cite(ArticleRef::whole(number));
        if let Some(first) = known.get(&number) {
            let args = vec![("article", said(number))];
            let twice = Diagnostic::new(Problem::TextTwice, article.at, args);
            problems.push(twice.with_related(*first, Phrase::FirstGivenHere));
        } else if !number.follows(before) {
            let expected = match (before, number.series) {
                (Some(before), series) if before.series == series => before.next(),
                (_, series) => ArticleNumber { series, number: 1, inserted: 0 },
            };
            let args = vec![("expected", said(expected)), ("found", said(number))];
            problems.add(Problem::TextGap, article.at, args);
        }
        known.entry(number).or_insert(article.at);
        before = Some(number);
    }
    if act.articles.iter().all(|one| one.number.series == Series::Attachment) {
        let at = Span::new(act.file, 0, 0);
        problems.add(Problem::TextUnnumbered, at, Vec::new());
    }
}
