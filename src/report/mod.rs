//! What is said: the journal, an explanation, the results of a run, in words or as JSON. Reports
//! read journals and worlds and change nothing.

mod line;
mod markup;
mod days;
mod decision;
mod words;
mod tell;
mod story;
mod results;
mod json;
mod measure;
mod course;
mod differences;
mod table;
pub mod amended;
pub mod compared;
pub mod coverage;
pub mod relations;
pub mod page;
pub mod graph;
pub mod reference;
pub mod sheets;
pub mod timeline;
mod texts;

pub use amended::Form;
pub use course::{course, spend_lines};
pub use days::{kind_words, walk_table};
pub use decision::{DECISION_HEADS, act_lines, decision_json, decision_rows, place_words};
pub use differences::{changed_json, difference_cells};
pub use json::{Frame, run_json, verdict_name};
pub use line::{Detail, Lines, Words, lines};
pub use markup::{html_text, markdown_text};
pub use measure::{Rendered, rendered, rendered_text};
pub use results::{
    mismatch_lines, scenario_line, summary_line, under_line, verdict_lines, verdict_word,
};
pub use story::{Story, Telling, Tone, story_lines, tellings};
pub use table::table;
pub use tell::{Condition, Saying};
pub use texts::Texts;
pub use words::Teller;
