//! Refusals: every kind of reason, and why a value is unknown.

mod cause;
mod reason;
mod order;

pub use cause::{Cause, Count};
pub(super) use order::order_reasons;
pub use reason::{Reason, Why};
