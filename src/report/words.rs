//! Values, names, reasons and causes in words.

use crate::calendar::{Day, Period, Unit};
use crate::chart::{EventId, StateId, TransitionId};
use crate::lang::{Args, Lang, Phrase, Text, Word, money_text};
use crate::policy::{ArticleRef, Cited};
use crate::program::{FieldId, ParameterMeaning, Program, Query, QueryColumn, RuleId, Slot};
use crate::rule::{Fault, InstanceId, MachineId, ParamId, Value};
use crate::scenario::{address_text, value_name};
use crate::world::journal::Read;
use crate::world::{ActorId, Address, Cast, Cause, LedgerKind, Reason, World};

/// Tells what ids stand for.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The program.
    pub program: &'a Program,
    /// The cast.
    pub cast: &'a Cast,
    /// The world at the end: what was ever opened and not undone is there.
    pub world: &'a World,
    /// What was undone in the step that is told.
    pub undone: &'a [(InstanceId, Address)],
    /// The language.
    pub lang: Lang,
}

impl<'a> Teller<'a> {
    /// A phrase without arguments.
    pub fn plain(&self, phrase: Phrase) -> &'static str {
        phrase.plain(self.lang)
    }
    /// A phrase with arguments.
    pub fn say(&self, phrase: Phrase, args: Args) -> String {
        phrase.with(self.lang, &args)
    }
    /// A title, or the name where there is none.
    pub fn title(&self, title: &'a Text, name: &'a str) -> &'a str {
        let said = title.get(self.lang);
        if said.is_empty() { name } else { said }
    }
    /// The sources in brackets; nothing where there are none.
    pub fn cite(&self, cited: &Cited) -> String {
        if cited.is_empty() {
            return String::new();
        }
        self.say(Phrase::Bracketed, vec![("text", cited.cite(self.lang).into())])
    }
    /// Articles joined.
    pub fn articles(&self, articles: &[ArticleRef]) -> String {
        let said: Vec<_> = articles.iter().map(|article| article.cite(self.lang)).collect();
        said.join(self.lang.list_separator())
    }
    /// The address of an instance.
    pub fn instance(&self, id: InstanceId) -> String {
        match self.undone.iter().find(|(undone, _)| *undone == id) {
            Some((_, address)) => self.address(address),
            None => self.address(&self.world.address(self.program, id)),
        }
    }
    /// The machine of an instance.
    pub fn machine_of(&self, id: InstanceId) -> MachineId {
        let undone = self.undone.iter().find(|(undone, _)| *undone == id);
        let last = undone.and_then(|(_, address)| address.parts.last());
        last.map_or_else(|| self.world.machine_of(id), |part| part.machine)
    }
    /// An address.
    pub fn address(&self, address: &Address) -> String {
        address_text(self.program, self.cast, address)
    }
    /// An actor.
    pub fn actor(&self, actor: Option<ActorId>) -> String {
        match actor {
            Some(actor) => {
                let actor = &self.cast.actors[actor];
                self.title(&actor.title, &actor.name).to_owned()
            }
            None => String::new(),
        }
    }
    /// Someone who acts, as the beginning of a line; nothing where nobody does.
    pub fn who(&self, actor: Option<ActorId>) -> Word {
        match actor {
            Some(_) => Word::Phrase(Phrase::TellWho, vec![("who", self.actor(actor).into())]),
            None => Word::Plain(String::new()),
        }
    }
    /// An event.
    pub fn event(&self, event: EventId) -> String {
        let event = &self.program.events[event];
        self.title(&event.title, &event.name).to_owned()
    }
    /// A state.
    pub fn state(&self, machine: MachineId, state: StateId) -> String {
        let state = &self.program.machines[machine].states[state];
        self.title(&state.title, &state.name).to_owned()
    }
    /// A transition: its own title, that of its event, or what kind of trigger it has.
    pub fn transition(&self, machine: MachineId, id: TransitionId) -> String {
        let transition = &self.program.machines[machine].transitions[id];
        if !transition.title.is_empty() {
            return transition.title.get(self.lang).to_owned();
        }
        match (transition.events.first(), &transition.timer) {
            (Some(&event), _) => self.event(event),
            (None, Some(_)) => self.plain(Phrase::TimerRanOut).to_owned(),
            (None, None) => self.plain(Phrase::Automatic).to_owned(),
        }
    }
    /// A rule.
    pub fn rule(&self, id: RuleId) -> String {
        let rule = &self.program.rules[id];
        self.title(&rule.title, &rule.name).to_owned()
    }
    /// A field of an event.
    pub fn field(&self, id: FieldId) -> String {
        let field = &self.program.fields[id];
        self.title(&field.title, &field.name).to_owned()
    }
    /// What an event carries, as that event calls it.
    pub fn event_field(&self, event: EventId, id: FieldId) -> String {
        let event = &self.program.events[event];
        let at = event.data.iter().position(|(known, _)| *known == id);
        match at.and_then(|at| event.titles.get(at)).filter(|title| !title.is_empty()) {
            Some(title) => title.get(self.lang).to_owned(),
            None => self.field(id),
        }
    }
    /// A parameter.
    pub fn parameter(&self, id: ParamId) -> String {
        let parameter = &self.program.parameters[id];
        self.title(&parameter.title, &parameter.name).to_owned()
    }
    /// A period: 5个工作日, 3年.
    pub fn period(&self, period: Period) -> String {
        let phrase = match period.unit {
            Unit::Workdays => Phrase::PeriodWorkdays,
            Unit::Days => Phrase::PeriodDays,
            Unit::Weeks => Phrase::PeriodWeeks,
            Unit::Months => Phrase::PeriodMonths,
            Unit::Years => Phrase::PeriodYears,
        };
        self.say(phrase, vec![("count", period.count.to_string().into())])
    }
    /// A value.
    pub fn value(&self, value: Value) -> String {
        match value {
            Value::Bool(true) => self.plain(Phrase::Yes).to_owned(),
            Value::Bool(false) => self.plain(Phrase::No).to_owned(),
            Value::Money(sum) => self.money(sum),
            Value::Period(period) => self.period(period),
            Value::Choice(choice, at) => {
                let values = &self.program.choices[choice].values;
                values
                    .get(usize::from(at))
                    .map_or(String::new(), |(name, title)| self.title(title, name).to_owned())
            }
            Value::Subject(subject) => {
                let subject = &self.cast.subjects[subject];
                self.title(&subject.title, &subject.name).to_owned()
            }
            Value::List(list) => {
                let rows = self.cast.pool.rows(list);
                if rows.is_empty() {
                    return self.plain(Phrase::NothingWord).to_owned();
                }
                let rows = rows.iter().map(|row| {
                    let cells = row.iter().map(|cell| match cell {
                        Some(value) => self.value(*value),
                        None => self.plain(Phrase::UnknownWord).to_owned(),
                    });
                    cells.collect::<Vec<_>>().join(" ")
                });
                rows.collect::<Vec<_>>().join(self.lang.clause_separator())
            }
            Value::Instance(id) => self.instance(id),
            Value::Set(set) => {
                let values = self.cast.pool.rows(set).iter().flatten().flatten();
                let titles: Vec<String> = values.map(|&value| self.value(value)).collect();
                titles.join(self.lang.list_separator())
            }
            Value::Decimal(number) => number.normalize().to_string(),
            Value::Count(_) | Value::Date(_) | Value::Text(_) => {
                value_name(self.program, self.cast, self.world, value)
            }
        }
    }
    /// A sum of money.
    pub fn money(&self, sum: rust_decimal::Decimal) -> String {
        self.say(Phrase::Yuan, vec![("sum", money_text(sum).into())])
    }
    /// What a line of the ledger says.
    pub fn ledger_kind(&self, kind: LedgerKind) -> &'static str {
        self.plain(match kind {
            LedgerKind::Owed => Phrase::LedgerOwed,
            LedgerKind::Paid => Phrase::LedgerPaid,
            LedgerKind::Cancelled => Phrase::LedgerCancelled,
            LedgerKind::Reversed => Phrase::LedgerReversed,
            LedgerKind::Returned => Phrase::LedgerReturned,
        })
    }
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
        }
    }
    /// What was read, with its value: `经营起始日=2021-05-11`.
    pub fn read(&self, read: &Read, machine: Option<MachineId>) -> String {
        let (name, value) = self.read_parts(read, machine);
        self.say(Phrase::ReadValue, vec![("name", name.into()), ("value", value.into())])
    }
    /// What was read, and its value.
    pub fn read_parts(&self, read: &Read, machine: Option<MachineId>) -> (String, String) {
        let (name, value) = match read {
            Read::Slot(slot, value) | Read::Table(slot, value) => (self.slot(slot, machine), value),
            Read::Query(query, value, lines) => {
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
    /// From a day to another, or without end.
    pub fn days(&self, from: Day, to: Option<Day>) -> String {
        let to = match to {
            Some(to) => Word::Plain(to.to_string()),
            None => Phrase::NoEnd.into(),
        };
        self.say(Phrase::FromTo, vec![("from", from.to_string().into()), ("to", to)])
    }
    fn query(&self, query: &Query, machine: Option<MachineId>) -> String {
        match query {
            Query::HasEntry { register, columns }
            | Query::EntryUntil { register, columns }
            | Query::EntryFrom { register, columns } => {
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
            Query::InState { level, state } => {
                let at = machine.and_then(|machine| {
                    (0..*level).try_fold(machine, |at, _| self.program.machines[at].owner)
                });
                let name = at.map(|machine| self.state(machine, *state));
                self.say(Phrase::InStateOf, vec![("name", name.unwrap_or_default().into())])
            }
            Query::IsA(kind) => self.program.kinds[*kind].title.get(self.lang).to_owned(),
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
            Cause::NoValue(parameter) => {
                self.say(Phrase::CauseNoValue, vec![("what", self.parameter(*parameter).into())])
            }
            Cause::Column(None, _) => self.plain(Phrase::CauseColumn).to_owned(),
            Cause::Column(Some((subject, fact)), column) => {
                let whose = self.cause(&Cause::Fact(*subject, *fact));
                let name = self.program.column_name(&self.program.facts[*fact].ty, *column);
                let args =
                    vec![("cause", Word::from(whose)), ("column", name.unwrap_or_default().into())];
                self.say(Phrase::CauseColumnOf, args)
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
    /// A day, marked where a later notice may still move it (A42).
    pub fn day(&self, day: Day, provisional: bool) -> String {
        if provisional {
            self.say(Phrase::Provisional, vec![("day", day.to_string().into())])
        } else {
            day.to_string()
        }
    }
    /// A reason, with its sources.
    pub fn reason(&self, reason: &Reason, machine: Option<MachineId>) -> String {
        let cited = self.cite(&reason.cited(self.program, machine));
        let said = self.bare_reason(reason, machine);
        format!("{said}{cited}")
    }
    fn bare_reason(&self, reason: &Reason, machine: Option<MachineId>) -> String {
        let transition = |id: TransitionId| {
            machine.map_or(String::new(), |machine| self.transition(machine, id))
        };
        let join = |words: Vec<Word>| Word::List(words);
        match reason {
            Reason::NoInstance => self.plain(Phrase::ReasonNoInstance).to_owned(),
            Reason::Ended => self.plain(Phrase::ReasonEnded).to_owned(),
            Reason::NotExpected(states) => match machine.filter(|_| !states.is_empty()) {
                Some(machine) => {
                    let names = states.iter().map(|&state| Word::Plain(self.state(machine, state)));
                    self.say(Phrase::ReasonNotExpectedIn, vec![("states", join(names.collect()))])
                }
                None => self.plain(Phrase::ReasonNotExpected).to_owned(),
            },
            Reason::Role { allowed, .. } if allowed.is_empty() => {
                self.plain(Phrase::ReasonNobody).to_owned()
            }
            Reason::Role { allowed, .. } => {
                let names = allowed.iter().map(|&role| {
                    let role = &self.program.roles[role];
                    Word::Plain(self.title(&role.title, &role.name).to_owned())
                });
                self.say(Phrase::ReasonRole, vec![("roles", join(names.collect()))])
            }
            Reason::TooEarly { earliest, provisional, .. } => self.say(
                Phrase::ReasonTooEarly,
                vec![("day", self.day(*earliest, *provisional).into())],
            ),
            Reason::NotMet { rule, .. } => {
                self.say(Phrase::ReasonNotMet, vec![("rule", self.rule(*rule).into())])
            }
            Reason::Unknown { rule: Some(rule), causes, .. } => self.say(
                Phrase::ReasonUnknown,
                vec![("rule", self.rule(*rule).into()), ("causes", self.causes(causes).into())],
            ),
            Reason::Unknown { rule: None, causes, .. } => {
                self.say(Phrase::ReasonUnknownDay, vec![("causes", self.causes(causes).into())])
            }
            Reason::Fault { at, fault } => {
                let phrase = match fault {
                    Fault::Overflow(_) => Phrase::FaultOverflow,
                    Fault::DivisionByZero(_) => Phrase::FaultZero,
                    Fault::UnitsDiffer(_) => Phrase::FaultUnits,
                    Fault::Budget(_) => Phrase::FaultBudget,
                    Fault::WrongValue(_) => Phrase::FaultValue,
                };
                let place = self.program.sources.location(*at);
                self.say(Phrase::ReasonFault, vec![("what", phrase.into()), ("at", place.into())])
            }
            Reason::Ambiguous(first, second) => self.say(
                Phrase::ReasonAmbiguous,
                vec![("first", transition(*first).into()), ("second", transition(*second).into())],
            ),
            Reason::Endless(cycle) if cycle.is_empty() => {
                Phrase::ReasonEndlessSends.plain(self.lang).to_owned()
            }
            Reason::Endless(cycle) => {
                let names = cycle.iter().map(|&id| Word::Plain(transition(id)));
                self.say(Phrase::ReasonEndless, vec![("cycle", join(names.collect()))])
            }
            Reason::Quota { selection, quota, count, max } => {
                let quota = self.program.selections[*selection].quotas.get(*quota);
                let name = quota.map_or(String::new(), |quota| {
                    self.title(&quota.title, &quota.name).to_owned()
                });
                self.say(
                    Phrase::ReasonQuota,
                    vec![
                        ("name", name.into()),
                        ("count", count.to_string().into()),
                        ("max", max.to_string().into()),
                    ],
                )
            }
            Reason::NoCandidate { instance, .. } => {
                self.say(Phrase::ReasonNoCandidate, vec![("who", self.instance(*instance).into())])
            }
            Reason::TwicePlaced(instance) => {
                self.say(Phrase::ReasonTwicePlaced, vec![("who", self.instance(*instance).into())])
            }
            Reason::Placement { instance, rule } => self.say(
                Phrase::ReasonPlacement,
                vec![("who", self.instance(*instance).into()), ("rule", self.rule(*rule).into())],
            ),
            Reason::Tie { instances, .. } => {
                let names = instances.iter().map(|&id| Word::Plain(self.instance(id)));
                self.say(Phrase::ReasonTie, vec![("who", join(names.collect()))])
            }
            Reason::NothingOwed(account) => {
                let account = &self.program.accounts[*account];
                let name = self.title(&account.title, &account.name).to_owned();
                self.say(Phrase::ReasonNothingOwed, vec![("account", name.into())])
            }
            Reason::Exists(instance) => {
                self.say(Phrase::ReasonExists, vec![("who", self.instance(*instance).into())])
            }
            Reason::Sent { event, to, reasons } => {
                let machine = to.map(|to| self.machine_of(to));
                let said: Vec<_> =
                    reasons.iter().map(|reason| self.reason(reason, machine)).collect();
                let to = to.map_or(String::new(), |to| self.instance(to));
                self.say(
                    Phrase::ReasonSent,
                    vec![
                        ("event", self.event(*event).into()),
                        ("to", to.into()),
                        ("reasons", said.join(self.lang.clause_separator()).into()),
                    ],
                )
            }
        }
    }
    /// The value of a parameter on a day, in words.
    pub fn parameter_value(&self, id: ParamId, day: Day) -> Option<String> {
        match self.program.parameters[id].at(day)? {
            ParameterMeaning::Single(value) => Some(self.value(*value)),
            ParameterMeaning::Table(_) => None,
        }
    }
}
