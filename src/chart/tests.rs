//! Statecharts tried: cases worked by hand from the algorithm, what the builder refuses, and random
//! charts run against a literal transcription of SCXML's appendix D.

mod beyond;
mod play;
mod random;
mod reach;
mod reference;
mod refusals;
mod relocated;
mod rules;
mod spec;
