//! How values, addresses and standings are written in scenarios.

use crate::lang::Phrase;
use crate::program::Program;
use crate::rule::Value;
use crate::world::{Address, Cast, DutyStatus, World};

/// How a duty's standing is written in scenarios.
pub const fn status_name(status: DutyStatus) -> &'static str {
    match status {
        DutyStatus::Open => "open",
        DutyStatus::Overdue => "overdue",
        DutyStatus::Fulfilled => "fulfilled",
        DutyStatus::Breached => "breached",
    }
}

/// How a duty stands, in words.
pub const fn status_phrase(status: DutyStatus) -> Phrase {
    match status {
        DutyStatus::Open => Phrase::DutyOpen,
        DutyStatus::Overdue => Phrase::DutyOverdue,
        DutyStatus::Fulfilled => Phrase::DutyFulfilled,
        DutyStatus::Breached => Phrase::DutyBreached,
    }
}

/// An address as it is written.
pub fn address_text(program: &Program, cast: &Cast, address: &Address) -> String {
    let mut words = Vec::new();
    for part in &address.parts {
        words.push(program.machines[part.machine].name.clone());
        words.extend(part.key.iter().map(|&value| simple_name(program, cast, value)));
    }
    words.join("/")
}

/// A value as it is written, without a world.
fn simple_name(program: &Program, cast: &Cast, value: Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Count(number) => number.to_string(),
        Value::Decimal(number) | Value::Money(number) => number.to_string(),
        Value::Fraction(ratio) => ratio.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Text(symbol) => cast.pool.text(symbol).to_owned(),
        Value::Period(period) => period.to_string(),
        Value::Choice(choice, at) => {
            let value = program.choices[choice].values.get(usize::from(at));
            value.map_or(String::new(), |(name, _)| name.clone())
        }
        Value::Subject(subject) => cast.subjects[subject].name.clone(),
        Value::Instance(_) => String::new(),
        Value::List(list) | Value::Set(list) => {
            let rows = cast.pool.rows(list).iter().map(|row| {
                let cells = row.iter().flatten().map(|&cell| simple_name(program, cast, cell));
                cells.collect::<Vec<_>>().join(" ")
            });
            rows.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A value as it is written.
pub fn value_name(program: &Program, cast: &Cast, world: &World, value: Value) -> String {
    match value {
        Value::Instance(id) => address_text(program, cast, &world.address(program, id)),
        Value::List(list) | Value::Set(list) => {
            let rows = cast.pool.rows(list).iter().map(|row| {
                let cells =
                    row.iter().flatten().map(|&cell| value_name(program, cast, world, cell));
                cells.collect::<Vec<_>>().join(" ")
            });
            rows.collect::<Vec<_>>().join(", ")
        }
        other => simple_name(program, cast, other),
    }
}
