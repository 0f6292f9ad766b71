//! Steps: their conditions, first lawful days, targets, terms and roles; who makes findings.

use super::change::{Asker, Change};
use super::finder::{About, Finder, Reach, called};
use super::operator::Operator;
use super::values::{beside, first_day, first_day_said, other_unit};
use crate::calendar::{Counting, Period};
use crate::chart::{Kind, StateId, TransitionId};
use crate::compare::transition_name;
use crate::lang::{Phrase, Word};
use crate::program::{CompiledMachine, CompiledTransition, Guard, Program, RoleId, TimerSpan};
use crate::rule::{MachineId, Value};

/// The mutants of the steps of machines, and of who makes findings.
pub fn find(finder: &mut Finder<'_>) {
    let program = finder.program;
    for (machine, info) in program.machines.enumerated() {
        for (id, transition) in info.transitions.enumerated() {
            let element = transition_name(program, info, id);
            let key = element.name();
            let reach = Reach::Of(element);
            let about = About { cited: &transition.cited, at: transition.at, reach };
            let title = step(program, info, id);
            Step { machine, id, info, transition, key, title, about }.find(finder);
        }
    }
    for (id, finding) in program.findings.enumerated() {
        let about = About {
            cited: &finding.cited,
            at: program.machines[finding.about].at,
            reach: Reach::All,
        };
        roles(
            finder,
            &finding.by,
            (&finding.name, &about),
            |by| Change::FindingBy(id, by),
            || called(&finding.question, &finding.name),
        );
    }
}

/// What people call a step: where it leads from, and what sets it off.
pub fn step(program: &Program, info: &CompiledMachine, id: TransitionId) -> Word {
    let transition = &info.transitions[id];
    let state = &info.states[info.chart.source(id)];
    let by: Word = match (transition.events.first(), &transition.timer) {
        _ if !transition.title.is_empty() => Word::Text(transition.title.clone()),
        (Some(&event), _) => called(&program.events[event].title, &program.events[event].name),
        (None, Some(_)) => Phrase::TimerRanOut.into(),
        (None, None) => Phrase::Automatic.into(),
    };
    let args = vec![("state", called(&state.title, &state.name)), ("step", by)];
    Word::Phrase(Phrase::MutateStep, args)
}

struct Step<'p> {
    machine: MachineId,
    id: TransitionId,
    info: &'p CompiledMachine,
    transition: &'p CompiledTransition,
    key: String,
    title: Word,
    about: About<'p>,
}

impl<'p> Step<'p> {
    fn find(&self, finder: &mut Finder<'p>) {
        let (machine, id) = (self.machine, self.id);
        let guards = &self.transition.guards;
        let asker = Asker::Transition(machine, id);
        conditions(finder, guards, asker, (&self.key, &self.title, &self.about));
        self.floor(finder);
        self.timer(finder);
        self.targets(finder);
        if !self.transition.events.is_empty() {
            let by = &self.transition.by;
            roles(
                finder,
                by,
                (&self.key, &self.about),
                |by| Change::By(machine, id, by),
                || self.title.clone(),
            );
        }
    }

    fn floor(&self, finder: &mut Finder<'p>) {
        let Some(floor) = &self.transition.floor else { return };
        let key = format!("{}:not_before", self.key);
        let change = Change::NoFloor(self.machine, self.id);
        finder.add(Operator::GuardDropped, &key, &self.about, change, |of| {
            let args = vec![("of", of), ("title", self.title.clone())];
            Word::Phrase(Phrase::MutateNoFloor, args)
        });
        let change = Change::FloorBy(self.machine, self.id, first_day(floor.counting));
        self.counted(finder, &key, floor.counting, change);
    }

    fn counted(&self, finder: &mut Finder<'p>, key: &str, own: Counting, change: Change) {
        finder.add(Operator::FirstDay, key, &self.about, change, |of| {
            first_day_said(of, self.title.clone(), own)
        });
    }

    fn timer(&self, finder: &mut Finder<'p>) {
        let Some(timer) = &self.transition.timer else { return };
        let own = match &timer.span {
            TimerSpan::Parameter(_, _, own) | TimerSpan::Plain(_, own) => *own,
            TimerSpan::Until(_) => return,
        };
        let change = Change::TimerBy(self.machine, self.id, first_day(own));
        self.counted(finder, &self.key, own, change);
        let TimerSpan::Plain(period, _) = &timer.span else { return };
        let lengths = beside(Value::Period(*period)).into_iter().filter_map(|(by, value)| {
            let Value::Period(other) = value else { return None };
            Some((Operator::Term, by, other))
        });
        let unit = other_unit(*period).map(|other| (Operator::Unit, other.unit.word(), other));
        for (operator, by, other) in lengths.chain(unit) {
            self.length(finder, (operator, by), *period, other);
        }
    }

    fn length(
        &self,
        finder: &mut Finder<'p>,
        (operator, by): (Operator, &str),
        own: Period,
        other: Period,
    ) {
        let key = format!("{}:{by}", self.key);
        let change = Change::Plain(self.machine, self.id, other);
        finder.add(operator, &key, &self.about, change, |of| {
            let (title, before, after) = (self.title.clone(), own.words(), other.words());
            let args = vec![("of", of), ("title", title), ("before", before), ("after", after)];
            Word::Phrase(Phrase::MutateValue, args)
        });
    }

    fn targets(&self, finder: &mut Finder<'p>) {
        let chart = &self.info.chart;
        let name = |state: StateId| {
            let info = &self.info.states[state];
            called(&info.title, &info.name)
        };
        for (at, &target) in chart.targets(self.id).iter().enumerate() {
            let Some(other) = other_target(self.info, self.id, target) else { continue };
            let key = format!("{}:{}", self.key, self.info.states[other].name);
            let change = Change::Target(self.machine, self.id, at, other);
            finder.add(Operator::Target, &key, &self.about, change, |of| {
                let (title, before, after) = (self.title.clone(), name(target), name(other));
                let args = vec![("of", of), ("title", title), ("before", before), ("after", after)];
                Word::Phrase(Phrase::MutateTarget, args)
            });
        }
    }
}

/// Another state beside a target, the next in order and not the one that is left where there is a third.
fn other_target(info: &CompiledMachine, id: TransitionId, target: StateId) -> Option<StateId> {
    let chart = &info.chart;
    let parent = chart.parent(target)?;
    if chart.kind(parent) != Kind::Compound || chart.kind(target).is_history() {
        return None;
    }
    let beside: Vec<StateId> = chart.child_states(parent).filter(|one| *one != target).collect();
    let source = chart.source(id);
    let is_left = |state: StateId| state == source || chart.is_descendant(source, state);
    let later = beside.iter().filter(|one| **one > target);
    let mut all = later.chain(beside.iter().filter(|one| **one < target)).copied();
    all.clone().find(|one| !is_left(*one)).or_else(|| all.next())
}

/// Conditions that are not asked, and such that must not hold.
pub fn conditions<'p>(
    finder: &mut Finder<'p>,
    guards: &'p [Guard],
    asker: Asker,
    (key, title, about): (&str, &Word, &About<'p>),
) {
    let program = finder.program;
    for (at, guard) in guards.iter().enumerate() {
        let rule = &program.rules[guard.rule];
        let key = format!("{key}:{}", rule.name);
        // The condition has the articles of its rule.
        let cited = if rule.cited.articles.is_empty() { about.cited } else { &rule.cited };
        let about = About { cited, ..about.clone() };
        let said = |phrase| {
            move |of| {
                let rule = called(&rule.title, &rule.name);
                Word::Phrase(phrase, vec![("of", of), ("title", title.clone()), ("rule", rule)])
            }
        };
        let unasked = said(Phrase::MutateUnasked);
        finder.add(Operator::GuardDropped, &key, &about, Change::Unasked(asker, at), unasked);
        let contrary = said(Phrase::MutateContrary);
        finder.add(Operator::GuardNegated, &key, &about, Change::Contrary(asker, at), contrary);
    }
}

/// Each role left out, and each in the place of another.
fn roles<'p>(
    finder: &mut Finder<'p>,
    by: &[RoleId],
    (key, about): (&str, &About<'p>),
    change: impl Fn(Vec<RoleId>) -> Change,
    title: impl Fn() -> Word,
) {
    let program = finder.program;
    let name = |role: RoleId| called(&program.roles[role].title, &program.roles[role].name);
    for (at, &role) in by.iter().enumerate() {
        let key = format!("{key}:{}", program.roles[role].name);
        let mut left = by.to_vec();
        left.remove(at);
        finder.add(Operator::RoleDropped, &key, about, change(left), |of| {
            let args = vec![("of", of), ("title", title()), ("role", name(role))];
            Word::Phrase(Phrase::MutateRoleDropped, args)
        });
        let later = program.roles.ids().filter(|other| *other > role);
        let mut others = later.chain(program.roles.ids()).filter(|other| !by.contains(other));
        let Some(other) = others.next() else { continue };
        let mut swapped = by.to_vec();
        swapped.get_mut(at).into_iter().for_each(|one| *one = other);
        let key = format!("{key}:{}", program.roles[other].name);
        finder.add(Operator::RoleSwapped, &key, about, change(swapped), |of| {
            let (before, after) = (name(role), name(other));
            let args = vec![("of", of), ("title", title()), ("before", before), ("after", after)];
            Word::Phrase(Phrase::MutateRoleSwapped, args)
        });
    }
}
