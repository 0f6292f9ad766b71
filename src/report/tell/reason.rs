//! Why something was refused.

use serde::Serialize;

use super::condition::Condition;
use super::count::Term;
use super::named::{Named, Standing, Way};
use crate::lang::Word;
use crate::program::{Nearest, RuleId, nearest};
use crate::report::line::Words;
use crate::report::words::Teller;
use crate::rule::MachineId;
use crate::scenario::asked_name;
use crate::world::Reason;

/// A reason. `text` is the whole of it in words; the rest of its fields tell a program what it
/// would otherwise have to read there.
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    kind: &'static str,
    articles: Vec<String>,
    readings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<Named>,
    #[serde(flatten)]
    rests: Option<Standing>,
    /// The facts, findings and years of which nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<Vec<String>>,
    /// What has to pass first.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<Term>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    states: Option<Vec<Named>>,
    /// What must come first, step by step.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Vec<Way>>,
    /// The amendment that brings the step or takes it away, and its day of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    amendment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Those of the receiver of what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<Why>>,
    text: String,
    /// The rule that does not hold.
    #[serde(skip)]
    not_met: Option<RuleId>,
    /// The rule whose verdict it is, where it is one.
    #[serde(skip)]
    of: Option<RuleId>,
}

/// Reasons, each as `machine` understands it.
pub(super) fn whys(
    teller: &Teller<'_>,
    reasons: &[Reason],
    machine: Option<MachineId>,
) -> Vec<Why> {
    reasons.iter().map(|reason| Why::of(teller, reason, machine)).collect()
}

impl Why {
    fn of(teller: &Teller<'_>, reason: &Reason, machine: Option<MachineId>) -> Self {
        let cited = reason.cited(teller.program, machine);
        let mut why = Self {
            kind: reason.kind().name(),
            articles: cited.articles.iter().map(ToString::to_string).collect(),
            readings: cited.readings,
            rule: None,
            earliest: None,
            rests: None,
            asks: None,
            count: None,
            states: None,
            first: None,
            amendment: None,
            from: None,
            reasons: None,
            text: teller.reason(reason, machine),
            not_met: None,
            of: None,
        };
        match reason {
            Reason::NotMet { rule, .. } => {
                why.rule = Some(teller.named_rule(*rule));
                (why.not_met, why.of) = (Some(*rule), Some(*rule));
            }
            Reason::Placement { rule, .. } => why.rule = Some(teller.named_rule(*rule)),
            Reason::TooEarly { earliest, rests, count, .. } => {
                why.earliest = Some(Named::plain(earliest));
                why.rests = Some(Standing(*rests));
                why.count = Term::of(teller, count);
            }
            Reason::Unknown { rule, causes, .. } => {
                let asks = causes.iter().map(|cause| asked_name(cause, teller.program));
                why.rule = rule.map(|rule| teller.named_rule(rule));
                why.asks = Some(asks.collect());
                why.of = *rule;
            }
            Reason::Ended { machine, states } => {
                why.states = Some(teller.named_states(*machine, states));
            }
            Reason::NotExpected { event, states } => {
                if let Some(machine) = machine {
                    let chart = &teller.program.machines[machine].chart;
                    let way = match nearest(chart, states, *event) {
                        Nearest::First(way) => way,
                        Nearest::Over(_) | Nearest::Nowhere => Vec::new(),
                    };
                    why.states = Some(teller.named_states(machine, states));
                    why.first = Some(way.into_iter().map(|id| teller.way(machine, id)).collect());
                }
            }
            Reason::OtherVersion { needs, without, .. } => {
                let versions = &teller.program.versions;
                let part = versions.first_of(*needs).or_else(|| versions.first_of(*without));
                why.amendment = part.map(|part| part.amendment.clone());
                why.from = part.map(|part| part.from.to_string());
            }
            Reason::Sent { machine, reasons, .. } => {
                why.reasons = Some(whys(teller, reasons, *machine));
            }
            _ => {}
        }
        why
    }

    /// The reason in a line.
    pub(super) fn word(&self) -> Word {
        Word::Plain(self.text.clone())
    }

    /// What was counted, where it is too early.
    pub(super) fn count(&self) -> Option<&Term> {
        self.count.as_ref()
    }

    /// Whether one of these conditions says the same.
    pub(super) fn told_by(&self, conditions: &[Condition]) -> bool {
        self.of.is_some_and(|rule| conditions.iter().any(|told| told.is(rule)))
    }

    /// A line for the reason, with what the rule read that does not hold. Two transitions of one
    /// event may fail for the same reason, which is told once.
    pub(super) fn add_to(&self, words: &mut Words, conditions: &[Condition]) {
        let told = self.not_met.and_then(|rule| conditions.iter().find(|told| told.is(rule)));
        let said = told.map_or_else(|| self.word(), |told| told.with_reads(self.word()));
        if !words.contains(&(1, said.clone())) {
            words.push((1, said));
        }
    }
}
