//! Lists: loops over rows, predicates of rows, sums, membership. An empty list is "none"; a list
//! that is unknown is unknown.

use super::variables::Local;
use super::{Exit, Run, Step};
use crate::rule::expr::{Expr, LocalIndex, Quantifier};
use crate::rule::names::Reader;
use crate::rule::types::ListId;
use crate::rule::value::Value;
use crate::source::Span;

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<R: Reader> Run<'_, R> {
    /// The rows of a list, by their number.
    fn list(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Option<(ListId, usize)>> {
        match self.value(tree)? {
            Some(Value::List(list) | Value::Set(list)) => {
                Ok(Some((list, self.reader.rows(list).len())))
            }
            Some(_) => Err(self.wrong(tree.span)),
            None => Ok(None),
        }
    }

    /// The value in a column of a row; its cause is kept where it is missing.
    fn cell(&mut self, list: ListId, row: usize, column: usize) -> Option<Value> {
        let rows = self.reader.rows(list);
        let found = rows.get(row).and_then(|row| row.get(column)).copied().flatten();
        if found.is_none() {
            let cause = self.reader.missing_column(list, row, column);
            self.causes.push(cause);
        }
        found
    }

    pub(super) fn read_column(&mut self, row: LocalIndex, column: u16) -> Option<Value> {
        match self.locals.get(self.frame + usize::from(row.0)) {
            Some(&Local::Row(list, row)) => self.cell(list, row as usize, usize::from(column)),
            Some(Local::Known(_) | Local::Unknown(..)) | None => None,
        }
    }

    pub(super) fn for_each_row(
        &mut self,
        local: LocalIndex,
        list: &Expr<R::Slot, R::Query>,
        body: &Expr<R::Slot, R::Query>,
        span: Span,
    ) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let Some((list, length)) = self.list(list)? else { return Err(self.leave(mark, None)) };
        for row in 0..length {
            self.spend(1, span)?;
            self.set(local, Local::Row(list, index(row)));
            match self.statement(body) {
                Ok(()) | Err(Exit::Continue) => {}
                Err(Exit::Break) => break,
                Err(exit) => return Err(exit),
            }
        }
        Ok(Some(Value::Bool(true)))
    }

    pub(super) fn quantify(
        &mut self,
        which: Quantifier,
        list: &Expr<R::Slot, R::Query>,
        predicate: usize,
        span: Span,
    ) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let Some((list, length)) = self.list(list)? else { return Ok(None) };
        let (mut holding, mut failing, mut unknown) = (0_i64, 0_i64, 0_i64);
        for row in 0..length {
            self.spend(1, span)?;
            match self.call(predicate, &[Local::Row(list, index(row))], span)? {
                Some(answer) if self.yes(answer, span)? => holding += 1,
                Some(_) => failing += 1,
                None => unknown += 1,
            }
        }
        let decided = match which {
            Quantifier::Any if holding > 0 => Some(Value::Bool(true)),
            Quantifier::None if holding > 0 => Some(Value::Bool(false)),
            Quantifier::Every if failing > 0 => Some(Value::Bool(false)),
            _ if unknown > 0 => None,
            Quantifier::Any => Some(Value::Bool(false)),
            Quantifier::None | Quantifier::Every => Some(Value::Bool(true)),
            Quantifier::Count => Some(Value::Count(holding)),
        };
        if decided.is_some() {
            self.causes.truncate(mark);
        }
        Ok(decided)
    }

    pub(super) fn sum(
        &mut self,
        list: &Expr<R::Slot, R::Query>,
        column: u16,
        zero: Value,
        span: Span,
    ) -> Step<Option<Value>> {
        let Some((list, length)) = self.list(list)? else { return Ok(None) };
        let mut sum = Some(zero);
        for row in 0..length {
            self.spend(1, span)?;
            let value = self.cell(list, row, usize::from(column));
            sum = match (sum, value) {
                (Some(sum), Some(value)) => {
                    Some(self.computed(super::values::add(sum, value, span))?)
                }
                _ => None,
            };
        }
        Ok(sum)
    }

    pub(super) fn in_set(
        &mut self,
        item: &Expr<R::Slot, R::Query>,
        set: &Expr<R::Slot, R::Query>,
        span: Span,
    ) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let item = self.value(item)?;
        let set = self.list(set)?;
        let (Some(item), Some((set, length))) = (item, set) else { return Ok(None) };
        let (mut is_in, mut is_known) = (false, true);
        for row in 0..length {
            self.spend(1, span)?;
            match self.cell(set, row, 0) {
                Some(value) => is_in |= value == item,
                None => is_known = false,
            }
        }
        if is_in {
            self.causes.truncate(mark);
        }
        Ok((is_in || is_known).then_some(Value::Bool(is_in)))
    }
}
