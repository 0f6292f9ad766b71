//! What a name means in a rule of one machine.

use super::environment::{Environment, Head, NameKind};
use crate::chart::StateId;
use crate::ident::Id;
use crate::policy::Under;
use crate::program::ids::FieldId;
use crate::program::slot::{Query, QueryColumn, Slot};
use crate::program::{FieldInfo, ObligationId};
use crate::rule::{
    AccountId, ChoiceId, CompiledQuery, FactId, FindingId, KindId, MachineId, Names, ParamId,
    QueryPart, QueryProblem, RecordId, RegisterId, Type, Value,
};
use crate::source::Spanned;

/// What stands before the versions under which something is asked; no drafter can write it.
pub const UNDER: &str = "§under";

/// The surroundings of a rule.
pub struct Scope<'e> {
    env: &'e Environment,
    machine: Option<MachineId>,
    place: Option<ChoiceId>,
    /// Whether nobody is told what may be meant by an unknown name.
    is_mute: bool,
}

/// The paths that need no declaration.
const PLAIN: [(&str, Slot, Type); 5] = [
    ("today", Slot::Today, Type::Date),
    ("as_of", Slot::AsOf, Type::Date),
    ("subject", Slot::Subject, Type::Subject),
    ("actor", Slot::Actor, Type::Subject),
    ("place", Slot::Place, Type::Bool),
];
const PREFIXES: [&str; 7] = ["param", "data", "key", "owner", "event", "finding", "measure"];
const QUERIES: [&str; 14] = [
    "has_entry",
    "entry_until",
    "entry_from",
    "latest_entry_from",
    "count",
    "in_state",
    "owner_in",
    "is_a",
    "opened_since",
    "last_opened",
    "entered_since",
    "owed",
    "paid",
    "fulfilled",
];

impl<'e> Scope<'e> {
    /// The surroundings in a machine; in a selection, `place` is a value of its choice.
    pub fn new(env: &'e Environment, machine: Option<MachineId>, place: Option<ChoiceId>) -> Self {
        Self { env, machine, place, is_mute: false }
    }

    /// The same where nobody is told what may be meant by an unknown name.
    pub fn mute(self) -> Self {
        Self { is_mute: true, ..self }
    }

    /// The machine so many owners upwards.
    fn head(&self, level: u8) -> Option<(MachineId, &'e Head)> {
        let mut machine = self.machine?;
        for _ in 0..level {
            machine = self.env.heads[machine].owner?;
        }
        Some((machine, &self.env.heads[machine]))
    }

    fn in_data(&self, level: u8, name: &str) -> Option<(Slot, Type)> {
        let (index, ty) = position(&self.head(level)?.1.data, name)?;
        Some((Slot::Data { level, index }, ty))
    }

    fn in_key(&self, level: u8, name: &str) -> Option<(Slot, Type)> {
        let (index, ty) = position(&self.head(level)?.1.key, name)?;
        Some((Slot::Key { level, index }, ty))
    }

    fn fact(&self, name: &str) -> Option<(FactId, Type)> {
        let id = FactId::new(self.env.quiet(NameKind::Fact, name)?);
        Some((id, self.env.tables.facts[id].ty.clone()))
    }

    fn bare(&self, name: &str) -> Option<(Slot, Type)> {
        if name == "place" {
            return self.place.map(|choice| (Slot::Place, Type::Choice(choice)));
        }
        if let Some((_, slot, ty)) = PLAIN.iter().find(|(known, ..)| *known == name) {
            return Some((*slot, ty.clone()));
        }
        self.in_data(0, name).or_else(|| self.in_key(0, name)).or_else(|| {
            self.head(0)?.1.subject?;
            self.fact(name).map(|(fact, ty)| (Slot::Fact(fact), ty))
        })
    }

    /// `x`, `key.x` or `owner.…` seen from an owner.
    fn upwards(&self, level: u8, path: &[&str]) -> Option<(Slot, Type)> {
        match path {
            ["owner", rest @ ..] => self.upwards(level + 1, rest),
            ["key", name] => self.in_key(level, name),
            ["key", part, name] => self.of_key(level, part, name),
            ["finding", name] => self.finding(name),
            ["data", name] => self.in_data(level, name),
            [name] => self.in_data(level, name).or_else(|| self.in_key(level, name)),
            _ => None,
        }
    }

    /// A fact of the subject that a part of the address names.
    fn of_key(&self, level: u8, part: &str, name: &str) -> Option<(Slot, Type)> {
        let (index, ty) = position(&self.head(level)?.1.key, part)?;
        let (fact, of) = self.fact(name)?;
        (ty == Type::Subject).then_some((Slot::KeyFact { level, index, fact }, of))
    }

    /// How many owners upwards the machine is that a finding is about.
    fn finding(&self, name: &str) -> Option<(Slot, Type)> {
        let finding = FindingId::new(self.env.quiet(NameKind::Finding, name)?);
        let about = self.env.tables.findings[finding].about;
        let level = (0..8).find(|&level| self.head(level).is_some_and(|(id, _)| id == about))?;
        Some((Slot::Finding { level, finding }, Type::Bool))
    }
}

fn position(fields: &[FieldInfo], name: &str) -> Option<(u16, Type)> {
    let at = fields.iter().position(|field| field.name == name)?;
    Some((u16::try_from(at).ok()?, fields.get(at)?.ty.clone()))
}

impl Names for Scope<'_> {
    type Slot = Slot;
    type Query = Query;

    fn resolve(&self, path: &[&str]) -> Option<(Slot, Type)> {
        match path {
            ["param", name] => {
                let id = ParamId::new(self.env.quiet(NameKind::Parameter, name)?);
                Some((Slot::Param(id), self.env.tables.parameters[id].ty.clone()))
            }
            ["data", name] => self.in_data(0, name),
            ["key", name] => self.in_key(0, name),
            ["key", part, name] => self.of_key(0, part, name),
            ["owner", rest @ ..] => self.upwards(1, rest),
            ["event", name] => {
                let id = FieldId::new(self.env.quiet(NameKind::Field, name)?);
                Some((Slot::Event(id), self.env.tables.fields[id].ty.clone()))
            }
            ["finding", name] => self.finding(name),
            ["measure", "valid_from"] => Some((Slot::ValidFrom, Type::Date)),
            ["measure", "valid_to"] => Some((Slot::ValidTo, Type::Date)),
            [UNDER, word] => Under::of_word(word).map(|under| (Slot::Under(under), Type::Bool)),
            ["itself"] => self.machine.map(|machine| (Slot::Itself, Type::Instance(machine))),
            [name] => self.bare(name),
            [link, name] => {
                let (link, ty) = self.fact(link)?;
                let (fact, of) = self.fact(name)?;
                (ty == Type::Subject).then_some((Slot::LinkedFact { link, fact }, of))
            }
            _ => None,
        }
    }

    fn begins(&self, name: &str) -> bool {
        let head = self.head(0).map(|(_, head)| head);
        let mut own = head.iter().flat_map(|head| head.data.iter().chain(&head.key));
        own.any(|field| field.name == name)
            || self.env.quiet(NameKind::Fact, name).is_some()
            || PLAIN.iter().any(|(known, ..)| *known == name)
            || PREFIXES.contains(&name)
    }

    fn known(&self, prefix: &[&str]) -> Vec<String> {
        if self.is_mute {
            return Vec::new();
        }
        let names = |fields: &[FieldInfo]| fields.iter().map(|field| field.name.clone()).collect();
        let level =
            u8::try_from(prefix.iter().filter(|&&part| part == "owner").count()).unwrap_or(0);
        let head = self.head(level).map(|(_, head)| head);
        match prefix {
            [] => {
                let mut all: Vec<String> = Vec::new();
                if let Some(head) = head {
                    all.extend(head.data.iter().chain(&head.key).map(|field| field.name.clone()));
                }
                all.extend(self.env.known(NameKind::Fact));
                all.extend(PLAIN.iter().map(|(name, ..)| (*name).to_owned()));
                all.extend(PREFIXES.iter().map(|&name| name.to_owned()));
                all
            }
            ["param"] => self.env.known(NameKind::Parameter),
            ["event"] => self.env.known(NameKind::Field),
            ["finding"] => self.env.known(NameKind::Finding),
            ["measure"] => vec!["valid_from".into(), "valid_to".into()],
            [.., "key"] => head.map(|head| names(&head.key)).unwrap_or_default(),
            [.., "data"] => head.map(|head| names(&head.data)).unwrap_or_default(),
            [.., "owner"] => head
                .map(|head| head.data.iter().chain(&head.key).map(|f| f.name.clone()).collect())
                .unwrap_or_default(),
            [name] if self.fact(name).is_some_and(|(_, ty)| ty == Type::Subject) => {
                self.env.known(NameKind::Fact)
            }
            _ => Vec::new(),
        }
    }

    fn choice_value(&self, choice: ChoiceId, name: &str) -> Option<Value> {
        let values = &self.env.tables.choices[choice].values;
        let at = values.iter().position(|(known, _)| known == name)?;
        u16::try_from(at).ok().map(|at| Value::Choice(choice, at))
    }

    fn choice_names(&self, choice: ChoiceId) -> Vec<String> {
        self.env.tables.choices[choice].values.iter().map(|(name, _)| name.clone()).collect()
    }

    fn record(&self, record: RecordId) -> &[(String, Type)] {
        &self.env.tables.rows[record].columns
    }

    fn query_names(&self) -> &'static [&'static str] {
        &QUERIES
    }

    fn query(
        &self,
        name: &str,
        texts: &[Spanned<String>],
        columns: &[Spanned<String>],
    ) -> Result<CompiledQuery<Query>, QueryProblem> {
        let asked = Asked { scope: self, texts, columns };
        match name {
            "has_entry" => asked
                .register(Type::Bool, |register, columns| Query::HasEntry { register, columns }),
            "entry_until" => asked
                .register(Type::Date, |register, columns| Query::EntryUntil { register, columns }),
            "entry_from" => asked
                .register(Type::Date, |register, columns| Query::EntryFrom { register, columns }),
            "latest_entry_from" => asked.register(Type::Date, |register, columns| {
                Query::LatestEntryFrom { register, columns }
            }),
            "count" => asked.count(),
            "in_state" => asked.in_state(0),
            "owner_in" => asked.in_state(1),
            "opened_since" => asked.opened_since(),
            "last_opened" => asked.one(NameKind::Machine, Type::Date, |index| Query::LastOpened {
                machine: MachineId::new(index),
            }),
            "entered_since" => asked.entered_since(),
            "is_a" => asked.one(NameKind::Kind, Type::Bool, |index| Query::IsA(KindId::new(index))),
            "owed" => asked
                .one(NameKind::Account, Type::Money, |index| Query::Owed(AccountId::new(index))),
            "paid" => asked
                .one(NameKind::Account, Type::Money, |index| Query::Paid(AccountId::new(index))),
            _ => asked.one(NameKind::Obligation, Type::Bool, |index| {
                Query::Fulfilled(ObligationId::new(index))
            }),
        }
    }
}

/// A question as it was written.
struct Asked<'a, 'e> {
    scope: &'a Scope<'e>,
    texts: &'a [Spanned<String>],
    columns: &'a [Spanned<String>],
}

type Answer = Result<CompiledQuery<Query>, QueryProblem>;

impl Asked<'_, '_> {
    fn takes(&self, least: usize, most: usize) -> Result<(), QueryProblem> {
        if (least..=most).contains(&self.texts.len()) {
            return Ok(());
        }
        Err(QueryProblem { part: QueryPart::Whole, known: Vec::new(), texts: (least, most) })
    }

    fn named(
        &self,
        at: usize,
        kind: NameKind,
        texts: (usize, usize),
    ) -> Result<usize, QueryProblem> {
        let text = self.texts.get(at).map_or("", |text| text.value.as_str());
        self.scope.env.quiet(kind, text).ok_or_else(|| QueryProblem {
            part: QueryPart::Text(at),
            known: self.scope.env.known(kind),
            texts,
        })
    }

    fn no_columns(&self, texts: (usize, usize)) -> Result<(), QueryProblem> {
        match self.columns {
            [] => Ok(()),
            _ => Err(QueryProblem { part: QueryPart::Column(0), known: Vec::new(), texts }),
        }
    }

    fn one(&self, kind: NameKind, result: Type, make: impl Fn(usize) -> Query) -> Answer {
        self.takes(1, 1)?;
        self.no_columns((1, 1))?;
        let query = make(self.named(0, kind, (1, 1))?);
        Ok(CompiledQuery { query, result, columns: Vec::new() })
    }

    fn register(
        &self,
        result: Type,
        make: impl Fn(RegisterId, Vec<QueryColumn>) -> Query,
    ) -> Answer {
        self.takes(1, 1)?;
        let register = RegisterId::new(self.named(0, NameKind::Register, (1, 1))?);
        let declared = &self.scope.env.tables.registers[register].columns;
        let (mut found, mut types) = (Vec::new(), Vec::new());
        for (at, column) in self.columns.iter().enumerate() {
            let (column, ty) = match column.value.as_str() {
                "subject" => (QueryColumn::Subject, Type::Subject),
                "on" => (QueryColumn::On, Type::Date),
                name => match position(declared, name) {
                    Some((index, ty)) => (QueryColumn::Column(index), ty),
                    None => {
                        let mut known: Vec<_> = declared.iter().map(|f| f.name.clone()).collect();
                        known.extend(["subject".to_owned(), "on".to_owned()]);
                        let part = QueryPart::Column(at);
                        return Err(QueryProblem { part, known, texts: (1, 1) });
                    }
                },
            };
            found.push(column);
            types.push(ty);
        }
        Ok(CompiledQuery { query: make(register, found), result, columns: types })
    }

    fn states(
        &self,
        machine: MachineId,
        from: usize,
        texts: (usize, usize),
    ) -> Result<Vec<StateId>, QueryProblem> {
        let mut found = Vec::new();
        for (at, text) in self.texts.iter().enumerate().skip(from) {
            found.extend(self.meant(machine, text).ok_or_else(|| {
                let known = self.scope.env.heads[machine].states.iter().skip(1).cloned().collect();
                QueryProblem { part: QueryPart::Text(at), known, texts }
            })?);
        }
        Ok(found)
    }

    /// The states that words mean: one by its name, `before X`, `from A before X`.
    fn meant(&self, machine: MachineId, words: &Spanned<String>) -> Option<Vec<StateId>> {
        let ways = &self.scope.env.heads[machine].ways;
        let named = |name: &str| self.scope.env.meant(machine, name, words.span);
        let words: Vec<&str> = words.value.split_whitespace().collect();
        match words.as_slice() {
            [name] => named(name),
            ["before", until] => Some(ways.before(None, &named(until)?)),
            ["from", from, "before", until] => {
                Some(ways.before(Some(&named(from)?), &named(until)?))
            }
            _ => None,
        }
    }

    fn count(&self) -> Answer {
        let texts = (1, 32);
        self.takes(1, 32)?;
        self.no_columns(texts)?;
        let machine = MachineId::new(self.named(0, NameKind::Machine, texts)?);
        let states = self.states(machine, 1, texts)?;
        Ok(CompiledQuery {
            query: Query::Count { machine, states },
            result: Type::Count,
            columns: Vec::new(),
        })
    }

    fn in_state(&self, level: u8) -> Answer {
        self.takes(1, 1)?;
        self.no_columns((1, 1))?;
        let (machine, _) = self.scope.head(level).ok_or(QueryProblem {
            part: QueryPart::Whole,
            known: Vec::new(),
            texts: (1, 1),
        })?;
        let states = self.states(machine, 0, (1, 1))?;
        Ok(CompiledQuery {
            query: Query::InState { level, states },
            result: Type::Bool,
            columns: Vec::new(),
        })
    }

    fn entered_since(&self) -> Answer {
        let texts = (2, 32);
        self.takes(2, 32)?;
        let machine = MachineId::new(self.named(0, NameKind::Machine, texts)?);
        let states = self.states(machine, 1, texts)?;
        match self.columns {
            [column] if column.value == "since" => Ok(CompiledQuery {
                query: Query::EnteredSince { machine, states },
                result: Type::Count,
                columns: vec![Type::Date],
            }),
            _ => Err(QueryProblem { part: QueryPart::Whole, known: vec!["since".into()], texts }),
        }
    }

    fn opened_since(&self) -> Answer {
        self.takes(1, 1)?;
        let machine = MachineId::new(self.named(0, NameKind::Machine, (1, 1))?);
        match self.columns {
            [column] if column.value == "since" => Ok(CompiledQuery {
                query: Query::OpenedSince { machine },
                result: Type::Count,
                columns: vec![Type::Date],
            }),
            _ => Err(QueryProblem {
                part: QueryPart::Whole,
                known: vec!["since".into()],
                texts: (1, 1),
            }),
        }
    }
}
