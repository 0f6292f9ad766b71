//! Why something was never seen, and which story came nearest to it.

use std::collections::{BTreeMap, VecDeque};

use super::all::All;
use super::elements::Elements;
use super::gap::Why;
use super::near::{Near, Step};
use super::unit::{Element, Of, Outcome};

use crate::chart::{StateId, TransitionId};
use crate::policy::Status;
use crate::program::Program;
use crate::rule::MachineId;

/// The reason, and the nearest story.
pub(super) fn reason(
    program: &Program,
    elements: &Elements,
    all: &All,
    at: usize,
    outcome: Outcome,
) -> (Why, Option<Near>) {
    let Some(element) = elements.all.get(at) else { return (Why::NeverAsked, None) };
    let asking = Asking { program, elements, all };
    let near = all.nearest.to((at, outcome)).cloned();
    match &element.of {
        Of::Article(number) => (asking.article(*number), None),
        Of::Item(part) => {
            let whole = asking.article(part.article);
            let cited = elements.parts.is_cited(*part);
            (if whole.is_excused() || cited { whole } else { Why::Uncited }, None)
        }
        Of::Reading(name) => {
            let cites = |one: &Element| one.cited.readings.contains(name);
            let cited = elements.all.iter().any(cites) || asking.is_cited(name);
            (if cited { Why::NothingHappened } else { Why::Uncited }, None)
        }
        Of::State(machine, state) => asking.reach(*machine, *state),
        Of::Transition(machine, transition) => asking.transition(*machine, *transition),
        Of::Guard(asker, _) => match (near, asker) {
            (Some(near), _) => (Why::NeverSo(outcome), Some(near)),
            (None, Some((machine, transition))) => asking.before(*machine, *transition),
            (None, None) => (Why::NeverAsked, None),
        },
        Of::Clause(_) => match near {
            Some(near) => (Why::NeverSo(outcome), Some(near)),
            None => (Why::NeverAsked, asking.of_rule(element)),
        },
        Of::Boundary(_) => match near {
            Some(near) => (Why::Elsewhere, Some(near)),
            None => (Why::NeverAsked, asking.of_rule(element)),
        },
        Of::Floor(machine, transition) => match near {
            Some(near) => (Why::Elsewhere, Some(near)),
            None => asking.before(*machine, *transition),
        },
        Of::Timer(machine, transition) => asking.timer(*machine, *transition, outcome, near),
        Of::Later(..) => (Why::NotWaited, near),
        Of::Role(machine, transition) => match near {
            Some(near) => (Why::AlwaysEntitled, Some(near)),
            None => asking.role(*machine, *transition),
        },
        Of::Finder(_) => match near {
            Some(near) => (Why::AlwaysEntitled, Some(near)),
            None => (Why::NeverAsked, None),
        },
        Of::Quota(..) => match near {
            Some(near) => (Why::Elsewhere, Some(near)),
            None => (Why::NeverDecided, None),
        },
        Of::Duty(_) => match (near, outcome) {
            (None, _) => (Why::NeverLaid, None),
            (near, Outcome::Fulfilled) => (Why::NeverDone, near),
            (near, _) => (Why::NeverMissed, near),
        },
        Of::Register(_) => match near {
            Some(near) => (Why::LinesOnly, Some(near)),
            None => (Why::NeverEntered, None),
        },
    }
}

struct Asking<'a> {
    program: &'a Program,
    elements: &'a Elements,
    all: &'a All,
}

impl Asking<'_> {
    fn article(&self, number: crate::policy::ArticleNumber) -> Why {
        let article = self.program.articles.iter().find(|one| one.number.value == number);
        match article.map(|article| &article.status) {
            Some(Status::Declaratory(reason)) => Why::Declaratory(reason.clone()),
            Some(Status::Repealed(reason)) => Why::Repealed(reason.clone()),
            Some(Status::Pending) => Why::Pending,
            Some(Status::Carried) if !self.elements.parts.is_cited_in(number) => Why::Uncited,
            Some(Status::Carried) | None => Why::NothingHappened,
        }
    }

    /// Whether something that is no element of its own follows a reading.
    fn is_cited(&self, reading: &str) -> bool {
        self.elements.parts.readings.contains(reading)
    }

    /// A state that was not entered: the story that stood nearest to it.
    fn reach(&self, machine: MachineId, state: StateId) -> (Why, Option<Near>) {
        if !self.all.opened.contains(&machine) {
            return (Why::NeverOpened(machine), self.owner(machine));
        }
        let away = distances(self.program, machine, state);
        let stood = self.all.stood.iter().filter(|((of, _), _)| *of == machine);
        let ways = stood.filter_map(|((_, from), (story, length, day))| {
            Some((*away.get(from)?, *length, *story, *day, *from))
        });
        let nearest = ways.min_by_key(|(away, length, story, ..)| (*away, *length, *story));
        let near = nearest.map(|(away, _, story, day, from)| Near {
            story,
            rank: away,
            day: Some(day),
            instance: None,
            step: Step::Lead(machine, from, state),
        });
        (Why::NeverReached(machine, state), near)
    }

    /// A story in which an instance could be opened.
    fn owner(&self, machine: MachineId) -> Option<Near> {
        let owner = self.program.machines[machine].owner;
        let stood =
            self.all.stood.iter().filter(|((of, _), _)| owner.is_none_or(|owner| *of == owner));
        let (story, day) = stood
            .map(|(_, (story, length, day))| (*length, *story, *day))
            .min()
            .map(|(_, story, day)| (story, day))?;
        let step = Step::Open(machine);
        Some(Near { story, rank: u64::MAX, day: Some(day), instance: None, step })
    }

    /// The shortest story that stood in a state.
    fn stood(
        &self,
        machine: MachineId,
        state: StateId,
        step: impl Fn(MachineId, StateId) -> Step,
    ) -> Option<Near> {
        let &(story, _, day) = self.all.stood.get(&(machine, state))?;
        let step = step(machine, state);
        Some(Near { story, rank: 0, day: Some(day), instance: None, step })
    }

    /// What was not asked since its transition was not.
    fn before(&self, machine: MachineId, transition: TransitionId) -> (Why, Option<Near>) {
        let (why, near) = self.transition(machine, transition);
        match why {
            Why::NeverReached(..) | Why::NeverOpened(_) | Why::NoEvent(..) | Why::Shadowed(..) => {
                (why, near)
            }
            _ => (Why::NeverAsked, near),
        }
    }

    fn transition(&self, machine: MachineId, id: TransitionId) -> (Why, Option<Near>) {
        let info = &self.program.machines[machine];
        let (source, written) = (info.chart.source(id), &info.transitions[id]);
        if source != info.chart.root() && !self.all.stood.contains_key(&(machine, source)) {
            return self.reach(machine, source);
        }
        if let Some((story, tried)) = self.all.asked.get(&(machine, id)) {
            let (why, step) = match (tried.unmet.as_slice(), tried.role, tried.early) {
                ([], true, _) => (Why::NotEntitled, Step::As(written.by.clone())),
                ([], false, Some(day)) => (Why::TooEarly(day), Step::On(day)),
                ([], false, None) => (Why::CameToNothing, Step::Stay(machine, source)),
                (unmet, ..) => (Why::NotMet(unmet.to_vec()), Step::Hold(unmet.to_vec())),
            };
            let rank = u64::try_from(tried.hindrances()).unwrap_or(u64::MAX);
            let (day, instance) = (Some(tried.day), tried.instance.clone());
            return (why, Some(Near { story: *story, rank, day, instance, step }));
        }
        if let Some((story, by)) = self.all.shadowed.get(&(machine, id)) {
            let step = Step::Past(machine, *by);
            let near = Near { story: *story, rank: 0, day: None, instance: None, step };
            return (Why::Shadowed(machine, *by), Some(near));
        }
        if written.timer.is_some() {
            let at = self.elements.position(&Of::Timer(machine, id));
            let near = at.and_then(|at| self.all.nearest.to((at, Outcome::Fires)).cloned());
            let near = near.or_else(|| self.stood(machine, source, Step::Stay));
            return (Why::NotWaited, near);
        }
        if written.events.is_empty() {
            return (Why::NeverAsked, self.stood(machine, source, Step::Stay));
        }
        let send = |machine, state| Step::Send(machine, state, written.events.clone());
        (Why::NoEvent(machine, source), self.stood(machine, source, send))
    }

    /// A timer that never fired, or never ended with its state.
    fn timer(
        &self,
        machine: MachineId,
        transition: TransitionId,
        outcome: Outcome,
        near: Option<Near>,
    ) -> (Why, Option<Near>) {
        let source = self.program.machines[machine].chart.source(transition);
        match (near, outcome) {
            (Some(near), Outcome::Fires) => (Why::NotWaited, Some(near)),
            (Some(near), _) => (Why::NeverLeft, Some(near)),
            (None, _) if self.all.stood.contains_key(&(machine, source)) => {
                (Why::NotWaited, self.stood(machine, source, Step::Stay))
            }
            (None, _) => self.reach(machine, source),
        }
    }

    /// A power that was never asked of somebody without it, and never used either.
    fn role(&self, machine: MachineId, transition: TransitionId) -> (Why, Option<Near>) {
        let info = &self.program.machines[machine];
        let by = &info.transitions[transition].by;
        let source = info.chart.source(transition);
        let without = self.stood(machine, source, |_, _| Step::Without(by.clone()));
        match without {
            Some(near) => (Why::AlwaysEntitled, Some(near)),
            None => self.before(machine, transition),
        }
    }

    /// The nearest story to a rule of which no part was told.
    fn of_rule(&self, element: &Element) -> Option<Near> {
        let rule = element.rule?;
        let askers = self.elements.all.iter().filter_map(|one| match one.of {
            Of::Guard(Some((machine, transition)), of) if of == rule => Some((machine, transition)),
            _ => None,
        });
        askers.filter_map(|(machine, transition)| self.before(machine, transition).1).next()
    }
}

/// How many transitions lead from each state of a machine to one: from a state, or from a state around
/// it; into a state is into what is around it, and into what it begins with.
pub fn distances(program: &Program, machine: MachineId, to: StateId) -> BTreeMap<StateId, u64> {
    let chart = &program.machines[machine].chart;
    let mut away = BTreeMap::from([(to, 0)]);
    let mut next = VecDeque::from([to]);
    while let Some(state) = next.pop_front() {
        let steps = away.get(&state).copied().unwrap_or(0);
        let mut found: Vec<StateId> = Vec::new();
        for id in chart.transitions() {
            let enters = chart.targets(id).iter().any(|&target| {
                target == state
                    || chart.is_descendant(target, state)
                    || (chart.is_descendant(state, target)
                        && starts(program, machine, target, state))
            });
            if enters {
                found.push(chart.source(id));
            }
        }
        for from in found {
            // What lies in the state leaves with it.
            let inner = chart.states().filter(|one| chart.is_descendant(*one, from));
            for one in std::iter::once(from).chain(inner) {
                if let std::collections::btree_map::Entry::Vacant(place) = away.entry(one) {
                    place.insert(steps + 1);
                    next.push_back(one);
                }
            }
        }
    }
    away
}

/// Whether a state is entered with another around it, by default or since all its regions are.
fn starts(program: &Program, machine: MachineId, around: StateId, state: StateId) -> bool {
    let chart = &program.machines[machine].chart;
    let mut inner = state;
    while inner != around {
        let Some(parent) = chart.parent(inner) else { return false };
        let first = chart.kind(parent) == crate::chart::Kind::Parallel
            || chart.initial(parent).contains(&inner);
        if !first {
            return false;
        }
        inner = parent;
    }
    true
}
