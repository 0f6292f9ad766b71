//! Duties: what somebody owes to do, and how it stands.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::log::Log;
use crate::calendar::Day;
use crate::program::ObligationId;
use crate::rule::{InstanceId, SubjectId};

/// How a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DutyStatus {
    /// It is owed.
    Open,
    /// Its last day has passed.
    Overdue,
    /// It was done.
    Fulfilled,
    /// It was breached.
    Breached,
}

/// A duty laid on a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Obliged {
    /// Which duty.
    pub obligation: ObligationId,
    /// The instance that laid it.
    pub instance: InstanceId,
    /// On whom.
    pub subject: Option<SubjectId>,
    /// Since when.
    pub since: Day,
    /// The last day, where it has one.
    pub due: Option<Day>,
    /// How it stands.
    pub status: DutyStatus,
}

/// All duties in the order in which they were laid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Duties {
    laid: Vec<Obliged>,
    /// Where the duties of a kind that an instance laid stand, the latest last.
    of: BTreeMap<(InstanceId, ObligationId), SmallVec<[u32; 2]>>,
    log: Log<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Change {
    Laid,
    Status(u32, DutyStatus),
}

impl Duties {
    pub(in crate::world) fn all(&self) -> &[Obliged] {
        &self.laid
    }
    pub(in crate::world) fn get(&self, at: u32) -> Option<&Obliged> {
        self.laid.get(at as usize)
    }
    /// The duties of a kind that an instance laid, the latest first, each with its position.
    pub(in crate::world) fn of(
        &self,
        instance: InstanceId,
        obligation: ObligationId,
    ) -> impl Iterator<Item = (u32, &Obliged)> {
        let known = self.of.get(&(instance, obligation)).map_or(&[][..], SmallVec::as_slice);
        known.iter().rev().filter_map(|&at| Some((at, self.get(at)?)))
    }
    /// A duty that is counted again.
    pub(in crate::world) fn set_due(&mut self, at: u32, due: Day) {
        if let Some(duty) = self.laid.get_mut(at as usize) {
            duty.due = Some(due);
        }
    }
    /// Lays a duty; answers its position.
    pub(in crate::world) fn lay(&mut self, duty: Obliged) -> u32 {
        let at = u32::try_from(self.laid.len()).unwrap_or(u32::MAX);
        self.of.entry((duty.instance, duty.obligation)).or_default().push(at);
        self.laid.push(duty);
        self.log.note(Change::Laid);
        at
    }
    pub(in crate::world) fn set_status(&mut self, at: u32, status: DutyStatus) {
        if let Some(duty) = self.laid.get_mut(at as usize) {
            let old = std::mem::replace(&mut duty.status, status);
            self.log.note(Change::Status(at, old));
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
                Change::Laid => {
                    let Some(duty) = self.laid.pop() else { continue };
                    let kind = (duty.instance, duty.obligation);
                    if let Some(known) = self.of.get_mut(&kind) {
                        known.pop();
                        if known.is_empty() {
                            self.of.remove(&kind);
                        }
                    }
                }
                Change::Status(at, old) => {
                    if let Some(duty) = self.laid.get_mut(at as usize) {
                        duty.status = old;
                    }
                }
            }
        }
    }
}
