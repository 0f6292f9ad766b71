//! What is written into the room of outcomes, as parts of a batch: all of it or none.

use std::path::Path;

use super::approved::{approved_path, pending_path, whole};
use crate::source::{Batch, Disk, Door};

/// Approves an outcome of a story: nothing waits for approval any more.
pub fn approve(batch: &mut Batch, story: &Path, text: &str) {
    batch.write(approved_path(story), whole(text));
    // Who approves what a story comes to has read the story.
    if let Some(read) = Disk.read(story).ok().and_then(|text| without_mark(&text)) {
        batch.write(story.to_owned(), read);
    }
    withdraw(batch, story);
}

/// A story without the line that marks it as read by nobody; nothing where it has none.
fn without_mark(text: &str) -> Option<String> {
    let is_mark = |line: &&str| line.trim_start().starts_with("unreviewed:");
    let marks = text.split_inclusive('\n').filter(is_mark).count();
    let kept = text.split_inclusive('\n').filter(|line| !is_mark(line));
    (marks == 1).then(|| kept.collect())
}

/// Lets an outcome wait for approval.
pub fn pend(batch: &mut Batch, story: &Path, text: &str) {
    batch.write(pending_path(story), whole(text));
}

/// Takes away what waits for approval, where something does; answers whether.
pub fn withdraw(batch: &mut Batch, story: &Path) -> bool {
    let pending = pending_path(story);
    let waits = Disk.lies(&pending).is_some();
    if waits {
        batch.remove(pending);
    }
    waits
}
