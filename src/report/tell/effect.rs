//! What the day of effect of an amendment brings: it begins, cases go on elsewhere, terms are counted
//! again.

use serde::Serialize;

use super::named::{Named, listed};
use crate::calendar::Day;
use crate::chart::StateId;
use crate::lang::sentence;
use crate::program::BetterInfo;
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

/// Of two versions the milder one was taken.
#[derive(Debug, Serialize)]
pub struct Milder {
    instance: Named,
    amendment: Named,
    /// Whether the version with the amendment was taken.
    taken: bool,
    /// By what it is the better one; none where both came to the same.
    by: Option<&'static str>,
    /// What that looks at.
    of: Option<Named>,
}

impl Milder {
    pub(super) fn of(
        teller: &Teller<'_>,
        (instance, part): (InstanceId, u32),
        taken: bool,
        by: Option<usize>,
    ) -> Option<Self> {
        let program = teller.program;
        let part = program.versions.parts.get(part as usize)?;
        let shown = teller.title(&part.title, &part.amendment).to_owned();
        let better = part.milder.as_ref().zip(by).and_then(|(milder, at)| milder.better.get(at));
        let title = |better: &BetterInfo| match better {
            BetterInfo::Absent(one) | BetterInfo::Sooner(one) => {
                Some(&program.registers[*one].title)
            }
            BetterInfo::Less(one) | BetterInfo::More(one) => Some(&program.accounts[*one].title),
            BetterInfo::Stands(states) => {
                let state = states
                    .first()
                    .map(|(machine, state)| &program.machines[*machine].states[*state]);
                state.map(|state| &state.title)
            }
        };
        let of = better.and_then(|better| {
            let name = better.name(program);
            Some(Named {
                name: name.to_owned(),
                shown: teller.title(title(better)?, name).to_owned(),
            })
        });
        Some(Self {
            instance: teller.named_instance(instance),
            amendment: Named { name: part.amendment.clone(), shown },
            taken,
            by: better.map(BetterInfo::word),
            of,
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (to, name) = ((&self.instance).into(), (&self.amendment).into());
        let by = self.by.zip(self.of.as_ref()).map(|(by, of)| {
            let name = of.into();
            match by {
                "absent" => sentence::MilderAbsent { name }.into(),
                "sooner" => sentence::MilderSooner { name }.into(),
                "less" => sentence::MilderLess { name }.into(),
                "more" => sentence::MilderMore { name }.into(),
                _ => sentence::MilderStands { name }.into(),
            }
        });
        let said = match by {
            Some(by) if self.taken => sentence::TellMilderNew { to, name, by }.into(),
            Some(by) => sentence::TellMilderOld { to, name, by }.into(),
            None => sentence::TellMilderSame { to, name }.into(),
        };
        vec![(1, said)]
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
