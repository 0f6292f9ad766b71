//! A bundle changed one thing at a time: whether a story notices.
//!
//! A mutant is one change of a compiled program (`change`), found element by element (`values`,
//! `rules`, `steps`, `deeds`, `selecting`, `joining`), each with a name that holds no number of a line. The
//! program is changed where it stands and put back (`patch`), so that a mutant costs no more than the
//! stories that it reaches (`stage`, `judge`).

mod operator;
mod patch;
mod place;
mod change;
mod finder;
mod values;
mod rules;
mod steps;
mod deeds;
mod selecting;
mod joining;
mod all;
mod trail;
mod stage;
mod judge;
mod chosen;
mod declared;
mod report;
mod elements;
mod fix;

pub use all::mutants;
pub use change::Change;
pub use chosen::{sample, shard, share};
pub use declared::{Declared, read_declared};
pub use elements::{elements, plain};
pub use finder::{Mutant, Reach, cite};
pub use fix::{Proposal, propose, unreviewed};
pub use judge::{Fate, Judged, Under, judge};
pub use operator::Operator;
pub use report::{Count, Report, Standing, Verdict};
pub use stage::{Stage, Tale};
