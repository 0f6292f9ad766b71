//! Rows that a rule may ask for and a table does not have: by value where the rule names it, all values
//! of the choice where it does not.

use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Bundle;
use crate::program::walk::each_tree;
use crate::program::{ParameterInfo, ParameterMeaning, Program, Query, Slot};
use crate::rule::{ChoiceId, Expr, ExprKind, Type, Value};

/// The most rows that are told by name.
const SHOWN: usize = 6;

/// Tells of rows that a look into a table can miss.
pub(super) fn every_row_that_may_be_asked_is_there(
    _: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    each_tree(program, &mut |tree| {
        look(&tree.body, program, problems);
        tree.functions.iter().for_each(|function| look(&function.body, program, problems));
    });
}

fn look(expression: &Expr<Slot, Query>, program: &Program, problems: &mut Problems) {
    // Whether there is such a row is what it asks.
    if let ExprKind::Given(part) = &expression.kind
        && let ExprKind::Lookup(_, keys) = &part.kind
    {
        return keys.iter().for_each(|key| look(key, program, problems));
    }
    if let ExprKind::Lookup(Slot::Param(parameter), keys) = &expression.kind {
        let info = &program.parameters[*parameter];
        if let Type::Table { by, .. } = &info.ty {
            let asked: Vec<Vec<Value>> =
                by.iter().zip(keys).map(|(&choice, key)| asked(choice, key, program)).collect();
            missing(&asked, info, expression, program, problems);
        }
    }
    expression.for_each_part(&mut |part| look(part, program, problems));
}

/// The values that a key may have.
fn asked(choice: ChoiceId, key: &Expr<Slot, Query>, program: &Program) -> Vec<Value> {
    if let ExprKind::Constant(value) = key.kind {
        return vec![value];
    }
    let all = 0..program.choices[choice].values.len();
    all.filter_map(|at| u16::try_from(at).ok()).map(|at| Value::Choice(choice, at)).collect()
}

fn missing(
    asked: &[Vec<Value>],
    info: &ParameterInfo,
    expression: &Expr<Slot, Query>,
    program: &Program,
    problems: &mut Problems,
) {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for values in asked {
        all = all
            .into_iter()
            .flat_map(|keys| values.iter().map(move |value| [keys.clone(), vec![*value]].concat()))
            .collect();
    }
    for (from, rows) in tables(info, program) {
        let has = |keys: &Vec<Value>| rows.iter().any(|(known, _)| known == keys);
        let gone: Vec<&Vec<Value>> = all.iter().filter(|keys| !has(keys)).collect();
        if gone.is_empty() {
            continue;
        }
        let mut names: Vec<Word> = gone
            .iter()
            .take(SHOWN)
            .map(|keys| Word::from(format!("{}.{}", info.name, names(keys, program))))
            .collect();
        if gone.len() > SHOWN {
            names.push("…".into());
        }
        let args = vec![("rows", Word::List(names))];
        let mut wrong = Diagnostic::new(Problem::RowMissing, expression.span, args)
            .with_related(info.at, Phrase::DeclaredHere);
        if let Some(from) = from {
            let args = vec![("from", from.to_string().into())];
            wrong = wrong.with_help(Phrase::SlotMissingFrom, args);
        }
        problems.push(wrong);
        return;
    }
}

type Rows = [(Vec<Value>, Value)];

/// The tables from the measure's first day on, each with its day.
fn tables<'p>(
    info: &'p ParameterInfo,
    program: &Program,
) -> impl Iterator<Item = (Option<Day>, &'p Rows)> {
    let start = program.validity.as_ref().map(|validity| validity.from);
    let in_force = |from: &Option<Day>| from.is_none_or(|from| Some(from) <= start);
    let first = info.values.iter().rposition(|(from, _)| in_force(from)).unwrap_or(0);
    let later = info.values.iter().skip(first);
    later.filter_map(|(from, meaning)| match meaning {
        ParameterMeaning::Table(rows) => Some((*from, rows.as_slice())),
        ParameterMeaning::Single(_) | ParameterMeaning::Open => None,
    })
}

fn names(keys: &[Value], program: &Program) -> String {
    let name = |key: &Value| match key {
        Value::Choice(choice, at) => {
            let known = program.choices[*choice].values.get(usize::from(*at));
            known.map_or("", |(name, _)| name.as_str())
        }
        _ => "",
    };
    keys.iter().map(name).collect::<Vec<_>>().join(".")
}
