//! A chart as plain data, for tests: what the builder, the reference and the random generator share;
//! and the world that a chart under test runs in, which writes down all that it is told.

use std::collections::VecDeque;

use crate::chart::{
    Answer, Builder, Chart, ChartError, Configuration, EventId, Host, Kind, StateId,
    TransitionDraft, TransitionId, Trigger,
};
use crate::ident::Id;

/// States, transitions and events by their positions; state 0 is the root.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    pub states: Vec<SpecState>,
    pub transitions: Vec<SpecTransition>,
}

#[derive(Clone, Debug)]
pub struct SpecState {
    pub kind: Kind,
    pub parent: usize,
    pub initial: Option<Vec<usize>>,
    pub done: Option<usize>,
    pub entry_raises: Option<usize>,
    pub exit_raises: Option<usize>,
}

impl SpecState {
    pub fn new(kind: Kind, parent: usize) -> Self {
        Self { kind, parent, initial: None, done: None, entry_raises: None, exit_raises: None }
    }
}

#[derive(Clone, Debug)]
pub struct SpecTransition {
    pub source: usize,
    pub trigger: SpecTrigger,
    pub targets: Vec<usize>,
    pub internal: bool,
    pub exclusive: bool,
    pub raises: Option<usize>,
    /// What the guard says after the transition was taken 0, 1, 2 … times; the last stands for more.
    pub guard: Vec<Answer>,
    /// A state that must be active, or must not be, for the guard to hold at all.
    pub inside: Option<(usize, bool)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SpecTrigger {
    Eventless,
    Any,
    Events(Vec<usize>),
}

impl SpecTrigger {
    pub fn matches(&self, event: Option<usize>) -> bool {
        match (self, event) {
            (Self::Eventless, event) => event.is_none(),
            (Self::Any, event) => event.is_some(),
            (Self::Events(events), Some(event)) => events.contains(&event),
            (Self::Events(_), None) => false,
        }
    }
}

impl Spec {
    pub fn build(&self) -> Result<Chart, Vec<ChartError>> {
        let mut builder = Builder::new();
        for state in &self.states[1..] {
            builder.state(StateId::new(state.parent), state.kind);
        }
        for (index, state) in self.states.iter().enumerate() {
            if let Some(targets) = &state.initial {
                builder.initial(StateId::new(index), ids(targets));
            }
            if let Some(event) = state.done {
                builder.done_event(StateId::new(index), EventId::new(event));
            }
        }
        for transition in &self.transitions {
            builder.transition(TransitionDraft {
                source: StateId::new(transition.source),
                trigger: match &transition.trigger {
                    SpecTrigger::Eventless => Trigger::Eventless,
                    SpecTrigger::Any => Trigger::Any,
                    SpecTrigger::Events(events) => Trigger::Events(ids(events)),
                },
                targets: ids(&transition.targets),
                internal: transition.internal,
                exclusive: transition.exclusive,
            });
        }
        builder.build()
    }
}

pub fn ids<I: Id>(positions: &[usize]) -> Vec<I> {
    positions.iter().map(|&position| I::new(position)).collect()
}

/// What the host was told, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Exit(usize),
    Take(usize),
    Enter(usize),
    Initial(usize),
    HistoryDefault(usize),
    Raise(usize),
    Step { enabled: Vec<usize>, preempted: Vec<(usize, usize)> },
}

/// A host that does what a spec says and remembers everything with the configuration it was shown.
#[derive(Clone, Debug)]
pub struct World {
    pub spec: Spec,
    pub taken: Vec<usize>,
    pub queue: VecDeque<usize>,
    pub trace: Vec<(Act, Vec<usize>)>,
    /// The guards asked since the last microstep began or the last event was taken.
    pub asked: Vec<usize>,
    /// Where to fail.
    pub fails_at: Option<Act>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

impl World {
    pub fn new(spec: &Spec) -> Self {
        Self {
            spec: spec.clone(),
            taken: vec![0; spec.transitions.len()],
            queue: VecDeque::new(),
            trace: Vec::new(),
            asked: Vec::new(),
            fails_at: None,
        }
    }
    pub fn answer(&self, transition: usize, active: &[usize]) -> Answer {
        let spec = &self.spec.transitions[transition];
        if let Some((state, wanted)) = spec.inside
            && active.contains(&state) != wanted
        {
            return Answer::No;
        }
        let last = spec.guard.len() - 1;
        spec.guard[self.taken[transition].min(last)]
    }
    pub fn act(&mut self, act: Act, active: Vec<usize>) {
        let raised = match act {
            Act::Exit(state) => self.spec.states[state].exit_raises,
            Act::Enter(state) => self.spec.states[state].entry_raises,
            Act::Take(transition) => {
                self.taken[transition] += 1;
                self.spec.transitions[transition].raises
            }
            Act::Raise(event) => Some(event),
            Act::Initial(_) | Act::HistoryDefault(_) | Act::Step { .. } => None,
        };
        self.queue.extend(raised);
        self.trace.push((act, active));
    }
    fn try_act(&mut self, act: Act, configuration: &Configuration) -> Result<(), Failed> {
        if self.fails_at.as_ref() == Some(&act) {
            return Err(Failed);
        }
        self.act(act, positions(configuration));
        Ok(())
    }
}

pub fn positions(configuration: &Configuration) -> Vec<usize> {
    configuration.iter().map(Id::index).collect()
}

impl Host for World {
    type Error = Failed;

    fn guard(
        &mut self,
        transition: TransitionId,
        event: Option<EventId>,
        configuration: &Configuration,
    ) -> Result<Answer, Failed> {
        let transition = transition.index();
        assert!(self.spec.transitions[transition].trigger.matches(event.map(Id::index)));
        assert!(!self.asked.contains(&transition), "guard {transition} is asked twice");
        self.asked.push(transition);
        Ok(self.answer(transition, &positions(configuration)))
    }
    fn on_exit(&mut self, state: StateId, c: &Configuration) -> Result<(), Failed> {
        self.try_act(Act::Exit(state.index()), c)
    }
    fn on_transition(&mut self, transition: TransitionId, c: &Configuration) -> Result<(), Failed> {
        self.try_act(Act::Take(transition.index()), c)
    }
    fn on_entry(&mut self, state: StateId, c: &Configuration) -> Result<(), Failed> {
        self.try_act(Act::Enter(state.index()), c)
    }
    fn on_initial(&mut self, state: StateId, c: &Configuration) -> Result<(), Failed> {
        self.try_act(Act::Initial(state.index()), c)
    }
    fn on_history_default(&mut self, history: StateId, c: &Configuration) -> Result<(), Failed> {
        self.try_act(Act::HistoryDefault(history.index()), c)
    }
    fn raise(&mut self, event: EventId) {
        self.act(Act::Raise(event.index()), Vec::new());
    }
    fn next_internal(&mut self) -> Option<EventId> {
        self.asked.clear();
        self.queue.pop_front().map(Id::new)
    }
    fn microstep(
        &mut self,
        enabled: &[TransitionId],
        preempted: &[(TransitionId, TransitionId)],
        configuration: &Configuration,
    ) {
        self.asked.clear();
        let enabled = enabled.iter().map(|id| id.index()).collect();
        let preempted = preempted.iter().map(|(win, lose)| (win.index(), lose.index())).collect();
        self.act(Act::Step { enabled, preempted }, positions(configuration));
    }
}
