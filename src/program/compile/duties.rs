//! Duties that open by themselves: what opens, fulfils and reports them becomes actions of the
//! states and transitions that they name.

use std::sync::Arc;

use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::chart::{StateId, TransitionId};
use crate::diagnostic::Problems;
use crate::ident::{Id, IdVec};
use crate::lang::Problem;
use crate::policy::{Bundle, Name, Obligation, Under};
use crate::program::ids::ObligationId;
use crate::program::machine::{CompiledAction, CompiledKind, CompiledState, CompiledTransition};
use crate::rule::{MachineId, Type};

/// Who owes each, and whether there is such a machine.
pub fn holders(bundle: &Bundle, env: &mut Environment, problems: &mut Problems) {
    for (index, (_, obligation)) in bundle.obligations.iter().enumerate() {
        let by = obligation.by.iter().filter_map(|role| env.role(role, problems)).collect();
        if let Some(of) = &obligation.of {
            env.machine(of, problems);
        }
        if index < env.tables.obligations.len() {
            env.tables.obligations[ObligationId::new(index)].by = by;
        }
    }
}

/// A machine's states and transitions, to which duties add what they do.
pub struct Site<'a, 'b> {
    pub env: &'a Environment,
    pub rules: &'a mut Rules<'b>,
    pub problems: &'a mut Problems,
    pub machine: MachineId,
    pub states: &'a mut IdVec<StateId, CompiledState>,
    pub transitions: &'a mut IdVec<TransitionId, CompiledTransition>,
}

impl Site<'_, '_> {
    /// Adds the duties of this machine. Duties open and are told after what a state does itself.
    pub fn add(&mut self, bundle: &Bundle) {
        for (index, (name, obligation)) in bundle.obligations.iter().enumerate() {
            let id = ObligationId::new(index);
            let others = obligation.otherwise.iter();
            let base = others.clone().fold(Under::ALL, |base, (under, _)| base.and(under.not()));
            let own = [(base, obligation)].into_iter();
            for (under, obligation) in own.chain(others.map(|(under, other)| (*under, other))) {
                self.add_one(id, name, under, obligation);
            }
        }
    }

    fn add_one(&mut self, id: ObligationId, name: &Name, under: Under, obligation: &Obligation) {
        let own = &self.env.heads[self.machine].name;
        if obligation.of.as_ref().is_none_or(|of| of.value != *own) {
            return;
        }
        {
            let cited = Arc::new(obligation.origin.cited());
            let action = |kind| CompiledAction {
                at: name.span,
                under,
                when: Vec::new(),
                cited: Arc::clone(&cited),
                kind,
            };
            self.opens(id, obligation, &action);
            self.fulfils(id, obligation, &action);
            for state in &obligation.reported {
                for state in self.env.states_meant(self.machine, state, self.problems) {
                    self.states[state].on_entry.push(action(CompiledKind::Undone(id)));
                }
            }
        }
    }

    fn opens(
        &mut self,
        id: ObligationId,
        obligation: &Obligation,
        action: &impl Fn(CompiledKind) -> CompiledAction,
    ) {
        for state in &obligation.opens {
            let due = obligation.due.as_ref().and_then(|due| {
                let scope = Scope::new(self.env, Some(self.machine), None);
                self.rules.expression(due, Some(&Type::Date), &scope, self.env, self.problems)
            });
            for state in self.env.states_meant(self.machine, state, self.problems) {
                let kind = CompiledKind::Oblige { obligation: id, due: due.clone(), on: None };
                self.states[state].on_entry.push(action(kind));
            }
        }
    }

    fn fulfils(
        &mut self,
        id: ObligationId,
        obligation: &Obligation,
        action: &impl Fn(CompiledKind) -> CompiledAction,
    ) {
        for name in &obligation.fulfilled_by {
            let Some(event) = self.env.event(name, self.problems) else { continue };
            let mut heard = false;
            for at in 0..self.transitions.len() {
                let transition = &mut self.transitions[TransitionId::new(at)];
                if transition.events.contains(&event) {
                    transition.actions.push(action(CompiledKind::Fulfil(id)));
                    heard = true;
                }
            }
            if !heard {
                let own = self.env.heads[self.machine].name.as_str();
                let args = vec![("event", name.value.as_str().into()), ("machine", own.into())];
                self.problems.add(Problem::Unheard, name.span, args);
            }
        }
    }
}
