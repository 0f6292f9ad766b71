//! A page as Markdown: a heading a day, what came of an event as a list under it.

use std::fmt::Write;

use super::{Grid, Page};
use crate::lang::Phrase;
use crate::report::story::Tone;

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n{}\n", escape(&page.title), escape(&page.measure));
    for assumed in &page.assumed {
        let _ = write!(out, "\n{}\n", escape(assumed));
    }
    let mut last = None;
    for telling in &page.told {
        if last != Some(telling.day) {
            let _ = write!(out, "\n## {}\n\n", telling.day);
            last = Some(telling.day);
        }
        for (at, (depth, text)) in telling.lines.iter().enumerate() {
            let text = escape(text);
            let text = match (at, telling.tone) {
                (0, Tone::Refused) => format!("**{text}**"),
                _ => text,
            };
            let _ = writeln!(out, "{}- {text}", "  ".repeat(*depth));
        }
    }
    let _ = write!(out, "\n## {}\n\n", escape(&page.until));
    for (depth, text) in &page.ending {
        let _ = writeln!(out, "{}- {}", "  ".repeat(*depth), escape(text));
    }
    if !page.money.rows.is_empty() {
        let _ = write!(out, "\n## {}\n\n", Phrase::MoneyHeading.plain(page.lang));
        grid(&page.money, &mut out);
    }
    if !page.mismatches.is_empty() {
        let _ = write!(out, "\n## {}\n\n", Phrase::Failed.plain(page.lang));
        for line in &page.mismatches {
            let _ = writeln!(out, "    {line}");
        }
    }
    if !page.receipt.is_empty() {
        let _ = write!(out, "\n---\n\n{}\n", page.receipt.join("  \n"));
    }
    out
}

fn grid(grid: &Grid, out: &mut String) {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&line(&grid.heads));
    let _ = writeln!(out, "|{}", "---|".repeat(grid.heads.len()));
    for row in &grid.rows {
        out.push_str(&line(row));
    }
}

/// Text in which Markdown sees no signs of its own. Backquotes stay: they quote a rule's own text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for character in text.chars() {
        quoted ^= character == '`';
        if !quoted && matches!(character, '*' | '_' | '|' | '<' | '>' | '\\' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
