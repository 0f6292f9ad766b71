//! One bundle and its stories held in memory, so that many variants can be tried on them: the disk
//! is read once.

mod bench;
mod cores;

pub use bench::{Held, Workbench};
pub use cores::{each, in_order};
