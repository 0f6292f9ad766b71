//! What becomes of a mutant: the stories that it may reach are played until one notices.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::operator::Operator;
use super::patch::Patch;
use super::stage::Stage;
use crate::program::Program;
use crate::scenario::{Played, play};
use crate::snapshot::played_text;
use crate::workbench::in_order;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// What a story expects does not come about: the story by its position.
    Killed(usize),
    /// A story comes to another outcome than the approved one; nothing that any expects tells it.
    Differs(usize),
    /// All stories that it reaches come out as before.
    Survived,
    /// No story comes by what is changed.
    Unreached,
}

impl Fate {
    /// Whether a story noticed.
    pub const fn is_killed(self) -> bool {
        matches!(self, Self::Killed(_) | Self::Differs(_))
    }
    /// The story that noticed.
    pub const fn by(self) -> Option<usize> {
        match self {
            Self::Killed(by) | Self::Differs(by) => Some(by),
            Self::Survived | Self::Unreached => None,
        }
    }
}

/// A mutant that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What became of it.
    pub fate: Fate,
    /// Where nothing noticed, the stories that came nearest: those that come by what is changed.
    pub nearest: Vec<usize>,
    /// How many stories were played.
    pub played: usize,
    /// How many stories it may reach.
    pub reached: usize,
}

/// Programs that one thread changes.
#[derive(Default)]
struct Room {
    programs: BTreeMap<usize, Program>,
}

/// Judges mutants on all cores, in order; `told` hears of each.
pub fn judge(stage: &Stage, chosen: &[usize], mut told: impl FnMut(&Judged)) -> Vec<Judged> {
    let rooms: Mutex<Vec<Room>> = Mutex::default();
    let lock = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all = Vec::with_capacity(chosen.len());
    let work = |&mutant: &usize| {
        let mut room = lock().pop().unwrap_or_default();
        let judged = room.judge(stage, mutant);
        lock().push(room);
        judged
    };
    let _ = in_order(chosen, work, |_, judged| {
        told(&judged);
        all.push(judged);
        ControlFlow::<()>::Continue(())
    });
    all
}

/// A story under a mutant.
pub struct Under<'s> {
    stage: &'s Stage,
    mutant: usize,
    patches: BTreeMap<usize, Patch>,
}

impl<'s> Under<'s> {
    /// Nothing is changed yet.
    pub const fn new(stage: &'s Stage, mutant: usize) -> Self {
        Self { stage, mutant, patches: BTreeMap::new() }
    }
    /// What `work` makes of a program that is changed for as long.
    pub fn with<T>(
        &mut self,
        at: usize,
        program: &mut Program,
        work: impl FnOnce(&Program) -> T,
    ) -> Option<T> {
        let change = self.stage.change(at, self.mutant)?;
        let patch = self.patches.entry(at).or_insert_with(|| change.patch(program));
        patch.swap(program);
        let made = work(program);
        patch.swap(program);
        Some(made)
    }
}

impl Room {
    fn judge(&mut self, stage: &Stage, mutant: usize) -> Judged {
        let (order, touched) = stage.order(mutant);
        let shows_values = stage.mutants.get(mutant).is_some_and(|one| shows(one.operator));
        let mut under = Under::new(stage, mutant);
        let mut fate = if order.is_empty() { Fate::Unreached } else { Fate::Survived };
        let mut count = 0;
        for &at in &order {
            let Some(tale) = stage.tales.get(at) else { continue };
            let Some(own) = stage.programs.get(tale.program) else { continue };
            let program = self.programs.entry(tale.program).or_insert_with(|| own.clone());
            let is_open = fate == Fate::Survived;
            let noticed = under.with(tale.program, program, |program| {
                let played = play(tale.plan.clone(), program, false);
                let approved = tale.approved.as_ref().filter(|_| is_open);
                let alike = |played: &Played| {
                    !shows_values
                        && played.journal.entries == tale.journal
                        && played.world == tale.world
                };
                match played.verdict().is_well() {
                    false => Some(Fate::Killed(at)),
                    true => approved
                        .filter(|_| !alike(&played))
                        .filter(|approved| played_text(program, &played) != **approved)
                        .map(|_| Fate::Differs(at)),
                }
            });
            count += 1;
            match noticed.flatten() {
                Some(killed @ Fate::Killed(_)) => {
                    fate = killed;
                    break;
                }
                Some(other) => fate = other,
                None => {}
            }
        }
        let nearest = match fate {
            Fate::Survived => order.iter().take(3.min(touched.max(1))).copied().collect(),
            _ => Vec::new(),
        };
        Judged { fate, nearest, played: count, reached: order.len() }
    }
}

/// Whether a journal may say something else though the same happened: it shows values.
const fn shows(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Threshold
            | Operator::Term
            | Operator::Quota
            | Operator::Unit
            | Operator::FirstDay
    )
}
