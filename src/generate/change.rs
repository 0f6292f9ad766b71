//! One thing that is otherwise in a story: a fact, what an event carries, a day, a finding.

use crate::calendar::Day;
use crate::program::{FieldId, Program};
use crate::rule::{FactId, FindingId, SubjectId, Value};
use crate::scenario::{Plan, PlannedAddress, PlannedFact, PlannedLine, PlannedValue, PlannedWhat};
use crate::world::{ActorId, Address};

/// One thing that is otherwise. Lines are counted from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A fact of a subject.
    Fact {
        /// About whom.
        subject: SubjectId,
        /// Which.
        fact: FactId,
        /// What it was; nothing where nobody told it.
        old: Option<Value>,
        /// What it is instead.
        new: Value,
    },
    /// What an event carries.
    Datum {
        /// The line.
        line: usize,
        /// Which.
        field: FieldId,
        /// What it was; nothing where it carried none.
        old: Option<Value>,
        /// What it is instead.
        new: Value,
    },
    /// The day of a line.
    Day {
        /// The line.
        line: usize,
        /// What it was.
        old: Day,
        /// What it is instead.
        new: Day,
    },
    /// A finding that was made, answered otherwise.
    Answer {
        /// The line.
        line: usize,
        /// Which.
        finding: FindingId,
        /// The answer instead.
        new: bool,
    },
    /// A finding that nobody made, made before a line and on its day.
    Find {
        /// Before which line.
        line: usize,
        /// Which.
        finding: FindingId,
        /// About whom.
        about: Address,
        /// By whom.
        by: ActorId,
        /// The answer.
        answer: bool,
    },
}

impl Change {
    /// Whether both change the same thing, to whatever.
    pub fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fact { subject: a, fact: b, .. }, Self::Fact { subject: c, fact: d, .. }) => {
                (a, b) == (c, d)
            }
            (Self::Datum { line: a, field: b, .. }, Self::Datum { line: c, field: d, .. }) => {
                (a, b) == (c, d)
            }
            (Self::Day { line: a, .. }, Self::Day { line: c, .. }) => a == c,
            (
                Self::Answer { line: a, finding: b, .. },
                Self::Answer { line: c, finding: d, .. },
            ) => (a, b) == (c, d),
            (Self::Find { finding: a, about: b, .. }, Self::Find { finding: c, about: d, .. }) => {
                (a, b) == (c, d)
            }
            _ => false,
        }
    }
    /// How far the new is from the old, in units or days: nothing but an order.
    pub fn distance(&self) -> u64 {
        match self {
            Self::Fact { old: Some(old), new, .. } | Self::Datum { old: Some(old), new, .. } => {
                apart(*old, *new)
            }
            Self::Day { old, new, .. } => old.days_until(*new).unsigned_abs(),
            _ => 0,
        }
    }
    fn apply(&self, plan: &mut Plan, program: &Program) {
        match self {
            Self::Fact { subject, fact, old, new } => set_fact(plan, (*subject, *fact), *old, *new),
            Self::Datum { line, field, new, .. } => {
                let what = plan.lines.get_mut(*line).map(|line| &mut line.what);
                let Some(PlannedWhat::Event { data, .. }) = what else { return };
                data.retain(|(known, _)| known != field);
                data.push((*field, PlannedValue::Known(*new)));
            }
            Self::Day { line, new, .. } => {
                for (at, line) in plan.lines.iter_mut().enumerate().skip(*line) {
                    // Those that come after it on an earlier day wait for it.
                    line.day = if at == 0 { *new } else { line.day.max(*new) };
                }
                if let Some(line) = plan.lines.get_mut(*line) {
                    line.day = *new;
                }
            }
            Self::Answer { line, finding, new } => {
                let what = plan.lines.get_mut(*line).map(|line| &mut line.what);
                let Some(PlannedWhat::Findings { findings, .. }) = what else { return };
                for (known, answer) in findings {
                    if known == finding {
                        *answer = *new;
                    }
                }
            }
            Self::Find { line, finding, about, by, answer } => {
                let Some(before) = plan.lines.get(*line) else { return };
                let parts = about.parts.first();
                let whole =
                    parts.is_some_and(|part| program.machines[part.machine].owner.is_none());
                let about = PlannedAddress { address: about.clone(), whole, at: before.at };
                let what = PlannedWhat::Findings {
                    findings: vec![(*finding, *answer)],
                    about,
                    reason: None,
                };
                let (at, day, by, role) = (before.at, before.day, Some(*by), None);
                let (judged, refused, list) = (false, None, None);
                let made = PlannedLine { at, judged, day, by, role, what, refused, list };
                plan.lines.insert(*line, made);
            }
        }
    }
}

/// Makes changes in a plan, those that put lines in last; `line` is a line of the story, and the answer
/// is where it stands then.
pub fn apply(changes: &[&Change], plan: &mut Plan, program: &Program, line: usize) -> usize {
    let puts_in = |change: &&&Change| matches!(change, Change::Find { .. });
    changes.iter().filter(|change| !puts_in(change)).for_each(|change| change.apply(plan, program));
    let mut found: Vec<(usize, &Change)> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Find { line, .. } => Some((*line, *change)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(line, _)| std::cmp::Reverse(*line));
    found.iter().for_each(|(_, change)| change.apply(plan, program));
    line + found.iter().filter(|(before, _)| *before <= line).count()
}

/// Sets a fact wherever the story tells it so; where it does not, it is told from the beginning.
fn set_fact(plan: &mut Plan, of: (SubjectId, FactId), old: Option<Value>, new: Value) {
    let is_it = |told: &PlannedFact| (told.subject, told.fact) == of && told.value == old;
    let mut found = false;
    let learnt = plan.lines.iter_mut().filter_map(|line| match &mut line.what {
        PlannedWhat::Learn { facts } => Some(facts),
        _ => None,
    });
    for told in plan.facts.iter_mut().chain(learnt.flatten()).filter(|told| is_it(told)) {
        told.value = Some(new);
        found = true;
    }
    if !found {
        let (subject, fact) = of;
        let (true_from, true_to) = (None, None);
        plan.facts.push(PlannedFact { subject, fact, value: Some(new), true_from, true_to });
    }
}

/// How far two values are from each other, in hundredths where they are numbers.
fn apart(old: Value, new: Value) -> u64 {
    use rust_decimal::prelude::ToPrimitive;
    match (old, new) {
        (Value::Count(old), Value::Count(new)) => old.abs_diff(new),
        (Value::Date(old), Value::Date(new)) => old.days_until(new).unsigned_abs(),
        (Value::Money(old), Value::Money(new)) | (Value::Decimal(old), Value::Decimal(new)) => {
            let apart = old.checked_sub(new).map(|apart| apart.abs());
            let hundredths = apart.and_then(|apart| apart.checked_mul(100.into()));
            hundredths.and_then(|hundredths| hundredths.ceil().to_u64()).unwrap_or(u64::MAX)
        }
        _ => 0,
    }
}
