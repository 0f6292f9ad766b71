//! Every action and every compiled expression of a program, wherever they stand.

use crate::ident::Id;
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, CompiledTarget, Program, RoleHolder, TimerSpan,
    Tree,
};
use crate::rule::{Expr, ExprKind, MachineId, Value};

/// Each action with the machine in which it stands.
pub(super) fn each_action<'p>(
    program: &'p Program,
    visit: &mut impl FnMut(MachineId, &'p CompiledAction),
) {
    for (id, machine) in program.machines.enumerated() {
        actions_of(machine).for_each(|action| visit(id, action));
    }
}

fn actions_of(machine: &CompiledMachine) -> impl Iterator<Item = &CompiledAction> {
    let states = machine
        .states
        .iter()
        .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
    states.chain(machine.transitions.iter().flat_map(|transition| &transition.actions))
}

/// Each compiled rule and expression.
pub(super) fn each_tree<'p>(program: &'p Program, visit: &mut impl FnMut(&'p Tree)) {
    program.rules.iter().for_each(|rule| visit(&rule.tree));
    for role in program.roles.iter() {
        match &role.holder {
            RoleHolder::Party(trees) => trees.iter().for_each(|(_, tree)| visit(tree)),
            RoleHolder::Office | RoleHolder::Actor | RoleHolder::Anyone => {}
        }
    }
    for transition in program.machines.iter().flat_map(|machine| machine.transitions.iter()) {
        transition.floor.iter().for_each(|floor| visit(&floor.from));
        match transition.timer.as_ref().map(|timer| &timer.span) {
            Some(TimerSpan::Parameter(_, from, _)) => from.iter().for_each(&mut *visit),
            Some(TimerSpan::Until(day)) => visit(day),
            Some(TimerSpan::Plain(..)) | None => {}
        }
    }
    each_action(program, &mut |_, action| trees_of(&action.kind, visit));
    for selection in program.selections.iter() {
        selection.attributes.iter().for_each(|(_, tree)| visit(tree));
        selection.order.iter().for_each(|key| visit(&key.by));
    }
}

/// Each value that stands in a rule or an expression.
pub fn constants(program: &Program, visit: &mut impl FnMut(Value)) {
    fn parts<S, Q>(expr: &Expr<S, Q>, visit: &mut impl FnMut(Value)) {
        match &expr.kind {
            ExprKind::Constant(value) => visit(*value),
            ExprKind::OneOf(_, values) => values.iter().for_each(|value| visit(*value)),
            _ => {}
        }
        let mut all = Vec::new();
        expr.for_each_part(&mut |part| all.push(part));
        all.into_iter().for_each(|part| parts(part, visit));
    }
    each_tree(program, &mut |tree| {
        parts(&tree.body, visit);
        tree.functions.iter().for_each(|function| parts(&function.body, visit));
    });
}

/// Each compiled expression of an action.
pub fn trees_of<'p>(kind: &'p CompiledKind, visit: &mut impl FnMut(&'p Tree)) {
    fn pairs<'p, I: 'p>(pairs: &'p [(I, Tree)], visit: &mut impl FnMut(&'p Tree)) {
        pairs.iter().for_each(|(_, tree)| visit(tree));
    }
    match kind {
        CompiledKind::Set(fields) => pairs(fields, visit),
        CompiledKind::Send { to, data, .. } => {
            if let CompiledTarget::Instance(tree) = to {
                visit(tree);
            }
            pairs(data, visit);
        }
        CompiledKind::Spawn { key, data, .. } => {
            key.iter().for_each(&mut *visit);
            pairs(data, visit);
        }
        CompiledKind::Enter { subject, columns, from, to, .. } => {
            pairs(columns, visit);
            subject.iter().chain(from).chain(to).for_each(visit);
        }
        CompiledKind::End { subject, columns, .. } => {
            pairs(columns, visit);
            subject.iter().for_each(visit);
        }
        CompiledKind::Owe { to, amount, columns, .. } => {
            pairs(columns, visit);
            to.iter().for_each(&mut *visit);
            visit(amount);
        }
        CompiledKind::Oblige { due, on, .. } => due.iter().chain(on).for_each(visit),
        CompiledKind::Resume { from: tree, .. } | CompiledKind::Decide { places: tree, .. } => {
            tree.iter().for_each(visit);
        }
        CompiledKind::Keep { until: tree, .. }
        | CompiledKind::Find { answer: tree, .. }
        | CompiledKind::Propose { places: tree, .. } => visit(tree),
        CompiledKind::Learn { subject, value, .. } => {
            subject.iter().for_each(&mut *visit);
            visit(value);
        }
        CompiledKind::Raise(_)
        | CompiledKind::Cancel(_)
        | CompiledKind::Suspend(_)
        | CompiledKind::Pay(_)
        | CompiledKind::Reverse(_)
        | CompiledKind::Return(_)
        | CompiledKind::Fulfil(_)
        | CompiledKind::Breach(_)
        | CompiledKind::Undone(_)
        | CompiledKind::Open(_) => {}
    }
}

/// Ids that were met.
pub(super) struct Met<I> {
    met: Vec<bool>,
    kind: std::marker::PhantomData<I>,
}

impl<I: Id> Met<I> {
    /// None met.
    pub(super) const fn new() -> Self {
        Self { met: Vec::new(), kind: std::marker::PhantomData }
    }
    /// This one was met.
    pub(super) fn insert(&mut self, id: I) {
        if self.met.len() <= id.index() {
            self.met.resize(id.index() + 1, false);
        }
        if let Some(met) = self.met.get_mut(id.index()) {
            *met = true;
        }
    }
    /// Whether the one at that position was met.
    pub(super) fn contains_index(&self, index: usize) -> bool {
        self.met.get(index).copied().unwrap_or(false)
    }
}
