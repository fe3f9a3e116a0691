//! The cores of the machine: those beside the one at work lend it a hand.
//!
//! There is one helper for each core but one, so that whoever is at work keeps a core. With a single core there are none:
//! everything is done in its turn.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use rayon::{Scope, ThreadPool, ThreadPoolBuilder};

/// How many shares each core gets of what is done side by side: some take longer than others.
const SHARES: usize = 8;

/// The helpers, once they were asked for; none where there are none.
static HELPERS: OnceLock<Option<ThreadPool>> = OnceLock::new();

fn helpers() -> Option<&'static ThreadPool> {
    // A panic in what was offered comes to light where it is done in the helper's stead.
    let begin = |beside| ThreadPoolBuilder::new().num_threads(beside).panic_handler(|_| ()).build().ok();
    HELPERS.get_or_init(|| Some(count() - 1).filter(|beside| *beside > 0).and_then(begin)).as_ref()
}

/// Helpers, for as long as `'s` and what they were given to do borrows.
#[derive(Clone, Copy)]
pub struct Helpers<'a, 's>(&'a Scope<'s>);

impl std::fmt::Debug for Helpers<'_, '_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Helpers").finish_non_exhaustive()
    }
}

impl<'s> Helpers<'_, 's> {
    /// Gives them something to do; with one helper, what was given first is begun first.
    pub fn give(&self, job: impl FnOnce() + Send + 's) {
        self.0.spawn(move |_| job());
    }
}

/// Returns how many cores there are to work on, at least one.
#[must_use]
pub fn count() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Does some work that can give helpers something to do, if there are any; returns once they are done too.
pub fn with_help<'s, T>(work: impl FnOnce(Option<Helpers<'_, 's>>) -> T) -> T {
    match helpers() {
        Some(pool) => pool.in_place_scope(|scope| work(Some(Helpers(scope)))),
        None => work(None),
    }
}

/// Does some work while helpers do something to each of some things, from the first on, for as long as the work goes on:
/// what they have not come to by then is left.
pub fn ahead<I: Sync, T>(things: &[I], prepare: impl Fn(&I) + Sync, work: impl FnOnce() -> T) -> T {
    let done = AtomicBool::new(false);
    with_help(|helpers| {
        if let Some(helpers) = helpers {
            helpers.give(|| things.iter().take_while(|_| !done.load(Ordering::Relaxed)).for_each(&prepare));
        }
        let worked = work();
        done.store(true, Ordering::Relaxed);
        worked
    })
}

/// Has a helper do something once one is free; with none, it is not done, nor where it panics.
pub fn offer(job: impl FnOnce() + Send + 'static) {
    if let Some(pool) = helpers() {
        pool.spawn(job);
    }
}

/// Drops many things, by a helper if any was asked for before: that takes a while.
pub fn let_go<T: Send + 'static>(things: T) {
    if let Some(Some(pool)) = HELPERS.get() {
        pool.spawn(|| drop(things));
    }
}

/// Does something to all items on all cores that are free, and returns what came of each in their order.
///
/// # Panics
///
/// When the work does.
pub fn map<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let size = items.len().div_ceil(count() * SHARES).max(1);
    let (mut items, mut shares) = (items.into_iter(), Vec::new());
    while items.len() > 0 {
        shares.push(Mutex::new((items.by_ref().take(size).collect::<Vec<T>>(), Vec::new())));
    }
    let next = AtomicUsize::new(0);
    let take_part = || {
        while let Some(share) = shares.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut share = share.lock().unwrap_or_else(PoisonError::into_inner);
            share.1 = std::mem::take(&mut share.0).into_iter().map(&work).collect();
        }
    };
    with_help(|helpers| {
        let others = shares.len().min(count()).saturating_sub(1);
        if let Some(helpers) = helpers {
            (0..others).for_each(|_| helpers.give(take_part));
        }
        take_part();
    });
    shares.into_iter().flat_map(|share| share.into_inner().unwrap_or_else(PoisonError::into_inner).1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_side_by_side_comes_back_in_order() {
        for items in [0, 1, 2, 7, 100, 1000] {
            let doubled = map((0..items).collect(), |item: usize| item * 2);
            assert_eq!(doubled, (0..items).map(|item| item * 2).collect::<Vec<_>>());
        }
        let nested = map(vec![3, 5], |items| map((0..items).collect(), |item: usize| item + items));
        assert_eq!(nested, [vec![3, 4, 5], vec![5, 6, 7, 8, 9]]);
    }

    #[test]
    fn what_helpers_are_given_is_done_before_their_help_ends() {
        let done = AtomicUsize::new(0);
        let job = || {
            done.fetch_add(1, Ordering::Relaxed);
        };
        let given = with_help(|helpers| {
            let Some(helpers) = helpers else { return 0 };
            (0..100).for_each(|_| helpers.give(job));
            100
        });
        assert_eq!(done.load(Ordering::Relaxed), given);
    }

    #[test]
    fn work_goes_on_whatever_was_prepared_for_it() {
        let squares: Vec<OnceLock<usize>> = (0..1000).map(|_| OnceLock::new()).collect();
        let numbered: Vec<_> = squares.iter().enumerate().collect();
        let square = |(number, square): &(usize, &OnceLock<usize>)| *square.get_or_init(|| number * number);
        let prepare = |one: &_| {
            square(one);
        };
        let sum = ahead(&numbered, prepare, || numbered.iter().map(square).sum::<usize>());
        assert_eq!(sum, (0..1000).map(|number| number * number).sum::<usize>());
    }

    #[test]
    #[should_panic(expected = "it sank")]
    fn a_panic_is_passed_on() {
        map(vec![1, 2, 3], |item| assert!(item < 3, "it sank"));
    }
}
