//! `findings_owed`: the findings for which an instance waits.

use super::mismatch::Comparison;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::{FindingId, InstanceId};
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::named;
use crate::world::deciding;
use crate::world::journal::Verdict;
use crate::world::{Cause, Engine, World};

/// The findings of an instance as they are written.
#[derive(Clone, Debug)]
pub struct Owed {
    instance: Name,
    findings: Vec<Name>,
}

/// The findings for which an instance is expected to wait, exactly.
#[derive(Clone, Debug)]
pub struct PlannedOwed {
    /// The instance.
    pub instance: PlannedAddress,
    /// The findings.
    pub findings: Vec<FindingId>,
}

impl Owed {
    pub(super) fn read_all(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Self> {
        let found = named(fields, "findings_owed", Phrase::Finding, problems, |node, problems| {
            Some(fields::names(node, problems))
        });
        found.into_iter().map(|(instance, findings)| Self { instance, findings }).collect()
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedOwed> {
        let instance = naming.address(&self.instance)?;
        let findings = self.findings.iter().filter_map(|name| naming.finding(name)).collect();
        Some(PlannedOwed { instance, findings })
    }
}

impl PlannedOwed {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let Some(id) = with.instance(&self.instance) else { return };
        let mut owed = findings_owed(with.engine, with.world, id);
        let mut wanted = self.findings.clone();
        owed.sort();
        wanted.sort();
        if owed != wanted {
            let program = with.program();
            let name = |id: &FindingId| program.findings[*id].name.clone();
            let wanted = Comparison::listed(wanted.iter().map(name));
            let owed = Comparison::listed(owed.iter().map(name));
            with.differ(self.instance.at, Phrase::OtherFindings, wanted, owed);
        }
    }
}

/// The findings for which the transitions wait that an instance could take now.
pub fn findings_owed(engine: &Engine<'_>, world: &World, id: InstanceId) -> Vec<FindingId> {
    let instance = world.instance(id);
    let machine = &engine.program.machines[instance.machine];
    let mut owed = Vec::new();
    let Some(chart) = instance.chart.as_ref().filter(|chart| !chart.ended()) else { return owed };
    for state in chart.configuration().iter() {
        for transition in deciding::standing(engine.program, world, id, state) {
            for guard in &machine.transitions[transition].guards {
                let verdict = engine.look(world, id).guard(guard);
                let Ok(Verdict::Unknown(causes)) = verdict else { continue };
                for cause in causes {
                    if let Cause::Finding(_, finding) = cause
                        && !owed.contains(&finding)
                    {
                        owed.push(finding);
                    }
                }
            }
        }
    }
    owed
}
