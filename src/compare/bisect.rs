//! Which operation turned a story: operations are laid one after the other until it turns.

use std::collections::BTreeSet;

use super::cause::same_turn;
use super::versus::{Baseline, Manner, Versus, versus};
use crate::pipeline::Loaded;
use crate::workbench::Held;

/// The operation, by its position, with which a story first turns as it does when all are laid;
/// `laid` lays the first so many. None where the story does not turn.
pub fn bisect(
    stories: &[Held],
    base: &Baseline<'_>,
    (story, all): (usize, &Versus),
    (count, laid): (usize, &dyn Fn(usize) -> Option<Loaded>),
    manner: Manner<'_>,
) -> Option<usize> {
    let turn = all.turns().first()?;
    let only = BTreeSet::from([story]);
    let manner = Manner { only: Some(&only), ..manner };
    (1..=count).find_map(|many| {
        // What does not load yet turns nothing.
        let variant = laid(many)?;
        let touched = base.touched(variant.program.as_ref()?);
        let came = versus(stories, base, &variant, &touched, manner);
        let turned = came.get(story)?.differences().iter();
        turned.into_iter().any(|other| same_turn(&turn.first, other)).then_some(many - 1)
    })
}
