//! Alternatives of an event that could not apply: a known value has opened another one, or nothing
//! could ever open them for this case. What stands in their way is no reason of a refusal, and what
//! they ask for is not asked.

use smallvec::SmallVec;

use crate::chart::TransitionId;
use crate::program::{Program, Query, RuleId, Slot, Tree};
use crate::rule::{Comparison, Expr, ExprKind};
use crate::world::refusal::Reason;

/// The alternatives that are shut; none where all would be.
pub(in crate::world) fn shut_alternatives(
    program: &Program,
    reasons: &[Reason],
    met: &[(TransitionId, RuleId)],
) -> Vec<TransitionId> {
    let mut tried: SmallVec<[TransitionId; 8]> =
        reasons.iter().filter_map(Reason::transition).collect();
    tried.sort_unstable();
    tried.dedup();
    if tried.len() < 2 {
        return Vec::new();
    }
    let opened_elsewhere = |shut: TransitionId, tree: &Tree| {
        let others = met.iter().filter(|(other, _)| *other != shut && tried.contains(other));
        others
            .map(|&(_, rule)| &program.rules[rule].tree)
            .any(|other| tells_apart(other) && asked(other) == asked(tree))
    };
    let is_shut = |&transition: &TransitionId| {
        reasons.iter().any(|reason| match reason {
            Reason::NotMet { transition: Some(of), rule } if *of == transition => {
                let rule = &program.rules[*rule];
                let tree = &rule.tree;
                rule.fixed() || tells_apart(tree) && opened_elsewhere(transition, tree)
            }
            _ => false,
        })
    };
    let shut: Vec<TransitionId> = tried.iter().copied().filter(is_shut).collect();
    if shut.len() == tried.len() { Vec::new() } else { shut }
}

/// Whether a rule only tells cases apart: it asks whether something is this or that, and measures
/// nothing.
fn tells_apart(tree: &Tree) -> bool {
    fn compares_only(part: &Expr<Slot, Query>) -> bool {
        let mut all = matches!(
            &part.kind,
            ExprKind::Constant(_)
                | ExprKind::Read(_)
                | ExprKind::Local(_)
                | ExprKind::Not(_)
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Block(_)
                | ExprKind::Call(..)
                | ExprKind::OneOf(..)
                | ExprKind::InSet(_)
                | ExprKind::Compare(Comparison::Equal | Comparison::NotEqual, _)
                | ExprKind::Query(Query::IsA(_) | Query::InState { .. }, _)
        );
        part.for_each_part(&mut |inner| all = all && compares_only(inner));
        all
    }
    let bodies = tree.functions.iter().map(|function| &function.body);
    bodies.chain([&tree.body]).all(compares_only)
}

/// What a rule asks about, whatever answer it wants: the values that it reads, whether it asks for
/// the kind of the subject, of which instances it asks the state.
fn asked(tree: &Tree) -> (Vec<Slot>, Vec<Option<u8>>) {
    let mut slots: Vec<Slot> = tree.reads.iter().map(|(slot, _)| *slot).collect();
    let mut queries: Vec<Option<u8>> = tree
        .queries
        .iter()
        .map(|(query, _)| match query {
            Query::InState { level, .. } => Some(*level),
            _ => None,
        })
        .collect();
    slots.sort_unstable();
    queries.sort_unstable();
    queries.dedup();
    (slots, queries)
}
