//! What a story asks, line by line, and what could be otherwise in it for something else to come of
//! that.

use super::change::Change;
use super::lever::{Around, levers};
use crate::analysis::coverage::{Element, Of};
use crate::program::{Program, RuleId};
use crate::rule::{Clause, Value};
use crate::scenario::{Plan, Watched, play_heard};
use crate::world::journal::{Asked, GuardReport, What};
use crate::world::{Address, ExplainingJournal, World};

/// What was asked in a line.
pub(super) struct Inquiry<'a> {
    pub(super) line: usize,
    pub(super) address: Address,
    pub(super) guards: Vec<GuardReport>,
    pub(super) world: &'a World,
}

/// Visits all that was asked in a story, in order.
pub(super) fn each_asked(program: &Program, plan: &Plan, visit: &mut dyn FnMut(Inquiry<'_>)) {
    let mut from = 0;
    let mut last = 0;
    let watch = |watched: Watched<'_, ExplainingJournal>| {
        let entries = &watched.journal.0.entries;
        let line = watched.line.map_or(last, |(at, _)| at);
        last = line;
        for entry in entries.get(from..).unwrap_or(&[]) {
            let world = watched.world;
            let known = |id: crate::rule::InstanceId| {
                (crate::ident::Id::index(id) < world.instance_count())
                    .then(|| world.address(program, id))
            };
            let (address, guards) = match &entry.what {
                What::Refused { address, guards, .. } => (Some(address.clone()), guards),
                What::Moved { instance, guards, .. }
                | What::Idle { instance, guards, .. }
                | What::Weighed { instance, guards }
                | What::Passed { instance, guards, .. } => (known(*instance), guards),
                _ => continue,
            };
            if let Some(address) = address {
                visit(Inquiry { line, address, guards: guards.clone(), world });
            }
        }
        from = entries.len();
    };
    play_heard(plan.clone(), program, ExplainingJournal::default(), watch);
}

/// What could be otherwise in a story for something to come of an element.
pub(super) fn considered(program: &Program, plan: &Plan, element: &Element) -> Vec<Change> {
    let rules: Vec<RuleId> = match &element.of {
        Of::Transition(machine, transition) => {
            let guards = &program.machines[*machine].transitions[*transition].guards;
            guards.iter().flat_map(crate::program::Guard::rules).collect()
        }
        Of::Guard(_, rule) => vec![*rule],
        _ => Vec::new(),
    };
    let place = element.at.filter(|_| matches!(element.of, Of::Boundary(_)));
    let mut plan = plan.clone();
    let empty = Value::List(plan.cast.pool.add_list(Vec::new()));
    let mut found: Vec<Change> = Vec::new();
    each_asked(program, &plan, &mut |asked| {
        let narrowed = asked.guards.iter().filter_map(|report| match place {
            None => rules.contains(&report.rule).then(|| report.clone()),
            Some(place) => {
                let asked = report.asked.iter().filter_map(|one| {
                    let clause = part(&one.clause, place)?.clone();
                    Some(Asked { rule: one.rule, clause, reads: one.reads.clone() })
                });
                let asked: Vec<Asked> = asked.collect();
                let reads = Default::default();
                (!asked.is_empty()).then(|| GuardReport { asked, reads, ..report.clone() })
            }
        });
        let narrowed: Vec<GuardReport> = narrowed.collect();
        let (world, line, address) = (asked.world, asked.line, &asked.address);
        let around = Around { program, plan: &plan, world, line, address, empty };
        for change in levers(&around, &narrowed) {
            if !found.contains(&change) {
                found.push(change);
            }
        }
    });
    found
}

/// The part of a condition at a place.
pub(super) fn part(clause: &Clause, place: crate::source::Span) -> Option<&Clause> {
    if clause.span == place {
        return Some(clause);
    }
    let mut found = None;
    clause.for_each_part(&mut |inner| found = found.or_else(|| part(inner, place)));
    found
}
