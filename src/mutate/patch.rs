//! What a mutant puts in the place of what a program has. A program is changed where it stands and
//! put back, so that no mutant needs a program of its own.

use std::collections::BTreeMap;
use std::mem::swap;

use crate::calendar::Counting;
use crate::chart::{Chart, StateId, TransitionId};
use crate::program::{
    CompiledAction, CompiledRule, CompiledSelection, CompiledState, CompiledTransition,
    FindingInfo, ParameterInfo, Program, RuleId, SelectionId, VersionTable,
};
use crate::rule::{FindingId, MachineId, ParamId};

/// Elements of a program, each as a mutant has it.
#[derive(Default)]
pub struct Patch {
    parameters: BTreeMap<ParamId, ParameterInfo>,
    rules: BTreeMap<RuleId, CompiledRule>,
    transitions: BTreeMap<(MachineId, TransitionId), CompiledTransition>,
    states: BTreeMap<(MachineId, StateId), CompiledState>,
    charts: BTreeMap<MachineId, Chart>,
    selections: BTreeMap<SelectionId, CompiledSelection>,
    findings: BTreeMap<FindingId, FindingInfo>,
    versions: Option<VersionTable>,
    counting: Option<Counting>,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Done by a transition.
    Transition(MachineId, TransitionId, usize),
    /// Done when a state is entered.
    Entry(MachineId, StateId, usize),
    /// Done when a state is left.
    Exit(MachineId, StateId, usize),
    /// Done when the children of a state are entered by default.
    Initial(MachineId, StateId, usize),
}

impl Patch {
    /// A parameter, to be changed.
    pub fn parameter(&mut self, program: &Program, id: ParamId) -> &mut ParameterInfo {
        self.parameters.entry(id).or_insert_with(|| program.parameters[id].clone())
    }
    /// A rule, to be changed.
    pub fn rule(&mut self, program: &Program, id: RuleId) -> &mut CompiledRule {
        self.rules.entry(id).or_insert_with(|| program.rules[id].clone())
    }
    /// A transition, to be changed.
    pub fn transition(
        &mut self,
        program: &Program,
        (machine, id): (MachineId, TransitionId),
    ) -> &mut CompiledTransition {
        let own = || program.machines[machine].transitions[id].clone();
        self.transitions.entry((machine, id)).or_insert_with(own)
    }
    fn state(&mut self, program: &Program, machine: MachineId, id: StateId) -> &mut CompiledState {
        let own = || program.machines[machine].states[id].clone();
        self.states.entry((machine, id)).or_insert_with(own)
    }
    /// The chart of a machine, to be changed.
    pub fn chart(&mut self, program: &Program, machine: MachineId) -> &mut Chart {
        self.charts.entry(machine).or_insert_with(|| program.machines[machine].chart.clone())
    }
    /// A selection, to be changed.
    pub fn selection(&mut self, program: &Program, id: SelectionId) -> &mut CompiledSelection {
        self.selections.entry(id).or_insert_with(|| program.selections[id].clone())
    }
    /// A finding, to be changed.
    pub fn finding(&mut self, program: &Program, id: FindingId) -> &mut FindingInfo {
        self.findings.entry(id).or_insert_with(|| program.findings[id].clone())
    }
    /// The versions, to be changed.
    pub fn versions(&mut self, program: &Program) -> &mut VersionTable {
        self.versions.get_or_insert_with(|| program.versions.clone())
    }
    /// Counts all days otherwise.
    pub fn count(&mut self, counting: Counting) {
        self.counting = Some(counting);
    }
    /// An action, to be changed.
    pub fn action(&mut self, program: &Program, spot: Spot) -> Option<&mut CompiledAction> {
        match spot {
            Spot::Transition(machine, id, at) => {
                self.transition(program, (machine, id)).actions.get_mut(at)
            }
            Spot::Entry(machine, id, at) => self.state(program, machine, id).on_entry.get_mut(at),
            Spot::Exit(machine, id, at) => self.state(program, machine, id).on_exit.get_mut(at),
            Spot::Initial(machine, id, at) => {
                self.state(program, machine, id).on_initial.get_mut(at)
            }
        }
    }
    /// Changes a program, or puts it back.
    pub fn swap(&mut self, program: &mut Program) {
        self.parameters.iter_mut().for_each(|(id, own)| swap(own, &mut program.parameters[*id]));
        self.rules.iter_mut().for_each(|(id, own)| swap(own, &mut program.rules[*id]));
        for ((machine, id), own) in &mut self.transitions {
            swap(own, &mut program.machines[*machine].transitions[*id]);
        }
        for ((machine, id), own) in &mut self.states {
            swap(own, &mut program.machines[*machine].states[*id]);
        }
        for (machine, own) in &mut self.charts {
            swap(own, &mut program.machines[*machine].chart);
        }
        self.selections.iter_mut().for_each(|(id, own)| swap(own, &mut program.selections[*id]));
        self.findings.iter_mut().for_each(|(id, own)| swap(own, &mut program.findings[*id]));
        self.versions.iter_mut().for_each(|own| swap(own, &mut program.versions));
        self.counting.iter_mut().for_each(|own| swap(own, &mut program.counting));
    }
}
