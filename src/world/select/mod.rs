//! Selection: candidates ranked or listed by people, and placed under quotas. Pure: whoever calls
//! has read the values already.

mod place;
mod run;

pub use place::{Candidate, Limit, Outcome, Ranked, Tied, place_by_rank, usage};
