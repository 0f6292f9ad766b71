//! One instance moving: what it is told while it moves, and what it tells.

use std::collections::VecDeque;

use smallvec::SmallVec;

use super::asked::Asked;
use super::delivery::{Delivery, Queue};
use super::engine::Engine;
use super::failure::Failure;
use crate::calendar::{Counted, Rests};
use crate::chart::{Configuration, EventId, StateId, TransitionId};
use crate::policy::Under;
use crate::program::{CompiledMachine, CompiledTransition, Tree};
use crate::rule::{InstanceId, Outcome, Value};
use crate::world::deciding;
use crate::world::journal::{GuardReport, Reads, Recorder, What};
use crate::world::look::{Look, Noting};
use crate::world::refusal::{Count, Reason};
use crate::world::world::World;

/// One instance moving.
pub struct Stepper<'a, 'p, R> {
    pub(in crate::world) engine: &'a Engine<'p>,
    pub(in crate::world) world: &'a mut World,
    pub(in crate::world) instance: InstanceId,
    pub(super) delivered: &'a Delivery<'a>,
    pub(in crate::world) asked: &'a mut Asked,
    pub(in crate::world) queue: &'a mut Queue,
    /// Whether it was asked to move on by itself, when all that was sent had arrived: conditions that
    /// ask about others are asked, until it has moved.
    pub(super) settles: bool,
    pub(super) recorder: &'a mut R,
    pub(super) machine: &'p CompiledMachine,
    pub(super) internal: VecDeque<EventId>,
    /// The rules of candidates, kept until it is known which is taken.
    pub(super) heard: SmallVec<[(TransitionId, Vec<GuardReport>); 1]>,
    pub(super) left: SmallVec<[StateId; 2]>,
    pub(super) entered: SmallVec<[StateId; 2]>,
    /// The transitions of the running microstep, told when it is over.
    pub(super) taking: SmallVec<[TransitionId; 2]>,
    pub(super) preempted: SmallVec<[TransitionId; 1]>,
    /// The history states that are targets of the running microstep.
    pub(super) by_history: SmallVec<[StateId; 1]>,
    /// Transitions whose floor was counted over days that may still move.
    pub(super) passed: Vec<(TransitionId, Counted, Count)>,
    /// The states below which the running microstep leaves what is active.
    pub(super) leaving: SmallVec<[StateId; 1]>,
    /// What the running microstep did.
    pub(in crate::world) effects: Vec<What>,
    starting: bool,
}

impl<'a, 'p, R: Recorder> Stepper<'a, 'p, R> {
    pub(super) fn new(
        engine: &'a Engine<'p>,
        world: &'a mut World,
        instance: InstanceId,
        delivered: &'a Delivery<'a>,
        asked: &'a mut Asked,
        queue: &'a mut Queue,
        recorder: &'a mut R,
    ) -> Self {
        let machine = &engine.program.machines[world.machine_of(instance)];
        let starting = world.instance(instance).chart.is_none();
        Self {
            engine,
            world,
            instance,
            delivered,
            asked,
            queue,
            settles: false,
            recorder,
            machine,
            internal: VecDeque::new(),
            heard: SmallVec::new(),
            left: SmallVec::new(),
            entered: SmallVec::new(),
            taking: SmallVec::new(),
            preempted: SmallVec::new(),
            by_history: SmallVec::new(),
            passed: Vec::new(),
            leaving: SmallVec::new(),
            effects: Vec::new(),
            starting,
        }
    }

    /// Tells the last microstep.
    pub(super) fn finish(&mut self) {
        self.tell_move();
    }

    /// Tells the microstep that is over: what was taken, what was left and entered, what it did.
    pub(super) fn tell_move(&mut self) {
        if !R::LISTENS {
            return;
        }
        let starting = std::mem::take(&mut self.starting);
        let day = self.world.today();
        let left = std::mem::take(&mut self.left);
        let entered = std::mem::take(&mut self.entered);
        let preempted = std::mem::take(&mut self.preempted);
        let transitions = std::mem::take(&mut self.taking);
        // What was counted is told after the move, of the transitions that it took.
        let passed = match transitions.is_empty() {
            true => Vec::new(),
            false => std::mem::take(&mut self.passed),
        };
        let counted: Vec<_> =
            passed.into_iter().filter(|(id, ..)| transitions.contains(id)).collect();
        if !transitions.is_empty() || (starting && !entered.is_empty()) {
            let mut guards = Vec::new();
            // What is not of this move was heard for the next one.
            for (id, mut heard) in std::mem::take(&mut self.heard) {
                if !transitions.contains(&id) {
                    self.heard.push((id, heard));
                    continue;
                }
                // Most often there is one, handed on as it is.
                if guards.is_empty() {
                    guards = heard;
                } else {
                    guards.append(&mut heard);
                }
            }
            let instance = self.instance;
            let what = What::Moved { instance, transitions, guards, left, entered, preempted };
            self.recorder.record(day, what);
        }
        for (id, Counted { last: earliest, rests }, count) in counted {
            let instance = self.instance;
            if rests != Rests::Published {
                self.recorder.record(day, What::Provisional { instance, earliest, rests });
            }
            if R::EXPLAINS {
                self.recorder.record(day, What::Counted { instance, transition: id, count });
            }
        }
        for what in std::mem::take(&mut self.effects) {
            self.recorder.record(day, what);
        }
    }

    /// Notes an effect, to be told after the move that caused it.
    pub(super) fn effect(&mut self, what: impl FnOnce() -> What) {
        if R::LISTENS {
            self.effects.push(what());
        }
    }

    /// Notes what was asked beside the conditions of transitions, where that is explained.
    pub(in crate::world) fn weighed(&mut self, instance: InstanceId, guards: Vec<GuardReport>) {
        if R::EXPLAINS && !guards.is_empty() {
            self.effects.push(What::Weighed { instance, guards });
        }
    }

    pub(in crate::world) fn look<'l>(&'l self, own: Option<&'l Configuration>) -> Look<'l> {
        Look {
            program: self.engine.program,
            cast: self.engine.cast,
            world: self.world,
            instance: self.instance,
            own,
            data: self.delivered.data,
            actor: self.delivered.actor,
            place: None,
            as_of: self.world.today(),
            noting: Noting::of::<R>(),
            reads: Reads::new(),
            asked: Vec::new(),
            purse: Some(&self.queue.purse),
            lists: SmallVec::new(),
        }
    }

    /// Whether what stands under some versions does so for the instance now.
    pub(super) fn stands(&self, under: Under) -> bool {
        deciding::stands(self.engine.program, self.world, self.instance, under)
    }

    /// The known value of an expression; an unknown one refuses the step.
    pub(super) fn known(&self, tree: &Tree, own: &Configuration) -> Result<Value, Failure> {
        match self.look(Some(own)).value(tree)? {
            Outcome::Known(value) => Ok(value),
            Outcome::Unknown(causes) => Err(Failure::causes(causes)),
        }
    }

    /// The transition that the running timer event stands for.
    pub(super) fn transition(&self, id: TransitionId) -> &'p CompiledTransition {
        &self.machine.transitions[id]
    }

    pub(super) fn refuse(&mut self, reason: Reason) {
        if !self.asked.reasons.contains(&reason) {
            self.asked.reasons.push(reason);
        }
    }
}
