//! One text with its words replaced, and what it cites under its new number.

use std::ops::Range;

use super::change::{Changed, Context, Old, change, place};
use super::consequence::Cited;
use super::printed::{printed, tokens};
use super::rewritten::Mark;
use super::substitute::Substitution;

/// A text after an amendment.
pub(super) struct Unit {
    /// As it is written, with its slots.
    pub(super) text: String,
    /// As printed, with what goes and what comes.
    pub(super) marks: Vec<Mark>,
    /// What each substitution changed, by its position among them.
    pub(super) changed: Vec<(usize, Changed)>,
    /// What it cites, where no substitution writes that anew.
    pub(super) cited: Vec<Cited>,
}

/// What comes at a place of a text.
enum By {
    Substitution(usize),
    Citation(String),
}

/// Puts words in a text: those of its substitutions, each with what is asked of it, and the numbers of
/// what it cites.
pub(super) fn unit(
    text: &str,
    own: &[(&Substitution, Context<'_>)],
    cited: Vec<Cited>,
    context: &Context<'_>,
) -> Unit {
    let all = tokens(text, Some(context.bundle));
    let mut parts: Vec<(Range<usize>, By)> = own
        .iter()
        .enumerate()
        .map(|(at, (one, _))| (place(&all, one.tokens.clone()), By::Substitution(at)))
        .collect();
    let is_free = |one: &Cited| {
        parts.iter().all(|(taken, _)| taken.end <= one.at.start || one.at.end <= taken.start)
    };
    let cited: Vec<Cited> = cited.into_iter().filter(is_free).collect();
    for one in &cited {
        parts.extend(one.new.clone().map(|words| (one.at.clone(), By::Citation(words))));
    }
    parts.sort_by_key(|(at, _)| at.start);
    let mut found = Unit { text: String::new(), marks: Vec::new(), changed: Vec::new(), cited };
    let mut end = 0;
    let bundle = Some(context.bundle);
    for (at, by) in parts {
        found.stays(text.get(end..at.start).unwrap_or(""), context);
        let old = text.get(at.clone()).unwrap_or("");
        match by {
            By::Citation(words) => {
                Mark::push(&mut found.marks, Mark::gone(&printed(old, bundle)));
                Mark::push(&mut found.marks, Mark::come(&words));
                found.text += &words;
            }
            By::Substitution(of) => {
                let Some((one, asked)) = own.get(of) else { continue };
                let tokens = all.get(one.tokens.clone()).unwrap_or(&[]);
                let changed = change(&Old { text, tokens }, &one.new, asked);
                found.text += &changed.text;
                for mark in &changed.marks {
                    Mark::push(&mut found.marks, mark.clone());
                }
                found.changed.push((of, changed));
            }
        }
        end = at.end;
    }
    found.stays(text.get(end..).unwrap_or(""), context);
    found
}

impl Unit {
    /// Words that stay.
    fn stays(&mut self, text: &str, context: &Context<'_>) {
        Mark::push(&mut self.marks, Mark::same(&printed(text, Some(context.bundle))));
        self.text += text;
    }
}
