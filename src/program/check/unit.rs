//! Periods are counted and compared in units that fit them: what a parameter holds is known before
//! any story is told, so it is told where the rule asks and not first when it runs.

use std::collections::BTreeSet;

use crate::calendar::{Period, Unit};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Bundle;
use crate::program::walk::each_tree;
use crate::program::{ParameterInfo, ParameterMeaning, Program, Query, Slot};
use crate::rule::{Builtin, Expr, ExprKind, Value};
use crate::source::Span;

type Part = Expr<Slot, Query>;

/// Tells of each place that counts or compares a parameter in a unit that does not fit a value of it.
pub(super) fn periods_fit_their_units(_: &Bundle, program: &Program, problems: &mut Problems) {
    let mut told = BTreeSet::new();
    each_tree(program, &mut |tree| {
        let bodies = tree.functions.iter().map(|function| &function.body);
        for body in bodies.chain([&tree.body]) {
            visit(body, &mut |part| look(part, program, &mut told, problems));
        }
    });
}

fn visit<'t>(part: &'t Part, heard: &mut impl FnMut(&'t Part)) {
    heard(part);
    part.for_each_part(&mut |inner| visit(inner, heard));
}

fn look(part: &Part, program: &Program, told: &mut BTreeSet<Span>, problems: &mut Problems) {
    match &part.kind {
        ExprKind::Builtin(Builtin::CountIn(unit), of) => {
            let Some(of) = of.first() else { return };
            let fits = |period: Period| period.count_in(*unit).is_some();
            tell(part, (of, *unit), fits, program, told, problems);
        }
        ExprKind::CompareElapsed(_, unit, parts) => {
            let fits = |period: Period| period.unit.is_comparable(*unit);
            tell(part, (&parts[2], *unit), fits, program, told, problems);
        }
        ExprKind::Compare(_, sides) => {
            for (one, other) in [(&sides[0], &sides[1]), (&sides[1], &sides[0])] {
                if let ExprKind::Constant(Value::Period(constant)) = &other.kind {
                    let fits = |period: Period| period.unit.is_comparable(constant.unit);
                    tell(part, (one, constant.unit), fits, program, told, problems);
                }
            }
        }
        _ => {}
    }
}

/// Tells where a parameter has a value that does not fit.
fn tell(
    part: &Part,
    (of, unit): (&Part, Unit),
    fits: impl Fn(Period) -> bool,
    program: &Program,
    told: &mut BTreeSet<Span>,
    problems: &mut Problems,
) {
    let (ExprKind::Read(Slot::Param(id)) | ExprKind::Lookup(Slot::Param(id), _)) = &of.kind else {
        return;
    };
    let parameter = &program.parameters[*id];
    let Some(period) = periods(parameter).find(|&period| !fits(period)) else { return };
    if !told.insert(part.span) {
        return;
    }
    let args = vec![
        ("name", Word::from(parameter.name.as_str())),
        ("value", period.to_string().into()),
        ("unit", word(unit).into()),
    ];
    let wrong = Diagnostic::new(Problem::WrongUnit, part.span, args);
    problems.push(wrong.with_related(parameter.at, Phrase::GivenHere));
}

/// Every period that a parameter holds on some day, in some row.
fn periods(parameter: &ParameterInfo) -> impl Iterator<Item = Period> {
    let values = parameter.values.iter().flat_map(|(_, meaning)| match meaning {
        ParameterMeaning::Single(value) => vec![*value],
        ParameterMeaning::Table(rows) => rows.iter().map(|(_, value)| *value).collect(),
        ParameterMeaning::Open => Vec::new(),
    });
    values.filter_map(|value| match value {
        Value::Period(period) => Some(period),
        _ => None,
    })
}

const fn word(unit: Unit) -> Phrase {
    match unit {
        Unit::Workdays => Phrase::UnitWorkdays,
        Unit::Days => Phrase::UnitDays,
        Unit::Weeks => Phrase::UnitWeeks,
        Unit::Months => Phrase::UnitMonths,
        Unit::Years => Phrase::UnitYears,
    }
}
