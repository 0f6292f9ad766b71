//! The files read so far, and lines and columns in them.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// How many characters begin before each block: a column far along a line is found without
    /// walking the line.
    characters: Vec<usize>,
    /// What was made of the text, one of a type.
    made: Mutex<Vec<Arc<dyn Any + Send + Sync>>>,
}

/// How many bytes a block has.
const BLOCK: usize = 1024;

/// How many characters begin in a part of a text, which may begin and end within one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
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
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += characters(block);
            here
        });
        let characters = blocks.collect();
        Self { path, text, line_starts, characters, made: Mutex::default() }
    }
    /// What a later stage makes of the text, made once: the text never changes, and all variants of a
    /// bundle share it.
    pub fn made<T: Any + Send + Sync>(&self, make: impl FnOnce(&Self) -> T) -> Arc<T> {
        // A panic while it was held leaves a list that is whole.
        let known = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().iter().find_map(|one| Arc::clone(one).downcast::<T>().ok());
        found.unwrap_or_else(|| {
            let made = Arc::new(make(self));
            known().push(Arc::<T>::clone(&made));
            made
        })
    }
    /// The line and column of the byte `at`.
    pub fn line_column(&self, at: usize) -> LineColumn {
        let line = self.line_starts.partition_point(|&start| start <= at).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = match self.text.is_char_boundary(at) && start <= at {
            true => self.characters_before(at) - self.characters_before(start) + 1,
            false => 1,
        };
        LineColumn { line, column }
    }
    /// Where the line of the byte `at` begins.
    pub fn line_start(&self, at: usize) -> usize {
        let line = self.line_starts.partition_point(|&start| start <= at);
        line.checked_sub(1).and_then(|line| self.line_starts.get(line)).copied().unwrap_or(0)
    }
    /// How many characters of the text begin before the byte `at`.
    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let known = self.characters.get(block).copied();
        // The end of the text may lie right behind the last block.
        let (known, from) = match (known, block.checked_sub(1)) {
            (Some(known), _) => (known, block * BLOCK),
            (None, Some(last)) => (self.characters.get(last).copied().unwrap_or(0), last * BLOCK),
            (None, None) => (0, 0),
        };
        known + self.text.as_bytes().get(from..at).map_or(0, characters)
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
    shelf: Arc<Shelf>,
}

/// Files that many read beside their own: the pieces of stories, the amendments that they assume. All
/// clones share it.
#[derive(Debug, Default)]
struct Shelf {
    files: Mutex<BTreeMap<String, Arc<SourceFile>>>,
}

impl Shelf {
    /// The file, where its text is still the same.
    fn file(&self, path: String, text: String) -> Arc<SourceFile> {
        // A panic while it was held leaves a map that is whole.
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(&path).filter(|known| known.text == text) {
            return Arc::clone(known);
        }
        let file = Arc::new(SourceFile::new(path.clone(), text));
        files.insert(path, Arc::clone(&file));
        file
    }
}

impl Sources {
    /// Adds a file and answers its id.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        self.files.push(Arc::new(SourceFile::new(path, text)))
    }
    /// The same of a file that others read too: what was made of its text is made once for all of them.
    pub fn add_shared(&mut self, path: String, text: String) -> FileId {
        let file = self.shelf.file(path, text);
        self.files.push(file)
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
    fn what_is_made_of_a_text_is_made_once_of_each_kind() {
        let file = SourceFile::new("a.ron".into(), "甲乙".into());
        assert_eq!(*file.made(|file| file.text.len()), 6);
        assert_eq!(*file.made(|_| 0_usize), 6, "the same kind is not made again");
        assert_eq!(*file.made(|file| file.text.chars().next()), Some('甲'), "another kind is");
    }

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("a.ron".into(), "甲乙\n丙=丁".into());
        let place = file.line_column("甲乙\n丙=".len());
        assert_eq!(place, LineColumn { line: 2, column: 3 });
        assert_eq!(file.offset(place), "甲乙\n丙=".len());
    }

    #[test]
    fn a_column_far_along_a_line_counts_every_character() {
        // Three bytes each, so that blocks begin within characters.
        let file = SourceFile::new("a.ron".into(), format!("甲\n{}", "乙".repeat(1024)));
        for count in [0, 1, 341, 342, 683, 1023, 1024] {
            let place = file.line_column("甲\n".len() + count * "乙".len());
            assert_eq!(place, LineColumn { line: 2, column: count + 1 });
        }
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let file = SourceFile::new("a.ron".into(), "ab\nc".into());
        assert_eq!(file.offset(LineColumn { line: 1, column: 9 }), 2);
        assert_eq!(file.offset(LineColumn { line: 9, column: 1 }), 4);
    }
}
