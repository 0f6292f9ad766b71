//! The branches of an "or" that could not apply: a known value has opened another one, or nothing
//! could ever open them for this case. They are not told, as they stand in nobody's way.

use crate::program::{Query, Slot};
use crate::rule::{Clause, ClauseKind, Comparison, Form, Term};
use crate::world::journal::Read;

/// What a clause asks about, whatever answer it wants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Slot(Slot),
    Kind,
    StateOf(u8),
}

/// The branches that are open; all, where none would be. `reads` is what their rule was told.
pub(super) fn open_branches<'c>(branches: &'c [Clause], reads: &[Read]) -> Vec<&'c Clause> {
    let leaves: Vec<Vec<Leaf>> = branches.iter().map(|branch| leaves_of(branch, reads)).collect();
    let is_shut = |at: usize| {
        let own = leaves.get(at).map_or(&[][..], Vec::as_slice);
        let others = leaves.iter().enumerate().filter(|(other, _)| *other != at);
        let opened: Vec<&Leaf> =
            others.flat_map(|(_, leaves)| leaves).filter(|leaf| leaf.holds).collect();
        own.iter().filter(|leaf| !leaf.holds).any(|leaf| {
            is_settled(&leaf.about) || opened.iter().any(|other| other.about == leaf.about)
        })
    };
    let open: Vec<&Clause> =
        branches.iter().enumerate().filter(|(at, _)| !is_shut(*at)).map(|(_, one)| one).collect();
    if open.is_empty() { branches.iter().collect() } else { open }
}

/// A clause that only tells cases apart, and is known.
struct Leaf {
    holds: bool,
    about: Vec<About>,
}

/// Whether nothing that may still happen or become known changes what it asks about.
fn is_settled(about: &[About]) -> bool {
    about.iter().all(|about| match about {
        About::Slot(slot) => matches!(
            slot,
            Slot::Key { .. } | Slot::Subject | Slot::Itself | Slot::Event(_) | Slot::Param(_)
        ),
        About::Kind => true,
        About::StateOf(_) => false,
    })
}

/// The clauses that all have to be as a branch wants them, those that tell cases apart.
fn leaves_of(branch: &Clause, reads: &[Read]) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut waiting = vec![(branch, true)];
    while let Some((clause, wanted)) = waiting.pop() {
        match (&clause.kind, wanted) {
            (ClauseKind::All(parts), true) | (ClauseKind::Any(parts), false) => {
                waiting.extend(parts.iter().map(|part| (part, wanted)));
            }
            (ClauseKind::Function { body, .. }, _) => waiting.push((body, wanted)),
            (ClauseKind::Not(part), _) => waiting.push((part, !wanted)),
            _ => {
                let about = asked(clause, reads);
                let leaf = clause.holds.zip(about);
                found.extend(leaf.map(|(holds, about)| Leaf { holds: holds == wanted, about }));
            }
        }
    }
    found
}

/// What a clause asks about; nothing where it measures or asks about more than single values.
fn asked(clause: &Clause, reads: &[Read]) -> Option<Vec<About>> {
    let terms: Vec<&Term> = match &clause.kind {
        ClauseKind::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => {
            vec![left, right]
        }
        ClauseKind::Member(term, _) => vec![term],
        ClauseKind::Value(term) if term.form == Form::Read => vec![term],
        _ => return None,
    };
    let mut about = Vec::new();
    for read in terms.iter().flat_map(|term| {
        let (from, to) = (term.reads.start as usize, term.reads.end as usize);
        reads.get(from..to).unwrap_or(&[])
    }) {
        about.push(match read {
            Read::Slot(slot, _) => About::Slot(*slot),
            Read::Query(asked, _) => match &asked.0 {
                Query::IsA(_) => About::Kind,
                Query::InState { level, .. } => About::StateOf(*level),
                _ => return None,
            },
            Read::Table(..) => return None,
        });
    }
    about.sort_unstable();
    about.dedup();
    Some(about)
}
