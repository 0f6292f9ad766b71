//! Those that wait for no event but for a condition.

use std::collections::VecDeque;

use super::asked::Asked;
use super::delivery::Delivery;
use super::engine::Engine;
use super::transaction::stopped;
use crate::chart::{self, Limits, TransitionId};
use crate::ident::Id;
use crate::rule::InstanceId;
use crate::world::address::Undone;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::{Reason, Why};
use crate::world::world::World;

/// The most rounds in which waiting instances may set each other going.
const MOST_ROUNDS: usize = 1000;

impl Engine<'_> {
    /// Lets instances move on whose transitions wait for no event but for a condition that may
    /// hold by now, until none moves.
    pub(super) fn settle_waiting<R: Recorder>(&self, world: &mut World, recorder: &mut R) {
        let mut last = None;
        for _ in 0..MOST_ROUNDS {
            // What is created in a round waits for the next one.
            let end = InstanceId::new(world.instance_count());
            let (mut from, mut moved) = (InstanceId::new(0), false);
            while let Some(id) = world.waiting.next(from).filter(|&id| id < end) {
                if let Some(transition) = self.settle(world, id, recorder) {
                    moved = true;
                    last = Some((id, transition));
                }
                from = InstanceId::new(id.index() + 1);
            }
            if !moved {
                return;
            }
        }
        // Each round was whole in itself; that there is no end to them has to be said.
        if let Some((instance, transition)) = last
            && R::LISTENS
        {
            let (guards, undone) = (Vec::new(), Undone::new());
            let reasons = vec![Reason::Endless(Vec::new())];
            let idle = What::Idle { instance, transition, guards, reasons, undone };
            recorder.record(world.today(), idle);
        }
    }

    /// Lets one instance move on by itself, and answers by which transition it did; what cannot be
    /// done whole is not done, and it is said once why.
    fn settle<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        recorder: &mut R,
    ) -> Option<TransitionId> {
        let machine = &self.program.machines[world.machine_of(id)];
        let mut snapshot = world.instance(id).chart.clone()?;
        let nothing = Delivery::nothing();
        let mut asked = Asked::default();
        let mut queue = VecDeque::new();
        let mark = recorder.mark();
        let known = world.instance_count();
        world.begin();
        let mut stepper = self.stepper(world, id, &nothing, &mut asked, &mut queue, recorder);
        let settled = chart::settle(&machine.chart, &mut snapshot, &mut stepper, Limits::default());
        stepper.finish();
        let done = settled.map_err(stopped).and_then(|()| {
            if asked.moved {
                self.put_chart(world, id, snapshot, recorder);
            }
            self.drain(world, &mut queue, recorder)
        });
        let moved = asked.last.filter(|_| done.is_ok());
        match done {
            Ok(()) => world.commit(),
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                if let Some(transition) = asked.last
                    && world.waiting.tell(id, transition, Why::ComesToNothing)
                    && R::LISTENS
                {
                    let (instance, guards, reasons) = (id, Vec::new(), failure.reasons());
                    let idle = What::Idle { instance, transition, guards, reasons, undone };
                    recorder.record(world.today(), idle);
                }
            }
        }
        for (transition, causes) in asked.waiting {
            if world.waiting.tell(id, transition, Why::Unknown) && R::LISTENS {
                recorder.record(world.today(), What::Waits { instance: id, transition, causes });
            }
        }
        moved
    }
}
