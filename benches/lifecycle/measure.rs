//! Timing, medians, and what the process holds in memory.

use std::time::{Duration, Instant};

/// How long `work` takes this thread, without the time for which others had the processor; by the
/// clock where the system does not tell.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let (clock, begin) = (Instant::now(), on_processor());
    let done = std::hint::black_box(work());
    let spent = begin.and_then(|begin| on_processor()?.checked_sub(begin));
    (spent.unwrap_or_else(|| clock.elapsed()), done)
}

/// How long `work` takes by the clock: what runs in several threads or processes.
pub fn elapsed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let clock = Instant::now();
    let done = std::hint::black_box(work());
    (clock.elapsed(), done)
}

/// How long this thread has had a processor.
fn on_processor() -> Option<Duration> {
    // What is told was written when the thread last let go of the processor.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split_whitespace().next()?.parse().ok()?;
    (nanoseconds > 0).then(|| Duration::from_nanos(nanoseconds))
}

/// The durations of one measure over all rounds.
#[derive(Clone, Default)]
pub struct Runs(Vec<Duration>);

impl Runs {
    pub fn add(&mut self, run: Duration) {
        self.0.push(run);
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
    /// The median in nanoseconds for each of `count`.
    pub fn each(&self, count: usize) -> f64 {
        self.median().as_secs_f64() * 1e9 / count as f64
    }
    /// How many of `count` in a second: the median, the fewest, the most.
    pub fn per_second(&self, count: usize) -> (f64, f64, f64) {
        let rate = |run: Duration| count as f64 / run.as_secs_f64();
        let longest = self.0.iter().max().copied().unwrap_or_default();
        let shortest = self.0.iter().min().copied().unwrap_or_default();
        (rate(self.median()), rate(longest), rate(shortest))
    }
}

/// The bytes that the process holds in memory, where the system tells it.
pub fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// A number with its thousands apart.
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}
