//! All stories together: what each element came to, what is missing, how much that is.

use std::collections::{BTreeMap, BTreeSet};

use super::all::All;
use super::elements::Elements;
use super::gap::Gap;
use super::trail::trail;
use super::unit::{Kind, Outcome};
use super::walk::Trail;
use super::watch::Watching;
use super::why::reason;
use crate::policy::Uncovered;
use crate::program::Program;
use crate::scenario::{Plan, play_for};

/// Plays a story and follows it: what it shows of a program, whether it comes out as it expects or
/// not.
pub fn follow(plan: Plan, program: &Program, elements: &Elements) -> Trail {
    let (played, watching) = play_for(plan, program, Watching::default());
    trail(program, elements, &played, &watching)
}

/// What a story that is told under a program of its own shows of another: of the elements that stand
/// unchanged in both.
pub fn carried_over(trail: &Trail, own: &Elements, to: &Elements) -> Trail {
    let known = |at: usize| {
        let one = own.all.get(at)?;
        let other = to.named(one.kind(), &one.name)?;
        let same = to
            .all
            .get(other)
            .is_some_and(|other| other.at == one.at && other.published == one.published);
        same.then_some(other)
    };
    let seen = trail.seen.iter().filter_map(|&(at, outcome)| Some((known(at)?, outcome)));
    let decided = trail.decided.iter().filter_map(|&(at, holds)| Some((known(at)?, holds)));
    Trail { seen: seen.collect(), decided: decided.collect(), ..Trail::default() }
}

/// How much of a kind was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// What was seen.
    pub seen: usize,
    /// What can be seen, what is excused apart.
    pub all: usize,
    /// What need not be seen.
    pub excused: usize,
}

impl Count {
    /// Hundredths of a percent that were seen; all where there is nothing to be seen.
    pub fn share(self) -> usize {
        match self.all {
            0 => 10_000,
            all => self.seen * 10_000 / all,
        }
    }
}

/// A gap that is declared, and is none.
#[derive(Clone, Debug)]
pub enum Misdeclared<'b> {
    /// There is no such element; the nearest name.
    Unknown(&'b Uncovered, Option<String>),
    /// All of it was seen: in these stories, by their positions.
    Seen(&'b Uncovered, Vec<usize>),
}

/// What all stories show together.
#[derive(Debug, Default)]
pub struct Covered {
    /// The elements.
    pub elements: Elements,
    /// For each element what came of it, with the stories that show it, by their positions.
    pub seen: Vec<BTreeMap<Outcome, BTreeSet<usize>>>,
    /// What no story shows, in the order of the elements.
    pub gaps: Vec<Gap>,
    /// How many stories were followed.
    pub stories: usize,
}

impl Covered {
    /// What trails show together, each with the position of its story.
    pub fn of(
        program: &Program,
        elements: Elements,
        trails: impl IntoIterator<Item = (usize, Trail)>,
        declared: &[Uncovered],
    ) -> Self {
        let mut covered =
            Self { seen: vec![BTreeMap::new(); elements.all.len()], ..Self::default() };
        covered.elements = elements;
        let mut all = All::default();
        let mut decided: BTreeMap<usize, [BTreeSet<usize>; 2]> = BTreeMap::new();
        for (story, trail) in trails {
            covered.stories += 1;
            for &(at, holds) in &trail.decided {
                decided.entry(at).or_default()[usize::from(holds)].insert(story);
            }
            for &(at, outcome) in &trail.seen {
                covered.note(at, outcome, story);
            }
            all.take(trail, story);
        }
        for (at, [fails, holds]) in decided {
            if !fails.is_empty() && !holds.is_empty() {
                fails.iter().chain(&holds).for_each(|&story| {
                    covered.note(at, Outcome::Decides, story);
                });
            }
        }
        covered.find_gaps(program, &all, declared);
        covered
    }

    fn note(&mut self, at: usize, outcome: Outcome, story: usize) {
        if let Some(seen) = self.seen.get_mut(at) {
            seen.entry(outcome).or_default().insert(story);
        }
    }

    fn find_gaps(&mut self, program: &Program, all: &All, declared: &[Uncovered]) {
        let mut gaps = Vec::new();
        for (at, element) in self.elements.all.iter().enumerate() {
            for &outcome in &element.outcomes {
                if self.is_seen(at, outcome) {
                    continue;
                }
                let (why, near) = reason(program, &self.elements, all, at, outcome);
                let own = declared
                    .iter()
                    .find(|one| one.is_of(element.kind().word(), &element.name, outcome.word()));
                let declared = own.map(|own| own.why.clone());
                gaps.push(Gap { element: at, outcome, why, near, declared });
            }
        }
        self.gaps = gaps;
        self.borrow_for_text();
    }

    /// The nearest story to a part of the text is the nearest to what cites it.
    fn borrow_for_text(&mut self) {
        use super::unit::Of;
        let mut found = Vec::new();
        for (position, gap) in self.gaps.iter().enumerate() {
            let Some(element) = self.elements.all.get(gap.element) else { continue };
            let cites = |other: &&Gap| {
                let cited = self.elements.all.get(other.element).map(|one| &one.cited);
                cited.is_some_and(|cited| match &element.of {
                    Of::Article(number) => {
                        cited.articles.iter().any(|one| one.article == *number && !one.is_new)
                    }
                    Of::Item(part) => {
                        let mut held =
                            cited.articles.iter().flat_map(|one| self.elements.parts.held(*one));
                        held.any(|one| one == *part)
                    }
                    Of::Reading(name) => cited.readings.contains(name),
                    _ => false,
                })
            };
            let other = self.gaps.iter().filter(|other| other.near.is_some()).find(cites);
            found.extend(other.and_then(|other| Some((position, other.near.clone()?))));
        }
        for (position, near) in found {
            if let Some(gap) = self.gaps.get_mut(position).filter(|gap| gap.near.is_none()) {
                gap.near = Some(near);
            }
        }
    }

    /// Whether some story shows what came of an element.
    pub fn is_seen(&self, at: usize, outcome: Outcome) -> bool {
        self.seen.get(at).is_some_and(|seen| seen.contains_key(&outcome))
    }

    /// What need not be seen: the element, by its position, and the outcome.
    pub fn excused(&self) -> BTreeSet<(usize, Outcome)> {
        let gaps = self.gaps.iter().filter(|gap| gap.is_excused());
        gaps.map(|gap| (gap.element, gap.outcome)).collect()
    }

    /// How much was seen of the elements of a kind that are wanted.
    pub fn count(&self, kind: Kind, wanted: impl Fn(usize) -> bool) -> Count {
        let mut count = Count::default();
        let own = self.elements.all.iter().enumerate().filter(|(_, one)| one.kind() == kind);
        for (at, element) in own.filter(|(at, _)| wanted(*at)) {
            count.all += element.outcomes.len();
            let seen = element.outcomes.iter().filter(|outcome| self.is_seen(at, **outcome));
            count.seen += seen.count();
        }
        let excused = self.gaps.iter().filter(|gap| gap.is_excused() && wanted(gap.element));
        let own =
            |gap: &&Gap| self.elements.all.get(gap.element).is_some_and(|one| one.kind() == kind);
        count.excused = excused.filter(own).count();
        count.all -= count.excused;
        count
    }

    /// The gaps that are declared and are none.
    pub fn misdeclared<'b>(&self, declared: &'b [Uncovered]) -> Vec<Misdeclared<'b>> {
        let mut found = Vec::new();
        for one in declared {
            let kind = Kind::named(&one.kind.value);
            let outcome = one.outcome.as_ref().map(|name| Outcome::named(&name.value));
            let at = kind.and_then(|kind| self.elements.named(kind, &one.of.value));
            let element = at.and_then(|at| Some((at, self.elements.all.get(at)?)));
            let known = element.filter(|(_, element)| match outcome {
                None => true,
                Some(outcome) => outcome.is_some_and(|outcome| element.outcomes.contains(&outcome)),
            });
            let Some((at, element)) = known else {
                let names = self.elements.all.iter().filter(|one| Some(one.kind()) == kind);
                let names = names.map(|one| one.name.as_str());
                let nearest = crate::diagnostic::nearest(&one.of.value, names);
                found.push(Misdeclared::Unknown(one, nearest.map(str::to_owned)));
                continue;
            };
            let named = |outcome: &&Outcome| {
                one.outcome.as_ref().is_none_or(|name| name.value == outcome.word())
            };
            let mut own = element.outcomes.iter().filter(named);
            if own.all(|outcome| self.is_seen(at, *outcome)) {
                let stories = self.seen.get(at).into_iter().flatten();
                let stories: BTreeSet<usize> = stories
                    .filter(|(outcome, _)| named(outcome))
                    .flat_map(|(_, all)| all)
                    .copied()
                    .collect();
                found.push(Misdeclared::Seen(one, stories.into_iter().collect()));
            }
        }
        found
    }
}
