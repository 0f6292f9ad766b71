//! What is known of subjects, with when it is true and since when it is known.

use std::hash::{Hash, Hasher};

use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::ident::{Id, IdVec, id_type};
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

    /// The days on which what is known to be true changes.
    pub(in crate::world) fn turns(&self) -> impl Iterator<Item = Day> {
        let after = self.true_to.and_then(|to| to.plus_days(1));
        self.true_from.into_iter().chain(after).chain(self.known_from)
    }
}

/// What was told, where the value alone does not say all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Told {
    value: Option<Value>,
    true_from: Option<Day>,
    true_to: Option<Day>,
    known_from: Option<Day>,
    by: Option<ActorId>,
    /// What was told before of the same fact of the same subject.
    before: Option<ToldId>,
}

id_type!(
    /// Something that was told.
    ToldId
);

impl Told {
    /// A value that was always true and always known.
    const fn plain(value: Option<Value>) -> Self {
        let (true_from, true_to, known_from) = (None, None, None);
        Self { value, true_from, true_to, known_from, by: None, before: None }
    }
    fn is_plain(&self) -> bool {
        let Self { value: _, true_from, true_to, known_from, by, before } = self;
        let days = true_from.or(*true_to).or(*known_from);
        days.is_none() && by.is_none() && before.is_none()
    }
    fn version(self, subject: SubjectId, fact: FactId) -> FactVersion {
        let Self { value, true_from, true_to, known_from, by, .. } = self;
        FactVersion { subject, fact, value, true_from, true_to, known_from, by }
    }
    fn in_force(&self, as_of: Day, today: Day) -> bool {
        self.known_from.is_none_or(|day| day <= today)
            && self.true_from.is_none_or(|from| from <= as_of)
            && self.true_to.is_none_or(|to| as_of <= to)
    }
}

/// What was told last of a fact.
#[derive(Clone, Copy, Debug)]
enum Latest {
    /// This alone, as most facts are told: always true, always known, nothing before it.
    Plain(Option<Value>),
    Told(ToldId),
}

/// Where the facts of a subject lie, and how many more have room there.
#[derive(Clone, Copy, Debug, Default)]
struct Shelf {
    start: u32,
    len: u32,
    room: u32,
}

/// For how many facts there is room at first.
const FIRST: usize = 16;

/// All assertions of facts. Worlds that know the same are equal, in whatever order the subjects and
/// facts were learnt. All lies in three tables that are copied as they are, so that a world clones
/// cheaply, and nothing is moved for what is learnt of others.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Facts {
    /// How many assertions there are.
    count: usize,
    /// By subject.
    shelves: Vec<Shelf>,
    /// What was told last of each fact of a subject, a shelf after the other, each by fact. What
    /// lies beyond the facts of a shelf means nothing.
    latest: Vec<(FactId, Latest)>,
    told: IdVec<ToldId, Told>,
    log: Log<Learnt>,
}

/// An assertion about a fact of a subject was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Learnt(SubjectId, FactId);

impl Facts {
    /// The facts of a subject, each with what was told last.
    fn of(&self, subject: SubjectId) -> &[(FactId, Latest)] {
        let shelf = self.shelves.get(subject.index()).copied().unwrap_or_default();
        let start = shelf.start as usize;
        self.latest.get(start..start + shelf.len as usize).unwrap_or(&[])
    }

    /// Where a fact of a subject lies on its shelf, or would lie.
    fn place(&self, subject: SubjectId, fact: FactId) -> Result<usize, usize> {
        self.of(subject).binary_search_by_key(&fact, |&(known, _)| known)
    }

    /// Adds an assertion behind all others of its subject and fact.
    pub(in crate::world) fn learn(&mut self, version: FactVersion) {
        let FactVersion { subject, fact, value, true_from, true_to, known_from, by } = version;
        let place = match self.of(subject) {
            // Most often facts come in their order.
            known if known.last().is_none_or(|&(last, _)| last < fact) => Err(known.len()),
            _ => self.place(subject, fact),
        };
        let before = place.ok().and_then(|at| self.of(subject).get(at)).map(|&(_, latest)| latest);
        let before = before.map(|latest| match latest {
            Latest::Plain(value) => self.told.push(Told::plain(value)),
            Latest::Told(told) => told,
        });
        let told = Told { value, true_from, true_to, known_from, by, before };
        let latest = match told.is_plain() {
            true => Latest::Plain(value),
            false => Latest::Told(self.told.push(told)),
        };
        match place {
            Ok(at) => self.set_latest(subject, at, latest),
            Err(at) => self.shelve(subject, at, (fact, latest)),
        }
        self.count += 1;
        self.log.note(Learnt(subject, fact));
    }

    fn set_latest(&mut self, subject: SubjectId, at: usize, told: Latest) {
        let Some(shelf) = self.shelves.get(subject.index()) else { return };
        if let Some((_, latest)) = self.latest.get_mut(shelf.start as usize + at) {
            *latest = told;
        }
    }

    /// Puts a fact on the shelf of its subject, at its place among the others.
    fn shelve(&mut self, subject: SubjectId, at: usize, latest: (FactId, Latest)) {
        if self.shelves.len() <= subject.index() {
            self.shelves.resize(subject.index() + 1, Shelf::default());
        }
        let Some(shelf) = self.shelves.get_mut(subject.index()) else { return };
        let (start, len) = (shelf.start as usize, shelf.len as usize);
        if shelf.len < shelf.room {
            // There is room.
        } else if start + len == self.latest.len() {
            // Nothing lies behind the last shelf.
            if self.latest.capacity() == 0 {
                self.latest.reserve(FIRST);
            }
            self.latest.push(latest);
            shelf.room += 1;
        } else {
            // It moves behind all others, with room for as many again.
            shelf.start = u32::try_from(self.latest.len()).unwrap_or(u32::MAX);
            shelf.room = 2 * shelf.len + 1;
            self.latest.extend_from_within(start..start + len);
            self.latest.resize(self.latest.len() + len + 1, latest);
        }
        shelf.len += 1;
        let start = shelf.start as usize;
        let at = start + at;
        self.latest.copy_within(at..start + len, at + 1);
        if let Some(place) = self.latest.get_mut(at) {
            *place = latest;
        }
    }

    /// Takes back what was told last of all.
    fn forget(&mut self, subject: SubjectId, fact: FactId) {
        self.count -= 1;
        let Ok(at) = self.place(subject, fact) else { return };
        let before = match self.of(subject).get(at) {
            Some(&(_, Latest::Told(told))) => {
                let before = self.told[told].before;
                self.told.truncate(told.index());
                before
            }
            Some((_, Latest::Plain(_))) | None => None,
        };
        match before {
            Some(before) => {
                let told = self.told[before];
                // A plain one was put there, last, because of what is now gone.
                if told.is_plain() {
                    self.told.truncate(before.index());
                    self.set_latest(subject, at, Latest::Plain(told.value));
                } else {
                    self.set_latest(subject, at, Latest::Told(before));
                }
            }
            None => {
                let Some(shelf) = self.shelves.get_mut(subject.index()) else { return };
                let (start, len) = (shelf.start as usize, shelf.len as usize);
                self.latest.copy_within(start + at + 1..start + len, start + at);
                shelf.len -= 1;
            }
        }
    }

    /// What was told of a fact, the latest first.
    fn versions(&self, latest: Latest) -> impl Iterator<Item = Told> {
        let first = match latest {
            Latest::Plain(value) => Some(Told::plain(value)),
            Latest::Told(told) => self.told.get(told).copied(),
        };
        std::iter::successors(first, |told| self.told.get(told.before?).copied())
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
        let at = of.binary_search_by_key(&fact, |&(known, _)| known).ok()?;
        match of.get(at)?.1 {
            Latest::Plain(value) => value,
            latest => self.versions(latest).find(|told| told.in_force(as_of, today))?.value,
        }
    }

    /// All assertions by subject, fact and order of learning, the latest of each fact first.
    fn all(&self) -> impl Iterator<Item = FactVersion> {
        let subjects = (0..self.shelves.len()).map(SubjectId::new);
        let known =
            subjects.flat_map(|of| self.of(of).iter().map(move |&(fact, told)| (of, fact, told)));
        known.flat_map(|(subject, fact, latest)| {
            self.versions(latest).map(move |told| told.version(subject, fact))
        })
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
        while let Some(Learnt(subject, fact)) = self.log.last() {
            self.forget(subject, fact);
        }
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.log == other.log && self.all().eq(other.all())
    }
}

impl Eq for Facts {}

impl Hash for Facts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.count.hash(state);
        self.log.hash(state);
        self.all().for_each(|version| version.hash(state));
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

    /// One step: what it learns of which subject and fact, and whether it stands.
    type Step = (Vec<(usize, usize, Told)>, bool);

    fn steps() -> impl proptest::strategy::Strategy<Value = Vec<Step>> {
        let told = (
            proptest::option::of(0..3_i64),
            proptest::option::of(0..DAYS),
            proptest::option::of(0..DAYS),
            // Every other one was known from the beginning.
            proptest::strategy::Strategy::prop_map(0..2 * DAYS, |day| (day - DAYS).max(0)),
        );
        let learnt = proptest::collection::vec((0..5_usize, 0..7_usize, told), 0..12);
        proptest::collection::vec((learnt, proptest::bool::ANY), 0..6)
    }

    fn assertion(subject: usize, fact: usize, (value, from, to, known): Told) -> FactVersion {
        FactVersion {
            value: value.map(Value::Count),
            true_from: from.map(day),
            true_to: to.map(day),
            known_from: (known > 0).then(|| day(known)),
            ..version(subject, fact, 0)
        }
    }

    fn hash_of(facts: &Facts) -> u64 {
        let mut state = std::hash::DefaultHasher::new();
        facts.hash(&mut state);
        state.finish()
    }

    proptest::proptest! {
        /// Whatever is learnt in whatever order and partly taken back: a list that is walked from its
        /// end says the same, and a world that learnt it subject by subject is the same.
        #[test]
        fn what_steps_learn_and_take_back_answers_as_a_list(steps in steps()) {
            let (mut facts, mut list) = (Facts::default(), Vec::new());
            for (learnt, stands) in steps {
                let (before, known) = (facts.clone(), list.len());
                facts.begin();
                for (subject, fact, told) in learnt {
                    facts.learn(assertion(subject, fact, told));
                    list.push((subject, fact, told));
                }
                if stands {
                    facts.commit();
                } else {
                    facts.rollback();
                    list.truncate(known);
                    proptest::prop_assert_eq!(&facts, &before);
                    proptest::prop_assert_eq!(hash_of(&facts), hash_of(&before));
                }
                for (subject, fact) in (0..6).flat_map(|of| (0..8).map(move |fact| (of, fact))) {
                    let own = list.iter().filter(|(of, what, _)| (*of, *what) == (subject, fact));
                    let told: Vec<Told> = own.map(|&(_, _, told)| told).collect();
                    for (as_of, today) in [(0, 5), (2, 2), (3, 0), (5, 5)] {
                        let (of, what) = (Id::new(subject), Id::new(fact));
                        let answer = facts.in_force(of, what, day(as_of), day(today));
                        let by_hand = by_hand(&told, as_of, today).map(Value::Count);
                        proptest::prop_assert_eq!(answer, by_hand);
                    }
                }
            }
            list.sort_by_key(|&(subject, fact, _)| (subject, fact));
            let mut other = Facts::default();
            for (subject, fact, told) in list {
                other.learn(assertion(subject, fact, told));
            }
            proptest::prop_assert_eq!(&facts, &other);
            proptest::prop_assert_eq!(hash_of(&facts), hash_of(&other));
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
