//! Tables for a spreadsheet: what another counts on with. The same tables give the same bytes.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Workbook, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::calendar::Day;
use crate::lang::{Lang, Phrase, money_text};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    None,
    /// Words.
    Text(String),
    /// How many.
    Count(usize),
    /// A day.
    Day(Day),
    /// Words that look otherwise here and there.
    Marked(Vec<(Marked, String)>),
    /// A sum of money, in yuan. A spreadsheet computes in floating point; a sum of the size that a
    /// measure pays is shown to the fen.
    Money(Decimal),
}

/// How words in a cell look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// As the rest.
    Plain,
    /// Struck out.
    Struck,
    /// Bold and underlined.
    Underlined,
    /// Grey.
    Grey,
    /// Bold.
    Bold,
}

impl Marked {
    fn format(self) -> Format {
        let plain = Format::new();
        match self {
            Self::Plain => plain,
            Self::Struck => plain.set_font_strikethrough(),
            Self::Underlined => plain.set_bold().set_underline(FormatUnderline::Single),
            Self::Grey => plain.set_font_color(Color::Gray),
            Self::Bold => plain.set_bold(),
        }
    }
}

/// A table of its own leaf.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The leaf's name, at most 31 letters.
    pub title: String,
    /// What stands above each column.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The widest that a column is made, in narrow letters; longer texts are broken.
const WIDEST: usize = 44;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// A workbook of these sheets (OOXML, ISO/IEC 29500), as bytes.
///
/// # Errors
/// What the format cannot hold: more than 1,048,576 rows, a text of more than 32,767 letters.
pub fn workbook(title: &str, sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A workbook says when it was made; that is not known to what only depends on its input.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let plain = || Format::new().set_align(FormatAlign::Top);
    let (head, text) = (plain().set_bold().set_text_wrap(), plain().set_text_wrap());
    let count = plain().set_num_format("0");
    let money = plain().set_num_format("#,##0.00");
    let day = plain().set_num_format(Phrase::SheetDay.plain(lang));
    for sheet in sheets {
        let leaf = book.add_worksheet().set_name(&sheet.title)?;
        // On paper: A4 across, all columns on one page, the head on each.
        leaf.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        leaf.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        for (column, name) in (0_u16..).zip(&sheet.head) {
            leaf.write_string_with_format(0, column, name, &head)?;
            leaf.set_column_width(column, width(sheet, usize::from(column), lang))?;
        }
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            leaf.set_row_height(row, LINE * lines(cells))?;
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::None => {}
                    Cell::Text(words) => {
                        leaf.write_string_with_format(row, column, words, &text)?;
                    }
                    Cell::Marked(parts) => {
                        let formats: Vec<Format> =
                            parts.iter().map(|(mark, _)| mark.format()).collect();
                        let parts: Vec<(&Format, &str)> = formats
                            .iter()
                            .zip(parts)
                            .map(|(format, (_, words))| (format, words.as_str()))
                            .filter(|(_, words)| !words.is_empty())
                            .collect();
                        // The format wants two parts at least.
                        match parts.as_slice() {
                            [] => {}
                            [(format, words)] => {
                                let format = (*format).clone().set_align(FormatAlign::Top);
                                let format = format.set_text_wrap();
                                leaf.write_string_with_format(row, column, *words, &format)?;
                            }
                            parts => {
                                leaf.write_rich_string_with_format(row, column, parts, &text)?;
                            }
                        }
                    }
                    Cell::Count(number) => {
                        let number = u32::try_from(*number).unwrap_or(u32::MAX);
                        leaf.write_number_with_format(row, column, number, &count)?;
                    }
                    Cell::Money(sum) => {
                        let sum = sum.to_f64().unwrap_or_default();
                        leaf.write_number_with_format(row, column, sum, &money)?;
                    }
                    Cell::Day(on) => {
                        // A spreadsheet knows no day before 1900 and none after 9999.
                        match ExcelDateTime::parse_from_str(&on.to_string()) {
                            Ok(on) => leaf.write_datetime_with_format(row, column, &on, &day)?,
                            Err(_) => {
                                leaf.write_string_with_format(row, column, on.to_string(), &text)?
                            }
                        };
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}

/// How many lines a row takes: not every viewer counts the broken lines itself.
fn lines(cells: &[Cell]) -> f64 {
    let of_text = |line: &str| line.width().div_ceil(WIDEST).max(1);
    let lines = cells.iter().map(|cell| match cell {
        Cell::Text(words) => words.lines().map(of_text).sum(),
        Cell::Marked(parts) => marked(parts).lines().map(of_text).sum(),
        _ => 1,
    });
    u32::try_from(lines.max().unwrap_or(1).max(1)).map_or(1.0, f64::from)
}

fn marked(parts: &[(Marked, String)]) -> String {
    parts.iter().map(|(_, words)| words.as_str()).collect()
}

/// How wide a column is to be: as its widest text. The format's own measure knows neither wide letters
/// nor how a number or a day is shown.
fn width(sheet: &Sheet, column: usize, lang: Lang) -> f64 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(column));
    let shown = cells.map(|cell| match cell {
        Cell::None => 0,
        Cell::Text(words) => words.lines().map(UnicodeWidthStr::width).max().unwrap_or(0),
        Cell::Marked(parts) => marked(parts).lines().map(UnicodeWidthStr::width).max().unwrap_or(0),
        Cell::Count(number) => number.to_string().len(),
        // The form of a day is no shorter than a day.
        Cell::Day(_) => Phrase::SheetDay.plain(lang).width(),
        Cell::Money(sum) => money_text(*sum).width() + ".00".len(),
    });
    let head = sheet.head.get(column).map_or(0, |name| name.width());
    let widest = shown.max().unwrap_or(0).max(head).min(WIDEST);
    u32::try_from(widest + 2).map_or(8.43, f64::from)
}
