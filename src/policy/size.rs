//! How large a value is, and whether another lies so far from it that a slip is likely.

use rust_decimal::Decimal;

use super::ParameterValue;
use crate::lang::Share;

/// What is called far: so many times the other, or that part of it.
const FAR: i64 = 10;

impl ParameterValue {
    /// Its number, whatever the unit; none for what is no number.
    pub fn size(&self) -> Option<Decimal> {
        Some(match self {
            Self::Count(count) => Decimal::from(*count),
            Self::Money(number) | Self::Share(Share::Decimal(number)) => *number,
            Self::Share(Share::Fraction(ratio)) => {
                Decimal::from(*ratio.numer()).checked_div(Decimal::from(*ratio.denom()))?
            }
            Self::Period(period) => Decimal::from(period.count),
            Self::Occurrences { count, .. } => Decimal::from(*count),
            _ => return None,
        })
    }
    /// Whether it is ten times another or more, or a tenth of it or less. Nothing where something
    /// was is a change like another: a quota may be closed.
    pub fn is_far_from(&self, other: &Self) -> bool {
        let (Some(own), Some(other)) = (self.size(), other.size()) else { return false };
        let (own, other) = (own.abs(), other.abs());
        let times =
            |number: Decimal| number.checked_mul(Decimal::from(FAR)).unwrap_or(Decimal::MAX);
        !own.is_zero() && !other.is_zero() && (own >= times(other) || other >= times(own))
    }
    /// Whether both are lengths of time, in different units.
    pub fn is_of_another_unit(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Period(own), Self::Period(other)) if own.unit != other.unit)
    }
}
