//! Values, small enough to be copied; texts and lists lie in a [`Pool`] beside them.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::types::{ChoiceId, InstanceId, ListId, SubjectId};
use crate::calendar::{Day, Period};
use crate::ident::{IdVec, Symbol, Symbols};

/// A known value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Count(i64),
    /// A plain decimal.
    Decimal(Decimal),
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

/// The texts and lists of a bundle or of a story. A story's pool is a clone of its bundle's, so
/// that values of the bundle mean the same in both.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    symbols: Symbols,
    lists: IdVec<ListId, Arc<Rows>>,
    known: HashMap<Arc<Rows>, ListId>,
}

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
        let list = self.lists.push(Arc::clone(&rows));
        self.known.insert(rows, list);
        list
    }
    /// The rows of a list, in the order in which they were given.
    pub fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.lists.get(list).map_or(&[], |rows| rows.as_slice())
    }
}
