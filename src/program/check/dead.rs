//! Transitions that never have their turn: of the enabled transitions of a state the first is
//! taken, and an earlier one is enabled wherever the later one is.

use crate::chart::{Chart, Trigger};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::Bundle;
use crate::program::{CompiledTransition, Program, RoleHolder};

/// Tells of transitions that an earlier one of the same state always precedes.
pub(super) fn every_transition_has_its_turn(
    bundle: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    for (written, machine) in bundle.machines.iter().zip(program.machines.iter()) {
        // The machine's own transitions come after those of each state: there to be preceded.
        let is_own = |at| written.root.transitions.iter().any(|own| own.at == at);
        let chart: &Chart = &machine.chart;
        for state in chart.states().filter(|&state| !chart.kind(state).is_history()) {
            let own = chart.transitions_of(state);
            for (index, &later) in own.iter().enumerate() {
                if is_own(machine.transitions[later].at) {
                    continue;
                }
                let hears = |earlier: &Trigger| covers(earlier, chart.trigger(later));
                let first = own.iter().take(index).find(|&&earlier| {
                    hears(chart.trigger(earlier))
                        && precedes(
                            &machine.transitions[earlier],
                            &machine.transitions[later],
                            program,
                        )
                });
                if let Some(&first) = first {
                    let at = machine.transitions[later].at.part(0, 1);
                    let other = machine.transitions[first].at.part(0, 1);
                    problems.push(
                        Diagnostic::new(Problem::DeadTransition, at, vec![])
                            .with_related(other, Phrase::EarlierTransition),
                    );
                }
            }
        }
    }
}

/// Whether whatever sets off the later sets off the earlier.
fn covers(earlier: &Trigger, later: &Trigger) -> bool {
    match (earlier, later) {
        (Trigger::Eventless, Trigger::Eventless) => true,
        (Trigger::Events(earlier), Trigger::Events(later)) => {
            later.iter().all(|event| earlier.contains(event))
        }
        (Trigger::Any, Trigger::Any | Trigger::Events(_)) => true,
        (Trigger::Eventless, Trigger::Any | Trigger::Events(_))
        | (Trigger::Any | Trigger::Events(_), Trigger::Eventless)
        | (Trigger::Events(_), Trigger::Any) => false,
    }
}

/// Whether the earlier asks for nothing that the later does not ask for too.
fn precedes(earlier: &CompiledTransition, later: &CompiledTransition, program: &Program) -> bool {
    let anyone =
        |role: &crate::program::RoleId| matches!(program.roles[*role].holder, RoleHolder::Anyone);
    // With a legal text an event from outside is for those who are named, without one for all
    // where nobody is named.
    let for_all = earlier.by.iter().any(anyone) || (earlier.by.is_empty() && !program.legal_text);
    let named = later.by.iter().all(|role| earlier.by.contains(role));
    let open_to_as_many = for_all || (named && (!later.by.is_empty() || program.legal_text));
    let guards = earlier.guards.iter().all(|guard| later.guards.contains(guard));
    open_to_as_many && guards && earlier.floor.is_none()
}
