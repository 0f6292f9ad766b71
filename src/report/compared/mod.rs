//! A comparison told: as the first screen, in full, as a page, as data.

mod words;
mod edit;
mod parts;
mod notes;
mod screen;
mod page;
mod json;
mod sheet;

pub use edit::{EditWords, edit_words};
pub use parts::{Comparison, Parts, sign};
pub use words::{Operation, element_title, operation};
