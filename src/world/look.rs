//! What a rule sees of the world: one moment, one instance, one event.

use smallvec::SmallVec;

use super::cast::{ActorId, Cast};
use super::counting;
use super::deciding;
use super::journal::{Asked, GuardReport, Read, Reads, Recorder, Verdict};
use super::purse::Purse;
use super::refusal::Cause;
use super::running;
use super::world::World;
use crate::calendar::{Counting, Day, Period};
use crate::chart::{Answer, Configuration};
use crate::policy::Under;
use crate::program::{FieldId, Guard, ParameterMeaning, Program, Query, RuleId, Slot, Tree};
use crate::rule::{
    self, Budget, FactId, Fault, InstanceId, ListId, Outcome, ParamId, Reader, SubjectId, Value,
};

/// The operations that one rule may take: far more than any article needs, far less than a second.
pub const OPERATIONS: u64 = 1_000_000;

/// What a rule sees.
pub struct Look<'a> {
    /// The program.
    pub program: &'a Program,
    /// The cast.
    pub cast: &'a Cast,
    /// The world.
    pub world: &'a World,
    /// The instance whose rule it is.
    pub instance: InstanceId,
    /// Its configuration while it moves; otherwise that of the world.
    pub own: Option<&'a Configuration>,
    /// What the event carries.
    pub data: &'a [(FieldId, Value)],
    /// Who acts.
    pub actor: Option<ActorId>,
    /// Where a selection would put it.
    pub place: Option<Value>,
    /// The day at which facts are read.
    pub as_of: Day,
    /// What is noted.
    pub noting: Noting,
    /// The reads noted.
    pub reads: Reads,
    /// The rules noted clause by clause.
    pub asked: Vec<Asked>,
    /// What the running step may still do; none where nothing runs.
    pub(super) purse: Option<&'a Purse>,
    /// The lists that were read, each with the fact that holds it.
    pub lists: SmallVec<[(ListId, SubjectId, FactId); 2]>,
}

/// What is noted of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noting {
    /// Nothing.
    Nothing,
    /// What was read.
    Reads,
    /// Also each rule clause by clause.
    Clauses,
}

impl Noting {
    /// Nothing, but for a recorder that explains.
    pub(super) const fn explaining<R: Recorder>() -> Self {
        if R::EXPLAINS { Self::Clauses } else { Self::Nothing }
    }
    /// What a recorder wants.
    pub(super) const fn of<R: Recorder>() -> Self {
        match (R::LISTENS, R::EXPLAINS) {
            (false, _) => Self::Nothing,
            (true, false) => Self::Reads,
            (true, true) => Self::Clauses,
        }
    }
}

impl Look<'_> {
    /// The instance's subject.
    pub fn subject(&self) -> Option<SubjectId> {
        self.world.instance(self.instance).subject
    }

    /// What an expression gives.
    ///
    /// # Errors
    /// A fault of the rule.
    pub fn value(&mut self, tree: &Tree) -> Result<Outcome<Cause>, Fault> {
        let purse = self.purse;
        let allowed = purse.map_or(OPERATIONS, |purse| purse.left().min(OPERATIONS));
        let mut budget = Budget::new(allowed);
        let outcome = rule::evaluate(tree, self, &mut budget);
        if let Some(purse) = purse {
            purse.spend(allowed.saturating_sub(budget.operations));
        }
        outcome
    }

    /// What a rule says, at its own anchor.
    ///
    /// # Errors
    /// A fault of the rule.
    pub fn rule(&mut self, id: RuleId) -> Result<Verdict, Fault> {
        let id = self.asked_instead(id);
        let compiled = &self.program.rules[id];
        self.as_of = self.world.today();
        if let Some(slot) = compiled.as_of {
            match self.slot(&slot) {
                Ok(Value::Date(day)) => self.as_of = day,
                Ok(_) => return Ok(Verdict::Unknown(vec![Cause::NoSubject])),
                Err(cause) => return Ok(Verdict::Unknown(vec![cause])),
            }
        }
        if self.noting >= Noting::Reads {
            // Most rules read each of their places once.
            self.reads.reserve_exact(compiled.tree.reads.len() + compiled.tree.queries.len());
        }
        let outcome = match self.noting {
            Noting::Clauses => self.explained(id)?,
            Noting::Nothing | Noting::Reads => self.value(&compiled.tree)?,
        };
        Ok(match outcome {
            Outcome::Known(Value::Bool(true)) => Verdict::Met,
            Outcome::Known(_) => Verdict::NotMet,
            Outcome::Unknown(causes) => Verdict::Unknown(causes),
        })
    }

    /// What a rule gives, noted clause by clause.
    #[cold]
    fn explained(&mut self, id: RuleId) -> Result<Outcome<Cause>, Fault> {
        let before = std::mem::take(&mut self.reads);
        let tree = &self.program.rules[id].tree;
        let explained = rule::explain(tree, self, &mut Budget::new(OPERATIONS));
        let reads = std::mem::replace(&mut self.reads, before);
        self.reads.extend(reads.iter().cloned());
        let (outcome, clause) = explained?;
        self.asked.extend(clause.map(|clause| Asked { rule: id, clause, reads }));
        Ok(outcome)
    }

    /// What a guard says: its rule, asked only where what it depends on holds.
    ///
    /// # Errors
    /// A fault of a rule.
    pub fn guard(&mut self, guard: &Guard) -> Result<Verdict, Fault> {
        if !self.stands(guard.under) {
            return Ok(Verdict::NotApplicable);
        }
        let mut causes = Vec::new();
        for &only_if in &guard.only_if {
            match self.rule(only_if)? {
                Verdict::Met => {}
                Verdict::NotMet | Verdict::NotApplicable => return Ok(Verdict::NotApplicable),
                Verdict::Unknown(more) => causes.extend(more),
            }
        }
        // That the rule applies is not part of what it read.
        if causes.is_empty() {
            self.reads.clear();
        }
        // Whether the rule applies is not known; it matters only where the rule does not hold.
        let verdict = match guard.not_all.as_slice() {
            [] => self.rule(guard.rule)?,
            members => self.not_all(members)?,
        };
        match verdict {
            Verdict::Met => Ok(Verdict::Met),
            verdict if causes.is_empty() => Ok(verdict),
            Verdict::Unknown(more) => {
                causes.extend(more);
                Ok(Verdict::Unknown(causes))
            }
            Verdict::NotMet | Verdict::NotApplicable => Ok(Verdict::Unknown(causes)),
        }
    }

    /// Whether one of several is known not to hold.
    fn not_all(&mut self, members: &[Guard]) -> Result<Verdict, Fault> {
        let (mut reads, mut causes, mut fails) = (Reads::new(), Vec::new(), false);
        for member in members {
            match self.guard(member)? {
                Verdict::NotMet => fails = true,
                Verdict::Unknown(more) => causes.extend(more),
                Verdict::Met | Verdict::NotApplicable => {}
            }
            reads.append(&mut self.reads);
        }
        self.reads = reads;
        Ok(match (fails, causes.is_empty()) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::NotMet,
            (false, false) => Verdict::Unknown(causes),
        })
    }

    /// All guards, none left out: their conjunction, and what each said where reads are noted.
    ///
    /// # Errors
    /// A fault of a rule.
    pub fn guards(
        &mut self,
        guards: &[Guard],
        mut heard: impl FnMut(&Guard, &Verdict),
        reports: &mut Vec<GuardReport>,
    ) -> Result<Answer, Fault> {
        let mut answer = Answer::Yes;
        if self.noting >= Noting::Reads {
            // A journal keeps the reports as they are: no room to spare.
            reports.reserve_exact(guards.len());
        }
        for guard in guards {
            if !self.stands(guard.under) {
                continue;
            }
            let verdict = self.guard(guard)?;
            // Where another rule is asked in the place of its own, that is told.
            let other;
            let guard = match self.asked_instead(guard.rule) {
                rule if rule == guard.rule => guard,
                rule => {
                    other = Guard { rule, ..guard.clone() };
                    &other
                }
            };
            heard(guard, &verdict);
            answer = match (&verdict, answer) {
                (Verdict::NotMet, _) | (_, Answer::No) => Answer::No,
                (Verdict::Unknown(_), _) | (_, Answer::Unknown) => Answer::Unknown,
                (Verdict::Met | Verdict::NotApplicable, Answer::Yes) => Answer::Yes,
            };
            self.report(guard, &verdict, reports);
        }
        Ok(answer)
    }

    /// Reports what a guard said, with what was noted of it.
    pub(super) fn report(
        &mut self,
        guard: &Guard,
        verdict: &Verdict,
        reports: &mut Vec<GuardReport>,
    ) {
        if self.noting >= Noting::Reads {
            let reads = std::mem::take(&mut self.reads);
            let asked = std::mem::take(&mut self.asked);
            let rule = self.asked_instead(guard.rule);
            let (verdict, as_of) = (verdict.clone(), self.as_of);
            reports.push(GuardReport { rule, verdict, as_of, reads, asked });
        }
    }

    /// Whether what stands under some versions does so for the instance.
    pub fn stands(&self, under: Under) -> bool {
        deciding::stands(self.program, self.world, self.instance, under)
    }

    fn parameter(&self, parameter: ParamId) -> Option<&ParameterMeaning> {
        deciding::meaning(self.program, self.world, self.instance, parameter)
    }

    /// The rule that is asked under the version that applies.
    #[inline]
    pub(super) fn asked_instead(&self, rule: RuleId) -> RuleId {
        let instead = &self.program.rules[rule].instead;
        if instead.is_empty() {
            return rule;
        }
        let by = instead.iter().copied().find(|(under, _)| self.stands(*under));
        by.map_or(rule, |(_, by)| by)
    }

    pub(super) fn level(&self, level: u8) -> Result<InstanceId, Cause> {
        self.world.ancestor(self.instance, level).ok_or(Cause::NoSubject)
    }

    /// Remembers which fact holds a list.
    fn remember(&mut self, slot: Slot, list: ListId) {
        let (subject, fact) = match slot {
            Slot::Fact(fact) => (self.subject(), fact),
            Slot::LinkedFact { link, fact } => {
                let linked = self.subject().and_then(|own| self.fact(own, link));
                (linked.and_then(subject_of), fact)
            }
            Slot::KeyFact { level, index, fact } => {
                let instance = self.level(level).ok();
                let key = instance.and_then(|id| self.world.key(id, usize::from(index)));
                (key.and_then(subject_of), fact)
            }
            _ => return,
        };
        self.lists.extend(subject.map(|subject| (list, subject, fact)));
    }

    /// The value of a fact at the anchor. What bears its day has not happened before it, even where
    /// the anchor lies ahead.
    fn fact(&self, subject: SubjectId, fact: FactId) -> Option<Value> {
        let today = self.world.today();
        let has_happened = self.program.facts[fact].dated.is_some();
        let as_of = if has_happened { self.as_of.min(today) } else { self.as_of };
        self.world.fact(subject, fact, as_of)
    }

    fn slot(&self, slot: &Slot) -> Result<Value, Cause> {
        let not_set = |instance| Cause::NotSet(instance, *slot);
        match *slot {
            Slot::Fact(fact) => {
                let subject = self.subject().ok_or(Cause::NoSubject)?;
                self.fact(subject, fact).ok_or(Cause::Fact(subject, fact))
            }
            Slot::LinkedFact { link, fact } => {
                let subject = self.subject().ok_or(Cause::NoSubject)?;
                let linked = self.fact(subject, link);
                match linked.ok_or(Cause::Fact(subject, link))? {
                    Value::Subject(other) => self.fact(other, fact).ok_or(Cause::Fact(other, fact)),
                    _ => Err(Cause::Fact(subject, link)),
                }
            }
            Slot::KeyFact { level, index, fact } => {
                let instance = self.level(level)?;
                match self.world.key(instance, usize::from(index)) {
                    Some(Value::Subject(other)) => {
                        self.fact(other, fact).ok_or(Cause::Fact(other, fact))
                    }
                    _ => Err(Cause::NoSubject),
                }
            }
            Slot::Param(id) => deciding::value(self.program, self.world, self.instance, id),
            Slot::Data { level, index } => {
                let instance = self.level(level)?;
                let value = self.world.datum(self.program, instance, usize::from(index));
                value.ok_or_else(|| not_set(instance))
            }
            Slot::Key { level, index } => {
                let instance = self.level(level)?;
                self.world.key(instance, usize::from(index)).ok_or_else(|| not_set(instance))
            }
            Slot::Event(field) => {
                let found = self.data.iter().find(|(known, _)| *known == field);
                found.map(|(_, value)| *value).ok_or(Cause::NotCarried(field))
            }
            Slot::Finding { level, finding } => {
                let instance = self.level(level)?;
                let made = self.world.finding(instance, finding);
                let answer = made.map(|made| Value::Bool(made.answer));
                answer.ok_or(Cause::Finding(instance, finding))
            }
            Slot::Today => Ok(Value::Date(self.world.today())),
            Slot::AsOf => Ok(Value::Date(self.as_of)),
            Slot::Subject => self.subject().map(Value::Subject).ok_or(Cause::NoSubject),
            Slot::Actor => {
                let actor = self.actor.map(|actor| &self.cast.actors[actor]);
                let subject = actor.and_then(|actor| actor.subject);
                subject.map(Value::Subject).ok_or(Cause::NoSubject)
            }
            Slot::Place => self.place.ok_or_else(|| not_set(self.instance)),
            Slot::ValidFrom => {
                let validity = deciding::validity(self.program, self.world);
                let day = validity.map(|validity| validity.from);
                day.map(Value::Date).ok_or_else(|| not_set(self.instance))
            }
            Slot::ValidTo => {
                let validity = deciding::validity(self.program, self.world);
                let day = self.cast.valid_to.or_else(|| validity.and_then(|validity| validity.to));
                day.map(Value::Date).ok_or_else(|| not_set(self.instance))
            }
            Slot::Itself => Ok(Value::Instance(self.instance)),
            Slot::Under(under) => Ok(Value::Bool(self.stands(under))),
        }
    }
}

const fn subject_of(value: Value) -> Option<SubjectId> {
    match value {
        Value::Subject(subject) => Some(subject),
        _ => None,
    }
}

impl Reader for Look<'_> {
    type Slot = Slot;
    type Query = Query;
    type Cause = Cause;

    #[inline]
    fn read(&mut self, slot: &Slot) -> Result<Value, Cause> {
        let value = self.slot(slot);
        if let Ok(Value::List(list)) = value {
            self.remember(*slot, list);
        }
        if self.noting >= Noting::Reads && !matches!(slot, Slot::Under(_)) {
            self.reads.push(Read::Slot(*slot, value));
        }
        value
    }

    fn noted(&self) -> u32 {
        u32::try_from(self.reads.len()).unwrap_or(u32::MAX)
    }

    fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.cast.pool.rows(list)
    }

    fn missing_column(&mut self, list: ListId, _row: usize, column: usize) -> Cause {
        // Equal lists are one; it is that which was read last.
        let found = self.lists.iter().rev().find(|(known, ..)| *known == list);
        let found = found.map(|&(_, subject, fact)| (subject, fact));
        Cause::Column(found, u16::try_from(column).unwrap_or(u16::MAX))
    }

    fn lookup(&mut self, slot: &Slot, keys: &[Value]) -> Result<Value, Cause> {
        let found = match *slot {
            Slot::Param(id) => match self.parameter(id) {
                Some(ParameterMeaning::Table(rows)) => {
                    let row = rows.iter().find(|(known, _)| known == keys);
                    row.map(|(_, value)| *value).ok_or(Cause::NoValue(id))
                }
                Some(ParameterMeaning::Single(_) | ParameterMeaning::Open) | None => {
                    Err(Cause::NoValue(id))
                }
            },
            _ => Err(Cause::NotSet(self.instance, *slot)),
        };
        if self.noting >= Noting::Reads {
            self.reads.push(Read::Table(*slot, found));
        }
        found
    }

    fn query(&mut self, query: &Query, columns: &[Value]) -> Result<Value, Cause> {
        let (value, lines) = self.answer(query, columns);
        if self.noting >= Noting::Reads {
            self.reads.push(Read::Query(Box::new((query.clone(), lines)), value));
        }
        value
    }

    fn add_period(&mut self, day: Day, period: Period) -> Result<Day, Cause> {
        counting::last(&self.cast.calendar, day, period, self.program.counting)
            .map(|counted| counted.last)
    }

    fn elapse(&mut self, day: Day, period: Period) -> Result<Day, Cause> {
        counting::last(&self.cast.calendar, day, period, Counting::default())
            .map(|counted| counted.last)
    }

    fn add_read(&mut self, day: Day, slot: &Slot, period: Period) -> Result<Day, Cause> {
        let last = |from, period, own: Option<Counting>| {
            let counting = own.unwrap_or(self.program.counting);
            counting::last(&self.cast.calendar, from, period, counting).map(|counted| counted.last)
        };
        let Slot::Param(id) = *slot else { return last(day, period, None) };
        let own = self.program.parameters[id].counting;
        if !self.program.versions.says_of(id) {
            return last(day, period, own);
        }
        // What had begun before an amendment was in effect is counted as the amendment says.
        let (program, world) = (self.program, self.world);
        let next = |day: Day| day.plus_days(1).ok_or(Cause::OutOfRange);
        let after = running::after((program, world), (self.instance, id), day, |from, version| {
            let period = deciding::period_under(program, world, self.instance, id, version)?;
            Ok((next(last(from, period, own)?)?, ()))
        });
        after.map(|(after, ())| after.previous())
    }

    fn subtract_period(&mut self, day: Day, period: Period) -> Result<Day, Cause> {
        counting::back(&self.cast.calendar, day, period, self.program.counting)
    }
}
