//! What a bundle carries and what its scenarios exercise.

mod carried;
mod cycle;
pub mod coverage;
mod next;
mod known;
mod spend;
pub mod timeline;
mod unasked;

pub use carried::{Carrier, carriers};
pub use coverage::Coverage;
pub use next::{Opening, Step, next_steps, openings};
pub use spend::{Cell, Cells, Spend, greatest_spend};
pub use unasked::{Checked, Draft, Item, Kind, Operation, Standing, Unasked, checklist, unasked};
