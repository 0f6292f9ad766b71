//! What is to be seen of a machine, independent of how it is written down.

use super::label::{self, Label};
use crate::chart::{Chart, EventId, Kind, StateId, TransitionId, Trigger};
use crate::lang::Lang;
use crate::program::{CompiledMachine, Program};
use crate::rule::MachineId;

/// How an element stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// It does not.
    #[default]
    Plain,
    /// It was visited: bold.
    Visited,
    /// It was never covered: red.
    NeverCovered,
    /// It was covered: green.
    Covered,
    /// It was covered in part: amber.
    Partly,
    /// It was changed: coloured.
    Changed,
}

/// A machine as it is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The machine's name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its sources as people cite them.
    pub cited: String,
    /// The language of all its words.
    pub lang: Lang,
    /// The root, which is no state of its own: its children are the outermost states.
    pub root: PictureState,
    /// The transitions in the order of the file.
    pub edges: Vec<PictureEdge>,
}

/// A state with all that lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureState {
    /// Its place in the chart, in document order.
    pub id: StateId,
    /// The last state in it; itself where there is none.
    pub last: StateId,
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its sources as people cite them.
    pub cited: String,
    /// The lengths of its timers, each with a clock sign.
    pub timers: Vec<String>,
    /// The states entered when it is entered by default.
    pub initial: Vec<StateId>,
    /// The states in it.
    pub children: Vec<PictureState>,
    /// How it stands out; [`picture`] leaves all plain.
    pub mark: Mark,
}

/// A transition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureEdge {
    /// Its place in the chart.
    pub id: TransitionId,
    /// The state it leaves.
    pub source: StateId,
    /// The states it enters; none means that nothing is left.
    pub targets: Vec<StateId>,
    /// What stands at it.
    pub label: Label,
    /// How it stands out; [`picture`] leaves all plain.
    pub mark: Mark,
}

impl PictureEdge {
    /// Whether it leads from a state to itself or nowhere, and is written into the state.
    pub fn stays(&self) -> bool {
        self.targets.iter().all(|&target| target == self.source)
    }
}

impl PictureState {
    /// Whether it is drawn around other states.
    pub fn is_composite(&self) -> bool {
        !self.children.is_empty()
    }
    /// Calls `visit` with every state below this one, in document order, each with its parent.
    pub fn walk<'p>(&'p self, visit: &mut impl FnMut(&'p Self, &'p Self)) {
        for child in &self.children {
            visit(child, self);
            child.walk(visit);
        }
    }
    /// Whether `state` lies below this one.
    pub fn holds(&self, state: StateId) -> bool {
        self.id < state && state <= self.last
    }
    /// The state of that id, this one or below.
    pub fn find(&self, id: StateId) -> Option<&Self> {
        if self.id == id {
            return Some(self);
        }
        self.child_with(id)?.find(id)
    }
    /// The child that is this state or holds it.
    pub(super) fn child_with(&self, id: StateId) -> Option<&Self> {
        let after = self.children.partition_point(|child| child.id <= id);
        let child = after.checked_sub(1).and_then(|at| self.children.get(at));
        child.filter(|child| id <= child.last)
    }
    /// The innermost state that holds both, none of them itself.
    pub(super) fn around(&self, left: StateId, right: StateId) -> &Self {
        let inner = self.child_with(left);
        let inner = inner.filter(|child| child.holds(left) && child.holds(right));
        inner.map_or(self, |inner| inner.around(left, right))
    }
}

/// The picture of a machine.
pub fn picture(program: &Program, machine: MachineId, lang: Lang) -> Picture {
    let compiled = &program.machines[machine];
    let chart = &compiled.chart;
    let edges = chart.transitions().map(|id| PictureEdge {
        id,
        source: chart.source(id),
        targets: chart.targets(id).to_vec(),
        label: label::label(program, machine, id, priority(chart, id), lang),
        mark: Mark::Plain,
    });
    Picture {
        name: compiled.name.clone(),
        title: label::or_name(&compiled.title, &compiled.name, lang),
        cited: compiled.cited.cite(lang),
        lang,
        root: state(program, machine, compiled, chart.root(), lang),
        edges: edges.collect(),
    }
}

fn state(
    program: &Program,
    id: MachineId,
    machine: &CompiledMachine,
    state_id: StateId,
    lang: Lang,
) -> PictureState {
    let chart = &machine.chart;
    let compiled = &machine.states[state_id];
    let timers =
        compiled.timers.iter().filter_map(|&timer| machine.transitions[timer].timer.as_ref());
    PictureState {
        id: state_id,
        last: chart.last(state_id),
        name: compiled.name.clone(),
        title: label::or_name(&compiled.title, &compiled.name, lang),
        kind: chart.kind(state_id),
        cited: compiled.cited.cite(lang),
        timers: timers.map(|timer| label::timer(program, id, timer, lang)).collect(),
        initial: chart.initial(state_id).to_vec(),
        children: chart
            .children(state_id)
            .map(|child| state(program, id, machine, child, lang))
            .collect(),
        mark: Mark::Plain,
    }
}

/// At which turn a transition is tried among those of its state that hear one event with it, counted
/// from 1; nothing where it is alone.
pub(super) fn priority(chart: &Chart, id: TransitionId) -> Option<usize> {
    let siblings = chart.transitions_of(chart.source(id));
    let own = chart.trigger(id);
    let alone = !siblings.iter().any(|&other| other != id && meet(own, chart.trigger(other), None));
    if alone {
        return None;
    }
    let earlier = || siblings.iter().take_while(|&&other| other != id);
    let turn = |event: Option<EventId>| {
        earlier().filter(|&&other| meet(own, chart.trigger(other), event)).count() + 1
    };
    match own {
        Trigger::Eventless | Trigger::Any => Some(turn(None)),
        Trigger::Events(events) => events.iter().map(|&event| turn(Some(event))).max(),
    }
}

/// Whether two triggers hear one event: this one, or any.
fn meet(left: &Trigger, right: &Trigger, event: Option<EventId>) -> bool {
    let hears = |trigger: &Trigger, event: EventId| match trigger {
        Trigger::Eventless => false,
        Trigger::Any => true,
        Trigger::Events(events) => events.contains(&event),
    };
    match (left, right, event) {
        (_, _, Some(event)) => hears(left, event) && hears(right, event),
        (Trigger::Eventless, Trigger::Eventless, None) => true,
        (Trigger::Eventless, _, None) | (_, Trigger::Eventless, None) => false,
        (Trigger::Any, _, None) | (_, Trigger::Any, None) => true,
        (Trigger::Events(events), Trigger::Events(_), None) => {
            events.iter().any(|&event| hears(right, event))
        }
    }
}
