//! Lines of registers: entered, ended early, run out.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::named::{Named, Told};
use crate::calendar::Day;
use crate::lang::{Phrase, Word, sentence};
use crate::policy::Cited;
use crate::program::FieldInfo;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::Value;
use crate::world::RegisterEntry;

/// Declared columns, each with its value; nothing where it was left open.
#[derive(Clone, Debug)]
pub struct Columns(Vec<(Named, Option<Named>)>);

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.iter().map(|(name, value)| {
            let value = value.as_ref().map_or(Json::Null, |value| value.name.clone().into());
            (name.name.clone(), value)
        });
        all.collect::<Map<String, Json>>().serialize(serializer)
    }
}

impl Columns {
    pub(in crate::report) fn of(
        teller: &Teller<'_>,
        declared: &[FieldInfo],
        values: &[Option<Value>],
    ) -> Self {
        let all = declared.iter().zip(values).map(|(column, value)| {
            let shown = teller.title(&column.title, &column.name).to_owned();
            let value = value.map(|value| teller.named_value(value));
            (Named { name: column.name.clone(), shown }, value)
        });
        Self(all.collect())
    }

    /// The values that are there.
    pub(super) fn values(&self) -> Word {
        let values = self.0.iter().filter_map(|(_, value)| value.as_ref());
        Word::List(values.map(Word::from).collect())
    }

    /// The values that are there, each with what its column is called.
    fn named(&self) -> Word {
        let all = self.0.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?.into();
            Some(sentence::ReadValue { name: name.into(), value }.into())
        });
        Word::List(all.collect())
    }
}

/// A line of a register.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    register: Named,
    subject: Named,
    columns: Columns,
    from: Named,
    to: Option<Named>,
}

impl Line {
    /// A line with its last day as it was when the journal tells it.
    pub(in crate::report) fn of(
        teller: &Teller<'_>,
        entry: &RegisterEntry,
        to: Option<Day>,
    ) -> Self {
        let register = &teller.program.registers[entry.register];
        let shown = teller.title(&register.title, &register.name).to_owned();
        Self {
            register: Named { name: register.name.clone(), shown },
            subject: teller.named_subject(entry.subject),
            columns: Columns::of(teller, &register.columns, &entry.columns),
            from: Named::plain(entry.from),
            to: to.map(Named::plain),
        }
    }

    fn word(&self) -> Word {
        let to = self.to.as_ref().map_or(Phrase::NoEnd.into(), Word::from);
        let days = sentence::FromTo { from: (&self.from).into(), to }.into();
        let (register, who) = ((&self.register).into(), (&self.subject).into());
        sentence::EntryText { register, who, columns: self.columns.named(), days }.into()
    }
}

/// A line was entered.
#[derive(Debug, Serialize)]
pub struct Entered {
    #[serde(flatten)]
    line: Line,
    #[serde(flatten)]
    sources: Told,
}

impl Entered {
    pub(super) fn of(
        teller: &Teller<'_>,
        entry: u32,
        to: Option<Day>,
        cited: &Cited,
    ) -> Option<Self> {
        let entry = teller.world.entries().get(entry as usize)?;
        Some(Self { line: Line::of(teller, entry, to), sources: teller.told(cited) })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let said = sentence::TellEntered { entry: self.line.word() };
        vec![(2, self.sources.behind(said))]
    }
}

/// A line was ended early.
#[derive(Debug, Serialize)]
pub struct Ended {
    #[serde(flatten)]
    line: Line,
    #[serde(flatten)]
    sources: Told,
}

impl Ended {
    pub(super) fn of(teller: &Teller<'_>, entry: u32, cited: &Cited) -> Option<Self> {
        let entry = teller.world.entries().get(entry as usize)?;
        Some(Self { line: Line::of(teller, entry, entry.to), sources: teller.told(cited) })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let said = sentence::TellEnded { entry: self.line.word() };
        vec![(2, self.sources.behind(said))]
    }
}

/// A line has run out.
#[derive(Debug, Serialize)]
pub struct RanOut {
    #[serde(flatten)]
    line: Line,
}

impl RanOut {
    pub(super) fn of(teller: &Teller<'_>, entry: u32) -> Option<Self> {
        let entry = teller.world.entries().get(entry as usize)?;
        Some(Self { line: Line::of(teller, entry, entry.to) })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        vec![(0, sentence::TellRanOut { entry: self.line.word() }.into())]
    }
}
