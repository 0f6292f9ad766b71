//! The stories of a bundle under two programs: which come out otherwise, and which cannot be told.

use std::path::PathBuf;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::differ::{Difference, differences};
use super::outcome::{Matter, Outcome};
use super::played::{Course, Own, outcome};
use super::touched::Signed;
use super::uses::Uses;
use super::visited::{States, counted_by};
use crate::lang::Text;
use crate::pipeline::{Loaded, Planned};
use crate::workbench::{Held, each};

/// A story that comes out otherwise.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The file.
    pub file: PathBuf,
    /// Its title.
    pub title: Text,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// A story that cannot be played: nothing was compared.
pub struct Untold<'s> {
    /// Its file, and why it cannot be read where that is the reason.
    pub held: &'s Held,
    /// What is wrong in it, where it could be read.
    pub planned: Option<Box<Planned>>,
}

/// What came of a story under one program.
pub enum Came<'s> {
    /// Its title and what came of it.
    Played(Text, Course),
    /// It cannot be played.
    Untold(Untold<'s>),
}

/// What came of all stories under two programs.
#[derive(Default)]
pub struct Compared<'s> {
    /// How many were played under both.
    pub played: usize,
    /// Those that come out otherwise.
    pub changed: Vec<Changed>,
    /// Those that could not be played under both.
    pub untold: Vec<Untold<'s>>,
}

impl Compared<'_> {
    /// Takes over what came of other stories.
    pub fn append(&mut self, other: Self) {
        self.played += other.played;
        self.changed.extend(other.changed);
        self.untold.extend(other.untold);
    }
}

/// Plays stories under a bundle, on all cores; the order is that of the stories.
pub fn outcomes<'s>(stories: &'s [Held], loaded: &Loaded) -> Vec<Came<'s>> {
    let uses = loaded.program.as_ref().map(Uses::of).unwrap_or_default();
    let came = each(stories, |held| match held.plan(loaded) {
        Some((Planned { plan: Some(plan), .. }, own)) => {
            let title = plan.title.clone();
            let Some(base) = loaded.program.as_ref() else { return Err(None) };
            let Some(program) = own else { return Ok((title, outcome(plan, base, &uses))) };
            let uses = Uses::of(&program);
            let mut course = outcome(plan, &program, &uses);
            // States are counted as the baseline counts them.
            let counted = |states: &States| counted_by(states, &program, base);
            course.stood = counted(&course.stood);
            let visited = counted(&course.visited);
            let visited = std::mem::replace(&mut course.visited, visited);
            let signed = Signed::of(&program);
            course.own = Some(Arc::new(Own { program, uses, signed, visited }));
            Ok((title, course))
        }
        planned => Err(planned.map(|(planned, _)| Box::new(planned))),
    });
    let told = stories.iter().zip(came).map(|(held, came)| match came {
        Ok((title, course)) => Came::Played(title, course),
        Err(planned) => Came::Untold(Untold { held, planned }),
    });
    told.collect()
}

/// What differs between what came of the same stories before and after.
pub fn compare<'s>(stories: &[Held], before: &[Came<'s>], after: Vec<Came<'s>>) -> Compared<'s> {
    let mut compared = Compared::default();
    for ((held, before), after) in stories.iter().zip(before).zip(after) {
        match (before, after) {
            (Came::Played(title, first), Came::Played(_, second)) => {
                compared.played += 1;
                let differences = differences(&first.outcomes, &second.outcomes);
                if !differences.is_empty() {
                    let (file, title) = (held.file.clone(), title.clone());
                    compared.changed.push(Changed { file, title, differences });
                }
            }
            (_, Came::Untold(untold)) => compared.untold.push(untold),
            // What cannot be told as things stand can hardly be told otherwise; it is told of once.
            (Came::Untold(_), Came::Played(..)) => {}
        }
    }
    compared
}

/// Money owed more or less in all; none where it is too great a sum.
pub fn money(changed: &[Changed]) -> Option<Decimal> {
    let owed = |outcome: &Option<Outcome>| match outcome {
        Some(Outcome::Sums(owed, ..)) => *owed,
        _ => Decimal::ZERO,
    };
    changed
        .iter()
        .flat_map(|changed| &changed.differences)
        .filter(|difference| matches!(difference.matter, Matter::Money(_)))
        .try_fold(Decimal::ZERO, |sum, difference| {
            let more = owed(&difference.after).checked_sub(owed(&difference.before))?;
            sum.checked_add(more)
        })
}
