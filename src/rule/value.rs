//! Values, small enough to be copied; texts and lists lie in a [`Pool`] beside them.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use num_rational::Ratio;
use rust_decimal::Decimal;

use super::types::{ChoiceId, InstanceId, ListId, SubjectId};
use crate::calendar::{Day, Period};
use crate::ident::{IdVec, Symbol, Symbols};
use crate::lang::Share;

/// A known value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Count(i64),
    /// A plain decimal.
    Decimal(Decimal),
    /// A share that no decimal holds, in lowest terms.
    Fraction(Ratio<i64>),
    /// An amount, in the unit of the ledger.
    Money(Decimal),
    /// A civil day.
    Date(Day),
    /// An interned text.
    Text(Symbol),
    /// A length of legal time.
    Period(Period),
    /// The name at that position of the choice, counted from 0.
    Choice(ChoiceId, u16),
    /// A subject.
    Subject(SubjectId),
    /// An instance.
    Instance(InstanceId),
    /// Rows.
    List(ListId),
    /// Names of one choice: rows of one column.
    Set(ListId),
}

impl Value {
    /// A number as a ratio, exactly; nothing where it is none.
    pub fn ratio(self) -> Option<Ratio<i128>> {
        match self {
            Self::Count(count) => Some(Ratio::from_integer(count.into())),
            Self::Decimal(number) | Self::Money(number) => {
                Some(Ratio::new(number.mantissa(), 10_i128.checked_pow(number.scale())?))
            }
            Self::Fraction(ratio) => {
                Some(Ratio::new_raw(i128::from(*ratio.numer()), i128::from(*ratio.denom())))
            }
            _ => None,
        }
    }

    /// The order of two numbers or two days; nothing where they have none.
    pub fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Count(left), Self::Count(right)) => Some(left.cmp(&right)),
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(&right)),
            (Self::Decimal(left), Self::Decimal(right))
            | (Self::Money(left), Self::Money(right)) => Some(left.cmp(&right)),
            _ => Some(self.ratio()?.cmp(&other.ratio()?)),
        }
    }
}

impl From<Share> for Value {
    fn from(share: Share) -> Self {
        match share {
            Share::Decimal(number) => Self::Decimal(number),
            Share::Fraction(ratio) => Self::Fraction(ratio),
        }
    }
}

/// The texts and lists of a bundle or of a story. A story's pool is a clone of its bundle's, so
/// that values of the bundle mean the same in both.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    symbols: Symbols,
    lists: IdVec<ListId, Shown>,
    known: HashMap<Arc<Rows>, ListId>,
    growth: HashMap<(ListId, u16), Growth>,
}

/// The first rows of a list.
#[derive(Clone, Debug)]
struct Shown {
    of: Arc<Rows>,
    count: usize,
}

/// The days on which a list grows, each with the list from that day on; before the first stands
/// what bears no day.
type Growth = Arc<[(Option<Day>, ListId)]>;

/// Rows of a list; what is missing is unknown.
type Rows = Vec<Vec<Option<Value>>>;

impl Pool {
    /// The value of a text.
    pub fn text_value(&mut self, text: &str) -> Value {
        Value::Text(self.symbols.intern(text))
    }
    /// The symbol of a text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        self.symbols.intern(text)
    }
    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.text(symbol)
    }
    /// The symbols.
    pub const fn symbols(&self) -> &Symbols {
        &self.symbols
    }
    /// Adds rows; a missing value of a row is unknown. Equal rows share one id.
    pub fn add_list(&mut self, rows: Vec<Vec<Option<Value>>>) -> ListId {
        if let Some(&list) = self.known.get(&rows) {
            return list;
        }
        let rows = Arc::new(rows);
        let list = self.lists.push(Shown { count: rows.len(), of: Arc::clone(&rows) });
        self.known.insert(rows, list);
        list
    }
    /// Makes ready the lists of day after day of a list whose rows bear in a column the day on
    /// which they happened; [`Pool::growth`] tells them.
    pub fn date_list(&mut self, list: ListId, column: u16) {
        if self.growth.contains_key(&(list, column)) {
            return;
        }
        let day = |row: &Vec<Option<Value>>| match row.get(usize::from(column)) {
            Some(Some(Value::Date(day))) => Some(*day),
            _ => None,
        };
        let mut rows = self.rows(list).to_vec();
        rows.sort_by_key(day);
        let of = Arc::new(rows);
        let mut growth: Vec<(Option<Day>, ListId)> = Vec::new();
        if of.first().is_none_or(|row| day(row).is_some()) {
            growth.push((None, self.add_list(Vec::new())));
        }
        let mut count = 0;
        for same in of.chunk_by(|one, next| day(one) == day(next)) {
            count += same.len();
            let shown = match count == of.len() {
                true => list,
                false => self.lists.push(Shown { of: Arc::clone(&of), count }),
            };
            growth.push((same.first().and_then(day), shown));
        }
        self.growth.insert((list, column), growth.into());
    }
    /// The days on which a list grows, each with the list from that day on; before the first stands
    /// what bears no day.
    pub fn growth(&self, list: ListId, column: u16) -> Option<&[(Option<Day>, ListId)]> {
        self.growth.get(&(list, column)).map(|growth| &**growth)
    }
    /// The rows of a list, in the order in which they were given.
    pub fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.lists.get(list).and_then(|list| list.of.get(..list.count)).unwrap_or(&[])
    }
}
