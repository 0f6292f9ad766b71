//! What those that wait for a condition wait for.

use crate::rule::{InstanceId, MachineId, RegisterId, SubjectId};

/// Something whose change may decide a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Watched {
    /// The day.
    Day,
    /// What is known of a subject.
    Subject(SubjectId),
    /// What is known of anyone.
    Anyone,
    /// Findings about an instance.
    Findings(InstanceId),
    /// Where an instance stands and what it remembers.
    Instance(InstanceId),
    /// The children that an instance has of a machine.
    Children(InstanceId, MachineId),
    /// All instances of a machine.
    Machine(MachineId),
    /// The lines of a register on a subject.
    Register(RegisterId, SubjectId),
    /// The lines of a register on anyone.
    AnyRegister(RegisterId),
}
