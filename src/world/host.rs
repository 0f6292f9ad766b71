//! What a running chart asks of the world: roles, floors and rules as guards, timers and actions
//! as content.

use std::collections::VecDeque;

use smallvec::SmallVec;

use super::counting;
use super::journal::{GuardReport, Origin, Recorder, SelectionReport, Verdict, What};
use super::look::{Look, Noting};
use super::reason::{Cause, Count, Reason};
use super::step::{Delivery, Engine, Failure, Pending};
use super::timer::{Stopped, Timer, TimerKey, TimerRank};
use super::world::World;
use crate::calendar::{Counted, Day, workdays_between};
use crate::chart::{Answer, Configuration, EventId, Host, Kind, StateId, TransitionId};
use crate::program::{
    CompiledAction, CompiledFloor, CompiledMachine, CompiledTimer, CompiledTransition, FieldId,
    RoleHolder, RoleId, TimerSpan, Tree,
};
use crate::rule::{InstanceId, Outcome, Value};

/// What was asked while a step was tried.
#[derive(Default)]
pub struct Asked {
    /// Why transitions were not enabled.
    pub reasons: Vec<Reason>,
    /// The rules as they were evaluated.
    pub guards: Vec<GuardReport>,
    /// The lists that were not lawful, where that is explained.
    pub lists: Vec<SelectionReport>,
    /// Transitions without an event whose condition cannot be decided.
    pub waiting: Vec<(TransitionId, Vec<Cause>)>,
    /// Whether any transition was taken.
    pub moved: bool,
    /// The transition that was taken last.
    pub last: Option<TransitionId>,
}

/// One instance moving.
pub struct Stepper<'a, 'p, R> {
    pub(super) engine: &'a Engine<'p>,
    pub(super) world: &'a mut World,
    pub(super) instance: InstanceId,
    pub(super) delivered: &'a Delivery<'a>,
    pub(super) asked: &'a mut Asked,
    pub(super) queue: &'a mut VecDeque<Pending>,
    pub(super) recorder: &'a mut R,
    pub(super) machine: &'p CompiledMachine,
    internal: VecDeque<EventId>,
    /// The rules of candidates, kept until it is known which is taken.
    heard: SmallVec<[(TransitionId, Vec<GuardReport>); 1]>,
    left: SmallVec<[StateId; 2]>,
    entered: SmallVec<[StateId; 2]>,
    /// The transitions of the running microstep, told when it is over.
    taking: SmallVec<[TransitionId; 2]>,
    preempted: SmallVec<[TransitionId; 1]>,
    /// The history states that are targets of the running microstep.
    by_history: SmallVec<[StateId; 1]>,
    /// Transitions whose floor was counted over days that may still move.
    passed: Vec<(TransitionId, Counted, Count)>,
    /// The states below which the running microstep leaves what is active.
    leaving: SmallVec<[StateId; 1]>,
    /// What the running microstep did.
    pub(super) effects: Vec<What>,
    starting: bool,
}

impl<'a, 'p, R: Recorder> Stepper<'a, 'p, R> {
    pub(super) fn new(
        engine: &'a Engine<'p>,
        world: &'a mut World,
        instance: InstanceId,
        delivered: &'a Delivery<'a>,
        asked: &'a mut Asked,
        queue: &'a mut VecDeque<Pending>,
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
    fn tell_move(&mut self) {
        if !R::LISTENS {
            return;
        }
        let starting = std::mem::take(&mut self.starting);
        let day = self.world.today();
        let left = std::mem::take(&mut self.left);
        let entered = std::mem::take(&mut self.entered);
        let preempted = std::mem::take(&mut self.preempted);
        let transitions = std::mem::take(&mut self.taking);
        let taken = transitions.clone();
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
        let counted = if taken.is_empty() { Vec::new() } else { std::mem::take(&mut self.passed) };
        for (id, Counted { last: earliest, provisional }, count) in counted {
            let instance = self.instance;
            if taken.contains(&id) && provisional {
                self.recorder.record(day, What::Provisional { instance, earliest });
            }
            if taken.contains(&id) && R::EXPLAINS {
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
    pub(super) fn weighed(&mut self, instance: InstanceId, guards: Vec<GuardReport>) {
        if R::EXPLAINS && !guards.is_empty() {
            self.effects.push(What::Weighed { instance, guards });
        }
    }

    pub(super) fn look<'l>(&'l self, own: Option<&'l Configuration>) -> Look<'l> {
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
            reads: Vec::new(),
            asked: Vec::new(),
            lists: SmallVec::new(),
        }
    }

    /// The known value of an expression; an unknown one refuses the step.
    pub(super) fn known(&self, tree: &Tree, own: &Configuration) -> Result<Value, Failure> {
        match self.look(Some(own)).value(tree)? {
            Outcome::Known(value) => Ok(value),
            Outcome::Unknown(causes) => Err(Failure::causes(causes)),
        }
    }

    fn perform(
        &mut self,
        actions: &'p [CompiledAction],
        own: &Configuration,
    ) -> Result<(), Failure> {
        for action in actions {
            self.act(action, own)?;
        }
        Ok(())
    }

    /// The transition that the running timer event stands for.
    fn transition(&self, id: TransitionId) -> &'p CompiledTransition {
        &self.machine.transitions[id]
    }

    fn set_timer(
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
        let (instance, transition) = (self.instance, id);
        let Counted { last, provisional } = counted;
        self.effect(|| What::TimerSet { instance, transition, last, provisional });
        if let (true, Some(count)) = (R::EXPLAINS, count) {
            self.effects.push(What::Counted { instance, transition, count });
        }
        Ok(())
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
        self.world.set_timer(key, Timer::State { state, provisional: counted.provisional });
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
                return Ok((Counted { last, provisional: false }, None));
            }
            TimerSpan::Plain(period, counting) => {
                Count { from: today, period: *period, counting: *counting }
            }
            TimerSpan::Parameter(parameter, from, counting) => {
                let from = match from {
                    Some(tree) => date(self.known(tree, own)?)?,
                    None => today,
                };
                let pinned = self.world.instance(self.instance).pinned;
                let period = counting::period(program, *parameter, pinned)
                    .map_err(|cause| Failure::causes(vec![cause]))?;
                Count { from, period, counting: *counting }
            }
        };
        counting::last(program, count.from, count.period, count.counting)
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
    fn clear_timers(&mut self, state: StateId) -> Result<(), Failure> {
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

    fn key_of(&self, transition: TransitionId) -> Option<TimerKey> {
        let mut own = self.world.timers().filter(|(key, _)| {
            key.instance == self.instance && key.rank == TimerRank::State(transition)
        });
        own.next().map(|(key, _)| *key)
    }

    fn take(&mut self, transition: TransitionId) -> Option<(TimerKey, Timer)> {
        let key = self.key_of(transition)?;
        self.world.take_timer(key).map(|timer| (key, timer))
    }

    fn drop_stopped(&mut self, transition: TransitionId) {
        while let Some(at) = self.stopped_at(transition) {
            self.world.start_timer(at);
        }
    }

    fn stopped_at(&self, transition: TransitionId) -> Option<usize> {
        self.world.stopped().iter().position(|stopped| {
            stopped.instance == self.instance && stopped.transition == transition
        })
    }

    /// Stops a running timer; the units already counted stay counted.
    pub(super) fn stop(
        &mut self,
        transition: TransitionId,
        suspended: bool,
    ) -> Result<(), Failure> {
        let Some((key, timer)) = self.take(transition) else { return Ok(()) };
        let Timer::State { state, .. } = timer else { return Ok(()) };
        let today = self.world.today();
        let last = key.morning.previous();
        let workdays = self.counts_workdays(transition);
        let left = if workdays {
            let counted = workdays_between(today, last, &self.engine.program.calendar);
            counted.map_err(|error| Failure::causes(vec![Cause::Unpublished(error.year)]))?
        } else {
            today.days_until(last)
        };
        let left = u32::try_from(left.max(0)).unwrap_or(u32::MAX);
        let instance = self.instance;
        self.world.stop_timer(Stopped { instance, transition, state, left, workdays, suspended });
        self.effect(|| What::TimerHeld { instance, transition, left, workdays, resumed: None });
        Ok(())
    }

    fn counts_workdays(&self, transition: TransitionId) -> bool {
        use crate::calendar::Unit;
        let timer = self.transition(transition).timer.as_ref();
        let pinned = self.world.instance(self.instance).pinned;
        match timer.map(|timer| &timer.span) {
            Some(TimerSpan::Parameter(parameter, ..)) => {
                counting::period(self.engine.program, *parameter, pinned)
                    .is_ok_and(|period| period.unit == Unit::Workdays)
            }
            Some(TimerSpan::Plain(period, _)) => period.unit == Unit::Workdays,
            Some(TimerSpan::Until(_)) | None => false,
        }
    }

    /// Lets a stopped timer run on from a day, most often today.
    pub(super) fn resume(&mut self, transition: TransitionId, from: Day) -> Result<(), Failure> {
        use crate::calendar::{Counting, Period, Unit};
        let Some(stopped) = self.stopped_at(transition).and_then(|at| self.world.start_timer(at))
        else {
            return Ok(());
        };
        let unit = if stopped.workdays { Unit::Workdays } else { Unit::Days };
        let period = Period { count: stopped.left, unit };
        let counted = counting::last(self.engine.program, from, period, Counting::default())
            .map_err(|cause| Failure::causes(vec![cause]))?;
        let Stopped { instance, left, workdays, .. } = stopped;
        let resumed = Some(counted);
        self.effect(|| What::TimerHeld { instance, transition, left, workdays, resumed });
        self.put_timer(stopped.state, transition, counted)?;
        Ok(())
    }

    /// A state that is entered through history finds its timer as it was left.
    fn revive(&mut self, state: StateId, transition: TransitionId) -> Result<bool, Failure> {
        let Some(at) = self.stopped_at(transition) else { return Ok(false) };
        let returns = self.by_history.iter().any(|&history| self.stands_for(history, state));
        if returns {
            // What stood still before still stands still.
            if self.world.stopped().get(at).is_some_and(|stopped| !stopped.suspended) {
                self.resume(transition, self.world.today())?;
            }
            return Ok(true);
        }
        self.drop_stopped(transition);
        Ok(false)
    }

    /// Whether the actor has one of the roles, in this instance.
    fn holds(&self, roles: &[RoleId], own: &Configuration) -> Result<bool, Failure> {
        let Some(actor) = self.delivered.actor else { return Ok(false) };
        holds_role(&self.look(Some(own)), actor, self.delivered.role, roles)
    }

    fn refuse(&mut self, reason: Reason) {
        if !self.asked.reasons.contains(&reason) {
            self.asked.reasons.push(reason);
        }
    }
}

/// Whether an actor holds one of the roles towards the instance of a look; where he says in which
/// role he acts, only that one counts.
pub fn holds_role(
    look: &Look<'_>,
    actor: super::cast::ActorId,
    acting: Option<RoleId>,
    roles: &[RoleId],
) -> Result<bool, Failure> {
    let info = &look.cast.actors[actor];
    for &role in roles.iter().filter(|&&role| acting.is_none_or(|acting| acting == role)) {
        let holds = match &look.program.roles[role].holder {
            RoleHolder::Anyone => true,
            RoleHolder::Office | RoleHolder::Actor => info.roles.contains(&role),
            RoleHolder::Party(trees) => {
                let machine = look.world.machine_of(look.instance);
                match trees.iter().find(|(of, _)| *of == machine) {
                    None => false,
                    Some((_, tree)) => {
                        let (reads, asked, noting) = (Vec::new(), Vec::new(), Noting::Nothing);
                        let lists = SmallVec::new();
                        let mut inner = Look { reads, asked, noting, lists, ..*look };
                        match inner.value(tree)? {
                            Outcome::Known(Value::Subject(party)) => info.subject == Some(party),
                            Outcome::Known(_) | Outcome::Unknown(_) => false,
                        }
                    }
                }
            }
        };
        if holds {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The earliest lawful day of a transition.
pub(super) fn floor(
    engine: &Engine<'_>,
    world: &World,
    instance: InstanceId,
    floor: &CompiledFloor,
    data: &[(FieldId, Value)],
    own: Option<&Configuration>,
) -> Result<(Counted, Count), Failure> {
    let mut look = Look {
        program: engine.program,
        cast: engine.cast,
        world,
        instance,
        own,
        data,
        actor: None,
        place: None,
        as_of: world.today(),
        noting: Noting::Nothing,
        reads: Vec::new(),
        asked: Vec::new(),
        lists: SmallVec::new(),
    };
    let from = match look.value(&floor.from)? {
        Outcome::Known(value) => date(value)?,
        Outcome::Unknown(causes) => return Err(Failure::causes(causes)),
    };
    let pinned = world.instance(instance).pinned;
    counting::period(engine.program, floor.period, pinned)
        .and_then(|period| {
            let count = Count { from, period, counting: floor.counting };
            let counted = counting::earliest(engine.program, from, period, floor.counting)?;
            Ok((counted, count))
        })
        .map_err(|cause| Failure::causes(vec![cause]))
}

/// A value that the compiler knows to be a date.
pub(super) fn date(value: Value) -> Result<Day, Failure> {
    match value {
        Value::Date(day) => Ok(day),
        _ => Err(Failure::causes(vec![Cause::OutOfRange])),
    }
}

impl<R: Recorder> Host for Stepper<'_, '_, R> {
    type Error = Failure;

    fn guard(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        let transition = self.transition(id);
        let outside = event.is_some() && self.delivered.origin == Origin::Story;
        let mut answer = Answer::Yes;
        // Only the event from outside has an actor; what machines raise and send has none. In a
        // bundle without roles nobody is asked.
        let outside = outside && event == Some(self.delivered.event);
        let needs_role = !transition.by.is_empty() || self.engine.program.legal_text;
        if outside && needs_role && !self.holds(&transition.by, own)? {
            self.refuse(Reason::Role {
                transition: Some(id),
                finding: None,
                allowed: transition.by.clone(),
            });
            answer = Answer::No;
        }
        if let Some(written) = &transition.floor {
            let data = self.delivered.data;
            match floor(self.engine, self.world, self.instance, written, data, Some(own)) {
                Ok((counted @ Counted { last: earliest, provisional }, count)) => {
                    if R::LISTENS && (provisional || R::EXPLAINS) {
                        self.passed.push((id, counted, count));
                    }
                    if self.world.today() < earliest {
                        let transition = id;
                        self.refuse(Reason::TooEarly { transition, count, earliest, provisional });
                        answer = Answer::No;
                    }
                }
                Err(Failure::Refused(reasons)) => {
                    for reason in reasons {
                        if let Reason::Unknown { causes, .. } = reason {
                            self.refuse(Reason::Unknown {
                                transition: Some(id),
                                rule: None,
                                causes,
                            });
                        }
                    }
                    if answer == Answer::Yes {
                        answer = Answer::Unknown;
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        if !transition.guards.is_empty() {
            let mut reports = Vec::new();
            let mut reasons = Vec::new();
            let heard = |guard: &crate::program::Guard, verdict: &Verdict| match verdict {
                Verdict::NotMet => {
                    reasons.push(Reason::NotMet { transition: Some(id), rule: guard.rule });
                }
                Verdict::Unknown(causes) => reasons.push(Reason::Unknown {
                    transition: Some(id),
                    rule: Some(guard.rule),
                    causes: causes.clone(),
                }),
                Verdict::Met | Verdict::NotApplicable => {}
            };
            let mut look = self.look(Some(own));
            let said = look.guards(&transition.guards, heard, &mut reports)?;
            if said == Answer::Unknown && event.is_none() {
                let causes = reasons.iter().flat_map(|reason| match reason {
                    Reason::Unknown { causes, .. } => causes.clone(),
                    _ => Vec::new(),
                });
                let causes = causes.collect();
                self.asked.waiting.push((id, causes));
            }
            answer = match (answer, said) {
                (Answer::No, _) | (_, Answer::No) => Answer::No,
                (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
                (Answer::Yes, Answer::Yes) => Answer::Yes,
            };
            if event.is_some() {
                for reason in reasons {
                    self.refuse(reason);
                }
                if R::LISTENS && answer != Answer::Yes {
                    self.asked.guards.extend(reports.iter().cloned());
                }
            }
            if R::LISTENS && answer == Answer::Yes {
                self.heard.retain(|(known, _)| *known != id);
                self.heard.push((id, reports));
            } else if R::EXPLAINS {
                let (instance, guards) = (self.instance, reports);
                let what = What::Passed { instance, transition: id, guards };
                self.recorder.record(self.world.today(), what);
            }
        }
        Ok(answer)
    }

    fn on_exit(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        // A chart that ends leaves its final state at once: it is where the story of it stops.
        if R::LISTENS && !self.entered.contains(&state) {
            self.left.push(state);
        }
        self.clear_timers(state)?;
        self.perform(&self.machine.states[state].on_exit, own)
    }

    fn on_transition(&mut self, id: TransitionId, own: &Configuration) -> Result<(), Failure> {
        self.perform(&self.machine.transitions[id].actions, own)
    }

    fn on_entry(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        if R::LISTENS {
            self.entered.push(state);
        }
        self.perform(&self.machine.states[state].on_entry, own)?;
        for &timer in &self.machine.states[state].timers {
            self.set_timer(state, timer, own)?;
        }
        Ok(())
    }

    fn on_initial(&mut self, state: StateId, own: &Configuration) -> Result<(), Failure> {
        self.perform(&self.machine.states[state].on_initial, own)
    }

    fn on_history_default(&mut self, history: StateId, own: &Configuration) -> Result<(), Failure> {
        for &default in self.machine.chart.transitions_of(history) {
            self.perform(&self.machine.transitions[default].actions, own)?;
        }
        Ok(())
    }

    fn raise(&mut self, event: EventId) {
        self.internal.push_back(event);
    }

    fn next_internal(&mut self) -> Option<EventId> {
        self.internal.pop_front()
    }

    fn microstep(
        &mut self,
        enabled: &[TransitionId],
        preempted: &[(TransitionId, TransitionId)],
        _own: &Configuration,
    ) {
        self.tell_move();
        self.asked.moved = true;
        self.asked.last = enabled.first().copied().or(self.asked.last);
        self.by_history.clear();
        let chart = &self.machine.chart;
        for &transition in enabled {
            let targets = chart.targets(transition).iter().copied();
            self.by_history.extend(targets.filter(|&target| chart.kind(target).is_history()));
        }
        if R::LISTENS {
            self.taking = enabled.iter().copied().collect();
            self.preempted = preempted.iter().map(|&(_, loser)| loser).collect();
        }
    }

    fn leaving(&mut self, domains: &[Option<StateId>]) {
        self.leaving = domains.iter().copied().flatten().collect();
    }
}
