//! The day: in the morning what ended yesterday takes effect and timers fire; then come the day's
//! events; then instances that wait for a condition are asked once more (DESIGN 8.6).

use std::sync::Arc;

use super::asked::Asked;
use super::delivery::{Data, Delivery, Queue};
use super::endless::endless;
use super::engine::Engine;
use crate::calendar::Day;
use crate::chart::{EventId, TransitionId};
use crate::policy::Cited;
use crate::rule::InstanceId;
use crate::world::journal::{Origin, Recorder, What};
use crate::world::store::{DutyStatus, Timer, TimerKey, TimerRank};
use crate::world::world::World;

/// What was sent for later and arrives on a morning.
struct Arriving {
    from: InstanceId,
    to: InstanceId,
    event: EventId,
    data: Data,
    optional: bool,
}

impl Engine<'_> {
    /// Moves the clock to a day; every morning on the way has its timers.
    pub fn advance<R: Recorder>(&self, world: &mut World, day: Day, recorder: &mut R) {
        let mut sends = Queue::default();
        while let Some(key) = world.timers.first().filter(|key| key.morning <= day) {
            if key.morning > world.today() {
                sends = Queue::default();
                world.set_today(key.morning);
            }
            if let Some(timer) = world.timers.take(key) {
                self.fire(world, key, timer, &mut sends, recorder);
            }
            if world.timers.first().is_none_or(|next| next.morning > key.morning) {
                self.settle_waiting(world, &mut Queue::default(), recorder);
            }
        }
        if day > world.today() {
            world.set_today(day);
            self.settle_waiting(world, &mut Queue::default(), recorder);
        }
    }

    /// All that was sent for one morning shares one purse; a timer of a state has its own.
    fn fire<R: Recorder>(
        &self,
        world: &mut World,
        key: TimerKey,
        timer: Timer,
        sends: &mut Queue,
        recorder: &mut R,
    ) {
        let today = world.today();
        match (key.rank, timer) {
            (TimerRank::State(transition), _) => {
                self.fire_state(world, key.instance, transition, recorder);
            }
            (_, Timer::Send { to, event, data, optional, .. }) => {
                let from = key.instance;
                let arriving = Arriving { from, to, event, data, optional };
                self.fire_send(world, &arriving, sends, recorder);
            }
            (TimerRank::Duty(duty), _) => {
                let open = world.duties.get(duty).map(|duty| duty.status);
                if open == Some(DutyStatus::Open) {
                    world.duties.set_status(duty, DutyStatus::Overdue);
                    let (status, cited) = (DutyStatus::Overdue, Arc::new(Cited::default()));
                    recorder.record(today, What::Duty { duty, status, cited });
                }
            }
            (TimerRank::Entry(entry), _) => {
                let ended = world.registers.get(entry).and_then(|entry| entry.to);
                // A line that was ended early has been told then.
                if ended.and_then(|to| to.plus_days(1)) == Some(key.morning) {
                    recorder.record(today, What::RanOut { entry });
                }
            }
            (TimerRank::Effect(part), _) => self.begin_part(world, part, recorder),
            (TimerRank::Record(record), _) => recorder.record(today, What::Released { record }),
            (TimerRank::Send(_) | TimerRank::Wake, _) => {}
        }
    }

    fn fire_state<R: Recorder>(
        &self,
        world: &mut World,
        instance: InstanceId,
        transition: TransitionId,
        recorder: &mut R,
    ) {
        let machine = &self.program.machines[world.machine_of(instance)];
        let Some(timer) = &machine.transitions[transition].timer else { return };
        let delivery = Delivery {
            event: timer.event,
            data: &[],
            actor: None,
            role: None,
            origin: Origin::Timer(transition),
            told: false,
        };
        let (mut asked, mut queue) = (Asked::default(), Queue::default());
        let done = self.whole(world, instance, &delivery, &mut asked, &mut queue, recorder);
        if let Err((failure, undone)) = done
            && R::LISTENS
        {
            let (guards, reasons) = (asked.guards, failure.reasons());
            let idle = What::Idle { instance, transition, guards, reasons, undone };
            recorder.record(world.today(), idle);
        }
    }

    fn fire_send<R: Recorder>(
        &self,
        world: &mut World,
        arriving: &Arriving,
        sends: &mut Queue,
        recorder: &mut R,
    ) {
        let &Arriving { from, to, event, ref data, optional } = arriving;
        let delivery = Delivery::sent(event, data, from);
        let mut asked = Asked::default();
        let done = if sends.purse.deliver() {
            self.whole(world, to, &delivery, &mut asked, sends, recorder)
        } else {
            Err((endless(self.program, world, event, to).into(), Vec::new()))
        };
        let Err((failure, undone)) = done else { return };
        let runs_away = sends.purse.is_empty();
        if runs_away {
            // Each arrival sends more: what is still on its way would do the same.
            world.timers.drop_sent(event);
        }
        if R::LISTENS {
            let mut reasons = failure.reasons();
            if !runs_away {
                reasons.append(&mut asked.reasons);
            }
            let what = if optional && !runs_away {
                What::Unheard { to, event, reasons, undone }
            } else {
                let address = world.address(self.program, to);
                let (actor, guards, lists) = (None, asked.guards, asked.lists);
                let instance = Some(to);
                What::Refused { event, instance, address, actor, reasons, guards, lists, undone }
            };
            recorder.record(world.today(), what);
        }
    }
}
