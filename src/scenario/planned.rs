//! A scenario planned against a program: ids instead of names, typed values, days filled in.

use super::address::PlannedAddress;
use super::carried::PlannedValue;
use super::entry::PlannedEntry;
use super::expect::{PlannedExpect, PlannedList, PlannedRefusal};
use super::written::StoryKind;
use crate::calendar::Day;
use crate::chart::EventId;
use crate::lang::Text;
use crate::program::{FieldId, Program};
use crate::rule::{FactId, FindingId, MachineId, SubjectId, Value};
use crate::source::{FileId, Span};
use crate::world::{ActorId, Cast, FactVersion};

/// A fact of a subject.
#[derive(Clone, Debug)]
pub struct PlannedFact {
    /// About whom.
    pub subject: SubjectId,
    /// Which.
    pub fact: FactId,
    /// The value; none says that it is unknown.
    pub value: Option<Value>,
    /// From when it is true; none means always.
    pub true_from: Option<Day>,
    /// Until when it is true; none means for good.
    pub true_to: Option<Day>,
}

impl PlannedFact {
    /// What the world is told.
    pub const fn version(&self, known_from: Option<Day>, by: Option<ActorId>) -> FactVersion {
        let &Self { subject, fact, value, true_from, true_to } = self;
        FactVersion { subject, fact, value, true_from, true_to, known_from, by }
    }
}

/// Something that an amendment supplied.
#[derive(Clone, Debug)]
pub struct Supplied {
    /// What people call the amendment.
    pub by: Text,
    /// The fact or the field.
    pub what: Text,
    /// Its value.
    pub value: Value,
    /// For how many subjects or events.
    pub count: usize,
}

/// What happens in a line.
#[derive(Clone, Debug)]
pub enum PlannedWhat {
    /// An event.
    Event {
        /// The event.
        event: EventId,
        /// To whom.
        to: PlannedAddress,
        /// What it carries.
        data: Vec<(FieldId, PlannedValue)>,
    },
    /// Findings, made together.
    Findings {
        /// The questions, each with its answer.
        findings: Vec<(FindingId, bool)>,
        /// About whom.
        about: PlannedAddress,
        /// Why.
        reason: Option<crate::ident::Symbol>,
    },
    /// Something is learnt.
    Learn {
        /// What.
        facts: Vec<PlannedFact>,
    },
    /// Something is expected.
    Expect(Box<PlannedExpect>),
}

/// A line of the story.
#[derive(Clone, Debug)]
pub struct PlannedLine {
    /// Its place.
    pub at: Span,
    /// Whether how it comes out is held against what it expects.
    pub judged: bool,
    /// The day.
    pub day: Day,
    /// Who acts.
    pub by: Option<ActorId>,
    /// In which role; none means in any that he has.
    pub role: Option<crate::program::RoleId>,
    /// What happens.
    pub what: PlannedWhat,
    /// How it is refused.
    pub refused: Option<PlannedRefusal>,
    /// What is expected of the list that it brings about.
    pub list: Option<PlannedList>,
}

impl PlannedLine {
    /// The machine of the instance that the line concerns.
    pub fn machine(&self, program: &Program) -> Option<MachineId> {
        match &self.what {
            PlannedWhat::Event { to, .. } => to.address.parts.last().map(|part| part.machine),
            PlannedWhat::Findings { findings, .. } => {
                findings.first().map(|(finding, _)| program.findings[*finding].about)
            }
            PlannedWhat::Learn { .. } | PlannedWhat::Expect(_) => None,
        }
    }
}

/// A planned scenario.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it tells.
    pub title: Text,
    /// Whether it must, may or must not come about as it is told.
    pub kind: StoryKind,
    /// Who appears.
    pub cast: Cast,
    /// What amendments supplied, since the story does not tell it.
    pub supplied: Vec<Supplied>,
    /// What is known from the beginning.
    pub facts: Vec<PlannedFact>,
    /// What stood in registers before.
    pub before: Vec<PlannedEntry>,
    /// The story.
    pub lines: Vec<PlannedLine>,
    /// The day until which it runs.
    pub until: Option<Day>,
    /// What is expected at the end.
    pub expect: Option<Box<PlannedExpect>>,
    /// The file of each piece that the story uses, with the place of each use.
    pub uses: Vec<(FileId, Span)>,
    /// Whether anything is expected at all.
    pub expects: bool,
}
