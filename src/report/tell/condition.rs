//! Conditions with their verdicts and what they read.

use serde::Serialize;

use super::named::{Named, Told, Way, joined, listed};
use crate::lang::{Word, sentence};
use crate::program::RuleId;
use crate::report::line::Words;
use crate::report::words::{Teller, clause_lines};
use crate::rule::{InstanceId, MachineId};
use crate::scenario::asked_name;
use crate::world::journal::{GuardReport, Verdict};

/// A condition.
#[derive(Clone, Debug, Serialize)]
pub struct Condition {
    rule: Named,
    #[serde(flatten)]
    sources: Told,
    verdict: &'static str,
    as_of: Named,
    /// What was read, each once.
    reads: Vec<String>,
    /// What is missing, by name and in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asks: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<String>,
    /// Clause by clause, where it does not hold and an explanation was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clauses: Vec<String>,
    #[serde(skip)]
    depths: Vec<usize>,
    #[serde(skip)]
    id: RuleId,
}

/// Conditions as `machine` names what they read.
pub fn conditions(
    teller: &Teller<'_>,
    guards: &[GuardReport],
    machine: Option<MachineId>,
) -> Vec<Condition> {
    guards.iter().map(|guard| Condition::of(teller, guard, machine)).collect()
}

impl Condition {
    /// A condition as `machine` names what it read.
    pub fn of(teller: &Teller<'_>, report: &GuardReport, machine: Option<MachineId>) -> Self {
        let mut reads: Vec<String> = Vec::new();
        for read in &report.reads {
            let read = teller.read(read, machine);
            if !reads.contains(&read) {
                reads.push(read);
            }
        }
        let (verdict, unknown) = match &report.verdict {
            Verdict::Met => ("met", None),
            Verdict::NotMet => ("not_met", None),
            Verdict::Unknown(causes) => ("unknown", Some(causes)),
            Verdict::NotApplicable => ("not_applicable", None),
        };
        let causes = unknown.map_or(&[][..], Vec::as_slice);
        let open = matches!(report.verdict, Verdict::NotMet | Verdict::Unknown(_));
        let (depths, clauses) = match open {
            true => clause_lines(teller, report, machine).into_iter().unzip(),
            false => (Vec::new(), Vec::new()),
        };
        Self {
            rule: teller.named_rule(report.rule),
            sources: teller.told(&teller.program.rules[report.rule].cited),
            verdict,
            as_of: Named::plain(report.as_of),
            reads,
            asks: causes.iter().map(|cause| asked_name(cause, teller.program)).collect(),
            causes: causes.iter().map(|cause| teller.cause(cause)).collect(),
            clauses,
            depths,
            id: report.rule,
        }
    }

    /// Whether it is this rule.
    pub(super) fn is(&self, rule: RuleId) -> bool {
        self.id == rule
    }

    /// A sentence with what was read behind it; nothing behind it where nothing was.
    pub(super) fn with_reads(&self, said: Word) -> Word {
        if self.reads.is_empty() {
            return said;
        }
        let reads = Word::Clauses(self.reads.iter().map(Word::from).collect());
        joined(said, sentence::InBrackets { text: reads })
    }

    /// The condition in one line.
    pub(super) fn word(&self, with_reads: bool) -> Word {
        let rule = Word::from(&self.rule);
        let said = match self.verdict {
            "met" => sentence::GuardMet { rule }.into(),
            "not_met" => sentence::GuardNotMet { rule }.into(),
            "unknown" => sentence::GuardUnknown { rule }.into(),
            _ => return self.sources.behind(sentence::GuardNotApplicable { rule }),
        };
        let said = if with_reads { self.with_reads(said) } else { said };
        self.sources.behind(said)
    }

    /// The condition and, where it does not hold, each clause under it.
    pub fn words(&self, depth: usize, words: &mut Words) {
        if self.clauses.is_empty() {
            let mut said = self.word(true);
            if !self.causes.is_empty() {
                let causes = Word::Clauses(self.causes.iter().map(Word::from).collect());
                said = Word::Clauses(vec![said, causes]);
            }
            words.push((depth, said));
            return;
        }
        words.push((depth, self.word(false)));
        let clauses = self.depths.iter().zip(&self.clauses);
        words.extend(clauses.map(|(deeper, said)| (depth + 1 + deeper, Word::from(said))));
    }
}

/// All conditions in their order; those that do not apply are named together at the end.
pub(super) fn all_conditions(conditions: &[Condition], depth: usize, words: &mut Words) {
    let applies = |told: &&Condition| told.verdict != "not_applicable";
    for told in conditions.iter().filter(applies) {
        told.words(depth, words);
    }
    let others = conditions.iter().filter(|told| !applies(told));
    let others: Vec<Named> = others.map(|told| told.rule.clone()).collect();
    if !others.is_empty() {
        words.push((depth, sentence::GuardNotApplicable { rule: listed(&others) }.into()));
    }
}

/// Conditions of an action, of a place in a selection or of a limit were asked. Why something did
/// not happen is told where it was asked for, and where it waits: no line tells them here.
#[derive(Debug, Serialize)]
pub struct Weighed {
    instance: Named,
    guards: Vec<Condition>,
}

impl Weighed {
    pub(super) fn of(teller: &Teller<'_>, instance: InstanceId, guards: &[GuardReport]) -> Self {
        let machine = Some(teller.machine_of(instance));
        Self {
            instance: teller.named_instance(instance),
            guards: conditions(teller, guards, machine),
        }
    }
}

/// A transition was not enabled.
#[derive(Debug, Serialize)]
pub struct Passed {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    guards: Vec<Condition>,
}

impl Passed {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: crate::chart::TransitionId,
        guards: &[GuardReport],
    ) -> Self {
        let machine = teller.machine_of(instance);
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(machine, transition),
            guards: conditions(teller, guards, Some(machine)),
        }
    }
}
