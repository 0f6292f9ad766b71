//! Relations between outcomes that a bundle declares (metamorphic relations: Chen, Cheung, Yiu 1998),
//! tried on planned stories by variation: no expected value is needed, only that the outcomes of a
//! story and of its variation go together as declared.

mod seed;
mod variation;
mod base;
mod back;
mod more;
mod refused;
mod same_day;
mod cycles;
mod renamed;
mod trying;

pub use base::Base;
pub use renamed::new_name;
pub use trying::{Broken, How, Tried, try_relation};
pub use variation::{Called, Variation, Why};
