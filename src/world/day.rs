//! The day: in the morning what ended yesterday takes effect and timers fire; then come the day's
//! events; then instances that wait for a condition are asked once more (DESIGN 8.6).

use std::collections::VecDeque;

use smallvec::SmallVec;

use super::address::Undone;
use super::cast::ActorId;
use super::fact::{FactVersion, FindingMade};
use super::host::{Asked, holds_role};
use super::journal::{Origin, Recorder, What};
use super::kept::{DutyStatus, RegisterEntry};
use super::look::{Look, Noting};
use super::reason::Reason;
use super::step::{Delivery, Engine, Failure, no_source};
use super::timer::{Timer, TimerKey, TimerRank};
use super::world::World;
use crate::calendar::Day;
use crate::rule::{FactId, InstanceId, SubjectId, Value};

impl Engine<'_> {
    /// Moves the clock to a day; every morning on the way has its timers.
    pub fn advance<R: Recorder>(&self, world: &mut World, day: Day, recorder: &mut R) {
        while let Some(key) = world.first_timer().filter(|key| key.morning <= day) {
            world.set_today(key.morning);
            if let Some(timer) = world.take_timer(key) {
                self.fire(world, key, timer, recorder);
            }
            if world.first_timer().is_none_or(|next| next.morning > key.morning) {
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
                    let (guards, reasons) = (asked.guards, failure.reasons());
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
                    reasons.extend(asked.reasons);
                    if optional {
                        recorder.record(today, What::Unheard { to, event, reasons, undone });
                    } else {
                        let address = world.address(self.program, to);
                        let (actor, guards, lists) = (None, asked.guards, asked.lists);
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
                let open = world.duties().get(duty as usize).map(|duty| duty.status);
                if open == Some(DutyStatus::Open) {
                    world.set_duty(duty as usize, DutyStatus::Overdue);
                    let (status, cited) = (DutyStatus::Overdue, no_source());
                    recorder.record(today, What::Duty { duty, status, cited });
                }
            }
            (TimerRank::Entry(entry), _) => {
                let ended = world.entries().get(entry as usize).and_then(|entry| entry.to);
                // A line that was ended early has been told then.
                if ended.and_then(|to| to.plus_days(1)) == Some(key.morning) {
                    recorder.record(today, What::RanOut { entry });
                }
            }
            (TimerRank::Record(record), _) => recorder.record(today, What::Released { record }),
            (TimerRank::Send(_) | TimerRank::Wake, _) => {}
        }
    }

    /// An event that no person sends: whole or not at all.
    fn whole<R: Recorder>(
        &self,
        world: &mut World,
        instance: InstanceId,
        delivery: &Delivery<'_>,
        asked: &mut Asked,
        recorder: &mut R,
    ) -> Result<(), (Failure, Undone)> {
        let mark = recorder.mark();
        let mut queue = VecDeque::new();
        let known = world.instance_count();
        world.begin(true);
        let done = self
            .deliver(world, instance, delivery, asked, &mut queue, recorder)
            .and_then(|()| self.drain(world, &mut queue, recorder));
        match done {
            Ok(()) => {
                world.commit();
                Ok(())
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                Err((failure, undone))
            }
        }
    }

    /// Something is learnt on this day.
    pub fn learn<R: Recorder>(&self, world: &mut World, version: FactVersion, recorder: &mut R) {
        let FactVersion { subject, fact, value, true_from, by, .. } = version;
        world.learn(version);
        if let Some(day) = true_from {
            world.wake(day);
        }
        if R::LISTENS {
            recorder.record(world.today(), What::Learnt { subject, fact, value, true_from, by });
        }
        self.settle_waiting(world, recorder);
    }

    /// What is known from the beginning.
    pub fn given(
        &self,
        world: &mut World,
        subject: SubjectId,
        fact: FactId,
        value: Value,
        true_from: Option<Day>,
    ) {
        let (known_from, by) = (None, None);
        world.learn(FactVersion { subject, fact, value, true_from, known_from, by });
        if let Some(day) = true_from {
            world.wake(day);
        }
    }

    /// A line that stood in a register before the story.
    pub fn stood(&self, world: &mut World, entry: RegisterEntry) {
        let to = entry.to;
        world.wake(entry.from);
        let at = world.enter(entry);
        let morning = to.and_then(|to| to.plus_days(1)).filter(|morning| *morning > world.today());
        // It belongs to no instance; the first that will be created stands for the order of firing.
        let first = <InstanceId as crate::ident::Id>::new(0);
        if let (Some(morning), Ok(entry)) = (morning, u32::try_from(at)) {
            let key = TimerKey { morning, instance: first, rank: TimerRank::Entry(entry) };
            world.set_timer(key, Timer::Mark);
        }
    }

    /// A person judges.
    ///
    /// # Errors
    /// Why the person may not.
    pub fn find<R: Recorder>(
        &self,
        world: &mut World,
        made: FindingMade,
        role: Option<crate::program::RoleId>,
        recorder: &mut R,
    ) -> Result<(), Vec<Reason>> {
        let info = &self.program.findings[made.finding];
        if world.machine_of(made.instance) != info.about {
            return Err(vec![Reason::NoInstance]);
        }
        if let Some(actor) = made.by
            && !self.may_find(world, &made, actor, role)?
        {
            return Err(vec![Reason::Role {
                transition: None,
                finding: Some(made.finding),
                allowed: info.by.clone(),
            }]);
        }
        let finding = u32::try_from(world.findings().len()).unwrap_or(u32::MAX);
        world.find_out(made);
        if R::LISTENS {
            recorder.record(world.today(), What::Found { finding });
        }
        self.settle_waiting(world, recorder);
        Ok(())
    }

    fn may_find(
        &self,
        world: &World,
        made: &FindingMade,
        actor: ActorId,
        role: Option<crate::program::RoleId>,
    ) -> Result<bool, Vec<Reason>> {
        let look = self.look(world, made.instance);
        match holds_role(&look, actor, role, &self.program.findings[made.finding].by) {
            Ok(holds) => Ok(holds),
            Err(Failure::Refused(reasons)) => Err(reasons),
            Err(Failure::Fault(fault)) => Err(vec![Reason::Fault { at: fault.span(), fault }]),
        }
    }

    /// What a rule of an instance sees today, without an event.
    pub fn look<'l>(&'l self, world: &'l World, instance: InstanceId) -> Look<'l> {
        Look {
            program: self.program,
            cast: self.cast,
            world,
            instance,
            own: None,
            data: &[],
            actor: None,
            place: None,
            as_of: world.today(),
            noting: Noting::Nothing,
            reads: Vec::new(),
            asked: Vec::new(),
            lists: SmallVec::new(),
        }
    }
}
