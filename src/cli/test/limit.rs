//! How long a story may take. No clock is asked: a thread counts, and each story notes where it began.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// How often it is counted, in milliseconds.
const TICK: u64 = 20;

/// What is counted.
#[derive(Default)]
pub(super) struct Counter {
    ticks: AtomicU64,
    is_over: AtomicBool,
}

impl Counter {
    /// Counts until `end`.
    pub(super) fn run(&self) {
        while !self.is_over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(TICK));
            self.ticks.fetch_add(1, Ordering::Relaxed);
        }
    }
    /// No more is to be counted.
    pub(super) fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
    /// Answers, from now on, whether so many seconds are not over.
    pub(super) fn within(&self, seconds: u64) -> impl Fn() -> bool + Sync {
        let begin = self.ticks.load(Ordering::Relaxed);
        let most = seconds.saturating_mul(1000 / TICK);
        move || self.ticks.load(Ordering::Relaxed).saturating_sub(begin) <= most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_over_once_so_many_ticks_have_passed_since_it_began() {
        let counter = Counter::default();
        counter.ticks.store(7, Ordering::Relaxed);
        let going = counter.within(1);
        counter.ticks.store(7 + 1000 / TICK, Ordering::Relaxed);
        assert!(going());
        counter.ticks.store(8 + 1000 / TICK, Ordering::Relaxed);
        assert!(!going());
        assert!(counter.within(1)());
    }
}
