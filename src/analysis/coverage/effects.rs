//! What was done: lines, duties, records, money, selections, floors.

use super::near::Step;
use super::unit::{Of, Outcome};
use super::walk::Walk;
use crate::calendar::Day;
use crate::chart::{EventId, TransitionId};
use crate::rule::{InstanceId, MachineId};
use crate::world::DutyStatus;
use crate::world::journal::{SelectionReport, What};

impl Walk<'_> {
    /// What was done, by what it cites.
    pub(super) fn effect(&mut self, what: &What) {
        let (program, world) = (self.program, &self.played.world);
        match what {
            What::Delayed { to, event, last } => {
                self.later.push((*to, *event, *last));
            }
            What::Cancelled { instance, event } => {
                let of = Of::Later(world.machine_of(*instance), *event);
                self.see(&of, Outcome::Cancelled);
            }
            What::Found { finding } => {
                if let Some(made) = world.findings().get(*finding as usize) {
                    self.cite(&program.findings[made.finding].cited);
                    let of = Of::Finder(made.finding);
                    let by = program.findings[made.finding].by.clone();
                    self.near(&of, Outcome::Refused, 0, Some(made.instance), || Step::Without(by));
                }
            }
            What::Learnt(version) => self.cite(&program.facts[version.fact].cited),
            What::Entered { entry, cited, .. } => {
                self.cite(cited);
                self.line(*entry, Outcome::Entered);
            }
            What::Ended { entry, cited } => {
                self.cite(cited);
                self.line(*entry, Outcome::Ended);
            }
            What::Booked { entry, cited } => {
                self.cite(cited);
                if let Some(line) = world.ledger().get(*entry as usize) {
                    self.cite(&program.accounts[line.account].cited);
                }
            }
            What::NothingToReverse { cited, account, .. } => {
                self.cite(cited);
                self.cite(&program.accounts[*account].cited);
            }
            What::Obliged { duty, cited, .. } => {
                self.cite(cited);
                self.duty(*duty, None);
            }
            What::Duty { duty, status, cited } => {
                self.cite(cited);
                self.duty(
                    *duty,
                    match status {
                        DutyStatus::Open => None,
                        DutyStatus::Fulfilled => Some(Outcome::Fulfilled),
                        DutyStatus::Overdue | DutyStatus::Breached => Some(Outcome::Missed),
                    },
                );
            }
            What::Undone { duty, cited } => {
                self.cite(cited);
                self.duty(*duty, Some(Outcome::Missed));
            }
            What::Kept { record, cited, .. } => {
                self.cite(cited);
                self.record(*record);
            }
            What::Released { record } => self.record(*record),
            What::Selection(report) => {
                let selection = &program.selections[report.selection];
                self.cite(&selection.cited);
                for quota in &selection.quotas {
                    self.cite(&quota.cited);
                    self.cite(&program.parameters[quota.max].cited);
                }
                self.quotas(report);
            }
            _ => {}
        }
    }

    /// An event that was to be sent later has arrived.
    pub(super) fn arrived(&mut self, to: InstanceId, event: EventId) {
        let day = self.day;
        let due =
            self.later.iter().position(|&(of, what, last)| of == to && what == event && last < day);
        let Some(at) = due else { return };
        self.later.remove(at);
        for (machine, _) in self.program.machines.enumerated() {
            self.see(&Of::Later(machine, event), Outcome::Fires);
        }
    }

    fn line(&mut self, entry: u32, outcome: Outcome) {
        let Some(line) = self.played.world.entries().get(entry as usize) else { return };
        let register = line.register;
        self.cite(&self.program.registers[register].cited);
        self.see(&Of::Register(register), outcome);
        for other in [Outcome::Used, Outcome::Ended] {
            let step = || Step::Line(register, other);
            self.near(&Of::Register(register), other, 0, None, step);
        }
    }

    fn duty(&mut self, duty: u32, outcome: Option<Outcome>) {
        let Some(laid) = self.played.world.duties().get(duty as usize) else { return };
        let (of, instance) = (laid.obligation, laid.instance);
        self.cite(&self.program.obligations[of].cited);
        if let Some(outcome) = outcome {
            self.see(&Of::Duty(of), outcome);
        }
        for (other, done) in [(Outcome::Fulfilled, true), (Outcome::Missed, false)] {
            let step = || Step::Duty(of, done);
            self.near(&Of::Duty(of), other, 0, Some(instance), step);
        }
    }

    fn record(&mut self, record: u32) {
        if let Some(kept) = self.played.world.records().get(record as usize) {
            self.cite(&self.program.record_kinds[kept.record].cited);
        }
    }

    pub(super) fn floor(
        &mut self,
        machine: MachineId,
        transition: TransitionId,
        first: Day,
        instance: Option<InstanceId>,
    ) {
        let of = Of::Floor(machine, transition);
        let away = first.days_until(self.day);
        match away {
            -1 => self.see(&of, Outcome::Below),
            0 => self.see(&of, Outcome::At),
            _ => {}
        }
        for (outcome, day) in [(Outcome::Below, first.previous()), (Outcome::At, first)] {
            let rank = day.days_until(self.day).unsigned_abs();
            self.near(&of, outcome, rank, instance, || Step::On(day));
        }
    }

    pub(super) fn quotas(&mut self, report: &SelectionReport) {
        for used in &report.quotas {
            let of = Of::Quota(report.selection, used.quota);
            let count = i64::try_from(used.count).unwrap_or(i64::MAX);
            self.quota(&of, count, used.max, report.instance);
        }
    }

    pub(super) fn quota(&mut self, of: &Of, count: i64, max: i64, instance: InstanceId) {
        let outcome = match count.cmp(&max) {
            std::cmp::Ordering::Less => Outcome::Below,
            std::cmp::Ordering::Equal => Outcome::At,
            std::cmp::Ordering::Greater => Outcome::Above,
        };
        self.see(of, outcome);
        for (other, wanted) in
            [(Outcome::Below, max - 1), (Outcome::At, max), (Outcome::Above, max + 1)]
        {
            let more = wanted.saturating_sub(count);
            self.near(of, other, more.unsigned_abs(), Some(instance), || Step::Place(more));
        }
    }
}
