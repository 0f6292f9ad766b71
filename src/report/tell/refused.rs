//! What was refused, and why.

use serde::Serialize;

use super::condition::{Condition, all_conditions, conditions};
use super::named::{Named, who};
use super::reason::{Why, whys};
use super::selection::List;
use crate::chart::EventId;
use crate::lang::sentence;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::FindingId;
use crate::world::journal::{GuardReport, SelectionReport};
use crate::world::{ActorId, Address, Reason};

/// An event was refused.
#[derive(Debug, Serialize)]
pub struct Refused {
    event: Named,
    instance: Named,
    by: Option<Named>,
    reasons: Vec<Why>,
    guards: Vec<Condition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lists: Vec<List>,
}

impl Refused {
    pub(super) fn of(
        teller: &Teller<'_>,
        event: EventId,
        address: &Address,
        actor: Option<ActorId>,
        (reasons, guards, lists): (&[Reason], &[GuardReport], &[SelectionReport]),
    ) -> Self {
        let machine = address.parts.last().map(|part| part.machine);
        Self {
            event: teller.named_event(event),
            instance: teller.named_address(address),
            by: teller.named_actor(actor),
            reasons: whys(teller, reasons, machine),
            guards: conditions(teller, guards, machine),
            lists: lists.iter().map(|list| List::of(teller, list)).collect(),
        }
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        let Self { event, instance, by, reasons, guards, lists } = self;
        let (who, event, to) = (who(by.as_ref()), event.into(), instance.into());
        let mut words: Words = vec![(0, sentence::TellRefused { who, event, to }.into())];
        match detail {
            Detail::Short => reasons.iter().for_each(|why| why.add_to(&mut words, guards)),
            // What the conditions say is told with all of them, in the order of the chart.
            Detail::Full => {
                for why in reasons.iter().filter(|why| !why.told_by(guards)) {
                    why.add_to(&mut words, guards);
                    words.extend(why.count().into_iter().flat_map(|count| count.words(2)));
                }
                lists.iter().for_each(|list| words.extend(list.words(detail)));
                all_conditions(guards, 1, &mut words);
            }
        }
        words
    }
}

/// A finding was refused.
#[derive(Debug, Serialize)]
pub struct FindingRefused {
    finding: Named,
    instance: Named,
    by: Option<Named>,
    reasons: Vec<Why>,
}

impl FindingRefused {
    pub(super) fn of(
        teller: &Teller<'_>,
        finding: FindingId,
        address: &Address,
        actor: Option<ActorId>,
        reasons: &[Reason],
    ) -> Self {
        let machine = address.parts.last().map(|part| part.machine);
        Self {
            finding: teller.named_finding(finding),
            instance: teller.named_address(address),
            by: teller.named_actor(actor),
            reasons: whys(teller, reasons, machine),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { finding, instance, by, reasons } = self;
        let (who, what, to) = (who(by.as_ref()), finding.into(), instance.into());
        let mut words: Words = vec![(0, sentence::TellFindingRefused { who, what, to }.into())];
        reasons.iter().for_each(|why| why.add_to(&mut words, &[]));
        words
    }
}
