//! What the parts of a measure use: the elements on which it hangs what a state hears and does, and
//! what a line of a register, a sum, a duty or a record comes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::element::{Element, Elements};
use super::visited::States;
use crate::chart::{StateId, TransitionId};
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, Guard, ObligationId, Program, RecordKindId,
    RoleHolder, SelectionId, Slot, TimerSpan, Tree, trees_of,
};
use crate::rule::{AccountId, MachineId, RegisterId};

/// What a program's parts use, gathered once.
#[derive(Debug, Default)]
pub struct Uses {
    /// What may be asked or done where an instance of a machine is in a state.
    pub states: BTreeMap<(MachineId, StateId), Elements>,
    pub(super) registers: BTreeMap<RegisterId, Arc<Elements>>,
    pub(super) accounts: BTreeMap<AccountId, Arc<Elements>>,
    pub(super) duties: BTreeMap<ObligationId, Arc<Elements>>,
    pub(super) records: BTreeMap<RecordKindId, Arc<Elements>>,
}

impl Uses {
    /// Those of a program.
    pub fn of(program: &Program) -> Self {
        let mut uses = Self::default();
        let (mut registers, mut accounts) = (BTreeMap::new(), BTreeMap::new());
        let (mut duties, mut records) = (BTreeMap::new(), BTreeMap::new());
        for (id, machine) in program.machines.enumerated() {
            for state in machine.chart.states() {
                let mut found = Elements::new();
                of_state(program, machine, state, &mut found);
                uses.states.insert((id, state), found);
            }
            for action in actions(machine) {
                let found: &mut Elements = match &action.kind {
                    CompiledKind::Enter { register, .. } | CompiledKind::End { register, .. } => {
                        registers.entry(*register).or_default()
                    }
                    CompiledKind::Owe { account, .. }
                    | CompiledKind::Pay(account)
                    | CompiledKind::Reverse(account)
                    | CompiledKind::Return(account) => accounts.entry(*account).or_default(),
                    CompiledKind::Oblige { obligation, .. } => {
                        duties.entry(*obligation).or_default()
                    }
                    CompiledKind::Keep { record, .. } => records.entry(*record).or_default(),
                    _ => continue,
                };
                of_action(program, action, found);
            }
        }
        uses.registers = shared(registers);
        uses.accounts = shared(accounts);
        uses.duties = shared(duties);
        uses.records = shared(records);
        uses
    }
    /// What is asked or done in some states, of what may be otherwise.
    pub fn met(&self, states: &States, touched: &Elements) -> Elements {
        let sets = states.iter().filter_map(|state| self.states.get(state));
        let met = sets.flat_map(|uses| uses.intersection(touched));
        met.cloned().collect()
    }
}

fn shared<K: Ord>(found: BTreeMap<K, Elements>) -> BTreeMap<K, Arc<Elements>> {
    found.into_iter().map(|(key, elements)| (key, Arc::new(elements))).collect()
}

/// What is done in any state or transition of a machine.
fn actions(machine: &CompiledMachine) -> impl Iterator<Item = &CompiledAction> {
    let states = machine
        .states
        .iter()
        .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
    states.chain(machine.transitions.iter().flat_map(|transition| &transition.actions))
}

/// What is read by an expression.
pub(super) fn of_tree(program: &Program, tree: &Tree, found: &mut Elements) {
    for (slot, _) in &tree.reads {
        if let Slot::Param(id) = slot {
            found.insert(Element::Parameter(program.parameters[*id].name.clone()));
        }
    }
    let called = tree.functions.iter().map(|function| function.name.value.clone());
    found.extend(called.map(Element::Rule));
}

/// What a rule is and reads.
pub(super) fn of_rule(program: &Program, rule: crate::program::RuleId, found: &mut Elements) {
    let rule = &program.rules[rule];
    found.insert(Element::Rule(rule.name.clone()));
    of_tree(program, &rule.tree, found);
    for (_, by) in &rule.instead {
        let by = &program.rules[*by];
        found.insert(Element::Rule(by.name.clone()));
        of_tree(program, &by.tree, found);
    }
}

fn of_guard(program: &Program, guard: &Guard, found: &mut Elements) {
    guard.rules().into_iter().for_each(|rule| of_rule(program, rule, found));
}

fn of_action(program: &Program, action: &CompiledAction, found: &mut Elements) {
    action.when.iter().for_each(|guard| of_guard(program, guard, found));
    trees_of(&action.kind, &mut |tree| of_tree(program, tree, found));
    match &action.kind {
        CompiledKind::Send { delay: Some(delay), .. } => {
            found.insert(Element::Parameter(program.parameters[*delay].name.clone()));
        }
        CompiledKind::Open(selection)
        | CompiledKind::Propose { selection, .. }
        | CompiledKind::Decide { selection, .. } => of_selection(program, *selection, found),
        _ => {}
    }
}

/// What a selection is and asks.
pub(super) fn of_selection(program: &Program, id: SelectionId, found: &mut Elements) {
    let selection = &program.selections[id];
    selection.instead.iter().for_each(|(_, by)| of_selection(program, *by, found));
    found.insert(Element::Selection(selection.name.clone()));
    selection.each.iter().for_each(|guard| of_guard(program, guard, found));
    for quota in &selection.quotas {
        found.insert(Element::Parameter(program.parameters[quota.max].name.clone()));
        quota.except.iter().for_each(|rule| of_rule(program, *rule, found));
    }
    selection.floor.iter().for_each(|rule| of_rule(program, *rule, found));
    selection.attributes.iter().for_each(|(_, tree)| of_tree(program, tree, found));
    selection.order.iter().for_each(|key| of_tree(program, &key.by, found));
}

/// What is read to know who holds a role.
pub(super) fn of_roles(program: &Program, found: &mut Elements) {
    for role in program.roles.iter() {
        if let RoleHolder::Party(trees) = &role.holder {
            trees.iter().for_each(|(_, tree)| of_tree(program, tree, found));
        }
    }
}

/// The name of a transition: the machine, the state that it leaves, what sets it off.
pub fn transition_name(program: &Program, machine: &CompiledMachine, id: TransitionId) -> Element {
    let transition = &machine.transitions[id];
    let state = &machine.states[machine.chart.source(id)].name;
    let event = transition.events.first().map(|event| program.events[*event].name.clone());
    let timer = transition.timer.as_ref().map(|timer| match (&timer.name, &timer.span) {
        (Some(name), _) => name.clone(),
        (None, TimerSpan::Parameter(period, ..)) => program.parameters[*period].name.clone(),
        (None, _) => "timer".to_owned(),
    });
    let trigger = event.or(timer).unwrap_or_else(|| "auto".to_owned());
    Element::Transition(machine.name.clone(), state.clone(), trigger)
}

/// What decides the first lawful day of a transition.
pub(super) fn of_floor(
    program: &Program,
    machine: &CompiledMachine,
    id: TransitionId,
    found: &mut Elements,
) {
    found.insert(transition_name(program, machine, id));
    if let Some(floor) = &machine.transitions[id].floor {
        found.insert(Element::Parameter(program.parameters[floor.period].name.clone()));
        of_tree(program, &floor.from, found);
    }
}

/// What decides the last day of a timer.
pub(super) fn of_timer(
    program: &Program,
    machine: &CompiledMachine,
    id: TransitionId,
    found: &mut Elements,
) {
    found.insert(transition_name(program, machine, id));
    match machine.transitions[id].timer.as_ref().map(|timer| &timer.span) {
        Some(TimerSpan::Parameter(period, from, _)) => {
            found.insert(Element::Parameter(program.parameters[*period].name.clone()));
            from.iter().for_each(|tree| of_tree(program, tree, found));
        }
        Some(TimerSpan::Until(tree)) => of_tree(program, tree, found),
        Some(TimerSpan::Plain(..)) | None => {}
    }
}

fn of_state(program: &Program, machine: &CompiledMachine, state: StateId, found: &mut Elements) {
    let info = &machine.states[state];
    found.insert(Element::State(machine.name.clone(), info.name.clone()));
    let own = info.on_entry.iter().chain(&info.on_exit).chain(&info.on_initial);
    own.for_each(|action| of_action(program, action, found));
    for &id in machine.chart.transitions_of(state) {
        of_transition(program, machine, id, found);
    }
}

/// What a transition is, asks and does.
pub fn of_transition(
    program: &Program,
    machine: &CompiledMachine,
    id: TransitionId,
    found: &mut Elements,
) {
    let transition = &machine.transitions[id];
    of_floor(program, machine, id, found);
    of_timer(program, machine, id, found);
    transition.guards.iter().for_each(|guard| of_guard(program, guard, found));
    transition.actions.iter().for_each(|action| of_action(program, action, found));
}
