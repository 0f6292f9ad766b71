//! Other names, declared in another order, change the names and nothing else.

use std::collections::BTreeMap;

use super::back::Back;
use super::base::Base;
use super::seed::Seed;
use super::variation::{Variation, Why};
use crate::compare::{Difference, differences, outcome};
use crate::ident::Id;
use crate::lang::Text;
use crate::rule::SubjectId;
use crate::scenario::renamed;

/// Variations of a story.
pub(super) fn variations(
    base: &Base<'_>,
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    let all: Vec<SubjectId> = base.plan.cast.subjects.ids().collect();
    if all.is_empty() {
        return Err(Why::NoSubject);
    }
    let mut found: Vec<Variation> = Vec::new();
    for _ in 0..count.saturating_mul(4) {
        let mut order = all.clone();
        seed.shuffle(&mut order);
        let variation = Variation::Renamed { who: all.clone(), order };
        if !found.contains(&variation) {
            found.push(variation);
        }
        if found.len() == count {
            break;
        }
    }
    Ok(found)
}

/// What a subject is called in a variation. The new names stand in the other order of letters, so
/// that what is sorted by names shows.
pub fn new_name(base: &Base<'_>, subject: SubjectId) -> String {
    let count = base.plan.cast.subjects.len();
    let free = |prefix: &str| {
        let name = |at: usize| format!("{prefix}{:03}", count - at.min(count));
        let mut names = (0..count).map(name);
        names.all(|name| base.plan.cast.actor(&name).is_none())
    };
    let prefixes = (0..).map(|more: usize| format!("n{}", "x".repeat(more)));
    let mut prefixes = prefixes.filter(|prefix| free(prefix));
    let prefix = prefixes.next().unwrap_or_default();
    format!("{prefix}{:03}", count - subject.index().min(count))
}

/// Tries a variation: what came out otherwise, or nothing.
pub(super) fn came(
    base: &Base<'_>,
    who: &[SubjectId],
    order: &[SubjectId],
) -> Result<Vec<Difference>, Why> {
    let old = &base.plan.cast.subjects;
    let mut back_to: BTreeMap<String, String> = BTreeMap::new();
    let mut called: BTreeMap<String, String> = BTreeMap::new();
    for &subject in who {
        let (info, name) = (&old[subject], new_name(base, subject));
        back_to.insert(name.clone(), info.name.clone());
        called.insert(info.name.clone(), name.clone());
        for title in [&info.title.zh, &info.title.en] {
            if *title != info.name {
                back_to.insert(format!("{name} {title}"), title.clone());
                called.insert(title.clone(), format!("{name} {title}"));
            }
        }
    }
    let names = |subject: SubjectId| {
        let info = &old[subject];
        let new = |text: &String| called.get(text).unwrap_or(text).clone();
        (new(&info.name), Text { zh: new(&info.title.zh), en: new(&info.title.en) })
    };
    let text = |text: &str| called.get(text).cloned();
    let plan = renamed(&base.plan, base.program, order, &names, &text);
    let course = outcome(plan, base.program, base.uses);
    let back = Back { names: back_to, places: base.places(), ..Back::default() };
    Ok(differences(&base.course.outcomes, &back.all(&course.outcomes, base.program)))
}

/// One called otherwise where all stand in their order, or two that change places and keep their names.
pub(super) fn smaller(base: &Base<'_>, who: &[SubjectId], order: &[SubjectId]) -> Vec<Variation> {
    let all: Vec<SubjectId> = base.plan.cast.subjects.ids().collect();
    let mut found = Vec::new();
    if who.len() > 1 || order != all.as_slice() {
        let one = |&one: &SubjectId| Variation::Renamed { who: vec![one], order: all.clone() };
        found.extend(who.iter().filter(|_| who.len() > 1 || order != all.as_slice()).map(one));
    }
    if !who.is_empty() && order != all.as_slice() {
        found.push(Variation::Renamed { who: Vec::new(), order: order.to_vec() });
    }
    let misplaced = order.iter().zip(&all).filter(|(one, other)| one != other).count();
    if who.is_empty() && misplaced > 2 {
        for at in 1..all.len() {
            let mut order = all.clone();
            order.swap(at - 1, at);
            found.push(Variation::Renamed { who: Vec::new(), order });
        }
    }
    found
}
