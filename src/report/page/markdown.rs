//! A page as Markdown: a heading a day, what came of an event as a list under it.

use std::fmt::Write;

use super::{Grid, Page};
use crate::lang::{Phrase, marked_line};
use crate::report::markup::markdown_text;
use crate::report::story::Tone;

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n{}\n", markdown_text(&page.title), markdown_text(&page.measure));
    for assumed in &page.assumed {
        let _ = write!(out, "\n{}\n", markdown_text(assumed));
    }
    let mut last = None;
    for telling in &page.told {
        if last != Some(telling.day) {
            let _ = write!(out, "\n## {}\n\n", telling.day);
            last = Some(telling.day);
        }
        for (at, (depth, text)) in telling.lines.iter().enumerate() {
            let text = markdown_text(text);
            let text = match (at, telling.tone) {
                (0, Tone::Refused) => format!("**{text}**"),
                _ => text,
            };
            let _ = writeln!(out, "{}- {text}", "  ".repeat(*depth));
        }
    }
    let _ = write!(out, "\n## {}\n\n", markdown_text(&page.until));
    for (depth, text) in &page.ending {
        let _ = writeln!(out, "{}- {}", "  ".repeat(*depth), markdown_text(text));
    }
    if !page.money.rows.is_empty() {
        let _ = write!(out, "\n## {}\n\n", Phrase::MoneyHeading.plain(page.lang));
        grid(&page.money, &mut out);
    }
    if !page.mismatches.is_empty() {
        let _ = write!(out, "\n## {}\n\n", Phrase::Failed.plain(page.lang));
        for line in &page.mismatches {
            let _ = writeln!(out, "    {}", marked_line(line));
        }
    }
    if !page.receipt.is_empty() {
        let receipt: Vec<String> = page.receipt.iter().map(|line| markdown_text(line)).collect();
        let _ = write!(out, "\n---\n\n{}\n", receipt.join("  \n"));
    }
    out
}

fn grid(grid: &Grid, out: &mut String) {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| markdown_text(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&line(&grid.heads));
    let _ = writeln!(out, "|{}", "---|".repeat(grid.heads.len()));
    for row in &grid.rows {
        out.push_str(&line(row));
    }
}
