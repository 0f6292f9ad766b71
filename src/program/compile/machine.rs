//! Machines: states and transitions become a chart; guards, timers and actions are compiled.

use super::action::{self, Site};
use super::depends::depends;
use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::calendar::Counting;
use crate::chart::{
    Builder, ChartError, EventId, Kind, StateId, TransitionDraft, TransitionId,
    Trigger as ChartTrigger, descriptor_matches,
};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::{Id, IdVec};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{
    Bundle, Clock, Holder, Machine, Name, State, StateKind, Timer, TimerLength, Transition, Trigger,
};
use crate::program::depends::Depends;
use crate::program::element::{FieldId, RoleHolder};
use crate::program::machine::{
    CompiledFloor, CompiledMachine, CompiledState, CompiledTimer, CompiledTransition, TimerSpan,
};
use crate::program::program::DONE_PREFIX;
use crate::program::slot::Slot;
use crate::rule::{MachineId, ParamId, Type};
use crate::source::Span;

/// Compiles all machines.
pub fn machines(
    bundle: &Bundle,
    env: &Environment,
    rules: &mut Rules<'_>,
    problems: &mut Problems,
) -> IdVec<MachineId, CompiledMachine> {
    let mut compiled = IdVec::new();
    for (index, machine) in bundle.machines.iter().enumerate() {
        let id = MachineId::new(index);
        let mut compiler = Compiler {
            bundle,
            env,
            rules,
            problems,
            id,
            machine,
            builder: Builder::new(),
            states: IdVec::new(),
            transitions: IdVec::new(),
            timers: env.heads[id].timers.clone().into_iter(),
            places: Vec::new(),
        };
        if let Some(machine) = compiler.machine() {
            compiled.push(machine);
        }
    }
    compiled
}

/// The roles that are held by a party: their expressions are compiled for each machine in which
/// they make sense.
pub fn parties(
    bundle: &Bundle,
    env: &mut Environment,
    rules: &mut Rules<'_>,
    problems: &mut Problems,
) {
    for (index, (_, role)) in bundle.roles.iter().enumerate() {
        let Holder::Party(expression) = &role.holder else { continue };
        let mut found = Vec::new();
        let mut last = Problems::default();
        for machine in env.heads.ids() {
            let scope = Scope::new(env, Some(machine), None);
            let mut quiet = Problems::default();
            match rules.expression(expression, Some(&Type::Subject), &scope, env, &mut quiet) {
                Some(tree) => found.push((machine, tree)),
                None => last = quiet,
            }
        }
        if found.is_empty() {
            problems.append(last);
        }
        let id = crate::program::RoleId::new(index);
        if index < env.tables.roles.len() {
            env.tables.roles[id].holder = RoleHolder::Party(found);
        }
    }
}

struct Compiler<'a, 'b> {
    bundle: &'a Bundle,
    env: &'a Environment,
    rules: &'a mut Rules<'b>,
    problems: &'a mut Problems,
    id: MachineId,
    machine: &'a Machine,
    builder: Builder,
    states: IdVec<StateId, CompiledState>,
    transitions: IdVec<TransitionId, CompiledTransition>,
    timers: std::vec::IntoIter<EventId>,
    /// Where each state is named.
    places: Vec<Span>,
}

impl<'a> Compiler<'a, '_> {
    fn machine(&mut self) -> Option<CompiledMachine> {
        let machine = self.machine;
        let root = self.builder.root();
        self.state(&machine.root, root);
        for (index, name) in self.env.heads[self.id].states.enumerated().skip(1) {
            let twice = self.env.heads[self.id].states.enumerated().take(index.index()).skip(1);
            if twice.into_iter().any(|(_, known)| known == name) {
                let at = self.places.get(index.index()).copied().unwrap_or(machine.name.span);
                let first = self.env.heads[self.id].states.iter().position(|known| known == name);
                let first = first.and_then(|first| self.places.get(first)).copied();
                self.problems.push(
                    Diagnostic::new(Problem::Duplicate, at, vec![("name", name.as_str().into())])
                        .with_related(first.unwrap_or(at), Phrase::FirstGivenHere),
                );
            }
        }
        // Transitions come after all states, in the order in which timers were numbered.
        let mut all: Vec<(StateId, &Transition)> = Vec::new();
        collect(&machine.root, &mut 0, &mut all);
        for (state, transition) in all {
            self.transition(state, transition);
        }
        let opened_by =
            machine.opened_by.iter().filter_map(|name| self.env.event(name, self.problems));
        let opened_by = opened_by.collect();
        let head = &self.env.heads[self.id];
        let waits = self.transitions.iter().any(|transition| {
            let free = transition.guards.is_empty() && transition.floor.is_none();
            transition.events.is_empty() && transition.timer.is_none() && !free
        });
        let builder = std::mem::take(&mut self.builder);
        let chart = match builder.build() {
            Ok(chart) => chart,
            Err(errors) => {
                for error in errors {
                    self.chart_error(&error);
                }
                return None;
            }
        };
        Some(CompiledMachine {
            name: machine.name.value.clone(),
            title: machine.title.clone(),
            cited: machine.origin.cited(),
            at: machine.name.span,
            owner: head.owner,
            key: head.key.clone(),
            data: head.data.clone(),
            dated: Vec::new(),
            deciding: Vec::new(),
            opened_by,
            subject: head.subject,
            chart,
            states: std::mem::take(&mut self.states),
            transitions: std::mem::take(&mut self.transitions),
            waits,
        })
    }

    fn scope(&self) -> Scope<'a> {
        Scope::new(self.env, Some(self.id), None)
    }

    /// Adds a state and its children; the root is there already.
    fn state(&mut self, state: &'a State, id: StateId) {
        let cited = state.origin.cited();
        let mut site = Site {
            bundle: self.bundle,
            env: self.env,
            rules: self.rules,
            problems: self.problems,
            machine: self.id,
            cited: &cited,
            events: None,
            is_timed: false,
        };
        let on_entry = action::actions(&state.on_entry, &mut site);
        let on_exit = action::actions(&state.on_exit, &mut site);
        let on_initial = action::actions(&state.on_initial, &mut site);
        self.places.push(state.name.span);
        self.states.push(CompiledState {
            name: state.name.value.clone(),
            title: state.title.clone(),
            cited,
            at: state.name.span,
            on_entry,
            on_exit,
            on_initial,
            timers: Vec::new(),
        });
        for child in &state.states {
            let kind = match (child.kind, child.states.is_empty()) {
                (StateKind::Plain, true) => Kind::Atomic,
                (StateKind::Plain, false) => Kind::Compound,
                (StateKind::Parallel, _) => Kind::Parallel,
                (StateKind::Final, _) => Kind::Final,
                (StateKind::History, _) => Kind::ShallowHistory,
                (StateKind::DeepHistory, _) => Kind::DeepHistory,
            };
            let child_id = self.builder.state(id, kind);
            if kind == Kind::Compound || kind == Kind::Parallel {
                let name = format!("{DONE_PREFIX}{}", child.name.value);
                let done = self.env.quiet(super::environment::NameKind::Event, &name);
                if let Some(done) = done {
                    self.builder.done_event(child_id, EventId::new(done));
                }
            }
            self.state(child, child_id);
        }
        if !state.initial.is_empty() {
            let targets = self.targets(&state.initial);
            self.builder.initial(id, targets);
        }
    }

    fn targets(&mut self, names: &[Name]) -> Vec<StateId> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            found.extend(self.env.state(self.id, name, self.problems));
        }
        found
    }

    fn transition(&mut self, source: StateId, written: &'a Transition) {
        let targets = self.targets(&written.target);
        let mut events = Vec::new();
        let mut timer = None;
        let trigger = match &written.trigger {
            Trigger::Eventless => ChartTrigger::Eventless,
            Trigger::Timer(written) => {
                let event = self.timers.next();
                timer = event.and_then(|event| self.timer(written, event));
                ChartTrigger::Events(event.into_iter().collect())
            }
            Trigger::Events(descriptors) => {
                for descriptor in descriptors {
                    events.extend(self.matching(descriptor));
                }
                events.sort_unstable();
                events.dedup();
                // A lone `*` also hears what is raised for done states, but no other's timer.
                ChartTrigger::Events(events.clone())
            }
        };
        let by = written.by.iter().filter_map(|role| self.env.role(role, self.problems)).collect();
        let guards = self.rules.guards(&written.when, Some(self.id), None, self.env, self.problems);
        let floor = written.not_before.as_ref().and_then(|floor| {
            let scope = self.scope();
            let from = self.rules.expression(
                &floor.from,
                Some(&Type::Date),
                &scope,
                self.env,
                self.problems,
            );
            let period = self.period(&floor.period);
            let counting = self.counting(floor.counting.as_ref());
            Some(CompiledFloor { from: from?, period: period?, counting })
        });
        let cited = written.origin.cited();
        let is_timed = matches!(written.trigger, Trigger::Timer(_));
        let actions = action::actions(
            &written.actions,
            &mut Site {
                bundle: self.bundle,
                env: self.env,
                rules: self.rules,
                problems: self.problems,
                machine: self.id,
                cited: &cited,
                events: Some(&events),
                is_timed,
            },
        );
        let asked = guards
            .iter()
            .flat_map(|guard| std::iter::once(guard.rule).chain(guard.only_if.iter().copied()));
        for rule in asked {
            let anchored = self.rules.compiled[rule].as_of.is_some();
            let slots = self.rules.compiled[rule].tree.reads.clone();
            for (slot, at) in &slots {
                if is_timed && let Slot::Event(field) = slot {
                    self.no_event(*field, *at, written);
                }
                // Without an anchor of its own a rule reads facts as of today.
                let on_day = *slot == Slot::Today || (*slot == Slot::AsOf && !anchored);
                if written.trigger_is_eventless() && on_day {
                    let name = self.rules.compiled[rule].name.as_str().into();
                    let at = written.at.part(0, 1);
                    self.problems.add(Problem::EventlessOnDay, at, vec![("name", name)]);
                }
                action::check_event_slot(*slot, *at, &events, self.env, self.problems);
            }
        }
        let id = self.builder.transition(TransitionDraft {
            source,
            trigger,
            targets,
            internal: written.internal,
            exclusive: written.exclusive,
        });
        if timer.is_some() {
            self.states[source].timers.push(id);
        }
        if self.bundle.manifest.legal_text && written.origin.is_empty() {
            let args = vec![("what", Phrase::Transition.into())];
            self.problems.add(Problem::NoSource, written.at.part(0, 1), args);
        }
        let depends = if written.trigger_is_eventless() && timer.is_none() {
            depends(&guards, floor.as_ref(), &self.rules.compiled)
        } else {
            Depends::default()
        };
        self.transitions.push(CompiledTransition {
            title: written.title.clone(),
            cited,
            at: written.at,
            events,
            by,
            guards,
            depends,
            floor,
            timer,
            actions,
        });
    }

    /// A condition of a timer reads what only an event carries.
    fn no_event(&mut self, field: FieldId, at: Span, written: &Transition) {
        let name = self.env.tables.fields[field].name.as_str().into();
        self.problems.push(
            Diagnostic::new(Problem::NoEvent, at, vec![("name", name)])
                .with_related(written.at.part(0, 1), Phrase::AskedHere),
        );
    }

    /// The events that a descriptor matches: declared ones and those of done states.
    fn matching(&mut self, descriptor: &Name) -> Vec<EventId> {
        let named = self.env.tables.events.enumerated().filter(|(_, event)| !event.name.is_empty());
        let found: Vec<EventId> = named
            .filter(|(_, event)| descriptor_matches(&descriptor.value, &event.name))
            .map(|(id, _)| id)
            .collect();
        if found.is_empty() {
            let declared = self.env.tables.events.iter().filter(|event| !event.name.is_empty());
            let names: Vec<&str> = declared.map(|event| event.name.as_str()).collect();
            self.problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    descriptor.span,
                    vec![
                        ("name", descriptor.value.as_str().into()),
                        ("kind", Phrase::Event.into()),
                    ],
                )
                .with_nearest(descriptor, names.iter().copied()),
            );
        }
        found
    }

    fn timer(&mut self, written: &'a Timer, event: EventId) -> Option<CompiledTimer> {
        let scope = self.scope();
        let date = Some(&Type::Date);
        let span = match &written.length {
            TimerLength::Period { parameter, from, counting } => {
                let from = match from {
                    Some(from) => {
                        Some(self.rules.expression(from, date, &scope, self.env, self.problems)?)
                    }
                    None => None,
                };
                let counting = self.counting(counting.as_ref());
                TimerSpan::Parameter(self.period(parameter)?, from, counting)
            }
            TimerLength::Until(day) => TimerSpan::Until(self.rules.expression(
                day,
                date,
                &scope,
                self.env,
                self.problems,
            )?),
            TimerLength::Plain(period) => {
                if self.bundle.manifest.legal_text {
                    let args = vec![("what", Phrase::Timer.into())];
                    self.problems.add(Problem::NoSource, written.at, args);
                }
                TimerSpan::Plain(*period, self.bundle.manifest.counting)
            }
        };
        Some(CompiledTimer {
            name: written.name.as_ref().map(|name| name.value.clone()),
            span,
            event,
        })
    }

    fn counting(&self, clock: Option<&Clock>) -> Counting {
        clock.map_or(self.bundle.manifest.counting, |clock| clock.counting)
    }

    fn period(&mut self, name: &Name) -> Option<ParamId> {
        action::period(name, self.env, self.problems)
    }

    fn chart_error(&mut self, error: &ChartError) {
        let (state, phrase) = match *error {
            ChartError::NoChild { state } if state == StateId::new(0) => {
                (None, Phrase::ChartNoState)
            }
            ChartError::NotInDocumentOrder { state, .. }
            | ChartError::NoChild { state }
            | ChartError::InitialTargetless { state }
            | ChartError::NeverDone { state } => (Some(state), Phrase::ChartNoChild),
            ChartError::ChildOfLeaf { parent, .. } => (Some(parent), Phrase::ChartChildOfLeaf),
            ChartError::FinalInParallel { state } => (Some(state), Phrase::ChartFinalInParallel),
            ChartError::HistoryInRoot { history } => (Some(history), Phrase::ChartHistoryInRoot),
            ChartError::InitialOfNonCompound { state } => (Some(state), Phrase::ChartInitialOfLeaf),
            ChartError::InitialOutside { state, .. } => (Some(state), Phrase::ChartInitialOutside),
            ChartError::UnknownState { .. } | ChartError::RootAsTarget { .. } => {
                (None, Phrase::ChartIllegalTargets)
            }
            ChartError::IllegalTargets { second, .. } => {
                (Some(second), Phrase::ChartIllegalTargets)
            }
            ChartError::TransitionOfRoot { .. } => (None, Phrase::ChartTransitionOfRoot),
            // Its events are not declared, which was told where they are named.
            ChartError::NoEvent { .. } => return,
            ChartError::TransitionOfFinal { state, .. } => (Some(state), Phrase::ChartFinalLeft),
            ChartError::HistoryWithoutDefault { history }
            | ChartError::HistoryWithTwoDefaults { history, .. }
            | ChartError::HistoryDefaultWithEvent { history, .. }
            | ChartError::HistoryDefaultTargetless { history, .. }
            | ChartError::HistoryDefaultOutside { history, .. } => {
                (Some(history), Phrase::ChartHistoryDefault)
            }
        };
        let of_transition = match *error {
            ChartError::TransitionOfRoot { transition }
            | ChartError::TransitionOfFinal { transition, .. } => {
                self.transitions.get(transition).map(|transition| transition.at.part(0, 1))
            }
            _ => None,
        };
        let of_state = state.and_then(|state| self.places.get(state.index())).copied();
        let at = of_transition.or(of_state).unwrap_or(self.machine.name.span);
        let name = self.env.heads[self.id].states.get(state.unwrap_or(StateId::new(0)));
        let name = name.map_or(String::new(), Clone::clone);
        let what = Word::Phrase(phrase, vec![("name", name.into())]);
        self.problems.add(Problem::BadChart, at, vec![("what", what)]);
    }
}

impl Transition {
    fn trigger_is_eventless(&self) -> bool {
        matches!(self.trigger, Trigger::Eventless)
    }
}

/// Each transition with its state, a state's own before those of its children: the order in which
/// `environment::each_transition` numbered the timers.
fn collect<'s>(state: &'s State, next: &mut usize, all: &mut Vec<(StateId, &'s Transition)>) {
    let id = StateId::new(*next);
    *next += 1;
    all.extend(state.transitions.iter().map(|transition| (id, transition)));
    for child in &state.states {
        collect(child, next, all);
    }
}
