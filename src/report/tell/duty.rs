//! Duties: laid, and how their standing changed.

use serde::Serialize;

use super::named::{Named, Told};
use crate::lang::sentence;
use crate::policy::Cited;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::scenario::{status_name, status_phrase};
use crate::world::{DutyStatus, Obliged as Laid};

fn named(teller: &Teller<'_>, duty: &Laid) -> Named {
    let info = &teller.program.obligations[duty.obligation];
    Named { name: info.name.clone(), shown: teller.title(&info.title, &info.name).to_owned() }
}

/// A duty was laid.
#[derive(Debug, Serialize)]
pub struct Obliged {
    obligation: Named,
    instance: Named,
    due: Option<Named>,
    #[serde(flatten)]
    sources: Told,
}

impl Obliged {
    pub(super) fn of(teller: &Teller<'_>, duty: u32, cited: &Cited) -> Option<Self> {
        let duty = teller.world.duties().get(duty as usize)?;
        Some(Self {
            obligation: named(teller, duty),
            instance: teller.named_instance(duty.instance),
            due: duty.due.map(Named::plain),
            sources: teller.told(cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (what, to) = ((&self.obligation).into(), (&self.instance).into());
        let said = match &self.due {
            Some(day) => sentence::TellObligedUntil { what, to, day: day.into() }.into(),
            None => crate::lang::Word::from(sentence::TellObliged { what, to }),
        };
        vec![(2, self.sources.behind(said))]
    }
}

/// A duty's standing changed.
#[derive(Debug, Serialize)]
pub struct Duty {
    obligation: Named,
    instance: Named,
    status: Named,
    #[serde(flatten)]
    sources: Told,
    /// Whether time alone brought it.
    #[serde(skip)]
    by_time: bool,
}

impl Duty {
    pub(super) fn of(
        teller: &Teller<'_>,
        duty: u32,
        status: DutyStatus,
        cited: &Cited,
    ) -> Option<Self> {
        let duty = teller.world.duties().get(duty as usize)?;
        let shown = status_phrase(status).plain(teller.lang).to_owned();
        Some(Self {
            obligation: named(teller, duty),
            instance: teller.named_instance(duty.instance),
            status: Named { name: status_name(status).to_owned(), shown },
            sources: teller.told(cited),
            by_time: status == DutyStatus::Overdue,
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (what, to) = ((&self.obligation).into(), (&self.instance).into());
        let said = sentence::TellDuty { what, to, status: (&self.status).into() };
        vec![(if self.by_time { 0 } else { 2 }, self.sources.behind(said))]
    }
}
