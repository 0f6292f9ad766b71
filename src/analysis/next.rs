//! What may happen next: for each event that an instance hears in its states, who may send it, from
//! which day, and what each condition says today.

use crate::calendar::{Day, Rests};
use crate::chart::{Answer, EventId, TransitionId};
use crate::program::RoleId;
use crate::rule::{InstanceId, MachineId, SubjectId, Type, Value};
use crate::world::deciding;
use crate::world::journal::GuardReport;
use crate::world::{Cause, Engine, Noting, World};

/// A step that an instance may take.
#[derive(Clone, Debug)]
pub struct Step {
    /// The transition.
    pub transition: TransitionId,
    /// Its event.
    pub event: EventId,
    /// Who may send it.
    pub by: Vec<RoleId>,
    /// The first lawful day, and what it rests on; why it cannot be told.
    pub floor: Result<Option<(Day, Rests)>, Vec<Cause>>,
    /// What the conditions say, as far as they can be told before the event is there.
    pub answer: Answer,
    /// Each condition.
    pub guards: Vec<GuardReport>,
}

/// The steps that people may take with an instance, in the order of the chart.
pub fn next_steps(engine: &Engine<'_>, world: &World, id: InstanceId) -> Vec<Step> {
    let instance = world.instance(id);
    let machine = &engine.program.machines[instance.machine];
    let Some(chart) = instance.chart.as_ref().filter(|chart| !chart.ended()) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for state in chart.configuration().iter() {
        for transition in deciding::standing(engine.program, world, id, state) {
            let info = &machine.transitions[transition];
            if info.by.is_empty() && engine.program.legal_text {
                continue;
            }
            for &event in &info.events {
                let mut guards = Vec::new();
                let mut look = engine.look(world, id);
                look.noting = Noting::Clauses;
                let answer = look.guards(&info.guards, |_, _| {}, &mut guards);
                let answer = answer.unwrap_or(Answer::Unknown);
                let floor = engine.earliest(world, id, transition);
                let by = info.by.clone();
                steps.push(Step { transition, event, by, floor, answer, guards });
            }
        }
    }
    steps
}

/// An instance that a subject could open now, opened in a world of its own.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The world in which it stands opened.
    pub world: World,
    /// The instance.
    pub instance: InstanceId,
}

/// The instances that a subject could open: one for each machine whose key names a subject, each
/// running owner and each combination of choices in the key.
pub fn openings(engine: &Engine<'_>, world: &World, subject: SubjectId) -> Vec<Opening> {
    let program = engine.program;
    let mut found = Vec::new();
    for (id, machine) in program.machines.enumerated() {
        let names_subject = machine.key.iter().any(|part| part.ty == Type::Subject);
        if machine.opened_by.is_empty() || !names_subject {
            continue;
        }
        let owners: Vec<Option<InstanceId>> = match machine.owner {
            None => vec![None],
            Some(owner) => world
                .instances()
                .filter(|(_, instance)| instance.machine == owner && !instance.ended())
                .map(|(id, _)| Some(id))
                .collect(),
        };
        for owner in owners {
            for key in keys(engine, id, subject) {
                let mut copy = world.clone();
                if let Ok(instance) = engine.open(&mut copy, owner, id, key.into(), &mut ()) {
                    found.push(Opening { world: copy, instance });
                }
            }
        }
    }
    found
}

/// Every key of a machine for a subject; none where a part is no choice and no subject.
fn keys(engine: &Engine<'_>, machine: MachineId, subject: SubjectId) -> Vec<Vec<Value>> {
    let mut keys: Vec<Vec<Value>> = vec![Vec::new()];
    for part in &engine.program.machines[machine].key {
        let values: Vec<Value> = match part.ty {
            Type::Subject => vec![Value::Subject(subject)],
            Type::Choice(choice) => (0..engine.program.choices[choice].values.len())
                .filter_map(|at| u16::try_from(at).ok())
                .map(|at| Value::Choice(choice, at))
                .collect(),
            _ => Vec::new(),
        };
        keys = keys
            .into_iter()
            .flat_map(|key| {
                values.iter().map(move |&value| {
                    let mut longer = key.clone();
                    longer.push(value);
                    longer
                })
            })
            .collect();
    }
    keys
}
