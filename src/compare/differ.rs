//! The differences of two outcomes of one story.

use std::sync::Arc;

use super::element::Grounds;
use super::outcome::{At, Found, Matter, Outcome, Outcomes, Trace, Who};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whom it concerns.
    pub who: Who,
    /// What.
    pub matter: Matter,
    /// What came before.
    pub before: Option<Outcome>,
    /// What comes now.
    pub after: Option<Outcome>,
    /// Where in the story the two part; none for what stood before it.
    pub at: Option<At>,
    /// By what, on either side.
    pub grounds: Vec<Arc<Grounds>>,
}

/// All differences, by who, then by matter.
pub fn differences(before: &Outcomes, after: &Outcomes) -> Vec<Difference> {
    let mut keys: Vec<&(Who, Matter)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let outcome = |found: Option<&Found>| found.map(|found| found.outcome.clone());
    let differing = keys.into_iter().filter_map(|key| {
        let (old, new) = (before.get(key), after.get(key));
        if old.map(|old| &old.outcome) == new.map(|new| &new.outcome) {
            return None;
        }
        let (at, grounds) = parting(trail(old), trail(new));
        let (who, matter) = key.clone();
        Some(Difference { who, matter, before: outcome(old), after: outcome(new), at, grounds })
    });
    differing.collect()
}

fn trail(found: Option<&Found>) -> &[Trace] {
    found.map_or(&[], |found| &found.trail)
}

/// Where two trails part, and by what on either side.
fn parting(before: &[Trace], after: &[Trace]) -> (Option<At>, Vec<Arc<Grounds>>) {
    let same = |pair: &(&Trace, &Trace)| pair.0.sign == pair.1.sign && pair.0.at == pair.1.at;
    let common = before.iter().zip(after).take_while(same).count();
    // Where all is alike what differs came about by the last.
    let common = common.min(before.len().max(after.len()).saturating_sub(1));
    let parted = [before.get(common), after.get(common)];
    let at = parted.iter().flatten().map(|trace| trace.at).min();
    (at, parted.into_iter().flatten().map(|trace| Arc::clone(&trace.grounds)).collect())
}
