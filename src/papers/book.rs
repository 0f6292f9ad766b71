//! The tables of a paper as leaves of a workbook.

use super::paper::{Cell, Look, Paper, Table};
use crate::report::sheets::{self, Marked};

/// The longest name of a leaf that the format allows, in letters.
const LONGEST_NAME: usize = 31;

/// The leaves; none where the paper has no table.
pub fn leaves(paper: &Paper) -> Vec<sheets::Sheet> {
    let mut names: Vec<String> = Vec::new();
    let tables = paper.tables().filter(|table| !table.rows.is_empty());
    tables
        .map(|table| {
            let name = name(&table.title, &names);
            names.push(name.clone());
            leaf(table, name)
        })
        .collect()
}

/// A name that the format allows and that no other leaf has: it takes no brackets and no signs of a
/// path, and knows no difference between large and small letters.
fn name(title: &str, known: &[String]) -> String {
    let allowed =
        |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let letters: Vec<char> = title.chars().filter(allowed).collect();
    let short = |room: usize| -> String { letters.iter().take(room).collect() };
    let is_free = |name: &str| {
        !name.is_empty() && known.iter().all(|one| one.to_lowercase() != name.to_lowercase())
    };
    let plain = short(LONGEST_NAME);
    if is_free(&plain) {
        return plain;
    }
    let numbered = (2_usize..).map(|number| {
        let number = format!(" {number}");
        format!("{}{number}", short(LONGEST_NAME - number.len()))
    });
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
}

fn leaf(table: &Table, title: String) -> sheets::Sheet {
    sheets::Sheet {
        title,
        head: table.columns.iter().map(|column| column.head.clone()).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn cell(cell: &Cell) -> sheets::Cell {
    if let Some(value) = &cell.value {
        return value.clone();
    }
    let is_marked = cell.lines.iter().flatten().any(|run| run.look != Look::Plain);
    let words = cell.words();
    if words.is_empty() {
        return sheets::Cell::None;
    }
    if !is_marked {
        return sheets::Cell::Text(words);
    }
    let mut parts: Vec<(Marked, String)> = Vec::new();
    for (at, line) in cell.lines.iter().enumerate() {
        if at > 0 {
            parts.push((Marked::Plain, "\n".to_owned()));
        }
        parts.extend(line.iter().map(|run| (mark(run.look), run.text.clone())));
    }
    sheets::Cell::Marked(parts)
}

const fn mark(look: Look) -> Marked {
    match look {
        Look::Plain | Look::Hole => Marked::Plain,
        Look::Gone => Marked::Struck,
        Look::Come => Marked::Underlined,
        Look::Follows => Marked::Grey,
        Look::Strong => Marked::Bold,
    }
}
