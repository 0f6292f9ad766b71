//! SCXML's appendix D, written down once more: slow, literal, each procedure under its own name. The
//! two extensions (an unknown guard, exclusive transitions) stand where a condition is tested, and two
//! departures where the letter would break what the standard says of configurations (3.11).

use std::collections::{BTreeMap, BTreeSet};

use super::spec::{Act, Spec, World};
use crate::chart::{Answer, Kind};

type States = BTreeSet<usize>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    Endless,
    Ambiguous(usize, usize),
}

/// The interpreter's global data. Ordered sets of states are sets in document order wherever the
/// pseudo-code sorts them; `enabledTransitions` keeps the order of insertion.
pub struct Interpreter {
    pub spec: Spec,
    pub world: World,
    pub configuration: States,
    pub history_value: BTreeMap<usize, Vec<usize>>,
    pub running: bool,
    limit: usize,
    microsteps: usize,
}

#[derive(Default)]
struct ToEnter {
    states: States,
    for_default_entry: States,
    default_history_content: BTreeMap<usize, usize>,
}

impl Interpreter {
    pub fn new(spec: &Spec, limit: usize) -> Self {
        Self {
            spec: spec.clone(),
            world: World::new(spec),
            configuration: States::new(),
            history_value: BTreeMap::new(),
            running: true,
            limit,
            microsteps: 0,
        }
    }

    pub fn interpret(&mut self) -> Result<(), Halt> {
        // The transition of <scxml initial="…">: its domain is the root, and nothing is exited.
        let mut to_enter = ToEnter::default();
        let targets = self.initial_targets(0);
        for &s in &targets {
            self.add_descendant_states_to_enter(s, &mut to_enter);
        }
        for s in self.get_effective_target_states(&targets) {
            self.add_ancestor_states_to_enter(s, 0, &mut to_enter);
        }
        self.enter_the_states(&to_enter);
        self.main_event_loop()
    }

    /// One external event, then the inner loop again.
    pub fn external_event(&mut self, event: usize) -> Result<bool, Halt> {
        if !self.running {
            return Ok(false);
        }
        self.microsteps = 0;
        let (enabled, preempted) = self.select_transitions(Some(event))?;
        if enabled.is_empty() {
            return Ok(false);
        }
        self.microstep(&enabled, &preempted)?;
        self.main_event_loop()?;
        Ok(true)
    }

    fn main_event_loop(&mut self) -> Result<(), Halt> {
        let mut macrostep_done = false;
        while self.running && !macrostep_done {
            let (mut enabled, mut preempted) = self.select_transitions(None)?;
            if enabled.is_empty() {
                match self.world.queue.pop_front() {
                    None => macrostep_done = true,
                    Some(event) => (enabled, preempted) = self.select_transitions(Some(event))?,
                }
            }
            if !enabled.is_empty() {
                self.microstep(&enabled, &preempted)?;
            }
        }
        if !self.running {
            self.exit_interpreter();
        }
        Ok(())
    }

    fn exit_interpreter(&mut self) {
        // The configuration stays readable; the handlers see it shrink.
        let mut left = self.configuration.clone();
        for &s in self.configuration.iter().rev() {
            self.world.act(Act::Exit(s), left.iter().copied().collect());
            left.remove(&s);
        }
    }

    /// selectTransitions and, without an event, selectEventlessTransitions.
    #[expect(clippy::type_complexity, reason = "what is taken, and who won over whom")]
    fn select_transitions(
        &self,
        event: Option<usize>,
    ) -> Result<(Vec<usize>, Vec<(usize, usize)>), Halt> {
        let mut enabled_transitions = Vec::new();
        let active: Vec<usize> = self.configuration.iter().copied().collect();
        for &state in active.iter().filter(|&&s| self.is_atomic_state(s)) {
            let mut line = vec![state];
            line.extend(self.get_proper_ancestors(state, None));
            'search: for s in line {
                let transitions = self.transitions(s);
                for (place, &t) in transitions.iter().enumerate() {
                    if !self.spec.transitions[t].trigger.matches(event) {
                        continue;
                    }
                    match self.world.answer(t, &active) {
                        Answer::Yes => {
                            self.check_exclusive(t, &transitions[place + 1..], event, &active)?;
                            if !enabled_transitions.contains(&t) {
                                enabled_transitions.push(t);
                            }
                            break 'search;
                        }
                        Answer::No => {}
                        Answer::Unknown => break 'search,
                    }
                }
            }
        }
        Ok(self.remove_conflicting_transitions(&enabled_transitions))
    }

    fn check_exclusive(
        &self,
        t: usize,
        later: &[usize],
        event: Option<usize>,
        active: &[usize],
    ) -> Result<(), Halt> {
        for &other in later {
            let exclusive =
                self.spec.transitions[t].exclusive || self.spec.transitions[other].exclusive;
            if exclusive
                && self.spec.transitions[other].trigger.matches(event)
                && self.world.answer(other, active) == Answer::Yes
            {
                return Err(Halt::Ambiguous(t, other));
            }
        }
        Ok(())
    }

    fn remove_conflicting_transitions(
        &self,
        enabled_transitions: &[usize],
    ) -> (Vec<usize>, Vec<(usize, usize)>) {
        let mut filtered_transitions: Vec<usize> = Vec::new();
        let mut preempted = Vec::new();
        for &t1 in enabled_transitions {
            let mut t1_preempted = false;
            let mut transitions_to_remove = Vec::new();
            for &t2 in &filtered_transitions {
                let (one, two) = (self.compute_exit_set(&[t1]), self.compute_exit_set(&[t2]));
                if one.intersection(&two).next().is_some() {
                    let source = |t: usize| self.spec.transitions[t].source;
                    if self.is_descendant(source(t1), source(t2)) {
                        transitions_to_remove.push(t2);
                    } else {
                        t1_preempted = true;
                        preempted.push((t2, t1));
                        break;
                    }
                }
            }
            if !t1_preempted {
                for t3 in transitions_to_remove {
                    filtered_transitions.retain(|&t| t != t3);
                    preempted.push((t1, t3));
                }
                filtered_transitions.push(t1);
            }
        }
        (filtered_transitions, preempted)
    }

    fn microstep(&mut self, enabled: &[usize], preempted: &[(usize, usize)]) -> Result<(), Halt> {
        if self.microsteps == self.limit {
            return Err(Halt::Endless);
        }
        self.microsteps += 1;
        let step = Act::Step { enabled: enabled.to_vec(), preempted: preempted.to_vec() };
        self.act(step);
        // The first departure: computeEntrySet asks for the domain anew, after history was recorded,
        // and can so leave states that it does not enter again. See the tests of the rules.
        let domains: Vec<Option<usize>> =
            enabled.iter().map(|&t| self.get_transition_domain(t)).collect();
        self.exit_states(enabled);
        for &t in enabled {
            self.act(Act::Take(t));
        }
        self.enter_states(enabled, &domains);
        Ok(())
    }

    fn exit_states(&mut self, enabled: &[usize]) {
        let states_to_exit = self.compute_exit_set(enabled);
        for &s in states_to_exit.iter().rev() {
            for h in self.children(s) {
                let value: Vec<usize> = match self.spec.states[h].kind {
                    Kind::DeepHistory => self
                        .configuration
                        .iter()
                        .copied()
                        .filter(|&s0| self.is_atomic_state(s0) && self.is_descendant(s0, s))
                        .collect(),
                    Kind::ShallowHistory => self
                        .configuration
                        .iter()
                        .copied()
                        .filter(|&s0| self.spec.states[s0].parent == s)
                        .collect(),
                    _ => continue,
                };
                self.history_value.insert(h, value);
            }
        }
        for &s in states_to_exit.iter().rev() {
            self.act(Act::Exit(s));
            self.configuration.remove(&s);
        }
    }

    fn compute_exit_set(&self, transitions: &[usize]) -> States {
        let mut states_to_exit = States::new();
        for &t in transitions {
            if let Some(domain) = self.get_transition_domain(t) {
                for &s in &self.configuration {
                    if self.is_descendant(s, domain) {
                        states_to_exit.insert(s);
                    }
                }
            }
        }
        states_to_exit
    }

    fn enter_states(&mut self, enabled: &[usize], domains: &[Option<usize>]) {
        let mut to_enter = ToEnter::default();
        self.compute_entry_set(enabled, domains, &mut to_enter);
        self.enter_the_states(&to_enter);
    }

    fn enter_the_states(&mut self, to_enter: &ToEnter) {
        for &s in &to_enter.states {
            self.configuration.insert(s);
            self.act(Act::Enter(s));
            if to_enter.for_default_entry.contains(&s) {
                self.act(Act::Initial(s));
            }
            if let Some(&h) = to_enter.default_history_content.get(&s) {
                self.act(Act::HistoryDefault(h));
            }
            if self.spec.states[s].kind == Kind::Final {
                let parent = self.spec.states[s].parent;
                if parent == 0 {
                    self.running = false;
                } else {
                    let grandparent = self.spec.states[parent].parent;
                    self.raise_done(parent);
                    if self.spec.states[grandparent].kind == Kind::Parallel
                        && self
                            .get_child_states(grandparent)
                            .into_iter()
                            .all(|child| self.is_in_final_state(child))
                    {
                        self.raise_done(grandparent);
                    }
                }
            }
        }
    }

    fn compute_entry_set(
        &self,
        transitions: &[usize],
        domains: &[Option<usize>],
        to_enter: &mut ToEnter,
    ) {
        for (&t, &domain) in transitions.iter().zip(domains) {
            let Some(ancestor) = domain else { continue };
            let targets = &self.spec.transitions[t].targets;
            let mut own = ToEnter::default();
            for &s in targets {
                self.add_descendant_states_to_enter(s, &mut own);
            }
            for s in self.get_effective_target_states(targets) {
                self.add_ancestor_states_to_enter(s, ancestor, &mut own);
            }
            // The second departure: a history state whose parent lies above the domain makes the
            // pseudo-code enter states that were not left. None outside the domain is entered.
            let inside = |s: &usize| self.is_descendant(*s, ancestor);
            to_enter.states.extend(own.states.into_iter().filter(inside));
            to_enter.for_default_entry.extend(own.for_default_entry.into_iter().filter(inside));
            let content = own.default_history_content.into_iter();
            to_enter.default_history_content.extend(content.filter(|(parent, _)| inside(parent)));
        }
    }

    fn add_descendant_states_to_enter(&self, state: usize, to_enter: &mut ToEnter) {
        let parent = self.spec.states[state].parent;
        if self.is_history_state(state) {
            let next = match self.history_value.get(&state) {
                Some(value) => value.clone(),
                None => {
                    to_enter.default_history_content.insert(parent, state);
                    self.default_targets(state)
                }
            };
            for &s in &next {
                self.add_descendant_states_to_enter(s, to_enter);
            }
            for &s in &next {
                self.add_ancestor_states_to_enter(s, parent, to_enter);
            }
            return;
        }
        to_enter.states.insert(state);
        if self.spec.states[state].kind == Kind::Compound {
            to_enter.for_default_entry.insert(state);
            for s in self.initial_targets(state) {
                self.add_descendant_states_to_enter(s, to_enter);
            }
            for s in self.initial_targets(state) {
                self.add_ancestor_states_to_enter(s, state, to_enter);
            }
        } else if self.spec.states[state].kind == Kind::Parallel {
            self.add_children_without_descendants(state, to_enter);
        }
    }

    fn add_ancestor_states_to_enter(&self, state: usize, ancestor: usize, to_enter: &mut ToEnter) {
        for anc in self.get_proper_ancestors(state, Some(ancestor)) {
            to_enter.states.insert(anc);
            if self.spec.states[anc].kind == Kind::Parallel {
                self.add_children_without_descendants(anc, to_enter);
            }
        }
    }

    fn add_children_without_descendants(&self, parallel: usize, to_enter: &mut ToEnter) {
        for child in self.get_child_states(parallel) {
            if !to_enter.states.iter().any(|&s| self.is_descendant(s, child)) {
                self.add_descendant_states_to_enter(child, to_enter);
            }
        }
    }

    fn is_in_final_state(&self, s: usize) -> bool {
        let children = self.get_child_states(s);
        match self.spec.states[s].kind {
            Kind::Compound => children.iter().any(|&child| {
                self.spec.states[child].kind == Kind::Final && self.configuration.contains(&child)
            }),
            Kind::Parallel => children.iter().all(|&child| self.is_in_final_state(child)),
            _ => false,
        }
    }

    fn get_transition_domain(&self, t: usize) -> Option<usize> {
        let transition = &self.spec.transitions[t];
        let tstates = self.get_effective_target_states(&transition.targets);
        if tstates.is_empty() {
            None
        } else if transition.internal
            && self.spec.states[transition.source].kind == Kind::Compound
            && tstates.iter().all(|&s| self.is_descendant(s, transition.source))
        {
            Some(transition.source)
        } else {
            Some(self.find_lcca(transition.source, &tstates))
        }
    }

    fn find_lcca(&self, head: usize, tail: &[usize]) -> usize {
        self.get_proper_ancestors(head, None)
            .into_iter()
            .filter(|&anc| self.spec.states[anc].kind == Kind::Compound)
            .find(|&anc| tail.iter().all(|&s| self.is_descendant(s, anc)))
            .expect("the root has all others below it")
    }

    fn get_effective_target_states(&self, targets: &[usize]) -> Vec<usize> {
        let mut effective = Vec::new();
        for &s in targets {
            let found = if !self.is_history_state(s) {
                vec![s]
            } else if let Some(value) = self.history_value.get(&s) {
                value.clone()
            } else {
                self.get_effective_target_states(&self.default_targets(s))
            };
            for s in found {
                if !effective.contains(&s) {
                    effective.push(s);
                }
            }
        }
        effective
    }

    fn get_proper_ancestors(&self, state: usize, up_to: Option<usize>) -> Vec<usize> {
        let mut ancestors = Vec::new();
        let mut s = state;
        while s != 0 && Some(self.spec.states[s].parent) != up_to {
            s = self.spec.states[s].parent;
            ancestors.push(s);
        }
        ancestors
    }

    fn is_descendant(&self, state1: usize, state2: usize) -> bool {
        self.get_proper_ancestors(state1, None).contains(&state2)
    }
    fn is_atomic_state(&self, s: usize) -> bool {
        matches!(self.spec.states[s].kind, Kind::Atomic | Kind::Final)
    }
    fn is_history_state(&self, s: usize) -> bool {
        matches!(self.spec.states[s].kind, Kind::ShallowHistory | Kind::DeepHistory)
    }
    fn children(&self, s: usize) -> Vec<usize> {
        (1..self.spec.states.len()).filter(|&child| self.spec.states[child].parent == s).collect()
    }
    fn get_child_states(&self, s: usize) -> Vec<usize> {
        self.children(s).into_iter().filter(|&child| !self.is_history_state(child)).collect()
    }
    fn initial_targets(&self, s: usize) -> Vec<usize> {
        let declared = self.spec.states[s].initial.clone();
        declared.unwrap_or_else(|| vec![self.get_child_states(s)[0]])
    }
    fn transitions(&self, s: usize) -> Vec<usize> {
        let all = 0..self.spec.transitions.len();
        all.filter(|&t| self.spec.transitions[t].source == s).collect()
    }
    fn default_targets(&self, history: usize) -> Vec<usize> {
        self.spec.transitions[self.transitions(history)[0]].targets.clone()
    }
    fn raise_done(&mut self, s: usize) {
        if let Some(event) = self.spec.states[s].done {
            self.world.act(Act::Raise(event), Vec::new());
        }
    }
    fn act(&mut self, act: Act) {
        self.world.act(act, self.configuration.iter().copied().collect());
    }

    /// All transitions that could be selected, in the order in which they are looked at.
    pub fn candidates(&self, event: Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        for &state in self.configuration.iter().filter(|&&s| self.is_atomic_state(s)) {
            let mut line = vec![state];
            line.extend(self.get_proper_ancestors(state, None));
            for t in line.into_iter().flat_map(|s| self.transitions(s)) {
                if self.spec.transitions[t].trigger.matches(event) && !found.contains(&t) {
                    found.push(t);
                }
            }
        }
        found
    }

    /// Whether the configuration is legal (SCXML 3.11): one outermost state, one child of each
    /// compound state, all children of each parallel one, parents of whatever is active.
    pub fn is_legal(&self) -> bool {
        let active = |s: &usize| self.configuration.contains(s);
        let sound = |&s: &usize| {
            let children = self.get_child_states(s);
            let count = children.iter().filter(|&child| active(child)).count();
            match self.spec.states[s].kind {
                Kind::Compound => count == 1,
                Kind::Parallel => count == children.len(),
                Kind::Atomic | Kind::Final => true,
                Kind::ShallowHistory | Kind::DeepHistory => false,
            }
        };
        let parents = self.configuration.iter().map(|&s| self.spec.states[s].parent);
        sound(&0)
            && self.configuration.iter().all(sound)
            && parents.into_iter().all(|parent| parent == 0 || active(&parent))
    }
}
