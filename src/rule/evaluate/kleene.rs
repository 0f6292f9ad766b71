//! What is yes, no or unknown.

use super::values;
use super::{Exit, Run, Step};
use crate::rule::expr::{Branch, Comparison, Expr, ExprKind};
use crate::rule::names::Reader;
use crate::rule::value::Value;
use crate::rule::verdict::Fault;
use crate::source::Span;

/// Yes, no or unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    No,
    Yes,
    Unknown,
}

impl Truth {
    pub(super) const fn of(answer: bool) -> Self {
        if answer { Self::Yes } else { Self::No }
    }
    pub(super) const fn value(self) -> Option<Value> {
        match self {
            Self::No => Some(Value::Bool(false)),
            Self::Yes => Some(Value::Bool(true)),
            Self::Unknown => None,
        }
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
    pub(super) fn truth(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Truth> {
        match &tree.kind {
            ExprKind::And(items) => {
                self.spend(1, tree.span)?;
                self.junction(items, Truth::No, Truth::Yes)
            }
            ExprKind::Or(items) => {
                self.spend(1, tree.span)?;
                self.junction(items, Truth::Yes, Truth::No)
            }
            ExprKind::Not(operand) => {
                self.spend(1, tree.span)?;
                Ok(match self.truth(operand)? {
                    Truth::No => Truth::Yes,
                    Truth::Yes => Truth::No,
                    Truth::Unknown => Truth::Unknown,
                })
            }
            ExprKind::Compare(comparison, sides) => {
                // Most clauses compare a fact with a number: without moving either.
                if let (ExprKind::Read(slot), ExprKind::Constant(right)) =
                    (&sides[0].kind, &sides[1].kind)
                {
                    self.spend(3, tree.span)?;
                    return match self.reader.read(slot) {
                        Ok(left) => self.compared(*comparison, &left, right, tree.span),
                        Err(cause) => Ok(self.unknown(cause)),
                    };
                }
                self.spend(1, tree.span)?;
                match self.pair(&sides[0], &sides[1])? {
                    Some((left, right)) => self.compared(*comparison, &left, &right, tree.span),
                    None => Ok(Truth::Unknown),
                }
            }
            ExprKind::Read(slot) => {
                self.spend(1, tree.span)?;
                match self.reader.read(slot) {
                    Ok(Value::Bool(answer)) => Ok(Truth::of(answer)),
                    Ok(_) => Err(self.wrong(tree.span)),
                    Err(cause) => Ok(self.unknown(cause)),
                }
            }
            _ => match self.value(tree)? {
                Some(value) => Ok(Truth::of(self.yes(value, tree.span)?)),
                None => Ok(Truth::Unknown),
            },
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
    pub(super) fn junction(
        &mut self,
        items: &[Expr<R::Slot, R::Query>],
        decisive: Truth,
        otherwise: Truth,
    ) -> Step<Truth> {
        let mark = self.causes.len();
        let mut found = otherwise;
        for item in items {
            let truth = self.truth(item)?;
            if truth == decisive || found == otherwise {
                found = truth;
            }
        }
        if found == decisive {
            self.causes.truncate(mark);
        }
        Ok(found)
    }

    pub(super) fn branch(&mut self, branch: &Branch<R::Slot, R::Query>) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let way = match self.truth(&branch.condition)? {
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
    pub(super) fn either(
        &mut self,
        branch: &Branch<R::Slot, R::Query>,
        mark: usize,
    ) -> Step<Option<Value>> {
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
    pub(super) fn perhaps(&mut self, way: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
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
        match self.truth(condition)? {
            Truth::Yes => Ok(true),
            Truth::No => Ok(false),
            Truth::Unknown => Err(self.leave(mark, None)),
        }
    }
}
