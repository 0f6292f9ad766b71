//! The order of one day's lines about subjects that share nothing does not matter.

use super::back::Back;
use super::base::{Base, joined, subjects_of};
use super::seed::Seed;
use super::variation::{Variation, Why};
use crate::compare::{Difference, differences, outcome};
use crate::ident::Id;
use crate::policy::Name;
use crate::scenario::PlannedWhat;

/// Of each line, the groups of subjects that it is about; none where it may not change places.
fn groups(base: &Base<'_>, events: &[Name]) -> Vec<Option<Vec<usize>>> {
    let joined = joined(&base.plan);
    let one = |line: &crate::scenario::PlannedLine| {
        let may = match &line.what {
            PlannedWhat::Event { event, .. } => {
                let name = &base.program.events[*event].name;
                events.is_empty() || events.iter().any(|known| known.value == *name)
            }
            PlannedWhat::Findings { .. } | PlannedWhat::Learn { .. } => events.is_empty(),
            PlannedWhat::Expect(_) => false,
        };
        let subjects = subjects_of(line, &base.plan);
        let groups: Vec<usize> =
            subjects.iter().filter_map(|one| joined.get(one.index()).copied()).collect();
        Some(groups).filter(|groups| may && !groups.is_empty())
    };
    base.plan.lines.iter().map(one).collect()
}

/// Whether two lines may change places.
fn apart(one: &Option<Vec<usize>>, other: &Option<Vec<usize>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.iter().all(|group| !other.contains(group)),
        _ => false,
    }
}

/// The runs of lines of one day, each with its first line and its length, in which two may change
/// places.
fn runs(base: &Base<'_>, groups: &[Option<Vec<usize>>]) -> Vec<(usize, usize)> {
    let lines = &base.plan.lines;
    let mut found = Vec::new();
    let mut first = 0;
    while first < lines.len() {
        let day = lines.get(first).map(|line| line.day);
        let count = lines.iter().skip(first).take_while(|line| Some(line.day) == day).count();
        let own = groups.get(first..first + count).unwrap_or_default();
        if own.windows(2).any(|pair| matches!(pair, [one, other] if apart(one, other))) {
            found.push((first, count));
        }
        first += count.max(1);
    }
    found
}

/// Variations of a story.
pub(super) fn variations(
    base: &Base<'_>,
    events: &[Name],
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    let groups = groups(base, events);
    let runs = runs(base, &groups);
    if runs.is_empty() {
        return Err(Why::NothingToSwap);
    }
    let mut found: Vec<Variation> = Vec::new();
    for _ in 0..count.saturating_mul(4) {
        let Some(&(first, length)) = runs.get(seed.below(runs.len())) else { break };
        let mut order: Vec<usize> = (first..first + length).collect();
        for _ in 0..length * 2 {
            let at = seed.below(length.saturating_sub(1));
            swap(&mut order, at, &groups);
        }
        let straight = order.iter().enumerate().all(|(at, line)| *line == first + at);
        let variation = Variation::SameDay { first, order };
        if !straight && !found.contains(&variation) {
            found.push(variation);
        }
        if found.len() == count {
            break;
        }
    }
    // Swapped there and back again: then one pair is.
    if found.is_empty() {
        found.extend(pairs(&runs, &groups).into_iter().next());
    }
    Ok(found)
}

/// Swaps two neighbours that may change places.
fn swap(order: &mut [usize], at: usize, groups: &[Option<Vec<usize>>]) {
    let of = |at: usize| order.get(at).and_then(|line| groups.get(*line));
    if let (Some(one), Some(other)) = (of(at), of(at + 1))
        && apart(one, other)
    {
        order.swap(at, at + 1);
    }
}

/// Each pair of neighbours that may change places, alone.
fn pairs(runs: &[(usize, usize)], groups: &[Option<Vec<usize>>]) -> Vec<Variation> {
    let mut found = Vec::new();
    for &(first, count) in runs {
        for at in 0..count.saturating_sub(1) {
            let mut order: Vec<usize> = (first..first + count).collect();
            swap(&mut order, at, groups);
            if order.get(at) != Some(&(first + at)) {
                // Only the two are told.
                let order = vec![first + at + 1, first + at];
                found.push(Variation::SameDay { first: first + at, order });
            }
        }
    }
    found
}

/// Tries a variation: what came out otherwise, or nothing.
pub(super) fn came(base: &Base<'_>, first: usize, order: &[usize]) -> Result<Vec<Difference>, Why> {
    let mut plan = base.plan.clone();
    let mut lines: Vec<Option<usize>> = (0..plan.lines.len()).map(Some).collect();
    for (at, &line) in order.iter().enumerate() {
        let stood = base.plan.lines.get(line).cloned();
        if let (Some(slot), Some(stood)) = (plan.lines.get_mut(first + at), stood) {
            *slot = stood;
        }
        if let Some(slot) = lines.get_mut(first + at) {
            *slot = Some(line);
        }
    }
    let course = outcome(plan, base.program, base.uses);
    let back = Back { lines, places: base.places(), ..Back::default() };
    Ok(differences(&base.course.outcomes, &back.all(&course.outcomes, base.program)))
}

/// Single swaps of the same lines.
pub(super) fn smaller(
    base: &Base<'_>,
    events: &[Name],
    first: usize,
    order: &[usize],
) -> Vec<Variation> {
    match order.len() {
        0..=2 => Vec::new(),
        length => pairs(&[(first, length)], &groups(base, events)),
    }
}
