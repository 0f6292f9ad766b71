//! What is known of subjects, with when it is true and since when it is known.

use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::ident::Id;
use crate::rule::{FactId, ListId, SubjectId, Value};
use crate::world::cast::ActorId;

/// One assertion of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FactVersion {
    /// About whom.
    pub subject: SubjectId,
    /// The fact.
    pub fact: FactId,
    /// The value; none takes back what was told before: it is unknown.
    pub value: Option<Value>,
    /// The day from which it is true; none means always.
    pub true_from: Option<Day>,
    /// The last day on which it is true; none means for good.
    pub true_to: Option<Day>,
    /// The day from which it is known; none means from the beginning.
    pub known_from: Option<Day>,
    /// Who asserted it.
    pub by: Option<ActorId>,
}

impl FactVersion {
    /// Whether it says anything about a day.
    fn speaks_of(&self, day: Day) -> bool {
        self.true_from.is_none_or(|from| from <= day) && self.true_to.is_none_or(|to| day <= to)
    }

    /// The same as told day by day, where the rows of its list bear the day on which they happened:
    /// on a day before, a row has not happened yet. `growth` are the days on which the list grows,
    /// each with the list from that day on; before the first stands what bears no day.
    pub(in crate::world) fn as_it_grows(self, growth: &[(Option<Day>, ListId)]) -> Vec<Self> {
        let begun = |day: Day| self.true_from.is_some_and(|from| day <= from);
        let (past, rest): (Vec<_>, Vec<_>) =
            growth.iter().partition(|(day, _)| day.is_none_or(begun));
        let first = past.last().map(|&&(_, list)| (self.true_from, list));
        let later = rest.iter().map(|&&(day, list)| (day, list));
        let told = first.into_iter().chain(later);
        let within = told.filter(|(from, _)| from.is_none_or(|from| self.speaks_of(from)));
        let version =
            |(true_from, list)| Self { true_from, value: Some(Value::List(list)), ..self };
        within.map(version).collect()
    }

    /// The days on which what is true changes.
    pub(in crate::world) fn turns(&self) -> impl Iterator<Item = Day> {
        let after = self.true_to.and_then(|to| to.plus_days(1));
        self.true_from.into_iter().chain(after)
    }
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

/// An assertion about a subject was added at this position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Learnt(SubjectId, usize);

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
        self.log.note(Learnt(version.subject, at));
    }

    /// Takes back the assertion at a position.
    fn forget(&mut self, at: usize) {
        let subject = self.versions.remove(at).subject.index();
        self.starts.iter_mut().skip(subject + 1).for_each(|start| *start -= 1);
        while self.starts.last().is_some_and(|&start| start as usize == self.versions.len()) {
            self.starts.pop();
        }
    }

    /// The value in force: of what speaks of `as_of` and was known on `today`, what was learnt
    /// last. A correction corrects; what becomes known later changes no earlier day's answer.
    pub(in crate::world) fn in_force(
        &self,
        subject: SubjectId,
        fact: FactId,
        as_of: Day,
        today: Day,
    ) -> Option<Value> {
        let of = self.of(subject);
        let from = of.partition_point(|version| version.fact < fact);
        let count = of.get(from..)?.iter().take_while(|version| version.fact == fact).count();
        // They lie in the order of learning.
        let mut latest = of.get(from..from + count)?.iter().rev();
        let speaks = |version: &&FactVersion| {
            version.known_from.is_none_or(|day| day <= today) && version.speaks_of(as_of)
        };
        latest.find(speaks).and_then(|version| version.value)
    }

    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    /// What has changed since.
    pub(in crate::world) fn touched(&self) -> impl Iterator<Item = Watched> {
        let of = |&Learnt(subject, _): &Learnt| [Watched::Subject(subject), Watched::Anyone];
        self.log.changes().iter().flat_map(of)
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Learnt(_, at)) = self.log.last() {
            self.forget(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(subject: usize, fact: usize, value: i64) -> FactVersion {
        let (subject, fact) = (Id::new(subject), Id::new(fact));
        let (value, by) = (Some(Value::Count(value)), None);
        let (true_from, true_to, known_from) = (None, None, None);
        FactVersion { subject, fact, value, true_from, true_to, known_from, by }
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

    /// Days and values small enough that everything meets everything else.
    const DAYS: i64 = 6;

    fn day(offset: i64) -> Day {
        Day::ymd(2024, 2, 27).unwrap().plus_days(offset).unwrap()
    }

    /// One thing told: the value, from when and to when it is true, the day on which it was told.
    type Told = (Option<i64>, Option<i64>, Option<i64>, i64);

    /// The answer as a clerk finds it who goes through the letters, the latest first.
    fn by_hand(told: &[Told], as_of: i64, today: i64) -> Option<i64> {
        for &(value, from, to, known) in told.iter().rev() {
            let known = known <= today;
            let covers = from.is_none_or(|from| from <= as_of) && to.is_none_or(|to| to >= as_of);
            if known && covers {
                return value;
            }
        }
        None
    }

    proptest::proptest! {
        #[test]
        fn each_day_of_knowing_and_of_being_true_answers_as_a_table_by_hand(
            mut told in proptest::collection::vec(
                (
                    proptest::option::of(0..3_i64),
                    proptest::option::of(0..DAYS),
                    proptest::option::of(0..DAYS),
                    0..DAYS,
                ),
                0..7,
            ),
        ) {
            told.sort_by_key(|&(.., known)| known);
            let mut facts = Facts::default();
            for (so_far, &(value, from, to, known)) in told.iter().enumerate() {
                // Later knowledge rewrites no earlier verdict: what was known is asked as it grows.
                let before: Vec<_> = (0..DAYS)
                    .flat_map(|today| (0..DAYS).map(move |as_of| (today, as_of)))
                    .filter(|(today, _)| *today < known)
                    .map(|(today, as_of)| {
                        facts.in_force(Id::new(0), Id::new(0), day(as_of), day(today))
                    })
                    .collect();
                facts.learn(FactVersion {
                    value: value.map(Value::Count),
                    true_from: from.map(day),
                    true_to: to.map(day),
                    known_from: Some(day(known)),
                    ..version(0, 0, 0)
                });
                let mut earlier = before.into_iter();
                for today in 0..DAYS {
                    for as_of in 0..DAYS {
                        let found = facts.in_force(Id::new(0), Id::new(0), day(as_of), day(today));
                        let wanted = by_hand(&told[..=so_far], as_of, today).map(Value::Count);
                        proptest::prop_assert_eq!(found, wanted, "as of {} on {}", as_of, today);
                        if today < known {
                            proptest::prop_assert_eq!(Some(found), earlier.next());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_list_that_bears_days_is_told_as_it_grows() {
        let list = |id: usize| Value::List(Id::new(id));
        // Nothing without a day, then one row on day 1, a second on day 3.
        let growth = [(None, Id::new(0)), (Some(day(1)), Id::new(1)), (Some(day(3)), Id::new(2))];
        let told = |from: Option<i64>, to: Option<i64>| {
            let mut facts = Facts::default();
            let (true_from, true_to) = (from.map(day), to.map(day));
            let whole = FactVersion { true_from, true_to, ..version(0, 0, 0) };
            whole.as_it_grows(&growth).into_iter().for_each(|version| {
                facts.learn(version);
            });
            (0..5)
                .map(|as_of| facts.in_force(Id::new(0), Id::new(0), day(as_of), day(9)))
                .collect::<Vec<_>>()
        };
        let [none, one, two] = [0, 1, 2].map(|id| Some(list(id)));
        assert_eq!(told(None, None), [none, one, one, two, two]);
        assert_eq!(told(Some(2), None), [None, None, one, two, two]);
        assert_eq!(told(Some(1), Some(2)), [None, one, one, None, None]);
        assert_eq!(told(None, Some(0)), [none, None, None, None, None]);
    }
}
