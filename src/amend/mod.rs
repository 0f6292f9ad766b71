//! Variants of a bundle as data: meanings and values that are wished otherwise, laid on the bundle
//! before it is compiled.

mod lay;
mod wish;

pub use lay::{Overlay, lay};
pub use wish::{Wishes, miswritten, wished};
