//! Lines of the ledger.

use serde::Serialize;

use super::named::{Named, Told};
use super::register::Columns;
use crate::lang::sentence;
use crate::policy::Cited;
use crate::report::line::{Detail, Words};
use crate::report::words::Teller;
use crate::rule::{AccountId, InstanceId};
use crate::world::{LedgerEntry, LedgerKind};

/// A line of the ledger.
#[derive(Debug, Serialize)]
pub struct Line {
    account: Named,
    instance: Named,
    subject: Named,
    amount: Named,
    columns: Columns,
}

impl Line {
    pub(in crate::report) fn of(teller: &Teller<'_>, booked: &LedgerEntry) -> Self {
        let account = &teller.program.accounts[booked.account];
        let shown = teller.title(&account.title, &account.name).to_owned();
        Self {
            account: Named { name: account.name.clone(), shown },
            instance: teller.named_instance(booked.instance),
            subject: teller.named_subject(booked.subject),
            amount: Named {
                name: format!("{:.2}", booked.amount),
                shown: teller.money(booked.amount),
            },
            columns: Columns::of(teller, &account.columns, &booked.columns),
        }
    }
}

/// What a line of the ledger says, by name.
pub(in crate::report) const fn ledger_kind(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Owed => "owed",
        LedgerKind::Paid => "paid",
        LedgerKind::Cancelled => "cancelled",
        LedgerKind::Reversed => "reversed",
        LedgerKind::Returned => "returned",
    }
}

/// A line was booked.
#[derive(Debug, Serialize)]
pub struct Booked {
    /// Owed, paid, cancelled, reversed or returned; `kind` is that of the journal's entry.
    booking: Named,
    #[serde(flatten)]
    line: Line,
    #[serde(flatten)]
    sources: Told,
}

impl Booked {
    pub(super) fn of(teller: &Teller<'_>, entry: u32, cited: &Cited) -> Option<Self> {
        let booked = teller.world.ledger().get(entry as usize)?;
        let shown = teller.ledger_kind(booked.kind).to_owned();
        Some(Self {
            booking: Named { name: ledger_kind(booked.kind).to_owned(), shown },
            line: Line::of(teller, booked),
            sources: teller.told(cited),
        })
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let Line { account, subject, amount, columns, .. } = &self.line;
        let said = sentence::TellBooked {
            kind: (&self.booking).into(),
            account: account.into(),
            who: subject.into(),
            sum: amount.into(),
            columns: columns.values(),
        };
        vec![(2, self.sources.behind(said))]
    }
}

/// Nothing was owed, so that there was nothing to cancel or claim back.
#[derive(Debug, Serialize)]
pub struct NothingToReverse {
    account: Named,
    instance: Named,
    #[serde(flatten)]
    sources: Told,
}

impl NothingToReverse {
    pub(super) fn of(
        teller: &Teller<'_>,
        instance: InstanceId,
        account: AccountId,
        cited: &Cited,
    ) -> Self {
        let info = &teller.program.accounts[account];
        let shown = teller.title(&info.title, &info.name).to_owned();
        Self {
            account: Named { name: info.name.clone(), shown },
            instance: teller.named_instance(instance),
            sources: teller.told(cited),
        }
    }

    pub(super) fn words(&self, _: Detail) -> Words {
        let (who, account) = ((&self.instance).into(), (&self.account).into());
        let said = sentence::TellNothingToReverse { who, account };
        vec![(2, self.sources.behind(said))]
    }
}
