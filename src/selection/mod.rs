//! Selection: candidates ranked, or listed by people, and placed under limits. Pure: whoever calls
//! has asked the rules already, and hands over what they said, known or unknown.
//!
//! What is unknown is asked for only where its answer could change who gets what; it never drops a
//! candidate in silence. Equal keys decide nothing: where the first of equals would get something
//! else than the last, nobody is placed.

mod answer;
mod candidate;
mod decide;
mod limit;
mod list;
mod rank;
mod spend;
mod tie;

pub use answer::Answer;
pub use candidate::{Candidate, Standing};
pub use decide::{Decision, Ranking, by_rank};
pub use limit::{Limit, Use, concerns, greatest, read, usage};
pub use list::{Entries, Wrong, entries};
pub use spend::{Bound, Dearest, dearest};

#[cfg(test)]
mod tests;
