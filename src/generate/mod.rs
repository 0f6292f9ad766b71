//! Stories made from stories: what would have to be otherwise for a refused step to be accepted, and
//! stories that show what none shows yet. All that is made is played before it is told.

mod change;
mod lever;
mod flip;
mod ron;
mod draft;
mod search;
mod asked;
mod cover;
mod words;

pub use change::{Change, apply};
pub use cover::{Base, Generated, Ground, Made, file_name, generate, outcome_words};
pub use draft::mark;
pub use flip::{Flipped, Unflipped, flip, refused_lines};
pub use search::{MOST_STEPS, MOST_WORLDS};
pub use words::{change_words, line_words};
