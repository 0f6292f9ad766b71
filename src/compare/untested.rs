//! Operations that no story feels: each with the story that comes nearest and what it lacks.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::outcome::Titled;
use super::stories::Came;
use super::touched::Touched;
use super::uses::of_transition;
use super::versus::Baseline;
use crate::chart::StateId;
use crate::program::{CompiledMachine, Program, TimerSpan};
use crate::rule::MachineId;

/// What a story lacks to feel an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// Nothing that runs uses what the operation changes: no story can feel it.
    Nothing,
    /// It never comes to this state, in which this may happen.
    ToReach(Titled, Option<Titled>),
    /// It is in this state, where this may happen, and what it tells falls alike before and after.
    ToDiffer(Titled, Option<Titled>),
}

/// An operation that no story feels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untested {
    /// The operation, by its position.
    pub operation: usize,
    /// The story that comes nearest, by its position; none where there is none to be played.
    pub nearest: Option<usize>,
    /// What it lacks.
    pub lacks: Lacks,
}

/// How near a story comes: of what is touched it comes by so many elements, in so many states; so
/// many states of the machines concerned, so many in all; the shorter the better.
type Near = (usize, usize, usize, usize, Reverse<usize>);

/// What is told of an operation that no story feels.
pub fn untested(operation: usize, base: &Baseline<'_>, touched: &Touched) -> Untested {
    let uses = &base.uses.states;
    let leading = base.leading(&touched.elements);
    let users: BTreeSet<(MachineId, StateId)> = uses
        .iter()
        .filter(|(_, used)| !used.is_disjoint(&leading))
        .map(|(state, _)| *state)
        .collect();
    let machines: BTreeSet<MachineId> = users.iter().map(|(machine, _)| *machine).collect();
    let near = base.came.iter().enumerate().filter_map(|(at, came)| {
        let Came::Played(_, course) = came else { return None };
        let met = base.met(&course.stood, &leading).len();
        let inside = course.stood.intersection(&users).count();
        let around = course.stood.iter().filter(|(machine, _)| machines.contains(machine)).count();
        let lines = Reverse(course.accepted.len());
        let near: Near = (met, inside, around, course.stood.len(), lines);
        Some((near, Reverse(at)))
    });
    let nearest = near.max().map(|(_, Reverse(at))| at);
    if users.is_empty() && !touched.wide {
        return Untested { operation, nearest: None, lacks: Lacks::Nothing };
    }
    let stood = nearest.and_then(|at| match base.came.get(at) {
        Some(Came::Played(_, course)) => Some(&course.stood),
        _ => None,
    });
    let mut been = users.iter().filter(|state| stood.is_some_and(|all| all.contains(state)));
    let lacks = match (been.next_back(), users.first()) {
        (Some(&state), _) => {
            let (state, event) = named(base.program, state, touched);
            Lacks::ToDiffer(state, event)
        }
        (None, Some(&state)) => {
            let (state, event) = named(base.program, state, touched);
            Lacks::ToReach(state, event)
        }
        (None, None) => Lacks::Nothing,
    };
    Untested { operation, nearest, lacks }
}

/// A state, and the event in it that uses what is touched.
fn named(
    program: &Program,
    (machine, state): (MachineId, StateId),
    touched: &Touched,
) -> (Titled, Option<Titled>) {
    let machine: &CompiledMachine = &program.machines[machine];
    let using = machine.chart.transitions_of(state).iter().find(|&&id| {
        let mut used = super::element::Elements::new();
        of_transition(program, machine, id, &mut used);
        !used.is_disjoint(&touched.elements)
    });
    // What sets it off: an event, or the end of a term.
    let event = using.and_then(|&id| {
        let transition = &machine.transitions[id];
        match (transition.events.first(), transition.timer.as_ref().map(|timer| &timer.span)) {
            (Some(&event), _) => {
                let info = &program.events[event];
                Some(Titled::new(&info.name, &info.title))
            }
            (None, Some(TimerSpan::Parameter(period, ..))) => {
                let info = &program.parameters[*period];
                Some(Titled::new(&info.name, &info.title))
            }
            _ => None,
        }
    });
    let state = &machine.states[state];
    (Titled::new(&state.name, &state.title), event)
}
