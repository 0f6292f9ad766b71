//! A measure along the years, before and after: as a text of 80 columns, as data, as a picture and as
//! a page.

mod sheet;
mod said;
mod kept;
mod runs;
mod parts;
mod story;
mod screen;
mod svg;
mod html;
mod json;

pub use html::html;
pub use screen::screen;
pub use sheet::{Drawn, Lane, Lanes, Section, Sheet, Span};
pub use svg::svg;
