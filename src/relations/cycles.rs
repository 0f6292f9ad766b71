//! All dates moved by whole cycles move the outcomes and change nothing else. The published working
//! days move along: by years after which every day falls on its weekday again.

use std::cell::Cell;
use std::sync::Arc;

use super::back::Back;
use super::base::Base;
use super::seed::Seed;
use super::variation::{Variation, Why};
use crate::calendar::{Day, Period, Unit};
use crate::compare::{Difference, differences, outcome};
use crate::policy::Name;
use crate::program::{ParameterMeaning, Program, constants};
use crate::rule::Value;
use crate::scenario::Remap;

/// After so many years every day falls on its weekday again, as long as no century that is no leap
/// year lies between.
const WEEKDAYS: i64 = 28;

/// The years within which every fourth is a leap year.
const YEARS: (i32, i32) = (1901, 2099);

/// What years are counted by, and what their days are.
struct Span {
    first: Day,
    last: Day,
}

/// Variations of a story.
pub(super) fn variations(
    base: &Base<'_>,
    cycle: &str,
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    let program = base.program;
    if !program.versions.is_single() {
        return Err(Why::Amended);
    }
    let step = step(program, cycle).ok_or(Why::Unknown)?;
    let mut names_a_day = false;
    constants(program, &mut |value| names_a_day |= matches!(value, Value::Date(_)));
    if names_a_day {
        return Err(Why::DayInRule);
    }
    let Span { first, last } = span(base);
    let fits = |years: &i32| {
        let inside = |day: Day| (YEARS.0..=YEARS.1).contains(&(day.year() + years));
        inside(first)
            && inside(last)
            && program.calendar.moved(*years).is_some()
            && base.plan.cast.calendar.moved(*years).is_some()
    };
    let steps = (-8..=8).filter(|times| *times != 0).map(|times| times * step);
    let steps = steps.filter_map(|years| i32::try_from(years).ok()).filter(fits);
    let found: Vec<Variation> = seed
        .some(steps.collect(), count)
        .into_iter()
        .map(|years| Variation::Cycles { years })
        .collect();
    if found.is_empty() { Err(Why::NoRoom) } else { Ok(found) }
}

/// The least number of years that is whole cycles, all of them, and keeps weekdays.
fn step(program: &Program, cycle: &str) -> Option<i64> {
    let (_, info) = program.parameters.enumerated().find(|(_, info)| info.name == cycle)?;
    let mut months = WEEKDAYS * 12;
    for (_, meaning) in &info.values {
        let ParameterMeaning::Single(Value::Period(Period { count, unit })) = meaning else {
            return None;
        };
        let own = match unit {
            Unit::Years => i64::from(*count) * 12,
            Unit::Months => i64::from(*count),
            _ => return None,
        };
        if own == 0 {
            return None;
        }
        months = months.checked_mul(own)?.checked_div(divisor(months, own))?;
    }
    Some(months / 12)
}

fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { divisor(other, one % other) }
}

/// The first and the last day of what the story tells and of what comes of it.
fn span(base: &Base<'_>) -> Span {
    let (first, last) = (Cell::new(Day::MAX), Cell::new(Day::MIN));
    let see = |day: Day| {
        first.set(first.get().min(day));
        last.set(last.get().max(day));
        day
    };
    let value = |_: &str, value: Value| {
        if let Value::Date(day) = value {
            see(day);
        }
        value
    };
    let plan = Remap { value: &value, day: &see }.of_plan(base.plan.clone(), base.program);
    drop(plan);
    base.outcome_days(&mut |day| {
        see(day);
    });
    if let Some(validity) = &base.program.validity {
        see(validity.from);
        if let Some(to) = validity.to {
            see(to);
        }
    }
    Span { first: first.get(), last: last.get() }
}

/// Tries a variation: what came out otherwise, or nothing.
pub(super) fn came(base: &Base<'_>, names: &[Name], years: i32) -> Result<Vec<Difference>, Why> {
    // Within the years of the span all years after whole steps lie as many days apart.
    let from = if years > 0 { YEARS.0 } else { YEARS.1 };
    let ends = Day::ymd(from, 1, 1).zip(Day::ymd(from + years, 1, 1));
    let days = ends.map(|(here, there)| here.days_until(there));
    let days = days.filter(|days| days % 7 == 0).ok_or(Why::NoRoom)?;
    let names: Vec<String> = names.iter().map(|name| name.value.clone()).collect();
    let day = |day: Day| day.plus_days(days).unwrap_or(day);
    let value = |name: &str, value: Value| match value {
        Value::Date(one) => Value::Date(day(one)),
        Value::Count(year) if names.iter().any(|known| known == name) => {
            Value::Count(year + i64::from(years))
        }
        other => other,
    };
    let remap = Remap { value: &value, day: &day };
    let mut plan = remap.of_plan(base.plan.clone(), base.program);
    let mut program = base.program.clone();
    remap.of_program(&mut program, &mut plan.cast.pool);
    program.pool = plan.cast.pool.clone();
    program.calendar = Arc::new(program.calendar.moved(years).ok_or(Why::NoRoom)?);
    plan.cast.calendar = Arc::new(plan.cast.calendar.moved(years).ok_or(Why::NoRoom)?);
    let course = outcome(plan, &program, base.uses);
    let back = Back { days, years, year_names: &names, places: base.places(), ..Back::default() };
    Ok(differences(&base.course.outcomes, &back.all(&course.outcomes, base.program)))
}
