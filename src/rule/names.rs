//! What a rule asks of its surroundings: when it is compiled, what a name stands for; when it is
//! evaluated, what the value is.

use std::fmt::Debug;
use std::hash::Hash;

use super::types::{ChoiceId, ListId, RecordId, Type};
use super::value::Value;
use crate::calendar::{Day, Period};
use crate::source::Spanned;

/// What names a rule may use, and what they are.
pub trait Names {
    /// A place that a value is read from.
    type Slot: Clone + Debug + Eq + Hash;
    /// A question that is asked by its own name.
    type Query: Clone + Debug + Eq + Hash;

    /// What a dotted path stands for.
    fn resolve(&self, path: &[&str]) -> Option<(Self::Slot, Type)>;
    /// The names that may follow `prefix` in a path, in the order in which they are declared.
    fn known(&self, prefix: &[&str]) -> Vec<String>;
    /// Whether a path may begin with this name.
    fn begins(&self, name: &str) -> bool {
        self.known(&[]).iter().any(|known| known == name)
    }
    /// The value of a choice that has this name.
    fn choice_value(&self, choice: ChoiceId, name: &str) -> Option<Value>;
    /// The names of a choice, in the order in which they are declared.
    fn choice_names(&self, choice: ChoiceId) -> Vec<String>;
    /// The columns of the rows of a list.
    fn record(&self, record: RecordId) -> &[(String, Type)];
    /// The names of all queries.
    fn query_names(&self) -> &'static [&'static str];
    /// The question that `name` asks with these texts and these columns.
    ///
    /// # Errors
    /// What is wrong with the texts or the columns.
    fn query(
        &self,
        name: &str,
        texts: &[Spanned<String>],
        columns: &[Spanned<String>],
    ) -> Result<CompiledQuery<Self::Query>, QueryProblem>;
}

/// A question that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledQuery<Q> {
    /// What is asked.
    pub query: Q,
    /// What the answer is.
    pub result: Type,
    /// What each column's value has to be, in the order in which the columns were given.
    pub columns: Vec<Type>,
}

/// Which part of a query is meant; positions count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryPart {
    /// The whole of it: too few or too many texts, for instance.
    Whole,
    /// One of its texts.
    Text(usize),
    /// One of its columns.
    Column(usize),
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where.
    pub part: QueryPart,
    /// What may stand there; for the whole, how many texts it takes.
    pub known: Vec<String>,
    /// How many texts the query takes, least and most.
    pub texts: (usize, usize),
}

/// What the values are, for one evaluation at one moment.
pub trait Reader {
    /// A place that a value is read from.
    type Slot;
    /// A question that is asked by its own name.
    type Query;
    /// Why a value is unknown.
    type Cause: Clone + Eq + Debug;

    /// The value of a slot.
    ///
    /// # Errors
    /// Why it is unknown.
    fn read(&mut self, slot: &Self::Slot) -> Result<Value, Self::Cause>;
    /// How much it was asked so far, where it keeps count: tells which of its notes belong to a
    /// clause.
    fn noted(&self) -> u32 {
        0
    }
    /// The rows of a list or a set; a missing value is unknown.
    fn rows(&self, list: ListId) -> &[Vec<Option<Value>>];
    /// Why a column of a row is unknown; both counted from 0.
    fn missing_column(&mut self, list: ListId, row: usize, column: usize) -> Self::Cause;
    /// The value that the table in `slot` has for the keys, which are choices in its order.
    ///
    /// # Errors
    /// Why it is unknown.
    fn lookup(&mut self, slot: &Self::Slot, keys: &[Value]) -> Result<Value, Self::Cause>;
    /// The answer to a query, its columns' values in the order in which they were written.
    ///
    /// # Errors
    /// Why it is unknown.
    fn query(&mut self, query: &Self::Query, columns: &[Value]) -> Result<Value, Self::Cause>;
    /// The day on which `period` ends that begins on `day`; years and months end on the
    /// corresponding day.
    ///
    /// # Errors
    /// Why it is unknown: a year whose working days are not published, a day past the calendar.
    fn add_period(&mut self, day: Day, period: Period) -> Result<Day, Self::Cause>;
    /// The day on which so much time has passed since `day`: neither moved to a working day, as the
    /// last day of a term may be, nor counted as the measure counts terms.
    ///
    /// # Errors
    /// As for [`Reader::add_period`].
    fn elapse(&mut self, day: Day, period: Period) -> Result<Day, Self::Cause>;
    /// The same for a period that stands in a slot, which may be counted in a way of its own.
    ///
    /// # Errors
    /// As for [`Reader::add_period`].
    fn add_read(
        &mut self,
        day: Day,
        _slot: &Self::Slot,
        period: Period,
    ) -> Result<Day, Self::Cause> {
        self.add_period(day, period)
    }
    /// The day on which `period` begins that ends on `day`.
    ///
    /// # Errors
    /// As for [`Reader::add_period`].
    fn subtract_period(&mut self, day: Day, period: Period) -> Result<Day, Self::Cause>;
}
