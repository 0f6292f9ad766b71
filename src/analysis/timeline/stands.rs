//! Who is entered in registers at an occurrence, until when, and at which later one the rules let him
//! in again.

use super::model::{Asked, Line, Occurrence, Stand};
use super::sketch::{Drawn, Missing, Sketch};
use super::terms::again;

use crate::analysis::cycle::rule_under;
use crate::calendar::{Day, Rests};
use crate::policy::{Running, Version};
use crate::program::{
    CompiledAction, CompiledKind, Guard, ParameterKind, Program, Query, Slot, Tree,
};
use crate::rule::{MachineId, ParamId, RegisterId, Type, Value};

/// A place of a machine in which somebody is entered.
struct Entry<'p> {
    machine: MachineId,
    name: String,
    title: &'p crate::lang::Text,
    actions: &'p [CompiledAction],
}

/// The places of all machines in which somebody is entered.
fn entries(program: &Program) -> Vec<Entry<'_>> {
    let mut found = Vec::new();
    for (machine, info) in program.machines.enumerated() {
        for state in info.states.iter() {
            found.push(Entry {
                machine,
                name: format!("{}.{}", info.name, state.name),
                title: &state.title,
                actions: &state.on_entry,
            });
        }
        for (id, transition) in info.transitions.enumerated() {
            let source = &info.states[info.chart.source(id)].name;
            let event = transition.events.first().map(|&event| &program.events[event]);
            let named = event.map_or("", |event| event.name.as_str());
            let title = match event {
                Some(event) if transition.title.is_empty() => &event.title,
                _ => &transition.title,
            };
            let name = format!("{}.{source}.{named}", info.name);
            found.push(Entry { machine, name, title, actions: &transition.actions });
        }
    }
    let enters = |entry: &Entry<'_>| {
        entry.actions.iter().any(|one| matches!(one.kind, CompiledKind::Enter { .. }))
    };
    found.retain(enters);
    found
}

/// The period by which a line ends.
fn length_of(program: &Program, tree: &Tree) -> Option<ParamId> {
    tree.reads.iter().find_map(|(slot, _)| match slot {
        Slot::Param(id) if program.parameters[*id].ty == Type::Period => Some(*id),
        _ => None,
    })
}

/// The registers about which a rule asks.
fn asked_of(tree: &Tree) -> impl Iterator<Item = RegisterId> {
    tree.queries.iter().filter_map(|(query, _)| match query {
        Query::HasEntry { register, .. }
        | Query::EntryUntil { register, .. }
        | Query::EntryFrom { register, .. }
        | Query::LatestEntryFrom { register, .. } => Some(*register),
        _ => None,
    })
}

/// Whether a machine is another or belongs to it.
fn belongs(program: &Program, machine: MachineId, to: MachineId) -> bool {
    std::iter::successors(Some(machine), |&at| program.machines[at].owner).any(|at| at == to)
}

/// The rules that stand in the way of who takes part in an occurrence, each with the machine for
/// which it is asked.
fn bars(program: &Program, recurring: MachineId, version: Version) -> Vec<(MachineId, &Tree)> {
    let mut found = Vec::new();
    let mut take = |machine: MachineId, guards: &[Guard]| {
        for guard in guards.iter().filter(|one| one.under.holds(version)) {
            let tree = &rule_under(program, guard.rule, version).tree;
            if guard.not_all.is_empty() && asked_of(tree).next().is_some() {
                found.push((machine, tree));
            }
        }
    };
    for (machine, info) in program.machines.enumerated() {
        if !belongs(program, machine, recurring) {
            continue;
        }
        for transition in info.transitions.iter().filter(|one| one.under.holds(version)) {
            take(machine, &transition.guards);
        }
    }
    for (_, selection) in program.selections.enumerated() {
        if selection.of_base.is_none() && belongs(program, selection.of, recurring) {
            let other = selection.under(version).map(|id| &program.selections[id]);
            take(selection.of, &other.unwrap_or(selection).each);
        }
    }
    found
}

/// The lines that are drawn for who is entered on a day, with the periods by which they end.
struct Entered {
    lines: Vec<Drawn>,
    by: Vec<ParamId>,
    unknown: Option<Missing>,
    rests: Rests,
}

fn entered(entry: &Entry<'_>, sketch: Sketch<'_>) -> Entered {
    let (program, version) = (sketch.program, sketch.version());
    let mut found =
        Entered { lines: Vec::new(), by: Vec::new(), unknown: None, rests: Rests::Published };
    for action in entry.actions.iter().filter(|one| one.under.holds(version)) {
        let CompiledKind::Enter { register, columns, from, to, .. } = &action.kind else {
            continue;
        };
        let columns = columns.iter().filter_map(|(at, tree)| Some((*at, sketch.asks(tree).ok()?)));
        let day = |tree: &Option<Tree>| match tree {
            Some(tree) => match sketch.asks(tree) {
                Ok(Value::Date(day)) => Some(day),
                _ => None,
            },
            None => Some(sketch.today),
        };
        let from = day(from).unwrap_or(sketch.today);
        let mut line = Drawn { register: *register, columns: columns.collect(), from, to: None };
        if let Some(tree) = to {
            let mut counting = sketch;
            match counting.evaluated(tree) {
                Ok(Value::Date(day)) => line.to = Some(recounted(tree, day, sketch)),
                Ok(_) => {}
                Err(missing) => found.unknown = Some(missing),
            }
            found.rests = found.rests.max(counting.rests);
            found.by.extend(length_of(program, tree).filter(|_| line.to.is_some()));
        }
        found.lines.push(line);
    }
    found
}

/// The last day after the amendments that count again what runs.
fn recounted(tree: &Tree, last: Day, sketch: Sketch<'_>) -> Day {
    let Some(by) = length_of(sketch.program, tree) else { return last };
    again(sketch, by, last, |running, on| {
        let on = Sketch { version_of: Some(on), ..sketch };
        match running {
            Running::Anew => None,
            Running::Keep | Running::Recount => match on.asks(tree) {
                Ok(Value::Date(day)) => Some(day),
                _ => None,
            },
        }
    })
}

/// What becomes, at each occurrence, of who is entered there.
pub(super) fn stands(
    program: &Program,
    recurring: MachineId,
    occurrences: &[Occurrence],
    asked: &Asked,
) -> Vec<Stand> {
    let openings: Vec<Day> = occurrences.iter().map(|one| one.opened).collect();
    let mut found = Vec::new();
    for entry in entries(program) {
        let mut stand = Stand {
            name: entry.name.clone(),
            title: entry.title.clone(),
            by: Vec::new(),
            lines: Vec::new(),
        };
        let mut ends = false;
        for (at, occurrence) in occurrences.iter().enumerate() {
            let day = asked.entered_in(occurrence);
            let sketch = Sketch {
                program,
                recurring: Some(recurring),
                machine: entry.machine,
                number: occurrence.number,
                opened: occurrence.opened,
                today: day,
                remembered: Some(day),
                version_of: None,
                openings: &openings,
                lasting: true,
                lines: &[],
                rests: Rests::Published,
            };
            let entered = entered(&entry, sketch);
            let later = occurrences.iter().enumerate().skip(at + 1);
            let mut later = later.filter(|(_, next)| next.opened > day);
            let mut barred = Barred::default();
            let free = later.find_map(|(next, occurrence)| {
                let there = Sketch {
                    number: occurrence.number,
                    opened: occurrence.opened,
                    today: occurrence.opened,
                    remembered: Some(occurrence.opened),
                    ..sketch
                };
                match barred.at(&there, &entered.lines, recurring) {
                    true => None,
                    false => Some(next),
                }
            });
            let is_asked = |register: RegisterId| {
                program.rules.iter().any(|rule| asked_of(&rule.tree).any(|one| one == register))
            };
            let lines = entered.lines.iter().filter(|line| is_asked(line.register));
            let last = lines.filter_map(|line| line.to).max();
            ends |= last.is_some() || barred.counted || entered.unknown.is_some();
            for id in entered.by.iter().copied().chain(barred.by) {
                if !stand.by.contains(&id) {
                    stand.by.push(id);
                }
            }
            let (unknown, rests) = (entered.unknown, entered.rests);
            stand.lines.push(Line { occurrence: at, entered: day, last, unknown, rests, free });
        }
        if ends && !stand.by.is_empty() {
            found.push(stand);
        }
    }
    found
}

/// What stood in the way so far.
#[derive(Default)]
struct Barred {
    /// The values that the rules read which did.
    by: Vec<ParamId>,
    /// Whether it was so by counting occurrences.
    counted: bool,
}

impl Barred {
    /// Whether a rule that would hold does not, for the lines that a subject has.
    fn at(&mut self, there: &Sketch<'_>, lines: &[Drawn], recurring: MachineId) -> bool {
        let program = there.program;
        let mut is_barred = false;
        for (machine, tree) in bars(program, recurring, there.version()) {
            let without = Sketch { machine, lines: &[], ..*there };
            let with = Sketch { machine, lines, ..*there };
            let no = Ok(Value::Bool(false));
            if with.asks(tree) != no || without.asks(tree) == no {
                continue;
            }
            is_barred = true;
            for (slot, _) in &tree.reads {
                let Slot::Param(id) = *slot else { continue };
                let counts = matches!(program.parameters[id].kind, ParameterKind::Occurrences(_));
                self.counted |= counts;
                if counts && !self.by.contains(&id) {
                    self.by.push(id);
                }
            }
        }
        is_barred
    }
}
