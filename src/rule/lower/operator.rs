//! What operators mean for which types. There is no comparison of different types, which rhai
//! would answer with `false`.

use super::{Lowered, Lowering, Tree};
use crate::calendar::Unit;
use crate::rule::expr::{Arithmetic, Comparison, Expr, ExprKind};
use crate::rule::names::Names;
use crate::rule::problem::ProblemKind;
use crate::rule::syntax::{Node, NodeKind, Operator};
use crate::rule::types::{Static, Type};
use crate::rule::value::Value;
use crate::source::Span;

/// An operator, sorted.
enum Sorted {
    Compares(Comparison),
    Computes(Arithmetic),
}

const fn sorted(operator: Operator) -> (Sorted, &'static str) {
    match operator {
        Operator::Equal => (Sorted::Compares(Comparison::Equal), "=="),
        Operator::NotEqual => (Sorted::Compares(Comparison::NotEqual), "!="),
        Operator::Less => (Sorted::Compares(Comparison::Less), "<"),
        Operator::LessOrEqual => (Sorted::Compares(Comparison::LessOrEqual), "<="),
        Operator::Greater => (Sorted::Compares(Comparison::Greater), ">"),
        Operator::GreaterOrEqual => (Sorted::Compares(Comparison::GreaterOrEqual), ">="),
        Operator::Add => (Sorted::Computes(Arithmetic::Add), "+"),
        Operator::Subtract => (Sorted::Computes(Arithmetic::Subtract), "-"),
        Operator::Multiply => (Sorted::Computes(Arithmetic::Multiply), "*"),
        Operator::Divide => (Sorted::Computes(Arithmetic::Divide), "/"),
        Operator::Remainder => (Sorted::Computes(Arithmetic::Remainder), "%"),
    }
}

/// The comparison with its sides exchanged.
const fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

/// Whether two values of one type can be told apart.
const fn can_be_equal(ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Count
        | Type::Decimal
        | Type::Money
        | Type::Date
        | Type::Text
        | Type::Period
        | Type::Choice(_)
        | Type::Subject
        | Type::Instance(_) => true,
        Type::List(_) | Type::Set(_) | Type::Table { .. } => false,
    }
}

/// Whether the values of a type have an order.
pub(super) const fn has_order(ty: &Type) -> bool {
    match ty {
        Type::Count | Type::Decimal | Type::Money | Type::Date | Type::Period => true,
        Type::Bool
        | Type::Text
        | Type::Choice(_)
        | Type::Subject
        | Type::Instance(_)
        | Type::List(_)
        | Type::Set(_)
        | Type::Table { .. } => false,
    }
}

/// What an operation gives for two types.
pub(super) const fn result_of(operation: Arithmetic, left: &Type, right: &Type) -> Option<Type> {
    use Arithmetic::{Add, Divide, Multiply, Remainder, Subtract};
    use Type::{Count, Date, Decimal, Money, Period};
    Some(match (operation, left, right) {
        (_, Count, Count) => Count,
        (Remainder, _, _) => return None,
        (_, Decimal, Decimal | Count) | (_, Count, Decimal) => Decimal,
        (Add | Subtract, Money, Money) => Money,
        (Multiply, Money, Count | Decimal) | (Multiply, Count | Decimal, Money) => Money,
        (Divide, Money, Count | Decimal) => Money,
        (Divide, Money, Money) => Decimal,
        (Add | Subtract, Date, Period) => Date,
        (Subtract, Date, Date) => Count,
        _ => return None,
    })
}

impl<N: Names> Lowering<'_, N> {
    pub(super) fn binary(
        &mut self,
        operator: Operator,
        pair: &[Node; 2],
        span: Span,
    ) -> Lowered<N> {
        let (sort, text) = sorted(operator);
        let [left, right] = pair;
        match sort {
            Sorted::Compares(comparison) => {
                // A literal is read as what it is compared with.
                let (left, right) = if matches!(left.kind, NodeKind::Text(_)) {
                    let right = self.operand(right, None);
                    (self.operand(left, right.1.value()), right)
                } else {
                    let left = self.operand(left, None);
                    let hint = left.1.value().cloned();
                    (left, self.operand(right, hint.as_ref()))
                };
                self.compare(comparison, text, left, right, span)
            }
            Sorted::Computes(operation) => {
                let left = self.value(left, None);
                let right = self.value(right, None);
                self.compute(operation, text, left, right, span)
            }
        }
    }

    /// A side of a comparison, which may be elapsed time.
    fn operand(&mut self, node: &Node, hint: Option<&Type>) -> Lowered<N> {
        let (tree, found) = self.lower(node, super::Want::Value(hint));
        match found {
            Static::Nothing | Static::Never => self.fail(node.span, ProblemKind::NoValue),
            found => (tree, found),
        }
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        text: &'static str,
        left: Lowered<N>,
        right: Lowered<N>,
        span: Span,
    ) -> Lowered<N> {
        let asks_equal = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let ((left, on_left), (right, on_right)) = (left, right);
        match (&on_left, &on_right) {
            (Static::Unclear, _) | (_, Static::Unclear) => Self::unclear(span),
            (Static::Elapsed(unit), Static::Value(Type::Period)) => {
                self.compare_elapsed(comparison, *unit, left, right, span)
            }
            (Static::Value(Type::Period), Static::Elapsed(unit)) => {
                self.compare_elapsed(mirrored(comparison), *unit, right, left, span)
            }
            (Static::Value(one), Static::Value(other)) => {
                let mixes = matches!(
                    (one, other),
                    (Type::Count, Type::Decimal) | (Type::Decimal, Type::Count)
                );
                if one != other && !mixes {
                    let kind = ProblemKind::OperandsDiffer { left: on_left, right: on_right };
                    return self.fail(span, kind);
                }
                if !can_be_equal(one) || !asks_equal && !has_order(one) {
                    let kind = ProblemKind::NoSuchOperation { operator: text, on: on_left };
                    return self.fail(span, kind);
                }
                if let (Some(one), Some(other)) = (unit_of(&left), unit_of(&right))
                    && !one.is_comparable(other)
                {
                    return self.fail(span, ProblemKind::UnitsDiffer(one, other));
                }
                let kind = ExprKind::Compare(comparison, Box::new([left, right]));
                (Expr { span, kind }, Static::BOOL)
            }
            _ => self.fail(span, ProblemKind::OperandsDiffer { left: on_left, right: on_right }),
        }
    }

    fn compare_elapsed(
        &mut self,
        comparison: Comparison,
        unit: Unit,
        elapsed: Tree<N>,
        period: Tree<N>,
        span: Span,
    ) -> Lowered<N> {
        if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            return self.fail(span, ProblemKind::ElapsedEquals);
        }
        if let Some(other) = unit_of(&period)
            && !unit.is_comparable(other)
        {
            return self.fail(span, ProblemKind::UnitsDiffer(unit, other));
        }
        match elapsed.kind {
            ExprKind::CountElapsed(unit, days) => {
                let [from, to] = *days;
                let parts = Box::new([from, to, period]);
                let kind = ExprKind::CompareElapsed(comparison, unit, parts);
                (Expr { span, kind }, Static::BOOL)
            }
            _ => self.fail(elapsed.span, ProblemKind::ElapsedMustBeCompared),
        }
    }

    pub(super) fn compute(
        &mut self,
        operation: Arithmetic,
        text: &'static str,
        left: Lowered<N>,
        right: Lowered<N>,
        span: Span,
    ) -> Lowered<N> {
        let ((left, on_left), (right, on_right)) = (left, right);
        let (Some(one), Some(other)) = (on_left.value(), on_right.value()) else {
            return Self::unclear(span);
        };
        match result_of(operation, one, other) {
            Some(ty) => {
                let kind = ExprKind::Arithmetic(operation, Box::new([left, right]));
                (Expr { span, kind }, Static::Value(ty))
            }
            None if one == other => {
                self.fail(span, ProblemKind::NoSuchOperation { operator: text, on: on_left })
            }
            None => self.fail(span, ProblemKind::OperandsDiffer { left: on_left, right: on_right }),
        }
    }

    /// `+` of `+=`, and so on.
    pub(super) fn compute_in_place(
        &mut self,
        operator: Operator,
        left: Lowered<N>,
        right: Lowered<N>,
        span: Span,
    ) -> Lowered<N> {
        match sorted(operator) {
            (Sorted::Computes(operation), text) => self.compute(operation, text, left, right, span),
            (Sorted::Compares(_), _) => Self::unclear(span),
        }
    }

    pub(super) fn negate(&mut self, operand: &Node, span: Span) -> Lowered<N> {
        let (tree, found) = self.value(operand, None);
        match &found {
            Static::Value(Type::Count | Type::Decimal | Type::Money) => {
                (Expr { span, kind: ExprKind::Negate(Box::new(tree)) }, found)
            }
            Static::Unclear => Self::unclear(span),
            _ => self.fail(span, ProblemKind::NoSuchOperation { operator: "-", on: found }),
        }
    }
}

/// The unit of a period that stands in the rule.
const fn unit_of<S, Q>(tree: &Expr<S, Q>) -> Option<Unit> {
    match &tree.kind {
        ExprKind::Constant(Value::Period(period)) => Some(period.unit),
        _ => None,
    }
}
