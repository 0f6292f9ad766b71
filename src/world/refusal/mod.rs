//! Refusals: every kind of reason with its order and name, the law that it cites, and why a value
//! is unknown.

mod cause;
mod reason;
mod kind;
mod law;

pub use cause::{Cause, Count};
pub use kind::RefusalKind;
pub(super) use kind::order_reasons;
pub use reason::{Endless, Innermost, Reason, Why};
