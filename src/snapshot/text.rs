//! The text of a snapshot: the journal of a story in Chinese, short form, and after it that under
//! each other law under which it is told.

use crate::lang::Lang;
use crate::pipeline::Told;
use crate::program::Program;
use crate::report::{Detail, Story, story_lines, under_line};
use crate::scenario::Played;

/// The text of a snapshot: the title, then the story. It names no version, no hash and no number
/// that an unrelated edit could touch. `program` is that of the bundle; nothing where the story is
/// malformed under one of its laws.
pub fn snapshot_text(program: &Program, told: &[Told]) -> Option<String> {
    let mut lines = Vec::new();
    for one in told {
        let played = one.played.as_ref()?;
        match one.under.is_empty() {
            true => lines.push(played.plan.title.get(Lang::Zh).to_owned()),
            false => lines.push(format!("\n{}", under_line(&one.under, Lang::Zh))),
        }
        lines.extend(story(one.own.as_deref().unwrap_or(program), played));
    }
    Some(plain(&lines.join("\n")))
}

/// The text of one that was played.
pub fn played_text(program: &Program, played: &Played) -> String {
    let mut lines = vec![played.plan.title.get(Lang::Zh).to_owned()];
    lines.extend(story(program, played));
    plain(&lines.join("\n"))
}

fn story(program: &Program, played: &Played) -> Vec<String> {
    story_lines(&Story { program, played, detail: Detail::Short, only: None }, Lang::Zh)
}

/// A text in which what cannot be seen is spelt out, so that it comes back from a file as it was:
/// a carriage return is the end of a line to some tools and none to others.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_control() && letter != '\n' {
            true => plain.extend(letter.escape_unicode()),
            false => plain.push(letter),
        }
    }
    plain
}
