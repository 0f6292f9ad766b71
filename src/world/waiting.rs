//! The instances that wait for no event: after each event they are asked again, and the others need
//! not be looked at.

use crate::rule::InstanceId;

/// The instances in a state that an eventless transition may leave, in the order of their creation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Waiting(Vec<InstanceId>);

impl Waiting {
    /// Whether an instance waits, from now on; answers whether that is new.
    pub(super) fn put(&mut self, id: InstanceId, waits: bool) -> bool {
        match (self.0.binary_search(&id), waits) {
            (Err(at), true) => self.0.insert(at, id),
            (Ok(at), false) => {
                self.0.remove(at);
            }
            (Ok(_), true) | (Err(_), false) => return false,
        }
        true
    }

    /// The first that was not created before `from`.
    pub(super) fn next(&self, from: InstanceId) -> Option<InstanceId> {
        let at = self.0.partition_point(|&id| id < from);
        self.0.get(at).copied()
    }
}
