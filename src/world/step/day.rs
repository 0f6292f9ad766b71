//! The day: in the morning what ended yesterday takes effect and timers fire; then come the day's
//! events; then instances that wait for a condition are asked once more (DESIGN 8.6).

use std::sync::Arc;

use super::asked::Asked;
use super::delivery::Delivery;
use super::engine::Engine;
use crate::calendar::Day;
use crate::policy::Cited;
use crate::world::journal::{Origin, Recorder, What};
use crate::world::store::{DutyStatus, Timer, TimerKey, TimerRank};
use crate::world::world::World;

impl Engine<'_> {
    /// Moves the clock to a day; every morning on the way has its timers.
    pub fn advance<R: Recorder>(&self, world: &mut World, day: Day, recorder: &mut R) {
        while let Some(key) = world.timers.first().filter(|key| key.morning <= day) {
            world.set_today(key.morning);
            if let Some(timer) = world.timers.take(key) {
                self.fire(world, key, timer, recorder);
            }
            if world.timers.first().is_none_or(|next| next.morning > key.morning) {
                self.settle_waiting(world, recorder);
            }
        }
        if day > world.today() {
            world.set_today(day);
            self.settle_waiting(world, recorder);
        }
    }

    fn fire<R: Recorder>(&self, world: &mut World, key: TimerKey, timer: Timer, recorder: &mut R) {
        let today = world.today();
        match (key.rank, timer) {
            (TimerRank::State(transition), _) => {
                let machine = &self.program.machines[world.machine_of(key.instance)];
                let Some(timer) = &machine.transitions[transition].timer else { return };
                let delivery = Delivery {
                    event: timer.event,
                    data: &[],
                    actor: None,
                    role: None,
                    origin: Origin::Timer(transition),
                    told: false,
                };
                let (instance, mut asked) = (key.instance, Asked::default());
                let done = self.whole(world, instance, &delivery, &mut asked, recorder);
                if let Err((failure, undone)) = done
                    && R::LISTENS
                {
                    let (guards, reasons) = (asked.take_guards(), failure.reasons());
                    let idle = What::Idle { instance, transition, guards, reasons, undone };
                    recorder.record(today, idle);
                }
            }
            (_, Timer::Send { to, event, data, optional, .. }) => {
                let delivery = Delivery::sent(event, &data, key.instance);
                let mut asked = Asked::default();
                let done = self.whole(world, to, &delivery, &mut asked, recorder);
                if let Err((failure, undone)) = done
                    && R::LISTENS
                {
                    let mut reasons = failure.reasons();
                    reasons.append(&mut asked.reasons);
                    if optional {
                        recorder.record(today, What::Unheard { to, event, reasons, undone });
                    } else {
                        let address = world.address(self.program, to);
                        let (actor, guards, lists) = (None, asked.take_guards(), asked.lists);
                        let instance = Some(to);
                        recorder.record(
                            today,
                            What::Refused {
                                event,
                                instance,
                                address,
                                actor,
                                reasons,
                                guards,
                                lists,
                                undone,
                            },
                        );
                    }
                }
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
            (TimerRank::Record(record), _) => recorder.record(today, What::Released { record }),
            (TimerRank::Send(_) | TimerRank::Wake, _) => {}
        }
    }
}
