//! Numbers, lengths and ways of counting: one more, one less, days for working days.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::change::Change;
use super::finder::{About, Finder, Reach, called};
use super::operator::Operator;
use super::place::{Node, each_tree};
use crate::calendar::{Counting, Period, Unit};
use crate::compare::Element;
use crate::lang::{Phrase, Word, money_text};
use crate::program::{ParameterInfo, ParameterMeaning, Program, RoleHolder, Slot};
use crate::rule::{Arithmetic, ExprKind, ParamId, Value};

/// The mutants of parameters.
pub fn find(finder: &mut Finder<'_>) {
    let program = finder.program;
    let limits: BTreeSet<ParamId> =
        program.selections.iter().flat_map(|one| &one.quotas).map(|quota| quota.max).collect();
    let (of_roles, added) = (read_by_roles(program), added_to_days(program));
    for (id, info) in program.parameters.enumerated() {
        let reach = match of_roles.contains(&id) {
            true => Reach::All,
            false => Reach::Of(Element::Parameter(info.name.clone())),
        };
        let about = About { cited: &info.cited, at: info.at, reach };
        let is_limit = limits.contains(&id);
        for (at, (from, meaning)) in info.values.iter().enumerate() {
            let dated = from.map(|day| format!("@{day}")).unwrap_or_default();
            let rows: Vec<(Option<usize>, String, Word, Value)> = match meaning {
                ParameterMeaning::Single(value) => {
                    vec![(None, dated, called(&info.title, &info.name), *value)]
                }
                ParameterMeaning::Table(rows) => rows
                    .iter()
                    .enumerate()
                    .map(|(row, (keys, value))| {
                        let (key, title) = row_name(program, info, keys);
                        (Some(row), format!("[{key}]{dated}"), title, *value)
                    })
                    .collect(),
                ParameterMeaning::Open => Vec::new(),
            };
            for (row, key, title, value) in rows {
                let place = Row { id, at, row, key: format!("{}{key}", info.name), title, value };
                place.find(finder, &about, is_limit);
            }
        }
        if added.contains(&id) {
            let own = info.counting.unwrap_or(program.counting);
            let (change, title) = (Change::CountedBy(id, first_day(own)), &info.title);
            finder.add(Operator::FirstDay, &info.name, &about, change, |of| {
                first_day_said(of, called(title, &info.name), own)
            });
        }
    }
}

/// A value of a parameter, in a table one of its rows.
struct Row {
    id: ParamId,
    at: usize,
    row: Option<usize>,
    key: String,
    title: Word,
    value: Value,
}

impl Row {
    fn find<'p>(&self, finder: &mut Finder<'p>, about: &About<'p>, is_limit: bool) {
        let operator = match self.value {
            _ if is_limit => Operator::Quota,
            Value::Period(_) => Operator::Term,
            _ => Operator::Threshold,
        };
        for (sign, other) in beside(self.value) {
            self.add(finder, about, (operator, sign), other);
        }
        if let Value::Period(period) = self.value
            && let Some(other) = other_unit(period)
        {
            self.add(finder, about, (Operator::Unit, other.unit.word()), Value::Period(other));
        }
    }
    fn add<'p>(
        &self,
        finder: &mut Finder<'p>,
        about: &About<'p>,
        (operator, sign): (Operator, &str),
        other: Value,
    ) {
        let program = finder.program;
        let change = Change::Value(self.id, self.at, self.row, other);
        let key = format!("{}{}", self.key, if operator == Operator::Unit { ":" } else { "" });
        finder.add(operator, &format!("{key}{sign}"), about, change, |of| {
            let (before, after) = (said(program, self.value), said(program, other));
            let title = self.title.clone();
            let args = vec![("of", of), ("title", title), ("before", before), ("after", after)];
            Word::Phrase(Phrase::MutateValue, args)
        });
    }
}

/// One more and one less of a value, by its smallest unit; a length is never less than nothing.
pub fn beside(value: Value) -> Vec<(&'static str, Value)> {
    let more = "+1";
    let less = "-1";
    match value {
        Value::Count(count) => [(more, count.checked_add(1)), (less, count.checked_sub(1))]
            .into_iter()
            .filter_map(|(sign, count)| Some((sign, Value::Count(count.filter(|one| *one >= 0)?))))
            .collect(),
        Value::Decimal(number) => {
            let last = Decimal::new(1, number.scale());
            vec![(more, Value::Decimal(number + last)), (less, Value::Decimal(number - last))]
        }
        Value::Money(sum) => {
            let yuan = Decimal::ONE;
            let both = [(more, sum + yuan), (less, sum - yuan)];
            let lawful = both.into_iter().filter(|(_, sum)| !sum.is_sign_negative());
            lawful.map(|(sign, sum)| (sign, Value::Money(sum))).collect()
        }
        Value::Period(Period { count, unit }) => {
            let both = [(more, count.checked_add(1)), (less, count.checked_sub(1))];
            let of = |count| Value::Period(Period { count, unit });
            both.into_iter().filter_map(|(sign, count)| Some((sign, of(count?)))).collect()
        }
        Value::Date(day) => {
            let both = [(more, day.plus_days(1)), (less, day.plus_days(-1))];
            both.into_iter().filter_map(|(sign, day)| Some((sign, Value::Date(day?)))).collect()
        }
        Value::Bool(holds) => vec![("!", Value::Bool(!holds))],
        _ => Vec::new(),
    }
}

/// Days for working days, and the other way round.
pub fn other_unit(period: Period) -> Option<Period> {
    let unit = match period.unit {
        Unit::Workdays => Unit::Days,
        Unit::Days => Unit::Workdays,
        Unit::Weeks | Unit::Months | Unit::Years => return None,
    };
    Some(Period { unit, ..period })
}

/// The same way of counting, but for the first day.
pub const fn first_day(counting: Counting) -> Counting {
    Counting { include_start: !counting.include_start, ..counting }
}

/// That the first day is counted, or is not.
pub fn first_day_said(of: Word, title: Word, own: Counting) -> Word {
    let phrase = match own.include_start {
        true => Phrase::MutateFirstDayLeft,
        false => Phrase::MutateFirstDayCounted,
    };
    Word::Phrase(phrase, vec![("of", of), ("title", title)])
}

/// A value in words.
pub fn said(program: &Program, value: Value) -> Word {
    match value {
        Value::Bool(true) => Phrase::Yes.into(),
        Value::Bool(false) => Phrase::No.into(),
        Value::Count(count) => Word::Plain(count.to_string()),
        Value::Decimal(number) => Word::Plain(number.to_string()),
        Value::Fraction(ratio) => Word::Plain(ratio.to_string()),
        Value::Money(sum) => Word::Phrase(Phrase::Yuan, vec![("sum", money_text(sum).into())]),
        Value::Date(day) => Word::Plain(day.to_string()),
        Value::Period(period) => period.words(),
        Value::Choice(choice, at) => {
            let values = &program.choices[choice].values;
            let value = values.get(usize::from(at));
            value.map_or(Word::Plain(String::new()), |(name, title)| called(title, name))
        }
        _ => Word::Plain("…".to_owned()),
    }
}

/// The name of a row, and what people call it.
fn row_name(program: &Program, info: &ParameterInfo, keys: &[Value]) -> (String, Word) {
    let names = keys.iter().filter_map(|key| match key {
        Value::Choice(choice, at) => {
            program.choices[*choice].values.get(usize::from(*at)).map(|(name, _)| name.clone())
        }
        _ => None,
    });
    let titles = keys.iter().map(|key| said(program, *key)).collect();
    let args = vec![("name", called(&info.title, &info.name)), ("keys", Word::List(titles))];
    (names.collect::<Vec<_>>().join("."), Word::Phrase(Phrase::UnaskedRow, args))
}

/// The parameters that are read to know who holds a role.
fn read_by_roles(program: &Program) -> BTreeSet<ParamId> {
    let trees = program.roles.iter().flat_map(|role| match &role.holder {
        RoleHolder::Party(trees) => trees.as_slice(),
        _ => &[],
    });
    let reads = trees.flat_map(|(_, tree)| &tree.reads);
    reads
        .filter_map(|(slot, _)| match slot {
            Slot::Param(id) => Some(*id),
            _ => None,
        })
        .collect()
}

/// The parameters that are added to a day, or taken from one.
fn added_to_days(program: &Program) -> BTreeSet<ParamId> {
    let mut found = BTreeSet::new();
    each_tree(program, &mut |_, tree| {
        of_node(&tree.body, &mut found);
        tree.functions.iter().for_each(|function| of_node(&function.body, &mut found));
    });
    let is_period = |id: &ParamId| program.parameters[*id].ty == crate::rule::Type::Period;
    found.into_iter().filter(is_period).collect()
}

fn of_node(node: &Node, found: &mut BTreeSet<ParamId>) {
    if let ExprKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, both) = &node.kind {
        let read = both.iter().filter_map(|part| match &part.kind {
            ExprKind::Read(Slot::Param(id)) => Some(*id),
            _ => None,
        });
        found.extend(read);
    }
    node.for_each_part(&mut |part| of_node(part, found));
}
