//! What entries are made of: things with a name of their own, by which JSON knows them, and words
//! for it, which stand in a line. Both are here together, so that whatever a line shows stands in
//! the JSON of the same entry.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::calendar::Rests;
use crate::chart::{EventId, StateId, TransitionId};
use crate::lang::{Word, sentence};
use crate::policy::Cited;
use crate::program::{FieldId, RuleId};
use crate::report::words::Teller;
use crate::rule::{FindingId, InstanceId, MachineId, SubjectId, Value};
use crate::scenario::value_name;
use crate::world::{ActorId, Address};

/// Something with a name of its own and words for it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name: what JSON holds.
    pub name: String,
    /// What a line shows.
    pub shown: String,
}

impl Named {
    /// Something whose name is what is shown: an address, a day.
    pub fn plain(text: impl ToString) -> Self {
        let text = text.to_string();
        Self { name: text.clone(), shown: text }
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl From<&Named> for Word {
    fn from(named: &Named) -> Self {
        Self::Plain(named.shown.clone())
    }
}

/// What a day rests on, beside it: `provisional`, and `assumed` where it rests on an assumed year.
#[derive(Clone, Copy, Debug)]
pub struct Standing(pub Rests);

impl Standing {
    /// A day, marked where a later notice of the calendar may still move it, or where it is assumed.
    pub fn marked(self, day: &Named) -> Word {
        match self.0 {
            Rests::Published => day.into(),
            Rests::Provisional => sentence::Provisional { day: day.into() }.into(),
            Rests::Assumed => sentence::AssumedDay { day: day.into() }.into(),
        }
    }
}

impl Serialize for Standing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assumed = self.0 == Rests::Assumed;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("provisional", &(self.0 == Rests::Provisional))?;
        if assumed {
            map.serialize_entry("assumed", &true)?;
        }
        map.end()
    }
}

/// A transition: where it is written, and what it is called.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// Its place.
    pub transition: String,
    /// Its title, or that of its event, or what kind of trigger it has.
    pub title: String,
}

impl From<&Way> for Word {
    fn from(way: &Way) -> Self {
        Self::Plain(way.title.clone())
    }
}

/// Several, as a list in a line.
pub fn listed(all: &[Named]) -> Word {
    Word::List(all.iter().map(Word::from).collect())
}

/// Someone who acts, as the beginning of a line; nothing where nobody does.
pub fn who(by: Option<&Named>) -> Word {
    match by {
        Some(by) => sentence::TellWho { who: by.into() }.into(),
        None => Word::Plain(String::new()),
    }
}

/// The articles and readings of an element, and how they are cited behind a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    articles: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<String>,
    #[serde(skip)]
    shown: String,
}

impl Told {
    /// A sentence with its sources behind it.
    pub fn behind(&self, said: impl Into<Word>) -> Word {
        joined(said, self.shown.clone())
    }
}

/// One sentence and behind it another.
pub fn joined(first: impl Into<Word>, then: impl Into<Word>) -> Word {
    sentence::Joined { first: first.into(), then: then.into() }.into()
}

impl Teller<'_> {
    /// The sources of an element.
    pub fn told(&self, cited: &Cited) -> Told {
        Told {
            articles: cited.articles.iter().map(ToString::to_string).collect(),
            readings: cited.readings.clone(),
            shown: self.cite(cited),
        }
    }
    /// An instance.
    pub fn named_instance(&self, id: InstanceId) -> Named {
        Named::plain(self.instance(id))
    }
    /// An address.
    pub fn named_address(&self, address: &Address) -> Named {
        Named::plain(self.address(address))
    }
    /// Someone who acts.
    pub fn named_actor(&self, actor: Option<ActorId>) -> Option<Named> {
        let actor = &self.cast.actors[actor?];
        let shown = self.title(&actor.title, &actor.name).to_owned();
        Some(Named { name: actor.name.clone(), shown })
    }
    /// A subject.
    pub fn named_subject(&self, subject: SubjectId) -> Named {
        self.named_value(Value::Subject(subject))
    }
    /// An event.
    pub fn named_event(&self, event: EventId) -> Named {
        Named { name: self.program.events[event].name.clone(), shown: self.event(event) }
    }
    /// What an event carries, as that event calls it.
    pub fn named_field(&self, event: EventId, field: FieldId) -> Named {
        let name = self.program.fields[field].name.clone();
        Named { name, shown: self.event_field(event, field) }
    }
    /// A state.
    pub fn named_state(&self, machine: MachineId, state: StateId) -> Named {
        let name = self.program.machines[machine].states[state].name.clone();
        Named { name, shown: self.state(machine, state) }
    }
    /// States.
    pub fn named_states(&self, machine: MachineId, states: &[StateId]) -> Vec<Named> {
        states.iter().map(|&state| self.named_state(machine, state)).collect()
    }
    /// A transition.
    pub fn way(&self, machine: MachineId, id: TransitionId) -> Way {
        let at = self.program.machines[machine].transitions[id].at;
        Way { transition: self.program.sources.location(at), title: self.transition(machine, id) }
    }
    /// A rule.
    pub fn named_rule(&self, rule: RuleId) -> Named {
        Named { name: self.program.rules[rule].name.clone(), shown: self.rule(rule) }
    }
    /// A finding, by its question.
    pub fn named_finding(&self, finding: FindingId) -> Named {
        let finding = &self.program.findings[finding];
        Named { name: finding.name.clone(), shown: finding.question.get(self.lang).to_owned() }
    }
    /// A value.
    pub fn named_value(&self, value: Value) -> Named {
        let name = match value {
            Value::Instance(id) => self.instance(id),
            other => value_name(self.program, self.cast, self.world, other),
        };
        Named { name, shown: self.value(value) }
    }
}
