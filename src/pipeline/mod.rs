//! The one place that calls the stages in order: read, compile, check; plan, play.

mod answered;
mod assumed;
mod groundless;
mod known;
mod laid;
mod load;
mod places;
mod receipt;
mod story;
mod told;

pub use crate::amend::{Wishes, miswritten};
pub use laid::{Loaded, laid};
pub use load::{assume, load, load_revision, load_through, load_with, room_of};
pub use places::{bundle_of, scenario_files, scenarios_of, stories_of};
pub use receipt::{Receipt, receipt};
pub use story::{Planned, Story, plan_file};
pub use told::Told;
