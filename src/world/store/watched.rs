//! What those that wait for a condition wait for.

use crate::rule::{InstanceId, MachineId, RegisterId, SubjectId};

/// Something whose change may decide a condition. What a new day may change stands first and last.
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

impl Watched {
    /// What changes of itself on a morning concerns also those that wait for anyone's.
    pub(in crate::world) const fn of_anyone(self) -> Option<Self> {
        match self {
            Self::Subject(_) => Some(Self::Anyone),
            Self::Register(register, _) => Some(Self::AnyRegister(register)),
            Self::Day
            | Self::Anyone
            | Self::Findings(_)
            | Self::Instance(_)
            | Self::Children(..)
            | Self::Machine(_)
            | Self::AnyRegister(_) => None,
        }
    }
    /// Whether a new day may change it.
    pub(in crate::world) const fn rests_on_the_day(self) -> bool {
        match self {
            Self::Day
            | Self::Subject(_)
            | Self::Anyone
            | Self::Register(..)
            | Self::AnyRegister(_) => true,
            Self::Findings(_) | Self::Instance(_) | Self::Children(..) | Self::Machine(_) => false,
        }
    }
}
