//! On the way through what a story recorded: what was seen, and how near it came.

use std::collections::{BTreeMap, BTreeSet};

use super::elements::Elements;
use super::near::{Near, Nearest, Step};
use super::unit::{Of, Outcome, Seen};
use crate::calendar::Day;
use crate::chart::{EventId, StateId, TransitionId};
use crate::ident::Id;
use crate::policy::{ArticleRef, Cited};
use crate::program::{Program, RuleId};
use crate::rule::{InstanceId, MachineId};
use crate::scenario::{Played, address_text};
use crate::world::{ActorId, Undone};

/// What a story shows.
#[derive(Debug, Default)]
pub struct Trail {
    /// What came of which element, by their positions.
    pub seen: BTreeSet<Seen>,
    /// The parts of conditions that decided alone, while they held and while they did not.
    pub decided: BTreeSet<(usize, bool)>,
    /// How near it came to what it does not show.
    pub nearest: Nearest,
    /// The states entered, each with the first day.
    pub states: BTreeMap<(MachineId, StateId), Day>,
    /// The machines of which an instance was opened.
    pub opened: BTreeSet<MachineId>,
    /// How each transition was asked that was not enabled, as near as it came.
    pub asked: BTreeMap<(MachineId, TransitionId), Tried>,
    /// What took the event before a transition was asked.
    pub shadowed: BTreeMap<(MachineId, TransitionId), TransitionId>,
    /// How many lines it has.
    pub length: usize,
}

/// A transition that was asked and was not enabled.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The rules that did not hold or could not be decided.
    pub unmet: Vec<RuleId>,
    /// Whether the actor lacked the role.
    pub role: bool,
    /// The first lawful day, where it was too early.
    pub early: Option<Day>,
    /// On which day.
    pub day: Day,
    /// In which instance.
    pub instance: Option<String>,
}

impl Tried {
    /// How much stood in its way.
    pub fn hindrances(&self) -> usize {
        self.unmet.len() + usize::from(self.role) + usize::from(self.early.is_some())
    }
}

/// On the way through a journal.
pub(super) struct Walk<'a> {
    pub(super) program: &'a Program,
    pub(super) elements: &'a Elements,
    pub(super) played: &'a Played,
    pub(super) trail: Trail,
    pub(super) day: Day,
    /// What was opened in the step that is told as undone.
    pub(super) undone: Option<&'a Undone>,
    /// In which states each instance is.
    pub(super) active: BTreeMap<InstanceId, BTreeSet<StateId>>,
    /// The last day of each timer that runs.
    pub(super) timers: BTreeMap<(InstanceId, TransitionId), Day>,
    /// What will be sent: by whom is not told, to whom, what, the last day before.
    pub(super) later: Vec<(InstanceId, EventId, Day)>,
    /// The event that an instance has just accepted.
    pub(super) heard: Option<(InstanceId, EventId)>,
    /// Who acted.
    pub(super) actor: Option<ActorId>,
    /// What was asked in the step that is told.
    pub(super) attempt: BTreeMap<(MachineId, TransitionId), Tried>,
    /// The transitions that were asked since then.
    pub(super) asked: BTreeSet<(InstanceId, TransitionId)>,
}

impl<'a> Walk<'a> {
    /// The machine of an instance, undone or not.
    pub(super) fn machine(&self, id: InstanceId) -> Option<MachineId> {
        let undone = self.undone.and_then(|undone| undone.iter().find(|(of, _)| *of == id));
        match undone {
            Some((_, address)) => address.parts.last().map(|part| part.machine),
            None => {
                let world = &self.played.world;
                (id.index() < world.instance_count()).then(|| world.machine_of(id))
            }
        }
    }

    pub(super) fn see(&mut self, of: &Of, outcome: Outcome) {
        if let Some(at) = self.elements.position(of) {
            self.trail.seen.insert((at, outcome));
        }
    }

    /// How near it came to something.
    pub(super) fn near(
        &mut self,
        of: &Of,
        outcome: Outcome,
        rank: u64,
        instance: Option<InstanceId>,
        step: impl FnOnce() -> Step,
    ) {
        let Some(at) = self.elements.position(of) else { return };
        let known = instance.and_then(|id| self.called(id));
        let day = Some(self.day);
        let near = || Near { story: 0, rank, day, instance: known, step: step() };
        self.trail.nearest.take((at, outcome), near, rank);
    }

    /// Something that cites these happened.
    pub(super) fn cite(&mut self, cited: &Cited) {
        for &article in cited.articles.iter().filter(|article| !article.is_new) {
            self.cite_article(article);
        }
        for reading in &cited.readings {
            self.see(&Of::Reading(reading.clone()), Outcome::Happened);
        }
    }

    fn cite_article(&mut self, article: ArticleRef) {
        self.see(&Of::Article(article.article), Outcome::Happened);
        let elements = self.elements;
        for part in elements.parts.held(article) {
            self.see(&Of::Item(part), Outcome::Happened);
        }
    }

    /// How an instance is called; nothing where it is undone.
    pub(super) fn called(&self, id: InstanceId) -> Option<String> {
        let gone = self.undone.is_some_and(|undone| undone.iter().any(|(of, _)| *of == id));
        (!gone).then(|| {
            let world = &self.played.world;
            address_text(self.program, &self.played.plan.cast, &world.address(self.program, id))
        })
    }
}
