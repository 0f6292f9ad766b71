//! Steps put at the end of a story so that something comes about: the nearest first, over what may
//! happen next, within a limit that is told.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::hash::{Hash, Hasher};

use smallvec::SmallVec;

use super::lever::who;
use super::ron::{quoted, value};
use crate::analysis::coverage::distances;
use crate::analysis::{next_steps, openings};
use crate::calendar::Day;
use crate::chart::{Answer, EventId, StateId, TransitionId};
use crate::program::{FieldId, Program};
use crate::rule::{FindingId, InstanceId, MachineId, Type, Value};
use crate::scenario::{Plan, PlannedValue, PlannedWhat, address_text};
use crate::world::journal::{GuardReport, Read, What};
use crate::world::{
    ActorId, Address, Cast, Cause, Data, Engine, FindingMade, Incoming, Journal, Target, World,
};

/// How many steps are put in at most.
pub const MOST_STEPS: usize = 6;
/// How many worlds are looked at for one gap.
pub const MOST_WORLDS: usize = 1_500;
/// How many ways of filling in an event are tried.
const MOST_FILLED: usize = 8;
/// How many instances are looked at in a world.
const MOST_INSTANCES: usize = 16;

/// A step that is put in.
#[derive(Clone, Debug)]
pub(super) enum Added {
    /// Time passes until a day.
    Wait(Day),
    /// Somebody does something.
    Line(AddedLine),
}

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) struct AddedLine {
    day: Day,
    by: Option<ActorId>,
    to: Address,
    what: AddedWhat,
}

#[derive(Clone, Debug)]
enum AddedWhat {
    Event(EventId, Vec<(FieldId, Value)>),
    Findings(Vec<(FindingId, bool)>),
}

impl AddedLine {
    /// As a story writes it.
    pub fn text(&self, program: &Program, cast: &Cast) -> Option<String> {
        let mut out = format!("(date: {}", quoted(&self.day.to_string()));
        if let Some(by) = self.by {
            out.push_str(&format!(", by: {}", quoted(&cast.actors[by].name)));
        }
        let to = quoted(&address_text(program, cast, &self.to));
        match &self.what {
            AddedWhat::Event(event, data) => {
                let event = quoted(&program.events[*event].name);
                out.push_str(&format!(", event: {event}, instance: {to}"));
                if !data.is_empty() {
                    let data = data.iter().map(|(field, new)| {
                        let name = quoted(&program.fields[*field].name);
                        Some(format!("{name}: {}", value(program, cast, *new)?))
                    });
                    let data: Option<Vec<String>> = data.collect();
                    out.push_str(&format!(", data: {{ {} }}", data?.join(", ")));
                }
            }
            AddedWhat::Findings(findings) => {
                let answer = |(finding, answer): &(FindingId, bool)| {
                    let name = quoted(&program.findings[*finding].name);
                    format!("{name}: {}", if *answer { "yes" } else { "no" })
                };
                let findings: Vec<String> = findings.iter().map(answer).collect();
                out.push_str(&format!(", about: {to}, findings: {{ {} }}", findings.join(", ")));
            }
        }
        out.push(')');
        Some(out)
    }
}

/// What is to come about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// The machine.
    pub machine: MachineId,
    /// The transition that is to be taken.
    pub transition: TransitionId,
    /// Not taken, but asked for so many days from its first lawful day.
    pub off: Option<i64>,
}

/// What events carried in stories, to fill in others.
#[derive(Clone, Debug, Default)]
pub(super) struct Filling(BTreeMap<FieldId, Vec<(Value, Option<i64>)>>);

impl Filling {
    /// Takes what the events of a story carry.
    pub fn take(&mut self, plan: &Plan) {
        for line in &plan.lines {
            let PlannedWhat::Event { data, .. } = &line.what else { continue };
            for (field, carried) in data {
                let PlannedValue::Known(carried) = carried else { continue };
                let off = match carried {
                    Value::Date(day) => Some(line.day.days_until(*day)),
                    Value::Count(_) | Value::Money(_) | Value::Decimal(_) => None,
                    _ => continue,
                };
                let known = self.0.entry(*field).or_default();
                if known.len() < 3
                    && !known.iter().any(|one| one.1 == off && (off.is_some() || one.0 == *carried))
                {
                    known.push((*carried, off));
                }
            }
        }
    }

    fn values(&self, program: &Program, field: FieldId, today: Day) -> Vec<Value> {
        let info = &program.fields[field];
        let known = self.0.get(&field).into_iter().flatten();
        let known = known.filter_map(|(value, off)| match off {
            Some(off) => today.plus_days(*off).map(Value::Date),
            None => Some(*value),
        });
        let mut found: Vec<Value> = known.collect();
        match &info.ty {
            Type::Bool => found = vec![Value::Bool(true), Value::Bool(false)],
            Type::Choice(choice) => {
                let count = program.choices[*choice].values.len();
                let all = (0..count).filter_map(|at| u16::try_from(at).ok());
                found = all.map(|at| Value::Choice(*choice, at)).collect();
            }
            Type::Count if found.is_empty() => found.push(Value::Count(1)),
            Type::Date if found.is_empty() => found.extend(today.plus_days(30).map(Value::Date)),
            _ => {}
        }
        found
    }

    /// The ways in which an event can be filled in.
    fn filled(&self, program: &Program, event: EventId, today: Day) -> Vec<Vec<(FieldId, Value)>> {
        let mut ways: Vec<Vec<(FieldId, Value)>> = vec![Vec::new()];
        for &(field, optional) in &program.events[event].data {
            if optional {
                continue;
            }
            let values = self.values(program, field, today);
            ways = ways
                .iter()
                .flat_map(|way| {
                    values.iter().map(move |value| {
                        way.iter().copied().chain([(field, *value)]).collect::<Vec<_>>()
                    })
                })
                .take(MOST_FILLED)
                .collect();
        }
        ways
    }
}

/// A world that is reached, and by what.
struct Node {
    world: World,
    line: usize,
    steps: Vec<Added>,
}

/// What was found.
pub(super) struct Found {
    /// After which line of the story, counted from 0.
    pub line: usize,
    /// By which steps.
    pub steps: Vec<Added>,
}

/// Looks for the least steps after any line of a story by which something comes about; how many worlds
/// were looked at is counted in `seen`.
pub(super) fn search(
    engine: &Engine<'_>,
    starts: Vec<(usize, World)>,
    goal: Goal,
    filling: &Filling,
    seen: &mut usize,
) -> Option<Found> {
    let source = engine.program.machines[goal.machine].chart.source(goal.transition);
    let away = distances(engine.program, goal.machine, source);
    let looking = Looking { engine, goal, filling, away };
    let mut nodes: Vec<Node> = Vec::new();
    let mut queue = BinaryHeap::new();
    let mut known: BTreeSet<u64> = BTreeSet::new();
    let mut push = |node: Node, nodes: &mut Vec<Node>, queue: &mut BinaryHeap<_>| {
        let mut hasher = DefaultHasher::new();
        node.world.hash(&mut hasher);
        if known.insert(hasher.finish()) {
            let far = looking.far(&node.world).saturating_add(node.steps.len() as u64);
            queue.push(std::cmp::Reverse((far, node.steps.len(), nodes.len())));
            nodes.push(node);
        }
    };
    for (line, world) in starts {
        push(Node { world, line, steps: Vec::new() }, &mut nodes, &mut queue);
    }
    while let Some(std::cmp::Reverse((_, _, at))) = queue.pop() {
        if *seen >= MOST_WORLDS {
            return None;
        }
        *seen += 1;
        let Some(node) = nodes.get(at) else { continue };
        let (line, depth) = (node.line, node.steps.len());
        let mut next = Vec::new();
        if let Some(steps) = looking.next(node, &mut next) {
            return Some(Found { line, steps });
        }
        if depth + 1 < MOST_STEPS {
            next.into_iter().for_each(|node| push(node, &mut nodes, &mut queue));
        }
    }
    None
}

struct Looking<'a> {
    engine: &'a Engine<'a>,
    goal: Goal,
    filling: &'a Filling,
    away: BTreeMap<StateId, u64>,
}

impl Looking<'_> {
    /// How far a world is from the state that the transition leaves: nothing but an order.
    fn far(&self, world: &World) -> u64 {
        let own = world.instances_of(self.goal.machine).filter(|(_, one)| !one.ended());
        let far = own.filter_map(|(_, instance)| {
            let chart = instance.chart.as_ref()?;
            chart.configuration().iter().filter_map(|state| self.away.get(&state)).min().copied()
        });
        far.min().unwrap_or(20)
    }

    /// The worlds that are one step away; the steps, where one of them is what is looked for.
    fn next(&self, node: &Node, found: &mut Vec<Node>) -> Option<Vec<Added>> {
        let (engine, world) = (self.engine, &node.world);
        let program = engine.program;
        let mut ids: Vec<InstanceId> =
            world.instances().filter(|(_, one)| !one.ended()).map(|(id, _)| id).collect();
        ids.sort_by_key(|id| (world.machine_of(*id) != self.goal.machine, *id));
        ids.truncate(MOST_INSTANCES);
        let mut owed: BTreeMap<InstanceId, Vec<FindingId>> = BTreeMap::new();
        for &id in &ids {
            let to = world.address(program, id);
            for step in next_steps(engine, world, id) {
                owes(&step.guards, &mut owed);
                let carries = !program.events[step.event].data.is_empty();
                let first = step.floor.as_ref().ok().copied().flatten().map(|(day, _)| day);
                let is_goal = (world.machine_of(id), step.transition)
                    == (self.goal.machine, self.goal.transition);
                if let (Some(off), true, Some(first)) = (self.goal.off, is_goal, first) {
                    let day = first.plus_days(off).filter(|day| *day >= world.today());
                    let by = who(program, engine.cast, &step.by, &to);
                    if let Some(day) = day {
                        let data = self.filling.filled(program, step.event, day).into_iter().next();
                        let what = AddedWhat::Event(step.event, data.unwrap_or_default());
                        let line = AddedLine { day, by, to: to.clone(), what };
                        return Some(followed(node, Added::Line(line)));
                    }
                    continue;
                }
                if step.floor.is_err() || (step.answer == Answer::No && !carries) {
                    continue;
                }
                let day = first.map_or(world.today(), |first| first.max(world.today()));
                let by = who(program, engine.cast, &step.by, &to);
                for data in self.filling.filled(program, step.event, day) {
                    let what = AddedWhat::Event(step.event, data);
                    let line = AddedLine { day, by, to: to.clone(), what };
                    if let Some(steps) = self.happen(node, line, Target::Instance(id), found) {
                        return Some(steps);
                    }
                }
            }
        }
        self.findings(node, owed, found)
            .or_else(|| self.openings(node, found))
            .or_else(|| self.waits(node, found))
    }

    /// Findings that are owed, made: all yes, one no each, all no.
    fn findings(
        &self,
        node: &Node,
        owed: BTreeMap<InstanceId, Vec<FindingId>>,
        found: &mut Vec<Node>,
    ) -> Option<Vec<Added>> {
        let (program, world) = (self.engine.program, &node.world);
        for (id, findings) in owed {
            let to = world.address(program, id);
            let mut ways = vec![vec![true; findings.len()], vec![false; findings.len()]];
            for at in 0..findings.len().min(4) {
                ways.push((0..findings.len()).map(|own| own != at).collect());
            }
            for answers in ways {
                let made = findings.iter().copied().zip(answers).collect();
                let by = findings.first().and_then(|finding| {
                    who(program, self.engine.cast, &program.findings[*finding].by, &to)
                });
                let (day, what) = (world.today(), AddedWhat::Findings(made));
                let line = AddedLine { day, by, to: to.clone(), what };
                if let Some(steps) = self.happen(node, line, Target::Instance(id), found) {
                    return Some(steps);
                }
            }
        }
        None
    }

    /// What a subject could begin.
    fn openings(&self, node: &Node, found: &mut Vec<Node>) -> Option<Vec<Added>> {
        let (engine, world) = (self.engine, &node.world);
        let program = engine.program;
        for (subject, _) in engine.cast.subjects.enumerated() {
            for opening in openings(engine, world, subject) {
                let to = opening.world.address(program, opening.instance);
                let machine = &program.machines[opening.world.machine_of(opening.instance)];
                for step in next_steps(engine, &opening.world, opening.instance) {
                    if !machine.opened_by.contains(&step.event) {
                        continue;
                    }
                    let by = who(program, engine.cast, &step.by, &to);
                    let day = world.today();
                    for data in self.filling.filled(program, step.event, day) {
                        let what = AddedWhat::Event(step.event, data);
                        let line = AddedLine { day, by, to: to.clone(), what };
                        let target = Target::Address(to.clone());
                        if let Some(steps) = self.happen(node, line, target, found) {
                            return Some(steps);
                        }
                    }
                }
            }
        }
        None
    }

    /// The mornings on which something runs out.
    fn waits(&self, node: &Node, found: &mut Vec<Node>) -> Option<Vec<Added>> {
        let mornings: BTreeSet<Day> = node.world.timers().map(|(key, _)| key.morning).collect();
        for morning in mornings.into_iter().filter(|day| *day > node.world.today()).take(3) {
            let (mut world, mut journal) = (node.world.clone(), Journal::default());
            self.engine.advance(&mut world, morning, &mut journal);
            let steps = followed(node, Added::Wait(morning));
            if self.reached(&journal, &world) {
                return Some(steps);
            }
            found.push(Node { world, line: node.line, steps });
        }
        None
    }

    /// A step in a world of its own; its steps where it brings about what is looked for.
    fn happen(
        &self,
        node: &Node,
        line: AddedLine,
        target: Target,
        found: &mut Vec<Node>,
    ) -> Option<Vec<Added>> {
        let engine = self.engine;
        let (mut world, mut journal) = (node.world.clone(), Journal::default());
        engine.advance(&mut world, line.day, &mut journal);
        let accepted = match &line.what {
            AddedWhat::Event(event, data) => {
                let data: Data = SmallVec::from_iter(data.iter().copied());
                let incoming = Incoming { event: *event, target, actor: line.by, role: None, data };
                engine.step(&mut world, &incoming, &mut journal).is_ok()
            }
            AddedWhat::Findings(findings) => {
                let Target::Instance(instance) = target else { return None };
                findings.iter().all(|&(finding, answer)| {
                    let (day, by, reason) = (line.day, line.by, None);
                    let made = FindingMade { instance, finding, answer, day, by, reason };
                    engine.find(&mut world, made, None, &mut journal).is_ok()
                })
            }
        };
        if !accepted {
            return None;
        }
        let steps = followed(node, Added::Line(line));
        if self.reached(&journal, &world) {
            return Some(steps);
        }
        found.push(Node { world, line: node.line, steps });
        None
    }

    fn reached(&self, journal: &Journal, world: &World) -> bool {
        self.goal.off.is_none()
            && journal.entries.iter().any(|entry| match &entry.what {
                What::Moved { instance, transitions, .. } => {
                    transitions.contains(&self.goal.transition)
                        && world.machine_of(*instance) == self.goal.machine
                }
                _ => false,
            })
    }
}

fn followed(node: &Node, step: Added) -> Vec<Added> {
    node.steps.iter().cloned().chain([step]).collect()
}

/// The findings for which conditions wait.
fn owes(guards: &[GuardReport], owed: &mut BTreeMap<InstanceId, Vec<FindingId>>) {
    let asked = guards.iter().flat_map(|report| report.asked.iter().flat_map(|one| &one.reads));
    for read in guards.iter().flat_map(|report| &report.reads).chain(asked) {
        if let Read::Slot(_, Err(Cause::Finding(id, finding))) = read {
            let known = owed.entry(*id).or_default();
            if !known.contains(finding) {
                known.push(*finding);
            }
        }
    }
}
