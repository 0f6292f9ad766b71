//! Counting microsteps, and naming what repeats where they do not end.

use smallvec::SmallVec;

use super::host::Limits;
use super::state::TransitionId;

type Step = SmallVec<[TransitionId; 2]>;

/// The microsteps of one macrostep so far.
pub(super) struct Steps {
    limit: u32,
    taken: u32,
    /// The steps of the second half: a macrostep that ends in time remembers nothing and allocates
    /// nothing.
    late: Vec<Step>,
}

impl Steps {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limit: limits.microsteps, taken: 0, late: Vec::new() }
    }
    /// Counts one more step; an error where it is one too many, with what repeats.
    #[inline]
    pub(super) fn count(&mut self, enabled: &[TransitionId]) -> Result<(), Vec<TransitionId>> {
        if self.taken < self.limit {
            self.taken += 1;
            if self.taken > self.limit - self.limit / 2 {
                self.late.push(enabled.into());
            }
            return Ok(());
        }
        self.late.push(enabled.into());
        Err(repeating_part(&self.late))
    }
}

/// The shortest part whose repetition gives all of `steps`, else all of them. It is turned so that
/// it begins the same wherever the count stopped.
fn repeating_part(steps: &[Step]) -> Vec<TransitionId> {
    let repeats = |&period: &usize| steps.iter().skip(period).eq(&steps[..steps.len() - period]);
    let period = (1..steps.len()).find(repeats).unwrap_or(steps.len());
    let part = &steps[steps.len() - period..];
    let turned = |by: usize| part[by..].iter().chain(&part[..by]).flatten().copied();
    (0..period).map(|by| turned(by).collect::<Vec<_>>()).min().unwrap_or_default()
}
