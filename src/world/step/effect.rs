//! The morning on which a part of an amendment comes into effect: cases that wait in a state which
//! is gone go on in another, and terms are counted as the amendment says (DESIGN 9.4, 9.5). It is no
//! transition: nothing is done on exit or entry.

use super::asked::Asked;
use super::delivery::{Delivery, Queue};
use super::engine::Engine;
use crate::calendar::{Counted, Day};
use crate::chart::StateId;
use crate::policy::Running;
use crate::program::{MoveInfo, PartInfo};
use crate::rule::InstanceId;
use crate::world::counting;
use crate::world::deciding;
use crate::world::journal::{Recorder, What};
use crate::world::store::{DutyStatus, Term, TermOf, Timer, TimerKey, TimerRank, Watched};
use crate::world::world::World;

impl Engine<'_> {
    /// A part comes into effect; from now on it is asked for whom it holds.
    pub(super) fn begin_part<R: Recorder>(&self, world: &mut World, at: u32, recorder: &mut R) {
        let Some(part) = self.program.versions.parts.get(at as usize) else { return };
        world.begin_part(at);
        // A decision comes into effect once, whatever the number of its parts.
        let earlier = self.program.versions.parts.iter().take(at as usize);
        let told =
            |other: &PartInfo| (&other.amendment, other.from) == (&part.amendment, part.from);
        if !earlier.into_iter().any(told) {
            recorder.record(world.today(), What::InEffect { part: at });
        }
        for id in world.instances().map(|(id, _)| id).collect::<Vec<_>>() {
            if self.is_under(world, id, at) {
                for &one in &part.moves {
                    self.go_on(world, id, one, recorder);
                }
            }
        }
        for term in world.terms.running() {
            let running = part.running.iter().find(|(of, _)| *of == term.parameter);
            if let Some(&(_, running)) = running
                && running != Running::Keep
                && self.is_under(world, term.instance, at)
            {
                self.recount(world, &term, part, running, recorder);
            }
        }
    }

    fn is_under(&self, world: &World, id: InstanceId, part: u32) -> bool {
        let version = deciding::version(self.program, world, id);
        let held = self.program.versions.held.get(usize::from(version.0));
        held.is_some_and(|held| held & (1_u64 << part) != 0)
    }

    /// A case goes on in another state.
    fn go_on<R: Recorder>(
        &self,
        world: &mut World,
        id: InstanceId,
        MoveInfo { machine, from, to }: MoveInfo,
        recorder: &mut R,
    ) {
        let Some(before) = world.instance(id).chart.clone() else { return };
        if world.machine_of(id) != machine || !before.configuration().contains(from) {
            return;
        }
        let chart = &self.program.machines[machine].chart;
        let after = before.relocated(chart, from, to);
        let missing =
            |one: &crate::chart::Snapshot, state: StateId| !one.configuration().contains(state);
        let left = before.configuration().iter().filter(|&state| missing(&after, state)).collect();
        let entered: smallvec::SmallVec<[StateId; 2]> =
            after.configuration().iter().filter(|&state| missing(&before, state)).collect();
        let own = after.configuration().clone();
        let what = What::GoesOn { instance: id, left, entered: entered.clone() };
        recorder.record(world.today(), what);
        world.begin();
        let timers = world.timers.of_instance(id).filter(|key| match key.rank {
            TimerRank::State(transition) => missing(&after, chart.source(transition)),
            _ => false,
        });
        for key in timers.collect::<Vec<_>>() {
            world.timers.take(key);
        }
        self.put_chart(world, id, after, recorder);
        let nothing = Delivery::nothing();
        let (mut asked, mut queue) = (Asked::default(), Queue::default());
        let mut stepper = self.stepper(world, id, &nothing, &mut asked, &mut queue, recorder);
        for state in entered {
            stepper.start_timers(state, &own);
        }
        stepper.finish();
        world.commit();
    }

    /// A term is counted again. One that is over under its new length ended the day before.
    fn recount<R: Recorder>(
        &self,
        world: &mut World,
        term: &Term,
        part: &PartInfo,
        running: Running,
        recorder: &mut R,
    ) {
        let today = world.today();
        let Some(old) = self.last_of(world, term) else {
            if self.stands_still(world, term) {
                recorder.record(today, What::Recounted { term: *term, last: None });
            }
            return;
        };
        if old < today {
            return;
        }
        // What stood still in between, or was ended early, cannot be told from its first day.
        let as_counted = old == term.last;
        let start = match running {
            Running::Anew => Some(part.from),
            Running::Keep | Running::Recount => term.start,
        };
        let counted = start.filter(|_| as_counted).and_then(|start| {
            let length = deciding::period(self.program, world, term.instance, term.parameter);
            let calendar = &self.cast.calendar;
            let count =
                length.and_then(|length| counting::last(calendar, start, length, term.counting));
            count.ok()
        });
        let Some(Counted { last, .. }) = counted else {
            recorder.record(today, What::Recounted { term: *term, last: None });
            return;
        };
        let last = last.max(today.previous());
        if last == old {
            return;
        }
        world.begin();
        world.terms.note(Term { start, last, ..*term });
        self.put_last(world, term, (old, last));
        recorder.record(today, What::Recounted { term: *term, last: Some(last) });
        world.commit();
    }

    /// Whether a term is a timer that stands still.
    fn stands_still(&self, world: &World, term: &Term) -> bool {
        match term.of {
            TermOf::Timer(transition) => world.timers.stopped(term.instance, transition).is_some(),
            TermOf::Entry(_) | TermOf::Duty(_) | TermOf::Record(_) => false,
        }
    }

    /// The last day of a term that still runs.
    fn last_of(&self, world: &World, term: &Term) -> Option<Day> {
        match term.of {
            TermOf::Timer(transition) => {
                world.timers.of(term.instance, transition).map(|key| key.morning.previous())
            }
            TermOf::Entry(entry) => world.registers.get(entry)?.to,
            TermOf::Duty(duty) => {
                let duty = world.duties.get(duty).filter(|duty| duty.status == DutyStatus::Open);
                duty?.due
            }
            TermOf::Record(record) => {
                world.records.all().get(record as usize).map(|record| record.until)
            }
        }
    }

    fn put_last(&self, world: &mut World, term: &Term, (old, last): (Day, Day)) {
        let rank = match term.of {
            TermOf::Timer(transition) => TimerRank::State(transition),
            TermOf::Entry(entry) => {
                if let Some(line) = world.registers.get(entry) {
                    let lines = Watched::Register(line.register, line.subject);
                    world.turn(last.plus_days(1).unwrap_or(Day::MAX), lines);
                }
                world.registers.end(entry, last);
                TimerRank::Entry(entry)
            }
            TermOf::Duty(duty) => {
                world.duties.set_due(duty, last);
                TimerRank::Duty(duty)
            }
            TermOf::Record(record) => {
                world.records.set_until(record, last);
                TimerRank::Record(record)
            }
        };
        let morning = |last: Day| last.plus_days(1).unwrap_or(Day::MAX);
        let key = |last| TimerKey { morning: morning(last), instance: term.instance, rank };
        let timer = world.timers.take(key(old)).unwrap_or(Timer::Mark);
        world.timers.set(key(last), timer);
    }
}
