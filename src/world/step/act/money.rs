//! Money: owed, paid, claimed back, returned.

use std::sync::Arc;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::policy::Cited;
use crate::rule::{AccountId, SubjectId, Value};
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
        cited: &Arc<Cited>,
    ) {
        let columns = columns.into_iter().collect();
        self.book(account, LedgerKind::Owed, subject, amount, columns, cited);
    }

    pub(super) fn pay(&mut self, account: AccountId, cited: &Arc<Cited>) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        self.settle_account(account, sums.outstanding(), LedgerKind::Paid, cited)
    }

    /// What is unpaid is no longer owed; what was paid is claimed back.
    pub(super) fn reverse(
        &mut self,
        account: AccountId,
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        if sums.outstanding() > Decimal::ZERO {
            self.settle_account(account, sums.outstanding(), LedgerKind::Cancelled, cited)?;
            if sums.kept() == Decimal::ZERO {
                return Ok(());
            }
        }
        self.settle_account(account, sums.kept(), LedgerKind::Reversed, cited)
    }

    pub(super) fn give_back(
        &mut self,
        account: AccountId,
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let sums = self.world.sums(account, self.instance);
        self.settle_account(account, sums.unreturned(), LedgerKind::Returned, cited)
    }

    fn settle_account(
        &mut self,
        account: AccountId,
        amount: Decimal,
        kind: LedgerKind,
        cited: &Arc<Cited>,
    ) -> Result<(), Failure> {
        let last = self.world.ledger.of(account, self.instance).next_back();
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
        let (day, instance) = (self.world.today(), self.instance);
        let line = LedgerEntry { day, kind, account, instance, subject, amount, columns };
        let entry = self.world.ledger.book(line);
        self.effect(|| What::Booked { entry, cited: Arc::clone(cited) });
    }
}
