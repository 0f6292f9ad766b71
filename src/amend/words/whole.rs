//! Articles, paragraphs and items that are written anew: which of the old numbers stand in the new text.

use super::align::{Step, align};
use super::change::{Capture, Context, Old, Uncovered, place, uncovered};
use super::printed::{Token, tokens};
use crate::policy::{Item, Paragraph};
use crate::source::Spanned;

/// A text that is written anew.
pub(super) struct Recast {
    /// The new text, with its slots.
    pub(super) paragraphs: Vec<Paragraph>,
    /// What stands in slots whose words are others.
    pub(super) captures: Vec<Capture>,
    /// What no value covers.
    pub(super) uncovered: Vec<Uncovered>,
    /// Whether the slots could take other words just as well.
    pub(super) is_ambiguous: bool,
}

/// What stands between two texts; blanks do not count.
const BETWEEN: &str = "\n";

/// Puts a new text in the place of an old one. The new text stays as the drafter wrote it; the numbers
/// in it that stood in the old one bind what they bound.
pub(super) fn recast(old: &[&str], new: &[Paragraph], context: &Context<'_>) -> Recast {
    let old_text = old.join(BETWEEN);
    let old_tokens = tokens(&old_text, Some(context.bundle));
    let new_text = texts(new).map(|text| text.replace(BETWEEN, " ")).collect::<Vec<_>>();
    let new_text = new_text.join(BETWEEN);
    let new_tokens = tokens(&new_text, None);
    let alignment =
        align(&old_tokens, &new_tokens, &new_text, &|slot, words| context.reads(slot, words));
    let (mut out, mut captures, mut end) = (String::new(), Vec::new(), 0);
    for (at, step) in alignment.steps.iter().enumerate() {
        let Step::Value { old, new } = step else { continue };
        let Some(Token::Slot(slot)) = old_tokens.get(*old).map(|placed| &placed.token) else {
            continue;
        };
        let certain = |step: Option<&Step>| {
            step.is_none_or(|step| matches!(step, Step::Same { .. } | Step::Value { .. }))
        };
        let before = at.checked_sub(1).and_then(|at| alignment.steps.get(at));
        let is_certain = certain(before) && certain(alignment.steps.get(at + 1));
        let at = place(&new_tokens, new.clone());
        out += new_text.get(end..at.start).unwrap_or("");
        end = at.end;
        match new_tokens.get(new.start).map(|placed| &placed.token) {
            Some(Token::Slot(explicit)) => {
                captures.extend(context.capture(slot, &explicit.words, at.clone(), true));
                out += new_text.get(at).unwrap_or("");
            }
            _ => {
                let words = new_text.get(at.clone()).unwrap_or("");
                captures.extend(context.capture(slot, words, at, is_certain));
                out += &format!("{{{}:{words}}}", slot.paths);
            }
        }
    }
    out += new_text.get(end..).unwrap_or("");
    let old = Old { text: &old_text, tokens: &old_tokens };
    Recast {
        paragraphs: rebuilt(new, &mut out.split(BETWEEN)),
        uncovered: uncovered(&alignment, &old, (&new_text, &new_tokens), context.bundle),
        captures,
        is_ambiguous: alignment.is_whole() && alignment.is_ambiguous,
    }
}

/// The texts of paragraphs in order.
fn texts(paragraphs: &[Paragraph]) -> impl Iterator<Item = &str> {
    paragraphs.iter().flat_map(Paragraph::texts).map(|text| text.value.as_str())
}

/// The same paragraphs with other texts.
fn rebuilt<'t>(
    paragraphs: &[Paragraph],
    texts: &mut impl Iterator<Item = &'t str>,
) -> Vec<Paragraph> {
    let mut next = |old: &Spanned<String>| {
        Spanned::new(texts.next().unwrap_or(&old.value).to_owned(), old.span)
    };
    let of = |paragraph: &Paragraph| {
        let text = next(&paragraph.text);
        let items = paragraph.items.iter().map(|item| {
            let text = next(&item.text);
            Item { text, points: item.points.iter().map(&mut next).collect() }
        });
        let items = items.collect();
        Paragraph { text, items }
    };
    paragraphs.iter().map(of).collect()
}
