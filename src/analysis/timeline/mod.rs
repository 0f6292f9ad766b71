//! A measure along the years, without any story: when it is in force, what comes again and again, who
//! is entered and may come back when, what runs from there. And the same of a story's journal.
//!
//! Nothing here knows a measure: the rules of the bundle are asked, on each day, of an instance that
//! is only thought of.

mod sketch;
mod model;
mod terms;
mod stands;
mod recurring;
mod told;
mod years;

pub use model::{Asked, Begins, Ended, Line, Occurrence, Recurring, Stand, Term, TermKind, Years};
pub use sketch::Missing;
pub use told::{Happened, HappenedKind, happened};
pub use years::years;
