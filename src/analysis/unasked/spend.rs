//! What the places can cost at most, before and after.

use super::draft::{Draft, Kind, Unasked};
use crate::analysis::spend::{Cells, Spend, greatest_spend};
use crate::lang::sentence::UnaskedSpend;
use crate::lang::{Phrase, Word};
use crate::rule::Value;

/// The selections that may cost another sum.
pub(super) fn spend(draft: &Draft<'_>) -> Vec<Unasked> {
    let program = draft.program;
    let Some((first, last)) = draft.effective() else { return Vec::new() };
    let (before, after) = (Draft::BEFORE, draft.after());
    let old = greatest_spend(program, before, |id| {
        program.parameters[id].under(before).at(first.previous())
    });
    let new = greatest_spend(program, after, |id| program.parameters[id].under(after).at(last));
    let base =
        |spend: &Spend| program.selections[spend.selection].of_base.unwrap_or(spend.selection);
    let mut found = Vec::new();
    for spend in &new {
        let was = old.iter().find(|old| old.table == spend.table && base(old) == base(spend));
        let Some(was) = was else { continue };
        if was.sum() == spend.sum() && kind(was) == kind(spend) {
            continue;
        }
        let info = &program.selections[spend.selection];
        let told = UnaskedSpend {
            name: (&info.title).into(),
            table: draft.title(spend.table),
            before: sum(draft, was),
            after: sum(draft, spend),
        };
        let mut articles = info.cited.articles.clone();
        articles.extend(&draft.both(spend.table).1.cited.articles);
        let operation = draft.only();
        found.push(Unasked { kind: Kind::Spend, articles, operation, told: told.into() });
    }
    found
}

const fn kind(spend: &Spend) -> u8 {
    match spend.cells {
        Cells::Most(_) => 0,
        Cells::NoLimit => 1,
        Cells::TooMany => 2,
        Cells::NotYet(_) => 3,
    }
}

fn sum(draft: &Draft<'_>, spend: &Spend) -> Word {
    match (spend.sum(), &spend.cells) {
        (Some(sum), _) => draft.value(Value::Money(sum)),
        (None, Cells::NoLimit) => Phrase::UnaskedNoLimit.into(),
        (None, _) => Phrase::UnaskedNoSum.into(),
    }
}
