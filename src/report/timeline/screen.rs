//! The timeline on a terminal: headings, and tables whose columns are aligned by how wide letters are.

use super::sheet::{Drawn, Section};
use crate::lang::{display_width, pad_right, wrap};
use crate::report::table;

/// Between two columns.
const GAP: &str = "  ";

/// The lines, none of more columns than there are.
pub fn screen(drawn: &Drawn, width: usize) -> Vec<String> {
    let mut lines = wrap(&drawn.title, width);
    for note in &drawn.notes {
        lines.extend(wrap(note, width));
    }
    for section in &drawn.sections {
        lines.push(String::new());
        lines.extend(wrap(&section.heading, width));
        lines.extend(rows(section, width));
        let inner = width.saturating_sub(GAP.len());
        for note in section.notes.iter().flat_map(|note| wrap(note, inner)) {
            lines.push(format!("{GAP}{note}"));
        }
    }
    lines
}

fn rows(section: &Section, width: usize) -> Vec<String> {
    let all = || std::iter::once(&section.heads).chain(&section.rows).filter(|row| !row.is_empty());
    if section.rows.is_empty() {
        return Vec::new();
    }
    let columns = all().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| {
        let cells = all().filter_map(|row| row.get(column));
        cells.map(|cell| display_width(cell)).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    if widths.iter().sum::<usize>() + GAP.len() * columns > width {
        return table(&section.heads, &section.rows, width);
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| pad_right(cell, width));
        format!("{GAP}{}", cells.collect::<Vec<_>>().join(GAP)).trim_end().to_owned()
    };
    all().map(line).collect()
}
