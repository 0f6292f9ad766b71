//! The names of the functions that every rule has.

use super::expr::Quantifier;
use crate::calendar::Unit;

/// A function that every rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Native {
    /// `years(3)`, `years(from, to)`, and the same for the other units.
    Time(Unit),
    /// `year(day)`
    YearOf,
    /// `month(day)`
    MonthOf,
    /// `day(day)`
    DayOf,
    /// `date("2024-05-06")`
    Date,
    /// `money("50万元")`
    Money,
    /// `decimal("0.25")`
    Decimal,
    /// `within(day, period, end)`
    Within,
    /// `any(list, "predicate")` and its like.
    Quantify(Quantifier),
    /// `sum_of(list, "column")`
    Sum,
    /// `given(x)`
    Given,
    /// `lookup(table, key, …)`
    Lookup,
    /// `max(a, b)`
    Maximum,
    /// `min(a, b)`
    Minimum,
    /// `len(list)`
    Length,
    /// `is_empty(list)`
    IsEmpty,
}

/// The functions that every rule has, by name.
const NATIVE: [(&str, Native); 23] = [
    ("years", Native::Time(Unit::Years)),
    ("months", Native::Time(Unit::Months)),
    ("weeks", Native::Time(Unit::Weeks)),
    ("days", Native::Time(Unit::Days)),
    ("workdays", Native::Time(Unit::Workdays)),
    ("year", Native::YearOf),
    ("month", Native::MonthOf),
    ("day", Native::DayOf),
    ("date", Native::Date),
    ("money", Native::Money),
    ("decimal", Native::Decimal),
    ("within", Native::Within),
    ("any", Native::Quantify(Quantifier::Any)),
    ("every", Native::Quantify(Quantifier::Every)),
    ("none", Native::Quantify(Quantifier::None)),
    ("count_of", Native::Quantify(Quantifier::Count)),
    ("sum_of", Native::Sum),
    ("given", Native::Given),
    ("lookup", Native::Lookup),
    ("max", Native::Maximum),
    ("min", Native::Minimum),
    ("len", Native::Length),
    ("is_empty", Native::IsEmpty),
];

/// What reaches outside of a rule, or makes code out of text. Most of it is not in the engine at
/// all; it is named here so that its refusal says so instead of "no such function".
const FORBIDDEN: [&str; 18] = [
    "print",
    "debug",
    "eval",
    "call",
    "curry",
    "Fn",
    "sleep",
    "timestamp",
    "import",
    "export",
    "type_of",
    "is_def_var",
    "is_def_fn",
    "is_shared",
    "take",
    "to_string",
    "to_debug",
    "set_tag",
];

/// The function of this name.
pub(super) fn native(name: &str) -> Option<Native> {
    NATIVE.iter().find(|(known, _)| *known == name).map(|&(_, native)| native)
}

/// The names, in the order in which they are explained.
pub(super) fn native_names() -> impl Iterator<Item = &'static str> {
    NATIVE.iter().map(|&(name, _)| name)
}

/// Whether no rule may call a function of this name.
pub(super) fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name)
}

/// Whether no function of a bundle may have this name.
pub(super) fn is_reserved(name: &str) -> bool {
    native(name).is_some() || is_forbidden(name)
}
