//! Values, days and periods in words.

use super::teller::Teller;
use crate::calendar::{Day, Period, Rests};
use crate::lang::{Phrase, Word, money_text};
use crate::program::ParameterMeaning;
use crate::rule::{ParamId, Value};
use crate::scenario::value_name;
use crate::world::LedgerKind;

impl Teller<'_> {
    /// A period: 5个工作日, 3年.
    pub fn period(&self, period: Period) -> String {
        period.words().say(self.lang)
    }
    /// A value.
    pub fn value(&self, value: Value) -> String {
        match value {
            Value::Bool(true) => self.plain(Phrase::Yes).to_owned(),
            Value::Bool(false) => self.plain(Phrase::No).to_owned(),
            Value::Money(sum) => self.money(sum),
            Value::Period(period) => self.period(period),
            Value::Choice(choice, at) => {
                let values = &self.program.choices[choice].values;
                values
                    .get(usize::from(at))
                    .map_or(String::new(), |(name, title)| self.title(title, name).to_owned())
            }
            Value::Subject(subject) => {
                let subject = &self.cast.subjects[subject];
                self.title(&subject.title, &subject.name).to_owned()
            }
            Value::List(list) => {
                let rows = self.cast.pool.rows(list);
                if rows.is_empty() {
                    return self.plain(Phrase::NothingWord).to_owned();
                }
                let rows = rows.iter().map(|row| {
                    let cells = row.iter().map(|cell| match cell {
                        Some(value) => self.value(*value),
                        None => self.plain(Phrase::UnknownWord).to_owned(),
                    });
                    cells.collect::<Vec<_>>().join(" ")
                });
                rows.collect::<Vec<_>>().join(self.lang.clause_separator())
            }
            Value::Instance(id) => self.instance(id),
            Value::Set(set) => {
                let values = self.cast.pool.rows(set).iter().flatten().flatten();
                let titles: Vec<String> = values.map(|&value| self.value(value)).collect();
                titles.join(self.lang.list_separator())
            }
            Value::Decimal(number) => number.normalize().to_string(),
            Value::Fraction(ratio) => ratio.to_string(),
            Value::Count(_) | Value::Date(_) | Value::Text(_) => {
                value_name(self.program, self.cast, self.world, value)
            }
        }
    }
    /// A sum of money.
    pub fn money(&self, sum: rust_decimal::Decimal) -> String {
        self.say(Phrase::Yuan, vec![("sum", money_text(sum).into())])
    }
    /// What a line of the ledger says.
    pub fn ledger_kind(&self, kind: LedgerKind) -> &'static str {
        self.plain(match kind {
            LedgerKind::Owed => Phrase::LedgerOwed,
            LedgerKind::Paid => Phrase::LedgerPaid,
            LedgerKind::Cancelled => Phrase::LedgerCancelled,
            LedgerKind::Reversed => Phrase::LedgerReversed,
            LedgerKind::Returned => Phrase::LedgerReturned,
        })
    }
    /// From a day to another, or without end.
    pub fn days(&self, from: Day, to: Option<Day>) -> String {
        let to = match to {
            Some(to) => Word::Plain(to.to_string()),
            None => Phrase::NoEnd.into(),
        };
        self.say(Phrase::FromTo, vec![("from", from.to_string().into()), ("to", to)])
    }
    /// A day, marked where a later notice may still move it (A42), or where it is assumed.
    pub fn day(&self, day: Day, rests: Rests) -> String {
        let args = vec![("day", day.to_string().into())];
        match rests {
            Rests::Published => day.to_string(),
            Rests::Provisional => self.say(Phrase::Provisional, args),
            Rests::Assumed => self.say(Phrase::AssumedDay, args),
        }
    }
    /// The value of a parameter on a day, in words.
    pub fn parameter_value(&self, id: ParamId, day: Day) -> Option<String> {
        match self.program.parameters[id].at(day)? {
            ParameterMeaning::Single(value) => Some(self.value(*value)),
            ParameterMeaning::Table(_) | ParameterMeaning::Open => None,
        }
    }
}
