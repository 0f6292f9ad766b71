//! Lists that were proposed or decided: who stands where, how far limits were used.

use serde::Serialize;

use super::named::{Named, Told, joined};
use super::reason::{Why, whys};
use crate::lang::{Phrase, Word, sentence};
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::world::journal::{Placing as Placed, QuotaUse, SelectionReport};

/// A list.
#[derive(Debug, Serialize)]
pub struct List {
    selection: Named,
    instance: Named,
    decided: bool,
    #[serde(flatten)]
    sources: Told,
    placings: Vec<Placing>,
    margin: Option<Margin>,
    quotas: Vec<Quota>,
    /// For a proposal, why a decision of the same list would be refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Why>,
}

/// A candidate with its place; the rank is counted from one, equals share theirs. What is unknown
/// and decided nothing is left open.
#[derive(Debug, Serialize)]
struct Placing {
    instance: Named,
    place: Option<Named>,
    rank: Option<usize>,
    keys: Vec<Option<Named>>,
    /// The rule for which it takes none of the places that are limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<Free>,
}

#[derive(Debug, Serialize)]
struct Free {
    rule: Named,
    #[serde(flatten)]
    sources: Told,
}

/// What told the last that was placed from the first that was not.
#[derive(Debug, Serialize)]
struct Margin {
    inside: Named,
    outside: Named,
}

#[derive(Debug, Serialize)]
struct Quota {
    quota: Named,
    count: usize,
    /// How many count at most, where it is unknown whether some do.
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<usize>,
    max: i64,
    exceeded: bool,
    #[serde(flatten)]
    sources: Told,
}

impl List {
    pub(super) fn of(teller: &Teller<'_>, report: &SelectionReport) -> Self {
        let info = &teller.program.selections[report.selection];
        let shown = teller.title(&info.title, &info.name).to_owned();
        let placings = report.placings.iter();
        let quotas = report.quotas.iter().filter_map(|used| Quota::of(teller, report, used));
        Self {
            selection: Named { name: info.name.clone(), shown },
            instance: teller.named_instance(report.instance),
            decided: report.decided,
            sources: teller.told(&info.cited),
            placings: placings.map(|placing| Placing::of(teller, placing)).collect(),
            margin: report.margin.map(|(_, inside, outside)| Margin {
                inside: teller.named_value(inside),
                outside: teller.named_value(outside),
            }),
            quotas: quotas.collect(),
            warnings: whys(teller, &report.warnings, Some(info.of)),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let name = Word::from(&self.selection);
        let said = match self.decided {
            true => Word::from(sentence::SelectionDecided { name }),
            false => sentence::SelectionProposed { name }.into(),
        };
        let mut words: Words = vec![(2, self.sources.behind(said))];
        words.extend(self.placings.iter().map(|placing| (3, placing.word())));
        if let Some(Margin { inside, outside }) = &self.margin {
            let said = sentence::MarginText { inside: inside.into(), outside: outside.into() };
            words.push((3, said.into()));
        }
        words.extend(self.quotas.iter().map(|quota| (3, quota.word())));
        for warning in &self.warnings {
            words.push((3, sentence::WarningText { text: warning.word() }.into()));
        }
        words
    }
}

impl Placing {
    fn of(teller: &Teller<'_>, placing: &Placed) -> Self {
        let free = placing.free.map(|rule| Free {
            rule: teller.named_rule(rule),
            sources: teller.told(&teller.program.rules[rule].cited),
        });
        Self {
            instance: teller.named_instance(placing.instance),
            place: placing.place.map(|place| teller.named_value(place)),
            rank: placing.rank,
            keys: placing.keys.iter().map(|key| key.map(|key| teller.named_value(key))).collect(),
            free,
        }
    }

    fn word(&self) -> Word {
        let place = self.place.as_ref().map_or(Phrase::NotPlaced.into(), Word::from);
        let key = |key: &Option<Named>| key.as_ref().map_or(Phrase::UnknownWord.into(), Word::from);
        let keys = Word::List(self.keys.iter().map(key).collect());
        let keys = match self.rank {
            _ if self.keys.is_empty() => "".into(),
            Some(rank) => sentence::RankKeys { rank: rank.to_string().into(), keys }.into(),
            None => sentence::RankOpen { keys }.into(),
        };
        let said = sentence::PlacingText { who: (&self.instance).into(), place, keys };
        match &self.free {
            Some(Free { rule, sources }) => {
                sources.behind(joined(said, sentence::PlacedFree { rule: rule.into() }))
            }
            None => said.into(),
        }
    }
}

impl Quota {
    fn of(teller: &Teller<'_>, report: &SelectionReport, used: &QuotaUse) -> Option<Self> {
        let quota = teller.program.selections[report.selection].quotas.get(used.quota)?;
        let shown = teller.title(&quota.title, &quota.name).to_owned();
        Some(Self {
            quota: Named { name: quota.name.clone(), shown },
            count: used.count,
            at_most: (used.perhaps > 0).then(|| used.count.saturating_add(used.perhaps)),
            max: used.max,
            exceeded: i64::try_from(used.count).is_ok_and(|count| count > used.max),
            sources: teller.told(&quota.cited),
        })
    }

    fn word(&self) -> Word {
        let (name, max) = ((&self.quota).into(), self.max.to_string().into());
        let least = Word::from(self.count.to_string());
        let count = match self.at_most {
            Some(most) => sentence::CountBetween { least, most: most.to_string().into() }.into(),
            None => least,
        };
        self.sources.behind(match self.exceeded {
            true => Word::from(sentence::QuotaExceeded { name, count, max }),
            false => sentence::QuotaUsed { name, count, max }.into(),
        })
    }
}
