//! Questions that rules ask of the world by name: registers, children, states, editions, money,
//! duties.

use super::journal::Lines;
use super::look::Look;
use super::refusal::Cause;
use super::store::{Agreement, DutyStatus, RegisterEntry};
use crate::calendar::Day;
use crate::chart::StateId;
use crate::program::{Query, QueryColumn};
use crate::rule::{MachineId, RegisterId, Value};

/// The lines of a register that are asked about.
#[derive(Default)]
struct Matching {
    /// Those that agree, those that hold longest last.
    lines: Lines,
    /// Those of which a column was left open that decides whether they do.
    open: Vec<(u32, Cause)>,
}

impl Look<'_> {
    /// The lines of a register that are asked about.
    fn matching(
        &self,
        register: RegisterId,
        columns: &[QueryColumn],
        values: &[Value],
    ) -> Result<Matching, Cause> {
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
        let declared = &self.program.registers[register].columns;
        let mut found = Matching::default();
        for (at, entry) in self.world.registers.on(register, subject) {
            if !entry.covers(on) {
                continue;
            }
            let wanted = columns.iter().zip(values).filter_map(|(column, value)| match column {
                QueryColumn::Column(index) => Some((usize::from(*index), *value)),
                QueryColumn::Subject | QueryColumn::On => None,
            });
            match entry.agrees(declared, wanted) {
                Agreement::Yes => found.lines.push((at, entry.to)),
                Agreement::No => {}
                Agreement::Perhaps(column) => {
                    found.open.push((at, Cause::Entry(subject, register, column)));
                }
            }
        }
        found.lines.sort_by_key(|(_, to)| (to.is_none(), *to));
        Ok(found)
    }

    /// What a register says: by `decide`, unless a line of which a column was left open would have
    /// it otherwise.
    fn register(
        &self,
        (register, columns, values): (RegisterId, &[QueryColumn], &[Value]),
        decide: impl Fn(&[&RegisterEntry]) -> Option<Value>,
    ) -> (Result<Value, Cause>, Lines) {
        let Matching { lines, open } = match self.matching(register, columns, values) {
            Ok(found) => found,
            Err(cause) => return (Err(cause), Lines::new()),
        };
        let line = |at: u32| self.world.registers.get(at);
        let certain: Vec<_> = lines.iter().filter_map(|(at, _)| line(*at)).collect();
        let said = decide(&certain);
        for (at, cause) in open {
            let with: Vec<_> = certain.iter().copied().chain(line(at)).collect();
            if decide(&with) != said {
                return (Err(cause), lines);
            }
        }
        (said.ok_or(Cause::NoEntry), lines)
    }

    /// How many instances of a machine are in one of the states and came to it after a day.
    fn entered_since(&self, machine: MachineId, states: &[StateId], since: Day) -> u64 {
        let chart = &self.program.machines[machine].chart;
        let others = |at: usize| states.iter().skip(at + 1);
        let together = states
            .iter()
            .enumerate()
            .any(|(at, &state)| others(at).any(|&other| chart.may_be_together(state, other)));
        if !together {
            return states
                .iter()
                .map(|&state| self.world.entered.since(machine, state, since))
                .sum();
        }
        // Who is in two of them counts once.
        let entered = self.world.instances_of(machine).filter(|(id, instance)| {
            states.iter().any(|&state| {
                let day = self.world.instances.entered(self.program, *id, state);
                instance.is_in(state) && day.is_some_and(|day| day > since)
            })
        });
        entered.count() as u64
    }

    /// The answer to a question, and the lines of a register that gave it.
    pub(super) fn answer(&self, query: &Query, values: &[Value]) -> (Result<Value, Cause>, Lines) {
        let none = Lines::new();
        match query {
            Query::HasEntry { register, columns } => self
                .register((*register, columns, values), |lines| {
                    Some(Value::Bool(!lines.is_empty()))
                }),
            // Where bars overlap the longest governs.
            Query::EntryUntil { register, columns } => {
                self.register((*register, columns, values), |lines| {
                    let last = lines.iter().map(|line| line.to.unwrap_or(Day::MAX)).max();
                    last.map(Value::Date)
                })
            }
            Query::EntryFrom { register, columns } => self
                .register((*register, columns, values), |lines| {
                    lines.iter().map(|line| line.from).min().map(Value::Date)
                }),
            Query::LatestEntryFrom { register, columns } => self
                .register((*register, columns, values), |lines| {
                    lines.iter().map(|line| line.from).max().map(Value::Date)
                }),
            Query::LastOpened { machine } => {
                let mut others = self.world.instances_of(*machine).rev();
                let last = others.find(|(id, _)| *id != self.instance);
                let day = last.map(|(_, instance)| Value::Date(instance.opened));
                (day.ok_or(Cause::NoneOpened(*machine)), none)
            }
            Query::EnteredSince { machine, states } => {
                let since = match values.first() {
                    Some(Value::Date(day)) => *day,
                    _ => return (Err(Cause::OutOfRange), none),
                };
                let entered = self.entered_since(*machine, states, since);
                (Ok(Value::Count(i64::try_from(entered).unwrap_or(i64::MAX))), none)
            }
            Query::Count { machine, states } => {
                let children = self.world.children(self.instance);
                let counted = children.filter(|(_, child)| {
                    child.machine == *machine
                        && (states.is_empty() || states.iter().any(|&state| child.is_in(state)))
                });
                (Ok(Value::Count(i64::try_from(counted.count()).unwrap_or(i64::MAX))), none)
            }
            Query::InState { level, states } => {
                let instance = match self.level(*level) {
                    Ok(instance) => instance,
                    Err(cause) => return (Err(cause), none),
                };
                let inside = match self.own {
                    Some(own) if instance == self.instance => {
                        states.iter().any(|&state| own.contains(state))
                    }
                    _ => {
                        let instance = self.world.instance(instance);
                        states.iter().any(|&state| instance.is_in(state))
                    }
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
