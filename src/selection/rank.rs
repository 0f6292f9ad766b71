//! Who comes before whom. Where a key is unknown it may be anything, so that only what was
//! compared before it decides.

use std::cmp::Ordering;

use super::answer::Answer;
use super::candidate::Candidate;
use crate::rule::Value;

/// The keys of one candidate as numbers, the greater the better; 0 and every odd number lie
/// between the values that somebody has, so that an unknown key can be tried everywhere.
pub(super) type Keys = Vec<Option<u32>>;

/// How one candidate stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precedence {
    /// It comes before.
    Ahead,
    /// It comes after.
    Behind,
    /// The keys do not tell them apart.
    Equal,
    /// A key that is unknown decides.
    Open,
}

/// The keys of all candidates as numbers, and for each key the greatest number that is of use.
pub(super) fn numbered<C>(
    candidates: &[Candidate<C>],
    descending: &[bool],
) -> (Vec<Keys>, Vec<u32>) {
    let mut keys: Vec<Keys> = vec![Vec::with_capacity(descending.len()); candidates.len()];
    let mut tops = Vec::with_capacity(descending.len());
    for (at, &descending) in descending.iter().enumerate() {
        let value =
            |candidate: &Candidate<C>| candidate.keys.get(at).and_then(Answer::known).copied();
        let mut values: Vec<Value> = candidates.iter().filter_map(value).collect();
        let compare = |left: &Value, right: &Value| {
            let order = compare_values(left, right);
            if descending { order } else { order.reverse() }
        };
        values.sort_by(compare);
        values.dedup_by(|left, right| compare(left, right) == Ordering::Equal);
        let number = |value: Value| {
            let at = values.binary_search_by(|known| compare(known, &value)).ok()?;
            u32::try_from(at).ok()?.checked_mul(2)?.checked_add(2)
        };
        for (keys, candidate) in keys.iter_mut().zip(candidates) {
            keys.push(value(candidate).and_then(number));
        }
        tops.push(u32::try_from(values.len()).unwrap_or(u32::MAX).saturating_mul(2) + 1);
    }
    (keys, tops)
}

/// How the first stands to the second.
pub(super) fn precedence(left: &[Option<u32>], right: &[Option<u32>]) -> Precedence {
    for (left, right) in left.iter().zip(right) {
        match (left, right) {
            (Some(left), Some(right)) if left == right => {}
            (Some(left), Some(right)) if left > right => return Precedence::Ahead,
            (Some(_), Some(_)) => return Precedence::Behind,
            (None, _) | (_, None) => return Precedence::Open,
        }
    }
    Precedence::Equal
}

/// The rank of each, equals sharing theirs; none where an unknown key decides it.
pub(super) fn ranks(keys: &[Keys]) -> Vec<Option<usize>> {
    let rank = |own: &Keys| {
        let mut rank = 1;
        for other in keys {
            match precedence(other, own) {
                Precedence::Ahead => rank += 1,
                Precedence::Behind | Precedence::Equal => {}
                // Itself, with a key that is unknown, or somebody who may come before or after.
                Precedence::Open if std::ptr::eq(own, other) => {}
                Precedence::Open => return None,
            }
        }
        Some(rank)
    };
    keys.iter().map(rank).collect()
}

/// Values of one type in their natural order; the compiler lets no other be a key.
fn compare_values(left: &Value, right: &Value) -> Ordering {
    left.order(*right).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::calendar::Day;

    fn candidates(keys: &[&[Option<Value>]]) -> Vec<Candidate<()>> {
        let answer = |key: &Option<Value>| key.map_or(Answer::Unknown(vec![()]), Answer::Known);
        let one = |keys: &&[Option<Value>]| Candidate {
            keys: keys.iter().map(answer).collect(),
            at: Vec::new(),
        };
        keys.iter().map(one).collect()
    }

    #[test]
    fn values_are_numbered_from_worst_to_best() {
        let count = |value| Some(Value::Count(value));
        let all = candidates(&[&[count(70)], &[count(90)], &[None], &[count(70)]]);
        let (keys, tops) = numbered(&all, &[true]);
        assert_eq!(keys, [[Some(2)], [Some(4)], [None], [Some(2)]]);
        assert_eq!(tops, [5]);
        // Ascending, the least is the best.
        let (keys, _) = numbered(&all, &[false]);
        assert_eq!(keys, [[Some(4)], [Some(2)], [None], [Some(4)]]);
    }

    #[test]
    fn each_type_that_may_be_a_key_is_compared_by_its_value() {
        let day = |text| Some(Value::Date(Day::parse(text).unwrap()));
        let decimal = |value: i64| Some(Value::Decimal(Decimal::new(value, 1)));
        let money = |value: i64| Some(Value::Money(Decimal::new(value, 2)));
        for pair in [
            [day("2024-05-06"), day("2024-05-07")],
            [decimal(895), decimal(896)],
            [money(100), money(101)],
            [Some(Value::Count(-1)), Some(Value::Count(0))],
        ] {
            let [less, more] = pair;
            let (keys, _) = numbered(&candidates(&[&[less], &[more]]), &[true]);
            assert_eq!(keys, [[Some(2)], [Some(4)]], "{pair:?}");
        }
    }

    #[test]
    fn a_later_key_is_asked_only_of_equals() {
        use Precedence::{Ahead, Behind, Equal, Open};
        let of = |left: &[Option<u32>], right: &[Option<u32>]| precedence(left, right);
        assert_eq!(of(&[Some(4), None], &[Some(2), Some(2)]), Ahead);
        assert_eq!(of(&[Some(2), None], &[Some(4), Some(2)]), Behind);
        assert_eq!(of(&[Some(2), None], &[Some(2), Some(2)]), Open);
        assert_eq!(of(&[None, Some(2)], &[Some(2), Some(4)]), Open);
        assert_eq!(of(&[Some(2), Some(4)], &[Some(2), Some(4)]), Equal);
    }

    #[test]
    fn equals_share_a_rank_and_an_open_one_has_none() {
        let keys = [vec![Some(2)], vec![Some(4)], vec![Some(2)], vec![Some(0)]];
        assert_eq!(ranks(&keys), [Some(2), Some(1), Some(2), Some(4)]);
        let keys = [vec![Some(4), None], vec![Some(2), Some(2)], vec![Some(2), None]];
        assert_eq!(ranks(&keys), [Some(1), None, None]);
    }
}
