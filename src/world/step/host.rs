//! What a running chart asks of the world, and what it lets happen there.

use smallvec::SmallVec;

use super::failure::Failure;
use super::stepper::Stepper;
use crate::chart::{Answer, Configuration, EventId, Host, StateId, TransitionId};
use crate::program::CompiledAction;
use crate::world::journal::Recorder;

impl<'p, R: Recorder> Stepper<'_, 'p, R> {
    #[inline]
    fn perform(
        &mut self,
        actions: &'p [CompiledAction],
        own: &Configuration,
    ) -> Result<(), Failure> {
        if actions.is_empty() { Ok(()) } else { self.perform_all(actions, own) }
    }

    fn perform_all(
        &mut self,
        actions: &'p [CompiledAction],
        own: &Configuration,
    ) -> Result<(), Failure> {
        for action in actions {
            if self.stands(action.under) {
                self.act(action, own)?;
            }
        }
        Ok(())
    }
}

impl<R: Recorder> Host for Stepper<'_, '_, R> {
    type Error = Failure;

    fn guard(
        &mut self,
        transition: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        self.enabled(transition, event, own)
    }

    fn on_exit(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        // A chart that ends leaves its final state at once: it is where the story of it stops.
        if R::LISTENS && !self.entered.contains(&state) {
            self.left.push(state);
        }
        self.clear_timers(state)?;
        self.perform(&self.machine.states[state].on_exit, own)
    }

    fn on_transition(&mut self, id: TransitionId, own: &Configuration) -> Result<(), Failure> {
        self.perform(&self.machine.transitions[id].actions, own)
    }

    fn on_entry(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        if R::LISTENS {
            self.entered.push(state);
        }
        self.perform(&self.machine.states[state].on_entry, own)?;
        for &timer in &self.machine.states[state].timers {
            if self.stands(self.transition(timer).under) {
                self.set_timer(state, timer, own)?;
            }
        }
        Ok(())
    }

    fn on_initial(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        self.perform(&self.machine.states[state].on_initial, own)
    }

    fn on_history_default(&mut self, history: StateId, own: &Configuration) -> Result<(), Failure> {
        for &default in self.machine.chart.transitions_of(history) {
            self.perform(&self.machine.transitions[default].actions, own)?;
        }
        Ok(())
    }

    fn raise(&mut self, event: EventId) {
        self.internal.push_back(event);
    }

    fn next_internal(&mut self) -> Option<EventId> {
        self.internal.pop_front()
    }

    fn microstep(
        &mut self,
        enabled: &[TransitionId],
        preempted: &[(TransitionId, TransitionId)],
        _own: &Configuration,
    ) {
        self.tell_move();
        self.asked.moved = true;
        self.asked.last = enabled.first().copied().or(self.asked.last);
        let chart = &self.machine.chart;
        if chart.has_history() {
            self.by_history.clear();
            for &transition in enabled {
                let targets = chart.targets(transition).iter().copied();
                self.by_history.extend(targets.filter(|&target| chart.kind(target).is_history()));
            }
        }
        if R::LISTENS {
            self.taking = SmallVec::from_slice(enabled);
            self.preempted.clear();
            preempted.iter().for_each(|&(_, loser)| self.preempted.push(loser));
        }
    }

    fn leaving(&mut self, domains: &[Option<StateId>]) {
        // Only a history state remembers what is left.
        if self.machine.chart.has_history() {
            self.leaving = domains.iter().copied().flatten().collect();
        }
    }
}
