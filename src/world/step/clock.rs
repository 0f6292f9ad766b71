//! The timers of states: they begin on entry, end on exit, and can stand still with what they have
//! counted.

use super::failure::Failure;
use super::floor::date;
use super::stepper::Stepper;
use crate::calendar::{Counted, Counting, Day, Period, Rests, Unit, workdays_between};
use crate::chart::{Configuration, Kind, StateId, TransitionId};
use crate::program::{CompiledTimer, TimerSpan};
use crate::world::counting;
use crate::world::deciding;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::{Cause, Count};
use crate::world::store::{Stopped, TermOf, Timer, TimerKey, TimerRank};

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn set_timer(
        &mut self,
        state: StateId,
        id: TransitionId,
        own: &Configuration,
    ) -> Result<(), Failure> {
        let Some(timer) = &self.transition(id).timer else { return Ok(()) };
        if self.revive(state, id)? {
            return Ok(());
        }
        let (counted, count) = self.timer_end(timer, own)?;
        self.put_timer(state, id, counted)?;
        if let (TimerSpan::Parameter(parameter, ..), Some(count)) = (&timer.span, &count) {
            let days = (Some(count.from), counted.last);
            self.note_term(TermOf::Timer(id), *parameter, days, count.counting);
        }
        let (instance, transition) = (self.instance, id);
        let Counted { last, rests } = counted;
        self.effect(|| What::TimerSet { instance, transition, last, rests });
        if let (true, Some(count)) = (R::EXPLAINS, count) {
            self.effects.push(What::Counted { instance, transition, count });
        }
        Ok(())
    }

    /// The timers of a state in which a case goes on; of one that cannot be counted it is told why it
    /// does not begin.
    pub(super) fn start_timers(&mut self, state: StateId, own: &Configuration) {
        for &timer in &self.machine.states[state].timers {
            if !self.stands(self.transition(timer).under) {
                continue;
            }
            if let Err(failure) = self.set_timer(state, timer, own) {
                let (instance, transition) = (self.instance, timer);
                let reasons = failure.reasons();
                let (guards, undone) = (Vec::new(), Vec::new());
                self.effect(|| What::Idle { instance, transition, guards, reasons, undone });
            }
        }
    }

    fn put_timer(
        &mut self,
        state: StateId,
        id: TransitionId,
        counted: Counted,
    ) -> Result<(), Failure> {
        let morning = counted.last.plus_days(1);
        let morning = morning.ok_or_else(|| Failure::causes(vec![Cause::OutOfRange]))?;
        let key = TimerKey {
            // A last day that has passed already fires on the next morning.
            morning: morning.max(self.world.today().plus_days(1).unwrap_or(morning)),
            instance: self.instance,
            rank: TimerRank::State(id),
        };
        self.world.timers.set(key, Timer::State { state });
        Ok(())
    }

    /// The last day of a timer, and what was counted for it.
    fn timer_end(
        &self,
        timer: &CompiledTimer,
        own: &Configuration,
    ) -> Result<(Counted, Option<Count>), Failure> {
        let today = self.world.today();
        let program = self.engine.program;
        let count = match &timer.span {
            TimerSpan::Until(tree) => {
                let last = date(self.known(tree, own)?)?;
                return Ok((Counted { last, rests: Rests::Published }, None));
            }
            TimerSpan::Plain(period, counting) => {
                Count { from: today, period: *period, counting: *counting }
            }
            TimerSpan::Parameter(parameter, from, counting) => {
                let from = match from {
                    Some(tree) => date(self.known(tree, own)?)?,
                    None => today,
                };
                let period = deciding::period(program, self.world, self.instance, *parameter)
                    .map_err(|cause| Failure::causes(vec![cause]))?;
                Count { from, period, counting: *counting }
            }
        };
        counting::last(&self.engine.cast.calendar, count.from, count.period, count.counting)
            .map(|counted| (counted, Some(count)))
            .map_err(|cause| Failure::causes(vec![cause]))
    }

    /// Whether a history state stands for a state when it is entered: a shallow one for the children
    /// of its parent, a deep one for all below it.
    fn stands_for(&self, history: StateId, state: StateId) -> bool {
        let chart = &self.machine.chart;
        chart.parent(history).is_some_and(|parent| match chart.kind(history) {
            Kind::DeepHistory => chart.is_descendant(state, parent),
            _ => chart.parent(state) == Some(parent),
        })
    }

    /// Whether the running microstep leaves a state in such a way that a history state remembers it.
    fn remembered(&self, state: StateId) -> bool {
        let chart = &self.machine.chart;
        let left =
            |&parent: &StateId| self.leaving.iter().any(|&from| chart.is_descendant(parent, from));
        chart.proper_ancestors(state).filter(left).any(|parent| {
            let mut histories =
                chart.children(parent).filter(|&child| chart.kind(child).is_history());
            histories.any(|history| self.stands_for(history, state))
        })
    }

    /// Takes the running timers of a state off; those that a history state remembers are kept, save
    /// one that stands at a fixed day: nothing of it is used up meanwhile.
    pub(super) fn clear_timers(&mut self, state: StateId) -> Result<(), Failure> {
        let timers = &self.machine.states[state].timers;
        if timers.is_empty() {
            return Ok(());
        }
        let remembered = self.remembered(state);
        for &transition in timers {
            let timer = self.transition(transition).timer.as_ref();
            let fixed = timer.is_some_and(|timer| matches!(timer.span, TimerSpan::Until(_)));
            if remembered && !fixed {
                self.stop(transition, false)?;
            } else {
                self.take(transition);
            }
            // A suspended timer ends with its state.
            if !remembered {
                self.drop_stopped(transition);
            }
        }
        Ok(())
    }

    fn take(&mut self, transition: TransitionId) -> Option<(TimerKey, Timer)> {
        let key = self.world.timers.of(self.instance, transition)?;
        self.world.timers.take(key).map(|timer| (key, timer))
    }

    fn drop_stopped(&mut self, transition: TransitionId) {
        self.world.timers.start(self.instance, transition);
    }

    /// Stops a running timer; the units already counted stay counted.
    pub(super) fn stop(
        &mut self,
        transition: TransitionId,
        suspended: bool,
    ) -> Result<(), Failure> {
        let Some((key, timer)) = self.take(transition) else { return Ok(()) };
        let Timer::State { state } = timer else { return Ok(()) };
        let today = self.world.today();
        let last = key.morning.previous();
        let workdays = self.counts_workdays(transition);
        let left = if workdays {
            let counted = workdays_between(today, last, &self.engine.cast.calendar);
            counted.map_err(|error| Failure::causes(vec![Cause::Unpublished(error.year)]))?
        } else {
            today.days_until(last)
        };
        let left = u32::try_from(left.max(0)).unwrap_or(u32::MAX);
        let instance = self.instance;
        self.world.timers.stop(Stopped { instance, transition, state, left, workdays, suspended });
        self.effect(|| What::TimerHeld { instance, transition, left, workdays, resumed: None });
        Ok(())
    }

    fn counts_workdays(&self, transition: TransitionId) -> bool {
        let timer = self.transition(transition).timer.as_ref();
        match timer.map(|timer| &timer.span) {
            Some(TimerSpan::Parameter(parameter, ..)) => {
                let program = self.engine.program;
                deciding::period(program, self.world, self.instance, *parameter)
                    .is_ok_and(|period| period.unit == Unit::Workdays)
            }
            Some(TimerSpan::Plain(period, _)) => period.unit == Unit::Workdays,
            Some(TimerSpan::Until(_)) | None => false,
        }
    }

    /// Lets a stopped timer run on from a day, most often today.
    pub(super) fn resume(&mut self, transition: TransitionId, from: Day) -> Result<(), Failure> {
        let Some(stopped) = self.world.timers.start(self.instance, transition) else {
            return Ok(());
        };
        let unit = if stopped.workdays { Unit::Workdays } else { Unit::Days };
        let period = Period { count: stopped.left, unit };
        let counted = counting::last(&self.engine.cast.calendar, from, period, Counting::default())
            .map_err(|cause| Failure::causes(vec![cause]))?;
        let Stopped { instance, left, workdays, .. } = stopped;
        let resumed = Some(counted);
        self.effect(|| What::TimerHeld { instance, transition, left, workdays, resumed });
        self.put_timer(stopped.state, transition, counted)?;
        Ok(())
    }

    /// A state that is entered through history finds its timer as it was left.
    fn revive(&mut self, state: StateId, transition: TransitionId) -> Result<bool, Failure> {
        let Some(&stopped) = self.world.timers.stopped(self.instance, transition) else {
            return Ok(false);
        };
        let returns = self.by_history.iter().any(|&history| self.stands_for(history, state));
        if returns {
            // What stood still before still stands still.
            if !stopped.suspended {
                self.resume(transition, self.world.today())?;
            }
            return Ok(true);
        }
        self.drop_stopped(transition);
        Ok(false)
    }
}
