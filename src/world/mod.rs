//! The world: a clock, instances, what is known, registers, ledger, duties, records, and the one
//! step by which it changes. A world is small and owned; what happened in a step is told to a
//! [`Recorder`], which the caller chooses.

mod address;
mod cast;
mod refusal;
pub mod journal;
mod store;
#[allow(clippy::module_inception, reason = "the world itself")]
mod world;

mod purse;
mod counting;
mod running;
pub mod deciding;
mod look;
mod ask;
mod step;
pub mod select;

pub use address::{Address, Part, Undone};
pub use cast::{ActorId, ActorInfo, Cast, SubjectInfo};
pub use journal::{ExplainingJournal, Journal, Recorder};
pub use look::Noting;
pub use refusal::{Cause, Count, Endless, Reason, RefusalKind};
pub use step::{Data, Engine, Incoming, Target, Told};
pub use store::{
    DutyStatus, FactVersion, FindingMade, Instance, Kept, LedgerEntry, LedgerKind, Obliged,
    RegisterEntry, Sums, Term, TermOf,
};
pub use world::World;
