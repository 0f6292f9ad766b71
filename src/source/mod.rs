//! Files, places in them, and RON text as a tree in which every value knows its place. The only
//! door to the disk.

mod door;
mod disk;
mod memory;
mod root;
mod shipped;
mod batch;
mod file;
mod git;
mod over;
mod ron;
mod span;

pub use batch::{Batch, Rest, finish, is_unfinished};
pub use door::{Door, Kind, Listed, ReadError};
pub use file::{LineColumn, SourceFile, Sources};
pub use git::{GitError, differing, revision, tracked};
pub use memory::Memory;
pub use over::Over;
pub use ron::{Node, Shape, SyntaxError, SyntaxKind, parse, quoted};
pub use root::{POLICY, SCENARIOS, root, stand_at};
pub use shipped::{Backed, Disk, Shipped, bring, is_shipped, shipped_folders, shipped_text};
pub use span::{FileId, Span, Spanned};

#[cfg(test)]
mod tests;
