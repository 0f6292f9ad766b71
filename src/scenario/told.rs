//! What a story has told of facts so far, found by the day from which it is true.

use std::collections::BTreeMap;
use std::ops::Bound;

use smallvec::SmallVec;

use super::planned::PlannedFact;
use crate::calendar::Day;
use crate::rule::{FactId, SubjectId, Value};

/// What was told of facts to be true from a day on: the values of each fact of each subject, by that
/// day.
#[derive(Default)]
pub(super) struct Told(BTreeMap<(SubjectId, FactId, Day), Values>);

/// What was told to be true from one day on, each value once.
type Values = SmallVec<[Option<Value>; 1]>;

impl Told {
    /// Adds what was told.
    pub(super) fn add(&mut self, told: &PlannedFact) {
        let Some(from) = told.true_from else { return };
        let values = self.0.entry((told.subject, told.fact, from)).or_default();
        if !values.contains(&told.value) {
            values.push(told.value);
        }
    }

    /// The first later day from which something else was told to be true.
    pub(super) fn otherwise_from(&self, told: &PlannedFact, from: Day) -> Option<Day> {
        let (subject, fact) = (told.subject, told.fact);
        let later =
            (Bound::Excluded((subject, fact, from)), Bound::Included((subject, fact, Day::MAX)));
        let mut later = self.0.range(later);
        let other = later.find(|(_, values)| values.iter().any(|&value| value != told.value));
        other.map(|(&(.., day), _)| day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    fn day(offset: i64) -> Day {
        Day::ymd(2024, 2, 27).unwrap().plus_days(offset).unwrap()
    }

    proptest::proptest! {
        #[test]
        fn the_first_later_day_with_something_else_is_found_as_in_a_list(
            told in proptest::collection::vec(
                (0..2_usize, 0..2_usize, proptest::option::of(0..3_i64), proptest::option::of(0..6_i64)),
                0..16,
            ),
        ) {
            let mut before = Told::default();
            let mut list: Vec<PlannedFact> = Vec::new();
            for (subject, fact, value, from) in told {
                let (subject, fact) = (Id::new(subject), Id::new(fact));
                let (value, true_from) = (value.map(Value::Count), from.map(day));
                let told = PlannedFact { subject, fact, value, true_from, true_to: None };
                if let Some(from) = told.true_from {
                    let others = list.iter().filter(|known| {
                        (known.subject, known.fact) == (subject, fact) && known.value != value
                    });
                    let later = others.filter_map(|known| known.true_from).filter(|day| *day > from);
                    proptest::prop_assert_eq!(before.otherwise_from(&told, from), later.min());
                }
                before.add(&told);
                list.push(told);
            }
        }
    }
}
