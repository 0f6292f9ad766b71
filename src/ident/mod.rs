//! Names: what a name may look like, and the small typed numbers that stand for names once a
//! bundle is compiled. Nothing is looked up by its text while a story runs.

mod lookalike;
mod name;
mod steady;
mod symbol;
mod typed;

pub use lookalike::{Lookalike, lookalike, looks};
pub use name::{NotAName, check_name};
pub use steady::Steady;
pub use symbol::{Symbol, Symbols};
pub(crate) use typed::id_type;
pub use typed::{Id, IdVec};
