//! What is known of subjects, with when it is true and since when it is known.

use super::log::Log;
use crate::calendar::Day;
use crate::ident::Id;
use crate::rule::{FactId, SubjectId, Value};
use crate::world::cast::ActorId;

/// One assertion of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FactVersion {
    /// About whom.
    pub subject: SubjectId,
    /// The fact.
    pub fact: FactId,
    /// The value.
    pub value: Value,
    /// The day from which it is true; none means always.
    pub true_from: Option<Day>,
    /// The day from which it is known; none means from the beginning.
    pub known_from: Option<Day>,
    /// Who asserted it.
    pub by: Option<ActorId>,
}

/// All assertions of facts, by subject, fact and order of learning. Worlds that know the same are
/// equal, in whatever order the subjects and facts were learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Facts {
    versions: Vec<FactVersion>,
    /// Where each subject begins among them, up to the last of whom anything is known: a search
    /// through all of a large world would miss the processor's cache at every turn.
    starts: Vec<u32>,
    log: Log<Learnt>,
}

/// An assertion was added at this position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Learnt(usize);

impl Facts {
    /// All of them.
    pub(in crate::world) fn versions(&self) -> &[FactVersion] {
        &self.versions
    }

    /// Where a subject begins among them; for one after the last, their end.
    fn start(&self, subject: usize) -> usize {
        self.starts.get(subject).map_or(self.versions.len(), |&start| start as usize)
    }

    fn of(&self, subject: SubjectId) -> &[FactVersion] {
        let (from, to) = (self.start(subject.index()), self.start(subject.index() + 1));
        self.versions.get(from..to).unwrap_or(&[])
    }

    /// Adds an assertion behind all others of its subject and fact.
    pub(in crate::world) fn learn(&mut self, version: FactVersion) {
        let subject = version.subject.index();
        let of = self.of(version.subject);
        let at = self.start(subject) + of.partition_point(|known| known.fact <= version.fact);
        self.versions.insert(at, version);
        let end = u32::try_from(self.versions.len() - 1).unwrap_or(u32::MAX);
        if self.starts.len() <= subject {
            self.starts.resize(subject + 1, end);
        }
        self.starts.iter_mut().skip(subject + 1).for_each(|start| *start += 1);
        self.log.note(Learnt(at));
    }

    /// Takes back the assertion at a position.
    fn forget(&mut self, at: usize) {
        let subject = self.versions.remove(at).subject.index();
        self.starts.iter_mut().skip(subject + 1).for_each(|start| *start -= 1);
        while self.starts.last().is_some_and(|&start| start as usize == self.versions.len()) {
            self.starts.pop();
        }
    }

    /// The value in force: among what is true on `as_of` and known on `today`, what became true
    /// last; among those, what was learnt last.
    pub(in crate::world) fn in_force(
        &self,
        subject: SubjectId,
        fact: FactId,
        as_of: Day,
        today: Day,
    ) -> Option<Value> {
        let of = self.of(subject);
        let from = of.partition_point(|version| version.fact < fact);
        let mut best: Option<&FactVersion> = None;
        for version in of.get(from..).unwrap_or(&[]) {
            if version.fact != fact {
                break;
            }
            let applies = version.true_from.is_none_or(|day| day <= as_of)
                && version.known_from.is_none_or(|day| day <= today);
            let later = best.is_none_or(|best| {
                (version.true_from, version.known_from) >= (best.true_from, best.known_from)
            });
            if applies && later {
                best = Some(version);
            }
        }
        best.map(|version| version.value)
    }

    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Learnt(at)) = self.log.last() {
            self.forget(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(subject: usize, fact: usize, value: i64) -> FactVersion {
        let (subject, fact, value) = (Id::new(subject), Id::new(fact), Value::Count(value));
        FactVersion { subject, fact, value, true_from: None, known_from: None, by: None }
    }

    fn value(facts: &Facts, subject: usize, fact: usize) -> Option<Value> {
        let day = Day::ymd(2024, 5, 6).unwrap();
        facts.in_force(Id::new(subject), Id::new(fact), day, day)
    }

    #[test]
    fn each_subject_keeps_its_own_facts_in_whatever_order_they_come() {
        let mut facts = Facts::default();
        for (subject, fact, value) in [(3, 1, 10), (0, 2, 20), (3, 0, 30), (1, 1, 40), (3, 1, 50)] {
            facts.learn(version(subject, fact, value));
        }
        assert_eq!(value(&facts, 3, 1), Some(Value::Count(50)));
        assert_eq!(value(&facts, 3, 0), Some(Value::Count(30)));
        assert_eq!(value(&facts, 0, 2), Some(Value::Count(20)));
        assert_eq!(value(&facts, 1, 1), Some(Value::Count(40)));
        assert_eq!(value(&facts, 2, 1), None);
        assert_eq!(value(&facts, 9, 0), None);
    }

    #[test]
    fn what_is_taken_back_leaves_nothing_behind() {
        let mut before = Facts::default();
        before.learn(version(1, 1, 10));
        for added in [version(0, 0, 20), version(1, 1, 30), version(4, 2, 40)] {
            let mut facts = before.clone();
            facts.begin();
            facts.learn(added);
            assert_ne!(facts, before);
            facts.rollback();
            assert_eq!(facts, before);
        }
    }
}
