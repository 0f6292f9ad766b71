//! What is yes, no or unknown.

use super::trace::{Silent, Told, Trace, tell};
use super::truth::Truth;
use super::values;
use super::{Exit, Run, Step};
use crate::rule::clause::{ClauseKind, Form, Term};
use crate::rule::expr::{Branch, Builtin, Comparison, Expr, ExprKind, Quantifier};
use crate::rule::names::Reader;
use crate::rule::value::Value;
use crate::rule::verdict::Fault;
use crate::source::Span;

/// Whether an expression is evaluated by [`Run::truth`]: what has parts that a clause shows.
pub(super) const fn is_clause<S, Q>(kind: &ExprKind<S, Q>) -> bool {
    match kind {
        ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Not(_)
        | ExprKind::Compare(..)
        | ExprKind::CompareElapsed(..)
        | ExprKind::OneOf(..)
        | ExprKind::InSet(_)
        | ExprKind::Given(_)
        | ExprKind::Builtin(Builtin::Within, _) => true,
        ExprKind::Quantify(which, ..) => !matches!(which, Quantifier::Count),
        _ => false,
    }
}

impl<R: Reader> Run<'_, R> {
    /// What a condition says.
    #[inline]
    pub(super) fn yes(&mut self, value: Value, span: Span) -> Step<bool> {
        match value {
            Value::Bool(value) => Ok(value),
            _ => Err(self.wrong(span)),
        }
    }

    /// Evaluates an expression that is yes or no.
    pub(super) fn truth<T: Trace>(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
    ) -> Step<(Truth, Told)> {
        let span = tree.span;
        match &tree.kind {
            ExprKind::And(items) => {
                self.spend(1, span)?;
                let (truth, parts) = self.junction::<T>(items, Truth::No, Truth::Yes)?;
                Ok((truth, tell::<T>(span, truth, || Some(ClauseKind::All(parts)))))
            }
            ExprKind::Or(items) => {
                self.spend(1, span)?;
                let (truth, parts) = self.junction::<T>(items, Truth::Yes, Truth::No)?;
                Ok((truth, tell::<T>(span, truth, || Some(ClauseKind::Any(parts)))))
            }
            ExprKind::Not(operand) => {
                self.spend(1, span)?;
                let (truth, part) = self.truth::<T>(operand)?;
                let truth = truth.negated();
                Ok((truth, tell::<T>(span, truth, || part.map(ClauseKind::Not))))
            }
            ExprKind::Compare(comparison, sides) => {
                // Most clauses compare a fact with a number: without moving either.
                if !T::TELLS
                    && let (ExprKind::Read(slot), ExprKind::Constant(right)) =
                        (&sides[0].kind, &sides[1].kind)
                {
                    self.spend(3, span)?;
                    return match self.reader.read(slot) {
                        Ok(left) => Ok((self.compared(*comparison, &left, right, span)?, None)),
                        Err(cause) => Ok((self.unknown(cause), None)),
                    };
                }
                self.spend(1, span)?;
                let (left, told_left) = self.term::<T>(&sides[0])?;
                let (right, told_right) = self.term::<T>(&sides[1])?;
                let truth = match (left, right) {
                    (Some(left), Some(right)) => self.compared(*comparison, &left, &right, span)?,
                    _ => Truth::Unknown,
                };
                let kind = || Some(ClauseKind::Compare(*comparison, told_left?, told_right?));
                Ok((truth, tell::<T>(span, truth, kind)))
            }
            ExprKind::Read(slot) if !T::TELLS => {
                self.spend(1, span)?;
                match self.reader.read(slot) {
                    Ok(Value::Bool(answer)) => Ok((Truth::of(answer), None)),
                    Ok(_) => Err(self.wrong(span)),
                    Err(cause) => Ok((self.unknown(cause), None)),
                }
            }
            _ => self.seldom::<T>(tree),
        }
    }

    /// What a plain guard seldom holds, apart so that the common way stays short.
    fn seldom<T: Trace>(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<(Truth, Told)> {
        let span = tree.span;
        if !is_clause(&tree.kind)
            && !matches!(tree.kind, ExprKind::Call(..) | ExprKind::Block(_) | ExprKind::If(_))
        {
            return self.whole::<T>(tree);
        }
        self.spend(1, span)?;
        match &tree.kind {
            ExprKind::Call(index, arguments) => self.called::<T>(*index, arguments, span),
            ExprKind::Block(items) => match items.split_last() {
                Some((last, before)) => {
                    for item in before {
                        self.statement(item)?;
                    }
                    self.truth::<T>(last)
                }
                None => Ok((Truth::Yes, None)),
            },
            ExprKind::If(branch) => self.chosen::<T>(tree, branch),
            ExprKind::CompareElapsed(comparison, unit, parts) => {
                self.compare_elapsed::<T>(*comparison, *unit, parts, span)
            }
            ExprKind::Builtin(_, parts) => match &**parts {
                [from, period, to] => self.within::<T>([from, period, to], span),
                _ => Err(self.wrong(span)),
            },
            ExprKind::OneOf(item, values) => {
                let (item, told) = self.term::<T>(item)?;
                let truth = item.map_or(Truth::Unknown, |item| Truth::of(values.contains(&item)));
                let kind = || told.map(|told| ClauseKind::Member(told, values.to_vec()));
                Ok((truth, tell::<T>(span, truth, kind)))
            }
            ExprKind::InSet(pair) => self.in_set::<T>(&pair[0], &pair[1], span),
            ExprKind::Given(of) => {
                let mark = self.causes.len();
                let (value, told) = self.term::<T>(of)?;
                self.causes.truncate(mark);
                let truth = Truth::of(value.is_some());
                Ok((truth, tell::<T>(span, truth, || told.map(ClauseKind::Given))))
            }
            ExprKind::Quantify(which, list, predicate) => {
                self.quantify::<T>(*which, list, *predicate, span)
            }
            _ => Err(self.wrong(span)),
        }
    }

    #[inline]
    pub(super) fn compared(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> Step<Truth> {
        if let (Value::Count(left), Value::Count(right)) = (left, right) {
            return Ok(Truth::of(values::satisfies(comparison, left.cmp(right))));
        }
        let holds = values::compare(comparison, *left, *right, span);
        Ok(Truth::of(self.computed(holds)?))
    }

    pub(super) fn unknown(&mut self, cause: R::Cause) -> Truth {
        self.causes.push(cause);
        Truth::Unknown
    }

    /// Kleene's and (`no` decides), Kleene's or (`yes` decides): one decisive value decides,
    /// whatever the others are, and all are looked at.
    fn junction<T: Trace>(
        &mut self,
        items: &[Expr<R::Slot, R::Query>],
        decisive: Truth,
        otherwise: Truth,
    ) -> Step<(Truth, Vec<crate::rule::Clause>)> {
        let mark = self.causes.len();
        let mut found = otherwise;
        let mut parts = Vec::new();
        for item in items {
            let (truth, part) = self.truth::<T>(item)?;
            if truth == decisive || found == otherwise {
                found = truth;
            }
            if T::TELLS {
                parts.extend(part.map(|part| *part));
            }
        }
        if found == decisive {
            self.causes.truncate(mark);
        }
        Ok((found, parts))
    }

    /// `if` where it is yes or no: the way that a known condition leads to; under an unknown one
    /// what both ways agree on, as a whole.
    fn chosen<T: Trace>(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
        branch: &Branch<R::Slot, R::Query>,
    ) -> Step<(Truth, Told)> {
        let span = tree.span;
        let mark = self.causes.len();
        let first = self.reader.noted();
        let (truth, condition) = self.truth::<T>(&branch.condition)?;
        let way = match truth {
            Truth::Yes => Some(&branch.then),
            Truth::No => branch.otherwise.as_ref(),
            Truth::Unknown if branch.chooses => {
                let value = self.either(branch, mark)?;
                let truth = self.truth_of(value, span)?;
                let reads = first..self.reader.noted();
                let term = Term { span, form: Form::Computed, value, reads };
                return Ok((truth, tell::<T>(span, truth, || Some(ClauseKind::Value(term)))));
            }
            Truth::Unknown => return Err(self.leave(mark, None)),
        };
        let (truth, way) = match way {
            Some(way) => self.truth::<T>(way)?,
            None => (Truth::Yes, None),
        };
        let kind = || Some(ClauseKind::Chosen { condition: condition?, way });
        Ok((truth, tell::<T>(span, truth, kind)))
    }

    pub(super) fn branch(&mut self, branch: &Branch<R::Slot, R::Query>) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let way = match self.truth::<Silent>(&branch.condition)?.0 {
            Truth::Yes => Some(&branch.then),
            Truth::No => branch.otherwise.as_ref(),
            Truth::Unknown if branch.chooses => return self.either(branch, mark),
            Truth::Unknown => return Err(self.leave(mark, None)),
        };
        match way {
            Some(way) => self.value(way),
            None => Ok(Some(Value::Bool(true))),
        }
    }

    /// The answer under an unknown condition: what both ways agree on.
    fn either(&mut self, branch: &Branch<R::Slot, R::Query>, mark: usize) -> Step<Option<Value>> {
        let one = self.perhaps(&branch.then)?;
        let other = match &branch.otherwise {
            Some(way) => self.perhaps(way)?,
            None => None,
        };
        if one.is_some() && one == other {
            self.causes.truncate(mark);
            return Ok(one);
        }
        Ok(None)
    }

    /// The value of a way that may not be the one taken: a fault in it is no fault of the rule.
    fn perhaps(&mut self, way: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
        let mark = self.causes.len();
        match (self.value(way), self.fault) {
            (
                Err(Exit::Fault),
                Fault::Overflow(_) | Fault::DivisionByZero(_) | Fault::UnitsDiffer(_),
            ) => {
                self.causes.truncate(mark);
                Ok(None)
            }
            (answer, _) => answer,
        }
    }

    /// Whether a loop goes on.
    pub(super) fn holds(&mut self, condition: Option<&Expr<R::Slot, R::Query>>) -> Step<bool> {
        let Some(condition) = condition else { return Ok(true) };
        let mark = self.causes.len();
        match self.truth::<Silent>(condition)?.0 {
            Truth::Yes => Ok(true),
            Truth::No => Ok(false),
            Truth::Unknown => Err(self.leave(mark, None)),
        }
    }
}
