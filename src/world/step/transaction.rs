//! One transaction: what is on its way is delivered, first in first out, until nothing is.

use smallvec::SmallVec;

use super::asked::Asked;
use super::delivery::{Delivery, Pending, Queue};
use super::endless::endless;
use super::engine::Engine;
use super::failure::Failure;
use super::incoming::Told;
use super::stepper::Stepper;
use crate::chart::{self, Configuration, Host as _, Limits, Snapshot, Stopped};
use crate::rule::{InstanceId, MachineId, Value};
use crate::world::address::{Part, Undone};
use crate::world::journal::{Recorder, What};
use crate::world::refusal::{Endless, Innermost, Reason};
use crate::world::store::TimerRank;
use crate::world::world::World;

impl<'p> Engine<'p> {
    /// Works off what waits, first in first out.
    pub(super) fn drain<R: Recorder>(
        &self,
        world: &mut World,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        while let Some(pending) = queue.pop_front() {
            match pending {
                Pending::Start(id) => self.start(world, id, queue, recorder)?,
                Pending::Deliver { to, event, .. } if !queue.purse.deliver() => {
                    return Err(endless(self.program, world, event, to).into());
                }
                Pending::Deliver { from, to, event, data, optional } => {
                    let delivered = Delivery::sent(event, &data, from);
                    let mut asked = Asked::default();
                    match self.deliver(world, to, &delivered, &mut asked, queue, recorder) {
                        Ok(()) => {}
                        // Nothing was changed where no transition was enabled.
                        Err(Failure::Refused(mut reasons)) if optional && !asked.moved => {
                            if R::LISTENS {
                                reasons.extend(asked.reasons);
                                let undone = Undone::new();
                                let what = What::Unheard { to, event, reasons, undone };
                                recorder.record(world.today(), what);
                            }
                        }
                        Err(failure) if queue.purse.is_empty() => return Err(failure),
                        Err(failure) => {
                            let mut reasons = failure.reasons();
                            reasons.extend(asked.reasons);
                            let machine = Some(world.machine_of(to));
                            return Err(
                                Reason::Sent { event, to: Some(to), machine, reasons }.into()
                            );
                        }
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn stepper<'a, R: Recorder>(
        &'a self,
        world: &'a mut World,
        instance: InstanceId,
        delivered: &'a Delivery<'a>,
        asked: &'a mut Asked,
        queue: &'a mut Queue,
        recorder: &'a mut R,
    ) -> Stepper<'a, 'p, R> {
        Stepper::new(self, world, instance, delivered, asked, queue, recorder)
    }

    /// Starts an instance that was created; what it sends waits for its turn.
    pub(super) fn start<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        if !queue.purse.deliver() {
            return Err(Reason::Endless(Endless::Others).into());
        }
        let chart = &self.program.machines[world.machine_of(id)].chart;
        let nothing = Delivery::nothing();
        let mut asked = Asked::default();
        let mut stepper = self.stepper(world, id, &nothing, &mut asked, queue, recorder);
        // What the machine does when it begins comes before its first states are entered.
        let nothing = Configuration::nothing(chart);
        let started = match stepper.on_initial(chart.root(), &nothing) {
            Ok(()) => chart::start(chart, &mut stepper, Limits::default()).map_err(stopped),
            Err(failure) => Err(failure),
        };
        stepper.finish();
        if queue.purse.is_empty() && started.is_err() {
            return Err(Reason::Endless(Endless::Others).into());
        }
        let snapshot = started?;
        self.put_chart(world, id, snapshot, recorder);
        Ok(())
    }

    pub(super) fn put_chart<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        snapshot: Snapshot,
        recorder: &mut R,
    ) {
        let ended = snapshot.ended() && !world.instance(id).ended();
        // Most machines wait for nothing but events.
        if self.program.machines[world.machine_of(id)].waits {
            let watches = self.watches(world, id, &snapshot);
            world.waiting.put(id, watches);
        }
        world.set_chart(self.program, id, snapshot);
        if ended {
            debug_assert!(
                world.timers.of_instance(id).all(|key| !matches!(key.rank, TimerRank::State(_))),
                "a timer ends with its state, and a final state has none"
            );
            if R::LISTENS {
                recorder.record(world.today(), What::Closed(id));
            }
        }
    }

    /// Gives one event to one instance.
    pub(super) fn deliver<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        delivered: &Delivery<'_>,
        asked: &mut Asked,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let machine = &self.program.machines[world.machine_of(id)];
        let Some(chart) = &world.instance(id).chart else {
            return Err(
                Reason::NotExpected { event: delivered.event, states: Innermost::new() }.into()
            );
        };
        if chart.ended() {
            return Err(self.ended(world, id).into());
        }
        let mut snapshot = chart.clone();
        let mark = recorder.mark();
        if !delivered.told {
            delivered.tell(world, id, recorder);
        }
        // An event whose day decides is judged under its own day; unheard, it decides nothing.
        let (event, today) = (delivered.event, world.today());
        let decides = machine.deciding.contains(&event);
        let decided =
            if decides { world.instances.accepted(self.program, id, event) } else { None };
        if decides {
            world.instances.set_accepted(self.program, id, event, Some(today));
        }
        let mut stepper = self.stepper(world, id, delivered, asked, queue, recorder);
        let handled = chart::handle(
            &machine.chart,
            &mut snapshot,
            delivered.event,
            &mut stepper,
            Limits::default(),
        );
        stepper.finish();
        if decides && !matches!(handled, Ok(true)) {
            world.instances.set_accepted(self.program, id, event, decided);
        }
        match handled {
            Ok(true) => {
                self.put_chart(world, id, snapshot, recorder);
                Ok(())
            }
            Ok(false) => {
                recorder.forget(mark);
                let unheard = self.unheard(world, id, &snapshot, delivered.event);
                if unheard.is_none() {
                    asked.leave_out_shut(self.program);
                }
                Err(Failure::Refused(unheard.into_iter().collect()))
            }
            // What went wrong is that nothing was left.
            Err(_) if queue.purse.is_empty() => {
                Err(endless(self.program, world, delivered.event, id).into())
            }
            Err(stop) => Err(stopped(stop)),
        }
    }

    /// An event that no person sends: whole or not at all.
    pub(super) fn whole<R: Recorder>(
        &self,
        world: &mut World,
        instance: InstanceId,
        delivery: &Delivery<'_>,
        asked: &mut Asked,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> Result<(), (Failure, Undone)> {
        let mark = recorder.mark();
        let known = world.instance_count();
        world.begin();
        let done = self
            .deliver(world, instance, delivery, asked, queue, recorder)
            .and_then(|()| self.drain(world, queue, recorder));
        match done {
            Ok(()) => {
                world.commit();
                Ok(())
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                queue.clear();
                recorder.forget(mark);
                Err((failure, undone))
            }
        }
    }

    /// Opens an instance and starts it, outside of any event: for what a story presupposes and for
    /// programs that drive a chart directly.
    ///
    /// # Errors
    /// Why it could not be started.
    pub fn open<R: Recorder>(
        &self,
        world: &mut World,
        owner: Option<InstanceId>,
        machine: MachineId,
        key: SmallVec<[Value; 2]>,
        recorder: &mut R,
    ) -> Result<InstanceId, Told> {
        let part = Part { machine, key };
        if let Some(found) = world.find(owner, &part) {
            let reasons = vec![Reason::Exists { machine, instance: found }];
            return Err(Told { reasons, undone: Undone::new() });
        }
        let (known, mark) = (world.instance_count(), recorder.mark());
        world.begin();
        let id = self.create(world, owner, None, &part);
        let mut queue = Queue::default();
        if R::LISTENS {
            recorder.record(world.today(), What::Opened(id));
        }
        let started = self.start(world, id, &mut queue, recorder);
        match started.and_then(|()| self.drain(world, &mut queue, recorder)) {
            Ok(()) => {
                world.commit();
                self.settle_waiting(world, &mut queue, recorder);
                Ok(id)
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                Err(Told { reasons: failure.reasons(), undone })
            }
        }
    }
}

pub(super) fn stopped(stop: Stopped<Failure>) -> Failure {
    match stop {
        Stopped::Host(failure) => failure,
        Stopped::Endless { cycle } => Reason::Endless(Endless::Cycle(cycle)).into(),
        Stopped::Ambiguous { first, second } => Reason::Ambiguous(first, second).into(),
    }
}
