//! Duties and records.

use std::sync::Arc;

use crate::calendar::Day;
use crate::chart::Configuration;
use crate::policy::Cited;
use crate::program::{ObligationId, RecordKindId, Tree};
use crate::rule::SubjectId;
use crate::world::journal::{Recorder, What};
use crate::world::step::failure::Failure;
use crate::world::step::floor::date;
use crate::world::step::stepper::Stepper;
use crate::world::store::{DutyStatus, Kept, Obliged, TermOf, TimerRank};

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn oblige(
        &mut self,
        obligation: ObligationId,
        subject: Option<SubjectId>,
        due: Option<(Day, &Tree)>,
        cited: &Arc<Cited>,
    ) {
        let (instance, since) = (self.instance, self.world.today());
        let status = DutyStatus::Open;
        let counted = due;
        let due = due.map(|(due, _)| due);
        let laid = Obliged { obligation, instance, subject, since, due, status };
        let duty = self.world.duties.lay(laid);
        if let Some(morning) = due.and_then(|due| due.plus_days(1)) {
            // As with timers, a last day that has passed already tells on the next morning.
            let tomorrow = since.plus_days(1).unwrap_or(morning);
            self.mark(morning.max(tomorrow), TimerRank::Duty(duty));
        }
        if let Some((due, tree)) = counted {
            self.note_end(TermOf::Duty(duty), tree, [since, since], due);
        }
        self.effect(|| What::Obliged { duty, due, cited: Arc::clone(cited) });
    }

    /// Tells of the latest duty of that kind where it is still open or overdue.
    pub(super) fn left_undone(&mut self, obligation: ObligationId, cited: &Arc<Cited>) {
        let latest = self.world.duties.of(self.instance, obligation).next();
        let owed = latest
            .filter(|(_, duty)| matches!(duty.status, DutyStatus::Open | DutyStatus::Overdue));
        if let Some(duty) = owed.map(|(duty, _)| duty) {
            self.effect(|| What::Undone { duty, cited: Arc::clone(cited) });
        }
    }

    /// Changes the latest duty of that kind that is still open or overdue.
    pub(super) fn duty(
        &mut self,
        obligation: ObligationId,
        status: DutyStatus,
        cited: &Arc<Cited>,
    ) {
        let mut laid = self.world.duties.of(self.instance, obligation);
        let owed =
            laid.find(|(_, duty)| matches!(duty.status, DutyStatus::Open | DutyStatus::Overdue));
        let Some((duty, _)) = owed else { return };
        drop(laid);
        self.world.duties.set_status(duty, status);
        self.effect(|| What::Duty { duty, status, cited: Arc::clone(cited) });
    }

    pub(super) fn keep(
        &mut self,
        record: RecordKindId,
        until: &Tree,
        own: &Configuration,
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let tree = until;
        let until = date(self.known(until, own)?)?;
        let (instance, since) = (self.instance, self.world.today());
        let record = self.world.records.keep(Kept { record, instance, since, until });
        if let Some(morning) = until.plus_days(1) {
            self.mark(morning, TimerRank::Record(record));
        }
        self.note_end(TermOf::Record(record), tree, [since, since], until);
        self.effect(|| What::Kept { record, until, cited: Arc::clone(cited) });
        Ok(())
    }
}
