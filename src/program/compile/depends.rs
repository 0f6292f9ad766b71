//! What the condition of an automatic transition depends on: whatever its rules may read.

use crate::ident::IdVec;
use crate::policy::Under;
use crate::program::depends::{Depends, Ground};
use crate::program::element::{CompiledRule, Tree};
use crate::program::ids::RuleId;
use crate::program::machine::{CompiledFloor, Guard};
use crate::program::slot::{Query, QueryColumn, Slot};

/// What guards and a floor depend on.
pub(super) fn depends(
    guards: &[Guard],
    floor: Option<&CompiledFloor>,
    under: Under,
    rules: &IdVec<RuleId, CompiledRule>,
) -> Depends {
    let mut on = Vec::new();
    if !under.is_all() {
        on.extend([Ground::Day, Ground::Line]);
    }
    for guard in guards {
        for rule in guard.rules() {
            let rule = &rules[rule];
            rule.as_of.iter().for_each(|slot| slot_grounds(*slot, &mut on));
            tree_grounds(&rule.tree, &mut on);
        }
    }
    if let Some(floor) = floor {
        on.extend([Ground::Day, Ground::Line]);
        tree_grounds(&floor.from, &mut on);
    }
    on.sort_unstable();
    on.dedup();
    let on_others = on.iter().any(|ground| ground.is_others());
    Depends { on, on_others }
}

fn tree_grounds(tree: &Tree, on: &mut Vec<Ground>) {
    tree.reads.iter().for_each(|(slot, _)| slot_grounds(*slot, on));
    tree.queries.iter().for_each(|(query, _)| query_grounds(query, on));
}

fn slot_grounds(slot: Slot, on: &mut Vec<Ground>) {
    match slot {
        // What is true of a subject from a day on only changes on that morning.
        Slot::Fact(_) => on.push(Ground::Subject),
        Slot::LinkedFact { .. } => on.extend([Ground::Subject, Ground::Anyone]),
        Slot::KeyFact { level, index, .. } => on.push(Ground::KeySubject { level, index }),
        Slot::Data { level, .. } if level > 0 => on.push(Ground::Owner { level }),
        Slot::Finding { level, .. } => on.push(Ground::Findings { level }),
        Slot::Today | Slot::AsOf => on.push(Ground::Day),
        Slot::Param(_) | Slot::Under(_) => on.extend([Ground::Day, Ground::Line]),
        // An instance that moves is asked again in any case; the rest never changes.
        Slot::Data { .. }
        | Slot::Key { .. }
        | Slot::Event(_)
        | Slot::Subject
        | Slot::Actor
        | Slot::Place
        | Slot::ValidFrom
        | Slot::ValidTo
        | Slot::Itself => {}
    }
}

fn query_grounds(query: &Query, on: &mut Vec<Ground>) {
    match query {
        Query::HasEntry { register, columns }
        | Query::EntryUntil { register, columns }
        | Query::EntryFrom { register, columns }
        | Query::LatestEntryFrom { register, columns } => {
            let of_others = columns.contains(&QueryColumn::Subject);
            let lines = if of_others {
                Ground::AnyRegister(*register)
            } else {
                Ground::Register(*register)
            };
            on.push(lines);
        }
        Query::Count { machine, .. } => on.push(Ground::Children(*machine)),
        Query::InState { level, .. } if *level > 0 => on.push(Ground::Owner { level: *level }),
        Query::OpenedSince { machine }
        | Query::LastOpened { machine }
        | Query::EnteredSince { machine, .. } => {
            on.push(Ground::Machine(*machine));
        }
        // Its own states, money and duties change only while it moves.
        Query::InState { .. }
        | Query::IsA(_)
        | Query::Owed(_)
        | Query::Paid(_)
        | Query::Fulfilled(_) => {}
    }
}
