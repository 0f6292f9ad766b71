//! Values of parameters.

use super::environment::Environment;
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Name, Parameter, ParameterValue, UnknownType};
use crate::program::element::{ParameterKind, ParameterMeaning};
use crate::rule::{ChoiceId, Type, Value};
use crate::source::Spanned;

type Compiled = (Type, ParameterKind, Vec<(Option<Day>, ParameterMeaning)>);

/// The type of a parameter and its values; all values have one type.
pub fn parameter(
    parameter: &Parameter,
    env: &mut Environment,
    problems: &mut Problems,
) -> Option<Compiled> {
    let mut found: Option<Compiled> = None;
    for (from, written) in &parameter.values {
        let (ty, kind, meaning) = meaning(written, env, problems)?;
        match &mut found {
            None => found = Some((ty, kind, vec![(*from, meaning)])),
            Some((known, known_kind, values)) => {
                if *known != ty || *known_kind != kind {
                    let args =
                        vec![("expected", env.tell_type(known)), ("found", env.tell_type(&ty))];
                    problems.add(Problem::TypeMismatch, written.span, args);
                    return None;
                }
                values.push((*from, meaning));
            }
        }
    }
    found
}

fn meaning(
    written: &Spanned<ParameterValue>,
    env: &mut Environment,
    problems: &mut Problems,
) -> Option<(Type, ParameterKind, ParameterMeaning)> {
    if let ParameterValue::Unknown { of, .. } = &written.value {
        let (ty, kind) = match of {
            UnknownType::Named(name) => {
                (env.ty(&Spanned::new(name.clone(), written.span), problems)?, ParameterKind::Plain)
            }
            UnknownType::Like(value) => {
                let like = Spanned::new((**value).clone(), written.span);
                let (ty, kind, _) = meaning(&like, env, problems)?;
                (ty, kind)
            }
        };
        return Some((ty, kind, ParameterMeaning::Open));
    }
    let ParameterValue::Table { by, rows } = &written.value else {
        let (ty, kind, value) = single(&written.value, env, problems)?;
        return Some((ty, kind, ParameterMeaning::Single(value)));
    };
    let mut choices: Vec<ChoiceId> = Vec::with_capacity(by.len());
    for name in by {
        choices.push(env.choice(name, problems)?);
    }
    let mut of: Option<Type> = None;
    let mut compiled = Vec::with_capacity(rows.len());
    for row in rows {
        let mut keys = Vec::with_capacity(choices.len());
        for (&choice, name) in choices.iter().zip(&row.keys) {
            keys.push(Value::Choice(choice, env.choice_value(choice, name, problems)?));
        }
        let (ty, _, value) = single(&row.value.value, env, problems)?;
        match &of {
            Some(known) if *known != ty => {
                let args = vec![("expected", env.tell_type(known)), ("found", env.tell_type(&ty))];
                problems.add(Problem::TypeMismatch, row.value.span, args);
            }
            _ => of = Some(ty),
        }
        compiled.push((keys, value));
    }
    let ty = Type::Table { by: choices, of: Box::new(of.unwrap_or(Type::Count)) };
    Some((ty, ParameterKind::Plain, ParameterMeaning::Table(compiled)))
}

fn single(
    written: &ParameterValue,
    env: &mut Environment,
    problems: &mut Problems,
) -> Option<(Type, ParameterKind, Value)> {
    let plain = ParameterKind::Plain;
    Some(match written {
        ParameterValue::Count(number) => (Type::Count, plain, Value::Count(*number)),
        ParameterValue::Share(share) => (Type::Decimal, plain, Value::from(*share)),
        ParameterValue::Money(sum) => (Type::Money, plain, Value::Money(*sum)),
        ParameterValue::Period(period) => (Type::Period, plain, Value::Period(*period)),
        ParameterValue::Occurrences { count, of } => {
            let machine = env.machine(of, problems)?;
            let kind = ParameterKind::Occurrences(machine);
            (Type::Count, kind, Value::Count(i64::from(*count)))
        }
        ParameterValue::Date(day) => (Type::Date, plain, Value::Date(*day)),
        ParameterValue::Flag(flag) => (Type::Bool, plain, Value::Bool(*flag)),
        ParameterValue::Text(text) => (Type::Text, plain, env.pool.text_value(&text.zh)),
        ParameterValue::Choice { of, value } => {
            let choice = env.choice(of, problems)?;
            let value = env.choice_value(choice, value, problems)?;
            (Type::Choice(choice), plain, Value::Choice(choice, value))
        }
        ParameterValue::Set { of, values } => {
            let choice = env.choice(of, problems)?;
            let mut rows = Vec::with_capacity(values.len());
            for name in values {
                let value = env.choice_value(choice, name, problems)?;
                rows.push(vec![Some(Value::Choice(choice, value))]);
            }
            (Type::Set(choice), plain, Value::Set(env.pool.add_list(rows)))
        }
        // A table in a table was taken apart when it was read; an open row has no value.
        ParameterValue::Unknown { .. } | ParameterValue::Table { .. } => return None,
    })
}

/// The position of the column that bears the day on which each row of a list happened.
pub fn dated(column: &Name, ty: &Type, env: &Environment, problems: &mut Problems) -> Option<u16> {
    let known: &[(String, Type)] = match ty {
        Type::List(record) => &env.tables.rows[*record].columns,
        _ => &[],
    };
    let dates = known.iter().filter(|(_, ty)| *ty == Type::Date);
    match known.iter().enumerate().find(|(_, (name, _))| *name == column.value) {
        Some((at, (_, Type::Date))) => u16::try_from(at).ok(),
        Some((_, (_, found))) => {
            let args =
                vec![("expected", env.tell_type(&Type::Date)), ("found", env.tell_type(found))];
            problems.add(Problem::TypeMismatch, column.span, args);
            None
        }
        None => {
            let args =
                vec![("name", column.value.as_str().into()), ("kind", Phrase::Column.into())];
            let wrong = Diagnostic::new(Problem::UnknownName, column.span, args);
            problems.push(wrong.with_nearest(column, dates.map(|(name, _)| name.as_str())));
            None
        }
    }
}
