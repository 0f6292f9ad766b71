//! What became known: facts that were learnt, findings that were made.

use serde::Serialize;

use super::named::{Named, Told, joined, who};
use crate::lang::{Phrase, Word, sentence};
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::world::FactVersion;

/// A fact was learnt.
#[derive(Debug, Serialize)]
pub struct Learnt {
    subject: Named,
    fact: Named,
    /// None where what was told is taken back.
    value: Option<Named>,
    true_from: Option<Named>,
    true_to: Option<Named>,
    by: Option<Named>,
}

impl Learnt {
    pub(super) fn of(teller: &Teller<'_>, told: &FactVersion) -> Self {
        let &FactVersion { subject, fact, value, true_from, true_to, by, .. } = told;
        let info = &teller.program.facts[fact];
        let shown = teller.title(&info.title, &info.name).to_owned();
        Self {
            subject: teller.named_subject(subject),
            fact: Named { name: info.name.clone(), shown },
            value: value.map(|value| teller.named_value(value)),
            true_from: true_from.map(Named::plain),
            true_to: true_to.map(Named::plain),
            by: teller.named_actor(by),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { subject, fact, value, true_from, true_to, by } = self;
        let (who, what) = (subject.into(), fact.into());
        let value = value.as_ref().map_or_else(|| Phrase::UnknownWord.into(), Word::from);
        let mut said: Word = sentence::TellLearnt { who, what, value }.into();
        said = match (true_from, true_to) {
            (None, None) => said,
            (Some(day), None) => joined(said, sentence::TellTrueFrom { day: day.into() }),
            (None, Some(last)) => joined(said, sentence::TellTrueTo { last: last.into() }),
            (Some(day), Some(last)) => {
                let (day, last) = (day.into(), last.into());
                joined(said, sentence::TellTrueBetween { day, last })
            }
        };
        if let Some(by) = by {
            said = joined(said, sentence::TellBy { who: by.into() });
        }
        vec![(0, said)]
    }
}

/// A finding was made.
#[derive(Debug, Serialize)]
pub struct Found {
    finding: Named,
    instance: Named,
    answer: bool,
    by: Option<Named>,
    reason: Option<String>,
    #[serde(flatten)]
    sources: Told,
}

impl Found {
    pub(super) fn of(teller: &Teller<'_>, finding: u32) -> Option<Self> {
        let made = teller.world.findings().get(finding as usize)?;
        Some(Self {
            finding: teller.named_finding(made.finding),
            instance: teller.named_instance(made.instance),
            answer: made.answer,
            by: teller.named_actor(made.by),
            reason: made.reason.map(|reason| teller.cast.pool.text(reason).to_owned()),
            sources: teller.told(&teller.program.findings[made.finding].cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { finding, instance, answer, by, reason, sources } = self;
        let (who, to) = (who(by.as_ref()), instance.into());
        let answer = if *answer { Phrase::Yes } else { Phrase::No };
        let (what, answer) = (finding.into(), answer.into());
        let mut said: Word = sentence::TellFound { who, to, what, answer }.into();
        if let Some(reason) = reason {
            said = joined(said, sentence::TellBecause { reason: reason.into() });
        }
        vec![(0, sources.behind(said))]
    }
}
