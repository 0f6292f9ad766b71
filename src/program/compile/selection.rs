//! Selections.

use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::IdVec;
use crate::lang::{Phrase, Problem};
use crate::policy::{Bundle, Name, Quota, Selection};
use crate::program::element::Tree;
use crate::program::machine::{CompiledSelection, QuotaInfo, RankKey, SelectionId};
use crate::rule::{ChoiceId, MachineId, Type, Value};

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
        quotas.extend(limit(quota, of, place, &attributes, env, rules, problems));
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
    let max = env.parameter(&written.max, problems)?;
    if env.tables.parameters[max].ty != Type::Count {
        let found = env.tell_type(&env.tables.parameters[max].ty);
        let args = vec![("expected", env.tell_type(&Type::Count)), ("found", found)];
        problems.add(Problem::TypeMismatch, written.max.span, args);
    }
    Some(QuotaInfo {
        name: written.name.value.clone(),
        title: written.title.clone(),
        places,
        among,
        except,
        max,
        hard: written.hard,
        cited: written.origin.cited(),
    })
}
