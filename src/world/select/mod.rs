//! A selection in a world: its rules are asked, [`crate::selection`] places, the candidates are
//! told.

mod ask;
mod run;
