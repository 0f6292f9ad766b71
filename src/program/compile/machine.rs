//! Machines: states and transitions become a chart; guards, timers and actions are compiled.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::action::{self, Site};
use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::chart::{Builder, EventId, Kind, StateId, TransitionId};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::{Id, IdVec};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{Bundle, Holder, Machine, Name, State, StateKind, Transition, Trigger};
use crate::program::element::RoleHolder;
use crate::program::machine::{CompiledMachine, CompiledState, CompiledTransition};
use crate::program::program::DONE_PREFIX;
use crate::rule::{MachineId, Type};
use crate::source::{Span, Spanned};

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
        for machine in env.heads.ids() {
            let scope = Scope::new(env, Some(machine), None).mute();
            let tree = rules.tried(expression, Some(&Type::Subject), &scope);
            found.extend(tree.map(|tree| (machine, tree)));
        }
        // Where it makes sense nowhere, what is wrong with it in the last is told.
        if let (true, Some(last)) = (found.is_empty(), env.heads.ids().last()) {
            let scope = Scope::new(env, Some(last), None);
            let _ = rules.expression(expression, Some(&Type::Subject), &scope, env, problems);
        }
        let id = crate::program::RoleId::new(index);
        if index < env.tables.roles.len() {
            env.tables.roles[id].holder = RoleHolder::Party(found);
        }
    }
}

/// One machine in the making.
pub(super) struct Compiler<'a, 'b> {
    pub(super) bundle: &'a Bundle,
    pub(super) env: &'a Environment,
    pub(super) rules: &'a mut Rules<'b>,
    pub(super) problems: &'a mut Problems,
    pub(super) id: MachineId,
    pub(super) machine: &'a Machine,
    pub(super) builder: Builder,
    pub(super) states: IdVec<StateId, CompiledState>,
    pub(super) transitions: IdVec<TransitionId, CompiledTransition>,
    pub(super) timers: std::vec::IntoIter<EventId>,
    /// Where each state is named.
    pub(super) places: Vec<Span>,
}

impl<'a> Compiler<'a, '_> {
    fn machine(&mut self) -> Option<CompiledMachine> {
        let machine = self.machine;
        let root = self.builder.root();
        self.state(&machine.root, root);
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        let names = self.env.heads[self.id].states.iter().zip(&self.places).skip(1);
        for (name, &at) in names {
            match first.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(at);
                }
                Entry::Occupied(first) => {
                    let name = Spanned::new(name.clone(), at);
                    self.problems.push(Diagnostic::duplicate(&name, *first.get()));
                }
            }
        }
        // Transitions come after all states, in the order in which timers were numbered.
        self.no_own_timer();
        for (state, transition) in collect(machine) {
            self.transition(state, transition);
        }
        let mut duties = super::duties::Site {
            env: self.env,
            rules: self.rules,
            problems: self.problems,
            machine: self.id,
            states: &mut self.states,
            transitions: &mut self.transitions,
        };
        duties.add(self.bundle);
        let opened_by =
            machine.opened_by.iter().filter_map(|name| self.env.event(name, self.problems));
        let opened_by = opened_by.collect();
        let head = &self.env.heads[self.id];
        let waits = self.transitions.iter().any(|transition| {
            let free = transition.guards.is_empty()
                && transition.floor.is_none()
                && transition.under.is_all();
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
            outside_validity: machine.outside_validity,
            opened_by,
            subject: head.subject,
            chart,
            states: std::mem::take(&mut self.states),
            transitions: std::mem::take(&mut self.transitions),
            waits,
        })
    }

    /// A timer belongs to a state and ends with it; the machine itself is never left.
    fn no_own_timer(&mut self) {
        let own = self.machine.root.transitions.iter();
        for timed in own.filter(|one| matches!(one.trigger, Trigger::Timer(_))) {
            let what = Word::from(Phrase::ChartOwnTimer);
            self.problems.add(Problem::BadChart, timed.at.part(0, 1), vec![("what", what)]);
        }
    }

    /// Whether a transition is the machine's own.
    pub(super) fn is_own(&self, transition: &Transition) -> bool {
        self.machine.root.transitions.iter().any(|own| own.at == transition.at)
    }

    pub(super) fn scope(&self) -> Scope<'a> {
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
            under: state.under,
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

    pub(super) fn targets(&mut self, names: &[Name]) -> Vec<StateId> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            found.extend(self.env.state(self.id, name, self.problems));
        }
        found
    }
}

/// Each transition with its state, a state's own before those of its children: the order in which
/// `declare::each_transition` numbered the timers. The machine's own come last in each outermost
/// state, as those of an ancestor would.
fn collect(machine: &Machine) -> Vec<(StateId, &Transition)> {
    let (mut next, mut all) = (1, Vec::new());
    for child in &machine.root.states {
        below(child, &machine.root.transitions, &mut next, &mut all);
    }
    all
}

fn below<'s>(
    state: &'s State,
    around: &'s [Transition],
    next: &mut usize,
    all: &mut Vec<(StateId, &'s Transition)>,
) {
    let id = StateId::new(*next);
    *next += 1;
    all.extend(state.transitions.iter().map(|transition| (id, transition)));
    if matches!(state.kind, StateKind::Plain | StateKind::Parallel) {
        all.extend(around.iter().map(|transition| (id, transition)));
    }
    for child in &state.states {
        below(child, &[], next, all);
    }
}
