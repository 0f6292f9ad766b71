//! Edits of a text by places: what stands in a list, a structure or a map is set, put in or cut with its
//! comma; every other letter stays.

use std::ops::Range;

pub(super) use crate::source::quoted;
use crate::source::{Node, Shape, Span};

/// A place of a text and what stands there instead.
pub(super) type Edit = (Range<usize>, String);

/// The text with these edits, which do not overlap; of those at one place the first stands first.
pub(super) fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(at, _)| (at.start, at.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, by) in edits {
        out.push_str(text.get(from..at.start).unwrap_or(""));
        out.push_str(&by);
        from = at.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

/// A place as a range of bytes.
pub(super) const fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// The places of what a composite value holds, each with its name or key.
pub(super) fn parts(node: &Node) -> Vec<Range<usize>> {
    match &node.shape {
        Shape::Struct(fields) => fields
            .iter()
            .map(|(name, value)| range(name.span).start..range(value.span).end)
            .collect(),
        Shape::Map(entries) => entries
            .iter()
            .map(|(key, value)| range(key.span).start..range(value.span).end)
            .collect(),
        Shape::List(items) | Shape::Tuple(items) => {
            items.iter().map(|item| range(item.span)).collect()
        }
        _ => Vec::new(),
    }
}

/// The first place from `at` on where neither blanks nor comments stand.
fn past_blanks(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let comment = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            0
        };
        at += blank + comment;
        if comment == 0 {
            return at;
        }
    }
}

/// The place of the comma that follows; none where something else does.
pub(super) fn comma(text: &str, end: usize) -> Option<usize> {
    let at = past_blanks(text, end);
    text.get(at..)?.starts_with(',').then_some(at)
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
}

/// Where the line of a place ends.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| at + found)
}

/// Whether nothing but blanks stands before a place on its line.
fn begins_line(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at).is_some_and(|before| before.trim().is_empty())
}

/// By how many blanks the line of a place is set in.
pub(super) fn indent(text: &str, at: usize) -> usize {
    let line = text.get(line_start(text, at)..).unwrap_or("");
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines that were set in by `from` blanks set in by `to`; the first stands where it is put.
pub(super) fn set_in(text: &str, from: usize, to: usize) -> String {
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or("").to_owned();
    for line in lines {
        out.push('\n');
        let own = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() {
            continue;
        }
        let blanks = (own + to).saturating_sub(from);
        out.push_str(&" ".repeat(blanks));
        out.push_str(line.get(own..).unwrap_or(""));
    }
    out
}

/// Takes the part at a position out of a composite value, with its comma; comments on lines of their own
/// stay.
pub(super) fn cut(text: &str, node: &Node, position: usize) -> Option<Edit> {
    let all = parts(node);
    let own = all.get(position)?.clone();
    let before = position.checked_sub(1).and_then(|before| all.get(before));
    let (mut from, mut to) = (own.start, own.end);
    match (comma(text, own.end), before) {
        (Some(comma), _) => to = comma + 1,
        (None, Some(before)) if !begins_line(text, own.start) => from = before.end,
        _ => {}
    }
    let rest = text.get(to..line_end(text, to)).unwrap_or("");
    if begins_line(text, from) && rest.trim().is_empty() {
        from = line_start(text, from);
        to = (line_end(text, to) + 1).min(text.len());
    } else if comma(text, own.end).is_some() {
        to += rest.len() - rest.trim_start_matches(' ').len();
    }
    Some((from..to, String::new()))
}

/// Puts a part into a composite value, so that it stands at a position; `set_in_by` is by how many blanks
/// its lines are set in where they come from.
pub(super) fn put(text: &str, node: &Node, position: usize, part: &str, from: usize) -> Edit {
    let all = parts(node);
    let span = range(node.span);
    let Some(first) = all.first() else {
        let inner = span.start + 1..span.end.saturating_sub(1);
        if text.get(inner.clone()).is_some_and(|inner| inner.contains('\n')) {
            let at = indent(text, span.start) + 2;
            let part = set_in(part, from, at);
            return (inner.start..inner.start, format!("\n{}{part},", " ".repeat(at)));
        }
        let part = set_in(part, from, indent(text, span.start));
        return (inner.start..inner.start, part);
    };
    let before = position
        .checked_sub(1)
        .and_then(|before| all.get(before))
        .or_else(|| if position > 0 { all.last() } else { None });
    let Some(before) = before else {
        let at = indent(text, first.start);
        let part = set_in(part, from, at);
        return match begins_line(text, first.start) {
            true => {
                let open = span.start + 1;
                (open..open, format!("\n{}{part},", " ".repeat(at)))
            }
            false => (first.start..first.start, format!("{part}, ")),
        };
    };
    let lined = begins_line(text, before.start) && begins_line(text, first.start);
    let at = indent(text, before.start);
    let part = set_in(part, from, at);
    let next = comma(text, before.end);
    let end = next.map_or(before.end, |comma| comma + 1);
    let rest_end = line_end(text, end);
    let rest = text.get(end..rest_end).unwrap_or("").trim();
    let mark = if next.is_some() { "" } else { "," };
    if lined && (rest.is_empty() || rest.starts_with("//")) && next.is_some() {
        return (rest_end..rest_end, format!("\n{}{part},", " ".repeat(at)));
    }
    if lined && next.is_none() {
        return (before.end..before.end, format!(",\n{}{part},", " ".repeat(at)));
    }
    match next {
        Some(_) => (end..end, format!(" {part},")),
        None => (before.end..before.end, format!("{mark} {part}")),
    }
}

/// The field of a structure with its position.
pub(super) fn field<'n>(node: &'n Node, name: &str) -> Option<(usize, &'n Node)> {
    let Shape::Struct(fields) = &node.shape else { return None };
    let at = fields.iter().position(|(known, _)| known.value == name)?;
    fields.get(at).map(|(_, value)| (at, value))
}

/// The entry of a map with its position.
pub(super) fn entry<'n>(node: &'n Node, name: &str) -> Option<(usize, &'n Node)> {
    let Shape::Map(entries) = &node.shape else { return None };
    let is_it =
        |(key, _): &(Node, Node)| matches!(&key.shape, Shape::Text { text, .. } if text == name);
    let at = entries.iter().position(is_it)?;
    entries.get(at).map(|(_, value)| (at, value))
}

/// A field of a structure has that value, whether or not it had one.
pub(super) fn set(text: &str, node: &Node, name: &str, value: &str, from: usize) -> Edit {
    match field(node, name) {
        Some((_, old)) => {
            let old = range(old.span);
            let value = set_in(value, from, indent(text, old.start));
            (old, value)
        }
        None => put(text, node, usize::MAX, &format!("{name}: {value}"), from),
    }
}

/// What people read, in both languages.
pub(super) fn bilingual(text: &crate::lang::Text) -> String {
    match text.zh == text.en {
        true => quoted(&text.zh),
        false => format!("(zh: {}, en: {})", quoted(&text.zh), quoted(&text.en)),
    }
}
