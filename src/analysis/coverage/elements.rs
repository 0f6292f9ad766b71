//! Every element of a program that can be seen in a story, in the order of the bundle.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::{asked_whether_given, atoms, boundary, is_turned, may_be_unknown};
use super::parts::{Parts, each_action, parts};
use super::unit::{Element, Kind, Of, Outcome};
use crate::chart::{StateId, TransitionId};
use crate::policy::{ArticleRef, Cited, Version};
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, Guard, Program, Query, RoleHolder, RuleId, Slot,
    TimerSpan, Tree, trees_of,
};
use crate::rule::{ExprKind, MachineId, Value};
use crate::source::Span;

/// The elements of a program.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    /// All of them.
    pub all: Vec<Element>,
    index: BTreeMap<Of, usize>,
    /// The comparisons whose bound stands on the left.
    pub(super) turned: BTreeSet<Span>,
    /// What of the text is cited by each article and part.
    pub(super) parts: Parts,
    /// Which machine asks each rule, and what is known where it is asked.
    rules: BTreeMap<RuleId, (MachineId, Vec<Slot>)>,
}

impl Elements {
    /// Those of a program, with the readings of its bundle.
    pub fn of<'a>(program: &Program, readings: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self { parts: parts(program), ..Self::default() };
        found.text();
        for (id, machine) in program.machines.enumerated() {
            found.machine(program, id, machine);
        }
        found.selections(program);
        found.clauses(program);
        found.declared(program);
        for name in readings {
            let of = Of::Reading(name.to_owned());
            found.add(of, name.to_owned(), &[Outcome::Happened], Cited::default());
        }
        found
    }
    /// The position of an element.
    pub fn position(&self, of: &Of) -> Option<usize> {
        self.index.get(of).copied()
    }
    /// The element of a kind that has this name.
    pub fn named(&self, kind: Kind, name: &str) -> Option<usize> {
        self.all.iter().position(|one| one.kind() == kind && one.name == name)
    }

    fn add(&mut self, of: Of, name: String, outcomes: &[Outcome], cited: Cited) {
        if self.index.contains_key(&of) || outcomes.is_empty() {
            return;
        }
        let kind = of.kind();
        // Of several that are called alike the second is called so.
        let same =
            |name: &str| self.all.iter().any(|known| known.kind() == kind && known.name == name);
        let mut own = name.clone();
        let mut turn = 2;
        while same(&own) {
            own = format!("{name} #{turn}");
            turn += 1;
        }
        self.index.insert(of.clone(), self.all.len());
        let outcomes = outcomes.to_vec();
        self.all.push(Element {
            of,
            name: own,
            outcomes,
            cited,
            at: None,
            machine: None,
            rule: None,
            published: true,
        });
    }

    /// Says more of the element that was added last.
    fn last(&mut self, say: impl FnOnce(&mut Element)) {
        if let Some(last) = self.all.last_mut() {
            say(last);
        }
    }

    fn text(&mut self) {
        for number in self.parts.articles().collect::<Vec<_>>() {
            let cited = Cited { articles: vec![ArticleRef::whole(number)], ..Cited::default() };
            self.add(Of::Article(number), number.to_string(), &[Outcome::Happened], cited);
        }
        for part in self.parts.parts().collect::<Vec<_>>() {
            let cited = Cited { articles: vec![part], ..Cited::default() };
            self.add(Of::Item(part), part.to_string(), &[Outcome::Happened], cited);
        }
    }

    fn machine(&mut self, program: &Program, id: MachineId, machine: &CompiledMachine) {
        let chart = &machine.chart;
        for (state, info) in machine.states.enumerated() {
            if state == chart.root() || chart.kind(state).is_history() {
                continue;
            }
            let name = format!("{}.{}", machine.name, info.name);
            self.add(Of::State(id, state), name, &[Outcome::Happened], info.cited.clone());
            let published = info.under.holds(Version::default());
            self.last(|one| {
                (one.at, one.machine, one.published) = (Some(info.at), Some(id), published);
            });
        }
        for (transition, info) in machine.transitions.enumerated() {
            let source = chart.source(transition);
            if chart.kind(source).is_history() {
                continue;
            }
            let name = transition_name(program, machine, transition);
            let happened = &[Outcome::Happened];
            let of = Of::Transition(id, transition);
            let published = info.under.holds(Version::default());
            self.add(of.clone(), name, happened, info.cited.clone());
            let name = self.name_of(&of);
            self.last(|one| {
                (one.at, one.machine, one.published) = (Some(info.at), Some(id), published);
            });
            for guard in &info.guards {
                self.guard(program, (id, Some((transition, &name))), guard, published, info.at);
            }
            self.beside(program, (id, machine), transition, &name);
        }
        let mut actions: Vec<&CompiledAction> = Vec::new();
        for state in machine.states.iter() {
            actions.extend(state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
        }
        actions.extend(machine.transitions.iter().flat_map(|transition| &transition.actions));
        for action in actions {
            let published = action.under.holds(Version::default());
            for guard in &action.when {
                self.guard(program, (id, None), guard, published, action.at);
            }
            if let CompiledKind::Send { event, delay: Some(_), id: name, .. } = &action.kind {
                let back = |one: &CompiledAction| match (&one.kind, name) {
                    (CompiledKind::Cancel(known), Some(name)) => known == name,
                    _ => false,
                };
                let cancels = each_action(machine).any(back);
                let (of, cited) = (Of::Later(id, *event), (*action.cited).clone());
                let label = format!("{}.{}", machine.name, program.events[*event].name);
                let both = [Outcome::Fires, Outcome::Cancelled];
                self.add(of, label, if cancels { &both } else { &both[..1] }, cited);
                self.last(|one| {
                    (one.at, one.machine, one.published) = (Some(action.at), Some(id), published);
                });
            }
        }
    }

    fn name_of(&self, of: &Of) -> String {
        let at = self.position(of).and_then(|at| self.all.get(at));
        at.map(|element| element.name.clone()).unwrap_or_default()
    }

    /// What stands at a transition beside its conditions: its timer, its floor, who may.
    fn beside(
        &mut self,
        program: &Program,
        (id, machine): (MachineId, &CompiledMachine),
        transition: TransitionId,
        name: &str,
    ) {
        let info = &machine.transitions[transition];
        let published = info.under.holds(Version::default());
        let say = |one: &mut Element| {
            (one.at, one.machine, one.published) = (Some(info.at), Some(id), published);
        };
        if info.timer.is_some() {
            let both = [Outcome::Fires, Outcome::Cancelled];
            let outcomes = if may_be_left(machine, transition) { &both } else { &both[..1] };
            let of = Of::Timer(id, transition);
            self.add(of, name.to_owned(), outcomes, info.cited.clone());
            self.last(say);
        }
        if let Some(floor) = &info.floor {
            let period = &program.parameters[floor.period];
            let of = Of::Floor(id, transition);
            let mut cited = info.cited.clone();
            let more =
                period.cited.articles.iter().filter(|one| !info.cited.articles.contains(one));
            cited.articles.extend(more.copied());
            let label = format!("{name} {}", period.name);
            self.add(of, label, &[Outcome::Below, Outcome::At], cited);
            self.last(say);
        }
        let anyone = |role: &crate::program::RoleId| {
            matches!(program.roles[*role].holder, RoleHolder::Anyone)
        };
        if !info.by.is_empty() && !info.events.is_empty() && !info.by.iter().any(anyone) {
            let of = Of::Role(id, transition);
            self.add(of, name.to_owned(), &[Outcome::Refused], info.cited.clone());
            self.last(say);
        }
    }

    /// A condition where it is asked, and what it asks beside its rule.
    fn guard(
        &mut self,
        program: &Program,
        (machine, asker): (MachineId, Option<(TransitionId, &str)>),
        guard: &Guard,
        published: bool,
        at: Span,
    ) {
        let published = published && guard.under.holds(Version::default());
        let mut rules = guard.rules();
        let instead = rules.iter().flat_map(|rule| &program.rules[*rule].instead);
        let instead: Vec<RuleId> = instead.map(|(_, by)| *by).collect();
        rules.extend(instead);
        for rule in rules {
            let info = &program.rules[rule];
            let mut shielded = asked_whether_given(&info.tree);
            let first = guard.only_if.iter().filter(|first| **first != rule);
            shielded.extend(first.flat_map(|one| asked_whether_given(&program.rules[*one].tree)));
            self.rules.entry(rule).or_insert_with(|| (machine, shielded.clone()));
            let named = guard.rule == rule && !guard.not_all.is_empty();
            let asked: Vec<RuleId> = match named {
                true => guard.not_all.iter().flat_map(Guard::rules).collect(),
                false => vec![rule],
            };
            let unknown = asked.iter().any(|rule| is_unsure(program, *rule, machine, &shielded));
            let outcomes = outcomes_of(&info.tree, named, unknown);
            let (of, name) = match asker {
                Some((transition, name)) => {
                    (Of::Guard(Some((machine, transition)), rule), format!("{name} {}", info.name))
                }
                None => {
                    let machine = &program.machines[machine].name;
                    (Of::Guard(None, rule), format!("{machine} {}", info.name))
                }
            };
            let before = self.all.len();
            self.add(of, name, &outcomes, info.cited.clone());
            if self.all.len() > before {
                self.last(|one| {
                    (one.at, one.machine) = (Some(at), Some(machine));
                    (one.rule, one.published) = (Some(rule), published);
                });
            }
        }
    }

    fn selections(&mut self, program: &Program) {
        for (id, selection) in program.selections.enumerated() {
            for guard in &selection.each {
                self.guard(program, (selection.of, None), guard, true, selection.at);
            }
            let except = selection.quotas.iter().filter_map(|quota| quota.except);
            for rule in except.chain(selection.floor) {
                self.guard(program, (selection.of, None), &Guard::of(rule), true, selection.at);
            }
            for (at, quota) in selection.quotas.iter().enumerate() {
                let mut cited = quota.cited.clone();
                if cited.is_empty() {
                    cited = selection.cited.clone();
                }
                let name = format!("{}.{}", selection.name, quota.name);
                let outcomes = [Outcome::Below, Outcome::At, Outcome::Above];
                self.add(Of::Quota(id, at), name, &outcomes, cited);
                self.last(|one| one.at = Some(selection.at));
            }
        }
    }

    /// The parts of the rules that are asked, each once.
    fn clauses(&mut self, program: &Program) {
        for (id, (machine, shielded)) in self.rules.clone() {
            let rule = &program.rules[id];
            let mut found = Vec::new();
            atoms(&rule.tree, &mut |atom| found.push(atom));
            for atom in found {
                let (place, cited) = (atom.part.span, rule.cited.clone());
                let words: Vec<&str> = program.sources.text(place).split_whitespace().collect();
                let name = format!("{}: {}", atom.within.unwrap_or(&rule.name), words.join(" "));
                let say = |one: &mut Element| {
                    (one.at, one.machine, one.rule) = (Some(place), Some(machine), Some(id));
                };
                let mut outcomes = vec![Outcome::Holds, Outcome::Fails];
                if may_be_unknown(program, &rule.tree, atom.part, Some(machine), &shielded) {
                    outcomes.push(Outcome::Unknown);
                }
                outcomes.push(Outcome::Decides);
                if self.position(&Of::Clause(place)).is_none() {
                    self.add(Of::Clause(place), name.clone(), &outcomes, cited.clone());
                    self.last(say);
                }
                let Some(sides) = boundary(program, atom.part) else { continue };
                let all = [Outcome::Below, Outcome::At, Outcome::Above];
                let sides = if sides.below { &all[..] } else { &all[1..] };
                if is_turned(program, atom.part) {
                    self.turned.insert(place);
                }
                if self.position(&Of::Boundary(place)).is_none() {
                    self.add(Of::Boundary(place), name, sides, cited);
                    self.last(say);
                }
            }
        }
    }

    /// What is declared: findings, duties, registers.
    fn declared(&mut self, program: &Program) {
        for (id, finding) in program.findings.enumerated() {
            let anyone = |role: &crate::program::RoleId| {
                matches!(program.roles[*role].holder, RoleHolder::Anyone)
            };
            if !finding.by.is_empty() && !finding.by.iter().any(anyone) {
                let name = format!("finding {}", finding.name);
                self.add(Of::Finder(id), name, &[Outcome::Refused], finding.cited.clone());
            }
        }
        let does = |wanted: &dyn Fn(&CompiledKind) -> bool| {
            program.machines.iter().flat_map(each_action).any(|action| wanted(&action.kind))
        };
        for (id, duty) in program.obligations.enumerated() {
            let done = does(&|kind| matches!(kind, CompiledKind::Fulfil(of) if *of == id));
            let missed = does(&|kind| match kind {
                CompiledKind::Breach(of) | CompiledKind::Undone(of) => *of == id,
                CompiledKind::Oblige { obligation, due: Some(_), .. } => *obligation == id,
                _ => false,
            });
            let mut outcomes = Vec::new();
            outcomes.extend(done.then_some(Outcome::Fulfilled));
            outcomes.extend(missed.then_some(Outcome::Missed));
            self.add(Of::Duty(id), duty.name.clone(), &outcomes, duty.cited.clone());
        }
        let mut asked = BTreeSet::new();
        each_tree(program, &mut |tree| {
            for (query, _) in &tree.queries {
                if let Query::HasEntry { register, .. }
                | Query::EntryUntil { register, .. }
                | Query::EntryFrom { register, .. }
                | Query::LatestEntryFrom { register, .. } = query
                {
                    asked.insert(*register);
                }
            }
        });
        for (id, register) in program.registers.enumerated() {
            let entered = does(
                &|kind| matches!(kind, CompiledKind::Enter { register, .. } if *register == id),
            );
            let ended =
                does(&|kind| matches!(kind, CompiledKind::End { register, .. } if *register == id));
            let mut outcomes = Vec::new();
            outcomes.extend(entered.then_some(Outcome::Entered));
            outcomes.extend(asked.contains(&id).then_some(Outcome::Used));
            outcomes.extend(ended.then_some(Outcome::Ended));
            self.add(Of::Register(id), register.name.clone(), &outcomes, register.cited.clone());
        }
    }
}

/// Every expression by which something is asked or done.
fn each_tree<'p>(program: &'p Program, visit: &mut impl FnMut(&'p Tree)) {
    program.rules.iter().for_each(|rule| visit(&rule.tree));
    for action in program.machines.iter().flat_map(each_action) {
        trees_of(&action.kind, visit);
    }
    for selection in program.selections.iter() {
        selection.attributes.iter().for_each(|(_, tree)| visit(tree));
        selection.order.iter().for_each(|key| visit(&key.by));
    }
    for transition in program.machines.iter().flat_map(|machine| machine.transitions.iter()) {
        transition.floor.iter().for_each(|floor| visit(&floor.from));
        let span = transition.timer.as_ref().map(|timer| &timer.span);
        if let Some(TimerSpan::Parameter(_, Some(tree), _) | TimerSpan::Until(tree)) = span {
            visit(tree);
        }
    }
}

/// What can come of a rule: one that says the same always comes to that.
fn outcomes_of(tree: &Tree, named: bool, unknown: bool) -> Vec<Outcome> {
    match tree.body.kind {
        ExprKind::Constant(Value::Bool(true)) if !named => vec![Outcome::Holds],
        ExprKind::Constant(Value::Bool(false)) if !named => vec![Outcome::Fails],
        _ if unknown => vec![Outcome::Holds, Outcome::Fails, Outcome::Unknown],
        _ => vec![Outcome::Holds, Outcome::Fails],
    }
}

fn is_unsure(program: &Program, rule: RuleId, machine: MachineId, shielded: &[Slot]) -> bool {
    let rule = &program.rules[rule];
    may_be_unknown(program, &rule.tree, &rule.tree.body, Some(machine), shielded)
}

/// Whether something else may leave the state of a timer.
fn may_be_left(machine: &CompiledMachine, timer: TransitionId) -> bool {
    let chart = &machine.chart;
    let state = chart.source(timer);
    let around = std::iter::once(state).chain(chart.proper_ancestors(state));
    let mut others = around.flat_map(|state: StateId| chart.transitions_of(state));
    others.any(|other| *other != timer && !chart.targets(*other).is_empty())
}

/// A transition by its machine, the state that it leaves and what sets it off.
fn transition_name(program: &Program, machine: &CompiledMachine, id: TransitionId) -> String {
    let transition = &machine.transitions[id];
    let state = &machine.states[machine.chart.source(id)].name;
    let event = transition.events.first().map(|event| program.events[*event].name.as_str());
    let timer = transition.timer.as_ref().map(|timer| match (&timer.name, &timer.span) {
        (Some(name), _) => name.as_str(),
        (None, TimerSpan::Parameter(period, ..)) => program.parameters[*period].name.as_str(),
        (None, _) => "timer",
    });
    format!("{}.{state}.{}", machine.name, event.or(timer).unwrap_or("auto"))
}
