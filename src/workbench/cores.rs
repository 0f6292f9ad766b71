//! Work spread over all cores, with results in the order of the work.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many items a core may be ahead of the telling: enough that a slow one keeps nobody waiting
/// at once, few enough that what is done and cannot be told yet stays little.
const AHEAD: usize = 8;

/// What `work` makes of each item; the order of threads does not show.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut made = Vec::with_capacity(items.len());
    let whole = Spread { workers: cores(), window: items.len() };
    let _ = whole.run(items, work, |_, one| {
        made.push(one);
        ControlFlow::<()>::Continue(())
    });
    made
}

/// Tells what `work` makes of each item in the order of the items, as soon as it and all before it
/// are made. No more than some items for each core are begun and not yet told, so that memory does
/// not grow with their number. Where `tell` breaks off, no further item is begun.
pub fn in_order<T: Sync, R: Send, B>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    tell: impl FnMut(&T, R) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let workers = cores();
    Spread { workers, window: workers.saturating_mul(AHEAD) }.run(items, work, tell)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// How work is spread.
struct Spread {
    workers: usize,
    /// The most items that are begun and not yet told.
    window: usize,
}

/// How far the work is.
struct Progress<R> {
    begun: usize,
    told: usize,
    done: BTreeMap<usize, R>,
    /// Nothing more is begun or told.
    is_over: bool,
}

/// The work as its threads see it.
struct Shared<R> {
    progress: Mutex<Progress<R>>,
    /// Something was told: there is room to begin another.
    room: Condvar,
    /// Something was done.
    ready: Condvar,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, Progress<R>> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// The next item to begin, once there is room for it.
    fn begin(&self, all: usize, window: usize) -> Option<usize> {
        let full = |progress: &mut Progress<R>| {
            let ahead = progress.begun - progress.told;
            !progress.is_over && progress.begun < all && ahead >= window
        };
        let waited = self.room.wait_while(self.lock(), full);
        let mut progress = waited.unwrap_or_else(PoisonError::into_inner);
        let at = progress.begun;
        if progress.is_over || at >= all {
            return None;
        }
        progress.begun += 1;
        Some(at)
    }
    /// What was made of an item, once it is; nothing where it never will be.
    fn take(&self, at: usize) -> Option<R> {
        let missing =
            |progress: &mut Progress<R>| !progress.is_over && !progress.done.contains_key(&at);
        let waited = self.ready.wait_while(self.lock(), missing);
        waited.unwrap_or_else(PoisonError::into_inner).done.remove(&at)
    }
}

/// Ends the work when dropped, lest somebody waits for who is gone.
struct Ending<'s, R> {
    shared: &'s Shared<R>,
    /// Only where the thread dies.
    of_a_worker: bool,
}

impl<R> Drop for Ending<'_, R> {
    fn drop(&mut self) {
        if !self.of_a_worker || std::thread::panicking() {
            self.shared.lock().is_over = true;
            self.shared.room.notify_all();
            self.shared.ready.notify_all();
        }
    }
}

impl Spread {
    fn run<T: Sync, R: Send, B>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> R + Sync,
        mut tell: impl FnMut(&T, R) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let progress = Progress { begun: 0, told: 0, done: BTreeMap::new(), is_over: false };
        let (room, ready) = (Condvar::new(), Condvar::new());
        let shared = Shared { progress: Mutex::new(progress), room, ready };
        let worker = || {
            let _ending = Ending { shared: &shared, of_a_worker: true };
            while let Some(at) = shared.begin(items.len(), self.window.max(1)) {
                let Some(item) = items.get(at) else { break };
                let made = work(item);
                shared.lock().done.insert(at, made);
                shared.ready.notify_one();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..self.workers.clamp(1, items.len().max(1)) {
                scope.spawn(worker);
            }
            let _ending = Ending { shared: &shared, of_a_worker: false };
            for (at, item) in items.iter().enumerate() {
                let Some(made) = shared.take(at) else { break };
                tell(item, made)?;
                shared.lock().told = at + 1;
                shared.room.notify_all();
            }
            ControlFlow::Continue(())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const WINDOW: usize = 6;

    /// The first item is slow: it ends only when as many as may be are begun, and gives others
    /// time to begin more.
    #[test]
    fn a_slow_one_lets_no_more_than_the_window_pile_up() {
        let items: Vec<usize> = (0..500).collect();
        let (begun, told, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let mut heard = Vec::new();
        let work = |&item: &usize| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - told.load(Ordering::SeqCst);
            most.fetch_max(ahead, Ordering::SeqCst);
            if item == 0 {
                while begun.load(Ordering::SeqCst) < WINDOW {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_millis(30));
            }
            item * 2
        };
        let spread = Spread { workers: 4, window: WINDOW };
        let ended = spread.run(&items, work, |&item, made| {
            heard.push((item, made));
            told.fetch_add(1, Ordering::SeqCst);
            ControlFlow::<()>::Continue(())
        });
        assert!(ended.is_continue());
        assert_eq!(most.into_inner(), WINDOW);
        assert_eq!(heard, items.iter().map(|&item| (item, item * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn where_the_telling_breaks_off_nothing_more_is_begun() {
        let items: Vec<usize> = (0..500).collect();
        let begun = AtomicUsize::new(0);
        let spread = Spread { workers: 3, window: WINDOW };
        let count = |&item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            item
        };
        let tell = |_: &usize, made| match made {
            9 => ControlFlow::Break(made),
            _ => ControlFlow::Continue(()),
        };
        assert_eq!(spread.run(&items, count, tell), ControlFlow::Break(9));
        assert!(begun.into_inner() <= 9 + WINDOW);
    }

    #[test]
    fn all_is_made_in_its_order_and_nothing_of_nothing() {
        let items: Vec<usize> = (0..100).collect();
        assert_eq!(each(&items, |item| item + 1), (1..101).collect::<Vec<_>>());
        assert_eq!(each(&[], |item: &usize| *item), Vec::<usize>::new());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_the_work_is_passed_on_and_nobody_waits_for_it() {
        each(&[1, 2, 3, 4], |&item| assert_ne!(item, 2, "this one"));
    }
}
