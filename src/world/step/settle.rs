//! Settling: those that wait for no event but for a condition are asked in rounds, when all that was
//! sent has arrived (DESIGN 8.4).

use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::asked::Asked;
use super::delivery::{Delivery, Queue};
use super::engine::Engine;
use super::transaction::stopped;
use crate::chart::{self, Limits, Snapshot, TransitionId};
use crate::ident::Id;
use crate::program::Ground;
use crate::rule::{InstanceId, Value};
use crate::world::address::Undone;
use crate::world::deciding;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::{Endless, Reason, Why};
use crate::world::store::{Watched, Watches};
use crate::world::world::{Stirred, World};

impl Engine<'_> {
    /// Asks those that wait, in rounds, until none moves. What is created or moves in a round is
    /// asked in the next; each move is whole in itself.
    pub(super) fn settle_waiting<R: Recorder>(
        &self,
        world: &mut World,
        queue: &mut Queue,
        recorder: &mut R,
    ) {
        let mut last = None;
        while world.waiting.any_due() {
            if !queue.purse.round() {
                self.tell_endless(world, last, recorder);
                return;
            }
            let end = InstanceId::new(world.instance_count());
            let mut round = world.waiting.take_due();
            let mut moved = BTreeSet::new();
            while let Some(id) = round.pop_first() {
                let (taken, stirred) = self.settle(world, id, queue, recorder);
                last = taken.map(|transition| (id, transition)).or(last);
                // Whoever comes later in the round sees what has changed in it.
                for &woken in stirred.woken.range(id..end).filter(|&&woken| woken != id) {
                    if !moved.contains(&woken) && world.waiting.need_not_ask(woken) {
                        round.insert(woken);
                    }
                }
                for &id in &stirred.moved {
                    round.remove(&id);
                }
                moved.extend(stirred.moved);
            }
        }
        #[cfg(debug_assertions)]
        self.assert_settled(world);
    }

    /// Each round was whole in itself; that there is no end to them has to be said.
    fn tell_endless<R: Recorder>(
        &self,
        world: &World,
        last: Option<(InstanceId, TransitionId)>,
        recorder: &mut R,
    ) {
        if let Some((instance, transition)) = last
            && R::LISTENS
        {
            let (guards, undone) = (Vec::new(), Undone::new());
            let reasons = vec![Reason::Endless(Endless::Others)];
            let idle = What::Idle { instance, transition, guards, reasons, undone };
            recorder.record(world.today(), idle);
        }
    }

    /// Lets one instance move on by itself; answers by which transition it did, and whom that
    /// stirred. What cannot be done whole is not done, and it is said once why.
    fn settle<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> (Option<TransitionId>, Stirred) {
        let machine = &self.program.machines[world.machine_of(id)];
        let Some(mut snapshot) = world.instance(id).chart.clone() else {
            return (None, Stirred::default());
        };
        let nothing = Delivery::nothing();
        let mut asked = Asked::default();
        let mark = recorder.mark();
        let known = world.instance_count();
        world.begin();
        let mut stepper = self.stepper(world, id, &nothing, &mut asked, queue, recorder);
        stepper.settles = true;
        let settled = chart::settle(&machine.chart, &mut snapshot, &mut stepper, Limits::default());
        stepper.finish();
        let done = settled.map_err(stopped).and_then(|()| {
            if asked.moved {
                self.put_chart(world, id, snapshot, recorder);
            }
            self.drain(world, queue, recorder)
        });
        let taken = asked.last.filter(|_| done.is_ok());
        let stirred = match done {
            Ok(()) => world.commit().unwrap_or_default(),
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                queue.clear();
                recorder.forget(mark);
                world.waiting.hinder(id);
                if let Some(transition) = asked.last.or(asked.guard)
                    && world.waiting.tell(id, transition, Why::ComesToNothing)
                    && R::LISTENS
                {
                    let (instance, guards, reasons) = (id, Vec::new(), failure.reasons());
                    let idle = What::Idle { instance, transition, guards, reasons, undone };
                    recorder.record(world.today(), idle);
                }
                Stirred::default()
            }
        };
        for (transition, causes) in asked.waiting {
            if world.waiting.tell(id, transition, Why::Unknown) && R::LISTENS {
                recorder.record(world.today(), What::Waits { instance: id, transition, causes });
            }
        }
        (taken, stirred)
    }

    /// What an instance that stands so waits for; none where no condition is left to wait for.
    pub(super) fn watches(
        &self,
        world: &World,
        id: InstanceId,
        snapshot: &Snapshot,
    ) -> Option<Watches> {
        let machine = &self.program.machines[world.machine_of(id)];
        let goes_on = || chart::may_go_on(&machine.chart, snapshot.configuration());
        if snapshot.ended() || !goes_on() {
            return None;
        }
        let mut watches: Watches = SmallVec::new();
        for transition in chart::candidates(&machine.chart, snapshot.configuration(), None) {
            let grounds = &machine.transitions[transition].depends.on;
            grounds.iter().for_each(|&ground| watch(world, id, ground, &mut watches));
        }
        watches.sort_unstable();
        watches.dedup();
        Some(watches)
    }

    /// Whoever waits would not move if he were asked: nobody was forgotten.
    #[cfg(debug_assertions)]
    fn assert_settled(&self, world: &mut World) {
        let waiting: Vec<InstanceId> = world.waiting.all().collect();
        for id in waiting {
            if world.waiting.is_hindered(id) {
                continue;
            }
            let machine = &self.program.machines[world.machine_of(id)];
            let Some(mut snapshot) = world.instance(id).chart.clone() else { continue };
            let nothing = Delivery::nothing();
            let (mut asked, mut queue) = (Asked::default(), Queue::default());
            let recorder = &mut ();
            world.begin();
            let mut stepper = self.stepper(world, id, &nothing, &mut asked, &mut queue, recorder);
            stepper.settles = true;
            let asked_again =
                chart::settle(&machine.chart, &mut snapshot, &mut stepper, Limits::default());
            world.rollback();
            debug_assert!(
                asked_again.is_ok() && !asked.moved,
                "{id:?} waits, and would move if it were asked"
            );
        }
    }
}

/// Adds what a ground is for one instance; nothing where there is no such thing.
fn watch(world: &World, id: InstanceId, ground: Ground, watches: &mut Watches) {
    let subject = world.instance(id).subject;
    let owner = |level| world.ancestor(id, level);
    match ground {
        Ground::Day => watches.push(Watched::Day),
        Ground::Subject => watches.extend(subject.map(Watched::Subject)),
        Ground::KeySubject { level, index } => {
            let named = owner(level).and_then(|of| world.key(of, usize::from(index)));
            watches.extend(match named {
                Some(Value::Subject(subject)) => Some(Watched::Subject(subject)),
                _ => None,
            });
        }
        Ground::Anyone => watches.push(Watched::Anyone),
        Ground::Findings { level } => watches.extend(owner(level).map(Watched::Findings)),
        Ground::Owner { level } => watches.extend(owner(level).map(Watched::Instance)),
        Ground::Line => watches.extend(deciding::line(world, id).map(Watched::Instance)),
        Ground::Children(machine) => watches.push(Watched::Children(id, machine)),
        Ground::Machine(machine) => watches.push(Watched::Machine(machine)),
        Ground::Register(register) => {
            watches.extend(subject.map(|subject| Watched::Register(register, subject)));
        }
        Ground::AnyRegister(register) => watches.push(Watched::AnyRegister(register)),
    }
}
