//! The file of a text: plain text, or a Word document.

use std::path::Path;

use super::Act;
use super::docx::{self, DocxError};
use super::read::read;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::read::read_error;
use crate::source::{Door, ReadError, Sources};

/// Reads the text of a file: of a Word document the text that it shows with all tracked changes accepted.
/// The words are added to the sources, so that what is wrong with them can be shown.
pub fn open(
    door: &dyn Door,
    path: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Act> {
    let text = match text_of(door, path) {
        Ok(text) => text,
        Err(wrong) => {
            problems.push(wrong);
            return None;
        }
    };
    let file = sources.add(path.to_string_lossy().into_owned(), text);
    read(file, sources, problems)
}

/// The text of a file as it stands: of a Word document, what it shows.
///
/// # Errors
/// Why it cannot be read, to be told.
pub fn text_of(door: &dyn Door, path: &Path) -> Result<String, Diagnostic> {
    words(door, path).map_err(|wrong| wrong.told(&path.to_string_lossy()))
}

enum Wrong {
    File(ReadError),
    Document(DocxError),
}

impl Wrong {
    fn told(self, path: &str) -> Diagnostic {
        let told = |problem, why| {
            Diagnostic::placeless(problem, vec![("path", path.into()), ("why", why)])
        };
        match self {
            Self::File(error) => {
                let wrong = told(Problem::CannotRead, read_error(&error));
                match error {
                    ReadError::NotUtf8 { .. } => wrong.with_help(Phrase::SaveAsUtf8, Vec::new()),
                    _ => wrong,
                }
            }
            Self::Document(error) => told(Problem::NotDocx, why(&error)),
        }
    }
}

fn why(error: &DocxError) -> Word {
    match error {
        DocxError::NotZip => Phrase::DocxNotZip.into(),
        DocxError::Old => Phrase::DocxOld.into(),
        DocxError::NoDocument => Phrase::DocxNoDocument.into(),
        DocxError::TooLarge { limit } => {
            Word::Phrase(Phrase::DocxTooLarge, vec![("limit", limit.to_string().into())])
        }
        DocxError::Broken { at } => {
            Word::Phrase(Phrase::DocxBroken, vec![("at", at.to_string().into())])
        }
        DocxError::Note { paragraph } => {
            Word::Phrase(Phrase::DocxNote, vec![("at", paragraph.to_string().into())])
        }
        DocxError::Numbered { paragraph, text } => {
            let args = vec![("at", paragraph.to_string().into()), ("text", text.as_str().into())];
            Word::Phrase(Phrase::DocxNumbered, args)
        }
    }
}

fn words(door: &dyn Door, path: &Path) -> Result<String, Wrong> {
    let is_document = path
        .extension()
        .and_then(|kind| kind.to_str())
        .is_some_and(|kind| kind.eq_ignore_ascii_case("docx") || kind.eq_ignore_ascii_case("doc"));
    if !is_document {
        return door.read(path).map_err(Wrong::File);
    }
    let bytes = door.read_bytes(path).map_err(Wrong::File)?;
    docx::text(&bytes).map_err(Wrong::Document)
}
