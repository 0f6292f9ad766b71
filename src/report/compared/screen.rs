//! The first screen of a comparison: what nobody tests first, then who, when, how much and by what,
//! on as many lines as a screen has.

use super::parts::Parts;
use super::words::clip;
use crate::lang::{Lang, Phrase, wrap};

/// The lines of the first screen.
const LINES: usize = 24;
/// The most lines of the operations with their words.
const OF_OPERATIONS: usize = 6;
/// The most lines of what is untested.
const OF_UNTESTED: usize = 8;

impl Parts {
    /// The first screen: at most 24 lines of so many columns.
    pub fn screen(&self, width: usize, lang: Lang) -> Vec<String> {
        let mut lines = vec![self.head.clone()];
        lines.extend(some(self.operations.iter().flatten().cloned(), OF_OPERATIONS, lang));
        // What to write is told in full.
        let untested = self.untested.iter().flatten().flat_map(|line| folded(line, width));
        lines.extend(some(untested, OF_UNTESTED, lang));
        if !self.unasked.is_empty() {
            lines.push(Phrase::ComparedUnasked.plain(lang).to_owned());
            let unasked = self.unasked.iter().flat_map(|line| folded(line, width));
            lines.extend(some(unasked, 4, lang));
        }
        lines.extend(self.summary.iter().cloned());
        if self.groups.is_empty() {
            lines.extend(folded(Phrase::ComparedNone.plain(lang), width));
        }
        let notes = self.notes.iter().flat_map(|line| folded(line, width));
        lines.extend(some(notes, 4, lang));
        // A line is kept for how many are not shown.
        let left = LINES.saturating_sub(lines.len() + 1);
        let mut shown = 0;
        let mut room = left;
        for group in &self.groups {
            if group.len() > room {
                break;
            }
            room -= group.len();
            shown += 1;
            lines.extend(group.iter().cloned());
        }
        let rest = self.groups.len() - shown + self.undone.len();
        if rest > 0 {
            lines.push(Phrase::ComparedMore.with(lang, &[("count", rest.to_string().into())]));
        }
        lines.iter().map(|line| clip(line, width)).collect()
    }

    /// Everything, without a limit; the stories in detail where they are asked for.
    pub fn all(&self, stories: impl Fn(usize) -> bool, lang: Lang) -> Vec<String> {
        let mut lines = vec![self.head.clone()];
        lines.extend(self.operations.iter().flatten().cloned());
        lines.extend(self.untested.iter().flatten().cloned());
        if !self.unasked.is_empty() {
            lines.push(Phrase::ComparedUnasked.plain(lang).to_owned());
            lines.extend(self.unasked.iter().cloned());
        }
        lines.extend(self.summary.iter().cloned());
        if self.groups.is_empty() {
            lines.push(Phrase::ComparedNone.plain(lang).to_owned());
        }
        lines.extend(self.notes.iter().cloned());
        lines.extend(self.groups.iter().flatten().cloned());
        if !self.undone.is_empty() {
            lines.push(Phrase::ComparedUndone.plain(lang).to_owned());
            lines.extend(self.undone.iter().flatten().cloned());
        }
        for (at, name, told) in self.stories.iter().filter(|(at, ..)| stories(*at)) {
            let _ = at;
            lines.push(String::new());
            lines.push(name.clone());
            lines.extend(told.iter().cloned());
        }
        lines
    }
}

/// A line in as many as it takes, those that follow behind the same blanks.
fn folded(line: &str, width: usize) -> Vec<String> {
    let text = line.trim_start();
    let blanks = line.len() - text.len();
    let lines = wrap(text, width.saturating_sub(blanks));
    lines.into_iter().map(|part| format!("{}{part}", " ".repeat(blanks))).collect()
}

/// So many lines; where there are more, the last says so.
fn some(
    lines: impl Iterator<Item = String>,
    most: usize,
    lang: Lang,
) -> impl Iterator<Item = String> {
    let mut lines: Vec<String> = lines.collect();
    if lines.len() > most {
        let rest = lines.len() - most + 1;
        lines.truncate(most - 1);
        let args = [("count", rest.to_string().into())];
        lines.push(Phrase::ComparedMoreLines.with(lang, &args));
    }
    lines.into_iter()
}
