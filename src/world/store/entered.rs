//! How many instances came to a state on which day and are still in it, for the states whose day of
//! entry is asked for.

use std::collections::BTreeMap;

use super::log::Log;
use crate::calendar::Day;
use crate::chart::StateId;
use crate::rule::MachineId;

type Key = (MachineId, StateId, Day);

/// How many came on each day and have stayed; a day on which nobody came is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Entered {
    stayed: BTreeMap<Key, u32>,
    log: Log<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Change {
    Came(Key),
    Left(Key),
}

impl Entered {
    /// An instance came to a state.
    pub(in crate::world) fn came(&mut self, machine: MachineId, state: StateId, day: Day) {
        self.one_more((machine, state, day));
        self.log.note(Change::Came((machine, state, day)));
    }
    /// An instance left a state to which it had come on that day.
    pub(in crate::world) fn left(&mut self, machine: MachineId, state: StateId, day: Day) {
        self.one_less((machine, state, day));
        self.log.note(Change::Left((machine, state, day)));
    }
    /// How many are in a state to which they came after a day.
    pub(in crate::world) fn since(&self, machine: MachineId, state: StateId, day: Day) -> u64 {
        let Some(first) = day.plus_days(1) else { return 0 };
        let days = self.stayed.range((machine, state, first)..=(machine, state, Day::MAX));
        days.map(|(_, &count)| u64::from(count)).sum()
    }
    fn one_more(&mut self, key: Key) {
        *self.stayed.entry(key).or_default() += 1;
    }
    fn one_less(&mut self, key: Key) {
        if let Some(count) = self.stayed.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                self.stayed.remove(&key);
            }
        }
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(change) = self.log.last() {
            match change {
                Change::Came(key) => self.one_less(key),
                Change::Left(key) => self.one_more(key),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    /// Who is in which of three states since when, in a list.
    #[derive(Clone, Default)]
    struct List(Vec<(usize, usize, i64)>);

    fn day(offset: i64) -> Day {
        Day::ymd(2024, 2, 27).unwrap().plus_days(offset).unwrap()
    }

    proptest::proptest! {
        #[test]
        fn those_who_came_and_stayed_are_counted_as_in_a_list(
            steps in proptest::collection::vec(
                (
                    proptest::collection::vec((0..2_usize, 0..3_usize, 0..6_i64, 0..8_usize), 0..5),
                    proptest::bool::ANY,
                ),
                0..8,
            ),
        ) {
            let (mut entered, mut list) = (Entered::default(), List::default());
            for (changes, stays) in steps {
                let before = (entered.clone(), list.clone());
                entered.begin();
                for (machine, state, on, leaves) in changes {
                    // Where somebody is there to leave he leaves, otherwise one comes.
                    if leaves < list.0.len() {
                        let (machine, state, on) = list.0.remove(leaves);
                        entered.left(Id::new(machine), Id::new(state), day(on));
                    } else {
                        list.0.push((machine, state, on));
                        entered.came(Id::new(machine), Id::new(state), day(on));
                    }
                }
                if stays {
                    entered.commit();
                } else {
                    entered.rollback();
                    list = before.1;
                    proptest::prop_assert_eq!(&entered, &before.0);
                }
                for (machine, state) in (0..2).flat_map(|at| (0..3).map(move |state| (at, state))) {
                    for since in -1..7 {
                        let own = list.0.iter().filter(|&&(of, is, on)| {
                            (of, is) == (machine, state) && on > since
                        });
                        let counted = entered.since(Id::new(machine), Id::new(state), day(since));
                        proptest::prop_assert_eq!(counted, own.count() as u64);
                    }
                }
            }
        }
    }
}
