//! Scenarios: dated stories played against a program. A file is read as it is written, planned
//! against the program (every name resolved, every value typed), run, and compared with what it
//! expects.

mod names;
mod heard;
mod notation;
mod value;
mod address;
mod carried;
mod resolve;
mod naming;
mod entry;
mod expect;
mod written;
mod laid;
mod branch;
mod read;
mod planned;
mod told;
mod plan;
mod knowledge;
mod supplied;
mod run;
mod moment;
mod draft;
mod verdict;
mod retimed;
mod moved;
mod varied;

pub use address::{PlannedAddress, parse as parse_address};
pub use branch::branches;
pub use carried::PlannedValue;
pub use draft::{Draft, DraftSubject, UNREVIEWED, entries};
pub use expect::{Mismatch, Weight, asked_name, findings_owed, flat, refusal_words};
pub use moment::{configurations, play, play_within};
pub use moved::{Moved, play_moved};
pub use names::{address_text, status_name, status_phrase, value_name};
pub use plan::plan;
pub use planned::{Plan, PlannedFact, PlannedLine, PlannedWhat};
pub use read::{named_bundle, read_scenario};
pub use retimed::{Because, Renamed, Retimed, TimedStep, retime};
pub use run::{Moment, Played, Watched, play_explained, play_for, play_heard, play_watched};
pub use supplied::typed;
pub use varied::{Remap, bare, renamed};
pub use verdict::Verdict;
pub use written::{Branch, Scenario, StoryKind};
