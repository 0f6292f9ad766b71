//! Sending events, now and later.

use crate::chart::{Configuration, EventId};
use crate::program::CompiledTarget;
use crate::rule::{InstanceId, ParamId, Value};
use crate::world::counting;
use crate::world::deciding;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::{Cause, Reason};
use crate::world::step::delivery::{Data, Pending};
use crate::world::step::endless::endless;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;
use crate::world::store::{Timer, TimerKey, TimerRank};

/// What is sent.
pub(super) struct Sending<'a> {
    pub event: EventId,
    pub data: Data,
    pub delay: Option<ParamId>,
    pub id: Option<&'a str>,
    pub optional: bool,
}

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn send(
        &mut self,
        to: &CompiledTarget,
        sending: &Sending<'_>,
        own: &Configuration,
    ) -> Result<(), Failure> {
        for to in self.receivers(to, own)? {
            match sending.delay {
                None => {
                    let Sending { event, optional, .. } = *sending;
                    let (from, data) = (self.instance, sending.data.clone());
                    self.queue.push_back(Pending::Deliver { from, to, event, data, optional });
                }
                Some(delay) => self.later(to, sending, delay)?,
            }
        }
        Ok(())
    }

    fn receivers(
        &mut self,
        to: &CompiledTarget,
        own: &Configuration,
    ) -> Result<Vec<InstanceId>, Failure> {
        Ok(match to {
            CompiledTarget::Itself => vec![self.instance],
            CompiledTarget::Owner => {
                let owner = self.world.instance(self.instance).owner;
                vec![owner.ok_or(Reason::NoInstance(None))?]
            }
            CompiledTarget::Instance(tree) => match self.known(tree, own)? {
                Value::Instance(instance) => vec![instance],
                _ => return Err(Reason::NoInstance(None).into()),
            },
            CompiledTarget::Children(machine, states) => self
                .world
                .children(self.instance)
                .filter(|(_, child)| child.machine == *machine && !child.ended())
                .filter(|(_, child)| {
                    let chart = child.chart.as_ref();
                    states.is_empty()
                        || chart.is_some_and(|chart| {
                            states.iter().any(|&state| chart.configuration().contains(state))
                        })
                })
                .map(|(id, _)| id)
                .collect(),
        })
    }

    fn later(
        &mut self,
        to: InstanceId,
        sending: &Sending<'_>,
        delay: ParamId,
    ) -> Result<(), Failure> {
        let program = self.engine.program;
        if !self.queue.purse.deliver() {
            return Err(endless(program, self.world, sending.event, to).into());
        }
        let today = self.world.today();
        let counted = deciding::period(program, self.world, self.instance, delay)
            .and_then(|period| {
                counting::last(&self.engine.cast.calendar, today, period, program.counting)
            })
            .map_err(|cause| Failure::causes(vec![cause]))?;
        let morning = counted.last.plus_days(1);
        let morning = morning.ok_or_else(|| Failure::causes(vec![Cause::OutOfRange]))?;
        let rank = TimerRank::Send(self.world.timers.next_sequence());
        let (event, data, optional) = (sending.event, sending.data.clone(), sending.optional);
        let id = sending.id.and_then(|id| self.engine.cast.pool.symbols().find(id));
        let key = TimerKey { morning, instance: self.instance, rank };
        self.world.timers.set(key, Timer::Send { to, event, data, id, optional });
        self.effect(|| What::Delayed { to, event, last: counted.last });
        Ok(())
    }

    pub(super) fn cancel(&mut self, id: &str) -> Result<(), Failure> {
        let symbol = self.engine.cast.pool.symbols().find(id);
        let timers = &self.world.timers;
        let own: Vec<_> = timers
            .of_instance(self.instance)
            .filter_map(|key| match timers.get(&key)? {
                Timer::Send { id, event, .. } if id.is_some() && *id == symbol => {
                    Some((key, *event))
                }
                Timer::Send { .. } | Timer::State { .. } | Timer::Mark => None,
            })
            .collect();
        for (key, event) in own {
            self.world.timers.take(key);
            let instance = self.instance;
            self.effect(|| What::Cancelled { instance, event });
        }
        Ok(())
    }
}
