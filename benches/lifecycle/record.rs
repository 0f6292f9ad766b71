//! The records: drawn from the linear congruential sequence that the scripts of other engines draw
//! from, so that all must come to the same ends.

/// What is known of one candidate.
#[derive(Clone, Copy)]
pub struct Record {
    /// The facts by name, in the order of `facts.ron`.
    pub facts: [(&'static str, Fact); 10],
}

/// The value of a fact.
#[derive(Clone, Copy)]
pub enum Fact {
    Count(i64),
    Flag(bool),
}

/// The nine events that each candidate is sent, in order.
pub const EVENTS: [&str; 9] =
    ["accept", "qualify", "notice_end", "desk", "site", "evaluate", "select", "final_end", "audit"];

/// How many end as `awarded`, `rejected` and `revoked` among the first 100,000.
pub const ENDS_OF_100_000: [usize; 3] = [54_646, 43_432, 1_922];

/// The record of that number, from 0.
pub fn record(index: u32) -> Record {
    let mut seed = index.wrapping_add(1);
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i64::from(seed >> 16)
    };
    next();
    let years = next() % 10;
    let recent_loss = next() % 20 == 0;
    let duplicate = next() % 25 == 0;
    let first_objection = next() % 50 == 0;
    let desk_score = 400 + next() % 600;
    let site_score = 400 + next() % 600;
    let rank = next() % 40;
    let second_objection = next() % 50 == 0;
    let incident = next() % 30 == 0;
    Record {
        facts: [
            ("years", Fact::Count(years)),
            ("recent_loss", Fact::Flag(recent_loss)),
            ("duplicate", Fact::Flag(duplicate)),
            ("first_objection", Fact::Flag(first_objection)),
            ("desk_score", Fact::Count(desk_score)),
            ("site_score", Fact::Count(site_score)),
            ("total_score", Fact::Count((desk_score + site_score) >> 1)),
            ("rank", Fact::Count(rank)),
            ("second_objection", Fact::Flag(second_objection)),
            ("incident", Fact::Flag(incident)),
        ],
    }
}
