//! The world: a clock, instances, what is known, registers, ledger, duties, records, and the one
//! step by which it changes. A world is small and owned; what happened in a step is told to a
//! [`Recorder`], which the caller chooses.

mod address;
mod fact;
mod instance;
mod kept;
mod ledger;
mod timer;
mod undo;
mod waiting;
#[allow(clippy::module_inception, reason = "the world itself")]
mod world;

mod cast;
mod reason;
pub mod journal;

mod ask;
mod look;
mod counting;
pub mod select;
mod act;
mod host;
mod step;
mod day;

pub use address::{Address, Part, Undone};
pub use cast::{ActorId, ActorInfo, Cast, SubjectInfo};
pub use fact::{FactVersion, FindingMade};
pub use instance::Instance;
pub use journal::{ExplainingJournal, Journal, Recorder};
pub use kept::{DutyStatus, Kept, Obliged, RegisterEntry};
pub use ledger::{LedgerEntry, LedgerKind, Sums};
pub use look::Noting;
pub use reason::{Cause, Count, Reason};
pub use step::{Data, Engine, Incoming, Target, Told};
pub use world::World;
