//! The lifecycle run by banfa: one record after the other or all together, with any recorder, and
//! parts of an event by themselves.

use std::path::Path;

use banfa::calendar::Day;
use banfa::chart::{self, Answer, Configuration, EventId, Host, Limits, StateId, TransitionId};
use banfa::ident::Id;
use banfa::lang::Text;
use banfa::pipeline;
use banfa::program::Program;
use banfa::rule::{FactId, MachineId, SubjectId, Value};
use banfa::world::{
    Address, Cast, Data, Engine, FactVersion, Incoming, Journal, Part, Recorder, Target, World,
};
use smallvec::smallvec;

use super::record::{EVENTS, Fact, Record};

/// How many ended as `awarded`, `rejected` and `revoked`.
pub type Ends = [usize; 3];

/// The facts of one record, resolved.
pub type Facts = [(FactId, Value); 10];

/// A loaded bundle of the lifecycle's shape.
pub struct Lifecycle {
    pub program: Program,
    machine: MachineId,
    events: Vec<EventId>,
    ends: [StateId; 3],
    day: Day,
}

impl Lifecycle {
    pub fn load(folder: &Path) -> Option<Self> {
        let program = pipeline::load(folder).program?;
        let machine = program.machine("lifecycle")?;
        let events: Option<Vec<_>> = EVENTS.iter().map(|name| program.event(name)).collect();
        let state = |name: &str| {
            let found = program.machines[machine].states.find(|state| state.name == name);
            found.map(|(id, _)| id)
        };
        let ends = [state("awarded")?, state("rejected")?, state("revoked")?];
        let (events, day) = (events?, Day::ymd(2024, 1, 2)?);
        Some(Self { program, machine, events, ends, day })
    }

    /// The record's facts by id.
    pub fn facts(&self, record: &Record) -> Option<Facts> {
        let mut facts = [(FactId::new(0), Value::Bool(false)); 10];
        for (place, (name, fact)) in facts.iter_mut().zip(record.facts) {
            let value = match fact {
                Fact::Count(count) => Value::Count(count),
                Fact::Flag(flag) => Value::Bool(flag),
            };
            *place = (self.program.fact(name)?, value);
        }
        Some(facts)
    }

    /// So many subjects.
    pub fn cast(&self, subjects: usize) -> Cast {
        let mut cast = Cast::new(&self.program);
        if let Some((kind, _)) = self.program.kinds.enumerated().next() {
            for _ in 0..subjects {
                cast.add_subject(String::new(), Text::default(), kind);
            }
        }
        cast
    }

    fn engine<'a>(&'a self, cast: &'a Cast) -> Engine<'a> {
        Engine { program: &self.program, cast }
    }

    fn know(&self, engine: &Engine<'_>, world: &mut World, subject: SubjectId, facts: &Facts) {
        for &(fact, value) in facts {
            let (value, true_from, true_to) = (Some(value), None, None);
            let (known_from, by) = (None, None);
            let told = FactVersion { subject, fact, value, true_from, true_to, known_from, by };
            engine.given(world, told);
        }
    }

    /// Sends one event; a refusal is an outcome like any other.
    fn send<R: Recorder>(
        &self,
        engine: &Engine<'_>,
        world: &mut World,
        subject: usize,
        event: EventId,
        recorder: &mut R,
    ) {
        // The first event opens the instance at its address; subjects and instances count alike.
        let target = if subject < world.instance_count() {
            Target::Instance(Id::new(subject))
        } else {
            let key = smallvec![Value::Subject(Id::new(subject))];
            Target::Address(Address { parts: vec![Part { machine: self.machine, key }] })
        };
        let incoming = Incoming { event, target, actor: None, role: None, data: Data::new() };
        let _ = std::hint::black_box(engine.step(world, &incoming, recorder));
    }

    fn count(&self, world: &World, ends: &mut Ends) {
        for (_, instance) in world.instances() {
            let Some(chart) = &instance.chart else { continue };
            for (count, &end) in ends.iter_mut().zip(&self.ends) {
                *count += usize::from(chart.configuration().contains(end));
            }
        }
    }

    /// A world of its own for each record: its facts, then its nine events.
    pub fn one_by_one<R: Recorder + Default>(&self, records: &[Facts]) -> Ends {
        let cast = self.cast(1);
        let engine = self.engine(&cast);
        let mut ends = Ends::default();
        for facts in records {
            let mut world = World::new(self.day);
            let mut recorder = R::default();
            self.know(&engine, &mut world, Id::new(0), facts);
            for &event in &self.events {
                self.send(&engine, &mut world, 0, event, &mut recorder);
            }
            self.count(&world, &mut ends);
            std::hint::black_box(&recorder);
        }
        ends
    }

    /// As `one_by_one`, without a single event: what a record costs before anything happens.
    pub fn only_known(&self, records: &[Facts]) {
        let cast = self.cast(1);
        let engine = self.engine(&cast);
        for facts in records {
            let mut world = World::new(self.day);
            self.know(&engine, &mut world, Id::new(0), facts);
            std::hint::black_box(&world);
        }
    }

    /// All records in one world, the first `events` events each, event by event.
    pub fn world<R: Recorder>(
        &self,
        cast: &Cast,
        records: &[Facts],
        events: usize,
        recorder: &mut R,
    ) -> World {
        let engine = self.engine(cast);
        let mut world = World::new(self.day);
        for (subject, facts) in records.iter().enumerate() {
            self.know(&engine, &mut world, Id::new(subject), facts);
        }
        for &event in self.events.iter().take(events) {
            for subject in 0..records.len() {
                self.send(&engine, &mut world, subject, event, recorder);
            }
        }
        world
    }

    /// All records in one world, event by event.
    pub fn together<R: Recorder>(&self, cast: &Cast, records: &[Facts], recorder: &mut R) -> Ends {
        let mut ends = Ends::default();
        self.count(&self.world(cast, records, self.events.len(), recorder), &mut ends);
        ends
    }

    /// Every guard of the machine for every instance; answers how many were asked.
    pub fn guards(&self, cast: &Cast, world: &World) -> usize {
        let engine = self.engine(cast);
        let transitions = &self.program.machines[self.machine].transitions;
        let mut asked = 0;
        for (id, _) in world.instances() {
            for guard in transitions.iter().flat_map(|transition| &transition.guards) {
                let _ = std::hint::black_box(engine.look(world, id).guard(guard));
                asked += 1;
            }
        }
        asked
    }

    /// What each guard says for each instance, a bit a transition; one without a guard holds.
    pub fn answers(&self, cast: &Cast, world: &World) -> Vec<u64> {
        let engine = self.engine(cast);
        let transitions = &self.program.machines[self.machine].transitions;
        let of = |instance| {
            transitions.enumerated().fold(0, |bits, (id, transition)| {
                let mut look = engine.look(world, instance);
                let holds = transition
                    .guards
                    .iter()
                    .all(|guard| look.guard(guard) == Ok(banfa::world::journal::Verdict::Met));
                bits | u64::from(holds) << id.index()
            })
        };
        world.instances().map(|(id, _)| of(id)).collect()
    }

    /// The chart alone: a host that answers at once and does nothing. Answers how many guards were
    /// asked, how many transitions were taken, and the ends.
    pub fn selection(&self, answers: &[u64]) -> (usize, usize, Ends) {
        let chart = &self.program.machines[self.machine].chart;
        let transitions = &self.program.machines[self.machine].transitions;
        let guarded = transitions.enumerated().fold(0, |bits, (id, transition)| {
            bits | u64::from(!transition.guards.is_empty()) << id.index()
        });
        let mut host = Ready { answers: 0, guarded, asked: 0, taken: 0 };
        let mut ends = Ends::default();
        for &bits in answers {
            host.answers = bits;
            let started = chart::start(chart, &mut host, Limits::default());
            let Ok(mut snapshot) = started else { continue };
            for &event in &self.events {
                let done = chart::handle(chart, &mut snapshot, event, &mut host, Limits::default());
                let _ = std::hint::black_box(done);
            }
            for (count, &end) in ends.iter_mut().zip(&self.ends) {
                *count += usize::from(snapshot.configuration().contains(end));
            }
        }
        (host.asked, host.taken, ends)
    }
}

/// How much a journal holds.
pub fn entries(journal: &Journal) -> usize {
    journal.entries.len()
}

/// A host whose guards are decided beforehand.
struct Ready {
    answers: u64,
    /// The transitions that have a guard.
    guarded: u64,
    /// How many guards were asked.
    asked: usize,
    taken: usize,
}

impl Host for Ready {
    type Error = std::convert::Infallible;
    fn guard(
        &mut self,
        transition: TransitionId,
        _: Option<EventId>,
        _: &Configuration,
    ) -> Result<Answer, Self::Error> {
        self.asked += (self.guarded >> transition.index() & 1) as usize;
        let holds = self.answers >> transition.index() & 1 == 1;
        Ok(if holds { Answer::Yes } else { Answer::No })
    }
    fn on_exit(&mut self, _: StateId, _: &Configuration) -> Result<(), Self::Error> {
        Ok(())
    }
    fn on_transition(&mut self, _: TransitionId, _: &Configuration) -> Result<(), Self::Error> {
        self.taken += 1;
        Ok(())
    }
    fn on_entry(&mut self, _: StateId, _: &Configuration) -> Result<(), Self::Error> {
        Ok(())
    }
    fn raise(&mut self, _: EventId) {}
    fn next_internal(&mut self) -> Option<EventId> {
        None
    }
}
