//! The values that are others after.

use super::draft::{Draft, Operation};
use crate::calendar::Period;
use crate::lang::Word;
use crate::lang::sentence::UnaskedRow;
use crate::policy::{ChangeKind, Name};
use crate::program::ParameterMeaning;
use crate::rule::{ParamId, Value};

/// A value that is another after.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    /// The parameter.
    pub(super) id: ParamId,
    /// The parameter, and the row.
    pub(super) named: Word,
    /// The value before.
    pub(super) before: Value,
    /// The value after.
    pub(super) after: Value,
    /// The edit that changes it, where it is one alone.
    pub(super) operation: Option<Operation>,
}

impl Changed {
    /// Both values, where they are periods.
    pub(super) fn periods(&self) -> Option<(Period, Period)> {
        match (self.before, self.after) {
            (Value::Period(before), Value::Period(after)) => Some((before, after)),
            _ => None,
        }
    }
}

/// The period that a parameter is before, and after.
pub(super) fn periods_of(draft: &Draft<'_>, id: ParamId) -> Option<(Period, Period)> {
    match meanings(draft, id)? {
        (
            ParameterMeaning::Single(Value::Period(before)),
            ParameterMeaning::Single(Value::Period(after)),
        ) => Some((*before, *after)),
        _ => None,
    }
}

fn meanings<'d>(
    draft: &Draft<'d>,
    id: ParamId,
) -> Option<(&'d ParameterMeaning, &'d ParameterMeaning)> {
    let (first, last) = draft.effective()?;
    let (before, after) = draft.both(id);
    Some((before.at(first.previous())?, after.at(last)?))
}

/// The values that are others after, in the order of the bundle.
pub(super) fn changed(draft: &Draft<'_>) -> Vec<Changed> {
    let mut found = Vec::new();
    for (id, _) in draft.program.parameters.enumerated() {
        let operation = operation(draft, &draft.program.parameters[id].name);
        match meanings(draft, id) {
            Some((ParameterMeaning::Single(before), ParameterMeaning::Single(after)))
                if before != after =>
            {
                let named = draft.title(id);
                found.push(Changed { id, named, before: *before, after: *after, operation });
            }
            Some((ParameterMeaning::Table(before), ParameterMeaning::Table(after))) => {
                for (keys, new) in after {
                    let old = before.iter().find(|(known, _)| known == keys);
                    let Some((_, old)) = old.filter(|(_, old)| old != new) else { continue };
                    let row = keys.iter().map(|key| draft.value(*key)).collect();
                    let named = UnaskedRow { name: draft.title(id), keys: Word::List(row) }.into();
                    found.push(Changed { id, named, before: *old, after: *new, operation });
                }
            }
            _ => {}
        }
    }
    found
}

/// The edit that gives a parameter its value, where it is one alone.
fn operation(draft: &Draft<'_>, parameter: &str) -> Option<Operation> {
    let is_it = |kind: &ChangeKind| {
        let named = |name: &Name| name.value == parameter;
        match kind {
            ChangeKind::Parameter { name, .. }
            | ChangeKind::Values { name, .. }
            | ChangeKind::Row { name, .. } => named(name),
            ChangeKind::Members { parameter, .. } => named(parameter),
            _ => false,
        }
    };
    let mut found = Vec::new();
    for (amendment, (one, words)) in draft.amendments.iter().zip(draft.rewritten).enumerate() {
        for (edit, written) in one.edits.iter().enumerate() {
            let derived = words.edits.get(edit).map(|edited| edited.derived.as_slice());
            let mut all = written.runs.changes().iter().chain(derived.unwrap_or_default());
            if all.any(|change| is_it(&change.kind)) {
                found.push(Operation { amendment, edit });
            }
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
