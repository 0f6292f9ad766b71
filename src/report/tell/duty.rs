//! Duties: laid, and how their standing changed.

use serde::Serialize;

use super::named::{Named, Told, joined, listed};
use crate::calendar::Day;
use crate::lang::{Word, sentence};
use crate::policy::Cited;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::scenario::{status_name, status_phrase};
use crate::world::{DutyStatus, Obliged as Laid};

fn named(teller: &Teller<'_>, duty: &Laid) -> Named {
    let info = &teller.program.obligations[duty.obligation];
    Named { name: info.name.clone(), shown: teller.title(&info.title, &info.name).to_owned() }
}

fn standing(teller: &Teller<'_>, status: DutyStatus) -> Named {
    let shown = status_phrase(status).plain(teller.lang).to_owned();
    Named { name: status_name(status).to_owned(), shown }
}

/// The roles that owe it.
fn holders(teller: &Teller<'_>, duty: &Laid) -> Vec<Named> {
    let roles = teller.program.obligations[duty.obligation].by.iter();
    roles
        .map(|&role| {
            let role = &teller.program.roles[role];
            let shown = teller.title(&role.title, &role.name).to_owned();
            Named { name: role.name.clone(), shown }
        })
        .collect()
}

/// A duty was laid.
#[derive(Debug, Serialize)]
pub struct Obliged {
    obligation: Named,
    instance: Named,
    /// The roles that owe it, where it is not the subject.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by: Vec<Named>,
    due: Option<Named>,
    #[serde(flatten)]
    sources: Told,
}

impl Obliged {
    pub(super) fn of(
        teller: &Teller<'_>,
        duty: u32,
        due: Option<Day>,
        cited: &Cited,
    ) -> Option<Self> {
        let duty = teller.world.duties().get(duty as usize)?;
        Some(Self {
            obligation: named(teller, duty),
            instance: teller.named_instance(duty.instance),
            by: holders(teller, duty),
            due: due.map(Named::plain),
            sources: teller.told(cited),
        })
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        // What an office owes opens with the state; a snapshot tells it where it was left undone.
        if detail == Detail::Short && self.due.is_none() && !self.by.is_empty() {
            return Words::new();
        }
        let (what, to) = ((&self.obligation).into(), (&self.instance).into());
        let mut said = match &self.due {
            Some(day) => sentence::TellObligedUntil { what, to, day: day.into() }.into(),
            None => Word::from(sentence::TellObliged { what, to }),
        };
        if !self.by.is_empty() {
            said = joined(said, sentence::TellOwedBy { by: listed(&self.by) });
        }
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
        Some(Self {
            obligation: named(teller, duty),
            instance: teller.named_instance(duty.instance),
            status: standing(teller, status),
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

/// A duty was left undone.
#[derive(Debug, Serialize)]
pub struct Undone {
    obligation: Named,
    instance: Named,
    by: Vec<Named>,
    since: Named,
    status: Named,
    #[serde(flatten)]
    sources: Told,
}

impl Undone {
    pub(super) fn of(teller: &Teller<'_>, duty: u32, cited: &Cited) -> Option<Self> {
        let duty = teller.world.duties().get(duty as usize)?;
        Some(Self {
            obligation: named(teller, duty),
            instance: teller.named_instance(duty.instance),
            by: holders(teller, duty),
            since: Named::plain(duty.since),
            status: standing(teller, duty.status),
            sources: teller.told(cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (what, to) = ((&self.obligation).into(), (&self.instance).into());
        let since = (&self.since).into();
        let mut said = sentence::TellUndone { what, to, since }.into();
        if !self.by.is_empty() {
            said = joined(said, sentence::TellOwedBy { by: listed(&self.by) });
        }
        vec![(2, self.sources.behind(said))]
    }
}
