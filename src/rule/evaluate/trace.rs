//! What is told of an evaluation while it goes on. There is one interpreter; it is silent where a
//! verdict is wanted, and telling where the verdict is explained. Both do the same, in the same
//! order, at the same cost: an explanation can never say another thing than what was decided.

use super::truth::Truth;
use super::{Run, Step};
use crate::rule::clause::{Clause, ClauseKind, Form, Term};
use crate::rule::expr::{Expr, ExprKind};
use crate::rule::names::Reader;
use crate::rule::value::Value;
use crate::source::Span;

/// Whether clauses are told.
pub(super) trait Trace {
    /// Whether they are.
    const TELLS: bool;
}

/// A verdict and nothing else.
pub(super) struct Silent;

/// Clause by clause.
pub(super) struct Telling;

impl Trace for Silent {
    const TELLS: bool = false;
}

impl Trace for Telling {
    const TELLS: bool = true;
}

/// A clause, where one is told.
pub(super) type Told = Option<Box<Clause>>;

/// A clause of that kind, where one is told.
#[inline]
pub(super) fn tell<T: Trace>(
    span: Span,
    truth: Truth,
    kind: impl FnOnce() -> Option<ClauseKind>,
) -> Told {
    if !T::TELLS {
        return None;
    }
    kind().map(|kind| Box::new(Clause { span, holds: truth.answer(), kind }))
}

impl<R: Reader> Run<'_, R> {
    /// The value of an expression, and how it came about where that is told.
    #[inline]
    pub(super) fn term<T: Trace>(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
    ) -> Step<(Option<Value>, Option<Term>)> {
        if !T::TELLS {
            return Ok((self.value(tree)?, None));
        }
        let form = match &tree.kind {
            ExprKind::Constant(_) => Form::Constant,
            ExprKind::Read(_) | ExprKind::Lookup(..) | ExprKind::Query(..) => Form::Read,
            _ => Form::Computed,
        };
        let first = self.reader.noted();
        let value = self.value(tree)?;
        let reads = first..self.reader.noted();
        Ok((value, Some(Term { span: tree.span, form, value, reads })))
    }

    /// A clause that has no parts to show.
    pub(super) fn whole<T: Trace>(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
    ) -> Step<(Truth, Told)> {
        let (value, term) = self.term::<T>(tree)?;
        let truth = self.truth_of(value, tree.span)?;
        Ok((truth, tell::<T>(tree.span, truth, || term.map(ClauseKind::Value))))
    }

    /// What a known value says, or that it is unknown.
    pub(super) fn truth_of(&mut self, value: Option<Value>, span: Span) -> Step<Truth> {
        match value {
            Some(value) => Ok(Truth::of(self.yes(value, span)?)),
            None => Ok(Truth::Unknown),
        }
    }
}
