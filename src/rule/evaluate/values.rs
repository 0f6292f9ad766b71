//! Comparison and arithmetic of known values.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::exact::{on_ratios, times};
use super::trace::{Told, Trace, tell};
use super::truth::Truth;
use super::{Run, Step};
use crate::calendar::{Day, Period, Unit, whole_months, whole_years};
use crate::rule::clause::ClauseKind;
use crate::rule::expr::{Arithmetic, Builtin, Comparison, Expr};
use crate::rule::names::Reader;
use crate::rule::value::Value;
use crate::rule::verdict::Fault;
use crate::source::Span;

/// A computation that may have no result.
type Computed<T> = Result<T, Fault>;

#[inline]
pub(super) fn satisfies(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// Whether the comparison holds.
pub(super) fn compare(
    comparison: Comparison,
    left: Value,
    right: Value,
    span: Span,
) -> Computed<bool> {
    let order = match (left, right) {
        (Value::Count(left), Value::Count(right)) => left.cmp(&right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        (Value::Money(left), Value::Money(right))
        | (Value::Decimal(left), Value::Decimal(right)) => left.cmp(&right),
        (Value::Decimal(left), Value::Count(right)) => left.cmp(&Decimal::from(right)),
        (Value::Count(left), Value::Decimal(right)) => Decimal::from(left).cmp(&right),
        (Value::Fraction(_), _) | (_, Value::Fraction(_)) => match (left.ratio(), right.ratio()) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => return Err(Fault::WrongValue(span)),
        },
        (Value::Period(left), Value::Period(right)) => {
            let measure = |period| measure(period).ok_or(Fault::UnitsDiffer(span));
            let ((one, left), (other, right)) = (measure(left)?, measure(right)?);
            if one != other {
                return Err(Fault::UnitsDiffer(span));
            }
            left.cmp(&right)
        }
        _ => {
            let equal = match (left, right) {
                (Value::Bool(left), Value::Bool(right)) => left == right,
                (Value::Text(left), Value::Text(right)) => left == right,
                (Value::Choice(..), Value::Choice(..))
                | (Value::Subject(_), Value::Subject(_))
                | (Value::Instance(_), Value::Instance(_)) => left == right,
                _ => return Err(Fault::WrongValue(span)),
            };
            return match comparison {
                Comparison::Equal => Ok(equal),
                Comparison::NotEqual => Ok(!equal),
                _ => Err(Fault::WrongValue(span)),
            };
        }
    };
    Ok(satisfies(comparison, order))
}

/// A period in the smallest unit of its family, and that unit.
fn measure(period: Period) -> Option<(Unit, u64)> {
    let count = u64::from(period.count);
    Some(match period.unit {
        Unit::Years => (Unit::Months, count.checked_mul(12)?),
        Unit::Months => (Unit::Months, count),
        Unit::Weeks => (Unit::Days, count.checked_mul(7)?),
        Unit::Days => (Unit::Days, count),
        Unit::Workdays => (Unit::Workdays, count),
    })
}

/// A number with the other sign.
pub(super) fn negate(value: Value, span: Span) -> Computed<Value> {
    match value {
        Value::Count(value) => value.checked_neg().map(Value::Count).ok_or(Fault::Overflow(span)),
        Value::Decimal(value) => Ok(Value::Decimal(-value)),
        Value::Fraction(value) => Ok(Value::Fraction(-value)),
        Value::Money(value) => Ok(Value::Money(-value)),
        _ => Err(Fault::WrongValue(span)),
    }
}

/// The whole units from one day to another.
pub(super) fn count_elapsed(unit: Unit, from: Value, to: Value, span: Span) -> Computed<Value> {
    let (Value::Date(from), Value::Date(to)) = (from, to) else {
        return Err(Fault::WrongValue(span));
    };
    Ok(Value::Count(match unit {
        Unit::Years => whole_years(from, to),
        Unit::Months => whole_months(from, to),
        Unit::Days => from.days_until(to),
        Unit::Weeks | Unit::Workdays => return Err(Fault::WrongValue(span)),
    }))
}

fn on_counts(operation: Arithmetic, left: i64, right: i64, span: Span) -> Computed<i64> {
    let result = match operation {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide | Arithmetic::Remainder if right == 0 => {
            return Err(Fault::DivisionByZero(span));
        }
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
    };
    result.ok_or(Fault::Overflow(span))
}

fn on_decimals(
    operation: Arithmetic,
    left: Decimal,
    right: Decimal,
    span: Span,
) -> Computed<Decimal> {
    let result = match operation {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide if right.is_zero() => {
            return Err(Fault::DivisionByZero(span));
        }
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => return Err(Fault::WrongValue(span)),
    };
    // Beyond 28 digits the crate rounds in silence: it shows in fewer digits behind the point.
    let exact = match operation {
        Arithmetic::Add | Arithmetic::Subtract => left.scale().max(right.scale()),
        Arithmetic::Multiply if left.is_zero() || right.is_zero() => 0,
        Arithmetic::Multiply => left.scale() + right.scale(),
        Arithmetic::Divide | Arithmetic::Remainder => 0,
    };
    result.filter(|result| result.scale() >= exact).ok_or(Fault::Overflow(span))
}

/// Arithmetic that needs no calendar; nothing where it does.
fn on_numbers(
    operation: Arithmetic,
    left: Value,
    right: Value,
    span: Span,
) -> Computed<Option<Value>> {
    let decimals = |left, right| on_decimals(operation, left, right, span);
    Ok(Some(match (left, right) {
        (Value::Count(left), Value::Count(right)) => {
            Value::Count(on_counts(operation, left, right, span)?)
        }
        (Value::Money(sum), Value::Fraction(ratio)) if operation == Arithmetic::Multiply => {
            Value::Money(times(sum, ratio, span)?)
        }
        (Value::Fraction(ratio), Value::Money(sum)) if operation == Arithmetic::Multiply => {
            Value::Money(times(sum, ratio, span)?)
        }
        // Division by a fraction that is zero cannot be: zero is a decimal.
        (Value::Money(sum), Value::Fraction(ratio)) if operation == Arithmetic::Divide => {
            Value::Money(times(sum, ratio.recip(), span)?)
        }
        (Value::Fraction(_), _) | (_, Value::Fraction(_)) => {
            on_ratios(operation, left, right, span)?
        }
        (
            Value::Decimal(_) | Value::Count(_) | Value::Money(_),
            Value::Decimal(_) | Value::Count(_) | Value::Money(_),
        ) if operation == Arithmetic::Divide && is_share(left, right) => {
            match on_ratios(operation, left, right, span)? {
                // A quotient that a decimal holds keeps the places with which it is written.
                Value::Decimal(exact) => Value::Decimal(quotient(left, right).unwrap_or(exact)),
                fraction => fraction,
            }
        }
        (Value::Decimal(left), Value::Decimal(right)) => Value::Decimal(decimals(left, right)?),
        (Value::Decimal(left), Value::Count(right)) => {
            Value::Decimal(decimals(left, right.into())?)
        }
        (Value::Count(left), Value::Decimal(right)) => {
            Value::Decimal(decimals(left.into(), right)?)
        }
        (Value::Money(left), Value::Money(right) | Value::Decimal(right))
        | (Value::Decimal(left), Value::Money(right)) => Value::Money(decimals(left, right)?),
        (Value::Money(left), Value::Count(right)) => Value::Money(decimals(left, right.into())?),
        (Value::Count(left), Value::Money(right)) => Value::Money(decimals(left.into(), right)?),
        _ => return Ok(None),
    }))
}

/// Whether a division gives a share: of two sums, or where a share is one of two numbers.
const fn is_share(left: Value, right: Value) -> bool {
    matches!(
        (left, right),
        (Value::Money(_), Value::Money(_))
            | (Value::Decimal(_), Value::Decimal(_) | Value::Count(_))
            | (Value::Count(_), Value::Decimal(_))
    )
}

fn quotient(left: Value, right: Value) -> Option<Decimal> {
    let decimal = |value| match value {
        Value::Decimal(number) | Value::Money(number) => Some(number),
        Value::Count(count) => Some(Decimal::from(count)),
        _ => None,
    };
    decimal(left)?.checked_div(decimal(right)?)
}

/// The sum of two numbers of one type.
pub(super) fn add(left: Value, right: Value, span: Span) -> Computed<Value> {
    on_numbers(Arithmetic::Add, left, right, span)?.ok_or(Fault::WrongValue(span))
}

impl<R: Reader> Run<'_, R> {
    pub(super) fn arithmetic(
        &mut self,
        operation: Arithmetic,
        left: Value,
        right: Value,
        span: Span,
    ) -> Step<Option<Value>> {
        if let Some(value) = self.computed(on_numbers(operation, left, right, span))? {
            return Ok(Some(value));
        }
        let day = match (operation, left, right) {
            (Arithmetic::Subtract, Value::Date(left), Value::Date(right)) => {
                return Ok(Some(Value::Count(right.days_until(left))));
            }
            (Arithmetic::Add, Value::Date(day), Value::Period(period)) => {
                self.reader.add_period(day, period)
            }
            (Arithmetic::Subtract, Value::Date(day), Value::Period(period)) => {
                self.reader.subtract_period(day, period)
            }
            _ => return Err(self.wrong(span)),
        };
        Ok(self.known(day.map(Value::Date)))
    }

    /// The time between two days against a period: exactly, by laying the period on the first.
    pub(super) fn compare_elapsed<T: Trace>(
        &mut self,
        comparison: Comparison,
        unit: Unit,
        parts: &[Expr<R::Slot, R::Query>; 3],
        span: Span,
    ) -> Step<(Truth, Told)> {
        let (from, told_from) = self.term::<T>(&parts[0])?;
        let (to, told_to) = self.term::<T>(&parts[1])?;
        let (period, told_period) = self.term::<T>(&parts[2])?;
        let truth = match (from, to, period) {
            (Some(Value::Date(from)), Some(Value::Date(to)), Some(Value::Period(period))) => {
                let family = |unit| measure(Period { count: 1, unit }).map(|(family, _)| family);
                if family(unit) != family(period.unit) {
                    return Err(self.fault(Fault::UnitsDiffer(span)));
                }
                match self.reader.elapse(from, period) {
                    Ok(end) => Truth::of(satisfies(comparison, to.cmp(&end))),
                    Err(cause) => self.unknown(cause),
                }
            }
            (Some(_), Some(_), Some(_)) => return Err(self.wrong(span)),
            _ => Truth::Unknown,
        };
        let end = if T::TELLS { self.end(from, period) } else { None };
        let kind = || {
            let (from, to, period) = (told_from?, told_to?, told_period?);
            Some(ClauseKind::Elapsed { comparison, from, to, period, end })
        };
        Ok((truth, tell::<T>(span, truth, kind)))
    }

    /// Whether a day lies in a period that ends on another. The period runs from the day, that day
    /// not counted, and its last day is in it (民法典 201, 202, 1259). It is time that has passed and
    /// no term: it does not roll.
    pub(super) fn within<T: Trace>(
        &mut self,
        [from, period, to]: [&Expr<R::Slot, R::Query>; 3],
        span: Span,
    ) -> Step<(Truth, Told)> {
        let (from, told_from) = self.term::<T>(from)?;
        let (period, told_period) = self.term::<T>(period)?;
        let (to, told_to) = self.term::<T>(to)?;
        let truth = match (from, period, to) {
            (Some(Value::Date(from)), Some(Value::Period(period)), Some(Value::Date(to))) => {
                match self.reader.elapse(from, period) {
                    Ok(last) => Truth::of(from <= to && to <= last),
                    Err(cause) => self.unknown(cause),
                }
            }
            (Some(_), Some(_), Some(_)) => return Err(self.wrong(span)),
            _ => Truth::Unknown,
        };
        let end = if T::TELLS { self.end(from, period) } else { None };
        let kind = || {
            let (from, period, to) = (told_from?, told_period?, told_to?);
            Some(ClauseKind::Within { from, period, to, end })
        };
        Ok((truth, tell::<T>(span, truth, kind)))
    }

    /// The day on which a period ends that begins on a day, where both are known.
    fn end(&mut self, from: Option<Value>, period: Option<Value>) -> Option<Day> {
        match (from, period) {
            (Some(Value::Date(from)), Some(Value::Period(period))) => {
                self.reader.elapse(from, period).ok()
            }
            _ => None,
        }
    }

    pub(super) fn builtin(
        &mut self,
        builtin: Builtin,
        arguments: &[Value],
        span: Span,
    ) -> Step<Option<Value>> {
        Ok(Some(match (builtin, arguments) {
            (Builtin::YearOf, [Value::Date(day)]) => Value::Count(day.year().into()),
            (Builtin::MonthOf, [Value::Date(day)]) => Value::Count(day.month().into()),
            (Builtin::DayOf, [Value::Date(day)]) => Value::Count(day.day().into()),
            (Builtin::Maximum, [left, right]) => {
                let is_left =
                    self.computed(compare(Comparison::GreaterOrEqual, *left, *right, span))?;
                if is_left { *left } else { *right }
            }
            (Builtin::Minimum, [left, right]) => {
                let is_left =
                    self.computed(compare(Comparison::LessOrEqual, *left, *right, span))?;
                if is_left { *left } else { *right }
            }
            (Builtin::Length, [Value::List(list) | Value::Set(list)]) => {
                let length = i64::try_from(self.reader.rows(*list).len());
                Value::Count(self.computed(length.map_err(|_| Fault::Overflow(span)))?)
            }
            (Builtin::IsEmpty, [Value::List(list) | Value::Set(list)]) => {
                Value::Bool(self.reader.rows(*list).is_empty())
            }
            (Builtin::CountOf, [Value::Period(period)]) => Value::Count(period.count.into()),
            (Builtin::PeriodOf(unit), [Value::Count(count)]) => {
                let count = u32::try_from(*count).map_err(|_| Fault::Overflow(span));
                Value::Period(Period { count: self.computed(count)?, unit })
            }
            (Builtin::CountIn(unit), [Value::Period(period)]) => {
                let count = period.count_in(unit).ok_or(Fault::UnitsDiffer(span));
                Value::Count(self.computed(count)?)
            }
            _ => return Err(self.wrong(span)),
        }))
    }
}
