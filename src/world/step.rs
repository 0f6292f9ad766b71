//! One step: an event, with all that it sends at once, happens whole or not at all (DESIGN 8.4).

use std::collections::VecDeque;
use std::sync::Arc;

use smallvec::SmallVec;

use super::address::{Address, Part, Undone};
use super::cast::{ActorId, Cast};
use super::host::{Asked, Stepper};
use super::journal::{GuardReport, Origin, Recorder, What};
use super::reason::{Cause, Reason, Why};
use super::timer::TimerRank;
use super::world::World;
use crate::calendar::Day;
use crate::chart::{self, EventId, Limits, Snapshot, Stopped, TransitionId};
use crate::ident::Id;
use crate::policy::Cited;
use crate::program::{FieldId, Program};
use crate::rule::{Fault, InstanceId, MachineId, SubjectId, Value};

/// What an event carries.
pub type Data = SmallVec<[(FieldId, Value); 4]>;

/// To whom an event goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An instance that exists.
    Instance(InstanceId),
    /// An address at which an instance may have to be opened.
    Address(Address),
}

/// An event from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The event.
    pub event: EventId,
    /// To whom.
    pub target: Target,
    /// Who acts; none in a bundle without roles.
    pub actor: Option<ActorId>,
    /// In which role; none means in any that the actor has.
    pub role: Option<crate::program::RoleId>,
    /// What it carries.
    pub data: Data,
}

/// What became of an event: refused with its reasons and the rules as they were evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Why.
    pub reasons: Vec<Reason>,
    /// The rules.
    pub guards: Vec<GuardReport>,
    /// What the step had opened, and what was undone with it: reasons may name it.
    pub undone: Undone,
}

/// Runs a program's worlds.
#[derive(Clone, Copy, Debug)]
pub struct Engine<'p> {
    /// The program.
    pub program: &'p Program,
    /// The cast.
    pub cast: &'p Cast,
}

/// Something that waits for its turn within a step.
pub(super) enum Pending {
    /// An instance starts.
    Start(InstanceId),
    /// An event is delivered.
    Deliver { from: InstanceId, to: InstanceId, event: EventId, data: Data, optional: bool },
}

/// Why a step could not be done.
pub enum Failure {
    /// It is refused.
    Refused(Vec<Reason>),
    /// A rule is at fault.
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::Refused(vec![reason])
    }
}
impl Failure {
    pub(super) fn causes(causes: Vec<Cause>) -> Self {
        Reason::Unknown { transition: None, rule: None, causes }.into()
    }
    pub(super) fn reasons(self) -> Vec<Reason> {
        match self {
            Self::Refused(reasons) => reasons,
            Self::Fault(fault) => vec![Reason::Fault { at: fault.span(), fault }],
        }
    }
}

/// The most that one step may deliver and start: far more than any measure has cases. Beyond it
/// instances send each other on for ever, or each opens the next.
const MOST_DELIVERED: u32 = 100_000;

/// The most rounds in which waiting instances may set each other going.
const MOST_ROUNDS: usize = 1000;

impl<'p> Engine<'p> {
    /// Gives an event to the world, on its day. A refused event changes nothing.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn step<R: Recorder>(
        &self,
        world: &mut World,
        incoming: &Incoming,
        recorder: &mut R,
    ) -> Result<(), Told> {
        let mark = recorder.mark();
        let mut asked = Asked::default();
        let known = world.instance_count();
        world.begin(true);
        let done = self.arrive(world, incoming, &mut asked, recorder);
        match done {
            Ok(()) => {
                world.commit();
                self.settle_waiting(world, recorder);
                Ok(())
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                let mut reasons = failure.reasons();
                for reason in asked.reasons {
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
                order_reasons(&mut reasons);
                if R::LISTENS {
                    let (instance, address) = match &incoming.target {
                        Target::Instance(id) => (Some(*id), world.address(self.program, *id)),
                        Target::Address(address) => (world.at_address(address), address.clone()),
                    };
                    recorder.record(
                        world.today(),
                        What::Refused {
                            event: incoming.event,
                            instance,
                            address,
                            actor: incoming.actor,
                            reasons: reasons.clone(),
                            guards: asked.guards.clone(),
                            lists: std::mem::take(&mut asked.lists),
                            undone: undone.clone(),
                        },
                    );
                }
                Err(Told { reasons, guards: asked.guards, undone })
            }
        }
    }

    /// The instances beyond the first so many.
    pub(super) fn opened_since(&self, world: &World, known: usize) -> Undone {
        // By number: to skip the others one by one would make a refusal as dear as the world is large.
        let opened = (known..world.instance_count()).map(InstanceId::new);
        opened.map(|id| (id, world.address(self.program, id))).collect()
    }

    fn arrive<R: Recorder>(
        &self,
        world: &mut World,
        incoming: &Incoming,
        asked: &mut Asked,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let mut queue = VecDeque::new();
        let (instance, opened) = match &incoming.target {
            Target::Instance(id) => (*id, false),
            Target::Address(address) => self.open_at(world, address, incoming.event)?,
        };
        let mut delivered = Delivery {
            event: incoming.event,
            data: &incoming.data,
            actor: incoming.actor,
            role: incoming.role,
            origin: Origin::Story,
            told: false,
        };
        if opened {
            // The event is told first; then the instance that it opens starts, and then hears it.
            delivered.tell(world, instance, recorder);
            delivered.told = true;
            if R::LISTENS {
                recorder.record(world.today(), What::Opened(instance));
            }
            queue.push_back(Pending::Start(instance));
            self.drain(world, &mut queue, recorder)?;
        }
        self.deliver(world, instance, &delivered, asked, &mut queue, recorder)?;
        self.drain(world, &mut queue, recorder)
    }

    /// The instance at an address, and whether the event has just opened it.
    fn open_at(
        &self,
        world: &mut World,
        address: &Address,
        event: EventId,
    ) -> Result<(InstanceId, bool), Failure> {
        let Some((last, owners)) = address.parts.split_last() else {
            return Err(Reason::NoInstance.into());
        };
        let mut owner = None;
        for part in owners {
            owner = Some(world.find(owner, part).ok_or(Reason::NoInstance)?);
        }
        if let Some(found) = world.find(owner, last) {
            return Ok((found, false));
        }
        let machine = &self.program.machines[last.machine];
        let owner_fits = machine.owner == owner.map(|owner| world.machine_of(owner));
        let owner_ended = owner.is_some_and(|owner| world.instance(owner).ended());
        if !machine.opened_by.contains(&event) || !owner_fits || owner_ended {
            return Err(Reason::NoInstance.into());
        }
        Ok((self.create(world, owner, last), true))
    }

    /// Creates an instance that has not started.
    pub(super) fn create(
        &self,
        world: &mut World,
        owner: Option<InstanceId>,
        part: &Part,
    ) -> InstanceId {
        let subject = self.subject_of(world, owner, part);
        world.create(self.program, owner, part, subject)
    }

    fn subject_of(
        &self,
        world: &World,
        owner: Option<InstanceId>,
        part: &Part,
    ) -> Option<SubjectId> {
        let path = self.program.machines[part.machine].subject?;
        let value = match path.level.checked_sub(1) {
            None => part.key.get(usize::from(path.index)).copied(),
            Some(above) => world
                .ancestor(owner?, above)
                .and_then(|instance| world.key(instance, usize::from(path.index))),
        };
        match value {
            Some(Value::Subject(subject)) => Some(subject),
            _ => None,
        }
    }

    /// Works off what waits, first in first out.
    pub(super) fn drain<R: Recorder>(
        &self,
        world: &mut World,
        queue: &mut VecDeque<Pending>,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let mut delivered = 0;
        while let Some(pending) = queue.pop_front() {
            delivered += 1;
            if delivered > MOST_DELIVERED {
                return Err(Reason::Endless(Vec::new()).into());
            }
            match pending {
                Pending::Start(id) => self.start(world, id, queue, recorder)?,
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
                        Err(failure) => {
                            let mut reasons = failure.reasons();
                            reasons.extend(asked.reasons);
                            return Err(Reason::Sent { event, to: Some(to), reasons }.into());
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn stepper<'a, R: Recorder>(
        &'a self,
        world: &'a mut World,
        instance: InstanceId,
        delivered: &'a Delivery<'a>,
        asked: &'a mut Asked,
        queue: &'a mut VecDeque<Pending>,
        recorder: &'a mut R,
    ) -> Stepper<'a, 'p, R> {
        Stepper::new(self, world, instance, delivered, asked, queue, recorder)
    }

    fn start<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        queue: &mut VecDeque<Pending>,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let chart = &self.program.machines[world.machine_of(id)].chart;
        let nothing = Delivery::nothing();
        let mut asked = Asked::default();
        let mut stepper = self.stepper(world, id, &nothing, &mut asked, queue, recorder);
        let started = chart::start(chart, &mut stepper, Limits::default());
        stepper.finish();
        let snapshot = started.map_err(stopped)?;
        self.put_chart(world, id, snapshot, recorder);
        Ok(())
    }

    fn put_chart<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        snapshot: Snapshot,
        recorder: &mut R,
    ) {
        let ended = snapshot.ended() && !world.instance(id).ended();
        let machine = &self.program.machines[world.machine_of(id)];
        if machine.waits {
            let goes_on = chart::may_go_on(&machine.chart, snapshot.configuration());
            world.set_waiting(id, goes_on && !snapshot.ended());
        }
        world.set_chart(self.program, id, snapshot);
        if ended {
            self.stop_timers(world, id);
            if R::LISTENS {
                recorder.record(world.today(), What::Closed(id));
            }
        }
    }

    /// What has ended waits for nothing.
    fn stop_timers(&self, world: &mut World, id: InstanceId) {
        let own: Vec<_> = world
            .timers()
            .filter(|(key, _)| key.instance == id)
            .filter(|(key, _)| matches!(key.rank, TimerRank::State(_)))
            .map(|(key, _)| *key)
            .collect();
        for key in own {
            world.take_timer(key);
        }
    }

    /// Gives one event to one instance.
    pub(super) fn deliver<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        delivered: &Delivery<'_>,
        asked: &mut Asked,
        queue: &mut VecDeque<Pending>,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let machine = &self.program.machines[world.machine_of(id)];
        let Some(mut snapshot) = world.instance(id).chart.clone() else {
            return Err(Reason::NotExpected(Vec::new()).into());
        };
        if snapshot.ended() {
            return Err(Reason::Ended.into());
        }
        let mark = recorder.mark();
        if !delivered.told {
            delivered.tell(world, id, recorder);
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
        match handled {
            Ok(true) => {
                self.put_chart(world, id, snapshot, recorder);
                Ok(())
            }
            Ok(false) => {
                recorder.forget(mark);
                let expected = chart::candidates(
                    &machine.chart,
                    snapshot.configuration(),
                    Some(delivered.event),
                )
                .next()
                .is_some();
                if expected {
                    Err(Failure::Refused(Vec::new()))
                } else {
                    let states = snapshot.configuration().atomic_states(&machine.chart);
                    Err(Reason::NotExpected(states.collect()).into())
                }
            }
            Err(stop) => Err(stopped(stop)),
        }
    }

    /// Lets instances move on whose transitions wait for no event but for a condition that may
    /// hold by now, until none moves.
    pub(super) fn settle_waiting<R: Recorder>(&self, world: &mut World, recorder: &mut R) {
        let mut last = None;
        for _ in 0..MOST_ROUNDS {
            // What is created in a round waits for the next one.
            let end = InstanceId::new(world.instance_count());
            let (mut from, mut moved) = (InstanceId::new(0), false);
            while let Some(id) = world.next_waiting(from).filter(|&id| id < end) {
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
        world.begin(true);
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
                    && world.tell_waiting(id, transition, Why::ComesToNothing)
                    && R::LISTENS
                {
                    let (instance, guards, reasons) = (id, Vec::new(), failure.reasons());
                    let idle = What::Idle { instance, transition, guards, reasons, undone };
                    recorder.record(world.today(), idle);
                }
            }
        }
        for (transition, causes) in asked.waiting {
            if world.tell_waiting(id, transition, Why::Unknown) && R::LISTENS {
                recorder.record(world.today(), What::Waits { instance: id, transition, causes });
            }
        }
        moved
    }

    /// The first lawful day of a transition of an instance, where it has one.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn earliest(
        &self,
        world: &World,
        id: InstanceId,
        transition: TransitionId,
    ) -> Result<Option<(Day, bool)>, Vec<Cause>> {
        let machine = &self.program.machines[world.machine_of(id)];
        let Some(floor) = &machine.transitions[transition].floor else { return Ok(None) };
        super::host::floor(self, world, id, floor, &[], None)
            .map(|(counted, _)| Some((counted.last, counted.provisional)))
            .map_err(|failure| match failure {
                Failure::Refused(reasons) => reasons
                    .into_iter()
                    .flat_map(|reason| match reason {
                        Reason::Unknown { causes, .. } => causes,
                        _ => Vec::new(),
                    })
                    .collect(),
                Failure::Fault(_) => Vec::new(),
            })
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
            let (reasons, guards) = (vec![Reason::Exists(found)], Vec::new());
            return Err(Told { reasons, guards, undone: Undone::new() });
        }
        let (known, mark) = (world.instance_count(), recorder.mark());
        world.begin(true);
        let id = self.create(world, owner, &part);
        let mut queue = VecDeque::from([Pending::Start(id)]);
        if R::LISTENS {
            recorder.record(world.today(), What::Opened(id));
        }
        match self.drain(world, &mut queue, recorder) {
            Ok(()) => {
                world.commit();
                Ok(id)
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                Err(Told { reasons: failure.reasons(), guards: Vec::new(), undone })
            }
        }
    }
}

/// An event on its way into one instance.
pub(super) struct Delivery<'a> {
    pub event: EventId,
    pub data: &'a [(FieldId, Value)],
    pub actor: Option<ActorId>,
    pub role: Option<crate::program::RoleId>,
    pub origin: Origin,
    /// Whether the journal has it already.
    pub told: bool,
}

impl<'a> Delivery<'a> {
    fn tell<R: Recorder>(&self, world: &World, instance: InstanceId, recorder: &mut R) {
        if R::LISTENS {
            let (event, actor, origin) = (self.event, self.actor, self.origin);
            let data = self.data.into();
            recorder.record(world.today(), What::Event { event, instance, actor, origin, data });
        }
    }

    /// An event that another instance sends.
    pub(super) fn sent(event: EventId, data: &'a [(FieldId, Value)], from: InstanceId) -> Self {
        Self { event, data, actor: None, role: None, origin: Origin::Sent(from), told: false }
    }

    /// No event: an instance that starts or settles.
    fn nothing() -> Self {
        let origin = Origin::Timer(TransitionId::new(0));
        Self { event: EventId::new(0), data: &[], actor: None, role: None, origin, told: false }
    }
}

pub(super) fn stopped(stop: Stopped<Failure>) -> Failure {
    match stop {
        Stopped::Host(failure) => failure,
        Stopped::Endless { cycle } => Reason::Endless(cycle).into(),
        Stopped::Ambiguous { first, second } => Reason::Ambiguous(first, second).into(),
    }
}

/// The order in which reasons are told (DESIGN 8.2).
fn order_reasons(reasons: &mut [Reason]) {
    reasons.sort_by_key(|reason| match reason {
        Reason::NoInstance => 0,
        Reason::Ended => 1,
        Reason::NotExpected(_) => 2,
        Reason::Role { .. } => 3,
        Reason::TooEarly { .. } => 4,
        Reason::NotMet { .. } => 5,
        Reason::Unknown { .. } => 6,
        Reason::Fault { .. } => 7,
        Reason::Ambiguous(..) => 8,
        Reason::Endless(_) => 9,
        Reason::Quota { .. } => 10,
        Reason::NoCandidate { .. } => 11,
        Reason::TwicePlaced(_) => 12,
        Reason::Placement { .. } => 13,
        Reason::Tie { .. } => 14,
        Reason::NothingOwed(_) => 15,
        Reason::Exists(_) => 16,
        Reason::Sent { .. } => 17,
    });
}

/// The sources of what the engine does by itself.
pub(super) fn no_source() -> Arc<Cited> {
    Arc::new(Cited::default())
}
