//! What came of all mutants: counted by what they change, and held against what is known of them.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::Declared;
use super::judge::{Fate, Judged};
use super::operator::Operator;
use super::stage::Stage;
use crate::lang::Text;
use crate::policy::Name;

/// How a mutant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A story notices.
    Killed,
    /// No story notices, which is known.
    Known,
    /// No story notices, which is new.
    New,
    /// It is declared to change nothing, and no story notices.
    Equivalent,
    /// It is declared to change nothing, and yet a story notices.
    Refuted,
}

/// A mutant with what became of it.
pub struct Verdict {
    /// The mutant, by its position.
    pub mutant: usize,
    /// What became of it.
    pub judged: Judged,
    /// How it stands.
    pub standing: Standing,
    /// Why it is declared to change nothing.
    pub reason: Option<Text>,
}

/// How many mutants came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many there are, those that are declared to change nothing left out.
    pub all: usize,
    /// Of how many something that a story expects does not come about.
    pub expected: usize,
    /// Of how many only the approved outcome tells it.
    pub shown: usize,
    /// Of how many no story tells it.
    pub survived: usize,
    /// By how many no story comes.
    pub unreached: usize,
    /// How many are declared to change nothing.
    pub equivalent: usize,
}

impl Count {
    /// How many are noticed.
    pub const fn killed(self) -> usize {
        self.expected + self.shown
    }
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            expected: self.expected + other.expected,
            shown: self.shown + other.shown,
            survived: self.survived + other.survived,
            unreached: self.unreached + other.unreached,
            equivalent: self.equivalent + other.equivalent,
        }
    }
    fn add(&mut self, verdict: &Verdict) {
        if verdict.standing == Standing::Equivalent {
            self.equivalent += 1;
            return;
        }
        self.all += 1;
        match verdict.judged.fate {
            Fate::Killed(_) => self.expected += 1,
            Fate::Differs(_) => self.shown += 1,
            Fate::Survived => self.survived += 1,
            Fate::Unreached => self.unreached += 1,
        }
    }
}

/// What came of the mutants that were judged.
pub struct Report<'s> {
    /// The bundle, its stories and its mutants.
    pub stage: &'s Stage,
    /// The mutants that were judged, in order.
    pub verdicts: Vec<Verdict>,
    /// Names that are declared and that no mutant has.
    pub unknown: Vec<Name>,
    /// Known survivors that a story notices by now.
    pub outlived: Vec<Name>,
}

impl<'s> Report<'s> {
    /// Holds what became of mutants against what is known of them.
    pub fn new(stage: &'s Stage, chosen: &[usize], judged: Vec<Judged>, known: Declared) -> Self {
        let equivalent: BTreeMap<&str, &Text> =
            known.equivalent.iter().map(|(name, why)| (name.value.as_str(), why)).collect();
        let survivors: BTreeSet<&str> =
            known.survivors.iter().map(|name| name.value.as_str()).collect();
        let mut verdicts = Vec::with_capacity(chosen.len());
        let mut killed = BTreeSet::new();
        for (&mutant, judged) in chosen.iter().zip(judged) {
            let Some(of) = stage.mutants.get(mutant) else { continue };
            let (name, is_killed) = (of.name.as_str(), judged.fate.is_killed());
            let reason = equivalent.get(name).map(|&why| why.clone());
            let standing = match (reason.is_some(), is_killed, survivors.contains(name)) {
                (true, true, _) => Standing::Refuted,
                (true, false, _) => Standing::Equivalent,
                (false, true, _) => Standing::Killed,
                (false, false, true) => Standing::Known,
                (false, false, false) => Standing::New,
            };
            if is_killed {
                killed.insert(name);
            }
            verdicts.push(Verdict { mutant, judged, standing, reason });
        }
        let names: BTreeSet<&str> = stage.mutants.iter().map(|one| one.name.as_str()).collect();
        let declared = known.equivalent.iter().map(|(name, _)| name).chain(&known.survivors);
        let unknown = declared.filter(|name| !names.contains(name.value.as_str()));
        let unknown: Vec<Name> = unknown.cloned().collect();
        let outlived = known.survivors.iter().filter(|name| killed.contains(name.value.as_str()));
        let outlived = outlived.cloned().collect();
        Self { stage, verdicts, unknown, outlived }
    }
    /// All counts together.
    pub fn whole(&self) -> Count {
        let mut count = Count::default();
        self.verdicts.iter().for_each(|verdict| count.add(verdict));
        count
    }
    /// The counts by operator, of those that have mutants.
    pub fn by_operator(&self) -> BTreeMap<Operator, Count> {
        let mut counts: BTreeMap<Operator, Count> = BTreeMap::new();
        for verdict in &self.verdicts {
            if let Some(mutant) = self.stage.mutants.get(verdict.mutant) {
                counts.entry(mutant.operator).or_default().add(verdict);
            }
        }
        counts
    }
    /// The mutants that stand so, those of weight first.
    pub fn standing(&self, standing: Standing) -> Vec<&Verdict> {
        let own = self.verdicts.iter().filter(|verdict| verdict.standing == standing);
        let mut own: Vec<&Verdict> = own.collect();
        own.sort_by_key(|verdict| {
            let operator = self.stage.mutants.get(verdict.mutant).map(|one| one.operator);
            (operator, verdict.mutant)
        });
        own
    }
}
