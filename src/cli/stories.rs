//! Which of a bundle's stories shows its regular course.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::pipeline;
use crate::program::Program;
use crate::rule::MachineId;
use crate::scenario::{Plan, PlannedAddress, PlannedWhat, play};
use crate::workbench::each;
use crate::world::LedgerKind;
use crate::world::journal::What;

/// Whether it tells of one outermost instance alone, whether nothing is refused in it, whether money
/// is paid in it, how much it takes, how short it is.
type Rank = (bool, bool, bool, usize, Reverse<usize>);

/// The story that shows the course of a machine's instances, or of all, best: one outermost
/// instance in which nothing is refused, to the payment where there is one, through most
/// transitions; of several the shortest. One that assumes something shows another measure, and is left
/// out.
pub fn furthest(
    files: &[PathBuf],
    program: &Program,
    machine: Option<MachineId>,
) -> Option<PathBuf> {
    let measured = each(files, |file| {
        let plan = pipeline::plan_file(file, program).ok()?.plan?;
        if let Some(machine) = machine {
            root(&plan, machine)?;
        }
        let smooth = plan.lines.iter().all(|line| line.refused.is_none());
        let lines = plan.lines.len();
        let played = play(plan, program, false);
        let is_of = |of: MachineId| machine.is_none_or(|machine| machine == of);
        let alone = machine.is_none_or(|machine| {
            played.world.instances().filter(|(_, one)| one.machine == machine).count() == 1
        });
        let mut taken = BTreeSet::new();
        for entry in &played.journal.entries {
            let What::Moved { instance, transitions, .. } = &entry.what else { continue };
            let of = played.world.machine_of(*instance);
            if is_of(of) {
                taken.extend(transitions.iter().map(|&transition| (of, transition)));
            }
        }
        let pays = played.world.ledger().iter().any(|line| line.kind == LedgerKind::Paid);
        Some((alone, smooth, machine.is_some() && pays, taken.len(), Reverse(lines)))
    });
    let mut best: Option<(Rank, &PathBuf)> = None;
    for (file, rank) in files.iter().zip(measured) {
        let Some(rank) = rank else { continue };
        if best.is_none_or(|(most, _)| rank > most) {
            best = Some((rank, file));
        }
    }
    best.map(|(_, file)| file.clone())
}

/// The first address of the story whose outermost instance is of a machine.
pub fn root(plan: &Plan, machine: MachineId) -> Option<&PlannedAddress> {
    plan.lines.iter().find_map(|line| match &line.what {
        PlannedWhat::Event { to, .. } if to.whole => {
            to.address.parts.first().filter(|part| part.machine == machine).map(|_| to)
        }
        _ => None,
    })
}
