//! A rule evaluated clause by clause. What it says of the whole is what [`super::evaluate`] says;
//! it costs more, and is asked for only where a verdict is explained.

use smallvec::SmallVec;

use super::kleene::Truth;
use super::variables::Local;
use super::{Exit, Run, Step};
use crate::rule::clause::{Clause, ClauseKind, Form, Term};
use crate::rule::expr::{Branch, Builtin, Expr, ExprKind, Quantifier};
use crate::rule::names::Reader;
use crate::rule::value::Value;
use crate::source::Span;

impl<R: Reader> Run<'_, R> {
    /// A clause with its parts.
    pub(super) fn clause(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Clause> {
        let mark = self.causes.len();
        let clause = self.clause_of(tree)?;
        // A clause tells what it read, not why the whole is unknown.
        self.causes.truncate(mark);
        Ok(clause)
    }

    fn clause_of(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Clause> {
        self.spend(1, tree.span)?;
        let clause = |holds, kind| Clause { span: tree.span, holds, kind };
        Ok(match &tree.kind {
            ExprKind::And(items) => {
                let parts = self.clauses(items)?;
                clause(joined(&parts, false), ClauseKind::All(parts))
            }
            ExprKind::Or(items) => {
                let parts = self.clauses(items)?;
                clause(joined(&parts, true), ClauseKind::Any(parts))
            }
            ExprKind::Not(part) => {
                let part = self.clause(part)?;
                clause(part.holds.map(|holds| !holds), ClauseKind::Not(Box::new(part)))
            }
            ExprKind::Call(index, arguments) => {
                let mut given: SmallVec<[Local; 4]> = SmallVec::new();
                let held = self.held.len();
                for argument in arguments {
                    given.push(self.local_of(argument)?);
                }
                let body = self.asked(*index, &given, tree.span);
                self.held.truncate(held);
                let (name, body) = body?;
                clause(body.holds, ClauseKind::Function { name, body: Box::new(body) })
            }
            ExprKind::Block(items) => {
                let Some((last, before)) = items.split_last() else { return self.whole(tree) };
                for item in before {
                    self.statement(item)?;
                }
                return self.clause(last);
            }
            ExprKind::If(branch) => return self.chosen(tree, branch),
            ExprKind::Compare(comparison, sides) => {
                let (left, right) = (self.term(&sides[0])?, self.term(&sides[1])?);
                let holds = match (left.value, right.value) {
                    (Some(left), Some(right)) => {
                        self.compared(*comparison, &left, &right, tree.span)?
                    }
                    _ => Truth::Unknown,
                };
                clause(known(holds), ClauseKind::Compare(*comparison, left, right))
            }
            ExprKind::CompareElapsed(comparison, unit, parts) => {
                let [from, to, period] = [&parts[0], &parts[1], &parts[2]];
                let (from, to) = (self.term(from)?, self.term(to)?);
                let period = self.term(period)?;
                let holds = self.compare_elapsed(*comparison, *unit, parts, tree.span)?;
                let end = self.end(&from, &period);
                let comparison = *comparison;
                let kind = ClauseKind::Elapsed { comparison, from, to, period, end };
                clause(self.answer(holds, tree.span)?, kind)
            }
            ExprKind::Builtin(Builtin::Within, parts) if parts.len() == 3 => {
                let (from, period) = (self.term(&parts[0])?, self.term(&parts[1])?);
                let to = self.term(&parts[2])?;
                let holds = match (from.value, period.value, to.value) {
                    (Some(from), Some(period), Some(to)) => {
                        self.builtin(Builtin::Within, &[from, period, to], tree.span)?
                    }
                    _ => None,
                };
                let end = self.end(&from, &period);
                let kind = ClauseKind::Within { from, period, to, end };
                clause(self.answer(holds, tree.span)?, kind)
            }
            ExprKind::OneOf(item, values) => {
                let item = self.term(item)?;
                let holds = item.value.map(|item| values.contains(&item));
                clause(holds, ClauseKind::Member(item, values.to_vec()))
            }
            ExprKind::InSet(pair) => {
                let item = self.term(&pair[0])?;
                let holds = self.in_set(&pair[0], &pair[1], tree.span)?;
                let set = match self.value(&pair[1])? {
                    Some(Value::List(set) | Value::Set(set)) => self.reader.rows(set),
                    _ => &[],
                };
                let values = set.iter().filter_map(|row| row.first().copied().flatten()).collect();
                clause(self.answer(holds, tree.span)?, ClauseKind::Member(item, values))
            }
            ExprKind::Given(of) => {
                let term = self.term(of)?;
                clause(Some(term.value.is_some()), ClauseKind::Given(term))
            }
            ExprKind::Quantify(which, list, predicate) if *which != Quantifier::Count => {
                return self.rows_of(tree, *which, list, *predicate);
            }
            _ => return self.whole(tree),
        })
    }

    /// A clause that has no parts to show.
    fn whole(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Clause> {
        let term = self.term(tree)?;
        let holds = self.answer(term.value, tree.span)?;
        Ok(Clause { span: tree.span, holds, kind: ClauseKind::Value(term) })
    }

    fn clauses(&mut self, items: &[Expr<R::Slot, R::Query>]) -> Step<Vec<Clause>> {
        items.iter().map(|item| self.clause(item)).collect()
    }

    fn chosen(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
        branch: &Branch<R::Slot, R::Query>,
    ) -> Step<Clause> {
        let condition = self.clause(&branch.condition)?;
        let way = match condition.holds {
            Some(true) => Some(&branch.then),
            Some(false) => branch.otherwise.as_ref(),
            None => return self.whole(tree),
        };
        let way = way.map(|way| self.clause(way)).transpose()?;
        let holds = way.as_ref().map_or(Some(true), |way| way.holds);
        let kind = ClauseKind::Chosen { condition: Box::new(condition), way: way.map(Box::new) };
        Ok(Clause { span: tree.span, holds, kind })
    }

    fn rows_of(
        &mut self,
        tree: &Expr<R::Slot, R::Query>,
        which: Quantifier,
        list: &Expr<R::Slot, R::Query>,
        predicate: usize,
    ) -> Step<Clause> {
        let term = self.term(list)?;
        let mut rows = Vec::new();
        let mut holds = None;
        if let Some(Value::List(id) | Value::Set(id)) = term.value {
            let cells = self.reader.rows(id).to_vec();
            for (at, cells) in cells.into_iter().enumerate() {
                self.spend(1, tree.span)?;
                let row = Local::Row(id, u32::try_from(at).unwrap_or(u32::MAX));
                let (_, clause) = self.asked(predicate, &[row], tree.span)?;
                rows.push((cells, clause));
            }
            let parts = rows.iter().map(|(_, part)| part.holds);
            holds = match which {
                Quantifier::Every => kleene(parts, false),
                Quantifier::Any | Quantifier::Count => kleene(parts, true),
                Quantifier::None => kleene(parts, true).map(|any| !any),
            };
        }
        Ok(Clause { span: tree.span, holds, kind: ClauseKind::Rows { which, list: term, rows } })
    }

    /// What a function of the bundle says, by its clauses; where it returns early, as a whole.
    fn asked(&mut self, index: usize, given: &[Local], span: Span) -> Step<(Box<str>, Clause)> {
        let functions = self.functions;
        let Some(function) = functions.get(index) else { return Err(self.wrong(span)) };
        let body = &function.body;
        let first = self.reader.noted();
        let clause = match self.framed(function, given, |run| run.clause(body)) {
            Err(Exit::Return) => {
                let value = self.returned.take();
                let (form, reads) = (Form::Computed, first..self.reader.noted());
                let term = Term { span: body.span, form, value, reads };
                let holds = self.answer(value, body.span)?;
                Clause { span: body.span, holds, kind: ClauseKind::Value(term) }
            }
            clause => clause?,
        };
        Ok((function.name.value.as_str().into(), clause))
    }

    fn term(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Term> {
        let form = match &tree.kind {
            ExprKind::Constant(_) => Form::Constant,
            ExprKind::Read(_) | ExprKind::Lookup(..) | ExprKind::Query(..) => Form::Read,
            _ => Form::Computed,
        };
        let mark = self.causes.len();
        let first = self.reader.noted();
        let value = self.value(tree)?;
        self.causes.truncate(mark);
        Ok(Term { span: tree.span, form, value, reads: first..self.reader.noted() })
    }

    fn end(&mut self, from: &Term, period: &Term) -> Option<crate::calendar::Day> {
        match (from.value, period.value) {
            (Some(Value::Date(from)), Some(Value::Period(period))) => {
                self.reader.add_period(from, period).ok()
            }
            _ => None,
        }
    }

    fn answer(&mut self, value: Option<Value>, span: Span) -> Step<Option<bool>> {
        value.map(|value| self.yes(value, span)).transpose()
    }
}

const fn known(truth: Truth) -> Option<bool> {
    match truth {
        Truth::Yes => Some(true),
        Truth::No => Some(false),
        Truth::Unknown => None,
    }
}

fn joined(parts: &[Clause], decisive: bool) -> Option<bool> {
    kleene(parts.iter().map(|part| part.holds), decisive)
}

/// Kleene's and (`false` decides) or or (`true` decides).
fn kleene(parts: impl Iterator<Item = Option<bool>>, decisive: bool) -> Option<bool> {
    let mut found = Some(!decisive);
    for part in parts {
        match part {
            Some(part) if part == decisive => return Some(decisive),
            None => found = None,
            Some(_) => {}
        }
    }
    found
}
