//! The styles of a document by GB/T 9704-2012: text in size 3 (16 points) 仿宋, titles in size 2 小标宋,
//! headings 黑体, second headings 楷体.

use super::W;
use crate::lang::font;
use crate::papers::xml::Xml;

pub(super) const TEXT: &str = font::TEXT;
pub(super) const TEXT_ELSE: &str = font::TEXT_ELSE;
pub(super) const TITLE: &str = font::TITLE;
pub(super) const TITLE_ELSE: &str = font::TITLE_ELSE;
pub(super) const HEADING: &str = font::HEADING;
pub(super) const SECOND: &str = font::SECOND;
pub(super) const SECOND_ELSE: &str = font::SECOND_ELSE;
pub(super) const LATIN: &str = "Times New Roman";

/// A line: a 22nd of the 225 mm that the text is high, in twentieths of a point, less what some
/// programs round up.
const LINE: &str = "579";

/// How a style differs from the text.
struct Kind {
    id: &'static str,
    name: &'static str,
    font: Option<&'static str>,
    /// Size in half points.
    size: Option<&'static str>,
    align: Option<&'static str>,
    /// The indent of the first line in hundredths of a letter.
    first: &'static str,
    keeps_next: bool,
    line: &'static str,
}

const KINDS: [Kind; 10] = [
    kind("Title", "Title", Some(TITLE), Some("44"), Some("center"), "0"),
    kind("Beneath", "Beneath", Some(SECOND), None, Some("center"), "0"),
    kind("Heading1", "heading 1", Some(HEADING), None, None, "200"),
    kind("Chapter", "Chapter", Some(HEADING), None, Some("center"), "0"),
    kind("Section", "Section", Some(SECOND), None, Some("center"), "0"),
    kind("ArticleHead", "Article head", Some(HEADING), None, None, "200"),
    kind("BodyText", "Body Text", None, None, Some("both"), "200"),
    kind("Signed", "Signed", None, None, Some("right"), "0"),
    Kind { line: "400", ..kind("Legend", "Legend", Some(SECOND), Some("24"), None, "0") },
    Kind { line: "360", ..kind("Cell", "Cell", None, Some("24"), None, "0") },
];

const fn kind(
    id: &'static str,
    name: &'static str,
    font: Option<&'static str>,
    size: Option<&'static str>,
    align: Option<&'static str>,
    first: &'static str,
) -> Kind {
    let keeps_next =
        matches!(id.as_bytes(), b"Heading1" | b"Chapter" | b"Section" | b"ArticleHead");
    Kind { id, name, font, size, align, first, keeps_next, line: LINE }
}

fn fonts(xml: &mut Xml, east: &str) {
    xml.empty(
        "w:rFonts",
        &[("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", east), ("w:cs", LATIN)],
    );
}

pub(super) fn styles() -> String {
    let mut xml = Xml::document();
    xml.open("w:styles", &[W]);
    xml.open("w:docDefaults", &[]).open("w:rPrDefault", &[]).open("w:rPr", &[]);
    fonts(&mut xml, TEXT);
    // 28 letters on 156 mm: each a quarter of a point closer than its own width.
    xml.empty("w:spacing", &[("w:val", "-5")]);
    xml.empty("w:sz", &[("w:val", "32")]).empty("w:szCs", &[("w:val", "32")]);
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    xml.close().close();
    xml.open("w:pPrDefault", &[]).open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:line", LINE), ("w:lineRule", "exact")]);
    xml.close().close().close();
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.empty("w:name", &[("w:val", "Normal")]).empty("w:qFormat", &[]).close();
    for kind in &KINDS {
        style(&mut xml, kind);
    }
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", "Footer")]);
    xml.empty("w:name", &[("w:val", "footer")]).empty("w:basedOn", &[("w:val", "Normal")]);
    // With the lines of the text it would outgrow the margin and take a line from the page.
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:line", "240"), ("w:lineRule", "auto")]);
    xml.empty("w:ind", &[("w:left", "320"), ("w:right", "320")]).close();
    xml.open("w:rPr", &[]);
    fonts(&mut xml, TITLE_ELSE);
    xml.empty("w:sz", &[("w:val", "28")]).empty("w:szCs", &[("w:val", "28")]).close().close();
    table(&mut xml);
    xml.done()
}

fn style(xml: &mut Xml, kind: &Kind) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", kind.id)]);
    xml.empty("w:name", &[("w:val", kind.name)]).empty("w:basedOn", &[("w:val", "Normal")]);
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if kind.keeps_next {
        xml.empty("w:keepNext", &[]);
    }
    if kind.id == "Cell" {
        xml.empty("w:snapToGrid", &[("w:val", "0")]);
    }
    xml.empty("w:spacing", &[("w:line", kind.line), ("w:lineRule", "exact")]);
    if kind.first != "0" {
        xml.empty("w:ind", &[("w:firstLineChars", kind.first), ("w:firstLine", "640")]);
    }
    if kind.id == "Signed" {
        xml.empty("w:ind", &[("w:rightChars", "200"), ("w:right", "640")]);
    }
    if let Some(align) = kind.align {
        xml.empty("w:jc", &[("w:val", align)]);
    }
    let outline = match kind.id {
        "Heading1" | "Chapter" => Some("0"),
        "Section" => Some("1"),
        _ => None,
    };
    if let Some(level) = outline {
        xml.empty("w:outlineLvl", &[("w:val", level)]);
    }
    xml.close();
    xml.open("w:rPr", &[]);
    if let Some(font) = kind.font {
        fonts(xml, font);
    }
    if let Some(size) = kind.size {
        xml.empty("w:sz", &[("w:val", size)]).empty("w:szCs", &[("w:val", size)]);
    }
    xml.close().close();
}

fn table(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "Ruled")]);
    xml.empty("w:name", &[("w:val", "Ruled")]);
    xml.open("w:tblPr", &[]).open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.empty(
            side,
            &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")],
        );
    }
    xml.close().open("w:tblCellMar", &[]);
    for (side, width) in [("w:top", "40"), ("w:left", "85"), ("w:bottom", "40"), ("w:right", "85")]
    {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close().close().close();
}
