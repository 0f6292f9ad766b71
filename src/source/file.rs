//! The files read so far, and lines and columns in them.

use std::sync::Arc;

use super::span::{FileId, Span};
use crate::ident::IdVec;

/// One file: its path as the user would write it, its text, where its lines begin.
#[derive(Debug)]
pub struct SourceFile {
    /// The path, as shown to people.
    pub path: String,
    /// The whole text, without a byte order mark.
    pub text: String,
    line_starts: Vec<usize>,
}

/// A line and a column, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl SourceFile {
    /// A file of that path and text.
    pub fn new(path: String, text: String) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, text, line_starts }
    }
    /// The line and column of the byte `at`.
    pub fn line_column(&self, at: usize) -> LineColumn {
        let line = self.line_starts.partition_point(|&start| start <= at).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        LineColumn { line, column }
    }
    /// The byte at a line and a column; the end of the line, or of the text, where they lie past it.
    pub fn offset(&self, place: LineColumn) -> usize {
        let Some(&start) = self.line_starts.get(place.line.saturating_sub(1)) else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let within = line.char_indices().nth(place.column.saturating_sub(1)).map(|(at, _)| at);
        start + within.unwrap_or(line.len())
    }
}

/// All files read, in the order of reading. Cloning shares the texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: IdVec<FileId, Arc<SourceFile>>,
}

impl Sources {
    /// Adds a file and answers its id.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        self.files.push(Arc::new(SourceFile::new(path, text)))
    }
    /// The file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id]
    }
    /// The text of a place.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
    /// Where a place begins.
    pub fn line_column(&self, span: Span) -> LineColumn {
        self.file(span.file).line_column(span.start as usize)
    }
    /// `path:line:column` of where a place begins.
    pub fn location(&self, span: Span) -> String {
        let LineColumn { line, column } = self.line_column(span);
        format!("{}:{line}:{column}", self.file(span.file).path)
    }
    /// The files in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.enumerated().map(|(id, file)| (id, &**file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("a.ron".into(), "甲乙\n丙=丁".into());
        let place = file.line_column("甲乙\n丙=".len());
        assert_eq!(place, LineColumn { line: 2, column: 3 });
        assert_eq!(file.offset(place), "甲乙\n丙=".len());
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let file = SourceFile::new("a.ron".into(), "ab\nc".into());
        assert_eq!(file.offset(LineColumn { line: 1, column: 9 }), 2);
        assert_eq!(file.offset(LineColumn { line: 9, column: 1 }), 4);
    }
}
