//! Decisions as they are published, read: which sentences amend what, in the terms of an amendment.
//! A sentence that is not understood is told at its place; nothing is guessed.

mod closing;
mod context;
mod draft;
mod group;
mod insert;
mod lines;
mod operation;
mod order;
mod parser;
mod parts;
mod phrase;
mod place;
mod quoted;
mod reader;
mod signed;
mod token;
mod verb;
mod whole;

pub use draft::{Draft, Hole, acts, amends, draft, usual_applies};
pub use operation::{Kind, Operation, Position, Value};
pub use parser::Saying;
pub use place::Place;
pub use quoted::Quoted;
pub use reader::{Decision, Refused, Sentence, decision};
