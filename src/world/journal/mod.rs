//! The journal: the ordered record of what happened and why. Reports read it and nothing else.

mod entry;
mod recorder;

pub use entry::{
    Asked, Entry, GuardReport, Lines, Origin, Placing, QuotaUse, Read, Reads, SelectionReport,
    Verdict, What,
};
pub use recorder::{ExplainingJournal, Journal, Recorder};
