//! A paper as a text document (Office Open XML, ECMA-376, transitional) on pages of GB/T 9704-2012: A4,
//! 22 lines of 28 letters. The parts are written by hand, so that the same paper gives the same bytes.

mod body;
mod parts;
mod styles;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::paper::Paper;
use crate::calendar::Day;
use body::body;

/// Who tracked the changes of a document, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The day.
    pub on: Day,
}

/// The document.
///
/// # Errors
/// What the container cannot hold.
pub fn docx(paper: &Paper, author: &Author) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A container says when each part was made; that is not known to what only depends on its input.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let written = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::core(&paper.title, author)),
        ("word/document.xml", body(paper, author)),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/styles.xml", styles::styles()),
        ("word/settings.xml", parts::settings()),
        ("word/fontTable.xml", parts::fonts()),
        ("word/footer1.xml", parts::footer(false)),
        ("word/footer2.xml", parts::footer(true)),
    ];
    for (name, text) in written {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes()).map_err(ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The namespace of a text document.
const W: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
/// The namespace of relations between parts.
const R: (&str, &str) =
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
