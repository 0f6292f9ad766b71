//! Money: owed, paid, cancelled, claimed back, returned. Exact decimals in yuan, two places.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::calendar::Day;
use crate::rule::{AccountId, InstanceId, SubjectId, Value};

/// What a line of the ledger says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerKind {
    /// A sum is owed to the subject.
    Owed,
    /// It was paid.
    Paid,
    /// It was unpaid and is no longer owed.
    Cancelled,
    /// It was paid and is claimed back.
    Reversed,
    /// What was claimed back came in.
    Returned,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LedgerEntry {
    /// The day.
    pub day: Day,
    /// What it says.
    pub kind: LedgerKind,
    /// The account.
    pub account: AccountId,
    /// The instance that it belongs to.
    pub instance: InstanceId,
    /// Who is paid.
    pub subject: SubjectId,
    /// The sum in yuan.
    pub amount: Decimal,
    /// The dimensions, in the order of their declaration.
    pub columns: SmallVec<[Option<Value>; 2]>,
}

/// The sums of some lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Owed in all.
    pub owed: Decimal,
    /// Paid in all.
    pub paid: Decimal,
    /// Cancelled in all.
    pub cancelled: Decimal,
    /// Claimed back in all.
    pub reversed: Decimal,
    /// Returned in all.
    pub returned: Decimal,
}

impl Sums {
    /// The sums of some lines.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e LedgerEntry>) -> Self {
        let mut sums = Self::default();
        for entry in entries {
            let sum = match entry.kind {
                LedgerKind::Owed => &mut sums.owed,
                LedgerKind::Paid => &mut sums.paid,
                LedgerKind::Cancelled => &mut sums.cancelled,
                LedgerKind::Reversed => &mut sums.reversed,
                LedgerKind::Returned => &mut sums.returned,
            };
            *sum = sum.saturating_add(entry.amount);
        }
        sums
    }
    /// What is still to be paid.
    pub fn outstanding(&self) -> Decimal {
        self.owed.saturating_sub(self.paid).saturating_sub(self.cancelled)
    }
    /// What was paid and not claimed back.
    pub fn kept(&self) -> Decimal {
        self.paid.saturating_sub(self.reversed)
    }
    /// What was claimed back and has not come in.
    pub fn unreturned(&self) -> Decimal {
        self.reversed.saturating_sub(self.returned)
    }
}
