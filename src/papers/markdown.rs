//! A paper as Markdown (CommonMark with the tables of GFM), and as plain words.

use super::paper::{Block, Cell, Look, Paper, Paragraph, Run, Style, Table};
use crate::report::markdown_text;

/// The text.
pub fn markdown(paper: &Paper) -> String {
    let mut out = String::new();
    for block in paper.on_pages() {
        match block {
            Block::Paragraph(one) => paragraph(one, &mut out),
            Block::Table(one) => table(one, &mut out),
        }
    }
    out
}

/// A paper as plain words, a line each, as it reads with all changes accepted.
pub fn plain(paper: &Paper) -> String {
    let mut out = String::new();
    for block in paper.on_pages() {
        match block {
            Block::Paragraph(one) => line(&one.after(), &mut out),
            Block::Table(one) => {
                let heads = one.columns.iter().map(|column| column.head.clone());
                line(&heads.collect::<Vec<_>>().join("\t"), &mut out);
                for row in &one.rows {
                    let cells = row.iter().map(|cell| cell.words().replace('\n', " "));
                    line(&cells.collect::<Vec<_>>().join("\t"), &mut out);
                }
            }
        }
    }
    out
}

fn line(words: &str, out: &mut String) {
    if !words.is_empty() {
        out.push_str(words);
        out.push('\n');
    }
}

fn paragraph(paragraph: &Paragraph, out: &mut String) {
    if paragraph.runs.iter().all(|run| run.text.is_empty()) {
        return;
    }
    let head = match paragraph.style {
        Style::Title => "# ",
        Style::Heading | Style::Chapter => "## ",
        Style::Section | Style::Article => "### ",
        Style::Body | Style::Beneath | Style::Signed | Style::Legend => "",
    };
    out.push_str(head);
    runs(&paragraph.runs, out);
    out.push_str("\n\n");
}

fn runs(runs: &[Run], out: &mut String) {
    for run in runs {
        let signs = match run.look {
            Look::Plain | Look::Follows | Look::Hole => "",
            Look::Gone => "~~",
            Look::Come | Look::Strong => "**",
        };
        out.push_str(signs);
        out.push_str(&markdown_text(&run.text));
        out.push_str(signs);
    }
}

fn table(table: &Table, out: &mut String) {
    let heads = table.columns.iter().map(|column| markdown_text(&column.head));
    out.push_str(&row(heads));
    out.push_str(&row(table.columns.iter().map(|_| "---".to_owned())));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(cell)));
    }
    out.push('\n');
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| format!(" {cell} ")).collect();
    format!("|{}|\n", cells.join("|"))
}

fn cell(cell: &Cell) -> String {
    let lines = cell.lines.iter().map(|line| {
        let mut out = String::new();
        runs(line, &mut out);
        out
    });
    lines.collect::<Vec<_>>().join("<br>")
}
