//! Limits and rules of selections, members of groups.

use super::list::{self, known_members, says_what_it_leaves_out};
use super::unknown;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::Phrase;
use crate::policy::{Bundle, GroupMember, Name, Quota, Selection, SelectionChange};
use crate::source::Span;

/// The selection of a name.
fn of_name<'b>(
    bundle: &'b mut Bundle,
    name: &Name,
    problems: &mut Problems,
) -> Option<&'b mut Selection> {
    match bundle.selections.iter().position(|(known, _)| known.value == name.value) {
        Some(at) => bundle.selections.get_mut(at).map(|(_, selection)| selection),
        None => {
            let names = bundle.selections.iter().map(|(name, _)| name.value.as_str());
            unknown(name, Phrase::Selection, names, problems);
            None
        }
    }
}

/// A selection has these limits and no others.
pub(super) fn quotas(
    bundle: &mut Bundle,
    at: Span,
    name: &Name,
    quotas: &[Quota],
    problems: &mut Problems,
) {
    let Some(found) = of_name(bundle, name, problems) else { return };
    let names = |quotas: &[Quota]| -> Vec<String> {
        quotas.iter().map(|quota| quota.name.value.clone()).collect()
    };
    let (before, anew) = (names(&found.quotas), names(quotas));
    says_what_it_leaves_out(at, Phrase::Quota, &before, &anew, &[], problems);
    found.quotas = quotas.to_vec();
}

/// A selection has limits and rules more, less or otherwise.
pub(super) fn selection(
    bundle: &mut Bundle,
    original: &Bundle,
    change: &SelectionChange,
    problems: &mut Problems,
) {
    let written = original.selections.iter().find(|(name, _)| name.value == change.selection.value);
    let Some(found) = of_name(bundle, &change.selection, problems) else { return };
    if let Some((_, written)) = written {
        let limits: Vec<&str> = written.quotas.iter().map(|quota| quota.name.as_str()).collect();
        known_members(&change.without, &limits, Phrase::Quota, problems);
        let replaced: Vec<Name> = change.replace.iter().map(|quota| quota.name.clone()).collect();
        known_members(&replaced, &limits, Phrase::Quota, problems);
        // What is added under a name that there is would stand for it without saying so.
        for quota in &change.add {
            if let Some(known) = written.quotas.iter().find(|known| *known.name == *quota.name) {
                problems.push(Diagnostic::duplicate(&quota.name, known.name.span));
            }
        }
        let rules: Vec<&str> = written.each.iter().map(|name| name.value.as_str()).collect();
        known_members(&change.without_each, &rules, Phrase::Rule, problems);
    }
    for quota in &mut found.quotas {
        if let Some(other) = change.replace.iter().find(|other| *other.name == *quota.name) {
            *quota = other.clone();
        }
    }
    list::change(&mut found.quotas, &change.add, &change.without, |quota| &quota.name);
    list::change(&mut found.each, &change.add_each, &change.without_each, |name| &name.value);
}

/// A group has members more or less.
pub(super) fn group(
    bundle: &mut Bundle,
    original: &Bundle,
    name: &Name,
    add: &[GroupMember],
    without: &[Name],
    problems: &mut Problems,
) {
    let written = original.groups.iter().find(|(known, _)| known.value == name.value);
    let found = bundle.groups.iter_mut().find(|(known, _)| known.value == name.value);
    let Some(((_, written), (_, found))) = written.zip(found) else {
        let names = original.groups.iter().map(|(name, _)| name.value.as_str());
        unknown(name, Phrase::Group, names, problems);
        return;
    };
    let members: Vec<&str> =
        written.members.iter().map(|member| member.rule.value.as_str()).collect();
    known_members(without, &members, Phrase::RuleOrGroup, problems);
    list::change(&mut found.members, add, without, |member| &member.rule.value);
}
