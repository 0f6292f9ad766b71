//! `ledger`: sums of an account, of a subject or an instance alone where one is named.

use super::mismatch::Comparison;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word, money_text};
use crate::policy::Name;
use crate::policy::read::fields::Fields;
use crate::policy::read::money;
use crate::rule::{AccountId, SubjectId, Value};
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::{name, name_or_none, nodes};
use crate::scenario::value::unknown_titled;
use crate::source::{Node, Spanned};
use crate::world::Sums;

/// The sums that can be expected.
const SUMS: [&str; 6] = ["owed", "paid", "cancelled", "reversed", "returned", "outstanding"];

/// Sums with their names.
type Named = Vec<(&'static str, Spanned<rust_decimal::Decimal>)>;

/// Sums of the ledger as they are written.
#[derive(Clone, Debug)]
pub struct Ledger {
    account: Name,
    subject: Option<Name>,
    instance: Option<Name>,
    columns: Vec<(Name, Node)>,
    sums: Named,
}

/// Sums that are expected.
#[derive(Clone, Debug)]
pub struct PlannedLedger {
    /// The account.
    pub account: AccountId,
    /// Only of this subject.
    pub subject: Option<SubjectId>,
    /// Only of this instance.
    pub instance: Option<PlannedAddress>,
    /// Only with these dimensions.
    pub columns: Vec<(usize, Value)>,
    /// The sums by name.
    pub sums: Named,
}

impl Ledger {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Account, problems)?;
        let account = name(&mut fields, "account", problems);
        let subject = name_or_none(&mut fields, "subject", problems);
        let instance = name_or_none(&mut fields, "instance", problems);
        let columns = nodes(&mut fields, "columns", problems);
        let mut sums = Vec::new();
        for name in SUMS {
            if let Some(node) = fields.optional(name)
                && let Some(sum) = money(node, problems)
            {
                sums.push((name, Spanned::new(sum, node.span)));
            }
        }
        fields.close(problems);
        if sums.is_empty() {
            let what = Word::Phrase(Phrase::NoSum, vec![("names", SUMS.join(", ").into())]);
            problems.add(Problem::BadScenario, node.span.part(0, 1), vec![("what", what)]);
        }
        Some(Self { account: account?, subject, instance, columns, sums })
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedLedger> {
        let program = naming.program;
        let Some(account) = program.account(&self.account) else {
            let known =
                program.accounts.iter().map(|account| (account.name.as_str(), &account.title));
            unknown_titled(&self.account, Phrase::Account, known, &mut naming.problems);
            return None;
        };
        let subject = match &self.subject {
            Some(name) => Some(naming.subject(name)?),
            None => None,
        };
        let instance = match &self.instance {
            Some(name) => Some(naming.address(name)?),
            None => None,
        };
        let columns = naming.columns(&self.columns, &program.accounts[account].columns);
        Some(PlannedLedger { account, subject, instance, columns, sums: self.sums.clone() })
    }
}

impl PlannedLedger {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let instance = match &self.instance {
            Some(address) => match with.instance(address) {
                Some(id) => Some(id),
                None => return,
            },
            None => None,
        };
        let own = with.world.ledger().iter().filter(|entry| {
            entry.account == self.account
                && self.subject.is_none_or(|subject| subject == entry.subject)
                && instance.is_none_or(|instance| instance == entry.instance)
                && self
                    .columns
                    .iter()
                    .all(|(at, value)| entry.columns.get(*at).copied().flatten() == Some(*value))
        });
        let sums = Sums::of(own);
        for (name, wanted) in &self.sums {
            let found = match *name {
                "owed" => sums.owed,
                "paid" => sums.paid,
                "cancelled" => sums.cancelled,
                "reversed" => sums.reversed,
                "returned" => sums.returned,
                _ => sums.outstanding(),
            };
            if found != wanted.value {
                let money = |sum| format!("{name} {}", money_text(sum));
                with.differ(wanted.span, Phrase::OtherSum, money(wanted.value), money(found));
            }
        }
    }
}
