//! What one story shows of a program: entry by entry of what was recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::elements::Elements;
use super::near::Step;
use super::unit::{Of, Outcome};
use super::walk::{Trail, Walk};
use super::watch::{Watching, undone};
use crate::calendar::{Day, earliest_after};
use crate::chart::{Chart, EventId, StateId, TransitionId, Trigger};
use crate::program::{Program, RoleHolder, RoleId, TimerSpan};
use crate::rule::{InstanceId, MachineId};
use crate::scenario::Played;
use crate::world::Reason;
use crate::world::journal::{Entry, Origin, What};

/// The trail of a story that was recorded.
pub(super) fn trail(
    program: &Program,
    elements: &Elements,
    played: &Played,
    watching: &Watching,
) -> Trail {
    let trail = Trail { length: played.plan.lines.len(), ..Trail::default() };
    let mut walk = Walk {
        program,
        elements,
        played,
        trail,
        day: Day::MIN,
        undone: None,
        active: BTreeMap::new(),
        timers: BTreeMap::new(),
        later: Vec::new(),
        heard: None,
        actor: None,
        asked: BTreeSet::new(),
        attempt: BTreeMap::new(),
    };
    let mut tried = watching.tried.iter().peekable();
    for (at, entry) in watching.journal.entries.iter().enumerate() {
        walk.day = entry.day;
        while let Some((_, entries)) = tried.next_if(|(of, _)| *of == at) {
            walk.undone = undone(&entry.what);
            entries.iter().for_each(|entry| walk.tried(entry));
            walk.undone = None;
        }
        walk.entry(entry);
        if !matches!(entry.what, What::Passed { .. }) {
            walk.keep_attempt();
        }
    }
    walk.end();
    walk.trail
}

impl Walk<'_> {
    /// What was told in a step before it was undone: what was asked was asked.
    fn tried(&mut self, entry: &Entry) {
        match &entry.what {
            What::Passed { instance, transition, guards } => {
                self.passed(*instance, *transition, guards);
            }
            What::Weighed { instance, guards } => self.guards(*instance, &[], guards),
            What::Moved { instance, transitions, guards, .. } => {
                self.guards(*instance, transitions, guards);
            }
            What::Selection(report) => self.quotas(report),
            _ => {}
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let (program, world) = (self.program, &self.played.world);
        match &entry.what {
            What::Event { event, instance, origin, actor, .. } => {
                self.cite(&program.events[*event].cited);
                (self.heard, self.actor) = (Some((*instance, *event)), *actor);
                self.asked.clear();
                if let Origin::Timer(_) = origin {
                    self.heard = None;
                }
                self.arrived(*instance, *event);
            }
            What::Opened(id) => {
                let machine = world.machine_of(*id);
                self.trail.opened.insert(machine);
                self.cite(&program.machines[machine].cited);
            }
            What::Moved { .. } => self.moved(&entry.what),
            What::GoesOn { instance, left, entered } => self.stands(*instance, left, entered),
            What::Passed { instance, transition, guards } => {
                self.asked.insert((*instance, *transition));
                self.passed(*instance, *transition, guards);
            }
            What::Weighed { instance, guards } => self.guards(*instance, &[], guards),
            What::Idle { instance, transition, guards, .. } => {
                let machine = world.machine_of(*instance);
                self.guards(*instance, &[*transition], guards);
                if self.timers.remove(&(*instance, *transition)).is_some() {
                    self.see(&Of::Timer(machine, *transition), Outcome::Fires);
                }
            }
            What::Refused { event, reasons, lists, address, .. } => {
                let machine = address.parts.last().map(|part| part.machine);
                self.cite(&program.events[*event].cited);
                self.reasons(reasons, machine);
                lists.iter().for_each(|list| self.quotas(list));
            }
            What::Unheard { reasons, to, .. } => {
                self.reasons(reasons, Some(world.machine_of(*to)));
            }
            What::FindingRefused { finding, reasons, .. } => {
                self.cite(&program.findings[*finding].cited);
                if reasons.iter().any(|reason| matches!(reason, Reason::Role { .. })) {
                    self.see(&Of::Finder(*finding), Outcome::Refused);
                }
            }
            What::TimerSet { instance, transition, last, .. } => {
                self.timers.insert((*instance, *transition), *last);
                self.period_of(world.machine_of(*instance), *transition);
            }
            What::TimerHeld { instance, transition, resumed, .. } => {
                let key = (*instance, *transition);
                match resumed {
                    Some(counted) => drop(self.timers.insert(key, counted.last)),
                    None => drop(self.timers.remove(&key)),
                }
            }
            What::Counted { instance, transition, count } => {
                let machine = world.machine_of(*instance);
                let calendar = &self.played.plan.cast.calendar;
                let first = earliest_after(count.from, count.period, count.counting, calendar);
                self.period_of(machine, *transition);
                if let Ok(first) = first.map(|counted| counted.last) {
                    self.floor(machine, *transition, first, Some(*instance));
                }
            }
            what => self.effect(what),
        }
    }

    fn moved(&mut self, what: &What) {
        let What::Moved { instance, transitions, guards, left, entered, preempted } = what else {
            return;
        };
        let (program, id) = (self.program, *instance);
        let Some(machine) = self.machine(id) else { return };
        let info = &program.machines[machine];
        self.guards(id, transitions, guards);
        for &transition in transitions {
            let taken = &info.transitions[transition];
            self.see(&Of::Transition(machine, transition), Outcome::Happened);
            self.cite(&taken.cited);
            self.acted(&taken.by);
            let step = || Step::Without(taken.by.clone());
            self.near(&Of::Role(machine, transition), Outcome::Refused, 0, Some(id), step);
        }
        self.timers_of(id, machine, transitions, left);
        for &loser in preempted {
            let by = transitions.first().copied();
            self.trail.shadowed.extend(by.map(|by| ((machine, loser), by)));
        }
        let heard = self.heard.filter(|(of, event)| {
            *of == id && transitions.iter().any(|one| hears(&info.chart, *one, *event))
        });
        if let Some((_, event)) = heard {
            self.shadows(id, machine, (event, transitions));
            self.asked.clear();
            (self.heard, self.actor) = (None, None);
        }
        self.stands(id, left, entered);
    }

    /// Who acted did so in one of these roles.
    fn acted(&mut self, roles: &[RoleId]) {
        let Some(actor) = self.actor else { return };
        for &role in roles {
            let info = &self.program.roles[role];
            let held = match info.holder {
                RoleHolder::Office | RoleHolder::Actor => {
                    self.played.plan.cast.actors[actor].roles.contains(&role)
                }
                RoleHolder::Party(_) | RoleHolder::Anyone => roles.len() == 1,
            };
            if held {
                self.cite(&info.cited);
            }
        }
    }

    /// What becomes of timers where transitions were taken and states left.
    fn timers_of(
        &mut self,
        id: InstanceId,
        machine: MachineId,
        taken: &[TransitionId],
        left: &[StateId],
    ) {
        let info = &self.program.machines[machine];
        for &state in left {
            for &timer in &info.states[state].timers {
                let Some(last) = self.timers.remove(&(id, timer)) else { continue };
                let of = Of::Timer(machine, timer);
                if taken.contains(&timer) {
                    self.see(&of, Outcome::Fires);
                    self.near(&of, Outcome::Cancelled, 0, Some(id), || Step::Leave(last));
                } else {
                    self.see(&of, Outcome::Cancelled);
                    self.near(&of, Outcome::Fires, 0, Some(id), || Step::Wait(last));
                }
            }
        }
        // One that leaves nothing fires all the same.
        for &timer in taken {
            if self.timers.remove(&(id, timer)).is_some() {
                self.see(&Of::Timer(machine, timer), Outcome::Fires);
            }
        }
    }

    /// The transitions that hear the event too, and were not asked.
    fn shadows(
        &mut self,
        id: InstanceId,
        machine: MachineId,
        (event, taken): (EventId, &[TransitionId]),
    ) {
        let chart = &self.program.machines[machine].chart;
        let Some(by) = taken.first() else { return };
        let active = self.active.get(&id).into_iter().flatten();
        let all = active.flat_map(|&state| chart.transitions_of(state));
        let others = all.filter(|one| hears(chart, **one, event));
        // What stands under no version of the one that was taken was not kept from anything.
        let ways = &self.program.machines[machine].transitions;
        let meets = |one: &TransitionId| !ways[*one].under.and(ways[*by].under).is_none();
        let unasked = others
            .filter(|one| !taken.contains(one) && !self.asked.contains(&(id, **one)) && meets(one));
        let found: Vec<_> = unasked.map(|&other| ((machine, other), *by)).collect();
        self.trail.shadowed.extend(found);
    }

    /// An instance stands otherwise.
    fn stands(&mut self, id: InstanceId, left: &[StateId], entered: &[StateId]) {
        let Some(machine) = self.machine(id) else { return };
        let (program, day) = (self.program, self.day);
        let active = self.active.entry(id).or_default();
        active.retain(|state| !left.contains(state));
        active.extend(entered);
        for &state in entered {
            self.see(&Of::State(machine, state), Outcome::Happened);
            self.trail.states.entry((machine, state)).or_insert(day);
            self.cite(&program.machines[machine].states[state].cited);
        }
        self.trail.opened.insert(machine);
    }

    /// The period of a timer or a floor was used.
    fn period_of(&mut self, machine: MachineId, transition: TransitionId) {
        let info = &self.program.machines[machine].transitions[transition];
        let floor = info.floor.as_ref().map(|floor| floor.period);
        let timer = info.timer.as_ref().and_then(|timer| match timer.span {
            TimerSpan::Parameter(period, ..) => Some(period),
            _ => None,
        });
        for period in floor.into_iter().chain(timer) {
            self.cite(&self.program.parameters[period].cited);
        }
    }

    fn reasons(&mut self, reasons: &[Reason], machine: Option<MachineId>) {
        for reason in reasons {
            self.cite(&reason.cited(self.program, machine));
            match (reason, machine) {
                (Reason::Role { transition: Some(transition), .. }, Some(machine)) => {
                    self.see(&Of::Role(machine, *transition), Outcome::Refused);
                    self.hindered(machine, *transition, |tried| tried.role = true);
                }
                (Reason::TooEarly { transition, earliest, .. }, Some(machine)) => {
                    self.floor(machine, *transition, *earliest, None);
                    let first = *earliest;
                    self.hindered(machine, *transition, |tried| tried.early = Some(first));
                }
                (Reason::Quota { selection, quota, .. }, _) => {
                    self.see(&Of::Quota(*selection, *quota), Outcome::Above);
                }
                (Reason::Placement { rule, .. }, _) => {
                    self.see(&Of::Guard(None, *rule), Outcome::Fails);
                }
                (Reason::Sent { machine, reasons, .. }, _) => self.reasons(reasons, *machine),
                _ => {}
            }
        }
    }

    /// At the end: what still runs.
    fn end(&mut self) {
        let running: Vec<_> = self.timers.iter().map(|(key, last)| (*key, *last)).collect();
        for ((id, timer), last) in running {
            let Some(machine) = self.machine(id) else { continue };
            let of = Of::Timer(machine, timer);
            self.near(&of, Outcome::Fires, 0, Some(id), || Step::Wait(last));
            self.near(&of, Outcome::Cancelled, 1, Some(id), || Step::Leave(last));
        }
    }
}

/// Whether a transition hears an event by its name.
fn hears(chart: &Chart, transition: TransitionId, event: EventId) -> bool {
    match chart.trigger(transition) {
        Trigger::Events(events) => events.contains(&event),
        Trigger::Any | Trigger::Eventless => false,
    }
}
