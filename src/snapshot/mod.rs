//! The approved outcome of a scenario: its journal in Chinese, short form, kept beside the file in
//! insta's own format, so that insta's tools read it.

use crate::lang::Lang;
use crate::program::Program;
use crate::report::{Detail, Story, story_lines};
use crate::scenario::Played;

/// The text of a snapshot: the title, then the story. It names no version, no hash and no number
/// that an unrelated edit could touch.
pub fn snapshot_text(program: &Program, played: &Played) -> String {
    let story = Story { program, played, detail: Detail::Short, only: None };
    let mut lines = vec![played.plan.title.get(Lang::Zh).to_owned()];
    lines.extend(story_lines(&story, Lang::Zh));
    lines.join("\n")
}
