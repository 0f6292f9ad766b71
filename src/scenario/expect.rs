//! What was expected, and what came instead.

use super::names::{address_text, status_name, value_name};
use super::planned::{PlannedAddress, PlannedEntry, PlannedExpect, PlannedLedger, PlannedLine};
use super::run::resolve;
use crate::lang::{Phrase, Word};
use crate::policy::ArticleRef;
use crate::program::Program;
use crate::rule::{FindingId, InstanceId, Value};
use crate::source::Span;
use crate::world::journal::Verdict;
use crate::world::{Address, Cause, Engine, Reason, RefusalKind, RegisterEntry, Sums, Told, World};

/// One difference between what a scenario expects and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where the expectation stands.
    pub at: Span,
    /// What differs.
    pub what: Phrase,
    /// What was expected.
    pub expected: Word,
    /// What came.
    pub actual: Word,
}

/// The name under which a scenario asks for what is unknown.
pub fn asked_name(cause: &Cause, program: &Program) -> String {
    match cause {
        Cause::Fact(_, fact) => program.facts[*fact].name.clone(),
        Cause::Finding(_, finding) => program.findings[*finding].name.clone(),
        Cause::Unpublished(year) => format!("calendar/{year}"),
        Cause::NotCarried(field) => program.fields[*field].name.clone(),
        Cause::NoValue(parameter) => program.parameters[*parameter].name.clone(),
        Cause::NotSet(..) => "data".to_owned(),
        Cause::Column(Some((_, fact)), column) => {
            let fact = &program.facts[*fact];
            match program.column_name(&fact.ty, *column) {
                Some(column) => format!("{}.{column}", fact.name),
                None => fact.name.clone(),
            }
        }
        Cause::Column(None, _) => "column".to_owned(),
        Cause::OutOfRange => "calendar".to_owned(),
        Cause::Entry(_, register, column) => {
            let register = &program.registers[*register];
            match register.columns.get(usize::from(*column)) {
                Some(column) => format!("{}.{}", register.name, column.name),
                None => register.name.clone(),
            }
        }
        Cause::NoEntry => "entry".to_owned(),
        Cause::NoSubject => "subject".to_owned(),
    }
}

/// All reasons with the machine of the instance that they concern, those of receivers included.
pub fn flat<'r>(
    reasons: &'r [Reason],
    machine: Option<crate::rule::MachineId>,
    world: &World,
    undone: &[(InstanceId, Address)],
    found: &mut Vec<(&'r Reason, Option<crate::rule::MachineId>)>,
) {
    for reason in reasons {
        found.push((reason, machine));
        if let Reason::Sent { to, reasons, .. } = reason {
            let machine = to.map(|to| {
                let gone = undone.iter().find(|(id, _)| *id == to);
                let last = gone.and_then(|(_, address)| address.parts.last());
                last.map_or_else(|| world.machine_of(to), |part| part.machine)
            });
            flat(reasons, machine, world, undone, found);
        }
    }
}

/// Compares how an event or finding of a line was refused with what the line expects.
pub fn compare_refusal(
    line: &PlannedLine,
    told: Option<&Told>,
    program: &Program,
    world: &World,
    mismatches: &mut Vec<Mismatch>,
) {
    let machine = match &line.what {
        super::planned::PlannedWhat::Event { to, .. } => {
            to.address.parts.last().map(|part| part.machine)
        }
        super::planned::PlannedWhat::Findings { findings, .. } => {
            findings.first().map(|(finding, _)| program.findings[*finding].about)
        }
        super::planned::PlannedWhat::Learn { .. } | super::planned::PlannedWhat::Expect(_) => None,
    };
    let mut reasons = Vec::new();
    if let Some(told) = told {
        flat(&told.reasons, machine, world, &told.undone, &mut reasons);
    }
    let mut articles: Vec<ArticleRef> = reasons
        .iter()
        .flat_map(|(reason, machine)| reason.cited(program, *machine).articles)
        .collect();
    articles.sort();
    articles.dedup();
    let articles: Vec<String> = articles.iter().map(ToString::to_string).collect();
    let mut kinds: Vec<String> = Vec::new();
    let mut asks: Vec<String> = Vec::new();
    for (reason, _) in &reasons {
        let kind = reason.kind().name().to_owned();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        if let Reason::Unknown { causes, .. } = reason {
            for name in causes.iter().map(|cause| asked_name(cause, program)) {
                if !asks.contains(&name) {
                    asks.push(name);
                }
            }
        }
    }
    let mut differ = |at: Span, what: Phrase, expected: Word, actual: Word| {
        mismatches.push(Mismatch { at, what, expected, actual });
    };
    let said = |names: &[String]| Word::Plain(names.join(", "));
    // With the names as stories write them, what people call them.
    let glossed = |kinds: &[String], code: String| {
        let words = kinds
            .iter()
            .map(|kind| {
                RefusalKind::named(kind).map_or(Phrase::KindUnknown, RefusalKind::phrase).into()
            })
            .collect();
        Word::Phrase(Phrase::KindGloss, vec![("code", code.into()), ("words", Word::List(words))])
    };
    match (&line.refused, told) {
        (None, None) => {}
        (None, Some(_)) => {
            let mut actual = kinds.join(", ");
            if !articles.is_empty() {
                actual.push_str(&format!(" [{}]", articles.join(", ")));
            }
            differ(
                line.at.part(0, 1),
                Phrase::RefusedUnexpectedly,
                Phrase::AcceptedWord.into(),
                glossed(&kinds, actual),
            );
        }
        (Some(expected), None) => {
            let wanted = Word::Plain(expected.articles.join(", "));
            differ(expected.at, Phrase::AcceptedUnexpectedly, wanted, Phrase::AcceptedWord.into());
        }
        (Some(expected), Some(_)) => {
            let same = |left: &[String], right: &[String]| {
                let (mut left, mut right) = (left.to_vec(), right.to_vec());
                left.sort();
                right.sort();
                left == right
            };
            if expected.exact && !same(&expected.articles, &articles) {
                differ(
                    expected.at,
                    Phrase::OtherArticles,
                    said(&expected.articles),
                    said(&articles),
                );
            }
            if let Some(because) = &expected.because
                && !same(because, &kinds)
            {
                differ(
                    expected.at,
                    Phrase::OtherReasons,
                    said(because),
                    glossed(&kinds, kinds.join(", ")),
                );
            }
            if let Some(wanted) = &expected.asks
                && !same(wanted, &asks)
            {
                differ(expected.at, Phrase::OtherAsks, said(wanted), said(&asks));
            }
            if let Some(day) = expected.earliest {
                let found = reasons.iter().find_map(|(reason, _)| match reason {
                    Reason::TooEarly { earliest, .. } => Some(*earliest),
                    _ => None,
                });
                if found != Some(day) {
                    let found = found
                        .map_or(Phrase::NothingWord.into(), |day| Word::Plain(day.to_string()));
                    differ(expected.at, Phrase::OtherEarliest, Word::Plain(day.to_string()), found);
                }
            }
        }
    }
}

/// Compares the world with what is expected of it.
pub fn compare(
    expected: &PlannedExpect,
    engine: &Engine<'_>,
    world: &World,
    mismatches: &mut Vec<Mismatch>,
) {
    Comparison { engine, world, mismatches }.all(expected);
}

struct Comparison<'a> {
    engine: &'a Engine<'a>,
    world: &'a World,
    mismatches: &'a mut Vec<Mismatch>,
}

impl Comparison<'_> {
    fn differ(
        &mut self,
        at: Span,
        what: Phrase,
        expected: impl Into<Word>,
        actual: impl Into<Word>,
    ) {
        let (expected, actual) = (expected.into(), actual.into());
        self.mismatches.push(Mismatch { at, what, expected, actual });
    }

    fn instance(&mut self, address: &PlannedAddress) -> Option<InstanceId> {
        match resolve(self.engine.program, self.world, address) {
            Ok(id) => Some(id),
            Err(candidates) if candidates.is_empty() => {
                let wanted = address_text(self.engine.program, self.engine.cast, &address.address);
                self.differ(address.at, Phrase::InstanceMissing, wanted, Phrase::NothingWord);
                None
            }
            Err(candidates) => {
                let candidates = self.addresses(&candidates);
                self.differ(address.at, Phrase::AddressNotUnique, String::new(), candidates);
                None
            }
        }
    }

    fn addresses(&self, instances: &[InstanceId]) -> Word {
        let (program, cast) = (self.engine.program, self.engine.cast);
        let text = |&id: &InstanceId| address_text(program, cast, &self.world.address(program, id));
        Word::List(instances.iter().map(|id| Word::Plain(text(id))).collect())
    }

    fn all(&mut self, expected: &PlannedExpect) {
        let program = self.engine.program;
        for (address, states, all) in &expected.states {
            let Some(id) = self.instance(address) else { continue };
            let instance = self.world.instance(id);
            let machine = &program.machines[instance.machine];
            let Some(chart) = &instance.chart else { continue };
            let atomic: Vec<_> = chart.configuration().atomic_states(&machine.chart).collect();
            let active = |state: &crate::chart::StateId| chart.configuration().contains(*state);
            let fits = states.iter().all(active) && (!all || states.len() == atomic.len());
            if !fits {
                let name = |state: &crate::chart::StateId| machine.states[*state].name.clone();
                let wanted = states.iter().map(name).collect::<Vec<_>>().join(", ");
                let found = atomic.iter().map(name).collect::<Vec<_>>().join(", ");
                self.differ(address.at, Phrase::OtherStates, wanted, found);
            }
        }
        for address in &expected.missing {
            let found = match resolve(program, self.world, address) {
                Ok(id) => vec![id],
                Err(candidates) => candidates,
            };
            if !found.is_empty() {
                let found = self.addresses(&found);
                self.differ(address.at, Phrase::InstanceThere, Phrase::NothingWord, found);
            }
        }
        for (address, fields) in &expected.data {
            let Some(id) = self.instance(address) else { continue };
            for (at, wanted, span) in fields {
                let found = self.world.datum(program, id, *at);
                if found != Some(*wanted) {
                    let wanted = self.text(*wanted);
                    let found = found.map_or(Phrase::NothingWord.into(), |found| self.text(found));
                    self.differ(*span, Phrase::OtherData, wanted, found);
                }
            }
        }
        for entry in &expected.entries {
            if !self.world.entries().iter().any(|have| matches_entry(entry, have)) {
                let same = self.world.entries().iter().filter(|have| {
                    have.register == entry.register && have.subject == entry.subject
                });
                let found: Vec<Word> =
                    same.map(|have| Word::Plain(self.entry_text(have))).collect();
                let found =
                    if found.is_empty() { Phrase::NothingWord.into() } else { Word::List(found) };
                self.differ(entry.at, Phrase::EntryMissing, Phrase::ThisElement, found);
            }
        }
        for entry in &expected.no_entries {
            let found = self.world.entries().iter().find(|have| matches_entry(entry, have));
            if let Some(found) = found {
                let text = self.entry_text(found);
                self.differ(entry.at, Phrase::EntryThere, Phrase::NothingWord, text);
            }
        }
        for ledger in &expected.ledger {
            self.ledger(ledger);
        }
        for duty in &expected.obligations {
            let found = self.world.duties().iter().rev().find(|have| {
                have.obligation == duty.obligation && have.subject == Some(duty.subject)
            });
            let fits = found.is_some_and(|have| {
                have.status == duty.status && (duty.due.is_none() || have.due == duty.due)
            });
            if !fits {
                let found = found.map_or(Phrase::NothingWord.into(), |have| {
                    let due = have.due.map_or(String::new(), |due| format!(", {due}"));
                    Word::Plain(format!("{}{due}", status_name(have.status)))
                });
                self.differ(duty.at, Phrase::OtherDuty, status_name(duty.status), found);
            }
        }
        for record in &expected.records {
            let Some(id) = self.instance(&record.instance) else { continue };
            let kept = self
                .world
                .records()
                .iter()
                .filter(|kept| kept.instance == id && kept.record == record.record);
            let days: Vec<String> = kept.map(|kept| kept.until.to_string()).collect();
            if !days.contains(&record.until.to_string()) {
                self.differ(
                    record.at,
                    Phrase::OtherRecord,
                    record.until.to_string(),
                    days.join(", "),
                );
            }
        }
        for (address, findings) in &expected.findings_owed {
            let Some(id) = self.instance(address) else { continue };
            let mut owed = findings_owed(self.engine, self.world, id);
            let mut wanted = findings.clone();
            owed.sort();
            wanted.sort();
            if owed != wanted {
                let name = |id: &FindingId| program.findings[*id].name.clone();
                let wanted = wanted.iter().map(name).collect::<Vec<_>>().join(", ");
                let owed = owed.iter().map(name).collect::<Vec<_>>().join(", ");
                self.differ(address.at, Phrase::OtherFindings, wanted, owed);
            }
        }
        for (address, days) in &expected.earliest {
            let Some(id) = self.instance(address) else { continue };
            for (event, day) in days {
                let found = earliest(self.engine, self.world, id, *event);
                if found != Some(day.value) {
                    let found = found
                        .map_or(Phrase::NothingWord.into(), |day| Word::Plain(day.to_string()));
                    self.differ(day.span, Phrase::OtherEarliest, day.value.to_string(), found);
                }
            }
        }
    }

    fn ledger(&mut self, expected: &PlannedLedger) {
        let instance = match &expected.instance {
            Some(address) => match self.instance(address) {
                Some(id) => Some(id),
                None => return,
            },
            None => None,
        };
        let own = self.world.ledger().iter().filter(|entry| {
            entry.account == expected.account
                && expected.subject.is_none_or(|subject| subject == entry.subject)
                && instance.is_none_or(|instance| instance == entry.instance)
                && expected
                    .columns
                    .iter()
                    .all(|(at, value)| entry.columns.get(*at).copied().flatten() == Some(*value))
        });
        let sums = Sums::of(own);
        for (name, wanted) in &expected.sums {
            let found = match *name {
                "owed" => sums.owed,
                "paid" => sums.paid,
                "cancelled" => sums.cancelled,
                "reversed" => sums.reversed,
                "returned" => sums.returned,
                _ => sums.outstanding(),
            };
            if found != wanted.value {
                let money = |sum| format!("{name} {}", crate::lang::money_text(sum));
                self.differ(wanted.span, Phrase::OtherSum, money(wanted.value), money(found));
            }
        }
    }

    fn text(&self, value: Value) -> Word {
        Word::Plain(value_name(self.engine.program, self.engine.cast, self.world, value))
    }

    fn entry_text(&self, entry: &RegisterEntry) -> String {
        let program = self.engine.program;
        let info = &program.registers[entry.register];
        let columns = info.columns.iter().zip(&entry.columns).filter_map(|(column, value)| {
            let value = value_name(program, self.engine.cast, self.world, (*value)?);
            Some(format!("{}: {value}", column.name))
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        let to = entry.to.map_or(String::new(), |to| to.to_string());
        format!("({columns}) {}..{to}", entry.from)
    }
}

fn matches_entry(wanted: &PlannedEntry, have: &RegisterEntry) -> bool {
    have.register == wanted.register
        && have.subject == wanted.subject
        && wanted.from.is_none_or(|from| have.from == from)
        && wanted.to.is_none_or(|to| have.to == Some(to))
        && wanted.on.is_none_or(|on| have.covers(on))
        && wanted
            .columns
            .iter()
            .all(|(at, value)| have.columns.get(*at).copied().flatten() == Some(*value))
}

/// The findings for which the transitions wait that an instance could take now.
pub fn findings_owed(engine: &Engine<'_>, world: &World, id: InstanceId) -> Vec<FindingId> {
    let instance = world.instance(id);
    let machine = &engine.program.machines[instance.machine];
    let mut owed = Vec::new();
    let Some(chart) = instance.chart.as_ref().filter(|chart| !chart.ended()) else { return owed };
    for state in chart.configuration().iter() {
        for &transition in machine.chart.transitions_of(state) {
            for guard in &machine.transitions[transition].guards {
                let verdict = engine.look(world, id).guard(guard);
                let Ok(Verdict::Unknown(causes)) = verdict else { continue };
                for cause in causes {
                    if let Cause::Finding(_, finding) = cause
                        && !owed.contains(&finding)
                    {
                        owed.push(finding);
                    }
                }
            }
        }
    }
    owed
}

/// The first lawful day of an event: of the transitions that hear it now, the earliest floor.
pub fn earliest(
    engine: &Engine<'_>,
    world: &World,
    id: InstanceId,
    event: crate::chart::EventId,
) -> Option<crate::calendar::Day> {
    let instance = world.instance(id);
    let machine = &engine.program.machines[instance.machine];
    let chart = instance.chart.as_ref()?;
    crate::chart::candidates(&machine.chart, chart.configuration(), Some(event))
        .filter_map(|transition| engine.earliest(world, id, transition).ok().flatten())
        .map(|(day, _)| day)
        .min()
}
