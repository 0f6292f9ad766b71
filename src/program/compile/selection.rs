//! Selections.

use super::environment::Environment;
use super::quota::Ground;
use super::rules::Rules;
use super::scope::Scope;
use crate::diagnostic::Problems;
use crate::ident::IdVec;
use crate::lang::Problem;
use crate::policy::{Bundle, Name, Selection};
use crate::program::element::Tree;
use crate::program::machine::{CompiledSelection, RankKey, SelectionId};
use crate::rule::Type;

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
    // What stands in the place of others comes after all of them, so that these keep their numbers.
    for (name, selection) in &bundle.selections {
        let base = compiled.find(|known: &CompiledSelection| known.name == name.value);
        let Some(base) = base.map(|(id, _)| id) else { continue };
        for (under, other) in &selection.otherwise {
            if let Some(other) = one(name, other, env, rules, problems) {
                let other = compiled.push(CompiledSelection { of_base: Some(base), ..other });
                compiled[base].instead.push((*under, other));
            }
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
        written.candidates.iter().flat_map(|state| env.states_meant(of, state, problems)).collect();
    let mut attributes: Vec<(String, Tree)> = Vec::new();
    for (name, text) in &written.attributes {
        let tree = rules.expression(text, None, &scope, env, problems)?;
        attributes.push((name.value.clone(), tree));
    }
    let each = rules.guards(&written.each, Some(of), Some(place), env, problems);
    let mut quotas = Vec::new();
    let ground = Ground { of, place, attributes: &attributes, env };
    for quota in &written.quotas {
        quotas.extend(ground.limits(quota, rules, problems));
    }
    let mut order = Vec::new();
    // A rank is of a candidate, whatever place it may come to.
    let ranked = Scope::new(env, Some(of), None);
    for key in &written.order {
        let by = rules.expression(&key.by, None, &ranked, env, problems)?;
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
        instead: Vec::new(),
        of_base: None,
    })
}
