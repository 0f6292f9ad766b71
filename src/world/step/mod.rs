//! The one step by which a world changes: an event with all that it sends happens whole or not at
//! all, then those that wait are asked; in the morning timers fire.

mod failure;
mod delivery;
mod alternative;
mod asked;
mod incoming;
mod engine;
mod open;
mod endless;

mod stepper;
mod role;
mod floor;
mod clock;
mod guard;
mod act;
mod host;

mod transaction;
mod unheard;
mod settle;
mod milder;
mod event;
mod know;
mod day;
mod effect;
mod term;

pub use delivery::Data;
pub(super) use delivery::Pending;
pub use engine::Engine;
pub use failure::Failure;
pub use incoming::{Incoming, Target, Told};
pub use stepper::Stepper;
