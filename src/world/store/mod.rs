//! What a world holds, a room for each kind of thing: its data, the index by which it is asked, and
//! how a step's changes are taken back. No room knows another.

mod log;
mod watched;
mod addresses;

mod instances;
mod entered;
mod waiting;
mod candidates;
mod chosen;
mod facts;
mod findings;
mod registers;
mod ledger;
mod duties;
mod records;
mod terms;
mod timers;

pub(super) use candidates::Opened;
pub(super) use chosen::Chosen;
pub(super) use duties::Duties;
pub use duties::{DutyStatus, Obliged};
pub(super) use entered::Entered;
pub use facts::FactVersion;
pub(super) use facts::Facts;
pub use findings::FindingMade;
pub(super) use findings::Findings;
pub use instances::Instance;
pub(super) use instances::Instances;
pub(super) use ledger::Ledger;
pub use ledger::{LedgerEntry, LedgerKind, Sums};
pub use records::Kept;
pub(super) use records::Records;
pub(super) use registers::Agreement;
pub use registers::RegisterEntry;
pub(super) use registers::Registers;
pub(super) use terms::Terms;
pub use terms::{Term, TermOf};
pub(super) use timers::Timers;
pub use timers::{Stopped, Timer, TimerKey, TimerRank};
pub(super) use waiting::{Waiting, Watches};
pub(super) use watched::Watched;

#[cfg(test)]
mod tests;
