//! Timers: begun, stopped and resumed, fired without effect.

use serde::Serialize;

use super::condition::{Condition, conditions};
use super::named::{Named, Standing, Way};
use super::reason::{Why, whys};
use crate::calendar::{Counted, Day, Period, Rests, Unit};
use crate::chart::TransitionId;
use crate::lang::sentence;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::InstanceId;
use crate::world::Reason;
use crate::world::journal::GuardReport;

/// A timer began.
#[derive(Debug, Serialize)]
pub struct TimerSet {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    last: Named,
    #[serde(flatten)]
    rests: Standing,
}

impl TimerSet {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: TransitionId,
        (last, rests): (Day, Rests),
    ) -> Self {
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(teller.machine_of(instance), transition),
            last: Named::plain(last),
            rests: Standing(rests),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let day = self.rests.marked(&self.last);
        vec![(2, sentence::TellTimerSet { what: (&self.way).into(), day }.into())]
    }
}

/// A timer was suspended or resumed.
#[derive(Debug, Serialize)]
pub struct TimerHeld {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    left: Named,
    /// Its last day, where it runs again.
    last: Option<Named>,
    #[serde(flatten)]
    rests: Option<Standing>,
}

impl TimerHeld {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: TransitionId,
        (left, workdays): (u32, bool),
        resumed: Option<&Counted>,
    ) -> Self {
        let unit = if workdays { Unit::Workdays } else { Unit::Days };
        let left = Period { count: left, unit };
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(teller.machine_of(instance), transition),
            left: Named { name: left.to_string(), shown: teller.period(left) },
            last: resumed.map(|counted| Named::plain(counted.last)),
            rests: resumed.map(|counted| Standing(counted.rests)),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (what, left) = ((&self.way).into(), (&self.left).into());
        let said = match &self.last {
            None => sentence::TellTimerStopped { what, left }.into(),
            Some(last) => {
                let day = self.rests.map_or_else(|| last.into(), |rests| rests.marked(last));
                sentence::TellTimerResumed { what, left, day }.into()
            }
        };
        vec![(2, said)]
    }
}

/// A timer fired and nothing took it.
#[derive(Debug, Serialize)]
pub struct Idle {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    guards: Vec<Condition>,
    reasons: Vec<Why>,
}

impl Idle {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: TransitionId,
        guards: &[GuardReport],
        reasons: &[Reason],
    ) -> Self {
        let machine = teller.machine_of(instance);
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(machine, transition),
            guards: conditions(teller, guards, Some(machine)),
            reasons: whys(teller, reasons, Some(machine)),
        }
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        let (to, what) = ((&self.instance).into(), (&self.way).into());
        let mut words: Words = vec![(0, sentence::TellIdle { to, what }.into())];
        for told in &self.guards {
            match detail {
                Detail::Short => words.push((1, told.word(true))),
                Detail::Full => told.words(1, &mut words),
            }
        }
        self.reasons.iter().for_each(|why| why.add_to(&mut words, &[]));
        words
    }
}
