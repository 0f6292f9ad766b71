//! What a rule read, in words.

use super::teller::Teller;
use crate::lang::{Phrase, Word};
use crate::program::{Query, QueryColumn, Slot};
use crate::rule::MachineId;
use crate::world::Cause;
use crate::world::journal::Read;

impl Teller<'_> {
    /// What a slot is called in a machine.
    pub fn slot(&self, slot: &Slot, machine: Option<MachineId>) -> String {
        let machine_at = |level: u8| {
            let at = (0..level).try_fold(machine?, |at, _| self.program.machines[at].owner);
            at.map(|machine| &self.program.machines[machine])
        };
        match *slot {
            Slot::Fact(fact) => {
                let fact = &self.program.facts[fact];
                self.title(&fact.title, &fact.name).to_owned()
            }
            Slot::LinkedFact { link, fact } => {
                let link = &self.program.facts[link];
                let fact = &self.program.facts[fact];
                let of = self.title(&link.title, &link.name).to_owned();
                let what = self.title(&fact.title, &fact.name).to_owned();
                self.say(Phrase::FactOf, vec![("of", of.into()), ("what", what.into())])
            }
            Slot::KeyFact { level, index, fact } => {
                let fact = &self.program.facts[fact];
                let part =
                    machine_at(level).and_then(|machine| machine.key.get(usize::from(index)));
                let of = part.map_or("", |part| self.title(&part.title, &part.name)).to_owned();
                let what = self.title(&fact.title, &fact.name).to_owned();
                self.say(Phrase::FactOf, vec![("of", of.into()), ("what", what.into())])
            }
            Slot::Param(id) => self.parameter(id),
            Slot::Data { level, index } => {
                let field =
                    machine_at(level).and_then(|machine| machine.data.get(usize::from(index)));
                field
                    .map_or(String::new(), |field| self.title(&field.title, &field.name).to_owned())
            }
            Slot::Key { level, index } => {
                let field =
                    machine_at(level).and_then(|machine| machine.key.get(usize::from(index)));
                field
                    .map_or(String::new(), |field| self.title(&field.title, &field.name).to_owned())
            }
            Slot::Event(field) => self.field(field),
            Slot::Finding { finding, .. } => {
                self.program.findings[finding].question.get(self.lang).to_owned()
            }
            Slot::Today => self.plain(Phrase::SlotToday).to_owned(),
            Slot::AsOf => self.plain(Phrase::SlotAsOf).to_owned(),
            Slot::Subject => self.plain(Phrase::Subject).to_owned(),
            Slot::Actor => self.plain(Phrase::SlotActor).to_owned(),
            Slot::Place => self.plain(Phrase::SlotPlace).to_owned(),
            Slot::ValidFrom => self.plain(Phrase::SlotValidFrom).to_owned(),
            Slot::ValidTo => self.plain(Phrase::SlotValidTo).to_owned(),
            Slot::Itself => self.plain(Phrase::Instance).to_owned(),
            Slot::Under(_) => self.plain(Phrase::SlotUnder).to_owned(),
        }
    }
    /// What was read, with its value: `经营起始日=2021-05-11`.
    pub fn read(&self, read: &Read, machine: Option<MachineId>) -> String {
        let (name, value) = self.read_parts(read, machine);
        self.say(Phrase::ReadValue, vec![("name", name.into()), ("value", value.into())])
    }
    /// All that was read, in brackets; nothing where nothing was.
    pub fn reads(&self, reads: &[Read], machine: Option<MachineId>) -> String {
        let mut pieces: Vec<String> = Vec::new();
        for read in reads {
            let piece = self.read(read, machine);
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
        if pieces.is_empty() {
            return String::new();
        }
        let text = pieces.join(self.lang.clause_separator());
        self.say(Phrase::InBrackets, vec![("text", text.into())])
    }
    /// What was read, and its value.
    pub fn read_parts(&self, read: &Read, machine: Option<MachineId>) -> (String, String) {
        let (name, value) = match read {
            Read::Slot(slot, value) | Read::Table(slot, value) => (self.slot(slot, machine), value),
            Read::Query(asked, value) => {
                let (query, lines) = &**asked;
                let mut name = self.query(query, machine);
                for &(line, to) in lines {
                    if let Some(entry) = self.world.entries().get(line as usize) {
                        let days = self.days(entry.from, to);
                        let args = vec![("name", Word::from(name)), ("line", days.into())];
                        name = self.say(Phrase::QueryLine, args);
                    }
                }
                (name, value)
            }
        };
        let value = match value {
            Ok(value) => self.value(*value),
            Err(Cause::NotCarried(_)) => self.plain(Phrase::NotStated).to_owned(),
            Err(_) => self.plain(Phrase::UnknownWord).to_owned(),
        };
        (name, value)
    }
    /// What a question about registers, instances or money is called.
    pub fn query(&self, query: &Query, machine: Option<MachineId>) -> String {
        match query {
            Query::HasEntry { register, columns }
            | Query::EntryUntil { register, columns }
            | Query::EntryFrom { register, columns }
            | Query::LatestEntryFrom { register, columns } => {
                let register = &self.program.registers[*register];
                let columns = columns.iter().filter_map(|column| match column {
                    QueryColumn::Column(at) => register.columns.get(usize::from(*at)),
                    QueryColumn::Subject | QueryColumn::On => None,
                });
                let columns: Vec<_> =
                    columns.map(|column| self.title(&column.title, &column.name)).collect();
                let name = self.title(&register.title, &register.name).to_owned();
                if columns.is_empty() {
                    return name;
                }
                let columns = columns.join(self.lang.list_separator());
                self.say(Phrase::QueryBy, vec![("name", name.into()), ("columns", columns.into())])
            }
            Query::Count { machine, states } | Query::EnteredSince { machine, states } => {
                let info = &self.program.machines[*machine];
                let name = self.title(&info.title, &info.name).to_owned();
                let states: Vec<_> =
                    states.iter().map(|&state| self.state(*machine, state)).collect();
                if states.is_empty() {
                    return self.say(Phrase::CountOf, vec![("name", name.into())]);
                }
                let states = states.join(self.lang.list_separator());
                self.say(Phrase::CountIn, vec![("name", name.into()), ("states", states.into())])
            }
            Query::InState { level, states } => {
                let at = machine.and_then(|machine| {
                    (0..*level).try_fold(machine, |at, _| self.program.machines[at].owner)
                });
                let name = at.map(|machine| {
                    let states: Vec<_> =
                        states.iter().map(|&state| self.state(machine, state)).collect();
                    states.join(self.lang.list_separator())
                });
                self.say(Phrase::InStateOf, vec![("name", name.unwrap_or_default().into())])
            }
            Query::IsA(kind) => self.program.kinds[*kind].title.get(self.lang).to_owned(),
            Query::LastOpened { machine } => {
                let info = &self.program.machines[*machine];
                let name = self.title(&info.title, &info.name).to_owned();
                self.say(Phrase::LastOpenedOf, vec![("name", name.into())])
            }
            Query::OpenedSince { machine } => {
                let info = &self.program.machines[*machine];
                let name = self.title(&info.title, &info.name).to_owned();
                self.say(Phrase::CountOf, vec![("name", name.into())])
            }
            Query::Owed(account) | Query::Paid(account) => {
                let phrase = match query {
                    Query::Owed(_) => Phrase::OwedOn,
                    _ => Phrase::PaidOn,
                };
                let account = &self.program.accounts[*account];
                let name = self.title(&account.title, &account.name).to_owned();
                self.say(phrase, vec![("name", name.into())])
            }
            Query::Fulfilled(obligation) => {
                let obligation = &self.program.obligations[*obligation];
                self.title(&obligation.title, &obligation.name).to_owned()
            }
        }
    }
}
