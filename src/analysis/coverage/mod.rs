//! What stories exercise: every element of a program with what can come of it, what each story shows
//! of that, and for what no story shows why not, and what to change in the story that came nearest.

mod all;
mod asking;
mod clauses;
mod effects;
mod elements;
mod exercised;
mod gap;
mod near;
mod parts;
mod places;
mod trail;
mod unit;
mod walk;
mod watch;
mod whole;
mod why;

pub use clauses::{Distance, asked_of, atom_at};
pub use elements::Elements;
pub use exercised::Coverage;
pub use gap::{Gap, Why};
pub use near::{Near, Step};
pub use unit::{Element, Kind, Of, Outcome};
pub use walk::{Trail, Tried};
pub use whole::{Count, Covered, Misdeclared, carried_over, follow};
pub use why::distances;
