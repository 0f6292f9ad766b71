//! What the day of effect of an amendment brings: it begins, cases go on elsewhere, terms are counted
//! again.

use serde::Serialize;

use super::named::{Named, listed};
use crate::calendar::Day;
use crate::chart::StateId;
use crate::lang::sentence;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::InstanceId;
use crate::world::{Term, TermOf};

/// A part of an amendment came into effect.
#[derive(Debug, Serialize)]
pub struct InEffect {
    amendment: Named,
}

impl InEffect {
    pub(super) fn of(teller: &Teller<'_>, part: u32) -> Option<Self> {
        let part = teller.program.versions.parts.get(part as usize)?;
        let shown = teller.title(&part.title, &part.amendment).to_owned();
        Some(Self { amendment: Named { name: part.amendment.clone(), shown } })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        vec![(0, sentence::TellInEffect { name: (&self.amendment).into() }.into())]
    }
}

/// A case goes on in other states.
#[derive(Debug, Serialize)]
pub struct GoesOn {
    instance: Named,
    left: Vec<Named>,
    entered: Vec<Named>,
}

impl GoesOn {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        (left, entered): (&[StateId], &[StateId]),
    ) -> Self {
        let machine = teller.machine_of(instance);
        Self {
            instance: teller.named_instance(instance),
            left: teller.named_states(machine, left),
            entered: teller.named_states(machine, entered),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (left, entered) = (listed(&self.left), listed(&self.entered));
        vec![(1, sentence::TellGoesOn { to: (&self.instance).into(), left, entered }.into())]
    }
}

/// A term was counted again.
#[derive(Debug, Serialize)]
pub struct Recounted {
    instance: Named,
    /// The parameter that is its length.
    term: Named,
    /// What ends with it: a timer, a line of a register, a duty, a record.
    what: &'static str,
    last: Option<Named>,
}

impl Recounted {
    pub(super) fn of(teller: &Teller<'_>, term: &Term, last: Option<Day>) -> Self {
        let info = &teller.program.parameters[term.parameter];
        let shown = teller.title(&info.title, &info.name).to_owned();
        Self {
            instance: teller.named_instance(term.instance),
            term: Named { name: info.name.clone(), shown },
            what: match term.of {
                TermOf::Timer(_) => "timer",
                TermOf::Entry(_) => "entry",
                TermOf::Duty(_) => "duty",
                TermOf::Record(_) => "record",
            },
            last: last.map(Named::plain),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (to, what) = ((&self.instance).into(), (&self.term).into());
        let said = match &self.last {
            Some(day) => sentence::TellRecounted { to, what, day: day.into() }.into(),
            None => sentence::TellNotRecounted { to, what }.into(),
        };
        vec![(1, said)]
    }
}
