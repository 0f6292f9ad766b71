//! The parts of conditions: which there are in a rule, and what an evaluation says of each.

use crate::calendar::Unit;
use crate::program::{Program, Query, Slot, Tree};
use crate::rule::{
    Builtin, Clause, ClauseKind, Comparison, Expr, ExprKind, Quantifier, Type, Value,
};
use crate::source::Span;

type Part = Expr<Slot, Query>;

/// A part of a condition that has no parts itself.
pub(super) struct Atom<'p> {
    /// The part.
    pub part: &'p Part,
    /// The function in which it is written; none where it is the rule itself.
    pub within: Option<&'p str>,
}

/// The parts of a rule that an evaluation tells, in the order written. A function that returns
/// before its end is told as a whole by no evaluation, and has none.
pub(super) fn atoms<'p>(tree: &'p Tree, visit: &mut impl FnMut(Atom<'p>)) {
    if !leaves(&tree.body) {
        walk(tree, &tree.body, None, visit);
    }
}

fn walk<'p>(
    tree: &'p Tree,
    part: &'p Part,
    within: Option<&'p str>,
    visit: &mut impl FnMut(Atom<'p>),
) {
    match &part.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts.iter().for_each(|part| walk(tree, part, within, visit));
        }
        ExprKind::Not(part) => walk(tree, part, within, visit),
        ExprKind::Block(parts) => {
            if let Some(last) = parts.last() {
                walk(tree, last, within, visit);
            }
        }
        ExprKind::If(branch) => {
            walk(tree, &branch.condition, within, visit);
            walk(tree, &branch.then, within, visit);
            branch.otherwise.iter().for_each(|way| walk(tree, way, within, visit));
        }
        ExprKind::Call(index, _) => called(tree, *index, visit),
        ExprKind::Quantify(which, _, index) if *which != Quantifier::Count => {
            called(tree, *index, visit);
        }
        // What stands there as it is, or is a value of the measure itself, says the same always.
        ExprKind::Constant(_) | ExprKind::Read(Slot::Param(_)) => {}
        _ => visit(Atom { part, within }),
    }
}

fn called<'p>(tree: &'p Tree, index: usize, visit: &mut impl FnMut(Atom<'p>)) {
    if let Some(function) = tree.functions.get(index).filter(|one| !leaves(&one.body)) {
        walk(tree, &function.body, Some(&function.name.value), visit);
    }
}

/// Whether an expression may end its function before its end, or walks over rows.
fn leaves(part: &Part) -> bool {
    if matches!(part.kind, ExprKind::Return(_) | ExprKind::While(..) | ExprKind::For(..)) {
        return true;
    }
    let mut found = false;
    part.for_each_part(&mut |inner| found = found || leaves(inner));
    found
}

/// Whether it can be unknown: it reads what somebody may not have told, what may not be set, or
/// counts working days.
pub(super) fn may_be_unknown(
    program: &Program,
    tree: &Tree,
    part: &Part,
    machine: Owner,
    shielded: &[Slot],
) -> bool {
    let mut found = false;
    unsure(program, tree, part, machine, &mut |slot| {
        found = found || slot.is_none_or(|slot| !shielded.contains(&slot));
    });
    found
}

/// The places of which a rule itself asks whether they are known: it does so to do without them.
pub(super) fn asked_whether_given(tree: &Tree) -> Vec<Slot> {
    fn walk(part: &Part, found: &mut Vec<Slot>) {
        if let ExprKind::Given(of) = &part.kind
            && let ExprKind::Read(slot) = of.kind
        {
            found.push(slot);
        }
        part.for_each_part(&mut |inner| walk(inner, found));
    }
    let mut found = Vec::new();
    walk(&tree.body, &mut found);
    tree.functions.iter().for_each(|function| walk(&function.body, &mut found));
    found
}

/// What of a part may be unknown: what it reads, each once in order; nothing of the calendar.
pub fn asked_of(program: &Program, tree: &Tree, part: &Part, machine: Owner) -> Vec<Slot> {
    let mut found = Vec::new();
    let shielded = asked_whether_given(tree);
    unsure(program, tree, part, machine, &mut |slot| {
        let open = slot.filter(|slot| !found.contains(slot) && !shielded.contains(slot));
        found.extend(open);
    });
    found
}

/// Visits what may be unknown: a place that is read, or, where it is none, the calendar.
fn unsure(
    program: &Program,
    tree: &Tree,
    part: &Part,
    machine: Owner,
    visit: &mut dyn FnMut(Option<Slot>),
) {
    let optional = |level: u8, index: u16| {
        let at = (0..level).try_fold(machine?, |at, _| program.machines[at].owner)?;
        program.machines[at].data.get(usize::from(index)).map(|field| field.optional)
    };
    match &part.kind {
        // Whether it is known is known.
        ExprKind::Given(_) => return,
        ExprKind::Read(slot) => {
            let may_lack = match *slot {
                Slot::Fact(_) | Slot::LinkedFact { .. } | Slot::KeyFact { .. } => true,
                Slot::Finding { .. } => true,
                Slot::Data { level, index } => optional(level, index).unwrap_or(false),
                Slot::Event(field) => {
                    let mut carried = program.events.iter().flat_map(|event| &event.data);
                    carried.any(|(known, optional)| *known == field && *optional)
                }
                Slot::Param(id) => program.parameters[id].is_open(),
                _ => false,
            };
            if may_lack {
                visit(Some(*slot));
            }
        }
        ExprKind::CompareElapsed(_, Unit::Workdays, _) => visit(None),
        ExprKind::Call(index, _) | ExprKind::Quantify(_, _, index) => {
            if let Some(function) = tree.functions.get(*index) {
                unsure(program, tree, &function.body, machine, visit);
            }
        }
        _ => {}
    }
    part.for_each_part(&mut |inner| unsure(program, tree, inner, machine, visit));
}

/// The machine whose rule it is.
pub type Owner = Option<crate::rule::MachineId>;

/// Which sides of a boundary a comparison has: none where it is no comparison of a value that has a
/// next one with a number, a sum or a length that stands fast.
pub(super) fn boundary(program: &Program, part: &Part) -> Option<Boundary> {
    match &part.kind {
        ExprKind::Compare(comparison, sides) => {
            let ordered = matches!(
                comparison,
                Comparison::Less
                    | Comparison::LessOrEqual
                    | Comparison::Greater
                    | Comparison::GreaterOrEqual
            );
            let [left, right] = &**sides;
            let (fixed, free) = (fixed(program, right), fixed(program, left));
            match (ordered, free, fixed) {
                (true, None, Some(of)) | (true, Some(of), None) => Some(of),
                _ => None,
            }
        }
        ExprKind::CompareElapsed(_, _, parts) => {
            fixed(program, &parts[2]).map(|_| Boundary { below: true })
        }
        ExprKind::Builtin(Builtin::Within, parts) => {
            parts.get(1).and_then(|period| fixed(program, period)).map(|_| Boundary { below: true })
        }
        _ => None,
    }
}

/// The sides of a boundary.
#[derive(Clone, Copy)]
pub(super) struct Boundary {
    /// Whether anything lies below: nothing counts less than none.
    pub below: bool,
}

/// Whether an expression stands fast, as a number or a length that the bundle gives.
fn fixed(program: &Program, part: &Part) -> Option<Boundary> {
    match &part.kind {
        ExprKind::Constant(value) => match value {
            Value::Count(count) => Some(Boundary { below: *count != 0 }),
            Value::Money(amount) | Value::Decimal(amount) => {
                Some(Boundary { below: !amount.is_zero() })
            }
            Value::Date(_) | Value::Period(_) => Some(Boundary { below: true }),
            _ => None,
        },
        ExprKind::Read(Slot::Param(id)) | ExprKind::Lookup(Slot::Param(id), _) => {
            let ty = match &program.parameters[*id].ty {
                Type::Table { of, .. } => of,
                other => other,
            };
            let counts =
                matches!(ty, Type::Count | Type::Money | Type::Decimal | Type::Date | Type::Period);
            counts.then_some(Boundary { below: true })
        }
        ExprKind::Builtin(Builtin::PeriodOf(_) | Builtin::CountOf | Builtin::CountIn(_), parts) => {
            parts.first().and_then(|part| fixed(program, part))
        }
        _ => None,
    }
}

/// What an evaluation says of each part that has no parts.
pub(super) struct Told<'c> {
    /// The part as it was evaluated.
    pub clause: &'c Clause,
    /// Whether it alone decided how the whole came out.
    pub decides: bool,
}

/// Each part of an evaluation that has no parts itself.
pub(super) fn told<'c>(clause: &'c Clause, visit: &mut impl FnMut(Told<'c>)) {
    down(clause, true, visit);
}

fn down<'c>(clause: &'c Clause, decides: bool, visit: &mut impl FnMut(Told<'c>)) {
    match &clause.kind {
        ClauseKind::All(parts) => {
            junction(&parts.iter().collect::<Vec<_>>(), false, decides, visit);
        }
        ClauseKind::Any(parts) => {
            junction(&parts.iter().collect::<Vec<_>>(), true, decides, visit);
        }
        ClauseKind::Rows { which, rows, .. } => {
            let parts: Vec<&Clause> = rows.iter().map(|(_, part)| part).collect();
            junction(&parts, *which != Quantifier::Every, decides, visit);
        }
        ClauseKind::Not(part) | ClauseKind::Function { body: part, .. } => {
            down(part, decides, visit);
        }
        // Another condition would have led the other way.
        ClauseKind::Chosen { condition, way } => {
            down(condition, decides, visit);
            way.iter().for_each(|way| down(way, decides, visit));
        }
        ClauseKind::Compare(..)
        | ClauseKind::Elapsed { .. }
        | ClauseKind::Within { .. }
        | ClauseKind::Member(..)
        | ClauseKind::Given(_)
        | ClauseKind::Value(_) => visit(Told { clause, decides }),
    }
}

/// The parts of which one that is `decisive` decides the whole: it does so alone where no other is, and
/// the opposite decides where all others are the opposite too.
fn junction<'c>(
    parts: &[&'c Clause],
    decisive: bool,
    decides: bool,
    visit: &mut impl FnMut(Told<'c>),
) {
    for (at, part) in parts.iter().enumerate() {
        let others = || {
            parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| part.holds)
        };
        let alone = match part.holds {
            Some(holds) if holds == decisive => others().all(|other| other != Some(decisive)),
            Some(_) => others().all(|other| other == Some(!decisive)),
            None => false,
        };
        down(part, decides && alone, visit);
    }
}

/// How far the value of a comparison lay from its boundary, in units or days: 0 at it, below it
/// negative. Nothing where it cannot be told.
pub(super) fn distance(clause: &Clause) -> Option<Distance> {
    match &clause.kind {
        ClauseKind::Compare(_, left, right) => {
            let (left_value, right_value) = (left.value?, right.value?);
            // The side that stands fast is the boundary; where neither is a constant it is the
            // right one, unless only the left is read from a parameter: the walk over the rule knows.
            Some(Distance { value: left_value, bound: right_value, days: false })
        }
        ClauseKind::Elapsed { to, end, .. } | ClauseKind::Within { to, end, .. } => {
            Some(Distance { value: to.value?, bound: Value::Date((*end)?), days: true })
        }
        _ => None,
    }
}

/// A value and the bound with which it was compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// The value.
    pub value: Value,
    /// The bound.
    pub bound: Value,
    /// Whether both are days of a period.
    pub days: bool,
}

impl Distance {
    /// With the sides changed.
    pub(super) const fn turned(self) -> Self {
        Self { value: self.bound, bound: self.value, days: self.days }
    }
    /// In units: whole numbers by one, days by one, money by the hundredth, other numbers by the last
    /// place that either shows.
    pub fn units(self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive;
        match (self.value, self.bound) {
            (Value::Count(value), Value::Count(bound)) => value.checked_sub(bound),
            (Value::Date(value), Value::Date(bound)) => Some(bound.days_until(value)),
            (Value::Money(value), Value::Money(bound)) => {
                let hundredth = rust_decimal::Decimal::new(1, 2);
                (value.checked_sub(bound)?.checked_div(hundredth)?).to_i64()
            }
            (Value::Decimal(value), Value::Decimal(bound)) => {
                let scale = value.normalize().scale().max(bound.normalize().scale());
                let unit = rust_decimal::Decimal::new(1, scale);
                (value.checked_sub(bound)?.checked_div(unit)?).to_i64()
            }
            _ => None,
        }
    }
    /// The value that would lie so many units from the bound.
    pub fn at(self, units: i64) -> Option<Value> {
        use rust_decimal::Decimal;
        match self.bound {
            Value::Count(bound) => bound.checked_add(units).map(Value::Count),
            Value::Date(bound) => bound.plus_days(units).map(Value::Date),
            Value::Money(bound) => bound.checked_add(Decimal::new(units, 2)).map(Value::Money),
            Value::Decimal(bound) => {
                let Value::Decimal(value) = self.value else { return None };
                let scale = value.normalize().scale().max(bound.normalize().scale());
                bound.checked_add(Decimal::new(units, scale)).map(Value::Decimal)
            }
            _ => None,
        }
    }
}

/// Whether the bound of a comparison stands on its left.
pub(super) fn is_turned(program: &Program, part: &Part) -> bool {
    match &part.kind {
        ExprKind::Compare(_, sides) => {
            fixed(program, &sides[0]).is_some() && fixed(program, &sides[1]).is_none()
        }
        _ => false,
    }
}

/// The first part at a place.
pub fn atom_at(tree: &Tree, place: Span) -> Option<&Part> {
    let mut found = None;
    atoms(tree, &mut |atom| {
        if atom.part.span == place && found.is_none() {
            found = Some(atom.part);
        }
    });
    found
}
