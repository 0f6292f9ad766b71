//! What each kind of journal entry says: one file a kind, or a few of a kind, each with what stands
//! in its JSON and, made from that alone, its lines.

mod named;
mod condition;
mod count;
mod reason;
mod event;
mod refused;
mod instance;
mod timer;
mod known;
mod register;
mod money;
mod duty;
mod effect;
mod record;
mod selection;
mod entry;

#[cfg(test)]
mod tests;

pub use condition::Condition;
pub use entry::{Dated, Saying};
pub(super) use money::{Line as LedgerLine, ledger_kind};
pub(super) use register::Line as RegisterLine;
