//! What comes again and again: a machine that nobody owns, of which the rule for opening an instance
//! reads a period beside a number of the address, or beside when the instances before were opened.

use crate::policy::Version;
use crate::program::{CompiledRule, CompiledTransition, Guard, Program, Query, RuleId, Slot};
use crate::rule::{MachineId, ParamId, Type};

/// The rule that is asked in the place of another under a version.
pub(super) fn rule_under(program: &Program, rule: RuleId, version: Version) -> &CompiledRule {
    let info = &program.rules[rule];
    let other = info.instead.iter().find(|(under, _)| under.holds(version));
    other.map_or(info, |&(_, by)| &program.rules[by])
}

/// The transitions by which an instance of a machine is opened.
pub(super) fn openings(
    program: &Program,
    machine: MachineId,
    version: Version,
) -> impl Iterator<Item = &CompiledTransition> {
    let info = &program.machines[machine];
    info.transitions.iter().filter(move |transition| {
        transition.under.holds(version)
            && transition.events.iter().any(|event| info.opened_by.contains(event))
    })
}

/// The position of the number in the address of a machine's instances.
pub(super) fn number_of(program: &Program, machine: MachineId) -> Option<usize> {
    program.machines[machine].key.iter().position(|field| field.ty == Type::Count)
}

/// The period by which the instances of a machine come.
pub(super) fn period_of(
    program: &Program,
    machine: MachineId,
    version: Version,
) -> Option<ParamId> {
    let info = &program.machines[machine];
    if info.owner.is_some() {
        return None;
    }
    let number = number_of(program, machine)?;
    let guards = openings(program, machine, version).flat_map(|one| &one.guards);
    let guards = guards.filter(|guard| guard.under.holds(version));
    guards.flat_map(Guard::rules).find_map(|rule| {
        let tree = &rule_under(program, rule, version).tree;
        let reads = || tree.reads.iter().map(|(slot, _)| *slot);
        let by_number = reads().any(
            |slot| matches!(slot, Slot::Key { level: 0, index } if usize::from(index) == number),
        );
        let by_others = tree.queries.iter().any(|(query, _)| match query {
            Query::OpenedSince { machine: of } | Query::LastOpened { machine: of } => {
                *of == machine
            }
            _ => false,
        });
        reads().find_map(|slot| match slot {
            Slot::Param(id) if by_number || by_others => {
                (program.parameters[id].ty == Type::Period).then_some(id)
            }
            _ => None,
        })
    })
}
