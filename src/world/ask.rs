//! Questions that rules ask of the world by name: registers, children, states, editions, money,
//! duties.

use super::journal::Lines;
use super::look::Look;
use super::refusal::Cause;
use super::store::DutyStatus;
use crate::calendar::Day;
use crate::chart::StateId;
use crate::program::{Query, QueryColumn};
use crate::rule::{RegisterId, Value};

impl Look<'_> {
    /// The lines of a register that match, by position, those that hold longest last.
    fn matching(
        &self,
        register: RegisterId,
        columns: &[QueryColumn],
        values: &[Value],
    ) -> Result<Lines, Cause> {
        let mut subject = self.subject();
        let mut on = self.as_of;
        for (column, value) in columns.iter().zip(values) {
            match (column, value) {
                (QueryColumn::Subject, Value::Subject(other)) => subject = Some(*other),
                (QueryColumn::On, Value::Date(day)) => on = *day,
                _ => {}
            }
        }
        let subject = subject.ok_or(Cause::NoSubject)?;
        let mut found = Lines::new();
        for (at, entry) in self.world.registers.on(register, subject) {
            let matches = entry.covers(on)
                && columns.iter().zip(values).all(|(column, value)| match column {
                    QueryColumn::Column(index) => {
                        entry.columns.get(usize::from(*index)).copied().flatten() == Some(*value)
                    }
                    QueryColumn::Subject | QueryColumn::On => true,
                });
            if matches {
                found.push((at, entry.to));
            }
        }
        found.sort_by_key(|(_, to)| (to.is_none(), *to));
        Ok(found)
    }

    /// The answer to a question, and the lines of a register that gave it.
    pub(super) fn answer(&self, query: &Query, values: &[Value]) -> (Result<Value, Cause>, Lines) {
        let none = Lines::new();
        match query {
            Query::HasEntry { register, columns } => {
                match self.matching(*register, columns, values) {
                    Ok(found) => (Ok(Value::Bool(!found.is_empty())), found),
                    Err(cause) => (Err(cause), none),
                }
            }
            Query::EntryUntil { register, columns } => {
                match self.matching(*register, columns, values) {
                    Ok(found) => {
                        let day = found.last().map(|(_, to)| to.unwrap_or(Day::MAX));
                        (day.map(Value::Date).ok_or(Cause::NoEntry), found)
                    }
                    Err(cause) => (Err(cause), none),
                }
            }
            Query::EntryFrom { register, columns } => {
                match self.matching(*register, columns, values) {
                    Ok(found) => {
                        let entries = found.iter().filter_map(|(at, _)| {
                            self.world.registers.get(*at).map(|entry| entry.from)
                        });
                        (entries.min().map(Value::Date).ok_or(Cause::NoEntry), found)
                    }
                    Err(cause) => (Err(cause), none),
                }
            }
            Query::EnteredSince { machine, states } => {
                let since = match values.first() {
                    Some(Value::Date(day)) => *day,
                    _ => return (Err(Cause::OutOfRange), none),
                };
                let entered = self.world.instances_of(*machine).filter(|(id, instance)| {
                    let came = |&state: &StateId| {
                        let day = self.world.instances.entered(self.program, *id, state);
                        instance.is_in(state) && day.is_some_and(|day| day > since)
                    };
                    states.iter().any(came)
                });
                (Ok(Value::Count(i64::try_from(entered.count()).unwrap_or(i64::MAX))), none)
            }
            Query::Count { machine, states } => {
                let children = self.world.children(self.instance);
                let counted = children.filter(|(_, child)| {
                    child.machine == *machine
                        && (states.is_empty() || states.iter().any(|&state| child.is_in(state)))
                });
                (Ok(Value::Count(i64::try_from(counted.count()).unwrap_or(i64::MAX))), none)
            }
            Query::InState { level, state } => {
                let instance = match self.level(*level) {
                    Ok(instance) => instance,
                    Err(cause) => return (Err(cause), none),
                };
                let inside = match self.own {
                    Some(own) if instance == self.instance => own.contains(*state),
                    _ => self.world.instance(instance).is_in(*state),
                };
                (Ok(Value::Bool(inside)), none)
            }
            Query::IsA(kind) => match self.subject() {
                Some(subject) => (Ok(Value::Bool(self.cast.subjects[subject].kind == *kind)), none),
                None => (Err(Cause::NoSubject), none),
            },
            Query::OpenedSince { machine } => {
                let since = match values.first() {
                    Some(Value::Date(day)) => *day,
                    _ => return (Err(Cause::OutOfRange), none),
                };
                let opened = self.world.instances.opened_since(*machine, since);
                (Ok(Value::Count(i64::try_from(opened).unwrap_or(i64::MAX))), none)
            }
            Query::Owed(account) => {
                let sums = self.world.sums(*account, self.instance);
                (Ok(Value::Money(sums.outstanding())), none)
            }
            Query::Paid(account) => {
                (Ok(Value::Money(self.world.sums(*account, self.instance).kept())), none)
            }
            Query::Fulfilled(obligation) => {
                let mut own = self.world.duties.of(self.instance, *obligation);
                let fulfilled =
                    own.next().is_some_and(|(_, duty)| duty.status == DutyStatus::Fulfilled);
                (Ok(Value::Bool(fulfilled)), none)
            }
        }
    }
}
