//! A comparison told: as the first screen, in full, as a page, as data.

mod words;
mod parts;
mod screen;
mod page;
mod json;

pub use parts::{Comparison, Parts, sign};
pub use words::{Operation, operation};
