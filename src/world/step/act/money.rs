//! Money: owed, paid, claimed back, returned.

use std::sync::Arc;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::program::CompiledAction;
use crate::rule::{AccountId, Fault, SubjectId, Value};
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Reason;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;
use crate::world::store::{LedgerEntry, LedgerKind};

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn owe(
        &mut self,
        account: AccountId,
        subject: SubjectId,
        amount: Decimal,
        columns: SmallVec<[Option<Value>; 4]>,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        // Nobody is owed less than nothing: the rule that gave the sum is wrong.
        if amount < Decimal::ZERO {
            return Err(Fault::BelowZero(action.at).into());
        }
        let columns = columns.into_iter().collect();
        self.book(account, LedgerKind::Owed, subject, amount, columns, action)
    }

    pub(super) fn pay(
        &mut self,
        account: AccountId,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        self.settle_account(account, sums.outstanding(), LedgerKind::Paid, action)
    }

    /// What is unpaid is no longer owed; what was paid is claimed back.
    pub(super) fn reverse(
        &mut self,
        account: AccountId,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        let (unpaid, kept) = (sums.outstanding(), sums.kept());
        if unpaid > Decimal::ZERO {
            self.settle_account(account, unpaid, LedgerKind::Cancelled, action)?;
        }
        if kept > Decimal::ZERO {
            self.settle_account(account, kept, LedgerKind::Reversed, action)?;
        }
        if unpaid <= Decimal::ZERO && kept <= Decimal::ZERO {
            // Whoever was never owed anything has nothing to give back: what else happens, happens.
            let instance = self.instance;
            let cited = Arc::clone(&action.cited);
            self.effect(|| What::NothingToReverse { instance, account, cited });
        }
        Ok(())
    }

    pub(super) fn give_back(
        &mut self,
        account: AccountId,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        self.settle_account(account, sums.unreturned(), LedgerKind::Returned, action)
    }

    fn settle_account(
        &mut self,
        account: AccountId,
        amount: Decimal,
        kind: LedgerKind,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        let last = self.world.ledger.of(account, self.instance).next_back();
        let Some(last) = last.filter(|_| amount > Decimal::ZERO) else {
            return Err(Reason::NothingOwed(account).into());
        };
        let (subject, columns) = (last.subject, last.columns.clone());
        self.book(account, kind, subject, amount, columns, action)
    }

    fn book(
        &mut self,
        account: AccountId,
        kind: LedgerKind,
        subject: SubjectId,
        amount: Decimal,
        columns: SmallVec<[Option<Value>; 2]>,
        action: &CompiledAction,
    ) -> Result<(), Failure> {
        let (day, instance) = (self.world.today(), self.instance);
        let line = LedgerEntry { day, kind, account, instance, subject, amount, columns };
        let entry = self.world.ledger.book(line).ok_or(Fault::Overflow(action.at))?;
        self.effect(|| What::Booked { entry, cited: Arc::clone(&action.cited) });
        Ok(())
    }
}
