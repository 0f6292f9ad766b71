//! Values of parameters.

use super::list::{known_members, says_what_it_leaves_out};
use super::{list, unknown};
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Share};
use crate::policy::{Bundle, Name, Parameter, ParameterValue, TableRow};
use crate::policy::{Change, ChangeKind};
use crate::source::{Span, Spanned};

/// The parameter of a name.
fn parameter<'b>(
    bundle: &'b mut Bundle,
    name: &Name,
    problems: &mut Problems,
) -> Option<&'b mut Parameter> {
    match bundle.parameters.iter().position(|(known, _)| known.value == name.value) {
        Some(at) => bundle.parameters.get_mut(at).map(|(_, parameter)| parameter),
        None => {
            let names = bundle.parameters.iter().map(|(name, _)| name.value.as_str());
            unknown(name, Phrase::Parameter, names, problems);
            None
        }
    }
}

/// The value, where it is of the same kind as the one that it replaces; a whole number may be a
/// share.
fn of_kind(
    old: &Spanned<ParameterValue>,
    value: &Spanned<ParameterValue>,
    problems: &mut Problems,
) -> Option<Spanned<ParameterValue>> {
    if let (ParameterValue::Share(_), ParameterValue::Count(whole)) = (&old.value, &value.value) {
        return Some(Spanned::new(
            ParameterValue::Share(Share::Decimal((*whole).into())),
            value.span,
        ));
    }
    let (expected, found) = (old.value.kind(), value.value.kind());
    if expected == found {
        return Some(value.clone());
    }
    let args = vec![("expected", expected.into()), ("found", found.into())];
    problems.add(Problem::TypeMismatch, value.span, args);
    None
}

/// From its first day on, or from a later one, a parameter has one value.
pub(super) fn value(
    bundle: &mut Bundle,
    at: Span,
    name: &Name,
    value: &Spanned<ParameterValue>,
    from: Option<Day>,
    problems: &mut Problems,
) {
    let Some(parameter) = parameter(bundle, name, problems) else { return };
    let Some((first, last)) = parameter.values.first().zip(parameter.values.last()) else { return };
    let (begins, last) = (first.0, &last.1);
    let Some(value) = of_kind(last, value, problems) else { return };
    says_what_it_leaves_out(
        at,
        Phrase::Parameter,
        &members_of(&last.value),
        &members_of(&value.value),
        &[],
        problems,
    );
    // What the table of values does not know yet it does not know under another value either.
    match from.filter(|&from| begins.is_none_or(|begins| from > begins)) {
        None => parameter.values = vec![(begins, value)],
        Some(from) => {
            parameter.values.retain(|(day, _)| day.is_none_or(|day| day < from));
            parameter.values.push((Some(from), value));
        }
    }
}

/// A parameter has these values, each from a day on.
pub(super) fn values(
    bundle: &mut Bundle,
    name: &Name,
    values: &[(Option<Day>, Spanned<ParameterValue>)],
    problems: &mut Problems,
) {
    let Some(parameter) = parameter(bundle, name, problems) else { return };
    let Some((_, last)) = parameter.values.last().cloned() else { return };
    let found = values
        .iter()
        .filter_map(|(day, value)| of_kind(&last, value, problems).map(|value| (*day, value)));
    parameter.values = found.collect();
}

/// A meaning that gives a parameter's values anew says what becomes of each dated one: a value that
/// the bundle adds for a later day would be lost under it. A command's wish is for all days.
pub(super) fn keeps_later_values(bundle: &Bundle, change: &Change, problems: &mut Problems) {
    let (name, anew) = match &change.kind {
        ChangeKind::Parameter { name, .. } => (name, Vec::new()),
        ChangeKind::Values { name, values } => (name, days(values)),
        _ => return,
    };
    let found = bundle.parameters.iter().find(|(known, _)| known.value == name.value);
    let Some((_, parameter)) = found else { return };
    // The first day is the parameter's own beginning.
    let before: Vec<String> = days(&parameter.values).into_iter().skip(1).collect();
    says_what_it_leaves_out(change.at, Phrase::DatedValue, &before, &anew, &[], problems);
}

fn days(values: &[(Option<Day>, Spanned<ParameterValue>)]) -> Vec<String> {
    values.iter().map(|(day, _)| day.map_or(String::new(), |day| day.to_string())).collect()
}

/// The members of a set, the rows of a table.
fn members_of(value: &ParameterValue) -> Vec<String> {
    match value {
        ParameterValue::Set { values, .. } => {
            values.iter().map(|name| name.value.clone()).collect()
        }
        ParameterValue::Table { rows, .. } => rows.iter().map(row_name).collect(),
        _ => Vec::new(),
    }
}

fn row_name(row: &TableRow) -> String {
    let keys: Vec<&str> = row.keys.iter().map(|key| key.value.as_str()).collect();
    keys.join(".")
}

/// One row of a table has another value.
pub(super) fn row(
    bundle: &mut Bundle,
    name: &Name,
    keys: &[Name],
    value: &Spanned<ParameterValue>,
    from: Option<Day>,
    problems: &mut Problems,
) {
    let Some(parameter) = parameter(bundle, name, problems) else { return };
    // From a later day on: the table as it stands on that day begins anew there.
    let split = from.filter(|&from| parameter.values.iter().all(|(day, _)| *day != Some(from)));
    if let Some(from) = split {
        let before = |day: &Option<Day>| day.is_none_or(|day| day < from);
        let at = parameter.values.iter().take_while(|(day, _)| before(day)).count();
        if let Some((_, standing)) = at.checked_sub(1).and_then(|at| parameter.values.get(at)) {
            parameter.values.insert(at, (Some(from), standing.clone()));
        }
    }
    let wanted: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
    let wanted = wanted.join(".");
    let mut rows: Vec<String> = Vec::new();
    let mut changed = false;
    for (day, table) in &mut parameter.values {
        let ParameterValue::Table { rows: known, .. } = &mut table.value else { continue };
        rows.extend(known.iter().map(row_name));
        let is_later = from.is_none_or(|from| day.is_some_and(|day| day >= from));
        for row in known.iter_mut().filter(|row| is_later && row_name(row) == wanted) {
            changed = true;
            if let Some(value) = of_kind(&row.value, value, problems) {
                row.value = value;
            }
        }
    }
    if let (false, Some(key)) = (changed, keys.first()) {
        unknown(key, Phrase::ChoiceValue, rows.iter().map(String::as_str), problems);
    }
}

/// A table has a row more, on each of its days.
pub(super) fn new_row(
    bundle: &mut Bundle,
    name: &Name,
    keys: &[Name],
    value: &Spanned<ParameterValue>,
    problems: &mut Problems,
) {
    let wanted = TableRow { keys: keys.to_vec(), value: value.clone() };
    each_table(bundle, name, problems, &mut |rows, problems| {
        let known = rows.iter().find(|row| row_name(row) == row_name(&wanted));
        if let (Some(known), Some(key)) = (known, keys.first()) {
            let first = known.keys.first().map_or(known.value.span, |key| key.span);
            problems.push(Diagnostic::duplicate(key, first));
            return;
        }
        let value = match rows.first() {
            Some(other) => of_kind(&other.value, value, problems),
            None => Some(value.clone()),
        };
        rows.extend(value.map(|value| TableRow { value, ..wanted.clone() }));
    });
}

/// A table has a row less, on each of its days.
pub(super) fn row_out(bundle: &mut Bundle, name: &Name, keys: &[Name], problems: &mut Problems) {
    let wanted: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
    let wanted = wanted.join(".");
    let (mut names, mut found): (Vec<String>, bool) = (Vec::new(), false);
    each_table(bundle, name, problems, &mut |rows, _| {
        names.extend(rows.iter().map(row_name));
        found |= rows.iter().any(|row| row_name(row) == wanted);
        rows.retain(|row| row_name(row) != wanted);
    });
    if let (false, false, Some(key)) = (found, names.is_empty(), keys.first()) {
        unknown(key, Phrase::ChoiceValue, names.iter().map(String::as_str), problems);
    }
}

/// The rows of a table on each of its days; what is no table is told.
fn each_table(
    bundle: &mut Bundle,
    name: &Name,
    problems: &mut Problems,
    otherwise: &mut dyn FnMut(&mut Vec<TableRow>, &mut Problems),
) {
    let Some(parameter) = parameter(bundle, name, problems) else { return };
    for (_, table) in &mut parameter.values {
        let found = table.value.kind();
        let ParameterValue::Table { rows, .. } = &mut table.value else {
            let args = vec![("expected", Phrase::TypeTable.into()), ("found", found.into())];
            problems.add(Problem::TypeMismatch, name.span, args);
            return;
        };
        otherwise(rows, problems);
    }
}

/// A set has members more or less, on each of its days.
pub(super) fn members(
    bundle: &mut Bundle,
    name: &Name,
    add: &[Name],
    without: &[Name],
    problems: &mut Problems,
) {
    let Some(parameter) = parameter(bundle, name, problems) else { return };
    for (_, value) in &mut parameter.values {
        let found = value.value.kind();
        let ParameterValue::Set { values, .. } = &mut value.value else {
            let args = vec![("expected", Phrase::SetOfChoice.into()), ("found", found.into())];
            problems.add(Problem::TypeMismatch, name.span, args);
            return;
        };
        let known: Vec<&str> = values.iter().map(|name| name.value.as_str()).collect();
        known_members(without, &known, Phrase::ChoiceValue, problems);
        list::change(values, add, without, |name| &name.value);
    }
}
