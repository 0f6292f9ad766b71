//! What the condition of a transition that waits for no event depends on, told once when a program
//! is made: what has to change before it is worth asking again, and whether it asks about others
//! (DESIGN 8.4).

use crate::rule::{MachineId, RegisterId};

/// Something that a condition depends on; a level counts owners upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The day.
    Day,
    /// What is known of the instance's subject.
    Subject,
    /// What is known of the subject that a part of an address names.
    KeySubject {
        /// Owners upwards.
        level: u8,
        /// The part.
        index: u16,
    },
    /// What is known of a subject that a fact names: it may be anyone.
    Anyone,
    /// Findings about an instance.
    Findings {
        /// Owners upwards.
        level: u8,
    },
    /// Where an owner stands and what it remembers.
    Owner {
        /// Owners upwards, 1 for the owner itself.
        level: u8,
    },
    /// The events of those to which the instance belongs: they may decide which values apply.
    Line,
    /// The children of a machine.
    Children(MachineId),
    /// All instances of a machine.
    Machine(MachineId),
    /// The lines of a register on the instance's subject.
    Register(RegisterId),
    /// The lines of a register on a subject that the rule names.
    AnyRegister(RegisterId),
}

impl Ground {
    /// Whether this is another's state, data or number, or a register: what the step that is running
    /// may still change. Keys, facts, findings, its own states and data and the day are its own.
    pub const fn is_others(self) -> bool {
        match self {
            Self::Owner { .. }
            | Self::Children(_)
            | Self::Machine(_)
            | Self::Register(_)
            | Self::AnyRegister(_) => true,
            Self::Day
            | Self::Subject
            | Self::KeySubject { .. }
            | Self::Anyone
            | Self::Line
            | Self::Findings { .. } => false,
        }
    }
}

/// What a condition depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Depends {
    /// Each once, in order.
    pub on: Vec<Ground>,
    /// Whether it asks about others: it is asked only when all that was sent has arrived.
    pub on_others: bool,
}
