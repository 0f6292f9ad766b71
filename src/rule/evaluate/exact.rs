//! Numbers exactly: a third is no decimal, and two thirds of three are two.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use rust_decimal::Decimal;

use crate::lang::exact_decimal;
use crate::rule::expr::Arithmetic;
use crate::rule::value::Value;
use crate::rule::verdict::Fault;
use crate::source::Span;

/// A ratio as a share: a decimal where one is exactly so much, else a fraction.
fn share(ratio: Ratio<i128>) -> Option<Value> {
    if let Some(decimal) = exact_decimal(ratio) {
        return Some(Value::Decimal(decimal));
    }
    let (over, under) = (i64::try_from(*ratio.numer()), i64::try_from(*ratio.denom()));
    Some(Value::Fraction(Ratio::new_raw(over.ok()?, under.ok()?)))
}

/// Arithmetic on two numbers of which a fraction is one, or the division of two decimals.
pub(super) fn on_ratios(
    operation: Arithmetic,
    left: Value,
    right: Value,
    span: Span,
) -> Result<Value, Fault> {
    let (Some(one), Some(other)) = (left.ratio(), right.ratio()) else {
        return Err(Fault::WrongValue(span));
    };
    let zero = Ratio::from_integer(0);
    let result = match operation {
        Arithmetic::Add => one.checked_add(&other),
        Arithmetic::Subtract => one.checked_sub(&other),
        Arithmetic::Multiply => one.checked_mul(&other),
        Arithmetic::Divide | Arithmetic::Remainder if other == zero => {
            return Err(Fault::DivisionByZero(span));
        }
        Arithmetic::Divide => one.checked_div(&other),
        Arithmetic::Remainder => return Err(Fault::WrongValue(span)),
    };
    result.and_then(share).ok_or(Fault::Overflow(span))
}

/// A sum taken so many times; the division comes last, and what no decimal holds is rounded at the
/// 28th digit, as in any other division of a sum.
pub(super) fn times(sum: Decimal, ratio: Ratio<i64>, span: Span) -> Result<Decimal, Fault> {
    let (over, under) = (Decimal::from(*ratio.numer()), Decimal::from(*ratio.denom()));
    let product = sum.checked_mul(over).filter(|product| product.scale() >= sum.scale());
    product.and_then(|product| product.checked_div(under)).ok_or(Fault::Overflow(span))
}
