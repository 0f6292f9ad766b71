//! What is said: the journal, an explanation, the results of a run, in words or as JSON. Reports
//! read journals and worlds and change nothing.

mod words;
mod parts;
mod clauses;
mod story;
mod results;
mod json;
mod measure;
mod course;
mod days;
mod differences;
mod table;
pub mod page;
pub mod graph;
pub mod reference;

pub use course::{course, spend_lines};
pub use days::walk_table;
pub use differences::difference_cells;
pub use json::{FORMAT_VERSION, run_json};
pub use measure::{Rendered, rendered, rendered_text, slot_value};
pub use parts::guard_lines;
pub use results::{mismatch_lines, scenario_line, summary_line};
pub use story::{Detail, Lines, Story, Telling, Tone, story_lines, tellings};
pub use table::table;
pub use words::Teller;
