//! Rules that say what must be reviewed where they are changed, and that the amendments change: what
//! they ask, the values by which they ask it, where they are asked.

use std::collections::BTreeSet;

use super::draft::{Draft, Kind, Operation, Unasked};
use crate::lang::Word;
use crate::lang::sentence::UnaskedConcern;
use crate::policy::{Change, ChangeKind, Name, Version};
use crate::program::{CompiledRule, Guard, Program, RuleId, Slot};

/// What must be reviewed, each concern of each rule once.
pub(super) fn concerns(draft: &Draft<'_>) -> Vec<Unasked> {
    let program = draft.program;
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (id, rule) in program.rules.enumerated() {
        for &concern in &rule.concerns {
            // What stands in the place of a rule is told with that.
            let stands_in = |other: &CompiledRule| {
                other.concerns.contains(&concern) && other.instead.iter().any(|(_, by)| *by == id)
            };
            let is_told = program.rules.iter().any(stands_in);
            if is_told
                || !is_touched(draft, id, rule)
                || !told.insert((rule.name.as_str(), concern))
            {
                continue;
            }
            let words = UnaskedConcern {
                concern: concern.title().into(),
                rule: title(rule),
                review: concern.review().into(),
            };
            found.push(Unasked {
                kind: Kind::Concern,
                articles: rule.cited.articles.clone(),
                operation: operation(draft, rule).or_else(|| draft.only()),
                told: words.into(),
            });
        }
    }
    found
}

/// The rules of a measure that say what must be reviewed, each once.
pub(super) fn concerned(program: &Program) -> Vec<Word> {
    let mut found = Vec::new();
    for rule in program.rules.iter().filter(|rule| !rule.concerns.is_empty()) {
        let named = title(rule);
        if !found.contains(&named) {
            found.push(named);
        }
    }
    found
}

fn title(rule: &CompiledRule) -> Word {
    match rule.title.zh.is_empty() {
        true => rule.name.as_str().into(),
        false => (&rule.title).into(),
    }
}

/// Whether a rule asks something else after, or is asked elsewhere, or by another value, or no more.
fn is_touched(draft: &Draft<'_>, id: RuleId, rule: &CompiledRule) -> bool {
    let program = draft.program;
    let reads = |slot: &Slot| match slot {
        Slot::Param(id) => !program.parameters[*id].otherwise.is_empty(),
        Slot::Under(_) => true,
        _ => false,
    };
    !rule.instead.is_empty()
        || rule.tree.reads.iter().any(|(slot, _)| reads(slot))
        || asked(program, id, Draft::BEFORE) != asked(program, id, draft.after())
}

/// Where a rule is asked under a version: machine, state and what sets a transition off; or a
/// selection.
fn asked(program: &Program, id: RuleId, version: Version) -> BTreeSet<(&str, &str, &str)> {
    let mut found = BTreeSet::new();
    let stand_for = |rule: RuleId| {
        let instead = program.rules[rule].instead.iter();
        instead.clone().find(|(under, _)| under.holds(version)).map_or(rule, |(_, by)| *by)
    };
    let asks = |guards: &[Guard]| {
        let guards = guards.iter().filter(|guard| guard.under.holds(version));
        let mut rules = guards.flat_map(Guard::rules);
        rules.any(|rule| stand_for(rule) == id)
    };
    for machine in program.machines.iter() {
        for one in machine.chart.transitions() {
            let info = &machine.transitions[one];
            if info.under.holds(version) && asks(&info.guards) {
                let state = machine.states[machine.chart.source(one)].name.as_str();
                let event = info.events.first();
                let event = event.map_or("", |event| program.events[*event].name.as_str());
                found.insert((machine.name.as_str(), state, event));
            }
        }
    }
    for info in program.selections.iter().filter(|info| info.of_base.is_none()) {
        let now = info.under(version).map_or(info, |by| &program.selections[by]);
        if asks(&now.each) {
            found.insert(("", info.name.as_str(), ""));
        }
    }
    found
}

/// The edit that changes a rule, where it is one alone.
fn operation(draft: &Draft<'_>, rule: &CompiledRule) -> Option<Operation> {
    let reads = |name: &Name| {
        let mut read = rule.tree.reads.iter();
        read.any(|(slot, _)| match slot {
            Slot::Param(id) => draft.program.parameters[*id].name == name.value,
            _ => false,
        })
    };
    let without = |names: &[Name]| names.iter().any(|name| name.value == rule.name);
    let touches = |change: &Change| match &change.kind {
        ChangeKind::Parameter { name, .. }
        | ChangeKind::Values { name, .. }
        | ChangeKind::Row { name, .. }
        | ChangeKind::NewRow { name, .. }
        | ChangeKind::RowOut { name, .. } => reads(name),
        ChangeKind::Members { parameter, .. } => reads(parameter),
        ChangeKind::Transition(one) if without(&one.without) => true,
        ChangeKind::Group { without: names, .. } if without(names) => true,
        ChangeKind::Selection(one) if without(&one.without_each) => true,
        _ => change.asks(&rule.name),
    };
    let mut found = Vec::new();
    for (amendment, (one, words)) in draft.amendments.iter().zip(draft.rewritten).enumerate() {
        for (edit, written) in one.edits.iter().enumerate() {
            let derived = words.edits.get(edit).map(|edited| edited.derived.as_slice());
            let mut all = written.runs.changes().iter().chain(derived.unwrap_or_default());
            if all.any(touches) {
                found.push(Operation { amendment, edit });
            }
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
