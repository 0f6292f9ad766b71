//! Selections.

use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::IdVec;
use crate::lang::{Lang, Phrase, Problem, Text};
use crate::policy::{Bundle, Name, Quota, Selection};
use crate::program::element::{ParameterMeaning, Tree};
use crate::program::machine::{CompiledSelection, QuotaInfo, RankKey, SelectionId};
use crate::rule::{ChoiceId, MachineId, Type, Value};

/// What a place is called among the attributes.
const PLACE: &str = "place";

/// Compiles all selections.
pub fn selections(
    bundle: &Bundle,
    env: &Environment,
    rules: &mut Rules<'_>,
    problems: &mut Problems,
) -> IdVec<SelectionId, CompiledSelection> {
    let mut compiled = IdVec::new();
    for (name, selection) in &bundle.selections {
        if let Some(found) = one(name, selection, env, rules, problems) {
            compiled.push(found);
        }
    }
    compiled
}

fn one(
    name: &Name,
    written: &Selection,
    env: &Environment,
    rules: &mut Rules<'_>,
    problems: &mut Problems,
) -> Option<CompiledSelection> {
    let of = env.machine(&written.of, problems)?;
    let place = env.choice(&written.place, problems)?;
    let scope = Scope::new(env, Some(of), Some(place));
    let candidates =
        written.candidates.iter().filter_map(|state| env.state(of, state, problems)).collect();
    let mut attributes: Vec<(String, Tree)> = Vec::new();
    for (name, text) in &written.attributes {
        let tree = rules.expression(text, None, &scope, env, problems)?;
        attributes.push((name.value.clone(), tree));
    }
    let each = rules.guards(&written.each, Some(of), Some(place), env, problems);
    let mut quotas = Vec::new();
    for quota in &written.quotas {
        if let Some(found) = limit(quota, of, place, &attributes, env, rules, problems) {
            let axes = axes(quota, place, &attributes, env, problems);
            let before = quotas.len();
            quotas.extend(for_each(found, quota, &axes, env));
            for limit in quotas.iter_mut().skip(before) {
                row(limit, quota, place, &attributes, env, problems);
            }
            // Where no version of a table has the row, there is no limit.
            quotas.retain(|limit| {
                let mut values = env.tables.parameters[limit.max].values.iter();
                limit.row.is_empty()
                    || values.any(|(_, meaning)| match meaning {
                        ParameterMeaning::Table(rows) => {
                            rows.iter().any(|(keys, _)| *keys == limit.row)
                        }
                        ParameterMeaning::Single(_) => false,
                    })
            });
        }
    }
    let mut order = Vec::new();
    for key in &written.order {
        let by = rules.expression(&key.by, None, &scope, env, problems)?;
        if !matches!(by.ty, Type::Count | Type::Decimal | Type::Money | Type::Date) {
            let args =
                vec![("expected", env.tell_type(&Type::Count)), ("found", env.tell_type(&by.ty))];
            problems.add(Problem::TypeMismatch, key.by.span, args);
        }
        order.push(RankKey { by, descending: key.descending });
    }
    let floor = match &written.floor {
        Some(rule) => Some(rules.rule(rule, Some(of), Some(place), env, problems)?),
        None => None,
    };
    Some(CompiledSelection {
        name: name.value.clone(),
        title: written.title.clone(),
        cited: written.origin.cited(),
        at: name.span,
        of,
        candidates,
        place,
        attributes,
        each,
        quotas,
        order,
        floor,
        placed: env.event(&written.placed, problems)?,
        not_placed: match &written.not_placed {
            Some(event) => Some(env.event(event, problems)?),
            None => None,
        },
    })
}

fn limit(
    written: &Quota,
    of: MachineId,
    place: ChoiceId,
    attributes: &[(String, Tree)],
    env: &Environment,
    rules: &mut Rules<'_>,
    problems: &mut Problems,
) -> Option<QuotaInfo> {
    let places =
        written.places.iter().filter_map(|name| env.choice_value(place, name, problems)).collect();
    let mut among = Vec::new();
    for (name, values) in &written.among {
        let Some(at) = attributes.iter().position(|(known, _)| *known == name.value) else {
            problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    name.span,
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::Column.into())],
                )
                .with_nearest(name, attributes.iter().map(|(known, _)| known.as_str())),
            );
            continue;
        };
        let Some((_, tree)) = attributes.get(at) else { continue };
        let Type::Choice(choice) = tree.ty else {
            let args =
                vec![("expected", Phrase::Choice.into()), ("found", env.tell_type(&tree.ty))];
            problems.add(Problem::TypeMismatch, name.span, args);
            continue;
        };
        let values = values
            .iter()
            .filter_map(|value| env.choice_value(choice, value, problems))
            .map(|value| Value::Choice(choice, value))
            .collect();
        among.push((at, values));
    }
    let except = match &written.except {
        Some(rule) => Some(rules.rule(rule, Some(of), Some(place), env, problems)?),
        None => None,
    };
    // What follows the parameter's name are the keys of a row.
    let name = written.max.value.split('.').next().unwrap_or("");
    let max = Name::new(name.to_owned(), written.max.span.part(0, name.len()));
    let max = env.parameter(&max, problems)?;
    Some(QuotaInfo {
        name: written.name.value.clone(),
        title: written.title.clone(),
        places,
        among,
        except,
        max,
        row: Vec::new(),
        hard: written.hard,
        cited: written.origin.cited(),
    })
}

/// The attributes for each value of which there is such a limit; `place` is one too.
fn axes(
    written: &Quota,
    place: ChoiceId,
    attributes: &[(String, Tree)],
    env: &Environment,
    problems: &mut Problems,
) -> Vec<(Option<usize>, ChoiceId)> {
    let mut found = Vec::new();
    for name in &written.for_each {
        if name.value == PLACE {
            found.push((None, place));
            continue;
        }
        let attribute = attributes.iter().enumerate().find(|(_, (known, _))| *known == name.value);
        match attribute {
            Some((at, (_, Tree { ty: Type::Choice(choice), .. }))) => {
                found.push((Some(at), *choice))
            }
            Some((_, (_, tree))) => {
                let args =
                    vec![("expected", Phrase::Choice.into()), ("found", env.tell_type(&tree.ty))];
                problems.add(Problem::TypeMismatch, name.span, args);
            }
            None => {
                let known = attributes.iter().map(|(known, _)| known.as_str()).chain([PLACE]);
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::Column.into())];
                let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
                problems.push(wrong.with_nearest(name, known));
            }
        }
    }
    found
}

/// A limit for each value of these attributes, those left out apart.
fn for_each(
    one: QuotaInfo,
    written: &Quota,
    axes: &[(Option<usize>, ChoiceId)],
    env: &Environment,
) -> Vec<QuotaInfo> {
    let mut all = vec![one];
    for &(attribute, choice) in axes {
        let mut more = Vec::new();
        for limit in &all {
            for (at, (name, title)) in env.tables.choices[choice].values.iter().enumerate() {
                let Ok(at) = u16::try_from(at) else { continue };
                let other_place =
                    attribute.is_none() && !limit.places.is_empty() && !limit.places.contains(&at);
                if other_place || written.without.iter().any(|left| left.value == *name) {
                    continue;
                }
                let mut limit = limit.clone();
                match attribute {
                    None => limit.places = vec![at],
                    Some(attribute) => {
                        limit.among.push((attribute, vec![Value::Choice(choice, at)]));
                    }
                }
                limit.name = format!("{}.{name}", limit.name);
                let join = |lang: Lang| {
                    let args = [
                        ("title", limit.title.get(lang).into()),
                        ("value", title.get(lang).into()),
                    ];
                    Phrase::QuotaOf.with(lang, &args)
                };
                limit.title = Text { zh: join(Lang::Zh), en: join(Lang::En) };
                more.push(limit);
            }
        }
        all = more;
    }
    all
}

/// The row of the table in which a limit's greatest number stands.
fn row(
    limit: &mut QuotaInfo,
    written: &Quota,
    place: ChoiceId,
    attributes: &[(String, Tree)],
    env: &Environment,
    problems: &mut Problems,
) {
    let ty = &env.tables.parameters[limit.max].ty;
    let mut keys = written.max.value.split('.').skip(1);
    let mut start = written.max.value.split('.').next().unwrap_or("").len() + 1;
    let mut is_count = *ty == Type::Count;
    if let Type::Table { by, of } = ty {
        is_count = **of == Type::Count;
        for &choice in by {
            let only = |values: &[Value]| match values {
                [value] => Some(*value),
                _ => None,
            };
            let value = match keys.next() {
                Some(key) => {
                    let name = Name::new(key.to_owned(), written.max.span.part(start, key.len()));
                    start += key.len() + 1;
                    let found = env.choice_value(choice, &name, problems);
                    found.map(|at| Value::Choice(choice, at))
                }
                None if choice == place => match limit.places.as_slice() {
                    [at] => Some(Value::Choice(choice, *at)),
                    _ => None,
                },
                None => limit.among.iter().find_map(|(at, values)| {
                    let ty = attributes.get(*at).map(|(_, tree)| &tree.ty);
                    (ty == Some(&Type::Choice(choice))).then(|| only(values)).flatten()
                }),
            };
            match value {
                Some(value) => limit.row.push(value),
                None => is_count = false,
            }
        }
    }
    if !is_count || keys.next().is_some() {
        let args = vec![("expected", env.tell_type(&Type::Count)), ("found", env.tell_type(ty))];
        problems.add(Problem::TypeMismatch, written.max.span, args);
    }
}
