//! A variant of a bundle against its baseline, story by story. Only the stories that the change
//! reaches are played: in the others nothing that is otherwise was asked or done.

use std::collections::BTreeSet;

use super::cause::{Turn, turns};
use super::differ::{Difference, differences};
use super::element::{Element, Elements};
use super::played::{Course, outcome, outcome_moved};
use super::stories::Came;
use super::touched::{Signed, Touched};
use super::uses::Uses;
use super::visited::States;
use crate::pipeline::{Loaded, Planned, Story};
use crate::program::Program;
use crate::workbench::{Held, each};

/// What a story is under a variant.
#[derive(Default)]
pub enum Versus {
    /// The change does not reach it: it was not played.
    #[default]
    Unreached,
    /// It was played; what comes out otherwise, where its courses turn, and what of the change its own
    /// assumptions hide: they are laid last.
    Played(Vec<Difference>, Vec<Turn>, Elements),
    /// It assumes itself what is compared: it is alike before and after.
    Own,
    /// What it assumes itself cannot stand with what is compared; what is wrong, where that is not
    /// known of the baseline already.
    Conflict(Option<Box<Planned>>),
    /// It could not be played under one of the two; what is wrong with it.
    Untold(Option<Box<Planned>>),
}

impl Versus {
    /// What comes out otherwise.
    pub fn differences(&self) -> &[Difference] {
        match self {
            Self::Played(differences, ..) => differences,
            _ => &[],
        }
    }
    /// Where its courses turn.
    pub fn turns(&self) -> &[Turn] {
        match self {
            Self::Played(_, turns, _) => turns,
            _ => &[],
        }
    }
}

/// The baseline: a program, what it uses, and what came of its stories.
pub struct Baseline<'b> {
    /// The bundle.
    pub loaded: &'b Loaded,
    /// Its stories.
    pub stories: &'b [Held],
    /// Its program.
    pub program: &'b Program,
    /// What the program uses.
    pub uses: Uses,
    /// The program in words.
    signed: Signed,
    /// What came of each story.
    pub came: Vec<Came<'b>>,
}

impl<'b> Baseline<'b> {
    /// Plays the stories of a bundle; none where it does not load.
    pub fn new(loaded: &'b Loaded, stories: &'b [Held]) -> Option<Self> {
        let program = loaded.program.as_ref()?;
        let uses = Uses::of(program);
        let came = super::stories::outcomes(stories, loaded);
        Some(Self { loaded, stories, program, uses, signed: Signed::of(program), came })
    }
    /// In what another program differs.
    pub fn touched(&self, after: &Program) -> Touched {
        Touched::since((self.program, &self.signed), after)
    }
    /// What leads to what may be otherwise: the elements themselves, and of those that the baseline
    /// does not have the state or the machine in which they come.
    pub fn leading(&self, touched: &Elements) -> Elements {
        leading(self.program, touched)
    }
    /// What is asked or done in some states, of what may be otherwise.
    pub fn met(&self, states: &States, touched: &Elements) -> Elements {
        self.uses.met(states, touched)
    }
}

/// The same for a program.
fn leading(program: &Program, touched: &Elements) -> Elements {
    let mut found = touched.clone();
    for element in touched {
        let (Element::State(machine, state) | Element::Transition(machine, state, _)) = element
        else {
            continue;
        };
        let Some(id) = program.machine(machine) else { continue };
        let info = &program.machines[id];
        let known = info.states.find(|known| known.name == *state);
        let at = known.map_or(info.chart.root(), |(at, _)| at);
        found.insert(Element::State(machine.clone(), info.states[at].name.clone()));
    }
    found
}

/// Whether a change reaches a story that assumes a law of its own, which is laid last. It does not
/// where neither law has anything of it where the story came by, and both can be laid together: each
/// element that the change leaves alone is then what the story's own law makes of it, with the change
/// or without.
fn reaches_assuming(
    story: &Story,
    course: &Course,
    (variant, touched): (&Loaded, &Touched),
) -> bool {
    let Some(own) = &course.own else { return true };
    let leading = leading(&own.program, &touched.elements);
    !own.uses.met(&own.visited, &leading).is_empty()
        // What is gone may be named by the story's own law.
        || touched.takes_away
        || !variant.stands_with(story)
}

/// How a variant is played.
#[derive(Clone, Copy)]
pub struct Manner<'m> {
    /// Whether every step keeps the day that is written.
    pub fixed_dates: bool,
    /// The stories that are played, where not all that are reached are asked for.
    pub only: Option<&'m BTreeSet<usize>>,
    /// The amendments that are compared, by name.
    pub stack: &'m [String],
}

/// Plays what a variant reaches; `stories` are those of the baseline, read beside the files of the
/// variant.
pub fn versus(
    stories: &[Held],
    base: &Baseline<'_>,
    variant: &Loaded,
    touched: &Touched,
    manner: Manner<'_>,
) -> Vec<Versus> {
    let Some(program) = &variant.program else {
        return stories.iter().map(|_| Versus::Unreached).collect();
    };
    let uses = Uses::of(program);
    let leading = base.leading(&touched.elements);
    let pairs = stories.iter().zip(base.stories).zip(&base.came).enumerate();
    let work: Vec<_> = pairs.map(|(at, ((held, own), came))| (at, held, own, came)).collect();
    each(&work, |&(at, held, own, came)| {
        if manner.only.is_some_and(|only| !only.contains(&at)) {
            return Versus::Unreached;
        }
        let story = held.story.as_ref().ok();
        if story.is_some_and(|story| story.assumes_one_of(manner.stack)) {
            return Versus::Own;
        }
        let Came::Played(_, course) = came else {
            return match held.assumes() {
                true => Versus::Conflict(None),
                false => Versus::Untold(None),
            };
        };
        let assumes = story.filter(|story| story.assumes());
        let reached = touched.wide
            || !base.met(&course.visited, &leading).is_empty()
            || assumes.is_some_and(|story| reaches_assuming(story, course, (variant, touched)));
        if !reached {
            return Versus::Unreached;
        }
        let pair = Pair { held, own, base, variant, program, uses: &uses };
        pair.play(course, touched, manner.fixed_dates)
    })
}

/// A story and the two under which it is played.
struct Pair<'p> {
    held: &'p Held,
    /// The same, read beside the files of the baseline.
    own: &'p Held,
    base: &'p Baseline<'p>,
    variant: &'p Loaded,
    program: &'p Program,
    uses: &'p Uses,
}

impl Pair<'_> {
    fn play(&self, before: &Course, touched: &Touched, fixed_dates: bool) -> Versus {
        let (plan, own) = match self.held.plan(self.variant) {
            Some((Planned { plan: Some(plan), .. }, own)) => (plan, own),
            planned => {
                let planned = planned.map(|(planned, _)| Box::new(planned));
                return match self.held.assumes() {
                    true => Versus::Conflict(planned),
                    false => Versus::Untold(planned),
                };
            }
        };
        let own_uses = own.as_deref().map(Uses::of);
        let program = own.as_deref().unwrap_or(self.program);
        let uses = own_uses.as_ref().unwrap_or(self.uses);
        let after = match fixed_dates {
            true => outcome(plan, program, uses),
            false => outcome_moved(plan, program, uses, &before.accepted),
        };
        // Both are looked at on the same day: where steps were put off, the other waits as long.
        let longer = after.until.filter(|until| before.until.is_some_and(|end| end < *until));
        let again = longer.and_then(|until| self.baseline_until(until));
        let earlier = again.as_ref().unwrap_or(before);
        let found = differences(&earlier.outcomes, &after.outcomes);
        let laid = own.as_ref().map(|own| match &before.own {
            Some(law) => Touched::since((&law.program, &law.signed), own),
            None => self.base.touched(own),
        });
        let turns = turns(found.clone(), laid.as_ref().unwrap_or(touched));
        let hidden = laid.map(|laid| self.hidden(before, &(&touched.elements - &laid.elements)));
        Versus::Played(found, turns, hidden.unwrap_or_default())
    }

    /// What of the change is not otherwise under what the story assumes, as far as it comes by it.
    fn hidden(&self, before: &Course, missing: &Elements) -> Elements {
        let met = self.base.met(&before.visited, &self.base.leading(missing));
        let is_met = |element: &&Element| match element {
            Element::State(machine, _) | Element::Transition(machine, ..) => {
                met.iter().any(|met| matches!(met, Element::State(of, _) if of == machine))
                    || met.contains(*element)
            }
            _ => met.contains(*element),
        };
        missing.iter().filter(is_met).cloned().collect()
    }

    /// The baseline played again until a later day.
    fn baseline_until(&self, until: crate::calendar::Day) -> Option<Course> {
        let (Planned { plan, .. }, own) = self.own.plan(self.base.loaded)?;
        let plan = crate::scenario::Plan { until: Some(until), ..plan? };
        let own_uses = own.as_deref().map(Uses::of);
        let program = own.as_deref().unwrap_or(self.base.program);
        Some(outcome(plan, program, own_uses.as_ref().unwrap_or(&self.base.uses)))
    }
}
