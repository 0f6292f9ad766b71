//! What differs between two versions of a measure, and for whom: the same stories played under
//! both, compared by meaning and not by text.

mod outcome;
mod telling;
mod ending;
mod watch;
mod steps;
mod played;
mod differ;
mod stories;
mod kept;

pub use differ::{Difference, differences};
pub use kept::{Kept, kept};
pub use outcome::{Matter, Outcome, Outcomes, Titled, Who};
pub use played::outcome;
pub use stories::{Came, Changed, Compared, Untold, compare, money, outcomes};
