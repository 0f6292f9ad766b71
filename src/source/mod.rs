//! Files, places in them, and RON text as a tree in which every value knows its place. The only
//! door to the disk.

mod disk;
mod file;
mod ron;
mod span;

pub use disk::{
    ReadError, list_folder, read_text, remove, remove_folder, write_atomically, write_folder,
};
pub use file::{LineColumn, SourceFile, Sources};
pub use ron::{Node, Shape, SyntaxError, SyntaxKind, parse};
pub use span::{FileId, Span, Spanned};
