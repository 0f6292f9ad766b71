//! Records: kept, and released.

use serde::Serialize;

use super::named::{Named, Told};
use crate::calendar::Day;
use crate::lang::sentence;
use crate::policy::Cited;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::world::Kept as Held;

fn named(teller: &Teller<'_>, kept: &Held) -> Named {
    let info = &teller.program.record_kinds[kept.record];
    Named { name: info.name.clone(), shown: teller.title(&info.title, &info.name).to_owned() }
}

/// A record is kept.
#[derive(Debug, Serialize)]
pub struct Kept {
    record: Named,
    instance: Named,
    until: Named,
    #[serde(flatten)]
    sources: Told,
}

impl Kept {
    pub(super) fn of(teller: &Teller<'_>, record: u32, until: Day, cited: &Cited) -> Option<Self> {
        let kept = teller.world.records().get(record as usize)?;
        Some(Self {
            record: named(teller, kept),
            instance: teller.named_instance(kept.instance),
            until: Named::plain(until),
            sources: teller.told(cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { record, instance, until, sources } = self;
        let said =
            sentence::TellKept { what: record.into(), to: instance.into(), day: until.into() };
        vec![(2, sources.behind(said))]
    }
}

/// A record need no longer be kept.
#[derive(Debug, Serialize)]
pub struct Released {
    record: Named,
    instance: Named,
    #[serde(flatten)]
    sources: Told,
}

impl Released {
    pub(super) fn of(teller: &Teller<'_>, record: u32) -> Option<Self> {
        let kept = teller.world.records().get(record as usize)?;
        Some(Self {
            record: named(teller, kept),
            instance: teller.named_instance(kept.instance),
            sources: teller.told(&teller.program.record_kinds[kept.record].cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { record, instance, sources } = self;
        let said = sentence::TellReleased { what: record.into(), to: instance.into() };
        vec![(0, sources.behind(said))]
    }
}
