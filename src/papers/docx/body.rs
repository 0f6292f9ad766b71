//! The text of a document: paragraphs, tables, and changes that can be accepted or rejected.

use super::styles::{HEADING, LATIN};
use super::{Author, R, W};
use crate::papers::paper::{Block, Cell, Fate, Look, Paper, Paragraph, Run, Style, Table};
use crate::papers::xml::Xml;

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// The margins of an upright page: top 37 mm, bottom 35, left 28, right 26.
const TOP: u32 = 2_098;
const BOTTOM: u32 = 1_984;
const LEFT: u32 = 1_587;
const RIGHT: u32 = 1_474;

/// A row whose cells are all shorter than this, in letters, stays on one page.
const SHORT: usize = 300;

pub(super) fn body(paper: &Paper, author: &Author) -> String {
    let mut xml = Xml::document();
    xml.open("w:document", &[W, R]).open("w:body", &[]);
    let on = format!("{}T00:00:00Z", author.on);
    let mut writing =
        Writing { xml, by: (author.name.clone(), on), changes: 0, is_tracked: paper.is_tracked };
    let fates = marks(paper);
    let mut fate = fates.into_iter();
    for block in paper.on_pages() {
        match block {
            Block::Paragraph(paragraph) => {
                writing.paragraph(paragraph, fate.next().unwrap_or_default());
            }
            Block::Table(table) => writing.table(table, paper.is_wide),
        }
    }
    if matches!(paper.on_pages().last(), Some(Block::Table(_))) {
        // The format wants a paragraph behind a table.
        writing.paragraph(&Paragraph::new(Style::Legend, Vec::new()), Fate::Stays);
    }
    section(&mut writing.xml, paper.is_wide);
    writing.xml.done()
}

/// What becomes of each paragraph's end. The end of the last paragraph of a text cannot go; where the
/// last ones come or go, it is the end before them that does.
fn marks(paper: &Paper) -> Vec<Fate> {
    let mut fates: Vec<Fate> = paper.paragraphs().map(|paragraph| paragraph.fate).collect();
    if !paper.is_tracked || matches!(paper.on_pages().last(), Some(Block::Table(_))) {
        return fates;
    }
    let last = fates.iter().rposition(|fate| *fate == Fate::Stays);
    if let Some(tail) = last.and_then(|last| fates.get_mut(last..)) {
        // Beginning with one that stays, so that the ends move one place forward.
        tail.rotate_left(1);
    }
    fates
}

struct Writing {
    xml: Xml,
    by: (String, String),
    changes: usize,
    is_tracked: bool,
}

impl Writing {
    fn change(&mut self) -> String {
        self.changes += 1;
        self.changes.to_string()
    }

    fn paragraph(&mut self, paragraph: &Paragraph, end: Fate) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]);
        self.xml.empty("w:pStyle", &[("w:val", style(paragraph.style))]);
        if self.is_tracked && end != Fate::Stays {
            let id = self.change();
            let (name, on) = self.by.clone();
            let what = if end == Fate::Goes { "w:del" } else { "w:ins" };
            self.xml.open("w:rPr", &[]);
            self.xml.empty(what, &[("w:id", &id), ("w:author", &name), ("w:date", &on)]);
            self.xml.close();
        }
        self.xml.close();
        self.runs(&paragraph.runs);
        self.xml.close();
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            let change = match (self.is_tracked, run.look) {
                (true, Look::Gone) => Some("w:del"),
                (true, Look::Come) => Some("w:ins"),
                _ => None,
            };
            if let Some(change) = change {
                let id = self.change();
                let (name, on) = self.by.clone();
                self.xml.open(change, &[("w:id", &id), ("w:author", &name), ("w:date", &on)]);
            }
            self.xml.open("w:r", &[]);
            if change.is_none() {
                look(&mut self.xml, run.look);
            }
            let name = if change == Some("w:del") { "w:delText" } else { "w:t" };
            self.xml.holding(name, &[("xml:space", "preserve")], &run.text).close();
            if change.is_some() {
                self.xml.close();
            }
        }
    }

    fn table(&mut self, table: &Table, is_wide: bool) {
        let whole = if is_wide { PAGE.1 - TOP - BOTTOM } else { PAGE.0 - LEFT - RIGHT };
        let shares: u32 = table.columns.iter().map(|column| column.share).sum();
        let width = |share: u32| (whole * share / shares.max(1)).to_string();
        self.xml.open("w:tbl", &[]).open("w:tblPr", &[]);
        self.xml.empty("w:tblStyle", &[("w:val", "Ruled")]);
        self.xml.empty("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")]);
        self.xml.empty("w:tblLayout", &[("w:type", "fixed")]).close();
        self.xml.open("w:tblGrid", &[]);
        for column in &table.columns {
            self.xml.empty("w:gridCol", &[("w:w", &width(column.share))]);
        }
        self.xml.close();
        if table.has_head() {
            // The head stands on each page.
            self.xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:tblHeader", &[]).close();
            for column in &table.columns {
                let head = Cell::runs(vec![vec![Run::new(column.head.as_str(), Look::Strong)]]);
                self.cell(&head, &width(column.share), true);
            }
            self.xml.close();
        }
        for row in &table.rows {
            self.xml.open("w:tr", &[]);
            if row.iter().all(|cell| cell.words().chars().count() < SHORT) {
                self.xml.open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
            }
            for (cell, column) in row.iter().zip(&table.columns) {
                self.cell(cell, &width(column.share), false);
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn cell(&mut self, cell: &Cell, width: &str, is_head: bool) {
        self.xml.open("w:tc", &[]).open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]).close();
        let none = [Vec::new()];
        let lines = if cell.lines.is_empty() { &none[..] } else { &cell.lines[..] };
        for line in lines {
            self.xml.open("w:p", &[]).open("w:pPr", &[]);
            self.xml.empty("w:pStyle", &[("w:val", "Cell")]);
            if is_head {
                self.xml.empty("w:jc", &[("w:val", "center")]);
            }
            self.xml.close();
            self.runs(line);
            self.xml.close();
        }
        self.xml.close();
    }
}

const fn style(style: Style) -> &'static str {
    match style {
        Style::Title => "Title",
        Style::Beneath => "Beneath",
        Style::Heading => "Heading1",
        Style::Chapter => "Chapter",
        Style::Section => "Section",
        Style::Article => "ArticleHead",
        Style::Body => "BodyText",
        Style::Signed => "Signed",
        Style::Legend => "Legend",
    }
}

/// How words look. The order of the properties is fixed by the schema.
fn look(xml: &mut Xml, look: Look) {
    if look == Look::Plain {
        return;
    }
    xml.open("w:rPr", &[]);
    match look {
        Look::Plain => {}
        Look::Gone => {
            xml.empty("w:strike", &[]);
        }
        Look::Come => {
            xml.empty("w:b", &[]).empty("w:u", &[("w:val", "single")]);
        }
        Look::Follows => {
            xml.empty("w:color", &[("w:val", "808080")]);
        }
        Look::Strong => {
            let fonts =
                [("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", HEADING), ("w:cs", LATIN)];
            xml.empty("w:rFonts", &fonts);
        }
        Look::Hole => {
            xml.empty("w:highlight", &[("w:val", "yellow")]);
        }
    }
    xml.close();
}

fn section(xml: &mut Xml, is_wide: bool) {
    xml.open("w:sectPr", &[]);
    xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
    xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
    // Turned to lie across, the head of the page is where the left side was.
    let (wide, high) = if is_wide { (PAGE.1, PAGE.0) } else { PAGE };
    let (top, right, bottom, left) =
        if is_wide { (LEFT, TOP, RIGHT, BOTTOM) } else { (TOP, RIGHT, BOTTOM, LEFT) };
    let [wide, high, top, right, bottom, left] =
        [wide, high, top, right, bottom, left].map(|one| one.to_string());
    let mut size = vec![("w:w", &*wide), ("w:h", &*high)];
    if is_wide {
        size.push(("w:orient", "landscape"));
    }
    xml.empty("w:pgSz", &size);
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &*top),
            ("w:right", &*right),
            ("w:bottom", &*bottom),
            ("w:left", &*left),
            ("w:header", "851"),
            ("w:footer", "1400"),
            ("w:gutter", "0"),
        ],
    );
    xml.close();
}
