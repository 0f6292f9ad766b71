//! A difference between what is expected and what happened, and who looks for one in a world.

use crate::lang::{Phrase, Word};
use crate::program::Program;
use crate::rule::{InstanceId, Value};
use crate::scenario::address::PlannedAddress;
use crate::scenario::names::{address_text, value_name};
use crate::scenario::resolve::resolve;
use crate::source::Span;
use crate::world::{Engine, World};

/// One difference between what a scenario expects and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where the expectation stands.
    pub at: Span,
    /// What differs.
    pub what: Phrase,
    /// What was expected.
    pub expected: Word,
    /// What came.
    pub actual: Word,
    /// The instance that a line of the story concerns: what is told of each of a cohort stands but
    /// once in the file.
    pub whom: Option<String>,
    /// What it says of a story that must not come about.
    pub weight: Weight,
}

/// What a difference says of whether a story comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// It does not come about so.
    #[default]
    Otherwise,
    /// It was refused only because something is unknown: whether it can come about is open.
    Open,
    /// The story is mistaken in whom it means.
    Mistake,
}

/// A world held against what is expected of it.
pub struct Comparison<'a> {
    /// What moves the world.
    pub engine: &'a Engine<'a>,
    /// The world.
    pub world: &'a World,
    /// What was found to differ.
    pub mismatches: &'a mut Vec<Mismatch>,
}

impl<'a> Comparison<'a> {
    /// The program of the world.
    pub const fn program(&self) -> &'a Program {
        self.engine.program
    }

    /// Keeps a difference.
    pub fn differ(
        &mut self,
        at: Span,
        what: Phrase,
        expected: impl Into<Word>,
        actual: impl Into<Word>,
    ) {
        let (expected, actual) = (expected.into(), actual.into());
        let weight = match what {
            Phrase::AddressNotUnique => Weight::Mistake,
            _ => Weight::Otherwise,
        };
        self.mismatches.push(Mismatch { at, what, expected, actual, whom: None, weight });
    }

    /// The instance at an address; that there is none, or several, is a difference.
    pub fn instance(&mut self, address: &PlannedAddress) -> Option<InstanceId> {
        match resolve(self.engine.program, self.world, address) {
            Ok(id) => Some(id),
            Err(candidates) if candidates.is_empty() => {
                let wanted = address_text(self.engine.program, self.engine.cast, &address.address);
                self.differ(address.at, Phrase::InstanceMissing, wanted, Phrase::NothingWord);
                None
            }
            Err(candidates) => {
                let candidates = self.addresses(&candidates);
                self.differ(address.at, Phrase::AddressNotUnique, String::new(), candidates);
                None
            }
        }
    }

    /// The addresses of instances.
    pub fn addresses(&self, instances: &[InstanceId]) -> Word {
        let (program, cast) = (self.engine.program, self.engine.cast);
        let text = |&id: &InstanceId| address_text(program, cast, &self.world.address(program, id));
        Word::List(instances.iter().map(|id| Word::Plain(text(id))).collect())
    }

    /// Names, one after the other; a word where there is none.
    pub fn listed(names: impl Iterator<Item = String>) -> Word {
        let names: Vec<String> = names.collect();
        match names.as_slice() {
            [] => Phrase::NothingWord.into(),
            names => Word::Plain(names.join(", ")),
        }
    }

    /// A value as it is written.
    pub fn text(&self, value: Value) -> Word {
        Word::Plain(value_name(self.engine.program, self.engine.cast, self.world, value))
    }
}
