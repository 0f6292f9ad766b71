//! Playing a plan: the clock moves from line to line, and each line happens.

use super::address::PlannedAddress;
use super::carried::PlannedValue;
use super::expect::{Mismatch, Weight, compare_refusal};
use super::heard::Heard;
use super::names::address_text;
use super::planned::{Plan, PlannedLine, PlannedWhat};
use super::resolve::resolve;
use crate::calendar::Day;
use crate::lang::{Phrase, Word};
use crate::program::Program;
use crate::rule::{InstanceId, Value};
use crate::world::{
    Address, Cast, Data, Engine, ExplainingJournal, FindingMade, Incoming, Journal, Reason,
    Recorder, RegisterEntry, Target, Told, World, journal::What,
};

/// What had changed after a line of the story. What stands as it stood is not told again, so that a
/// long story among many takes no more room than what happens in it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The line, counted from 0.
    pub line: usize,
    /// The day.
    pub day: Day,
    /// The instances that moved since the line before, each with the names of its innermost states, in
    /// the order of creation.
    pub changed: Vec<(InstanceId, Vec<String>)>,
    /// How many entries the journal has by then.
    pub entries: usize,
    /// Whether the event of the line was accepted; none where it has none.
    pub accepted: Option<bool>,
}

/// A scenario that was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// The plan.
    pub plan: Plan,
    /// What happened.
    pub journal: Journal,
    /// How it ended.
    pub world: World,
    /// What was expected otherwise.
    pub mismatches: Vec<Mismatch>,
    /// What had changed after each line, where it was asked for.
    pub moments: Vec<Moment>,
}

/// How far a story is, for one who watches it.
pub struct Watched<'w, R> {
    /// The world and the rules that govern it.
    pub engine: Engine<'w>,
    /// The world.
    pub world: &'w World,
    /// What was recorded so far.
    pub journal: &'w R,
    /// The line that was played, and whether what it tells was accepted; none at the end.
    pub line: Option<(usize, Option<bool>)>,
}

/// Plays a plan, watched after each line and at the end.
pub fn play_watched(
    plan: Plan,
    program: &Program,
    watch: impl FnMut(Watched<'_, Journal>),
) -> Played {
    let (mut played, journal, _) = play_into(plan, program, Journal::default(), watch, &|| true);
    played.journal = journal;
    played
}

/// Plays a plan; the journal also holds each condition clause by clause.
pub fn play_explained(plan: Plan, program: &Program) -> Played {
    let journal = ExplainingJournal::default();
    let (mut played, ExplainingJournal(journal), _) =
        play_into(plan, program, journal, |_| {}, &|| true);
    played.journal = journal;
    played
}

/// Plays a plan for a listener of one's own, who is handed back.
pub fn play_for<R: Recorder>(plan: Plan, program: &Program, recorder: R) -> (Played, R) {
    let (played, recorder, _) = play_into(plan, program, recorder, |_| {}, &|| true);
    (played, recorder)
}

/// Plays a plan for a listener of one's own, watched after each line and at the end.
pub fn play_heard<R: Recorder>(
    plan: Plan,
    program: &Program,
    recorder: R,
    watch: impl FnMut(Watched<'_, R>),
) -> (Played, R) {
    let (played, recorder, _) = play_into(plan, program, recorder, watch, &|| true);
    (played, recorder)
}

/// The world in which a story begins: what is known and what stood in registers before.
pub(super) fn begin(plan: &Plan, program: &Program, first: Day) -> World {
    let mut world = World::under(program, first);
    let engine = Engine { program, cast: &plan.cast };
    for fact in &plan.facts {
        engine.given(&mut world, fact.version(None, None));
    }
    for entry in &plan.before {
        let mut columns =
            smallvec::SmallVec::from_elem(None, program.registers[entry.register].columns.len());
        for &(at, value) in &entry.columns {
            if let Some(column) = columns.get_mut(at) {
                *column = Some(value);
            }
        }
        let from = entry.from.unwrap_or(first);
        engine.stood(
            &mut world,
            RegisterEntry {
                register: entry.register,
                subject: entry.subject,
                columns,
                cause: None,
                from,
                to: entry.to,
                entered: from.min(first),
            },
        );
    }
    world
}

/// What was played, its journal apart, and whether there was time for all of it.
pub(super) fn play_into<R: Recorder>(
    mut plan: Plan,
    program: &Program,
    mut journal: R,
    mut watch: impl FnMut(Watched<'_, R>),
    going: &dyn Fn() -> bool,
) -> (Played, R, bool) {
    let first = plan.lines.iter().map(|line| line.day).min().or(plan.until);
    let first = first.or(Day::ymd(2000, 1, 1)).unwrap_or(Day::MIN);
    let mut world = begin(&plan, program, first);
    let mut mismatches = Vec::new();
    let lines = std::mem::take(&mut plan.lines);
    let mut whole = true;
    for (at, line) in lines.iter().enumerate() {
        whole = whole && going();
        if !whole {
            break;
        }
        Engine { program, cast: &plan.cast }.advance(&mut world, line.day, &mut journal);
        let mut player = Player {
            program,
            cast: &mut plan.cast,
            world: &mut world,
            journal: &mut journal,
            mismatches: &mut mismatches,
        };
        let accepted = player.line(line);
        let engine = Engine { program, cast: &plan.cast };
        let line_told = Some((at, accepted));
        watch(Watched { engine, world: &world, journal: &journal, line: line_told });
    }
    plan.lines = lines;
    let engine = Engine { program, cast: &plan.cast };
    if let Some(until) = plan.until.filter(|_| whole) {
        engine.advance(&mut world, until, &mut journal);
    }
    let last = Engine { program, cast: &plan.cast };
    watch(Watched { engine: last, world: &world, journal: &journal, line: None });
    if let Some(expected) = &plan.expect {
        expected.compare(&engine, &world, &mut mismatches);
    }
    let (none, moments) = (Journal::default(), Vec::new());
    (Played { plan, journal: none, world, mismatches, moments }, journal, whole)
}

/// Who lets a line happen.
pub(super) struct Player<'a, R> {
    pub(super) program: &'a Program,
    pub(super) cast: &'a mut Cast,
    pub(super) world: &'a mut World,
    pub(super) journal: &'a mut R,
    pub(super) mismatches: &'a mut Vec<Mismatch>,
}

impl<R: Recorder> Player<'_, R> {
    /// Plays a line and compares; answers whether its event or finding was accepted.
    pub(super) fn line(&mut self, line: &PlannedLine) -> Option<bool> {
        if let PlannedWhat::Expect(expected) = &line.what {
            let engine = Engine { program: self.program, cast: self.cast };
            expected.compare(&engine, self.world, self.mismatches);
            return None;
        }
        let before = self.mismatches.len();
        let (told, list) = match line.list {
            Some(_) => {
                let mut heard = Heard::new(&mut *self.journal);
                let (program, mismatches) = (self.program, &mut *self.mismatches);
                let (cast, world) = (&mut *self.cast, &mut *self.world);
                let journal = &mut heard;
                let told = Player { program, cast, world, journal, mismatches }.happen(line);
                (told, heard.last())
            }
            None => (self.happen(line), None),
        };
        if matches!(line.what, PlannedWhat::Learn { .. }) {
            return None;
        }
        if !line.judged {
            // That an address means several is a mistake under any law.
            return Some(told.is_ok());
        }
        let concerned = (line.at, line.machine(self.program));
        let (expected, refused) = (line.refused.as_ref(), told.as_ref().err());
        compare_refusal(concerned, expected, refused, self.program, self.mismatches);
        if let Some(expected) = &line.list {
            let engine = Engine { program: self.program, cast: self.cast };
            let came = (list.as_ref(), refused);
            expected.compare(&engine, self.world, came, self.mismatches);
        }
        let whom = match &line.what {
            PlannedWhat::Event { to, .. } => Some(to),
            PlannedWhat::Findings { about, .. } => Some(about),
            PlannedWhat::Learn { .. } | PlannedWhat::Expect(_) => None,
        };
        let whom = whom.map(|to| address_text(self.program, self.cast, &to.address));
        for mismatch in self.mismatches.iter_mut().skip(before) {
            mismatch.whom.clone_from(&whom);
        }
        Some(told.is_ok())
    }

    /// Lets the event, the findings or the news of a line happen.
    ///
    /// # Errors
    /// How it was refused.
    pub(super) fn happen(&mut self, line: &PlannedLine) -> Result<(), Told> {
        match &line.what {
            PlannedWhat::Event { event, to, data } => self.event(line, *event, to, data),
            PlannedWhat::Findings { findings, about, reason } => {
                self.findings(line, findings, about, *reason)
            }
            PlannedWhat::Learn { facts } => {
                let engine = Engine { program: self.program, cast: self.cast };
                for fact in facts {
                    let version = fact.version(Some(line.day), line.by);
                    engine.learn(self.world, version, self.journal);
                }
                Ok(())
            }
            PlannedWhat::Expect(_) => Ok(()),
        }
    }

    fn findings(
        &mut self,
        line: &PlannedLine,
        findings: &[(crate::rule::FindingId, bool)],
        about: &PlannedAddress,
        reason: Option<crate::ident::Symbol>,
    ) -> Result<(), Told> {
        let instance = resolve(self.program, self.world, about);
        if let Err(candidates) = &instance {
            self.not_unique(about.at, candidates);
        }
        let mut refused: Vec<Reason> = Vec::new();
        for &(finding, answer) in findings {
            let engine = Engine { program: self.program, cast: self.cast };
            let done = match instance {
                Ok(instance) => {
                    let (day, by) = (line.day, line.by);
                    let made = FindingMade { instance, finding, answer, day, by, reason };
                    engine.find(self.world, made, line.role, self.journal)
                }
                Err(_) => Err(vec![Reason::NoInstance(Some(self.program.findings[finding].about))]),
            };
            let Err(reasons) = done else { continue };
            let (address, actor) = (about.address.clone(), line.by);
            let what = What::FindingRefused { finding, address, actor, reasons: reasons.clone() };
            self.journal.record(line.day, what);
            refused.extend(reasons);
        }
        match refused.is_empty() {
            true => Ok(()),
            false => Err(Told { reasons: refused, undone: Vec::new() }),
        }
    }

    fn event(
        &mut self,
        line: &PlannedLine,
        event: crate::chart::EventId,
        to: &PlannedAddress,
        data: &[(crate::program::FieldId, PlannedValue)],
    ) -> Result<(), Told> {
        let target = self.target(event, to);
        let mut carried = Data::new();
        let around = match &target {
            Target::Instance(id) => Some(*id),
            Target::Address(address) => {
                let owners = address.parts.len().saturating_sub(1);
                let parts = address.parts.iter().take(owners).cloned().collect();
                self.world.at_address(&Address { parts })
            }
        };
        let mut missing = None;
        for (field, value) in data {
            match self.value(value, around) {
                Ok(value) => carried.push((*field, value)),
                Err(at) => missing = Some(at),
            }
        }
        if let Some(at) = missing {
            self.mismatches.push(Mismatch {
                at,
                what: Phrase::AddressLeadsNowhere,
                expected: Word::Plain(String::new()),
                actual: Word::Plain(String::new()),
                whom: None,
                weight: Weight::Mistake,
            });
        }
        let incoming = Incoming { event, target, actor: line.by, role: line.role, data: carried };
        let engine = Engine { program: self.program, cast: self.cast };
        engine.step(self.world, &incoming, self.journal)
    }

    /// The instance that a short address means, or the address at which one may be opened.
    fn target(&mut self, event: crate::chart::EventId, to: &PlannedAddress) -> Target {
        if to.whole {
            return match self.world.at_address(&to.address) {
                Some(id) => Target::Instance(id),
                None => Target::Address(to.address.clone()),
            };
        }
        match resolve(self.program, self.world, to) {
            Ok(id) => Target::Instance(id),
            Err(candidates) if candidates.is_empty() => {
                // The only running owner is meant where the event opens an instance.
                let machine =
                    to.address.parts.first().map(|part| &self.program.machines[part.machine]);
                let opens = machine.is_some_and(|machine| machine.opened_by.contains(&event));
                let owner = machine.and_then(|machine| machine.owner).filter(|_| opens);
                let owners = owner.into_iter().flat_map(|owner| self.world.instances_of(owner));
                let running = owners.filter(|(_, instance)| !instance.ended());
                // Whether there is one is told by the first two.
                let running: Vec<InstanceId> = running.take(2).map(|(id, _)| id).collect();
                match running.as_slice() {
                    [owner] => {
                        let mut address = self.world.address(self.program, *owner);
                        address.parts.extend(to.address.parts.iter().cloned());
                        Target::Address(address)
                    }
                    _ => Target::Address(to.address.clone()),
                }
            }
            Err(candidates) => {
                self.not_unique(to.at, &candidates);
                Target::Address(to.address.clone())
            }
        }
    }

    /// A short address that could mean several instances is a mistake of the scenario.
    fn not_unique(&mut self, at: crate::source::Span, candidates: &[InstanceId]) {
        if candidates.is_empty() {
            return;
        }
        let names = candidates.iter().map(|&id| {
            Word::Plain(address_text(
                self.program,
                self.cast,
                &self.world.address(self.program, id),
            ))
        });
        self.mismatches.push(Mismatch {
            at,
            what: Phrase::AddressNotUnique,
            expected: Word::Plain(String::new()),
            actual: Word::List(names.collect()),
            whom: None,
            weight: Weight::Mistake,
        });
    }

    fn value(
        &mut self,
        value: &PlannedValue,
        around: Option<InstanceId>,
    ) -> Result<Value, crate::source::Span> {
        match value {
            PlannedValue::Known(value) => Ok(*value),
            PlannedValue::Address(address) => {
                let found = self.near(address, around).ok_or(address.at)?;
                Ok(Value::Instance(found))
            }
            PlannedValue::Places(rows) => {
                let mut found = Vec::with_capacity(rows.len());
                for (address, place) in rows {
                    let instance = self.near(address, around).ok_or(address.at)?;
                    found.push(vec![Some(Value::Instance(instance)), Some(*place)]);
                }
                Ok(Value::List(self.cast.pool.add_list(found)))
            }
        }
    }

    /// A short address is read from the instance that the event goes to: its child, or itself.
    fn near(&self, address: &PlannedAddress, around: Option<InstanceId>) -> Option<InstanceId> {
        if address.whole {
            return self.world.at_address(&address.address);
        }
        let mut at = around;
        while let Some(owner) = at {
            let found = address
                .address
                .parts
                .iter()
                .try_fold(owner, |owner, part| self.world.find(Some(owner), part));
            if found.is_some() {
                return found;
            }
            at = self.world.instance(owner).owner;
        }
        resolve(self.program, self.world, address).ok()
    }
}
