//! Records that are kept, and until when.

use super::log::Log;
use crate::calendar::Day;
use crate::program::RecordKindId;
use crate::rule::InstanceId;

/// A record that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kept {
    /// Which kind.
    pub record: RecordKindId,
    /// Of which instance.
    pub instance: InstanceId,
    /// Since when.
    pub since: Day,
    /// The last day.
    pub until: Day,
}

/// All records in the order in which they were begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Records {
    kept: Vec<Kept>,
    log: Log<Added>,
}

/// A record was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Added;

impl Records {
    pub(in crate::world) fn all(&self) -> &[Kept] {
        &self.kept
    }
    /// Keeps a record; answers its position.
    pub(in crate::world) fn keep(&mut self, record: Kept) -> u32 {
        self.kept.push(record);
        self.log.note(Added);
        u32::try_from(self.kept.len() - 1).unwrap_or(u32::MAX)
    }
    /// A record that is counted again.
    pub(in crate::world) fn set_until(&mut self, at: u32, until: Day) {
        if let Some(record) = self.kept.get_mut(at as usize) {
            record.until = until;
        }
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Added) = self.log.last() {
            self.kept.pop();
        }
    }
}
