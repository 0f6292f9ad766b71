//! Which action is carried out, and whether.

use super::send::Sending;
use crate::chart::Configuration;
use crate::program::{CompiledAction, CompiledKind};
use crate::world::journal::{Recorder, Verdict};
use crate::world::look::Noting;
use crate::world::refusal::Reason;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;
use crate::world::store::DutyStatus;

impl<'p, R: Recorder> Stepper<'_, 'p, R> {
    /// Carries an action out, where its conditions hold.
    pub(in crate::world::step) fn act(
        &mut self,
        action: &'p CompiledAction,
        own: &Configuration,
    ) -> Result<(), Failure> {
        if !self.applies(action, own)? {
            return Ok(());
        }
        let cited = &action.cited;
        match &action.kind {
            CompiledKind::Set(fields) => self.set(fields, own),
            CompiledKind::Raise(event) => {
                self.internal.push_back(*event);
                Ok(())
            }
            CompiledKind::Send { event, to, data, delay, id, optional } => {
                let data = self.data(data, own)?;
                let (event, optional) = (*event, *optional);
                let sending = Sending { event, data, delay: *delay, id: id.as_deref(), optional };
                self.send(to, &sending, own)
            }
            CompiledKind::Spawn { machine, key, data } => self.spawn(*machine, key, data, own),
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
                let (from, last) = (self.day(from.as_ref(), own)?, self.day(to.as_ref(), own)?);
                let days = (from, last.zip(to.as_ref()));
                self.enter_line(*register, subject, columns, days, cited);
                Ok(())
            }
            CompiledKind::End { register, subject, columns } => {
                let subject = self.subject(subject.as_ref(), own)?;
                let count = self.engine.program.registers[*register].columns.len();
                let wanted = self.columns(columns, count, own)?;
                self.end_lines(*register, subject, &wanted, cited)?;
                Ok(())
            }
            CompiledKind::Owe { account, to, amount, columns } => {
                let subject = self.subject(to.as_ref(), own)?;
                let count = self.engine.program.accounts[*account].columns.len();
                let columns = self.columns(columns, count, own)?;
                let amount = self.money(amount, own)?;
                self.owe(*account, subject, amount, columns, action)
            }
            CompiledKind::Pay(account) => self.pay(*account, action),
            CompiledKind::Reverse(account) => self.reverse(*account, action),
            CompiledKind::Return(account) => self.give_back(*account, action),
            CompiledKind::Oblige { obligation, due, on } => {
                let due = self.day(due.as_ref(), own)?.zip(due.as_ref());
                let subject = match on {
                    Some(_) => Some(self.subject(on.as_ref(), own)?),
                    // An office owes it, and not whom the instance is about.
                    None if !self.engine.program.obligations[*obligation].by.is_empty() => None,
                    None => self.world.instance(self.instance).subject,
                };
                self.oblige(*obligation, subject, due, cited);
                Ok(())
            }
            CompiledKind::Fulfil(obligation) => {
                self.duty(*obligation, DutyStatus::Fulfilled, cited);
                Ok(())
            }
            CompiledKind::Undone(obligation) => {
                self.left_undone(*obligation, cited);
                Ok(())
            }
            CompiledKind::Breach(obligation) => {
                self.duty(*obligation, DutyStatus::Breached, cited);
                Ok(())
            }
            CompiledKind::Keep { record, until } => self.keep(*record, until, own, cited),
            CompiledKind::Learn { fact, subject, value } => {
                let subject = self.subject(subject.as_ref(), own)?;
                let value = self.known(value, own)?;
                self.learn(subject, *fact, value);
                Ok(())
            }
            CompiledKind::Find { finding, answer } => self.find(*finding, answer, own),
            CompiledKind::Open(selection) => {
                let candidates = self.candidates_now(*selection);
                self.world.opened.open(*selection, self.instance, candidates);
                Ok(())
            }
            CompiledKind::Propose { selection, places } => {
                let places = self.known(places, own)?;
                self.select(*selection, Some(places), false)
            }
            CompiledKind::Decide { selection, places } => {
                let places = places.as_ref().map(|places| self.known(places, own)).transpose()?;
                self.select(*selection, places, true)
            }
        }
    }

    /// Whether the conditions of an action hold; one that cannot be decided refuses the step.
    fn applies(
        &mut self,
        action: &'p CompiledAction,
        own: &Configuration,
    ) -> Result<bool, Failure> {
        if action.when.is_empty() {
            return Ok(true);
        }
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
                    let (transition, rule) = (None, Some(look.asked_instead(guard.rule)));
                    return Err(Reason::Unknown { transition, rule, causes }.into());
                }
            }
        }
        self.weighed(self.instance, weighed);
        Ok(applies)
    }
}
