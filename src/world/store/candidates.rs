//! Who was a candidate when a selection was opened.

use std::collections::BTreeMap;

use super::log::Log;
use crate::program::SelectionId;
use crate::rule::InstanceId;

type Key = (SelectionId, InstanceId);

/// The candidates of each opened selection; opened again, it has those of the later day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Opened {
    candidates: BTreeMap<Key, Vec<InstanceId>>,
    log: Log<Change>,
}

/// What was opened, with the candidates that it had before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Change(Key, Option<Vec<InstanceId>>);

impl Opened {
    pub(in crate::world) fn of(
        &self,
        selection: SelectionId,
        instance: InstanceId,
    ) -> Option<&[InstanceId]> {
        self.candidates.get(&(selection, instance)).map(Vec::as_slice)
    }
    pub(in crate::world) fn open(
        &mut self,
        selection: SelectionId,
        instance: InstanceId,
        candidates: Vec<InstanceId>,
    ) {
        let key = (selection, instance);
        let old = self.candidates.insert(key, candidates);
        self.log.note(Change(key, old));
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Change(key, old)) = self.log.last() {
            match old {
                Some(old) => self.candidates.insert(key, old),
                None => self.candidates.remove(&key),
            };
        }
    }
}
