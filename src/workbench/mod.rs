//! One bundle and its stories held in memory, so that many variants can be tried on them.

mod cores;

pub use cores::each;
