//! Which day decides what applies to an instance, resolved.

use super::Program;
use crate::chart::EventId;
use crate::lang::{Phrase, Word};
use crate::rule::MachineId;

/// The day whose values apply to an instance (DESIGN 8.10).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Applies {
    /// The opening of its outermost owner.
    #[default]
    Outermost,
    /// The opening of the instance of that machine to which it belongs.
    Machine(MachineId),
    /// The latest of these events of the instance to which it belongs.
    Events(Vec<EventId>),
    /// The day of the act.
    Act,
}

impl Applies {
    /// To what it applies, in words: what begins from a day on.
    pub fn whom(&self, program: &Program) -> Word {
        match self {
            Self::Outermost => Phrase::TimelineWhomOpened.into(),
            Self::Machine(machine) => {
                let title = (&program.machines[*machine].title).into();
                Word::Phrase(Phrase::TimelineWhomMachine, vec![("machine", title)])
            }
            Self::Events(events) => {
                let titles = events.iter().map(|&event| (&program.events[event].title).into());
                let titles = Word::List(titles.collect());
                Word::Phrase(Phrase::TimelineWhomEvent, vec![("event", titles)])
            }
            Self::Act => Phrase::TimelineWhomAll.into(),
        }
    }
}
