//! Which day decides: whatever asks for a value of the measure (rules, timers, floors, limits,
//! sums, plans) asks here which day's value applies to an instance (DESIGN 8.10).

use super::refusal::Cause;
use super::world::World;
use crate::calendar::{Day, Period};
use crate::chart::{EventId, StateId, TransitionId};
use crate::policy::{Under, Validity, Version};
use crate::program::{Applies, ParameterInfo, ParameterMeaning, Program};
use crate::rule::{InstanceId, MachineId, ParamId, Value};

/// The value of a parameter that is no table, as it applies to an instance now.
pub fn value(
    program: &Program,
    world: &World,
    instance: InstanceId,
    parameter: ParamId,
) -> Result<Value, Cause> {
    match meaning(program, world, instance, parameter) {
        Some(ParameterMeaning::Single(value)) => Ok(*value),
        Some(ParameterMeaning::Table(_) | ParameterMeaning::Open) | None => {
            Err(Cause::NoValue(parameter))
        }
    }
}

/// The period that a parameter holds, as it applies to an instance now.
pub fn period(
    program: &Program,
    world: &World,
    instance: InstanceId,
    parameter: ParamId,
) -> Result<Period, Cause> {
    match value(program, world, instance, parameter)? {
        Value::Period(period) => Ok(period),
        _ => Err(Cause::NoValue(parameter)),
    }
}

/// What a parameter means for an instance now: under the version that applies, on the day that
/// decides.
pub fn meaning<'p>(
    program: &'p Program,
    world: &World,
    instance: InstanceId,
    parameter: ParamId,
) -> Option<&'p ParameterMeaning> {
    let (info, day) = parameter_on(program, world, instance, parameter);
    info.at(day)
}

/// A parameter under the version that applies to an instance now, and the day that decides its
/// value.
pub fn parameter_on<'p>(
    program: &'p Program,
    world: &World,
    instance: InstanceId,
    parameter: ParamId,
) -> (&'p ParameterInfo, Day) {
    let info = &program.parameters[parameter];
    let info = match info.otherwise.is_empty() {
        true => info,
        false => info.under(version(program, world, instance)),
    };
    (info, day(program, world, instance, &info.applies).unwrap_or_else(|| world.today()))
}

/// Whether what stands under some versions does so for an instance now.
#[inline]
pub fn stands(program: &Program, world: &World, instance: InstanceId, under: Under) -> bool {
    under.is_all() || holds(program, world, instance, under)
}

/// As `stands`, where not all versions are meant: rare, and too long to stand wherever it is asked.
#[inline(never)]
fn holds(program: &Program, world: &World, instance: InstanceId, under: Under) -> bool {
    under.holds(version(program, world, instance))
}

/// The transitions of a state of an instance that stand for it now, in the order of the chart.
pub fn standing<'p>(
    program: &'p Program,
    world: &'p World,
    instance: InstanceId,
    state: StateId,
) -> impl Iterator<Item = TransitionId> {
    let machine = &program.machines[world.machine_of(instance)];
    let all = machine.chart.transitions_of(state).iter().copied();
    all.filter(move |&id| stands(program, world, instance, machine.transitions[id].under))
}

/// The version of the measure that applies to an instance now. Where a part looks to a day that has
/// not come for the instance, it holds from its day of effect on (DESIGN 9.4).
pub fn version(program: &Program, world: &World, instance: InstanceId) -> Version {
    if program.versions.is_single() {
        return Version::default();
    }
    program.versions.of(held(program, world, instance))
}

/// The parts of amendments that hold for an instance now, a bit for each.
pub fn held(program: &Program, world: &World, instance: InstanceId) -> u64 {
    let mut held = 0;
    for (at, part) in program.versions.parts.iter().enumerate() {
        let bit = 1 << at;
        // Where somebody has decided which of two versions is the milder, that one was taken.
        let chosen = part
            .milder
            .as_ref()
            .and_then(|_| line(world, instance).find_map(|id| world.chosen.get(id, bit)));
        let holds = chosen.unwrap_or_else(|| match day(program, world, instance, &part.applies) {
            Some(day) => day >= part.from,
            None => world.begun() & bit != 0,
        });
        if holds {
            held |= bit;
        }
    }
    held
}

/// Whether of two versions the milder one applies to an instance, and nobody has decided yet: the
/// conduct does not lie in the time of the part, as far as its day is known (DESIGN 9.4).
pub(super) fn is_open(program: &Program, world: &World, instance: InstanceId, at: usize) -> bool {
    let bit = 1_u64 << at;
    let Some(part) = program.versions.parts.get(at).filter(|part| part.milder.is_some()) else {
        return false;
    };
    world.begun() & bit != 0
        && line(world, instance).all(|id| world.chosen.get(id, bit).is_none())
        && day(program, world, instance, &part.applies).is_none_or(|day| day < part.from)
}

/// The period that a parameter holds under a version.
pub fn period_under(
    program: &Program,
    world: &World,
    instance: InstanceId,
    parameter: ParamId,
    version: Version,
) -> Result<Period, Cause> {
    let info = program.parameters[parameter].under(version);
    let day = day(program, world, instance, &info.applies).unwrap_or_else(|| world.today());
    match info.at(day) {
        Some(ParameterMeaning::Single(Value::Period(period))) => Ok(*period),
        _ => Err(Cause::NoValue(parameter)),
    }
}

/// The days on which the measure is in force, as the parts that have begun say.
pub fn validity<'p>(program: &'p Program, world: &World) -> Option<&'p Validity> {
    let parts = program.versions.parts.iter().enumerate();
    let mut begun = parts.rev().filter(|(at, _)| world.begun() & (1 << at) != 0);
    let anew = begun.find_map(|(_, part)| part.validity.as_ref());
    anew.or(program.validity.as_ref())
}

/// The day that decides what applies to an instance now; none where it is the day of the act, or
/// where nothing has decided yet.
fn day(program: &Program, world: &World, instance: InstanceId, applies: &Applies) -> Option<Day> {
    let line = Line { world, at: Some(instance), opened: Vec::new() };
    let line = line.map(|id| {
        let found = world.instance(id);
        Link {
            machine: found.machine,
            opened: found.opened,
            last: move |event| {
                program.machines[found.machine]
                    .deciding
                    .contains(&event)
                    .then(|| world.instances.accepted(program, id, event))
            },
        }
    });
    decide(applies, line)
}

/// An instance and those to which it belongs, whose events may decide.
pub(super) fn line(world: &World, instance: InstanceId) -> impl Iterator<Item = InstanceId> {
    Line { world, at: Some(instance), opened: Vec::new() }
}

/// An instance in the line of those to which another belongs.
struct Link<Last> {
    machine: MachineId,
    opened: Day,
    /// For an event that it hears, the day on which it was last accepted, where it ever was.
    last: Last,
}

/// The deciding day for the first in a line, where something in it decides.
fn decide<Last: Fn(EventId) -> Option<Option<Day>>>(
    applies: &Applies,
    mut line: impl Iterator<Item = Link<Last>>,
) -> Option<Day> {
    match applies {
        Applies::Outermost => line.last().map(|link| link.opened),
        Applies::Machine(machine) => {
            line.find(|link| link.machine == *machine).map(|link| link.opened)
        }
        // The nearest that hears one of them decides, even where it has not heard it yet.
        Applies::Events(events) => line
            .find_map(|link| {
                let mut heard = events.iter().filter_map(|&event| (link.last)(event)).peekable();
                heard.peek()?;
                Some(heard.flatten().max())
            })
            .flatten(),
        Applies::Act => None,
    }
}

/// An instance and those to which it belongs: its owners, or, where nobody owns it, the instance
/// that opened it. A season that opens the next one does not own it: each machine comes once.
struct Line<'w> {
    world: &'w World,
    at: Option<InstanceId>,
    opened: Vec<MachineId>,
}

impl Iterator for Line<'_> {
    type Item = InstanceId;

    fn next(&mut self) -> Option<InstanceId> {
        let id = self.at?;
        let instance = self.world.instance(id);
        self.opened.push(instance.machine);
        self.at = instance.owner.or_else(|| {
            let under = instance.under?;
            (!self.repeats(under)).then_some(under)
        });
        Some(id)
    }
}

impl Line<'_> {
    /// Whether an instance or one of its owners is of a machine that has come already.
    fn repeats(&self, id: InstanceId) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            let instance = self.world.instance(id);
            if self.opened.contains(&instance.machine) {
                return true;
            }
            at = instance.owner;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    const CALLED: &str = "2026-05-06";
    const TODAY: &str = "2026-10-19";

    fn on(day: &str) -> Day {
        Day::parse(day).unwrap()
    }

    /// A title of 10-19 under a case filed on 05-20 (and again on 05-25) under a season of 05-06.
    fn decided(applies: &Applies, filed: &[&str]) -> Day {
        let (title, case, season) = (MachineId::new(2), MachineId::new(1), MachineId::new(0));
        let filed = filed.last().map(|day| on(day));
        let file = EventId::new(7);
        let line = [(title, TODAY), (case, "2026-05-13"), (season, CALLED)];
        let line = line.into_iter().map(|(machine, opened)| Link {
            machine,
            opened: on(opened),
            last: move |event| (machine == case && event == file).then_some(filed),
        });
        decide(applies, line).unwrap_or(on(TODAY))
    }

    #[test]
    fn without_a_word_the_outermost_owner_decides() {
        assert_eq!(decided(&Applies::Outermost, &[]), on(CALLED));
    }

    #[test]
    fn a_machine_decides_by_its_opening_and_one_that_is_not_there_leaves_it_to_the_act() {
        assert_eq!(decided(&Applies::Machine(MachineId::new(1)), &[]), on("2026-05-13"));
        assert_eq!(decided(&Applies::Machine(MachineId::new(9)), &[]), on(TODAY));
    }

    #[test]
    fn an_event_decides_by_its_last_time_and_before_it_the_day_asked_does() {
        let filing = Applies::Events(vec![EventId::new(7)]);
        assert_eq!(decided(&filing, &["2026-05-20", "2026-05-25"]), on("2026-05-25"));
        assert_eq!(decided(&filing, &[]), on(TODAY));
        assert_eq!(decided(&Applies::Events(vec![EventId::new(8)]), &["2026-05-20"]), on(TODAY));
    }

    /// A case hears two events that decide: whichever was accepted last does so, in whatever order
    /// they are named.
    #[test]
    fn of_several_events_the_latest_decides() {
        let (early, late, never) = (EventId::new(7), EventId::new(8), EventId::new(9));
        let line = || {
            let days = move |event| match event {
                event if event == early => Some(Some(on("2026-05-20"))),
                event if event == late => Some(Some(on("2026-05-25"))),
                event if event == never => Some(None),
                _ => None,
            };
            std::iter::once(Link { machine: MachineId::new(1), opened: on(CALLED), last: days })
        };
        for events in [vec![early, late, never], vec![never, late, early]] {
            let day = decide(&Applies::Events(events), line());
            assert_eq!(day, Some(on("2026-05-25")));
        }
    }

    #[test]
    fn the_act_decides_by_its_own_day() {
        assert_eq!(decided(&Applies::Act, &["2026-05-20"]), on(TODAY));
    }
}
