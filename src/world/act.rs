//! Actions: the closed vocabulary, carried out.

use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};
use smallvec::SmallVec;

use super::address::Part;
use super::counting;
use super::fact::{FactVersion, FindingMade};
use super::host::{Stepper, date};
use super::journal::{Recorder, Verdict, What};
use super::kept::{DutyStatus, Kept, Obliged, RegisterEntry};
use super::ledger::{LedgerEntry, LedgerKind};
use super::look::Noting;
use super::reason::{Cause, Reason};
use super::step::{Data, Failure, Pending};
use super::timer::{Timer, TimerKey, TimerRank};
use crate::calendar::Day;
use crate::chart::{Configuration, TransitionId};
use crate::policy::Cited;
use crate::program::{CompiledAction, CompiledKind, CompiledTarget, FieldId, ObligationId, Tree};
use crate::rule::{AccountId, FactId, InstanceId, SubjectId, Value};

impl<'p, R: Recorder> Stepper<'_, 'p, R> {
    pub(super) fn act(
        &mut self,
        action: &'p CompiledAction,
        own: &Configuration,
    ) -> Result<(), Failure> {
        if !action.when.is_empty() {
            let mut look = self.look(Some(own));
            look.noting = Noting::explaining::<R>();
            let mut weighed = Vec::new();
            let mut applies = true;
            for guard in &action.when {
                let verdict = look.guard(guard)?;
                look.report(guard, &verdict, &mut weighed);
                match verdict {
                    Verdict::Met | Verdict::NotApplicable => {}
                    Verdict::NotMet => {
                        applies = false;
                        break;
                    }
                    Verdict::Unknown(causes) => {
                        let (transition, rule) = (None, Some(guard.rule));
                        return Err(Reason::Unknown { transition, rule, causes }.into());
                    }
                }
            }
            self.weighed(self.instance, weighed);
            if !applies {
                return Ok(());
            }
        }
        let cited = &action.cited;
        match &action.kind {
            CompiledKind::Set(fields) => self.set(fields, own),
            CompiledKind::Raise(event) => {
                use crate::chart::Host;
                self.raise(*event);
                Ok(())
            }
            CompiledKind::Send { event, to, data, delay, id, optional } => {
                let data = self.data(data, own)?;
                let receivers = self.receivers(to, own)?;
                for to in receivers {
                    match delay {
                        None => {
                            let (from, data) = (self.instance, data.clone());
                            let (event, optional) = (*event, *optional);
                            self.queue.push_back(Pending::Deliver {
                                from,
                                to,
                                event,
                                data,
                                optional,
                            });
                        }
                        Some(delay) => {
                            let send =
                                Later { to, event: *event, id: id.as_deref(), optional: *optional };
                            self.later(send, data.clone(), *delay)?;
                        }
                    }
                }
                Ok(())
            }
            CompiledKind::Spawn { machine, key, data } => {
                let mut parts: SmallVec<[Value; 2]> = SmallVec::new();
                for tree in key {
                    parts.push(self.known(tree, own)?);
                }
                let mut values = Vec::with_capacity(data.len());
                for (index, tree) in data {
                    values.push((*index, self.known(tree, own)?));
                }
                let part = Part { machine: *machine, key: parts };
                let owned = self.engine.program.machines[*machine].owner;
                let owner = owned.map(|_| self.instance);
                if let Some(found) = self.world.find(owner, &part) {
                    return Err(Reason::Exists(found).into());
                }
                let id = self.engine.create(self.world, owner, &part);
                for (index, value) in values {
                    self.world.set_datum(self.engine.program, id, index, value);
                }
                self.effect(|| What::Opened(id));
                self.queue.push_back(Pending::Start(id));
                Ok(())
            }
            CompiledKind::Cancel(id) => self.cancel(id),
            CompiledKind::Suspend(name) => self.each_timer(name, |this, id| this.stop(id, true)),
            CompiledKind::Resume { timer, from } => {
                let from = self.day(from.as_ref(), own)?.unwrap_or(self.world.today());
                self.each_timer(timer, |this, id| this.resume(id, from))
            }
            CompiledKind::Enter { register, subject, columns, from, to } => {
                let subject = self.subject(subject.as_ref(), own)?;
                let count = self.engine.program.registers[*register].columns.len();
                let columns = self.columns(columns, count, own)?;
                let today = self.world.today();
                let from = self.day(from.as_ref(), own)?.unwrap_or(today);
                let to = self.day(to.as_ref(), own)?;
                self.world.wake(from);
                let at = self.world.enter(RegisterEntry {
                    register: *register,
                    subject,
                    columns,
                    cause: Some(self.instance),
                    from,
                    to,
                    entered: today,
                });
                let entry = number(at);
                if let Some(morning) = to.and_then(|to| to.plus_days(1)) {
                    self.mark(morning, TimerRank::Entry(entry));
                }
                self.effect(|| What::Entered { entry, to, cited: Arc::clone(cited) });
                Ok(())
            }
            CompiledKind::End { register, subject, columns } => {
                let subject = self.subject(subject.as_ref(), own)?;
                let count = self.engine.program.registers[*register].columns.len();
                let wanted = self.columns(columns, count, own)?;
                let today = self.world.today();
                let matching: Vec<usize> = self
                    .world
                    .entries()
                    .iter()
                    .enumerate()
                    .filter(|(_, entry)| {
                        entry.register == *register
                            && entry.subject == subject
                            && entry.to.is_none_or(|to| to > today)
                            && wanted
                                .iter()
                                .zip(&entry.columns)
                                .all(|(wanted, have)| wanted.is_none() || wanted == have)
                    })
                    .map(|(at, _)| at)
                    .collect();
                // The line holds to the end of today; what waits for its end may move tomorrow.
                if let Some(tomorrow) = today.plus_days(1)
                    && !matching.is_empty()
                {
                    self.world.wake(tomorrow);
                }
                for at in matching {
                    self.world.end_entry(at, today);
                    self.effect(|| What::Ended { entry: number(at), cited: Arc::clone(cited) });
                }
                Ok(())
            }
            CompiledKind::Owe { account, to, amount, columns } => {
                let subject = self.subject(to.as_ref(), own)?;
                let count = self.engine.program.accounts[*account].columns.len();
                let columns = self.columns(columns, count, own)?;
                let columns = columns.into_iter().collect();
                let amount = self.money(amount, own)?;
                self.book(*account, LedgerKind::Owed, subject, amount, columns, cited);
                Ok(())
            }
            CompiledKind::Pay(account) => {
                let sums = self.world.sums(*account, self.instance);
                self.settle_account(*account, sums.outstanding(), LedgerKind::Paid, cited)
            }
            CompiledKind::Reverse(account) => {
                let sums = self.world.sums(*account, self.instance);
                if sums.outstanding() > Decimal::ZERO {
                    self.settle_account(
                        *account,
                        sums.outstanding(),
                        LedgerKind::Cancelled,
                        cited,
                    )?;
                    if sums.kept() == Decimal::ZERO {
                        return Ok(());
                    }
                }
                self.settle_account(*account, sums.kept(), LedgerKind::Reversed, cited)
            }
            CompiledKind::Return(account) => {
                let sums = self.world.sums(*account, self.instance);
                self.settle_account(*account, sums.unreturned(), LedgerKind::Returned, cited)
            }
            CompiledKind::Oblige { obligation, due, on } => {
                let due = self.day(due.as_ref(), own)?;
                let subject = match on {
                    Some(_) => Some(self.subject(on.as_ref(), own)?),
                    None => self.world.instance(self.instance).subject,
                };
                let at = self.world.oblige(Obliged {
                    obligation: *obligation,
                    instance: self.instance,
                    subject,
                    since: self.world.today(),
                    due,
                    status: DutyStatus::Open,
                });
                let duty = number(at);
                if let Some(morning) = due.and_then(|due| due.plus_days(1)) {
                    // As with timers, a last day that has passed already tells on the next morning.
                    let tomorrow = self.world.today().plus_days(1).unwrap_or(morning);
                    self.mark(morning.max(tomorrow), TimerRank::Duty(duty));
                }
                self.effect(|| What::Obliged { duty, cited: Arc::clone(cited) });
                Ok(())
            }
            CompiledKind::Fulfil(obligation) => {
                self.duty(*obligation, DutyStatus::Fulfilled, cited);
                Ok(())
            }
            CompiledKind::Breach(obligation) => {
                self.duty(*obligation, DutyStatus::Breached, cited);
                Ok(())
            }
            CompiledKind::Keep { record, until } => {
                let until = date(self.known(until, own)?)?;
                let at = self.world.keep(Kept {
                    record: *record,
                    instance: self.instance,
                    since: self.world.today(),
                    until,
                });
                let record = number(at);
                if let Some(morning) = until.plus_days(1) {
                    self.mark(morning, TimerRank::Record(record));
                }
                self.effect(|| What::Kept { record, cited: Arc::clone(cited) });
                Ok(())
            }
            CompiledKind::Learn { fact, subject, value } => {
                let subject = self.subject(subject.as_ref(), own)?;
                let value = self.known(value, own)?;
                self.learn(subject, *fact, value);
                Ok(())
            }
            CompiledKind::Find { finding: question, answer } => {
                let answer = self.known(answer, own)? == Value::Bool(true);
                let about = self.engine.program.findings[*question].about;
                // The finding is about this instance or the owner that it is declared for.
                let mut instance = Some(self.instance);
                while let Some(at) = instance
                    && self.world.machine_of(at) != about
                {
                    instance = self.world.instance(at).owner;
                }
                let instance = instance.ok_or(Reason::NoInstance)?;
                let finding = number(self.world.findings().len());
                self.world.find_out(FindingMade {
                    instance,
                    finding: *question,
                    answer,
                    day: self.world.today(),
                    by: self.delivered.actor,
                    reason: None,
                });
                self.effect(|| What::Found { finding });
                Ok(())
            }
            CompiledKind::Open(selection) => {
                let candidates = self.candidates_now(*selection);
                self.world.open_selection(*selection, self.instance, candidates);
                Ok(())
            }
            CompiledKind::Propose { selection, places } => {
                let places = self.known(places, own)?;
                self.select(*selection, Some(places), false)
            }
            CompiledKind::Decide { selection, places } => {
                let places = match places {
                    Some(places) => Some(self.known(places, own)?),
                    None => None,
                };
                self.select(*selection, places, true)
            }
        }
    }

    fn set(&mut self, fields: &[(u16, Tree)], own: &Configuration) -> Result<(), Failure> {
        for (index, tree) in fields {
            let value = self.known(tree, own)?;
            self.world.set_datum(self.engine.program, self.instance, *index, value);
            let (instance, index) = (self.instance, *index);
            self.effect(|| What::Set { instance, index, value });
        }
        Ok(())
    }

    /// What an event carries; an optional value that is unknown is left out.
    fn data(&mut self, written: &[(FieldId, Tree)], own: &Configuration) -> Result<Data, Failure> {
        let mut data = Data::new();
        for (field, tree) in written {
            data.push((*field, self.known(tree, own)?));
        }
        Ok(data)
    }

    fn receivers(
        &mut self,
        to: &CompiledTarget,
        own: &Configuration,
    ) -> Result<Vec<InstanceId>, Failure> {
        Ok(match to {
            CompiledTarget::Itself => vec![self.instance],
            CompiledTarget::Owner => {
                let owner = self.world.instance(self.instance).owner;
                vec![owner.ok_or(Reason::NoInstance)?]
            }
            CompiledTarget::Instance(tree) => match self.known(tree, own)? {
                Value::Instance(instance) => vec![instance],
                _ => return Err(Reason::NoInstance.into()),
            },
            CompiledTarget::Children(machine, states) => self
                .world
                .children(self.instance)
                .filter(|(_, child)| child.machine == *machine && !child.ended())
                .filter(|(_, child)| {
                    let chart = child.chart.as_ref();
                    states.is_empty()
                        || chart.is_some_and(|chart| {
                            states.iter().any(|&state| chart.configuration().contains(state))
                        })
                })
                .map(|(id, _)| id)
                .collect(),
        })
    }

    fn later(
        &mut self,
        send: Later<'_>,
        data: Data,
        delay: crate::rule::ParamId,
    ) -> Result<(), Failure> {
        let program = self.engine.program;
        let pinned = self.world.instance(self.instance).pinned;
        let today = self.world.today();
        let counted = counting::period(program, delay, pinned)
            .and_then(|period| counting::last(program, today, period, program.counting))
            .map_err(|cause| Failure::causes(vec![cause]))?;
        let morning = counted.last.plus_days(1);
        let morning = morning.ok_or_else(|| Failure::causes(vec![Cause::OutOfRange]))?;
        let rank = TimerRank::Send(self.world.next_sequence());
        let Later { to, event, id, optional } = send;
        let id = id.and_then(|id| self.engine.cast.pool.symbols().find(id));
        let key = TimerKey { morning, instance: self.instance, rank };
        self.world.set_timer(key, Timer::Send { to, event, data, id, optional });
        self.effect(|| What::Delayed { to, event, last: counted.last });
        Ok(())
    }

    fn cancel(&mut self, id: &str) -> Result<(), Failure> {
        let symbol = self.engine.cast.pool.symbols().find(id);
        let own: Vec<_> = self
            .world
            .timers()
            .filter(|(key, _)| key.instance == self.instance)
            .filter_map(|(key, timer)| match timer {
                Timer::Send { id, event, .. } if id.is_some() && *id == symbol => {
                    Some((*key, *event))
                }
                Timer::Send { .. } | Timer::State { .. } | Timer::Mark => None,
            })
            .collect();
        for (key, event) in own {
            self.world.take_timer(key);
            let instance = self.instance;
            self.effect(|| What::Cancelled { instance, event });
        }
        Ok(())
    }

    fn each_timer(
        &mut self,
        name: &str,
        mut change: impl FnMut(&mut Self, TransitionId) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let named: Vec<TransitionId> = self
            .machine
            .transitions
            .enumerated()
            .filter(|(_, transition)| {
                let timer = transition.timer.as_ref();
                timer.and_then(|timer| timer.name.as_deref()) == Some(name)
            })
            .map(|(id, _)| id)
            .collect();
        for id in named {
            change(self, id)?;
        }
        Ok(())
    }

    fn mark(&mut self, morning: Day, rank: TimerRank) {
        // What has ended already is not told on a later morning.
        if morning > self.world.today() {
            let key = TimerKey { morning, instance: self.instance, rank };
            self.world.set_timer(key, Timer::Mark);
        }
    }

    fn subject(&mut self, tree: Option<&Tree>, own: &Configuration) -> Result<SubjectId, Failure> {
        let value = match tree {
            Some(tree) => self.known(tree, own)?,
            None => {
                let subject = self.world.instance(self.instance).subject;
                Value::Subject(subject.ok_or_else(|| Failure::causes(vec![Cause::NoSubject]))?)
            }
        };
        match value {
            Value::Subject(subject) => Ok(subject),
            _ => Err(Failure::causes(vec![Cause::NoSubject])),
        }
    }

    fn day(&mut self, tree: Option<&Tree>, own: &Configuration) -> Result<Option<Day>, Failure> {
        match tree {
            Some(tree) => date(self.known(tree, own)?).map(Some),
            None => Ok(None),
        }
    }

    fn columns(
        &mut self,
        written: &[(u16, Tree)],
        count: usize,
        own: &Configuration,
    ) -> Result<SmallVec<[Option<Value>; 4]>, Failure> {
        let mut columns: SmallVec<[Option<Value>; 4]> = SmallVec::from_elem(None, count);
        for (index, tree) in written {
            let value = self.known(tree, own)?;
            if let Some(column) = columns.get_mut(usize::from(*index)) {
                *column = Some(value);
            }
        }
        Ok(columns)
    }

    fn money(&mut self, tree: &Tree, own: &Configuration) -> Result<Decimal, Failure> {
        match self.known(tree, own)? {
            // Half away from zero, once for each line (DESIGN 8.16).
            Value::Money(sum) => {
                Ok(sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
            }
            _ => Err(Failure::causes(vec![Cause::OutOfRange])),
        }
    }

    fn settle_account(
        &mut self,
        account: AccountId,
        amount: Decimal,
        kind: LedgerKind,
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let last = self
            .world
            .ledger()
            .iter()
            .rev()
            .find(|entry| entry.account == account && entry.instance == self.instance);
        let Some(last) = last.filter(|_| amount > Decimal::ZERO) else {
            return Err(Reason::NothingOwed(account).into());
        };
        let (subject, columns) = (last.subject, last.columns.clone());
        self.book(account, kind, subject, amount, columns, cited);
        Ok(())
    }

    fn book(
        &mut self,
        account: AccountId,
        kind: LedgerKind,
        subject: SubjectId,
        amount: Decimal,
        columns: SmallVec<[Option<Value>; 2]>,
        cited: &Arc<Cited>,
    ) {
        let entry = number(self.world.ledger().len());
        let (day, instance) = (self.world.today(), self.instance);
        self.world.book(LedgerEntry { day, kind, account, instance, subject, amount, columns });
        self.effect(|| What::Booked { entry, cited: Arc::clone(cited) });
    }

    /// Changes the latest duty of that kind that is still open or overdue.
    fn duty(&mut self, obligation: ObligationId, status: DutyStatus, cited: &Arc<Cited>) {
        let open = self.world.duties().iter().enumerate().rev().find(|(_, duty)| {
            duty.obligation == obligation
                && duty.instance == self.instance
                && matches!(duty.status, DutyStatus::Open | DutyStatus::Overdue)
        });
        let Some((at, _)) = open else { return };
        self.world.set_duty(at, status);
        self.effect(|| What::Duty { duty: number(at), status, cited: Arc::clone(cited) });
    }

    fn learn(&mut self, subject: SubjectId, fact: FactId, value: Value) {
        let (today, by) = (self.world.today(), self.delivered.actor);
        let known_from = Some(today);
        self.world.learn(FactVersion { subject, fact, value, true_from: None, known_from, by });
        self.effect(|| What::Learnt { subject, fact, value, true_from: None, by });
    }
}

struct Later<'a> {
    to: InstanceId,
    event: crate::chart::EventId,
    id: Option<&'a str>,
    optional: bool,
}

pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
