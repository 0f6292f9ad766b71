//! The functions that every rule has: what they take and what they give.

use rust_decimal::Decimal;

use super::operator::has_order;
use super::{Lowered, Lowering, Tree};
use crate::calendar::{Day, Period, Unit};
use crate::diagnostic::near;
use crate::lang::{money_of, share_of};
use crate::rule::builtin::Native;
use crate::rule::expr::{Builtin, Expr, ExprKind, Quantifier};
use crate::rule::names::Names;
use crate::rule::problem::ProblemKind;
use crate::rule::syntax::{Node, NodeKind};
use crate::rule::types::{Static, Type};
use crate::rule::value::Value;
use crate::source::{Span, Spanned};

impl<N: Names> Lowering<'_, N> {
    pub(super) fn native(
        &mut self,
        native: Native,
        name: &Spanned<String>,
        arguments: &[Node],
        span: Span,
    ) -> Lowered<N> {
        let expected: &[usize] = match native {
            Native::Time(Unit::Years | Unit::Months | Unit::Days) => &[1, 2],
            Native::Time(Unit::Weeks | Unit::Workdays)
            | Native::YearOf
            | Native::MonthOf
            | Native::DayOf
            | Native::Date
            | Native::Money
            | Native::Decimal
            | Native::Given
            | Native::Length
            | Native::IsEmpty => &[1],
            Native::Quantify(_) | Native::Sum | Native::Maximum | Native::Minimum => &[2],
            Native::Within => &[3],
            Native::Lookup => &[],
        };
        if !expected.is_empty() && !expected.contains(&arguments.len()) {
            let kind = ProblemKind::ArgumentCount {
                name: name.value.clone(),
                expected: expected.to_vec(),
                found: arguments.len(),
            };
            return self.fail(span, kind);
        }
        match (native, arguments) {
            (Native::Time(unit), [count]) => self.period(unit, count, span),
            (Native::Time(unit), [from, to]) => {
                let (from, fits) = self.typed(from, &Type::Date);
                let (to, also) = self.typed(to, &Type::Date);
                let kind = ExprKind::CountElapsed(unit, Box::new([from, to]));
                let found = if fits && also { Static::Elapsed(unit) } else { Static::Unclear };
                (Expr { span, kind }, found)
            }
            (Native::Date, [text]) => self.literal(text, span, Type::Date, |text| {
                Day::parse(text)
                    .map(Value::Date)
                    .ok_or_else(|| ProblemKind::BadDate(text.to_owned()))
            }),
            (Native::Money, [text]) => self.literal(text, span, Type::Money, |text| {
                money_of(text)
                    .map(Value::Money)
                    .ok_or_else(|| ProblemKind::BadMoney(text.to_owned()))
            }),
            (Native::Decimal, [text]) => self.literal(text, span, Type::Decimal, |text| {
                share_of(text)
                    .map(Value::from)
                    .ok_or_else(|| ProblemKind::BadDecimal(text.to_owned()))
            }),
            (Native::YearOf, _) => {
                self.fixed(Builtin::YearOf, arguments, &[Type::Date], Type::Count, span)
            }
            (Native::MonthOf, _) => {
                self.fixed(Builtin::MonthOf, arguments, &[Type::Date], Type::Count, span)
            }
            (Native::DayOf, _) => {
                self.fixed(Builtin::DayOf, arguments, &[Type::Date], Type::Count, span)
            }
            (Native::Within, _) => {
                let types = [Type::Date, Type::Period, Type::Date];
                self.fixed(Builtin::Within, arguments, &types, Type::Bool, span)
            }
            (Native::Given, [of]) => {
                let (of, found) = self.value(of, None);
                let kind = ExprKind::Given(Box::new(of));
                (Expr { span, kind }, Self::if_clear(!found.is_unclear(), Type::Bool))
            }
            (Native::Quantify(which), [list, predicate]) => {
                self.quantify(which, list, predicate, span)
            }
            (Native::Sum, [list, column]) => self.sum(list, column, span),
            (Native::Maximum, [one, other]) => self.extreme(Builtin::Maximum, one, other, span),
            (Native::Minimum, [one, other]) => self.extreme(Builtin::Minimum, one, other, span),
            (Native::Length, [list]) => self.about_list(Builtin::Length, list, Type::Count, span),
            (Native::IsEmpty, [list]) => self.about_list(Builtin::IsEmpty, list, Type::Bool, span),
            (Native::Lookup, _) => self.lookup(name, arguments, span),
            _ => Self::unclear(span),
        }
    }

    fn period(&mut self, unit: Unit, count: &Node, span: Span) -> Lowered<N> {
        let literal = match &count.kind {
            NodeKind::Integer(count) => u32::try_from(*count).ok(),
            NodeKind::Negate(_) => None,
            _ => {
                let (count, clear) = self.typed(count, &Type::Count);
                let kind = ExprKind::Builtin(Builtin::PeriodOf(unit), Box::new([count]));
                return (Expr { span, kind }, Self::if_clear(clear, Type::Period));
            }
        };
        let Some(count) = literal else {
            return self.fail(span, ProblemKind::NumberExpected);
        };
        let value = Value::Period(Period { count, unit });
        (Expr { span, kind: ExprKind::Constant(value) }, Static::Value(Type::Period))
    }

    fn literal(
        &mut self,
        node: &Node,
        span: Span,
        ty: Type,
        read: impl FnOnce(&str) -> Result<Value, ProblemKind>,
    ) -> Lowered<N> {
        let text = match &node.kind {
            NodeKind::Text(text) => text,
            NodeKind::Refused => return Self::unclear(span),
            _ => return self.fail(node.span, ProblemKind::TextExpected),
        };
        match read(text) {
            Ok(value) => (Expr { span, kind: ExprKind::Constant(value) }, Static::Value(ty)),
            Err(kind) => self.fail(node.span, kind),
        }
    }

    fn fixed(
        &mut self,
        builtin: Builtin,
        arguments: &[Node],
        types: &[Type],
        result: Type,
        span: Span,
    ) -> Lowered<N> {
        let mut clear = true;
        let mut trees = Vec::with_capacity(types.len());
        for (argument, ty) in arguments.iter().zip(types) {
            let (tree, fits) = self.typed(argument, ty);
            clear &= fits;
            trees.push(tree);
        }
        let kind = ExprKind::Builtin(builtin, trees.into_boxed_slice());
        (Expr { span, kind }, Self::if_clear(clear, result))
    }

    /// A list or a set, and what each of its rows is.
    pub(super) fn rows(&mut self, node: &Node) -> (Tree<N>, Option<Static>) {
        let (tree, found) = self.value(node, None);
        match found {
            Static::Value(Type::List(record)) => (tree, Some(Static::Row(record))),
            Static::Value(Type::Set(choice)) => (tree, Some(Static::Value(Type::Choice(choice)))),
            Static::Unclear => (tree, None),
            found => {
                let kind = ProblemKind::ListExpected(found);
                self.problem(node.span, kind);
                (tree, None)
            }
        }
    }

    fn quantify(
        &mut self,
        which: Quantifier,
        list: &Node,
        predicate: &Node,
        span: Span,
    ) -> Lowered<N> {
        let (list, row) = self.rows(list);
        let Some(row) = row else { return Self::unclear(span) };
        let Some(index) = self.predicate(predicate, row) else {
            return Self::unclear(span);
        };
        let found = match which {
            Quantifier::Count => Static::COUNT,
            Quantifier::Any | Quantifier::Every | Quantifier::None => Static::BOOL,
        };
        (Expr { span, kind: ExprKind::Quantify(which, Box::new(list), index) }, found)
    }

    fn sum(&mut self, list: &Node, column: &Node, span: Span) -> Lowered<N> {
        let at = list.span;
        let (list, row) = self.rows(list);
        let record = match row {
            Some(Static::Row(record)) => record,
            // The names of a choice have no columns.
            Some(found) => return self.fail(at, ProblemKind::ListExpected(found)),
            None => return Self::unclear(span),
        };
        let NodeKind::Text(name) = &column.kind else {
            return self.fail(column.span, ProblemKind::TextExpected);
        };
        let columns = self.names.record(record);
        let at = columns.iter().position(|(column, _)| column == name);
        let Some((at, ty)) = at.and_then(|at| columns.get(at).map(|(_, ty)| (at, ty.clone())))
        else {
            let known: Vec<String> = columns.iter().map(|(column, _)| column.clone()).collect();
            let nearest = near(name, &known);
            let of = Static::Row(record);
            let kind = ProblemKind::UnknownColumn { name: name.clone(), of, nearest, known };
            return self.fail(column.span, kind);
        };
        let zero = match ty {
            Type::Count => Value::Count(0),
            Type::Decimal => Value::Decimal(Decimal::ZERO),
            Type::Money => Value::Money(Decimal::ZERO),
            ty => {
                let expected =
                    [Type::Count, Type::Decimal, Type::Money].map(Static::Value).to_vec();
                let kind = ProblemKind::TypeExpected { expected, found: Static::Value(ty) };
                return self.fail(column.span, kind);
            }
        };
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        (Expr { span, kind: ExprKind::Sum(Box::new(list), column, zero) }, Static::Value(ty))
    }

    fn extreme(&mut self, which: Builtin, one: &Node, other: &Node, span: Span) -> Lowered<N> {
        let (left, on_left) = self.value(one, None);
        let (right, on_right) = self.value(other, on_left.value());
        let (Some(one), Some(other)) = (on_left.value(), on_right.value()) else {
            return Self::unclear(span);
        };
        if one != other {
            let kind = ProblemKind::OperandsDiffer { left: on_left, right: on_right };
            return self.fail(span, kind);
        }
        if !has_order(one) || *one == Type::Period {
            let operator = if which == Builtin::Maximum { "max" } else { "min" };
            return self.fail(span, ProblemKind::NoSuchOperation { operator, on: on_left });
        }
        let kind = ExprKind::Builtin(which, Box::new([left, right]));
        (Expr { span, kind }, on_left)
    }

    fn about_list(&mut self, which: Builtin, list: &Node, result: Type, span: Span) -> Lowered<N> {
        let (tree, found) = self.value(list, None);
        match found {
            Static::Value(Type::List(_) | Type::Set(_)) => {
                let kind = ExprKind::Builtin(which, Box::new([tree]));
                (Expr { span, kind }, Static::Value(result))
            }
            Static::Unclear => Self::unclear(span),
            found => {
                let kind = ProblemKind::ListExpected(found);
                self.fail(list.span, kind)
            }
        }
    }

    fn lookup(&mut self, name: &Spanned<String>, arguments: &[Node], span: Span) -> Lowered<N> {
        let Some((table, keys)) = arguments.split_first() else {
            let name = name.value.clone();
            return self
                .fail(span, ProblemKind::ArgumentCount { name, expected: vec![2], found: 0 });
        };
        let path = match &table.kind {
            NodeKind::Path(path) => path,
            NodeKind::Refused => return Self::unclear(span),
            _ => {
                return self.fail(
                    table.span,
                    ProblemKind::UnknownName {
                        path: Vec::new(),
                        at: 0,
                        nearest: Vec::new(),
                        known: self.names.known(&[]),
                    },
                );
            }
        };
        let words: Vec<&str> = path.iter().map(|part| part.value.as_str()).collect();
        let (slot, by, of) = match self.names.resolve(&words) {
            Some((slot, Type::Table { by, of })) => (slot, by, of),
            Some((_, ty)) => {
                let found = Static::Value(ty);
                let kind = ProblemKind::TableExpected(found);
                return self.fail(table.span, kind);
            }
            None => return self.unknown_path(path, &words, table.span),
        };
        self.note_read(&slot, table.span);
        if by.len() != keys.len() {
            let kind = ProblemKind::ArgumentCount {
                name: name.value.clone(),
                expected: vec![by.len() + 1],
                found: arguments.len(),
            };
            return self.fail(span, kind);
        }
        let mut clear = true;
        let mut trees = Vec::with_capacity(keys.len());
        for (key, choice) in keys.iter().zip(by) {
            let (tree, fits) = self.typed(key, &Type::Choice(choice));
            clear &= fits;
            trees.push(tree);
        }
        let kind = ExprKind::Lookup(slot, trees.into_boxed_slice());
        (Expr { span, kind }, Self::if_clear(clear, *of))
    }
}
