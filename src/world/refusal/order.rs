//! The order in which reasons are told.

use super::reason::Reason;

/// The order in which reasons are told (DESIGN 8.2).
pub(in crate::world) fn order_reasons(reasons: &mut [Reason]) {
    reasons.sort_by_key(|reason| match reason {
        Reason::NoInstance => 0,
        Reason::Ended => 1,
        Reason::NotExpected(_) => 2,
        Reason::Role { .. } => 3,
        Reason::TooEarly { .. } => 4,
        Reason::NotMet { .. } => 5,
        Reason::Unknown { .. } => 6,
        Reason::Fault { .. } => 7,
        Reason::Ambiguous(..) => 8,
        Reason::Endless(_) => 9,
        Reason::Quota { .. } => 10,
        Reason::NoCandidate { .. } => 11,
        Reason::TwicePlaced(_) => 12,
        Reason::Placement { .. } => 13,
        Reason::Tie { .. } => 14,
        Reason::NothingOwed(_) => 15,
        Reason::Exists(_) => 16,
        Reason::Sent { .. } => 17,
    });
}
