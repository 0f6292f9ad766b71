//! One change of a program, as data: what it puts in the place of what.

use rust_decimal::Decimal;

use super::patch::{Patch, Spot};
use super::place::{Node, Place, body_mut, each_action};
use crate::calendar::{Counting, Day, Period};
use crate::chart::{StateId, TransitionId};
use crate::policy::{ArticleNumber, Cited, Running, Under};
use crate::program::{
    Applies, CompiledKind, Guard, ParameterMeaning, Program, RoleId, RuleId, SelectionId, Slot,
    TimerSpan, Tree,
};
use crate::rule::{Arithmetic, Comparison, ExprKind, FindingId, MachineId, ParamId, Type, Value};
use crate::source::Span;

/// What is changed in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It compares otherwise.
    Compare(Comparison),
    /// A part of a conjunction or a disjunction is left out.
    Drop(usize),
    /// It says the contrary.
    Negate,
    /// Another value.
    Constant(Value),
    /// Twice as much.
    Double,
    /// What is left after the second place is dropped.
    RoundDown,
}

/// What is changed in a part of an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Another day of effect.
    From(Day),
    /// Another day decides for whom.
    Applies(Applies),
    /// Of what becomes of terms that run, by its position.
    Running(usize, Running),
    /// A case that waits does not go on elsewhere, by its position.
    Stays(usize),
    /// Not the milder version, but the one of the day.
    NotMilder,
}

/// Where rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// For a transition.
    Transition(MachineId, TransitionId),
    /// For an action.
    Action(Spot),
    /// For each who is placed by a selection.
    Selection(SelectionId),
}

/// One change.
#[derive(Clone, Debug)]
pub enum Change {
    /// A value of a parameter: which of its values, which row, and what it becomes.
    Value(ParamId, usize, Option<usize>, Value),
    /// How a parameter is counted where it is added to a day.
    CountedBy(ParamId, Counting),
    /// How all days are counted.
    Counted(Counting),
    /// Something in each copy of an expression: the way to it, part by part.
    Expression(Vec<Place>, Vec<usize>, Edit),
    /// A rule is not asked, by its position.
    Unasked(Asker, usize),
    /// A rule must not hold, by its position.
    Contrary(Asker, usize),
    /// A transition need not wait for its first lawful day.
    NoFloor(MachineId, TransitionId),
    /// How a floor is counted.
    FloorBy(MachineId, TransitionId, Counting),
    /// How a timer is counted.
    TimerBy(MachineId, TransitionId, Counting),
    /// A length that is written where it is used.
    Plain(MachineId, TransitionId, Period),
    /// A target of a transition, by its position.
    Target(MachineId, TransitionId, usize, StateId),
    /// Who may set a transition off.
    By(MachineId, TransitionId, Vec<RoleId>),
    /// Who may make a finding.
    FindingBy(FindingId, Vec<RoleId>),
    /// An action is not done.
    Undone(Spot),
    /// An action concerns another subject: the instance's own, or that of a slot.
    Subject(Spot, Option<Slot>),
    /// The day at which rules read facts.
    AsOf(Vec<RuleId>, Option<Slot>),
    /// What an amendment says of cases and terms that are under way; the part by its position.
    Joining(usize, Joining),
    /// Nothing is done any more because of an article.
    Without(ArticleNumber),
}

impl Change {
    /// What it puts in the place of what a program has.
    pub fn patch(&self, program: &Program) -> Patch {
        let mut patch = Patch::default();
        match self {
            Self::Value(id, at, row, value) => {
                set_value(&mut patch, program, (*id, *at, *row), *value);
            }
            Self::CountedBy(id, counting) => {
                patch.parameter(program, *id).counting = Some(*counting);
            }
            Self::Counted(counting) => patch.count(*counting),
            Self::Expression(places, way, edit) => {
                for place in places {
                    let body = body_mut(&mut patch, program, *place);
                    if let Some(node) = body.and_then(|body| follow(body, way)) {
                        rewrite(node, *edit);
                    }
                }
            }
            Self::Unasked(asker, at) => {
                let guard = guard(&mut patch, program, *asker, *at);
                guard.into_iter().for_each(|guard| guard.under = Under::NONE);
            }
            Self::Contrary(asker, at) => {
                if let Some(guard) = guard(&mut patch, program, *asker, *at) {
                    let inner = Guard { under: Under::ALL, ..guard.clone() };
                    let (rule, under) = (guard.rule, guard.under);
                    *guard = Guard { rule, only_if: Vec::new(), not_all: vec![inner], under };
                }
            }
            Self::Joining(part, joining) => rejoin(&mut patch, program, *part, joining),
            Self::Without(number) => without(&mut patch, program, *number),
            Self::AsOf(rules, slot) => {
                rules.iter().for_each(|id| patch.rule(program, *id).as_of = *slot);
            }
            Self::FindingBy(id, by) => patch.finding(program, *id).by.clone_from(by),
            Self::Undone(spot) => {
                let action = patch.action(program, *spot);
                action.into_iter().for_each(|action| action.under = Under::NONE);
            }
            Self::Subject(spot, slot) => resubject(&mut patch, program, *spot, *slot),
            Self::NoFloor(machine, id) => patch.transition(program, (*machine, *id)).floor = None,
            Self::FloorBy(machine, id, counting) => {
                let floor = &mut patch.transition(program, (*machine, *id)).floor;
                floor.iter_mut().for_each(|floor| floor.counting = *counting);
            }
            Self::TimerBy(machine, id, counting) => {
                recount(&mut patch, program, (*machine, *id), *counting);
            }
            Self::Plain(machine, id, period) => {
                let timer = patch.transition(program, (*machine, *id)).timer.as_mut();
                if let Some(TimerSpan::Plain(length, _)) = timer.map(|timer| &mut timer.span) {
                    *length = *period;
                }
            }
            Self::Target(machine, id, at, state) => {
                let chart = patch.chart(program, *machine);
                let mut targets = chart.targets(*id).to_vec();
                targets.get_mut(*at).into_iter().for_each(|target| *target = *state);
                *chart = chart.redirected(*id, &targets);
            }
            Self::By(machine, id, by) => {
                patch.transition(program, (*machine, *id)).by.clone_from(by);
            }
        }
        patch
    }
}

fn set_value(
    patch: &mut Patch,
    program: &Program,
    (id, at, row): (ParamId, usize, Option<usize>),
    value: Value,
) {
    let values = &mut patch.parameter(program, id).values;
    match (values.get_mut(at).map(|(_, meaning)| meaning), row) {
        (Some(ParameterMeaning::Single(own)), None) => *own = value,
        (Some(ParameterMeaning::Table(rows)), Some(row)) => {
            rows.get_mut(row).into_iter().for_each(|(_, own)| *own = value);
        }
        _ => {}
    }
}

fn recount(
    patch: &mut Patch,
    program: &Program,
    place: (MachineId, TransitionId),
    counting: Counting,
) {
    let timer = patch.transition(program, place).timer.as_mut();
    let span = timer.map(|timer| &mut timer.span);
    if let Some(TimerSpan::Parameter(_, _, own) | TimerSpan::Plain(_, own)) = span {
        *own = counting;
    }
}

fn guard<'m>(
    patch: &'m mut Patch,
    program: &Program,
    asker: Asker,
    at: usize,
) -> Option<&'m mut Guard> {
    let guards = match asker {
        Asker::Transition(machine, id) => &mut patch.transition(program, (machine, id)).guards,
        Asker::Action(spot) => &mut patch.action(program, spot)?.when,
        Asker::Selection(id) => &mut patch.selection(program, id).each,
    };
    guards.get_mut(at)
}

/// The expression to which a way leads.
fn follow<'m>(mut node: &'m mut Node, way: &[usize]) -> Option<&'m mut Node> {
    for step in way {
        node = node.parts_mut().into_iter().nth(*step)?;
    }
    Some(node)
}

fn rewrite(node: &mut Node, edit: Edit) {
    let span = node.span;
    let constant = |value| Node { span, kind: ExprKind::Constant(value) };
    let taken = |node: &mut Node| std::mem::replace(node, constant(Value::Bool(true)));
    match edit {
        Edit::Compare(by) => match &mut node.kind {
            ExprKind::Compare(own, _) | ExprKind::CompareElapsed(own, ..) => *own = by,
            _ => {}
        },
        Edit::Drop(at) => {
            let (ExprKind::And(parts) | ExprKind::Or(parts)) = &mut node.kind else { return };
            let mut left = std::mem::take(parts).into_vec();
            if at < left.len() {
                left.remove(at);
            }
            match (left.len(), left.pop()) {
                (1, Some(only)) => *node = only,
                (_, last) => {
                    left.extend(last);
                    *parts = left.into_boxed_slice();
                }
            }
        }
        Edit::Negate => match taken(node) {
            Node { kind: ExprKind::Not(inner), .. } => *node = *inner,
            own => *node = Node { span, kind: ExprKind::Not(Box::new(own)) },
        },
        Edit::Constant(value) => node.kind = ExprKind::Constant(value),
        Edit::Double => {
            let both = Box::new([taken(node), constant(Value::Count(2))]);
            node.kind = ExprKind::Arithmetic(Arithmetic::Multiply, both);
        }
        Edit::RoundDown => {
            // Half a cent less is rounded to the cent below, but for what ends on a cent.
            let half = constant(Value::Money(Decimal::new(5, 3)));
            let both = Box::new([taken(node), half]);
            node.kind = ExprKind::Arithmetic(Arithmetic::Subtract, both);
        }
    }
}

/// The subject of an action: that of the instance, or what a slot says.
fn resubject(patch: &mut Patch, program: &Program, spot: Spot, slot: Option<Slot>) {
    let Some(action) = patch.action(program, spot) else { return };
    let at = action.at;
    let own = match &mut action.kind {
        CompiledKind::Enter { subject, .. } | CompiledKind::End { subject, .. } => subject,
        CompiledKind::Owe { to, .. } => to,
        _ => return,
    };
    *own = slot.map(|slot| reading(slot, at));
}

/// An expression that reads a subject.
fn reading(slot: Slot, span: Span) -> Tree {
    Tree {
        body: Node { span, kind: ExprKind::Read(slot) },
        locals: 0,
        functions: Vec::new(),
        ty: Type::Subject,
        reads: vec![(slot, span)],
        queries: Vec::new(),
    }
}

fn rejoin(patch: &mut Patch, program: &Program, part: usize, joining: &Joining) {
    let Some(part) = patch.versions(program).parts.get_mut(part) else { return };
    match joining {
        Joining::From(day) => part.from = *day,
        Joining::Applies(applies) => part.applies = applies.clone(),
        Joining::Running(at, running) => {
            part.running.get_mut(*at).into_iter().for_each(|(_, own)| *own = *running);
        }
        Joining::Stays(at) => {
            if *at < part.moves.len() {
                part.moves.remove(*at);
            }
        }
        Joining::NotMilder => part.milder = None,
    }
}

/// Whether an element stands for an article and for no other.
pub fn only_of(cited: &Cited, number: ArticleNumber) -> bool {
    let mut all = cited.articles.iter().filter(|article| !article.is_new);
    !cited.articles.is_empty() && all.all(|article| article.article == number)
}

/// Takes away what cites an article and no other: conditions, first lawful days, steps, what is done, limits.
fn without(patch: &mut Patch, program: &Program, number: ArticleNumber) {
    let is_its = |cited: &Cited| only_of(cited, number);
    let asked = |guard: &Guard| is_its(&program.rules[guard.rule].cited);
    for (machine, info) in program.machines.enumerated() {
        for (id, transition) in info.transitions.enumerated() {
            let place = (machine, id);
            if is_its(&transition.cited) {
                patch.transition(program, place).under = Under::NONE;
                continue;
            }
            let guards = transition.guards.iter().enumerate().filter(|(_, guard)| asked(guard));
            for (at, _) in guards {
                let own = patch.transition(program, place).guards.get_mut(at);
                own.into_iter().for_each(|guard| guard.under = Under::NONE);
            }
        }
    }
    each_action(program, &mut |spot, action| {
        if is_its(&action.cited) {
            let own = patch.action(program, spot);
            own.into_iter().for_each(|action| action.under = Under::NONE);
        }
    });
    for (id, selection) in program.selections.enumerated() {
        if selection.quotas.iter().any(|quota| is_its(&quota.cited)) {
            patch.selection(program, id).quotas.retain(|quota| !is_its(&quota.cited));
        }
        for (at, _) in selection.each.iter().enumerate().filter(|(_, guard)| asked(guard)) {
            let own = patch.selection(program, id).each.get_mut(at);
            own.into_iter().for_each(|guard| guard.under = Under::NONE);
        }
    }
}
