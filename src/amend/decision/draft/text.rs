//! Quoted texts as an amendment writes them.

use std::fmt::Write as _;

use super::super::parts::begins_with;
use super::super::quoted::Quoted;
use crate::lang::ItemMark;
use crate::lang::amending::{
    BRACKETS, CLOSING_BRACKETS, Numbered, STOP, TITLE_MARKS, outer_quotes,
};

/// A paragraph with its items, and their points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) items: Vec<(String, Vec<String>)>,
}

/// A text in quotes as RON has it.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Quoted words as the text has them: what was quoted in the quotation is quoted in the text.
pub(super) fn words(quoted: &Quoted) -> String {
    let lines: Vec<String> =
        quoted.paragraphs.iter().map(|(line, _)| outer_quotes(line.trim())).collect();
    lines.join("\n")
}

/// A title; in its marks it is the title: 修改为：《……》。
pub(super) fn title(quoted: &Quoted) -> String {
    let new = words(quoted);
    let (open, close) = TITLE_MARKS;
    let bare = new.trim_end_matches(STOP);
    let bare = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    bare.filter(|title| !title.contains([open, close])).unwrap_or(&new).to_owned()
}

/// How deep a line lies of a text.
fn depth(line: &str) -> usize {
    let Some(mark) = ItemMark::of(line) else { return 0 };
    let taken = line.get(..mark.length()).unwrap_or("");
    let next = line.get(mark.length()..).and_then(|rest| rest.chars().next());
    match (taken.starts_with(BRACKETS), taken.chars().next()) {
        (true, _) => 1,
        // 1.5万元 begins with no number of a point.
        (false, Some(first)) if first.is_ascii_digit() => {
            if next.is_some_and(|next| next.is_ascii_digit()) { 0 } else { 2 }
        }
        _ => 0,
    }
}

/// The paragraphs of a text, each with its items.
pub(super) fn paragraphs(quoted: &Quoted) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    for line in words(quoted).lines() {
        let line = line.to_owned();
        match (depth(&line), found.last_mut()) {
            (2, Some(last)) if !last.items.is_empty() => {
                if let Some((_, points)) = last.items.last_mut() {
                    points.push(line);
                }
            }
            (1 | 2, Some(last)) => last.items.push((line, Vec::new())),
            _ => found.push(Written { text: line, items: Vec::new() }),
        }
    }
    found
}

/// A text of an article without the number and heading with which it may begin.
pub(super) fn of_article(quoted: &Quoted) -> (Quoted, Option<String>) {
    let mut quoted = quoted.clone();
    let mut heading = None;
    let Some((line, _)) = quoted.paragraphs.first_mut() else { return (quoted, None) };
    let Some((Numbered::Article, _, _, length)) = begins_with(line) else { return (quoted, None) };
    let mut rest = line.get(length..).unwrap_or("").trim_start().to_owned();
    let inner = rest.strip_prefix(BRACKETS).and_then(|inner| inner.split_once(CLOSING_BRACKETS));
    if let Some((inner, after)) = inner {
        heading = Some(inner.trim().to_owned());
        rest = after.trim_start().to_owned();
    }
    match rest.is_empty() {
        true => {
            quoted.paragraphs.remove(0);
        }
        false => *line = rest,
    }
    (quoted, heading)
}

fn item(item: &(String, Vec<String>)) -> String {
    match item.1.as_slice() {
        [] => text(&item.0),
        points => {
            let points: Vec<String> = points.iter().map(|point| text(point)).collect();
            format!("(text: {}, points: [{}])", text(&item.0), points.join(", "))
        }
    }
}

fn paragraph(one: &Written) -> String {
    match one.items.as_slice() {
        [] => text(&one.text),
        items => {
            let items: Vec<String> =
                items.iter().map(|one| format!("\n        {},", item(one))).collect();
            format!("(text: {}, items: [{}\n      ])", text(&one.text), items.concat())
        }
    }
}

/// Paragraphs as RON has them: one, or a list.
pub(super) fn written(all: &[Written]) -> String {
    match all {
        [one] => paragraph(one),
        all => {
            let all: Vec<String> =
                all.iter().map(|one| format!("\n      {},", paragraph(one))).collect();
            format!("[{}\n    ]", all.concat())
        }
    }
}
