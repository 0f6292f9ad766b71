//! What is kept: lines of registers, duties, records.

use smallvec::SmallVec;

use crate::calendar::Day;
use crate::program::{ObligationId, RecordKindId};
use crate::rule::{InstanceId, RegisterId, SubjectId, Value};

/// A line of a register; both days included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RegisterEntry {
    /// The register.
    pub register: RegisterId,
    /// Whom it concerns.
    pub subject: SubjectId,
    /// The columns, in the order of their declaration.
    pub columns: SmallVec<[Option<Value>; 4]>,
    /// The instance that caused it; none for what was there before the story.
    pub cause: Option<InstanceId>,
    /// The first day.
    pub from: Day,
    /// The last day; none means without end.
    pub to: Option<Day>,
    /// The action that entered it: the place of its sources, as an index told by the journal.
    pub entered: Day,
}

impl RegisterEntry {
    /// Whether the line holds on a day.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

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
