//! The approved outcomes of scenarios, kept beside their files in insta's own format, so that insta's
//! tools read them: `X.snap` what was approved, `X.snap.new` what waits for it.

mod text;
mod approved;
mod room;

pub use approved::{Compared, approved_path, compare, is_approved, orphans, pending_path};
pub use room::{approve, pend, withdraw};
pub use text::{played_text, snapshot_text};
