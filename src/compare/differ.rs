//! The differences of two outcomes of one story.

use super::outcome::{Matter, Outcome, Outcomes, Who};

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
}

/// All differences, by who, then by matter.
pub fn differences(before: &Outcomes, after: &Outcomes) -> Vec<Difference> {
    let mut keys: Vec<&(Who, Matter)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
        .map(|key| Difference {
            who: key.0.clone(),
            matter: key.1.clone(),
            before: before.get(key).cloned(),
            after: after.get(key).cloned(),
        })
        .collect()
}
