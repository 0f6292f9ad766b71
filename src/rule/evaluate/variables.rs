//! Variables and calls.

use smallvec::SmallVec;

use super::trace::{Told, Trace, tell};
use super::truth::Truth;
use super::{Exit, Run, Step};
use crate::rule::clause::{ClauseKind, Form, Term};
use crate::rule::expr::{Expr, ExprKind, Function, LocalIndex};
use crate::rule::names::Reader;
use crate::rule::types::ListId;
use crate::rule::value::Value;
use crate::source::Span;

/// What a variable holds.
#[derive(Clone, Copy)]
pub(super) enum Local {
    Known(Value),
    /// The causes lie in [`Run::held`], from the first to before the second.
    Unknown(u32, u32),
    Row(ListId, u32),
}

impl<R: Reader> Run<'_, R> {
    /// Ends the running function: of its causes, only those since `mark` belong to the answer.
    pub(super) fn leave(&mut self, mark: usize, answer: Option<Value>) -> Exit {
        let first = if answer.is_some() { self.causes.len() } else { mark };
        self.causes.drain(self.base..first);
        self.returned = answer;
        Exit::Return
    }

    pub(super) fn read_local(&mut self, local: LocalIndex) -> Option<Value> {
        match self.locals.get(self.frame + usize::from(local.0)) {
            Some(Local::Known(value)) => Some(*value),
            Some(Local::Unknown(from, to)) => {
                let range = *from as usize..*to as usize;
                self.causes.extend(self.held.get(range).unwrap_or(&[]).iter().cloned());
                None
            }
            Some(Local::Row(..)) | None => None,
        }
    }

    pub(super) fn set(&mut self, local: LocalIndex, value: Local) {
        if let Some(place) = self.locals.get_mut(self.frame + usize::from(local.0)) {
            *place = value;
        }
    }

    /// The value of an expression, to be kept in a variable.
    pub(super) fn local_of(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Local> {
        if let ExprKind::Row(local) = &tree.kind {
            self.spend(1, tree.span)?;
            let held = self.locals.get(self.frame + usize::from(local.0)).copied();
            return held.ok_or_else(|| self.wrong(tree.span));
        }
        let mark = self.causes.len();
        Ok(match self.value(tree)? {
            Some(value) => Local::Known(value),
            None => {
                let index = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
                let from = index(self.held.len());
                // Each once, or `x = x + x` in a loop would double them with each turn.
                let first = self.held.len();
                for cause in self.causes.drain(mark..) {
                    if !self.held.get(first..).is_some_and(|held| held.contains(&cause)) {
                        self.held.push(cause);
                    }
                }
                let cost = u64::try_from(self.held.len() - first).unwrap_or(u64::MAX);
                self.spend(cost, tree.span)?;
                Local::Unknown(from, index(self.held.len()))
            }
        })
    }

    /// Calls a function with what its parameters hold.
    pub(super) fn call(
        &mut self,
        index: usize,
        given: &[Local],
        span: Span,
    ) -> Step<Option<Value>> {
        let functions = self.functions;
        let Some(function) = functions.get(index) else {
            return Err(self.wrong(span));
        };
        match self.framed(function, given, |run| run.value(&function.body)) {
            Err(Exit::Return) => Ok(self.returned.take()),
            answer => answer,
        }
    }

    /// Does something with the variables of a function, its parameters given.
    #[inline]
    pub(super) fn framed<T>(
        &mut self,
        function: &Function<R::Slot, R::Query>,
        given: &[Local],
        inside: impl FnOnce(&mut Self) -> Step<T>,
    ) -> Step<T> {
        let outer = (self.frame, self.base, self.held.len());
        self.frame = self.locals.len();
        self.base = self.causes.len();
        self.locals.extend_from_slice(given);
        self.locals.resize(self.frame + function.locals, Local::Unknown(0, 0));
        let answer = inside(self);
        self.locals.truncate(self.frame);
        let held;
        (self.frame, self.base, held) = outer;
        self.held.truncate(held);
        answer
    }

    /// What a call of a function that is yes or no says.
    pub(super) fn called<T: Trace>(
        &mut self,
        index: usize,
        arguments: &[Expr<R::Slot, R::Query>],
        span: Span,
    ) -> Step<(Truth, Told)> {
        let held = self.held.len();
        let given = self.given(arguments)?;
        let said = self.ask::<T>(index, &given, span);
        self.held.truncate(held);
        let (truth, body) = said?;
        let name = self.functions.get(index).map(|function| &function.name.value);
        let kind = || Some(ClauseKind::Function { name: name?.as_str().into(), body: body? });
        Ok((truth, tell::<T>(span, truth, kind)))
    }

    /// What the parameters of a function hold that is called.
    pub(super) fn given(
        &mut self,
        arguments: &[Expr<R::Slot, R::Query>],
    ) -> Step<SmallVec<[Local; 4]>> {
        arguments.iter().map(|argument| self.local_of(argument)).collect()
    }

    /// What a function of the bundle says, by its clauses; where it returns early, as a whole.
    pub(super) fn ask<T: Trace>(
        &mut self,
        index: usize,
        given: &[Local],
        span: Span,
    ) -> Step<(Truth, Told)> {
        let functions = self.functions;
        let Some(function) = functions.get(index) else { return Err(self.wrong(span)) };
        let body = &function.body;
        let first = self.reader.noted();
        match self.framed(function, given, |run| run.truth::<T>(body)) {
            Err(Exit::Return) => {
                let value = self.returned.take();
                let reads = first..self.reader.noted();
                let truth = self.truth_of(value, body.span)?;
                let term = Term { span: body.span, form: Form::Computed, value, reads };
                Ok((truth, tell::<T>(body.span, truth, || Some(ClauseKind::Value(term)))))
            }
            said => said,
        }
    }
}
