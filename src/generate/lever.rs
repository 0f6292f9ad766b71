//! What could be otherwise so that a condition comes out otherwise: read off its parts as they were
//! evaluated, each value moved to its bound, one below and one above.

use rust_decimal::Decimal;

use super::change::Change;
use crate::calendar::Day;
use crate::program::{Program, RoleHolder, RoleId, Slot};
use crate::rule::{Clause, ClauseKind, FindingId, InstanceId, SubjectId, Term, Type, Value};
use crate::scenario::{Plan, PlannedValue, PlannedWhat};
use crate::world::journal::{Asked, GuardReport, Read};
use crate::world::{ActorId, Address, Cast, Cause, World};

/// How many values of a choice are tried.
const MOST_VALUES: usize = 8;

/// Where a condition was asked: the story, the line whose step asked it, and about whom.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The program.
    pub program: &'a Program,
    /// The story.
    pub plan: &'a Plan,
    /// The world as it stood.
    pub world: &'a World,
    /// The line.
    pub line: usize,
    /// The address of the instance, which need not exist yet.
    pub address: &'a Address,
    /// A list without rows.
    pub empty: Value,
}

/// What could be otherwise so that these conditions come out otherwise, each once.
pub fn levers(around: &Around<'_>, guards: &[GuardReport]) -> Vec<Change> {
    let mut pull = Pull { around: *around, found: Vec::new() };
    for asked in guards.iter().flat_map(|report| &report.asked) {
        pull.clause(asked, &asked.clause);
        for read in &asked.reads {
            pull.unknown(read, None);
        }
    }
    for read in guards.iter().flat_map(|report| &report.reads) {
        pull.unknown(read, None);
    }
    pull.found
}

/// A value one unit below, at and one unit above: a day, one, a hundredth, the last place shown.
pub fn nudged(value: Value, by: i64) -> Option<Value> {
    Some(match value {
        Value::Count(count) => Value::Count(count.checked_add(by)?),
        Value::Date(day) => Value::Date(day.plus_days(by)?),
        Value::Money(sum) => Value::Money(sum.checked_add(Decimal::new(by, 2))?),
        Value::Decimal(number) => {
            let unit = Decimal::new(by, number.normalize().scale().max(2));
            Value::Decimal(number.checked_add(unit)?)
        }
        _ => return None,
    })
}

struct Pull<'a> {
    around: Around<'a>,
    found: Vec<Change>,
}

impl Pull<'_> {
    fn clause(&mut self, asked: &Asked, clause: &Clause) {
        match &clause.kind {
            ClauseKind::Compare(_, left, right) => {
                self.compared(asked, left, right);
                self.compared(asked, right, left);
            }
            ClauseKind::Elapsed { from, to, end, .. }
            | ClauseKind::Within { from, to, end, .. } => {
                if let (Some(Value::Date(day)), Some(end)) = (to.value, *end) {
                    for by in -1..=1 {
                        let Some(wanted) = end.plus_days(by) else { continue };
                        let moved = day.days_until(wanted);
                        self.shifted(asked, to, moved);
                        self.shifted(asked, from, -moved);
                    }
                }
            }
            ClauseKind::Member(term, values) => {
                let others = self.others(term.value);
                for value in values.iter().copied().take(MOST_VALUES).chain(others) {
                    self.term(asked, term, value);
                }
            }
            ClauseKind::Value(term) | ClauseKind::Given(term) => {
                if let Some(Value::Bool(flag)) = term.value {
                    self.term(asked, term, Value::Bool(!flag));
                }
            }
            // What stands in none of its rows stands in no way.
            ClauseKind::Rows { list, rows, .. } if !rows.is_empty() => {
                self.term(asked, list, self.around.empty);
            }
            _ => {}
        }
        clause.for_each_part(&mut |part| self.clause(asked, part));
    }

    /// A term moved to where another stands, and one unit to either side.
    fn compared(&mut self, asked: &Asked, term: &Term, other: &Term) {
        let Some(bound) = other.value else { return };
        match term.value {
            Some(value) => {
                for by in -1..=1 {
                    if let Some(wanted) = nudged(bound, by) {
                        self.computed(asked, term, value, wanted);
                    }
                }
                if nudged(bound, 0).is_none() {
                    self.term(asked, term, bound);
                    self.others(Some(value)).into_iter().for_each(|other| {
                        self.term(asked, term, other);
                    });
                }
            }
            None => {
                for by in -1..=1 {
                    let wanted = nudged(bound, by).or((by == 0).then_some(bound));
                    for read in reads(asked, term) {
                        self.unknown(read, wanted);
                    }
                }
            }
        }
    }

    /// A term that is read, or computed from what is read, moved by as much as it lies off.
    fn computed(&mut self, asked: &Asked, term: &Term, value: Value, wanted: Value) {
        if let (Value::Date(value), Value::Date(wanted)) = (value, wanted) {
            return self.shifted(asked, term, value.days_until(wanted));
        }
        let difference = |read: Value| match (read, value, wanted) {
            (Value::Count(read), Value::Count(value), Value::Count(wanted)) => {
                read.checked_add(wanted.checked_sub(value)?).map(Value::Count)
            }
            (Value::Money(read), Value::Money(value), Value::Money(wanted)) => {
                read.checked_add(wanted.checked_sub(value)?).map(Value::Money)
            }
            (Value::Decimal(read), Value::Decimal(value), Value::Decimal(wanted)) => {
                read.checked_add(wanted.checked_sub(value)?).map(Value::Decimal)
            }
            _ => None,
        };
        for read in reads(asked, term) {
            if let Read::Slot(slot, Ok(known)) = read
                && let Some(new) = difference(*known)
            {
                self.slot(*slot, Some(*known), new);
            }
        }
    }

    /// The days that a term is read from, moved by so many days.
    fn shifted(&mut self, asked: &Asked, term: &Term, by: i64) {
        for read in reads(asked, term) {
            if let Read::Slot(slot, Ok(Value::Date(day))) = read
                && let Some(new) = day.plus_days(by)
            {
                self.slot(*slot, Some(Value::Date(*day)), Value::Date(new));
            }
        }
    }

    /// A term that is read as it is, at another value.
    fn term(&mut self, asked: &Asked, term: &Term, new: Value) {
        for read in reads(asked, term) {
            if let Read::Slot(slot, Ok(known)) = read {
                self.slot(*slot, Some(*known), new);
            }
        }
    }

    /// The other names of a choice, the other answer.
    fn others(&self, value: Option<Value>) -> Vec<Value> {
        match value {
            Some(Value::Bool(flag)) => vec![Value::Bool(!flag)],
            Some(Value::Choice(choice, own)) => self
                .every(&Type::Choice(choice))
                .into_iter()
                .filter(|value| !matches!(value, Value::Choice(_, at) if *at == own))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The values of a type that has few.
    fn every(&self, ty: &Type) -> Vec<Value> {
        match ty {
            Type::Bool => vec![Value::Bool(true), Value::Bool(false)],
            Type::Choice(choice) => {
                let count = self.around.program.choices[*choice].values.len().min(MOST_VALUES);
                let all = (0..count).filter_map(|at| u16::try_from(at).ok());
                all.map(|at| Value::Choice(*choice, at)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What nobody told, told: as it is wanted, or in each way that there is.
    fn unknown(&mut self, read: &Read, wanted: Option<Value>) {
        let Read::Slot(slot, Err(cause)) = read else { return };
        let program = self.around.program;
        match *cause {
            Cause::Fact(subject, fact) => {
                let ty = &program.facts[fact].ty;
                let values = self.every(ty).into_iter().chain(wanted.filter(|one| is_of(*one, ty)));
                for new in values.collect::<Vec<_>>() {
                    self.add(Change::Fact { subject, fact, old: None, new });
                }
            }
            Cause::Finding(instance, finding) => self.made(Some(instance), slot, finding),
            Cause::NotCarried(field) => {
                let ty = &program.fields[field].ty;
                let values = self.every(ty).into_iter().chain(wanted.filter(|one| is_of(*one, ty)));
                for new in values.collect::<Vec<_>>() {
                    self.add(Change::Datum { line: self.around.line, field, old: None, new });
                }
            }
            _ => {}
        }
    }

    /// What is read from a place, at another value.
    fn slot(&mut self, slot: Slot, old: Option<Value>, new: Value) {
        if old == Some(new) {
            return;
        }
        let Around { plan, line, .. } = self.around;
        match slot {
            Slot::Fact(fact) => {
                if let Some(subject) = self.subject() {
                    self.add(Change::Fact { subject, fact, old, new });
                }
            }
            Slot::LinkedFact { fact, .. } | Slot::KeyFact { fact, .. } => {
                let told = plan.facts.iter().filter(|told| told.fact == fact && told.value == old);
                for subject in told.map(|told| told.subject).collect::<Vec<_>>() {
                    self.add(Change::Fact { subject, fact, old, new });
                }
            }
            Slot::Event(field) => self.add(Change::Datum { line, field, old, new }),
            Slot::Data { .. } => self.remembered(old, new),
            Slot::Finding { finding, .. } => self.answered(finding, new),
            Slot::Today | Slot::AsOf => {
                if let (Some(Value::Date(read)), Value::Date(new)) = (old, new) {
                    let day = plan.lines.get(line).map(|line| line.day);
                    let new = day.and_then(|day| day.plus_days(read.days_until(new)));
                    if let Some(new) = new {
                        self.day(new);
                    }
                }
            }
            _ => {}
        }
    }

    /// The line on another day.
    fn day(&mut self, new: Day) {
        let Around { plan, line, .. } = self.around;
        let before = line.checked_sub(1).and_then(|before| plan.lines.get(before));
        if let Some(own) = plan.lines.get(line)
            && before.is_none_or(|before| before.day <= new)
        {
            self.add(Change::Day { line, old: own.day, new });
        }
    }

    /// What an instance remembers came with an event, or is the day of one.
    fn remembered(&mut self, old: Option<Value>, new: Value) {
        let Around { plan, line, .. } = self.around;
        let before = |at: usize| plan.lines.get(at.checked_sub(1)?).map(|line| line.day);
        let mut found = Vec::new();
        for (at, told) in plan.lines.iter().enumerate().take(line) {
            if let PlannedWhat::Event { data, .. } = &told.what {
                for (field, value) in data {
                    if matches!(value, PlannedValue::Known(value) if Some(*value) == old) {
                        found.push(Change::Datum { line: at, field: *field, old, new });
                    }
                }
                if let (Some(Value::Date(day)), Value::Date(new)) = (old, new)
                    && told.day == day
                    && before(at).is_none_or(|before| before <= new)
                {
                    found.push(Change::Day { line: at, old: day, new });
                }
            }
        }
        found.into_iter().for_each(|change| self.add(change));
    }

    /// A finding that was made, answered otherwise.
    fn answered(&mut self, finding: FindingId, new: Value) {
        let Value::Bool(new) = new else { return };
        let Around { plan, line, .. } = self.around;
        let is_it = |what: &PlannedWhat| match what {
            PlannedWhat::Findings { findings, .. } => {
                findings.iter().any(|(known, answer)| *known == finding && *answer != new)
            }
            _ => false,
        };
        let lines = plan.lines.iter().enumerate().take(line);
        let found: Vec<usize> =
            lines.filter(|(_, one)| is_it(&one.what)).map(|(at, _)| at).collect();
        for line in found {
            self.add(Change::Answer { line, finding, new });
        }
    }

    /// A finding that nobody made.
    fn made(&mut self, instance: Option<InstanceId>, slot: &Slot, finding: FindingId) {
        let Around { program, plan, world, line, address, .. } = self.around;
        let known = instance.filter(|id| crate::ident::Id::index(*id) < world.instance_count());
        let about = match (known, slot) {
            (Some(id), _) => world.address(program, id),
            (None, Slot::Finding { level, .. }) => {
                let kept = address.parts.len().saturating_sub(usize::from(*level));
                Address { parts: address.parts.iter().take(kept).cloned().collect() }
            }
            _ => return,
        };
        let by = &program.findings[finding].by;
        let Some(by) = who(program, &plan.cast, by, &about) else { return };
        for answer in [true, false] {
            let about = about.clone();
            self.add(Change::Find { line, finding, about, by, answer });
        }
    }

    fn subject(&self) -> Option<SubjectId> {
        let Around { world, address, .. } = self.around;
        let known = world.at_address(address).and_then(|id| world.instance(id).subject);
        known.or_else(|| subject_in(address))
    }

    fn add(&mut self, change: Change) {
        let is_none = match &change {
            Change::Fact { old, new, .. } | Change::Datum { old, new, .. } => *old == Some(*new),
            Change::Day { old, new, .. } => old == new,
            _ => false,
        };
        if !is_none && !self.found.contains(&change) {
            self.found.push(change);
        }
    }
}

/// What a term was read from.
fn reads<'a>(asked: &'a Asked, term: &Term) -> impl Iterator<Item = &'a Read> + use<'a> {
    let from = usize::try_from(term.reads.start).unwrap_or(usize::MAX);
    let to = usize::try_from(term.reads.end).unwrap_or(usize::MAX);
    asked.reads.get(from..to).unwrap_or(&[]).iter()
}

fn is_of(value: Value, ty: &Type) -> bool {
    matches!(
        (value, ty),
        (Value::Count(_), Type::Count)
            | (Value::Money(_), Type::Money)
            | (Value::Decimal(_), Type::Decimal)
            | (Value::Date(_), Type::Date)
    )
}

/// The subject that an address names last.
pub(super) fn subject_in(address: &Address) -> Option<SubjectId> {
    let keys = address.parts.iter().rev().flat_map(|part| &part.key);
    keys.filter_map(|key| match key {
        Value::Subject(subject) => Some(*subject),
        _ => None,
    })
    .next()
}

/// Somebody who has one of these roles for an address.
pub(super) fn who(
    program: &Program,
    cast: &Cast,
    roles: &[RoleId],
    address: &Address,
) -> Option<ActorId> {
    if roles.is_empty() {
        return None;
    }
    let office =
        roles.iter().find(|role| !matches!(program.roles[**role].holder, RoleHolder::Party(_)));
    if let Some(office) = office {
        return Some(cast.office(*office));
    }
    let subject = subject_in(address)?;
    let own = cast.actors.enumerated().find(|(_, actor)| actor.subject == Some(subject));
    own.map(|(actor, _)| actor)
}
