//! The elements in which two programs differ: told by names and by the words of the bundle, never by
//! positions, so that what is put in between moves nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::element::{Element, Elements};
use super::standing::Standing;
use super::uses::{of_roles, transition_name};
use crate::chart::{Kind, StateId, TransitionId};
use crate::program::{
    CompiledAction, CompiledMachine, CompiledSelection, FieldInfo, Guard, ParameterInfo, Program,
    RoleHolder, RuleId, Slot, TimerSpan, Tree, trees_of,
};

/// What is otherwise.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The elements.
    pub elements: Elements,
    /// Whether more is otherwise than these: what is declared, the calendar, the days of validity.
    pub wide: bool,
    /// Whether any of the elements is no more.
    pub takes_away: bool,
}

/// What a program says, put into words once to be held against many others.
#[derive(Debug)]
pub struct Signed {
    signs: BTreeMap<Element, Vec<String>>,
    declared: Declarations,
    validity: Vec<String>,
    /// What is read to know who holds a role.
    roles: Elements,
}

impl Signed {
    /// That of a program.
    pub fn of(program: &Program) -> Self {
        let mut roles = Elements::new();
        of_roles(program, &mut roles);
        let (signs, declared) = (signs(program), declared(program));
        Self { signs, declared, validity: validity(program), roles }
    }
}

impl Touched {
    /// In what `after` differs from `before`.
    pub fn between(before: &Program, after: &Program) -> Self {
        Self::since((before, &Signed::of(before)), after)
    }
    /// The same, of a program that was put into words already.
    pub fn since((before, said): (&Program, &Signed), after: &Program) -> Self {
        let now = Signed::of(after);
        let (old, new) = (&said.signs, &now.signs);
        let keys = old.keys().chain(new.keys());
        let elements = keys.filter(|key| old.get(*key) != new.get(*key)).cloned().collect();
        let elements: Elements = elements;
        // Who holds a role is asked wherever somebody acts.
        let of_roles = [said, &now].into_iter().any(|one| !one.roles.is_disjoint(&elements));
        let takes_away = old.keys().any(|key| !new.contains_key(key));
        let wide = of_roles
            || before.calendar != after.calendar
            || said.validity != now.validity
            || differs(&said.declared, &now.declared);
        Self { elements, wide, takes_away }
    }
}

/// What each element says.
fn signs(program: &Program) -> BTreeMap<Element, Vec<String>> {
    let mut signs: BTreeMap<Element, Vec<String>> = BTreeMap::new();
    let signer = Signer { program, standing: Standing::of(program) };
    for (id, info) in program.parameters.enumerated() {
        let own = signs.entry(Element::Parameter(info.name.clone())).or_default();
        own.push(value(info));
        own.extend(
            info.otherwise
                .iter()
                .map(|(under, other)| format!("{}{}", signer.standing.said(*under), value(other))),
        );
        let running = signer.standing.parts().flat_map(|(part, name)| {
            let own = part.running.iter().filter(move |(of, _)| *of == id);
            own.map(move |(_, running)| format!("{running:?} {name}"))
        });
        own.extend(running);
    }
    for rule in program.rules.iter() {
        let own = signs.entry(Element::Rule(rule.name.clone())).or_default();
        own.push(signer.tree(&rule.tree));
        own.extend(rule.instead.iter().map(|(under, by)| {
            format!("{}{}", signer.standing.said(*under), program.rules[*by].name)
        }));
    }
    let mut countings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for machine in program.machines.iter() {
        for id in machine.chart.transitions() {
            let name = transition_name(program, machine, id);
            signs.entry(name).or_default().push(signer.transition(machine, id));
            // How days are counted belongs to the period, wherever it is counted.
            if let Some((period, counting)) = counted(machine, id) {
                let name = program.parameters[period].name.clone();
                countings.entry(name).or_default().insert(format!("{counting:?}"));
            }
        }
        for (id, state) in machine.states.enumerated() {
            let sign = signer.state(machine, id);
            signs.insert(Element::State(machine.name.clone(), state.name.clone()), sign);
        }
    }
    for (name, counting) in countings {
        signs.entry(Element::Parameter(name)).or_default().extend(counting);
    }
    for info in program.selections.iter() {
        let mut sign = signer.selection(info);
        // What stands in its place says under which versions it does.
        let under = info.of_base.map(|base| &program.selections[base]);
        let under = under.and_then(|base| {
            let own =
                base.instead.iter().find(|(_, by)| std::ptr::eq(&program.selections[*by], info));
            own.map(|(under, _)| *under)
        });
        sign.extend(under.map(|under| signer.standing.said(under)));
        signs.entry(Element::Selection(info.name.clone())).or_default().extend(sign);
    }
    signs
}

/// What a parameter says under one version.
fn value(info: &ParameterInfo) -> String {
    format!("{:?}{:?}{:?}{:?}", info.values, info.kind, info.applies, info.counting)
}

/// The period of a floor or of a timer, and how its days are counted.
fn counted(
    machine: &CompiledMachine,
    id: TransitionId,
) -> Option<(crate::rule::ParamId, crate::calendar::Counting)> {
    let info = &machine.transitions[id];
    let floor = info.floor.as_ref().map(|floor| (floor.period, floor.counting));
    floor.or_else(|| match info.timer.as_ref().map(|timer| &timer.span) {
        Some(TimerSpan::Parameter(period, _, counting)) => Some((*period, *counting)),
        _ => None,
    })
}

fn state_name(machine: &CompiledMachine, state: StateId) -> String {
    machine.states[state].name.clone()
}

/// A program whose elements are put into words.
struct Signer<'p> {
    program: &'p Program,
    standing: Standing<'p>,
}

impl Signer<'_> {
    fn tree(&self, tree: &Tree) -> String {
        let mut sign = self.program.words_of(tree);
        for (slot, _) in &tree.reads {
            if let Slot::Under(under) = slot {
                sign += &self.standing.said(*under);
            }
        }
        sign
    }

    fn guard(&self, guard: &Guard) -> String {
        let name = |rule: &RuleId| self.program.rules[*rule].name.clone();
        let mut names = vec![name(&guard.rule)];
        names.extend(guard.only_if.iter().map(name));
        names.extend(guard.not_all.iter().map(|inner| self.guard(inner)));
        format!("{}{}", names.join("+"), self.standing.said(guard.under))
    }

    fn guards(&self, guards: &[Guard]) -> String {
        let guards: Vec<String> = guards.iter().map(|one| self.guard(one)).collect();
        guards.join("&")
    }

    fn action(&self, action: &CompiledAction) -> String {
        let mut sign = self.program.sources.text(action.at).to_owned();
        trees_of(&action.kind, &mut |one| {
            sign.push('|');
            sign.push_str(&self.tree(one));
        });
        format!("{sign}|{}{}", self.guards(&action.when), self.standing.said(action.under))
    }

    fn state(&self, machine: &CompiledMachine, id: StateId) -> Vec<String> {
        let (program, state) = (self.program, &machine.states[id]);
        let own = state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial);
        let mut sign: Vec<String> = own.map(|one| self.action(one)).collect();
        let kind = machine.chart.kind(id);
        sign.push(format!("{kind:?}{}", self.standing.said(state.under)));
        sign.extend(machine.chart.initial(id).iter().map(|&to| state_name(machine, to)));
        // All of a parallel state are entered with it.
        if kind == Kind::Parallel {
            let inner = machine.chart.children(id);
            sign.extend(inner.map(|child| {
                let under = self.standing.said(machine.states[child].under);
                format!("{}{under}", state_name(machine, child))
            }));
        }
        for (part, name) in self.standing.parts() {
            let moves = part.moves.iter().filter(|moved| {
                program.machines[moved.machine].name == machine.name && moved.from == id
            });
            sign.extend(moves.map(|moved| format!("{} {name}", state_name(machine, moved.to))));
        }
        sign
    }

    fn transition(&self, machine: &CompiledMachine, id: TransitionId) -> String {
        let (program, info) = (self.program, &machine.transitions[id]);
        let mut sign: Vec<String> =
            info.events.iter().map(|event| program.events[*event].name.clone()).collect();
        sign.extend(info.by.iter().map(|role| format!("by {}", program.roles[*role].name)));
        sign.extend(info.guards.iter().map(|one| self.guard(one)));
        if let Some(floor) = &info.floor {
            let period = &program.parameters[floor.period].name;
            sign.push(format!("{period} {}", self.tree(&floor.from)));
        }
        if let Some(timer) = &info.timer {
            sign.push(match &timer.span {
                TimerSpan::Parameter(period, from, _) => {
                    let from = from.as_ref().map(|from| self.tree(from));
                    format!("{} {from:?}", program.parameters[*period].name)
                }
                TimerSpan::Until(until) => self.tree(until),
                TimerSpan::Plain(period, counting) => format!("{period:?} {counting:?}"),
            });
        }
        sign.extend(info.actions.iter().map(|one| self.action(one)));
        sign.extend(machine.chart.targets(id).iter().map(|&to| state_name(machine, to)));
        format!("{}{}", sign.join(";"), self.standing.said(info.under))
    }

    fn selection(&self, info: &CompiledSelection) -> Vec<String> {
        let program = self.program;
        let mut sign: Vec<String> = info.each.iter().map(|one| self.guard(one)).collect();
        sign.extend(info.quotas.iter().map(|quota| {
            let except = quota.except.map(|rule| program.rules[rule].name.as_str());
            let max = &program.parameters[quota.max].name;
            let (places, among) = (&quota.places, &quota.among);
            let (row, hard) = (&quota.row, quota.hard);
            format!("{} {places:?} {among:?} {except:?} {max} {row:?} {hard}", quota.name)
        }));
        let attributes = info.attributes.iter();
        sign.extend(attributes.map(|(name, by)| format!("{name} {}", self.tree(by))));
        let keys = info.order.iter();
        sign.extend(keys.map(|key| format!("{} {}", self.tree(&key.by), key.descending)));
        sign.extend(info.floor.map(|rule| program.rules[rule].name.clone()));
        let of = &program.machines[info.of];
        sign.extend(info.candidates.iter().map(|&state| state_name(of, state)));
        sign
    }
}

/// The days on which a measure is in force, and from which day on they are others.
fn validity(program: &Program) -> Vec<String> {
    let own = program.validity.as_ref();
    let later = program.versions.parts.iter();
    let later = later.filter_map(|part| part.validity.as_ref().map(|to| (Some(part.from), to)));
    let all = own.map(|validity| (None, validity)).into_iter().chain(later);
    all.map(|(from, validity)| format!("{from:?} {:?} {:?}", validity.from, validity.to)).collect()
}

/// Whether anything of what was declared is otherwise; what is only declared in addition is not.
fn differs(before: &Declarations, after: &Declarations) -> bool {
    before.iter().any(|(key, sign)| after.get(key) != Some(sign))
}

/// What is declared, by its kind and its name.
type Declarations = BTreeMap<(&'static str, String), String>;

/// What is declared beside these elements.
fn declared(program: &Program) -> Declarations {
    let mut found = Declarations::new();
    let mut add = |kind: &'static str, name: &str, sign: String| {
        found.insert((kind, name.to_owned()), sign);
    };
    let fields = |columns: &[FieldInfo]| {
        let columns: Vec<String> =
            columns.iter().map(|column| format!("{} {:?}", column.name, column.ty)).collect();
        columns.join(",")
    };
    for event in program.events.iter().take(program.declared_events) {
        let carried: Vec<_> =
            event.data.iter().map(|(field, optional)| (field, *optional)).collect();
        add("event", &event.name, format!("{carried:?}"));
    }
    program.facts.iter().for_each(|one| add("fact", &one.name, format!("{:?}", one.ty)));
    program.findings.iter().for_each(|one| add("finding", &one.name, format!("{:?}", one.by)));
    for role in program.roles.iter() {
        let sign = match &role.holder {
            RoleHolder::Party(trees) => {
                let trees = trees.iter().map(|(_, one)| program.words_of(one));
                format!("{:?}", trees.collect::<Vec<_>>())
            }
            other => format!("{other:?}"),
        };
        add("role", &role.name, sign);
    }
    program.registers.iter().for_each(|one| add("register", &one.name, fields(&one.columns)));
    program.accounts.iter().for_each(|one| add("account", &one.name, fields(&one.columns)));
    for duty in program.obligations.iter() {
        add("obligation", &duty.name, format!("{:?}", duty.by));
    }
    for choice in program.choices.iter() {
        let values: Vec<&str> = choice.values.iter().map(|(name, _)| name.as_str()).collect();
        add("choice", &choice.name, values.join(","));
    }
    for machine in program.machines.iter() {
        let names = |events: &[crate::chart::EventId]| {
            let names: Vec<&str> =
                events.iter().map(|event| program.events[*event].name.as_str()).collect();
            names.join(",")
        };
        let (opened, deciding) = (names(&machine.opened_by), names(&machine.deciding));
        let sign = format!("{} {opened} {deciding}", fields(&machine.data));
        add("machine", &machine.name, sign);
    }
    add("counting", "", format!("{:?}", program.counting));
    found
}
