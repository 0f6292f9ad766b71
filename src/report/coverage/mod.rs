//! What stories cover: on the screen, as data, for code hosts, and as a page that colours the
//! measure's text and its drawings.

mod cobertura;
mod html;
mod json;
mod screen;
mod sheet;
mod words;

pub use cobertura::cobertura;
pub use html::html;
pub use json::json;
pub use screen::{all_gaps, first_screen, misdeclared, shortfalls};
pub use sheet::{Least, Sheet, kind_words, share};
pub use words::element_words;
