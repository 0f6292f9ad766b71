//! The instances that wait for no event but for a condition: each is asked again when something has
//! changed on which its condition depends, and the others need not be looked at.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::chart::TransitionId;
use crate::rule::InstanceId;
use crate::world::refusal::Why;

/// What an instance waits for, each once.
pub(in crate::world) type Watches = SmallVec<[Watched; 4]>;

/// The instances in a state that an eventless transition may leave, what they wait for, and what the
/// journal has said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Waiting {
    watches: BTreeMap<InstanceId, Watches>,
    watchers: BTreeSet<(Watched, InstanceId)>,
    /// What changes of itself on a morning that is still to come.
    turns: BTreeSet<(Day, Watched)>,
    /// Those that are to be asked.
    due: BTreeSet<InstanceId>,
    /// Those that could not do what their condition let them do: what hindered them may be anything.
    hindered: BTreeSet<InstanceId>,
    /// Eventless transitions of which it has been told that they wait, or that they come to nothing.
    told: BTreeSet<(InstanceId, TransitionId, Why)>,
    log: Log<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Change {
    Watches(InstanceId, Option<Watches>),
    Turn(Day, Watched),
}

impl Waiting {
    /// An instance waits for these from now on; none means that it does not wait.
    pub(in crate::world) fn put(&mut self, id: InstanceId, watches: Option<Watches>) {
        if self.watches.get(&id) != watches.as_ref() {
            let old = self.set(id, watches);
            self.log.note(Change::Watches(id, old));
        }
    }
    fn set(&mut self, id: InstanceId, watches: Option<Watches>) -> Option<Watches> {
        let old = self.watches.remove(&id);
        for &watched in old.iter().flatten() {
            self.watchers.remove(&(watched, id));
        }
        if let Some(watches) = watches {
            self.watchers.extend(watches.iter().map(|&watched| (watched, id)));
            self.watches.insert(id, watches);
        }
        old
    }
    /// Whether nobody waits.
    pub(in crate::world) fn is_empty(&self) -> bool {
        self.watches.is_empty()
    }
    /// Whether an instance waits.
    pub(in crate::world) fn waits(&self, id: InstanceId) -> bool {
        self.watches.contains_key(&id)
    }
    /// All that wait, in the order of their creation.
    #[cfg(debug_assertions)]
    pub(in crate::world) fn all(&self) -> impl Iterator<Item = InstanceId> {
        self.watches.keys().copied()
    }
    /// Those that wait for it.
    pub(in crate::world) fn watchers(&self, watched: Watched) -> impl Iterator<Item = InstanceId> {
        // Ids are a number more than their index, so that the least is that of 0.
        let from = (watched, crate::ident::Id::new(0));
        let own = self.watchers.range(from..).take_while(move |(known, _)| *known == watched);
        own.map(|&(_, id)| id)
    }
    /// Those that wait for it are to be asked.
    fn wake(&mut self, watched: Watched) {
        let woken: SmallVec<[InstanceId; 8]> = self.watchers(watched).collect();
        self.due.extend(woken);
    }
    /// On that morning this will change of itself.
    pub(in crate::world) fn turn(&mut self, day: Day, watched: Watched) {
        if self.turns.insert((day, watched)) {
            self.log.note(Change::Turn(day, watched));
        }
    }
    /// On a new day those are to be asked that wait for the day or for what changes on it; and where
    /// anybody waits for what a day may change, those that were hindered.
    pub(in crate::world) fn dawn(&mut self, day: Day) {
        self.wake(Watched::Day);
        while let Some(&(turn, watched)) = self.turns.first().filter(|(turn, _)| *turn <= day) {
            self.turns.remove(&(turn, watched));
            self.wake(watched);
            watched.of_anyone().into_iter().for_each(|anyone| self.wake(anyone));
        }
        if !self.hindered.is_empty() && self.waits_for_days() {
            self.due.extend(&self.hindered);
        }
    }
    /// Whether anybody waits for what a new day may change.
    fn waits_for_days(&self) -> bool {
        // What a day may change stands before or behind all else.
        let mut ends = self.watchers.first().into_iter().chain(self.watchers.last());
        ends.any(|(watched, _)| watched.rests_on_the_day())
    }
    /// All that wait are to be asked.
    pub(in crate::world) fn ask_all(&mut self) {
        self.due.extend(self.watches.keys().copied());
    }
    /// An instance is to be asked, where it waits.
    pub(in crate::world) fn ask(&mut self, id: InstanceId) {
        if self.waits(id) {
            self.due.insert(id);
        }
    }
    /// An instance need not be asked again; answers whether it was to be.
    pub(in crate::world) fn need_not_ask(&mut self, id: InstanceId) -> bool {
        self.due.remove(&id)
    }
    /// Whether anybody is to be asked.
    pub(in crate::world) fn any_due(&self) -> bool {
        !self.due.is_empty()
    }
    /// Those that are to be asked now, in the order of their creation, the hindered among them.
    pub(in crate::world) fn take_due(&mut self) -> BTreeSet<InstanceId> {
        let mut due = std::mem::take(&mut self.due);
        due.append(&mut self.hindered);
        due.retain(|&id| self.waits(id));
        due
    }
    /// An instance could not do what its condition let it do: it is asked whenever anybody is.
    pub(in crate::world) fn hinder(&mut self, id: InstanceId) {
        self.hindered.insert(id);
    }
    #[cfg(debug_assertions)]
    pub(in crate::world) fn is_hindered(&self, id: InstanceId) -> bool {
        self.hindered.contains(&id)
    }
    /// Whether the journal has not said yet that an eventless transition waits; from now on it has.
    /// It is asked when a step is over, so that nothing of it is ever taken back.
    pub(in crate::world) fn tell(
        &mut self,
        instance: InstanceId,
        transition: TransitionId,
        why: Why,
    ) -> bool {
        self.told.insert((instance, transition, why))
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
                Change::Watches(id, old) => {
                    self.set(id, old);
                }
                Change::Turn(day, watched) => {
                    self.turns.remove(&(day, watched));
                }
            }
        }
    }
}
