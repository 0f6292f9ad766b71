//! Events that were taken, that wait to be sent, that nobody expected.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::named::{Named, Way, who};
use super::reason::{Why, whys};
use crate::calendar::Day;
use crate::chart::EventId;
use crate::lang::{Word, sentence};
use crate::program::FieldId;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::{InstanceId, Value};
use crate::world::journal::Origin;
use crate::world::{ActorId, Reason, RefusalKind};

/// What an event carries.
#[derive(Debug)]
struct Data(Vec<(Named, Named)>);

impl Serialize for Data {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.iter().map(|(name, value)| (name.name.clone(), value.name.clone().into()));
        all.collect::<Map<String, Json>>().serialize(serializer)
    }
}

impl Data {
    fn word(&self) -> Word {
        if self.0.is_empty() {
            return Word::Plain(String::new());
        }
        let pieces = self.0.iter().map(|(name, value)| {
            Word::from(sentence::ReadValue { name: name.into(), value: value.into() })
        });
        sentence::InBrackets { text: Word::Clauses(pieces.collect()) }.into()
    }
}

/// An event was accepted.
#[derive(Debug, Serialize)]
pub struct Event {
    event: Named,
    instance: Named,
    by: Option<Named>,
    origin: &'static str,
    /// The instance that sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Named>,
    /// The timer that set it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    timer: Option<Way>,
    data: Data,
}

impl Event {
    pub(super) fn of(
        teller: &Teller<'_>,
        (event, instance): (EventId, InstanceId),
        actor: Option<ActorId>,
        origin: Origin,
        data: &[(FieldId, Value)],
    ) -> Self {
        let carried = data
            .iter()
            .map(|&(field, value)| (teller.named_field(event, field), teller.named_value(value)));
        let machine = teller.machine_of(instance);
        let (name, from, timer) = match origin {
            Origin::Story => ("story", None, None),
            Origin::Sent(from) => ("machine", Some(teller.named_instance(from)), None),
            Origin::Timer(id) => ("timer", None, Some(teller.way(machine, id))),
        };
        Self {
            event: teller.named_event(event),
            instance: teller.named_instance(instance),
            by: teller.named_actor(actor),
            origin: name,
            from,
            timer,
            data: Data(carried.collect()),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { event, instance, by, from, timer, data, .. } = self;
        let (event, to, data) = (Word::from(event), Word::from(instance), data.word());
        match (timer, from) {
            (Some(timer), _) => {
                vec![(0, sentence::TellTimer { event: timer.into(), to }.into())]
            }
            (None, Some(_)) => vec![(1, sentence::TellSent { event, to, data }.into())],
            (None, None) => {
                let who = who(by.as_ref());
                vec![(0, sentence::TellEvent { who, event, to, data }.into())]
            }
        }
    }
}

/// An event will be sent later.
#[derive(Debug, Serialize)]
pub struct Delayed {
    event: Named,
    instance: Named,
    last: Named,
}

impl Delayed {
    pub(super) fn of(teller: &Teller<'_>, to: InstanceId, event: EventId, last: Day) -> Self {
        Self {
            event: teller.named_event(event),
            instance: teller.named_instance(to),
            last: Named::plain(last),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { event, instance, last } = self;
        let said =
            sentence::TellDelayed { event: event.into(), to: instance.into(), day: last.into() };
        vec![(2, said.into())]
    }
}

/// A delayed event was cancelled.
#[derive(Debug, Serialize)]
pub struct Cancelled {
    event: Named,
    instance: Named,
}

impl Cancelled {
    pub(super) fn of(teller: &Teller<'_>, sender: InstanceId, event: EventId) -> Self {
        Self { event: teller.named_event(event), instance: teller.named_instance(sender) }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        vec![(2, sentence::TellCancelled { event: (&self.event).into() }.into())]
    }
}

/// An optional event was not taken.
#[derive(Debug, Serialize)]
pub struct Unheard {
    event: Named,
    instance: Named,
    reasons: Vec<Why>,
    /// Whether nobody expected it, which a snapshot does not tell.
    expected: bool,
}

impl Unheard {
    pub(super) fn of(
        teller: &Teller<'_>,
        to: InstanceId,
        event: EventId,
        reasons: &[Reason],
    ) -> Self {
        let unexpected = |reason: &Reason| {
            matches!(
                reason.kind(),
                RefusalKind::NotExpected | RefusalKind::Ended | RefusalKind::NoInstance
            )
        };
        Self {
            event: teller.named_event(event),
            instance: teller.named_instance(to),
            reasons: whys(teller, reasons, Some(teller.machine_of(to))),
            expected: !reasons.iter().all(unexpected),
        }
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        if detail == Detail::Short && !self.expected {
            return Words::new();
        }
        let Self { event, instance, reasons, .. } = self;
        let said = sentence::TellUnheard { event: event.into(), to: instance.into() };
        let mut words: Words = vec![(1, said.into())];
        words.extend(reasons.iter().map(|why| (2, why.word())));
        words
    }
}
