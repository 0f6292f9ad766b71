//! Timers by their name.

use crate::chart::TransitionId;
use crate::world::journal::Recorder;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn each_timer(
        &mut self,
        name: &str,
        mut change: impl FnMut(&mut Self, TransitionId) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let named: Vec<TransitionId> = self
            .machine
            .transitions
            .enumerated()
            .filter(|(_, transition)| {
                let timer = transition.timer.as_ref();
                timer.and_then(|timer| timer.name.as_deref()) == Some(name)
            })
            .map(|(id, _)| id)
            .collect();
        for id in named {
            change(self, id)?;
        }
        Ok(())
    }
}
