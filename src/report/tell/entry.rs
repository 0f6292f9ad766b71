//! An entry of the journal: which kind it is, its JSON and its lines.

use serde::Serialize;

use super::condition::{Passed, Weighed};
use super::count::Counted;
use super::duty::{Duty, Obliged, Undone};
use super::effect::{GoesOn, InEffect, Milder, Recounted};
use super::event::{Cancelled, Delayed, Event, Unheard};
use super::instance::{Closed, Moved, Opened, Provisional, Set, Waits};
use super::known::{Found, Learnt};
use super::money::{Booked, NothingToReverse};
use super::record::{Kept, Released};
use super::refused::{FindingRefused, Refused};
use super::register::{Ended, Entered, RanOut};
use super::selection::List;
use super::timer::{Idle, TimerHeld, TimerSet};
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::world::journal::{Entry, What};

/// What an entry says, by kind. Its lines are made from what stands in it and from nothing else,
/// and its JSON is what stands in it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is told where it is declared")]
pub enum Saying {
    Event(Event),
    Refused(Refused),
    FindingRefused(FindingRefused),
    InEffect(InEffect),
    Milder(Milder),
    GoesOn(GoesOn),
    Recounted(Recounted),
    Opened(Opened),
    Closed(Closed),
    Moved(Moved),
    Provisional(Provisional),
    Waits(Waits),
    Idle(Idle),
    TimerSet(TimerSet),
    TimerHeld(TimerHeld),
    Set(Set),
    Delayed(Delayed),
    Cancelled(Cancelled),
    Unheard(Unheard),
    Learnt(Learnt),
    Found(Found),
    Entered(Entered),
    Ended(Ended),
    RanOut(RanOut),
    Booked(Booked),
    NothingToReverse(NothingToReverse),
    Obliged(Obliged),
    Duty(Duty),
    Undone(Undone),
    Kept(Kept),
    Released(Released),
    Weighed(Weighed),
    Passed(Passed),
    Counted(Counted),
    Selection(List),
}

/// An entry with its day.
#[derive(Debug, Serialize)]
pub struct Dated {
    date: String,
    #[serde(flatten)]
    saying: Saying,
}

impl Dated {
    /// The entry; nothing where what it points to is not there.
    pub fn of(teller: &Teller<'_>, entry: &Entry) -> Option<Self> {
        Some(Self { date: entry.day.to_string(), saying: Saying::of(teller, entry)? })
    }
}

impl Saying {
    /// What an entry says; nothing where what it points to is not there.
    pub fn of(teller: &Teller<'_>, entry: &Entry) -> Option<Self> {
        let teller = &Teller { day: Some(entry.day), ..*teller };
        let what = &entry.what;
        Some(match what {
            What::Event { event, instance, actor, origin, data } => {
                Self::Event(Event::of(teller, (*event, *instance), *actor, *origin, data))
            }
            What::Refused { event, address, actor, reasons, guards, lists, undone, .. } => {
                let teller = &Teller { undone, ..*teller };
                let why = (reasons.as_slice(), guards.as_slice(), lists.as_slice());
                Self::Refused(Refused::of(teller, *event, address, *actor, why))
            }
            What::FindingRefused { finding, address, actor, reasons } => {
                Self::FindingRefused(FindingRefused::of(teller, *finding, address, *actor, reasons))
            }
            What::Milder { .. } => return Self::of_effect(teller, what),
            What::InEffect { .. } | What::GoesOn { .. } | What::Recounted { .. } => {
                return Self::of_effect(teller, what);
            }
            What::Opened(id) => Self::Opened(Opened::of(teller, *id)),
            What::Closed(id) => Self::Closed(Closed::of(teller, *id)),
            What::Moved { instance, transitions, guards, left, entered, preempted } => {
                let (taken, states) = ((&**transitions, &**preempted), (&**left, &**entered));
                Self::Moved(Moved::of(teller, *instance, taken, guards, states))
            }
            What::Provisional { instance, earliest, rests } => {
                Self::Provisional(Provisional::of(teller, *instance, (*earliest, *rests)))
            }
            What::Waits { instance, transition, causes } => {
                Self::Waits(Waits::of(teller, *instance, *transition, causes))
            }
            What::Idle { instance, transition, guards, reasons, undone } => {
                let teller = &Teller { undone, ..*teller };
                Self::Idle(Idle::of(teller, *instance, *transition, guards, reasons))
            }
            What::TimerSet { instance, transition, last, rests } => {
                let last = (*last, *rests);
                Self::TimerSet(TimerSet::of(teller, *instance, *transition, last))
            }
            What::TimerHeld { instance, transition, left, workdays, resumed } => {
                let (left, resumed) = ((*left, *workdays), resumed.as_ref());
                Self::TimerHeld(TimerHeld::of(teller, *instance, *transition, left, resumed))
            }
            What::Set { instance, index, value } => {
                Self::Set(Set::of(teller, *instance, *index, *value)?)
            }
            What::Delayed { to, event, last } => {
                Self::Delayed(Delayed::of(teller, *to, *event, *last))
            }
            What::Cancelled { instance, event } => {
                Self::Cancelled(Cancelled::of(teller, *instance, *event))
            }
            What::Unheard { to, event, reasons, undone } => {
                let teller = &Teller { undone, ..*teller };
                Self::Unheard(Unheard::of(teller, *to, *event, reasons))
            }
            What::Learnt(told) => Self::Learnt(Learnt::of(teller, told)),
            What::Found { finding } => Self::Found(Found::of(teller, *finding)?),
            What::Entered { entry, to, cited } => {
                Self::Entered(Entered::of(teller, *entry, *to, cited)?)
            }
            What::Ended { entry, cited } => Self::Ended(Ended::of(teller, *entry, cited)?),
            What::RanOut { entry } => Self::RanOut(RanOut::of(teller, *entry)?),
            What::Booked { entry, cited } => Self::Booked(Booked::of(teller, *entry, cited)?),
            What::NothingToReverse { instance, account, cited } => {
                Self::NothingToReverse(NothingToReverse::of(teller, *instance, *account, cited))
            }
            What::Obliged { .. } | What::Kept { .. } => return Self::of_term(teller, what),
            What::Duty { duty, status, cited } => {
                Self::Duty(Duty::of(teller, *duty, *status, cited)?)
            }
            What::Undone { duty, cited } => Self::Undone(Undone::of(teller, *duty, cited)?),
            What::Released { record } => Self::Released(Released::of(teller, *record)?),
            What::Weighed { .. } | What::Passed { .. } | What::Counted { .. } => {
                return Self::of_explanation(teller, what);
            }
            What::Selection(report) => Self::Selection(List::of(teller, report)),
        })
    }

    /// What runs until a last day, as that was then.
    fn of_term(teller: &Teller<'_>, what: &What) -> Option<Self> {
        match what {
            What::Obliged { duty, due, cited } => {
                Obliged::of(teller, *duty, *due, cited).map(Self::Obliged)
            }
            What::Kept { record, until, cited } => {
                Kept::of(teller, *record, *until, cited).map(Self::Kept)
            }
            _ => None,
        }
    }

    /// What only an explanation tells.
    fn of_explanation(teller: &Teller<'_>, what: &What) -> Option<Self> {
        match what {
            What::Weighed { instance, guards } => {
                Some(Self::Weighed(Weighed::of(teller, *instance, guards)))
            }
            What::Passed { instance, transition, guards } => {
                Some(Self::Passed(Passed::of(teller, *instance, *transition, guards)))
            }
            What::Counted { instance, transition, count } => {
                Some(Self::Counted(Counted::of(teller, *instance, *transition, count)))
            }
            _ => None,
        }
    }

    /// What the day of effect of an amendment brings.
    fn of_effect(teller: &Teller<'_>, what: &What) -> Option<Self> {
        match what {
            What::InEffect { part } => InEffect::of(teller, *part).map(Self::InEffect),
            What::Milder { instance, part, taken, by } => {
                Milder::of(teller, (*instance, *part), *taken, *by).map(Self::Milder)
            }
            What::GoesOn { instance, left, entered } => {
                Some(Self::GoesOn(GoesOn::of(teller, *instance, (left, entered))))
            }
            What::Recounted { term, last } => {
                Some(Self::Recounted(Recounted::of(teller, term, *last)))
            }
            _ => None,
        }
    }

    /// Its lines; none where nothing is told of it.
    pub fn words(&self, detail: Detail) -> Words {
        match self {
            Self::Event(told) => told.words(detail),
            Self::Refused(told) => told.words(detail),
            Self::FindingRefused(told) => told.words(detail),
            Self::InEffect(told) => told.words(detail),
            Self::Milder(told) => told.words(detail),
            Self::GoesOn(told) => told.words(detail),
            Self::Recounted(told) => told.words(detail),
            Self::Opened(told) => told.words(detail),
            Self::Closed(told) => told.words(detail),
            Self::Moved(told) => told.words(detail),
            Self::Provisional(told) => told.words(detail),
            Self::Waits(told) => told.words(detail),
            Self::Idle(told) => told.words(detail),
            Self::TimerSet(told) => told.words(detail),
            Self::TimerHeld(told) => told.words(detail),
            Self::Set(told) => told.words(detail),
            Self::Delayed(told) => told.words(detail),
            Self::Cancelled(told) => told.words(detail),
            Self::Unheard(told) => told.words(detail),
            Self::Learnt(told) => told.words(detail),
            Self::Found(told) => told.words(detail),
            Self::Entered(told) => told.words(detail),
            Self::Ended(told) => told.words(detail),
            Self::RanOut(told) => told.words(detail),
            Self::Booked(told) => told.words(detail),
            Self::NothingToReverse(told) => told.words(detail),
            Self::Obliged(told) => told.words(detail),
            Self::Duty(told) => told.words(detail),
            Self::Undone(told) => told.words(detail),
            Self::Kept(told) => told.words(detail),
            Self::Released(told) => told.words(detail),
            // Why something did not happen is told where it was asked for, and where it waits.
            Self::Weighed(_) | Self::Passed(_) => Words::new(),
            Self::Counted(told) => told.words(detail),
            Self::Selection(told) => told.words(detail),
        }
    }
}
