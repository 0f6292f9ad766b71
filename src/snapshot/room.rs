//! What is written into the room of outcomes, as parts of a batch: all of it or none.

use std::path::Path;

use super::approved::{approved_path, pending_path, whole};
use crate::source::{Batch, Disk, Door};

/// Approves an outcome of a story: nothing waits for approval any more.
pub fn approve(batch: &mut Batch, story: &Path, text: &str) {
    batch.write(approved_path(story), whole(text));
    withdraw(batch, story);
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
