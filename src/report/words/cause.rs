//! Why a value is unknown, in words.

use super::teller::Teller;
use crate::lang::{Phrase, Word};
use crate::rule::Value;
use crate::world::Cause;

impl Teller<'_> {
    /// Why a value is unknown, and who could supply it.
    pub fn cause(&self, cause: &Cause) -> String {
        let roles = |roles: &[crate::program::RoleId]| {
            let names = roles.iter().map(|&role| {
                let role = &self.program.roles[role];
                Word::Plain(self.title(&role.title, &role.name).to_owned())
            });
            Word::List(names.collect())
        };
        match cause {
            Cause::Fact(subject, fact) => {
                let subject = &self.cast.subjects[*subject];
                let fact = &self.program.facts[*fact];
                let who = self.title(&subject.title, &subject.name).to_owned();
                let what = self.title(&fact.title, &fact.name).to_owned();
                let args = vec![("who", Word::from(who)), ("what", what.into())];
                if fact.from.is_empty() {
                    self.say(Phrase::CauseFact, args)
                } else {
                    let mut args = args;
                    args.push(("from", roles(&fact.from)));
                    self.say(Phrase::CauseFactFrom, args)
                }
            }
            Cause::Finding(_, finding) => {
                let finding = &self.program.findings[*finding];
                let question = finding.question.get(self.lang);
                let args = vec![("by", roles(&finding.by)), ("what", question.into())];
                self.say(Phrase::CauseFinding, args)
            }
            Cause::Unpublished(year) => {
                self.say(Phrase::CauseUnpublished, vec![("year", year.to_string().into())])
            }
            Cause::OutOfRange => self.plain(Phrase::CauseOutOfRange).to_owned(),
            Cause::NotSet(instance, slot) => {
                let what = self.slot(slot, Some(self.machine_of(*instance)));
                self.say(Phrase::CauseNotSet, vec![("what", what.into())])
            }
            Cause::NotCarried(field) => {
                self.say(Phrase::CauseNotCarried, vec![("what", self.field(*field).into())])
            }
            Cause::NoValue(parameter) if self.program.parameters[*parameter].is_open() => {
                let what = Word::from(self.parameter(*parameter));
                let asks = &self.program.parameters[*parameter].asks;
                match asks.is_empty() {
                    true => self.say(Phrase::CauseOpen, vec![("what", what)]),
                    false => {
                        self.say(Phrase::CauseOpenTo, vec![("what", what), ("by", roles(asks))])
                    }
                }
            }
            Cause::NoValue(parameter) => {
                self.say(Phrase::CauseNoValue, vec![("what", self.parameter(*parameter).into())])
            }
            Cause::Column(None, _) => self.plain(Phrase::CauseColumn).to_owned(),
            Cause::Column(Some((subject, fact)), column) => {
                let whose = self.cause(&Cause::Fact(*subject, *fact));
                let name = self.program.column_name(&self.program.facts[*fact].ty, *column);
                let name = name.unwrap_or_default().into();
                self.say(Phrase::CauseColumnOf, vec![("cause", whose.into()), ("column", name)])
            }
            Cause::Entry(subject, register, column) => {
                let register = &self.program.registers[*register];
                let column = register.columns.get(usize::from(*column));
                let column = column.map_or("", |column| self.title(&column.title, &column.name));
                let args = vec![
                    ("who", self.value(Value::Subject(*subject)).into()),
                    ("register", self.title(&register.title, &register.name).into()),
                    ("column", column.into()),
                ];
                self.say(Phrase::CauseEntry, args)
            }
            Cause::NoneOpened(machine) => {
                let info = &self.program.machines[*machine];
                let name = self.title(&info.title, &info.name).into();
                self.say(Phrase::CauseNoneOpened, vec![("name", name)])
            }
            Cause::NoEntry => self.plain(Phrase::CauseNoEntry).to_owned(),
            Cause::NoSubject => self.plain(Phrase::CauseNoSubject).to_owned(),
        }
    }
    /// Causes joined.
    pub fn causes(&self, causes: &[Cause]) -> String {
        let said: Vec<_> = causes.iter().map(|cause| self.cause(cause)).collect();
        said.join(self.lang.clause_separator())
    }
}
