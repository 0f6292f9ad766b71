//! What was counted: a period from a day, in working days day by day.

use serde::Serialize;

use super::named::{Named, Way};
use crate::calendar::{Unit, walk};
use crate::chart::TransitionId;
use crate::lang::{Word, sentence};
use crate::report::days::walk_table;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::InstanceId;
use crate::world::Count;

/// A period that was counted.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    from: Named,
    period: Named,
    last: Named,
    /// Day by day, where it is counted in working days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Vec<String>,
}

impl Term {
    /// Nothing where a year of it has no calendar.
    pub(super) fn of(teller: &Teller<'_>, count: &Count) -> Option<Self> {
        let Count { from, period, counting } = *count;
        let days = walk(from, period, counting, &teller.cast.calendar).ok()?;
        let last = days.last().map_or(from, |walked| walked.day);
        let table = match period.unit {
            Unit::Workdays => walk_table(&days, teller.lang),
            Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => Vec::new(),
        };
        Some(Self {
            from: Named::plain(from),
            period: Named { name: period.to_string(), shown: teller.period(period) },
            last: Named::plain(last),
            days: table,
        })
    }

    pub(super) fn words(&self, depth: usize) -> Words {
        let Self { from, period, last, days } = self;
        let said =
            sentence::CountText { from: from.into(), period: period.into(), last: last.into() };
        let days = days.iter().map(|day| (depth + 1, Word::from(day)));
        std::iter::once((depth, said.into())).chain(days).collect()
    }
}

/// What was counted for a step that was not too early, or for a timer that began.
#[derive(Debug, Serialize)]
pub struct Counted {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    count: Option<Term>,
}

impl Counted {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: TransitionId,
        count: &Count,
    ) -> Self {
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(teller.machine_of(instance), transition),
            count: Term::of(teller, count),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        self.count.as_ref().map(|count| count.words(2)).unwrap_or_default()
    }
}
