//! Instances: opened, moved, what they remember, ended.

use serde::Serialize;

use super::condition::{Condition, all_conditions, conditions};
use super::named::{Named, Standing, Told, Way, listed};
use crate::calendar::{Day, Rests};
use crate::chart::{StateId, TransitionId};
use crate::lang::{Word, sentence};
use crate::policy::Cited;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::{InstanceId, Value};
use crate::scenario::asked_name;
use crate::world::Cause;
use crate::world::journal::GuardReport;

/// An instance was opened.
#[derive(Debug, Serialize)]
pub struct Opened {
    machine: Named,
    instance: Named,
}

impl Opened {
    pub(super) fn of(teller: &Teller<'_>, id: InstanceId) -> Self {
        let machine = &teller.program.machines[teller.machine_of(id)];
        let shown = teller.title(&machine.title, &machine.name).to_owned();
        Self {
            machine: Named { name: machine.name.clone(), shown },
            instance: teller.named_instance(id),
        }
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        if detail == Detail::Short {
            return Words::new();
        }
        let (name, to) = ((&self.machine).into(), (&self.instance).into());
        vec![(1, sentence::TellOpened { name, to }.into())]
    }
}

/// An instance reached its end.
#[derive(Debug, Serialize)]
pub struct Closed {
    instance: Named,
}

impl Closed {
    pub(super) fn of(teller: &Teller<'_>, id: InstanceId) -> Self {
        Self { instance: teller.named_instance(id) }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        vec![(1, sentence::TellClosed { to: (&self.instance).into() }.into())]
    }
}

/// Transitions were taken together.
#[derive(Debug, Serialize)]
pub struct Moved {
    instance: Named,
    /// Where the transitions are written, and what each is called.
    transitions: Vec<String>,
    titles: Vec<String>,
    #[serde(flatten)]
    sources: Told,
    left: Vec<Named>,
    entered: Vec<Named>,
    /// The transitions that lost against these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    preempted: Vec<Way>,
    /// What the text leaves open here and how that is filled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silences: Vec<String>,
    guards: Vec<Condition>,
}

impl Moved {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        (transitions, preempted): (&[TransitionId], &[TransitionId]),
        guards: &[GuardReport],
        (left, entered): (&[StateId], &[StateId]),
    ) -> Self {
        let machine = teller.machine_of(instance);
        let info = &teller.program.machines[machine];
        let mut cited = Cited::default();
        for &transition in transitions {
            let sources = &info.transitions[transition].cited;
            cited.articles.extend(sources.articles.iter().copied());
            cited.readings.extend(sources.readings.iter().cloned());
        }
        let taken = transitions.iter().map(|&id| &info.transitions[id].cited);
        let silent = taken.chain(entered.iter().map(|&state| &info.states[state].cited));
        let silences = silent.filter_map(|cited| cited.silence.as_ref());
        let ways = transitions.iter().map(|&id| teller.way(machine, id));
        let (transitions, titles) = ways.map(|way| (way.transition, way.title)).unzip();
        Self {
            instance: teller.named_instance(instance),
            transitions,
            titles,
            sources: teller.told(&cited),
            left: teller.named_states(machine, left),
            entered: teller.named_states(machine, entered),
            preempted: preempted.iter().map(|&id| teller.way(machine, id)).collect(),
            silences: silences.map(|why| why.get(teller.lang).to_owned()).collect(),
            guards: conditions(teller, guards, Some(machine)),
        }
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        let Self { instance, titles, sources, left, entered, preempted, silences, guards, .. } =
            self;
        let to = Word::from(instance);
        let said: Word = match (left.is_empty(), entered.is_empty()) {
            (true, true) => {
                let what = titles.first().map_or("".into(), Word::from);
                sentence::TellDone { to, what }.into()
            }
            (true, false) => sentence::TellStarted { to, entered: listed(entered) }.into(),
            (false, true) => sentence::TellLeft { to, left: listed(left) }.into(),
            (false, false) => {
                sentence::TellMoved { to, left: listed(left), entered: listed(entered) }.into()
            }
        };
        let mut words: Words = vec![(1, sources.behind(said))];
        for why in silences {
            words.push((2, sentence::TellSilence { why: why.into() }.into()));
        }
        for loser in preempted {
            words.push((2, sentence::TellPreempted { name: loser.into() }.into()));
        }
        if detail == Detail::Full {
            all_conditions(guards, 2, &mut words);
        }
        words
    }
}

/// A step was lawful by a count that a later notice of the calendar may still move, or that rests on
/// an assumed year.
#[derive(Debug, Serialize)]
pub struct Provisional {
    instance: Named,
    earliest: Named,
    #[serde(flatten)]
    rests: Standing,
}

impl Provisional {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        (earliest, rests): (Day, Rests),
    ) -> Self {
        let instance = teller.named_instance(instance);
        Self { instance, earliest: Named::plain(earliest), rests: Standing(rests) }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let day = self.rests.marked(&self.earliest);
        vec![(2, sentence::TellProvisional { day }.into())]
    }
}

/// A transition without an event waits.
#[derive(Debug, Serialize)]
pub struct Waits {
    instance: Named,
    #[serde(flatten)]
    way: Way,
    asks: Vec<String>,
    causes: Vec<String>,
}

impl Waits {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        transition: TransitionId,
        causes: &[Cause],
    ) -> Self {
        Self {
            instance: teller.named_instance(instance),
            way: teller.way(teller.machine_of(instance), transition),
            asks: causes.iter().map(|cause| asked_name(cause, teller.program)).collect(),
            causes: causes.iter().map(|cause| teller.cause(cause)).collect(),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Self { instance, way, causes, .. } = self;
        let causes = Word::Clauses(causes.iter().map(Word::from).collect());
        let said = sentence::TellWaits { to: instance.into(), what: way.into(), causes };
        vec![(1, said.into())]
    }
}

/// Something was remembered.
#[derive(Debug, Serialize)]
pub struct Set {
    instance: Named,
    field: Named,
    value: Named,
}

impl Set {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        index: u16,
        value: Value,
    ) -> Option<Self> {
        let machine = &teller.program.machines[teller.machine_of(instance)];
        let field = machine.data.get(usize::from(index))?;
        let shown = teller.title(&field.title, &field.name).to_owned();
        Some(Self {
            instance: teller.named_instance(instance),
            field: Named { name: field.name.clone(), shown },
            value: teller.named_value(value),
        })
    }

    pub(super) fn words(&self, detail: Detail) -> Words {
        if detail == Detail::Short {
            return Words::new();
        }
        let (name, value) = ((&self.field).into(), (&self.value).into());
        vec![(2, sentence::TellSet { name, value }.into())]
    }
}
