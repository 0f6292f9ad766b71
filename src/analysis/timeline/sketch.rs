//! What a rule sees of an instance that is only thought of: its number, the occurrences before it, the
//! lines that one subject has in registers. Whatever else it asks is not said.

use crate::calendar::{CountError, Counting, Day, Period, Rests, first_day_back, last_day};
use crate::ident::Id;
use crate::policy::{Validity, Version};
use crate::program::{
    Applies, FieldInfo, ParameterInfo, ParameterMeaning, Program, Query, QueryColumn, Slot, Tree,
};
use crate::rule::{
    Budget, ChoiceId, ListId, MachineId, Outcome, ParamId, Reader, RegisterId, Type, Value,
    evaluate,
};

/// The operations that one evaluation may take.
const OPERATIONS: u64 = 100_000;

/// Why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Only a story says it.
    Unsaid,
    /// A year whose working days are not published.
    Unpublished(i32),
}

impl From<CountError> for Missing {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Unpublished(one) => Self::Unpublished(one.year),
            CountError::OutOfRange => Self::Unsaid,
        }
    }
}

/// A line of a register that is thought of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    /// The register.
    pub register: RegisterId,
    /// What stands in the columns that are known.
    pub columns: Vec<(u16, Value)>,
    /// The first day.
    pub from: Day,
    /// The last; none means without end.
    pub to: Option<Day>,
}

/// The instance that is thought of.
#[derive(Clone, Copy)]
pub(super) struct Sketch<'p> {
    /// All versions side by side.
    pub program: &'p Program,
    /// The machine whose instances come again and again.
    pub recurring: Option<MachineId>,
    /// The machine of the instance that asks.
    pub machine: MachineId,
    /// The number of the occurrence.
    pub number: i64,
    /// The day on which the occurrence was opened that decides for the instance.
    pub opened: Day,
    /// The day.
    pub today: Day,
    /// The day that the instance remembers wherever it remembers one.
    pub remembered: Option<Day>,
    /// The day whose version holds, where it is another than today.
    pub version_of: Option<Day>,
    /// The days on which occurrences were opened.
    pub openings: &'p [Day],
    /// Whether the measure is taken to last for ever.
    pub lasting: bool,
    /// The lines of the subject.
    pub lines: &'p [Drawn],
    /// What the days that were counted rest on.
    pub rests: Rests,
}

/// Stands for any value of a choice.
fn any(choice: ChoiceId) -> Value {
    Value::Choice(choice, u16::MAX)
}

fn agrees(one: Value, other: Value) -> bool {
    let is_any = |value: Value| matches!(value, Value::Choice(_, u16::MAX));
    one == other || is_any(one) || is_any(other)
}

impl<'p> Sketch<'p> {
    /// The day that decides.
    fn deciding(&self, applies: &Applies) -> Day {
        match applies {
            Applies::Outermost | Applies::Machine(_) => self.opened,
            Applies::Events(_) => self.today,
            Applies::Act => self.version_of.unwrap_or(self.today),
        }
    }
    /// The version under which the instance stands.
    pub(super) fn version(&self) -> Version {
        let parts = self.program.versions.parts.iter().enumerate();
        let held = parts.filter(|(_, part)| self.deciding(&part.applies) >= part.from);
        self.program.versions.of(held.fold(0, |held, (at, _)| held | 1 << at))
    }
    /// A parameter under that version, and what it means.
    pub(super) fn parameter(
        &self,
        id: ParamId,
    ) -> (&'p ParameterInfo, Option<&'p ParameterMeaning>) {
        let info = self.program.parameters[id].under(self.version());
        (info, info.at(self.deciding(&info.applies)))
    }
    /// The period that a parameter is.
    pub(super) fn period(&self, id: ParamId) -> Option<Period> {
        match self.parameter(id).1? {
            ParameterMeaning::Single(Value::Period(period)) => Some(*period),
            _ => None,
        }
    }
    /// The days on which the measure is in force.
    fn validity(&self) -> Option<&'p Validity> {
        let parts = self.program.versions.parts.iter().rev();
        let begun = parts.filter(|part| part.from <= self.today);
        let anew = begun.filter_map(|part| part.validity.as_ref()).next();
        anew.or(self.program.validity.as_ref())
    }
    /// Whether the measure is in force.
    pub(super) fn in_force(&self) -> bool {
        self.validity()
            .is_none_or(|one| one.from <= self.today && one.to.is_none_or(|to| self.today <= to))
    }
    /// What a rule says; nothing where it cannot be said.
    pub(super) fn asks(mut self, tree: &Tree) -> Result<Value, Missing> {
        self.evaluated(tree)
    }
    /// The same, and what it rests on.
    pub(super) fn evaluated(&mut self, tree: &Tree) -> Result<Value, Missing> {
        match evaluate(tree, self, &mut Budget::new(OPERATIONS)) {
            Ok(Outcome::Known(value)) => Ok(value),
            Ok(Outcome::Unknown(causes)) => {
                Err(causes.into_iter().max().unwrap_or(Missing::Unsaid))
            }
            Err(_) => Err(Missing::Unsaid),
        }
    }
    /// The last day of a period.
    pub(super) fn last(
        &mut self,
        from: Day,
        period: Period,
        counting: Counting,
    ) -> Result<Day, Missing> {
        let counted = last_day(from, period, counting, &self.program.calendar)?;
        self.rests = self.rests.max(counted.rests);
        Ok(counted.last)
    }
    /// The machine so many owners upwards.
    fn machine_at(&self, level: u8) -> Option<MachineId> {
        (0..level).try_fold(self.machine, |at, _| self.program.machines[at].owner)
    }
    fn remembers(&self, level: u8, field: &FieldInfo) -> Result<Value, Missing> {
        match field.ty {
            Type::Date if level == 0 => self.remembered.map(Value::Date).ok_or(Missing::Unsaid),
            Type::Date => Ok(Value::Date(self.opened)),
            Type::Choice(choice) => Ok(any(choice)),
            _ => Err(Missing::Unsaid),
        }
    }
    /// The lines that are asked about.
    fn matching(
        &self,
        register: RegisterId,
        columns: &[QueryColumn],
        values: &[Value],
    ) -> Vec<&'p Drawn> {
        let on = columns.iter().zip(values).find_map(|(column, value)| match (column, value) {
            (QueryColumn::On, Value::Date(day)) => Some(*day),
            _ => None,
        });
        let on = on.unwrap_or(self.today);
        let lines = self.lines.iter().filter(|line| {
            line.register == register && line.from <= on && line.to.is_none_or(|to| on <= to)
        });
        let fits = |line: &&Drawn| {
            columns.iter().zip(values).all(|(column, value)| match column {
                QueryColumn::Column(at) => {
                    let held = line.columns.iter().find(|(known, _)| known == at);
                    held.is_none_or(|(_, held)| agrees(*held, *value))
                }
                QueryColumn::Subject | QueryColumn::On => true,
            })
        };
        lines.filter(fits).collect()
    }
    fn opened_since(&self, machine: MachineId, since: Day) -> i64 {
        let others = self.openings.iter().filter(|day| **day > since && **day <= self.today);
        // Who asks is there already.
        let own = self.machine == machine && self.today > since;
        i64::try_from(others.count()).unwrap_or(i64::MAX).saturating_add(i64::from(own))
    }
}

impl Reader for Sketch<'_> {
    type Slot = Slot;
    type Query = Query;
    type Cause = Missing;

    fn read(&mut self, slot: &Slot) -> Result<Value, Missing> {
        let unsaid = Missing::Unsaid;
        match *slot {
            Slot::Param(id) => match self.parameter(id).1 {
                Some(ParameterMeaning::Single(value)) => Ok(*value),
                _ => Err(unsaid),
            },
            Slot::Data { level, index } => {
                let machine = &self.program.machines[self.machine_at(level).ok_or(unsaid)?];
                let field = machine.data.get(usize::from(index)).ok_or(unsaid)?;
                self.remembers(level, field)
            }
            Slot::Key { level, index } => {
                let machine = &self.program.machines[self.machine_at(level).ok_or(unsaid)?];
                let field = machine.key.get(usize::from(index)).ok_or(unsaid)?;
                match field.ty {
                    Type::Count => Ok(Value::Count(self.number)),
                    _ => self.remembers(level, field),
                }
            }
            Slot::Event(field) => match self.program.fields[field].ty {
                Type::Choice(choice) => Ok(any(choice)),
                _ => Err(unsaid),
            },
            Slot::Today | Slot::AsOf => Ok(Value::Date(self.today)),
            Slot::Place => Ok(any(ChoiceId::new(0))),
            Slot::ValidFrom => self.validity().map(|one| Value::Date(one.from)).ok_or(unsaid),
            Slot::ValidTo if self.lasting => Ok(Value::Date(Day::MAX)),
            Slot::ValidTo => self.validity().and_then(|one| one.to).map(Value::Date).ok_or(unsaid),
            Slot::Under(under) => Ok(Value::Bool(under.holds(self.version()))),
            Slot::Fact(_)
            | Slot::LinkedFact { .. }
            | Slot::KeyFact { .. }
            | Slot::Finding { .. }
            | Slot::Subject
            | Slot::Actor
            | Slot::Itself => Err(unsaid),
        }
    }

    fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.program.pool.rows(list)
    }

    fn missing_column(&mut self, _list: ListId, _row: usize, _column: usize) -> Missing {
        Missing::Unsaid
    }

    fn lookup(&mut self, slot: &Slot, keys: &[Value]) -> Result<Value, Missing> {
        let Slot::Param(id) = *slot else { return Err(Missing::Unsaid) };
        let Some(ParameterMeaning::Table(rows)) = self.parameter(id).1 else {
            return Err(Missing::Unsaid);
        };
        let row = rows.iter().find(|(known, _)| known == keys);
        row.map(|(_, value)| *value).ok_or(Missing::Unsaid)
    }

    fn query(&mut self, query: &Query, values: &[Value]) -> Result<Value, Missing> {
        let unsaid = Missing::Unsaid;
        match query {
            Query::HasEntry { register, columns } => {
                Ok(Value::Bool(!self.matching(*register, columns, values).is_empty()))
            }
            Query::EntryUntil { register, columns } => {
                let lines = self.matching(*register, columns, values).into_iter();
                let last = lines.map(|line| line.to.unwrap_or(Day::MAX)).max();
                last.map(Value::Date).ok_or(unsaid)
            }
            Query::EntryFrom { register, columns } => {
                let lines = self.matching(*register, columns, values).into_iter();
                lines.map(|line| line.from).min().map(Value::Date).ok_or(unsaid)
            }
            Query::LatestEntryFrom { register, columns } => {
                let lines = self.matching(*register, columns, values).into_iter();
                lines.map(|line| line.from).max().map(Value::Date).ok_or(unsaid)
            }
            Query::LastOpened { machine } if self.recurring == Some(*machine) => {
                let before = self.openings.iter().filter(|day| **day <= self.today).max();
                before.map(|day| Value::Date(*day)).ok_or(unsaid)
            }
            Query::OpenedSince { machine } if self.recurring == Some(*machine) => {
                match values.first() {
                    Some(Value::Date(since)) => {
                        Ok(Value::Count(self.opened_since(*machine, *since)))
                    }
                    _ => Err(unsaid),
                }
            }
            _ => Err(unsaid),
        }
    }

    fn add_period(&mut self, day: Day, period: Period) -> Result<Day, Missing> {
        self.last(day, period, self.program.counting)
    }

    fn elapse(&mut self, day: Day, period: Period) -> Result<Day, Missing> {
        self.last(day, period, Counting::default())
    }

    fn add_read(&mut self, day: Day, slot: &Slot, period: Period) -> Result<Day, Missing> {
        let own = match slot {
            Slot::Param(id) => self.parameter(*id).0.counting,
            _ => None,
        };
        self.last(day, period, own.unwrap_or(self.program.counting))
    }

    fn subtract_period(&mut self, day: Day, period: Period) -> Result<Day, Missing> {
        let counted = first_day_back(day, period, self.program.counting, &self.program.calendar)?;
        self.rests = self.rests.max(counted.rests);
        Ok(counted.last)
    }
}
