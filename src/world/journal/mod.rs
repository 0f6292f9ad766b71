//! The journal: the ordered record of what happened and why. Reports read it and nothing else.

mod entry;
mod recorder;

pub use entry::{
    Entry, GuardReport, Origin, Placing, QuotaUse, Read, SelectionReport, Verdict, What,
};
pub use recorder::{Journal, Recorder};
