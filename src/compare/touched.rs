//! The elements in which two programs differ: told by names and by the words of the bundle, never by
//! positions, so that what is put in between moves nothing.

use std::collections::BTreeMap;

use super::element::{Element, Elements};
use super::uses::{of_roles, transition_name};
use crate::program::{
    CompiledAction, CompiledMachine, CompiledSelection, Guard, Program, TimerSpan, Tree, trees_of,
};

/// What is otherwise.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The elements.
    pub elements: Elements,
    /// Whether more is otherwise than these: what is declared, the calendar, the days of validity.
    pub wide: bool,
}

impl Touched {
    /// In what `after` differs from `before`.
    pub fn between(before: &Program, after: &Program) -> Self {
        let (old, new) = (signs(before), signs(after));
        let keys = old.keys().chain(new.keys());
        let elements = keys.filter(|key| old.get(*key) != new.get(*key)).cloned().collect();
        let elements: Elements = elements;
        // Who holds a role is asked wherever somebody acts.
        let of_roles = [before, after].into_iter().any(|program| {
            let mut read = Elements::new();
            of_roles(program, &mut read);
            !read.is_disjoint(&elements)
        });
        let wide =
            of_roles || before.calendar != after.calendar || declared(before) != declared(after);
        Self { elements, wide }
    }
}

/// What each element says.
fn signs(program: &Program) -> BTreeMap<Element, Vec<String>> {
    let mut signs: BTreeMap<Element, Vec<String>> = BTreeMap::new();
    for info in program.parameters.iter() {
        let sign = format!("{:?}{:?}{:?}{:?}", info.values, info.kind, info.applies, info.counting);
        signs.entry(Element::Parameter(info.name.clone())).or_default().push(sign);
    }
    for rule in program.rules.iter() {
        let sign = tree(program, &rule.tree);
        signs.entry(Element::Rule(rule.name.clone())).or_default().push(sign);
    }
    for machine in program.machines.iter() {
        for id in machine.chart.transitions() {
            let name = transition_name(program, machine, id);
            signs.entry(name).or_default().push(transition(program, machine, id));
            // How days are counted belongs to the period, wherever it is counted.
            if let Some((period, counting)) = counted(machine, id) {
                let name = program.parameters[period].name.clone();
                signs.entry(Element::Parameter(name)).or_default().push(format!("{counting:?}"));
            }
        }
        for (id, state) in machine.states.enumerated() {
            let own = state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial);
            let mut sign: Vec<String> = own.map(|one| action(program, one)).collect();
            sign.push(format!("{:?}", machine.chart.kind(id)));
            sign.extend(machine.chart.initial(id).iter().map(|&to| state_name(machine, to)));
            signs.insert(Element::State(machine.name.clone(), state.name.clone()), sign);
        }
    }
    for info in program.selections.iter() {
        signs.insert(Element::Selection(info.name.clone()), selection(program, info));
    }
    signs
}

/// The period of a floor or of a timer, and how its days are counted.
fn counted(
    machine: &CompiledMachine,
    id: crate::chart::TransitionId,
) -> Option<(crate::rule::ParamId, crate::calendar::Counting)> {
    let info = &machine.transitions[id];
    let floor = info.floor.as_ref().map(|floor| (floor.period, floor.counting));
    floor.or_else(|| match info.timer.as_ref().map(|timer| &timer.span) {
        Some(TimerSpan::Parameter(period, _, counting)) => Some((*period, *counting)),
        _ => None,
    })
}

fn state_name(machine: &CompiledMachine, state: crate::chart::StateId) -> String {
    machine.states[state].name.clone()
}

fn tree(program: &Program, tree: &Tree) -> String {
    let mut sign = program.sources.text(tree.body.span).to_owned();
    for function in &tree.functions {
        sign.push('|');
        sign.push_str(&function.name.value);
        sign.push_str(program.sources.text(function.body.span));
    }
    sign
}

fn guard(program: &Program, guard: &Guard) -> String {
    let names: Vec<&str> =
        guard.rules().into_iter().map(|rule| program.rules[rule].name.as_str()).collect();
    names.join("+")
}

fn action(program: &Program, action: &CompiledAction) -> String {
    let mut sign = program.sources.text(action.at).to_owned();
    trees_of(&action.kind, &mut |one| {
        sign.push('|');
        sign.push_str(&tree(program, one));
    });
    let guards: Vec<String> = action.when.iter().map(|one| guard(program, one)).collect();
    format!("{sign}|{}", guards.join("&"))
}

fn transition(
    program: &Program,
    machine: &CompiledMachine,
    id: crate::chart::TransitionId,
) -> String {
    let info = &machine.transitions[id];
    let mut sign: Vec<String> =
        info.events.iter().map(|event| program.events[*event].name.clone()).collect();
    sign.extend(info.by.iter().map(|role| format!("by {}", program.roles[*role].name)));
    sign.extend(info.guards.iter().map(|one| guard(program, one)));
    if let Some(floor) = &info.floor {
        let period = &program.parameters[floor.period].name;
        sign.push(format!("{period} {}", tree(program, &floor.from)));
    }
    if let Some(timer) = &info.timer {
        sign.push(match &timer.span {
            TimerSpan::Parameter(period, from, _) => {
                let from = from.as_ref().map(|from| tree(program, from));
                format!("{} {from:?}", program.parameters[*period].name)
            }
            TimerSpan::Until(until) => tree(program, until),
            TimerSpan::Plain(period, counting) => format!("{period:?} {counting:?}"),
        });
    }
    sign.extend(info.actions.iter().map(|one| action(program, one)));
    sign.extend(machine.chart.targets(id).iter().map(|&to| state_name(machine, to)));
    sign.join(";")
}

fn selection(program: &Program, info: &CompiledSelection) -> Vec<String> {
    let mut sign: Vec<String> = info.each.iter().map(|one| guard(program, one)).collect();
    sign.extend(info.quotas.iter().map(|quota| {
        let except = quota.except.map(|rule| program.rules[rule].name.as_str());
        let max = &program.parameters[quota.max].name;
        let (places, among) = (&quota.places, &quota.among);
        let (row, hard) = (&quota.row, quota.hard);
        format!("{} {places:?} {among:?} {except:?} {max} {row:?} {hard}", quota.name)
    }));
    sign.extend(info.attributes.iter().map(|(name, by)| format!("{name} {}", tree(program, by))));
    let keys = info.order.iter();
    sign.extend(keys.map(|key| format!("{} {}", tree(program, &key.by), key.descending)));
    sign.extend(info.floor.map(|rule| program.rules[rule].name.clone()));
    sign.extend(info.candidates.iter().map(|&state| state_name(&program.machines[info.of], state)));
    sign
}

/// What is declared beside these elements.
fn declared(program: &Program) -> String {
    let names = |names: &mut dyn Iterator<Item = String>| names.collect::<Vec<_>>().join(",");
    let fields = |name: &str, columns: &[crate::program::FieldInfo]| {
        let columns: Vec<String> =
            columns.iter().map(|column| format!("{} {:?}", column.name, column.ty)).collect();
        format!("{name}({})", columns.join(","))
    };
    let parts = [
        names(&mut program.events.iter().take(program.declared_events).map(|event| {
            let carried = event.data.iter().map(|(field, optional)| (field, *optional));
            format!("{} {:?}", event.name, carried.collect::<Vec<_>>())
        })),
        names(&mut program.facts.iter().map(|fact| format!("{} {:?}", fact.name, fact.ty))),
        names(&mut program.findings.iter().map(|one| format!("{} {:?}", one.name, one.by))),
        names(&mut program.roles.iter().map(|role| match &role.holder {
            crate::program::RoleHolder::Party(trees) => {
                let trees = trees.iter().map(|(_, one)| tree(program, one));
                format!("{} {:?}", role.name, trees.collect::<Vec<_>>())
            }
            other => format!("{} {other:?}", role.name),
        })),
        names(&mut program.registers.iter().map(|one| fields(&one.name, &one.columns))),
        names(&mut program.accounts.iter().map(|one| fields(&one.name, &one.columns))),
        names(&mut program.obligations.iter().map(|one| format!("{} {:?}", one.name, one.by))),
        names(&mut program.choices.iter().map(|choice| {
            let values = choice.values.iter().map(|(name, _)| name.as_str());
            format!("{}({})", choice.name, values.collect::<Vec<_>>().join(","))
        })),
        names(&mut program.machines.iter().map(|machine| {
            let opened = machine.opened_by.iter().map(|event| &program.events[*event].name);
            let opened: Vec<_> = opened.collect();
            format!("{}{opened:?}{:?}", fields(&machine.name, &machine.data), machine.deciding)
        })),
    ];
    let validity = program.validity.as_ref().map(|validity| (validity.from, validity.to));
    format!("{parts:?}{validity:?}{:?}", program.counting)
}
