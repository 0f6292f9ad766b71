//! The stories of a bundle, played once as it stands, and its mutants: all that is needed to play any
//! mutant in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::all::mutants;
use super::change::Change;
use super::finder::{Finder, Mutant, Reach};
use super::joining;
use super::operator::Operator;
use super::trail::trail;
use crate::compare::{Element, Elements, Uses, of_transition, transition_name, visited};
use crate::lang::Text;
use crate::pipeline::{Loaded, Told};
use crate::program::Program;
use crate::scenario::Plan;
use crate::snapshot::{Compared, compare, played_text, snapshot_text};
use crate::source::Span;
use crate::workbench::{Held, each};
use crate::world::World;
use crate::world::journal::Entry;

/// A story as it comes out where nothing is changed.
pub struct Tale {
    /// Its file.
    pub file: PathBuf,
    /// Its title.
    pub title: Text,
    /// Its plan.
    pub plan: Plan,
    /// The program under which it is told, by its position: the first is that of the bundle.
    pub program: usize,
    /// Its approved outcome, where it has one that it comes to.
    pub approved: Option<String>,
    /// What happens in it.
    pub journal: Vec<Entry>,
    /// How it ends: the journal names lines of registers and sums, which stand there.
    pub world: World,
    /// What may be asked or done where something in it stood, by number.
    met: Vec<bool>,
    /// By what it came, by number.
    trail: Vec<bool>,
}

/// The bundle, its stories and its mutants.
pub struct Stage {
    /// The programs: that of the bundle, and those of stories that assume something of their own.
    pub programs: Vec<Program>,
    /// The stories that come out as they should.
    pub tales: Vec<Tale>,
    /// Stories that cannot be played or do not come out as they should, which judge nothing.
    pub left_out: Vec<PathBuf>,
    /// Stories with an approved outcome to which they do not come.
    pub stale: Vec<PathBuf>,
    /// The mutants.
    pub mutants: Vec<Mutant>,
    /// In which program's sources each mutant has its place.
    pub home: Vec<usize>,
    /// For each program, each mutant that it has.
    changes: Vec<BTreeMap<usize, Change>>,
    /// The number of each element.
    numbers: BTreeMap<Element, usize>,
    /// The steps and states that use an element, by number.
    users: BTreeMap<usize, Vec<usize>>,
}

/// A story as it was played.
struct Came {
    plan: Plan,
    own: Option<Program>,
    fails: bool,
    approved: Option<String>,
    stale: bool,
    journal: Vec<Entry>,
    world: World,
    met: Elements,
    trail: Elements,
}

impl Stage {
    /// Plays the stories of a bundle and lists its mutants; nothing where it does not load.
    pub fn new(loaded: &Loaded, stories: &[Held]) -> Option<Self> {
        let base = loaded.program.as_ref()?;
        let uses = Uses::of(base);
        let came = each(stories, |held| all_of(held, loaded, base, &uses));
        let mut stage = Self {
            programs: vec![base.clone()],
            tales: Vec::new(),
            left_out: Vec::new(),
            stale: Vec::new(),
            mutants: mutants(base, true),
            home: Vec::new(),
            changes: vec![BTreeMap::new()],
            numbers: BTreeMap::new(),
            users: BTreeMap::new(),
        };
        stage.home = vec![0; stage.mutants.len()];
        let changes = stage.mutants.iter().map(|mutant| mutant.change.clone()).enumerate();
        stage.changes = vec![changes.collect()];
        stage.use_of(base);
        for (held, came) in stories.iter().zip(came) {
            match came {
                Some(came) if came.iter().all(|one| !one.fails) => {
                    if came.iter().any(|one| one.stale) {
                        stage.stale.push(held.file.clone());
                    }
                    came.into_iter().for_each(|one| stage.add(held, one));
                }
                _ => stage.left_out.push(held.file.clone()),
            }
        }
        stage.of_own_programs();
        Some(stage)
    }

    fn add(&mut self, held: &Held, came: Came) {
        let program = match came.own {
            Some(own) => {
                self.programs.push(own);
                self.programs.len() - 1
            }
            None => 0,
        };
        let (met, trail) = (self.marks(came.met), self.marks(came.trail));
        self.tales.push(Tale {
            file: held.file.clone(),
            title: came.plan.title.clone(),
            plan: came.plan,
            program,
            approved: came.approved,
            journal: came.journal,
            world: came.world,
            met,
            trail,
        });
    }

    /// How many stories judge: one that is told under several laws is one.
    pub fn stories(&self) -> usize {
        let files: BTreeSet<&PathBuf> = self.tales.iter().map(|tale| &tale.file).collect();
        files.len()
    }

    fn number(&mut self, element: Element) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(element).or_insert(next)
    }

    fn marks(&mut self, elements: Elements) -> Vec<bool> {
        let mut marks = Vec::new();
        for element in elements {
            let at = self.number(element);
            if marks.len() <= at {
                marks.resize(at + 1, false);
            }
            marks.get_mut(at).into_iter().for_each(|mark| *mark = true);
        }
        marks
    }

    /// Which steps and states use what.
    fn use_of(&mut self, program: &Program) {
        for info in program.machines.iter() {
            for (id, _) in info.transitions.enumerated() {
                let mut used = Elements::new();
                of_transition(program, info, id, &mut used);
                let user = self.number(transition_name(program, info, id));
                for element in used {
                    let of = self.number(element);
                    self.users.entry(of).or_default().push(user);
                }
            }
        }
    }

    /// Finds the mutants of the bundle again in the programs of stories that assume something, and those
    /// of the amendments that they assume.
    fn of_own_programs(&mut self) {
        let own: Vec<_> = self.programs.iter().skip(1).collect();
        let found = each(&own, |program| mutants(program, false));
        let mut known: BTreeMap<(String, Option<Span>), usize> = BTreeMap::new();
        for (at, mutant) in self.mutants.iter().enumerate() {
            known.insert(key(mutant), at);
        }
        for (position, found) in found.into_iter().enumerate() {
            let mut changes = BTreeMap::new();
            if found.iter().any(|mutant| !known.contains_key(&key(mutant)) && is_of_effect(mutant))
            {
                let mut told = Finder::new(&self.programs[position + 1], true);
                joining::transitions(&mut told);
                for mutant in told.found {
                    known.entry(key(&mutant)).or_insert_with(|| {
                        self.mutants.push(mutant);
                        self.home.push(position + 1);
                        self.mutants.len() - 1
                    });
                }
            }
            for mutant in found {
                if let Some(&at) = known.get(&key(&mutant)) {
                    changes.insert(at, mutant.change);
                }
            }
            self.changes.push(changes);
        }
    }

    /// The change by which a program becomes a mutant, where it has what is changed.
    pub fn change(&self, program: usize, mutant: usize) -> Option<&Change> {
        self.changes.get(program)?.get(&mutant)
    }

    /// The stories that a mutant may reach, those that come by what is changed first, the shortest of
    /// them first; and how many of them come by it.
    pub fn order(&self, mutant: usize) -> (Vec<usize>, usize) {
        let Some(of) = self.mutants.get(mutant) else { return (Vec::new(), 0) };
        let number = match &of.reach {
            Reach::All => None,
            Reach::Of(element) => match self.numbers.get(element) {
                Some(number) => Some(*number),
                None => return (Vec::new(), 0),
            },
        };
        let marked = |marks: &[bool], at: usize| marks.get(at).copied().unwrap_or(false);
        let mut order = Vec::new();
        for (at, tale) in self.tales.iter().enumerate() {
            let reached = number.is_none_or(|number| marked(&tale.met, number));
            if !reached || self.change(tale.program, mutant).is_none() {
                continue;
            }
            let touched = number.is_none_or(|number| {
                let users = self.users.get(&number);
                marked(&tale.trail, number)
                    || users.into_iter().flatten().any(|user| marked(&tale.trail, *user))
            });
            order.push((!touched, tale.plan.lines.len(), at));
        }
        order.sort_unstable();
        let touched = order.iter().filter(|(apart, ..)| !apart).count();
        (order.into_iter().map(|(_, _, at)| at).collect(), touched)
    }
}

fn is_of_effect(mutant: &Mutant) -> bool {
    mutant.operator == Operator::Transition
}

/// By what a mutant is known in other programs: its name, and its place where that is a file of the bundle.
fn key(mutant: &Mutant) -> (String, Option<Span>) {
    (mutant.name.clone(), (!is_of_effect(mutant)).then_some(mutant.at))
}

/// A story played under each law under which it is told; nothing where one of them cannot be.
fn all_of(held: &Held, loaded: &Loaded, base: &Program, uses: &Uses) -> Option<Vec<Came>> {
    let story = held.story.as_ref().ok()?;
    let told = loaded.tell(story, false);
    let text = snapshot_text(base, &told)?;
    let compared = compare(&held.file, &text).ok()?;
    told.into_iter().map(|told| one(told, &compared, base, uses)).collect()
}

fn one(told: Told, compared: &Compared, base: &Program, uses: &Uses) -> Option<Came> {
    let (played, own) = (told.played?, told.own);
    let program = own.as_deref().unwrap_or(base);
    let text = played_text(program, &played);
    let own_uses = own.as_deref().map(Uses::of);
    let (_, states) = visited(&played.journal, &played.world, program);
    let known = &own_uses.as_ref().unwrap_or(uses).states;
    let mut met = Elements::new();
    for state in &states {
        met.extend(known.get(state).into_iter().flatten().cloned());
    }
    let trail = trail(program, &played);
    Some(Came {
        fails: !played.verdict().is_well(),
        stale: matches!(compared, Compared::Differs(_)),
        approved: (*compared == Compared::Same).then_some(text),
        journal: played.journal.entries,
        world: played.world,
        plan: played.plan,
        met,
        trail,
        // It is changed where it stands, so that each story has one of its own.
        own: own.map(Arc::unwrap_or_clone),
    })
}
