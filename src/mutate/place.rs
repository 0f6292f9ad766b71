//! Where expressions stand in a program: each rule and function by its name with all its copies, for
//! a rule is compiled for each machine and a function lies beside each rule that calls it.

use std::collections::BTreeMap;

use super::patch::{Patch, Spot};
use crate::chart::TransitionId;
use crate::program::{
    CompiledAction, CompiledKind, CompiledTarget, Program, Query, RuleId, SelectionId, Slot,
    TimerSpan, Tree, trees_of,
};
use crate::rule::{Expr, MachineId};
use crate::source::Span;

/// An expression of a program.
pub type Node = Expr<Slot, Query>;

/// Where a compiled expression stands.
#[derive(Clone, Copy, Debug)]
pub enum Stand {
    /// A rule.
    Rule(RuleId),
    /// The day from which a floor counts.
    Floor(MachineId, TransitionId),
    /// The day from which a timer counts, or on which it ends.
    Timer(MachineId, TransitionId),
    /// In an action, by its position among the action's expressions.
    Action(Spot, usize),
    /// An attribute of a selection.
    Attribute(SelectionId, usize),
    /// A key of a ranking.
    Order(SelectionId, usize),
}

/// A body: that of a compiled expression, or of a function that lies beside it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The compiled expression.
    pub stand: Stand,
    /// The function, by its position.
    pub function: Option<usize>,
}

/// A rule or function with its copies.
pub struct Definition<'p> {
    /// Its name.
    pub name: &'p str,
    /// One of its bodies: all say the same.
    pub body: &'p Node,
    /// Where the bodies stand.
    pub places: Vec<Place>,
}

/// Every rule and function of a program, by name and place, in order.
pub fn definitions(program: &Program) -> Vec<Definition<'_>> {
    let mut found: BTreeMap<(&str, Span), Definition<'_>> = BTreeMap::new();
    let mut add = |name, body, place| {
        let of = || Definition { name, body, places: Vec::new() };
        let body: &Node = body;
        found.entry((name, body.span)).or_insert_with(of).places.push(place);
    };
    each_tree(program, &mut |stand, tree| {
        if let Stand::Rule(id) = stand {
            add(program.rules[id].name.as_str(), &tree.body, Place { stand, function: None });
        }
        for (at, function) in tree.functions.iter().enumerate() {
            add(&function.name.value, &function.body, Place { stand, function: Some(at) });
        }
    });
    found.into_values().collect()
}

/// Each compiled expression with where it stands.
pub fn each_tree<'p>(program: &'p Program, visit: &mut impl FnMut(Stand, &'p Tree)) {
    program.rules.enumerated().for_each(|(id, rule)| visit(Stand::Rule(id), &rule.tree));
    for (machine, info) in program.machines.enumerated() {
        for (id, transition) in info.transitions.enumerated() {
            if let Some(floor) = &transition.floor {
                visit(Stand::Floor(machine, id), &floor.from);
            }
            let span = transition.timer.as_ref().map(|timer| &timer.span);
            if let Some(TimerSpan::Parameter(_, Some(tree), _) | TimerSpan::Until(tree)) = span {
                visit(Stand::Timer(machine, id), tree);
            }
        }
    }
    each_action(program, &mut |spot, action| {
        let mut at = 0;
        trees_of(&action.kind, &mut |tree| {
            visit(Stand::Action(spot, at), tree);
            at += 1;
        });
    });
    for (id, selection) in program.selections.enumerated() {
        for (at, (_, tree)) in selection.attributes.iter().enumerate() {
            visit(Stand::Attribute(id, at), tree);
        }
        for (at, key) in selection.order.iter().enumerate() {
            visit(Stand::Order(id, at), &key.by);
        }
    }
}

/// Each action with where it stands, machine by machine: states first, then transitions.
pub fn each_action<'p>(program: &'p Program, visit: &mut impl FnMut(Spot, &'p CompiledAction)) {
    for (machine, info) in program.machines.enumerated() {
        for (id, state) in info.states.enumerated() {
            let entry = state.on_entry.iter().enumerate();
            entry.for_each(|(at, one)| visit(Spot::Entry(machine, id, at), one));
            let exit = state.on_exit.iter().enumerate();
            exit.for_each(|(at, one)| visit(Spot::Exit(machine, id, at), one));
            let initial = state.on_initial.iter().enumerate();
            initial.for_each(|(at, one)| visit(Spot::Initial(machine, id, at), one));
        }
        for (id, transition) in info.transitions.enumerated() {
            for (at, action) in transition.actions.iter().enumerate() {
                visit(Spot::Transition(machine, id, at), action);
            }
        }
    }
}

/// The body at a place, to be changed.
pub fn body_mut<'m>(patch: &'m mut Patch, program: &Program, place: Place) -> Option<&'m mut Node> {
    let tree = tree_mut(patch, program, place.stand)?;
    match place.function {
        None => Some(&mut tree.body),
        Some(at) => tree.functions.get_mut(at).map(|function| &mut function.body),
    }
}

fn tree_mut<'m>(patch: &'m mut Patch, program: &Program, stand: Stand) -> Option<&'m mut Tree> {
    match stand {
        Stand::Rule(id) => Some(&mut patch.rule(program, id).tree),
        Stand::Floor(machine, id) => {
            patch.transition(program, (machine, id)).floor.as_mut().map(|floor| &mut floor.from)
        }
        Stand::Timer(machine, id) => {
            let timer = patch.transition(program, (machine, id)).timer.as_mut()?;
            match &mut timer.span {
                TimerSpan::Parameter(_, Some(tree), _) | TimerSpan::Until(tree) => Some(tree),
                _ => None,
            }
        }
        Stand::Action(spot, at) => {
            let action = patch.action(program, spot)?;
            trees_mut(&mut action.kind).into_iter().nth(at)
        }
        Stand::Attribute(id, at) => {
            patch.selection(program, id).attributes.get_mut(at).map(|(_, tree)| tree)
        }
        Stand::Order(id, at) => {
            patch.selection(program, id).order.get_mut(at).map(|key| &mut key.by)
        }
    }
}

/// The expressions of an action, in the order of `trees_of`.
fn trees_mut(kind: &mut CompiledKind) -> Vec<&mut Tree> {
    fn pairs<I>(pairs: &mut [(I, Tree)]) -> Vec<&mut Tree> {
        pairs.iter_mut().map(|(_, tree)| tree).collect()
    }
    match kind {
        CompiledKind::Set(fields) => pairs(fields),
        CompiledKind::Send { to, data, .. } => {
            let to = match to {
                CompiledTarget::Instance(tree) => Some(tree),
                _ => None,
            };
            to.into_iter().chain(pairs(data)).collect()
        }
        CompiledKind::Spawn { key, data, .. } => key.iter_mut().chain(pairs(data)).collect(),
        CompiledKind::Enter { subject, columns, from, to, .. } => {
            pairs(columns).into_iter().chain(subject).chain(from).chain(to).collect()
        }
        CompiledKind::End { subject, columns, .. } => {
            pairs(columns).into_iter().chain(subject).collect()
        }
        CompiledKind::Owe { to, amount, columns, .. } => {
            pairs(columns).into_iter().chain(to).chain([amount]).collect()
        }
        CompiledKind::Oblige { due, on, .. } => due.iter_mut().chain(on).collect(),
        CompiledKind::Resume { from: tree, .. } | CompiledKind::Decide { places: tree, .. } => {
            tree.iter_mut().collect()
        }
        CompiledKind::Keep { until: tree, .. }
        | CompiledKind::Find { answer: tree, .. }
        | CompiledKind::Propose { places: tree, .. } => vec![tree],
        CompiledKind::Learn { subject, value, .. } => subject.iter_mut().chain([value]).collect(),
        CompiledKind::Raise(_)
        | CompiledKind::Cancel(_)
        | CompiledKind::Suspend(_)
        | CompiledKind::Pay(_)
        | CompiledKind::Reverse(_)
        | CompiledKind::Return(_)
        | CompiledKind::Fulfil(_)
        | CompiledKind::Breach(_)
        | CompiledKind::Undone(_)
        | CompiledKind::Open(_) => Vec::new(),
    }
}
