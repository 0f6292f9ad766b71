//! Lists: loops over rows, predicates of rows, sums, membership. An empty list is "none"; a list
//! that is unknown is unknown.

use super::trace::{Silent, Told, Trace, tell};
use super::truth::Truth;
use super::variables::Local;
use super::{Exit, Run, Step};
use crate::rule::clause::{Clause, ClauseKind};
use crate::rule::expr::{Expr, LocalIndex, Quantifier};
use crate::rule::names::Reader;
use crate::rule::types::ListId;
use crate::rule::value::Value;
use crate::source::Span;

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The rows of a list, or the values of a set.
struct Rows {
    list: ListId,
    length: usize,
    are_values: bool,
}

/// How many rows satisfy a predicate, and how many do not.
#[derive(Clone, Copy, Default)]
struct Tally {
    holding: i64,
    failing: i64,
    unknown: i64,
}

impl<R: Reader> Run<'_, R> {
    /// The rows of a list, by their number.
    fn list(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Option<(ListId, usize)>> {
        let value = self.value(tree)?;
        Ok(self.rows(value, tree.span)?.map(|rows| (rows.list, rows.length)))
    }

    fn rows(&mut self, value: Option<Value>, span: Span) -> Step<Option<Rows>> {
        let (list, are_values) = match value {
            Some(Value::List(list)) => (list, false),
            Some(Value::Set(list)) => (list, true),
            Some(_) => return Err(self.wrong(span)),
            None => return Ok(None),
        };
        Ok(Some(Rows { list, length: self.reader.rows(list).len(), are_values }))
    }

    /// What a variable holds that stands for one of the rows.
    fn row(&mut self, rows: &Rows, row: usize) -> Local {
        if !rows.are_values {
            return Local::Row(rows.list, index(row));
        }
        let mark = self.causes.len();
        match self.cell(rows.list, row, 0) {
            Some(value) => Local::Known(value),
            None => {
                let from = self.held.len();
                self.held.extend(self.causes.drain(mark..));
                Local::Unknown(index(from), index(self.held.len()))
            }
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
        let value = self.value(list)?;
        let Some(rows) = self.rows(value, list.span)? else { return Err(self.leave(mark, None)) };
        for row in 0..rows.length {
            self.spend(1, span)?;
            let held = self.row(&rows, row);
            self.set(local, held);
            match self.statement(body) {
                Ok(()) | Err(Exit::Continue) => {}
                Err(Exit::Break) => break,
                Err(exit) => return Err(exit),
            }
        }
        Ok(Some(Value::Bool(true)))
    }

    /// A question about all rows of a list.
    pub(super) fn quantify<T: Trace>(
        &mut self,
        which: Quantifier,
        list: &Expr<R::Slot, R::Query>,
        predicate: usize,
        span: Span,
    ) -> Step<(Truth, Told)> {
        let mark = self.causes.len();
        let (list, term) = self.term::<T>(list)?;
        let mut rows = Vec::new();
        let tally = self.tally::<T>(list, predicate, &mut rows, span)?;
        let truth = match (which, tally) {
            (_, None) => Truth::Unknown,
            (Quantifier::Any, Some(tally)) if tally.holding > 0 => Truth::Yes,
            (Quantifier::None, Some(tally)) if tally.holding > 0 => Truth::No,
            (Quantifier::Every, Some(tally)) if tally.failing > 0 => Truth::No,
            (_, Some(tally)) if tally.unknown > 0 => Truth::Unknown,
            (Quantifier::Any, Some(_)) => Truth::No,
            (Quantifier::None | Quantifier::Every, Some(_)) => Truth::Yes,
            (Quantifier::Count, Some(_)) => return Err(self.wrong(span)),
        };
        if truth != Truth::Unknown {
            self.causes.truncate(mark);
        }
        let kind = || Some(ClauseKind::Rows { which, list: term?, rows });
        Ok((truth, tell::<T>(span, truth, kind)))
    }

    /// How many rows satisfy a predicate.
    pub(super) fn count(
        &mut self,
        list: &Expr<R::Slot, R::Query>,
        predicate: usize,
        span: Span,
    ) -> Step<Option<Value>> {
        let list = self.value(list)?;
        let tally = self.tally::<Silent>(list, predicate, &mut Vec::new(), span)?;
        let known = tally.filter(|tally| tally.unknown == 0);
        Ok(known.map(|tally| Value::Count(tally.holding)))
    }

    fn tally<T: Trace>(
        &mut self,
        list: Option<Value>,
        predicate: usize,
        rows: &mut Vec<(Vec<Option<Value>>, Clause)>,
        span: Span,
    ) -> Step<Option<Tally>> {
        let Some(of) = self.rows(list, span)? else { return Ok(None) };
        let mut tally = Tally::default();
        for row in 0..of.length {
            self.spend(1, span)?;
            let held = self.held.len();
            let given = self.row(&of, row);
            let (truth, told) = self.ask::<T>(predicate, &[given], span)?;
            self.held.truncate(held);
            match truth {
                Truth::Yes => tally.holding += 1,
                Truth::No => tally.failing += 1,
                Truth::Unknown => tally.unknown += 1,
            }
            if let Some(told) = told {
                let cells = self.reader.rows(of.list).get(row).cloned().unwrap_or_default();
                rows.push((cells, *told));
            }
        }
        Ok(Some(tally))
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

    pub(super) fn in_set<T: Trace>(
        &mut self,
        item: &Expr<R::Slot, R::Query>,
        set: &Expr<R::Slot, R::Query>,
        span: Span,
    ) -> Step<(Truth, Told)> {
        let mark = self.causes.len();
        let (item, term) = self.term::<T>(item)?;
        let set = self.list(set)?;
        let mut truth = Truth::Unknown;
        if let (Some(item), Some((set, length))) = (item, set) {
            truth = Truth::No;
            for row in 0..length {
                self.spend(1, span)?;
                match self.cell(set, row, 0) {
                    Some(value) if value == item => truth = Truth::Yes,
                    None if truth == Truth::No => truth = Truth::Unknown,
                    Some(_) | None => {}
                }
            }
            if truth == Truth::Yes {
                self.causes.truncate(mark);
            }
        }
        let rows = set.map_or(&[][..], |(set, _)| self.reader.rows(set));
        let kind = || {
            let values = rows.iter().filter_map(|row| row.first().copied().flatten()).collect();
            Some(ClauseKind::Member(term?, values))
        };
        Ok((truth, tell::<T>(span, truth, kind)))
    }
}
