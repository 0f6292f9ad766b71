//! A played story with what was found of it so far.

use std::sync::Arc;

use super::element::Grounds;
use super::notes::Notes;
use super::outcome::{At, Found, Matter, Outcome, Outcomes, Trace, Who};
use super::uses::Uses;
use crate::calendar::Day;
use crate::ident::Id;
use crate::program::Program;
use crate::rule::{InstanceId, SubjectId, Value};
use crate::scenario::{Plan, address_text};
use crate::world::journal::Journal;
use crate::world::{Address, Cast, World};

/// What is looked at, and what was found.
pub(super) struct Telling<'a> {
    pub program: &'a Program,
    pub plan: &'a Plan,
    pub cast: &'a Cast,
    pub world: &'a World,
    pub journal: &'a Journal,
    pub uses: &'a Uses,
    pub notes: &'a Notes,
    pub found: Outcomes,
}

impl Telling<'_> {
    /// The address of an instance as a story writes it.
    pub fn address(&self, id: InstanceId) -> String {
        self.written(&self.world.address(self.program, id))
    }
    /// An address as a story writes it.
    pub fn written(&self, address: &Address) -> String {
        address_text(self.program, self.cast, address)
    }
    /// The subject that an address names.
    pub fn subject_in(address: &Address) -> Option<SubjectId> {
        let keys = address.parts.iter().flat_map(|part| &part.key);
        keys.into_iter().find_map(|value| match value {
            Value::Subject(subject) => Some(*subject),
            _ => None,
        })
    }
    fn who(&self, subject: Option<SubjectId>) -> Who {
        subject.map_or_else(Who::default, |subject| Who {
            place: subject.index() + 1,
            name: self.cast.subjects[subject].name.clone(),
        })
    }
    /// Where an entry of the journal stands in the story.
    pub fn at(&self, entry: usize) -> At {
        let lines = &self.notes.lines;
        let next = lines.partition_point(|line| line.entries.1 <= entry);
        let line = lines.get(next).map_or(self.plan.lines.len(), |line| line.at) + 1;
        let day = self.journal.entries.get(entry).map_or(Day::MIN, |entry| entry.day);
        At { line, day }
    }
    /// What an entry of the journal brought.
    pub fn trace(&self, entry: usize, sign: String, grounds: Arc<Grounds>) -> Trace {
        Trace { at: self.at(entry), sign, grounds }
    }
    /// Adds what came of a matter.
    pub fn add(
        &mut self,
        subject: Option<SubjectId>,
        matter: Matter,
        outcome: Outcome,
        trail: Vec<Trace>,
    ) {
        let who = self.who(subject);
        self.found.insert((who, matter), Found { outcome, trail });
    }
    /// Adds what came of one of several matters that are called the same.
    pub fn add_nth(
        &mut self,
        subject: Option<SubjectId>,
        matter: impl Fn(usize) -> Matter,
        outcome: Outcome,
        trail: Vec<Trace>,
    ) {
        let who = self.who(subject);
        let free = (0..).find(|&nth| !self.found.contains_key(&(who.clone(), matter(nth))));
        self.found.insert((who, matter(free.unwrap_or(0))), Found { outcome, trail });
    }
}
