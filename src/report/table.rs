//! Tables that fit a terminal, with wide characters aligned.

use comfy_table::{ContentArrangement, Table, presets};

/// A table of that width, with its heads.
pub fn table(heads: &[String], rows: &[Vec<String>], width: usize) -> Vec<String> {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(heads);
    for row in rows {
        table.add_row(row);
    }
    table.to_string().lines().map(|line| line.trim_end().to_owned()).collect()
}
