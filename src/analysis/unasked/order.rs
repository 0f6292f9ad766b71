//! Periods that change places, and values of another order.

use std::cmp::Ordering;

use num_rational::Ratio;

use super::changed::{Changed, periods_of};
use super::draft::{Draft, Kind, Unasked};
use crate::calendar::{Period, Unit};
use crate::lang::sentence::{UnaskedOrder, UnaskedRow, UnaskedScale};
use crate::lang::{Phrase, Word};
use crate::rule::{ParamId, Value};

/// A period in the smaller of the units that can be compared: months, or days, or working days.
fn measured(period: Period) -> (u8, u64) {
    let count = u64::from(period.count);
    match period.unit {
        Unit::Years => (0, count * 12),
        Unit::Months => (0, count),
        Unit::Weeks => (1, count * 7),
        Unit::Days => (1, count),
        Unit::Workdays => (2, count),
    }
}

fn compared(one: Period, other: Period) -> Option<Ordering> {
    let (one, other) = (measured(one), measured(other));
    (one.0 == other.0).then(|| one.1.cmp(&other.1))
}

const fn word(order: Ordering) -> Phrase {
    match order {
        Ordering::Less => Phrase::UnaskedShorter,
        Ordering::Equal => Phrase::UnaskedAsLong,
        Ordering::Greater => Phrase::UnaskedLonger,
    }
}

/// The periods of which one was the longer before, and is no more.
pub(super) fn orders(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let mut found = Vec::new();
    for one in changed {
        let Some((before, after)) = one.periods() else { continue };
        let mut turned: Vec<((Ordering, Ordering), Vec<ParamId>)> = Vec::new();
        for (other, _) in draft.program.parameters.enumerated() {
            let Some((was, is)) = periods_of(draft, other).filter(|_| other != one.id) else {
                continue;
            };
            // Where both are others, it is told once.
            if was != is && other < one.id {
                continue;
            }
            let Some(orders) = compared(before, was).zip(compared(after, is)) else { continue };
            if orders.0 == orders.1 {
                continue;
            }
            match turned.iter_mut().find(|(known, _)| *known == orders) {
                Some((_, others)) => others.push(other),
                None => turned.push((orders, vec![other])),
            }
        }
        for ((was, is), others) in turned {
            let mut articles = draft.both(one.id).1.cited.articles.clone();
            articles.extend(others.iter().flat_map(|&id| &draft.both(id).1.cited.articles));
            let named = others.iter().map(|&id| {
                let period = periods_of(draft, id).map(|(_, after)| Value::Period(after));
                let keys = period.map_or("".into(), |period| draft.value(period));
                UnaskedRow { name: draft.title(id), keys }.into()
            });
            let told = UnaskedOrder {
                name: one.named.clone(),
                before: draft.value(one.before),
                after: draft.value(one.after),
                others: Word::List(named.collect()),
                was: word(was).into(),
                is: word(is).into(),
            };
            let operation = one.operation;
            found.push(Unasked { kind: Kind::Order, articles, operation, told: told.into() });
        }
    }
    found
}

/// The values that are ten times as great or small as before, or in another unit.
pub(super) fn scales(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let mut found = Vec::new();
    for one in changed {
        let phrase = match one.periods() {
            Some((before, after)) => match (measured(before), measured(after)) {
                (was, is) if was.0 != is.0 => Phrase::UnaskedUnit,
                (was, is) if apart(was.1.into(), is.1.into()) => Phrase::UnaskedFactor,
                _ => continue,
            },
            None => match (one.before.ratio(), one.after.ratio()) {
                (Some(was), Some(is)) if is_tenfold(was, is) => Phrase::UnaskedFactor,
                _ => continue,
            },
        };
        let told = UnaskedScale {
            name: one.named.clone(),
            before: draft.value(one.before),
            after: draft.value(one.after),
            what: phrase.into(),
        };
        let articles = draft.both(one.id).1.cited.articles.clone();
        let operation = one.operation;
        found.push(Unasked { kind: Kind::Scale, articles, operation, told: told.into() });
    }
    found
}

fn apart(was: i128, is: i128) -> bool {
    is_tenfold(Ratio::from_integer(was), Ratio::from_integer(is))
}

/// Whether one is at least ten times the other; of nothing, every other number is.
fn is_tenfold(was: Ratio<i128>, is: Ratio<i128>) -> bool {
    let size = |ratio: Ratio<i128>| if ratio < Ratio::from_integer(0) { -ratio } else { ratio };
    let (was, is) = (size(was), size(is));
    let (less, more) = if was < is { (was, is) } else { (is, was) };
    more != less && more / Ratio::from_integer(10) >= less
}
