//! Limits that could not be read on some day: a table that has their row in one version and not in
//! another. What is no table has a value in every version, and the first one must be there in time
//! like that of every parameter.

use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;
use crate::program::{ParameterMeaning, Program, QuotaInfo};
use crate::rule::Value;

/// Tells of limits whose row some version of the table does not have.
pub(super) fn every_limit_can_be_read(bundle: &Bundle, program: &Program, problems: &mut Problems) {
    for (name, written) in &bundle.selections {
        let Some(selection) = program.selections.iter().find(|known| known.name == name.value)
        else {
            continue;
        };
        for quota in &written.quotas {
            // A limit for each value is many: `of_each.upper`, `of_each.lower`.
            let own = selection.quotas.iter().filter(|limit| {
                let rest = limit.name.strip_prefix(&quota.name.value);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            for limit in own {
                let values = &program.parameters[limit.max].values;
                let missing = values.iter().filter(|(_, meaning)| match meaning {
                    ParameterMeaning::Table(rows) => !rows.iter().any(|(row, _)| *row == limit.row),
                    ParameterMeaning::Single(_) => !limit.row.is_empty(),
                    // Whoever can say it is asked.
                    ParameterMeaning::Open => false,
                });
                // What has one value for all days was asked for its row when it was compiled.
                for from in missing.filter_map(|(from, _)| *from) {
                    let row = row_name(program, limit);
                    let args = vec![("row", row.into()), ("from", from.to_string().into())];
                    problems.add(Problem::LimitGone, quota.max.span, args);
                }
            }
        }
    }
}

/// A row as a bundle writes it: `quota.upper`.
fn row_name(program: &Program, limit: &QuotaInfo) -> String {
    let mut name = program.parameters[limit.max].name.clone();
    for key in &limit.row {
        if let Value::Choice(choice, at) = key
            && let Some((value, _)) = program.choices[*choice].values.get(usize::from(*at))
        {
            name.push('.');
            name.push_str(value);
        }
    }
    name
}
