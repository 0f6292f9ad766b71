//! The words of one place in both texts, and which of them only follow from other numbers.

use std::collections::BTreeMap;

use super::Marked;
use super::units::Unit;
use crate::lang::{CitedPart, Mark, MarkKind, citations, redline};
use crate::policy::ArticleNumber;

/// The articles that have another number.
pub(super) type Renumbered = BTreeMap<ArticleNumber, ArticleNumber>;

/// What becomes of the words of a unit.
pub(super) fn between(
    old: &Unit,
    new: &Unit,
    names: &[String],
    renumbered: &Renumbered,
) -> Vec<Marked> {
    let ((was, old), (becomes, new)) = (old.parts(), new.parts());
    let mut found = Vec::new();
    let own = |mark: Mark, follows: bool| Marked { mark, follows };
    // Its own number follows from its place.
    match super::folded(was) == super::folded(becomes) {
        true => found.push(own(Mark::same(becomes), false)),
        false => {
            found.push(own(Mark::gone(was), true));
            found.push(own(Mark::come(becomes), true));
        }
    }
    let marks = redline(old, new, names);
    let mut at = 0;
    for (place, mark) in marks.iter().enumerate() {
        let next = marks.get(place + 1).filter(|next| next.kind == MarkKind::Come);
        let previous = place.checked_sub(1).and_then(|place| marks.get(place));
        let previous = previous.filter(|previous| previous.kind == MarkKind::Gone);
        let follows = match mark.kind {
            MarkKind::Same => false,
            MarkKind::Gone => {
                next.is_some_and(|next| renumbers((old, at), &mark.text, &next.text, renumbered))
            }
            MarkKind::Come => previous.is_some_and(|previous| {
                let start = at.saturating_sub(previous.text.len());
                renumbers((old, start), &previous.text, &mark.text, renumbered)
            }),
        };
        // What stays may be written otherwise in the new text: its length is that of the old one.
        at += match mark.kind {
            MarkKind::Come => 0,
            MarkKind::Gone => mark.text.len(),
            MarkKind::Same => same_length(old.get(at..).unwrap_or(""), &mark.text),
        };
        found.push(own(mark.clone(), follows));
    }
    found.retain(|one| !one.mark.text.is_empty());
    found
}

/// How many bytes of the old text are the same letters.
fn same_length(old: &str, words: &str) -> usize {
    let count = crate::lang::letters(words).len();
    let letters = crate::lang::letters(old);
    // Blanks belong to the word before them.
    letters.get(count).map_or(old.len(), |next| next.at.start)
}

/// Whether a citation of this act becomes that of the same article under its new number.
fn renumbers((text, at): (&str, usize), old: &str, new: &str, renumbered: &Renumbered) -> bool {
    let cites = |text: &str| {
        let found = citations(text);
        let [one] = found.as_slice() else { return None };
        let [number] = one.numbers.as_slice() else { return None };
        let whole = one.at == (0..text.trim_end().len());
        let article =
            ArticleNumber { inserted: number.inserted, ..ArticleNumber::article(number.number) };
        (whole && number.part == CitedPart::Article).then_some(article)
    };
    // Of another act it would say the same words.
    let is_own = citations(text).iter().any(|one| one.at.start == at);
    let both = cites(old).zip(cites(new));
    is_own && both.is_some_and(|(was, becomes)| renumbered.get(&was) == Some(&becomes))
}
