//! Lines of registers: entered, ended.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::calendar::Day;
use crate::policy::Cited;
use crate::program::Tree;
use crate::rule::{RegisterId, SubjectId, Value};
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Cause;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;
use crate::world::store::{Agreement, RegisterEntry, TermOf, Timer, TimerKey, TimerRank, Watched};

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn enter_line(
        &mut self,
        register: RegisterId,
        subject: SubjectId,
        columns: SmallVec<[Option<Value>; 4]>,
        (from, to): (Option<Day>, Option<(Day, &Tree)>),
        cited: &Arc<Cited>,
    ) {
        let (cause, entered) = (Some(self.instance), self.world.today());
        let from = from.unwrap_or(entered);
        let counted = to;
        let to = to.map(|(to, _)| to);
        let line = RegisterEntry { register, subject, columns, cause, from, to, entered };
        let lines = Watched::Register(register, subject);
        self.world.turn(from, lines);
        let entry = self.world.registers.enter(line);
        if let Some(morning) = to.and_then(|to| to.plus_days(1)) {
            self.mark(morning, TimerRank::Entry(entry));
            if morning > entered {
                self.world.waiting.turn(morning, lines);
            }
        }
        if let Some((to, tree)) = counted {
            self.note_end(TermOf::Entry(entry), tree, [from, entered], to);
        }
        self.effect(|| What::Entered { entry, to, cited: Arc::clone(cited) });
    }

    /// Ends what runs on after today; a column that is not wanted may be any.
    pub(super) fn end_lines(
        &mut self,
        register: RegisterId,
        subject: SubjectId,
        wanted: &[Option<Value>],
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let today = self.world.today();
        let declared = &self.engine.program.registers[register].columns;
        let mut matching = Vec::new();
        for (at, line) in self.world.registers.on(register, subject) {
            if line.to.is_some_and(|to| to <= today) {
                continue;
            }
            let wanted =
                wanted.iter().enumerate().filter_map(|(at, value)| value.map(|value| (at, value)));
            match line.agrees(declared, wanted) {
                Agreement::Yes => matching.push(at),
                Agreement::No => {}
                Agreement::Perhaps(column) => {
                    return Err(Failure::causes(vec![Cause::Entry(subject, register, column)]));
                }
            }
        }
        // The line holds to the end of today; what waits for its end may move tomorrow.
        if let Some(tomorrow) = today.plus_days(1)
            && !matching.is_empty()
        {
            self.world.turn(tomorrow, Watched::Register(register, subject));
        }
        for entry in matching {
            self.world.registers.end(entry, today);
            self.effect(|| What::Ended { entry, cited: Arc::clone(cited) });
        }
        Ok(())
    }

    /// Something is told on a later morning.
    pub(super) fn mark(&mut self, morning: Day, rank: TimerRank) {
        // What has ended already is not told on a later morning.
        if morning > self.world.today() {
            let key = TimerKey { morning, instance: self.instance, rank };
            self.world.timers.set(key, Timer::Mark);
        }
    }
}
