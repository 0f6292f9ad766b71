//! What was asked on the way: conditions, their parts, the registers that answered.

use super::clauses::{distance, told};
use super::near::Step;
use super::unit::{Of, Outcome};
use super::walk::{Tried, Walk};
use crate::chart::TransitionId;
use crate::program::{Query, RuleId, Slot};
use crate::rule::{Clause, ClauseKind, InstanceId, MachineId};
use crate::world::journal::{Asked, GuardReport, Read, Verdict};

/// The outcomes of a condition.
const OF_CONDITIONS: [Outcome; 3] = [Outcome::Holds, Outcome::Fails, Outcome::Unknown];

impl Walk<'_> {
    /// A transition that was asked and is not enabled.
    pub(super) fn passed(
        &mut self,
        instance: InstanceId,
        transition: TransitionId,
        guards: &[GuardReport],
    ) {
        self.guards(instance, &[transition], guards);
        let Some(machine) = self.machine(instance) else { return };
        let fails =
            |report: &&GuardReport| matches!(report.verdict, Verdict::NotMet | Verdict::Unknown(_));
        let unmet: Vec<RuleId> = guards.iter().filter(fails).map(|report| report.rule).collect();
        let called = self.called(instance);
        let day = self.day;
        let own = || Tried { unmet: Vec::new(), role: false, early: None, day, instance: None };
        let tried = self.attempt.entry((machine, transition)).or_insert_with(own);
        (tried.unmet, tried.instance) = (unmet, called);
    }

    /// Something else stood in the way of a transition.
    pub(super) fn hindered(
        &mut self,
        machine: MachineId,
        transition: TransitionId,
        say: impl FnOnce(&mut Tried),
    ) {
        let day = self.day;
        let own = || Tried { unmet: Vec::new(), role: false, early: None, day, instance: None };
        say(self.attempt.entry((machine, transition)).or_insert_with(own));
    }

    /// What was asked in a step is kept where it came nearer than before.
    pub(super) fn keep_attempt(&mut self) {
        for (of, tried) in std::mem::take(&mut self.attempt) {
            let known = self.trail.asked.get(&of);
            if known.is_none_or(|known| tried.hindrances() < known.hindrances()) {
                self.trail.asked.insert(of, tried);
            }
        }
    }

    /// Conditions as they were asked: by these transitions, or by an action or a selection.
    pub(super) fn guards(
        &mut self,
        instance: InstanceId,
        transitions: &[TransitionId],
        guards: &[GuardReport],
    ) {
        let machine = self.machine(instance);
        for report in guards {
            let own = match &report.verdict {
                Verdict::Met => Some(Outcome::Holds),
                Verdict::NotMet => Some(Outcome::Fails),
                Verdict::Unknown(_) => Some(Outcome::Unknown),
                Verdict::NotApplicable => None,
            };
            let inner = report.asked.iter().filter(|asked| asked.rule != report.rule);
            let mut said: Vec<(RuleId, Outcome, u64)> =
                inner.map(|asked| (asked.rule, outcome(asked.clause.holds), 1)).collect();
            if let Some(own) = own {
                let missing = report.asked.iter().find(|asked| asked.rule == report.rule);
                let missing = missing.map_or(1, |asked| missing_of(&asked.clause));
                said.push((report.rule, own, missing));
            }
            for (rule, outcome, missing) in said {
                let askers = transitions.iter().filter_map(|one| Some((machine?, *one)));
                let mut askers: Vec<Option<(MachineId, TransitionId)>> = askers.map(Some).collect();
                if askers.is_empty() {
                    askers.push(None);
                }
                for asker in askers {
                    self.said(&Of::Guard(asker, rule), rule, (outcome, missing), instance);
                }
            }
            if own.is_some() {
                self.cite(&self.program.rules[report.rule].cited);
            }
            self.reads(&report.reads);
            for asked in &report.asked {
                self.cite(&self.program.rules[asked.rule].cited);
                self.reads(&asked.reads);
                self.clauses(asked, instance);
            }
        }
    }

    fn said(
        &mut self,
        of: &Of,
        rule: RuleId,
        (outcome, missing): (Outcome, u64),
        instance: InstanceId,
    ) {
        self.see(of, outcome);
        for other in OF_CONDITIONS.into_iter().filter(|other| *other != outcome) {
            let (rank, step) = match other {
                Outcome::Holds => (missing, Step::Hold(vec![rule])),
                _ => (0, Step::Turn(other)),
            };
            self.near(of, other, rank, Some(instance), || step);
        }
    }

    fn reads(&mut self, reads: &[Read]) {
        for read in reads {
            match read {
                Read::Slot(slot, _) | Read::Table(slot, _) => match *slot {
                    Slot::Param(id) => self.cite(&self.program.parameters[id].cited),
                    Slot::Fact(fact)
                    | Slot::LinkedFact { fact, .. }
                    | Slot::KeyFact { fact, .. } => self.cite(&self.program.facts[fact].cited),
                    _ => {}
                },
                Read::Query(asked, _) => {
                    let (query, lines) = &**asked;
                    if let Query::HasEntry { register, .. }
                    | Query::EntryUntil { register, .. }
                    | Query::EntryFrom { register, .. }
                    | Query::LatestEntryFrom { register, .. } = query
                        && !lines.is_empty()
                    {
                        self.cite(&self.program.registers[*register].cited);
                        self.see(&Of::Register(*register), Outcome::Used);
                    }
                }
            }
        }
    }

    /// The parts of a condition as they came out.
    fn clauses(&mut self, asked: &Asked, instance: InstanceId) {
        let mut found = Vec::new();
        told(&asked.clause, &mut |one| found.push((one.clause, one.decides)));
        for (clause, decides) in found {
            let of = Of::Clause(clause.span);
            let outcome = outcome(clause.holds);
            self.see(&of, outcome);
            if let (true, Some(holds), Some(at)) =
                (decides, clause.holds, self.elements.position(&of))
            {
                self.trail.decided.insert((at, holds));
            }
            let away = self.boundary(clause, instance);
            for other in OF_CONDITIONS.into_iter().filter(|other| *other != outcome) {
                let rank = match other {
                    Outcome::Unknown => 0,
                    _ => away.map_or(1, i64::unsigned_abs),
                };
                self.near(&of, other, rank, Some(instance), || Step::Turn(other));
            }
            let rank = u64::from(clause.holds.is_none());
            // Where it is the whole condition, it decides as often as it comes out so.
            let step = || match (clause.span == asked.clause.span, clause.holds) {
                (true, Some(true)) => Step::Turn(Outcome::Fails),
                (true, Some(false)) => Step::Turn(Outcome::Holds),
                _ => Step::Turn(Outcome::Decides),
            };
            self.near(&of, Outcome::Decides, rank, Some(instance), step);
        }
    }

    /// Where the value of a comparison lay; answers how far from its bound.
    fn boundary(&mut self, clause: &Clause, instance: InstanceId) -> Option<i64> {
        let distance = distance(clause)?;
        let distance = match self.elements.turned.contains(&clause.span) {
            true => distance.turned(),
            false => distance,
        };
        let away = distance.units()?;
        let of = Of::Boundary(clause.span);
        for (side, wanted) in [(Outcome::Below, -1), (Outcome::At, 0), (Outcome::Above, 1)] {
            if away == wanted {
                self.see(&of, side);
            }
            let Some(value) = distance.at(wanted) else { continue };
            let rank = away.saturating_sub(wanted).unsigned_abs();
            self.near(&of, side, rank, Some(instance), || Step::Value(distance, value));
        }
        Some(away)
    }
}

const fn outcome(holds: Option<bool>) -> Outcome {
    match holds {
        Some(true) => Outcome::Holds,
        Some(false) => Outcome::Fails,
        None => Outcome::Unknown,
    }
}

/// How many parts of a condition are missing.
fn missing_of(clause: &Clause) -> u64 {
    match &clause.kind {
        ClauseKind::All(parts) => {
            let missing = parts.iter().filter(|part| part.holds != Some(true)).count();
            u64::try_from(missing).unwrap_or(u64::MAX)
        }
        _ => 1,
    }
}
