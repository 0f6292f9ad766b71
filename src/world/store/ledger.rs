//! Money: owed, paid, cancelled, claimed back, returned. Exact decimals in yuan, two places.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::log::Log;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
            // They fit: the ledger takes no line with which the sums of all would not.
            let sum = sums.of_kind(entry.kind);
            *sum = sum.saturating_add(entry.amount);
        }
        sums
    }
    const fn of_kind(&mut self, kind: LedgerKind) -> &mut Decimal {
        match kind {
            LedgerKind::Owed => &mut self.owed,
            LedgerKind::Paid => &mut self.paid,
            LedgerKind::Cancelled => &mut self.cancelled,
            LedgerKind::Reversed => &mut self.reversed,
            LedgerKind::Returned => &mut self.returned,
        }
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

/// All lines of the ledger in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Ledger {
    lines: Vec<LedgerEntry>,
    /// Where the lines of an instance on an account stand, in order.
    of: BTreeMap<(AccountId, InstanceId), SmallVec<[u32; 2]>>,
    /// The sums of all lines. INVARIANT: so those of any lines fit a decimal too.
    all: Sums,
    log: Log<Added>,
}

/// A line was added; the sums before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Added(Sums);

impl Ledger {
    pub(in crate::world) fn all(&self) -> &[LedgerEntry] {
        &self.lines
    }
    /// The lines of an instance on an account, in order.
    pub(in crate::world) fn of(
        &self,
        account: AccountId,
        instance: InstanceId,
    ) -> impl DoubleEndedIterator<Item = &LedgerEntry> {
        let known = self.of.get(&(account, instance)).map_or(&[][..], SmallVec::as_slice);
        known.iter().filter_map(|&at| self.lines.get(at as usize))
    }
    /// Books a line; answers its position, or nothing where the sums would become too great.
    pub(in crate::world) fn book(&mut self, line: LedgerEntry) -> Option<u32> {
        let mut all = self.all;
        let sum = all.of_kind(line.kind);
        *sum = sum.checked_add(line.amount)?;
        let at = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        self.of.entry((line.account, line.instance)).or_default().push(at);
        self.lines.push(line);
        self.log.note(Added(self.all));
        self.all = all;
        Some(at)
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Added(all)) = self.log.last() {
            self.all = all;
            let Some(line) = self.lines.pop() else { continue };
            let key = (line.account, line.instance);
            if let Some(known) = self.of.get_mut(&key) {
                known.pop();
                if known.is_empty() {
                    self.of.remove(&key);
                }
            }
        }
    }
}
