//! The small parts of a document beside its text and its styles.

use super::{Author, R, W};
use crate::papers::xml::Xml;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

pub(super) fn content_types() -> String {
    let mut xml = Xml::document();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}content-types"))]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
    let parts = [
        ("/docProps/core.xml", core),
        ("/word/document.xml", format!("{WORD}document.main+xml")),
        ("/word/styles.xml", format!("{WORD}styles+xml")),
        ("/word/settings.xml", format!("{WORD}settings+xml")),
        ("/word/fontTable.xml", format!("{WORD}fontTable+xml")),
        ("/word/footer1.xml", format!("{WORD}footer+xml")),
        ("/word/footer2.xml", format!("{WORD}footer+xml")),
    ];
    for (name, kind) in &parts {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    }
    xml.done()
}

pub(super) fn relations() -> String {
    let core = format!("{PACKAGE}relationships/metadata/core-properties");
    let document = format!("{OFFICE}officeDocument");
    listed(&[(&document, "word/document.xml"), (&core, "docProps/core.xml")])
}

pub(super) fn document_relations() -> String {
    let parts = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
    ];
    let parts = parts.map(|(kind, target)| (format!("{OFFICE}{kind}"), target));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(kind, target)| (&**kind, *target)).collect();
    listed(&parts)
}

fn listed(all: &[(&str, &str)]) -> String {
    let mut xml = Xml::document();
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}relationships"))]);
    for (number, (kind, target)) in (1..).zip(all) {
        let id = format!("rId{number}");
        xml.empty("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
    }
    xml.done()
}

pub(super) fn core(title: &str, author: &Author) -> String {
    let mut xml = Xml::document();
    let core = format!("{PACKAGE}metadata/core-properties");
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &core),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.holding("dc:title", &[], title).holding("dc:creator", &[], &author.name);
    let on = format!("{}T00:00:00Z", author.on);
    xml.holding("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &on);
    xml.done()
}

pub(super) fn settings() -> String {
    let mut xml = Xml::document();
    xml.open("w:settings", &[W]);
    xml.empty("w:evenAndOddHeaders", &[]);
    xml.empty("w:characterSpacingControl", &[("w:val", "doNotCompress")]);
    xml.open("w:compat", &[]);
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    xml.done()
}

/// The fonts that the standard names, each with the one that stands for it where it is missing. None is
/// shipped: they are not ours.
const FONTS: [(&str, Option<&str>, &str); 5] = [
    (super::styles::TEXT, Some(super::styles::TEXT_ELSE), "modern"),
    (super::styles::TITLE, Some(super::styles::TITLE_ELSE), "auto"),
    (super::styles::HEADING, None, "modern"),
    (super::styles::SECOND, Some(super::styles::SECOND_ELSE), "modern"),
    (super::styles::LATIN, None, "roman"),
];

pub(super) fn fonts() -> String {
    let mut xml = Xml::document();
    xml.open("w:fonts", &[W]);
    for (name, otherwise, family) in FONTS {
        xml.open("w:font", &[("w:name", name)]);
        if let Some(otherwise) = otherwise {
            xml.empty("w:altName", &[("w:val", otherwise)]);
        }
        xml.empty("w:family", &[("w:val", family)]).close();
    }
    xml.done()
}

/// The number of a page: — 1 —, on odd pages on the right, on even ones on the left.
pub(super) fn footer(is_even: bool) -> String {
    let mut xml = Xml::document();
    xml.open("w:ftr", &[W, R]);
    xml.open("w:p", &[]).open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", "Footer")]);
    xml.empty("w:jc", &[("w:val", if is_even { "left" } else { "right" })]);
    xml.close();
    let text = |xml: &mut Xml, words: &str| {
        xml.open("w:r", &[]).holding("w:t", &[("xml:space", "preserve")], words).close();
    };
    text(&mut xml, "\u{2014} ");
    let field = |xml: &mut Xml, kind: &str| {
        xml.open("w:r", &[]).empty("w:fldChar", &[("w:fldCharType", kind)]).close();
    };
    field(&mut xml, "begin");
    xml.open("w:r", &[]);
    xml.holding("w:instrText", &[("xml:space", "preserve")], " PAGE ").close();
    field(&mut xml, "separate");
    text(&mut xml, "1");
    field(&mut xml, "end");
    text(&mut xml, " \u{2014}");
    xml.done()
}
