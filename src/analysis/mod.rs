//! What a bundle carries and what its scenarios exercise.

mod carried;
mod coverage;

pub use carried::{Carrier, carriers};
pub use coverage::Coverage;
