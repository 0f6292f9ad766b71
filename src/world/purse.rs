//! How much one step may do in all: what it delivers, starts and sends for later, and what its rules
//! compute, is drawn from one purse (DESIGN 8.4).

use std::cell::Cell;

/// The operations of rules that one event may cause with all that it sends, and what settles after
/// it: far more than any measure needs, and about a second's work.
const ALL: u64 = 20_000_000;

/// An event delivered or sent for later, an instance started: as much as so many operations. So one
/// event may reach a hundred thousand instances.
const DELIVERY: u64 = 200;

/// One round of those that wait. So they may set each other going a thousand times.
const ROUND: u64 = 20_000;

/// What is left for a step.
#[derive(Debug)]
pub(super) struct Purse {
    left: Cell<u64>,
}

impl Default for Purse {
    /// A full one.
    fn default() -> Self {
        Self { left: Cell::new(ALL) }
    }
}

impl Purse {
    /// The operations left.
    pub(super) const fn left(&self) -> u64 {
        self.left.get()
    }
    /// Whether nothing is left: what the step sets off has no end, or none in reasonable time.
    pub(super) const fn is_empty(&self) -> bool {
        self.left() == 0
    }
    /// Takes so many operations; answers whether there was enough.
    pub(super) fn spend(&self, operations: u64) -> bool {
        let left = self.left();
        self.left.set(left.saturating_sub(operations));
        operations < left
    }
    /// Something is delivered, started or sent for later.
    pub(super) fn deliver(&self) -> bool {
        self.spend(DELIVERY)
    }
    /// Those that wait are asked once more.
    pub(super) fn round(&self) -> bool {
        self.spend(ROUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever takes the last is told that there was not enough: what is empty sets off nothing more.
    #[test]
    fn what_takes_the_last_was_too_much() {
        let purse = Purse::default();
        assert!(purse.spend(ALL - 2));
        assert!(purse.spend(1) && !purse.is_empty());
        assert!(!purse.spend(1) && purse.is_empty());
        assert!(!purse.deliver() && !purse.round());
    }
}
