//! Values, names, reasons and causes in words: one teller, and a file a kind of thing that it tells.

mod teller;
mod value;
mod read;
mod cause;
mod reason;
mod alternative;
mod clause;
mod part;

pub use clause::clause_lines;
pub use teller::Teller;
