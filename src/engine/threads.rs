//! The threads that do runs, compiled once and not once for each kind of result.

use rayon::prelude::*;
use std::fmt;
use std::ops::Range;

/// A pool of threads.
pub(super) struct Threads(rayon::ThreadPool);

/// The operating system refused the threads.
#[derive(Debug)]
pub struct ThreadsUnavailable(rayon::ThreadPoolBuildError);

impl fmt::Display for ThreadsUnavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot start the threads: {}", self.0)
    }
}

impl std::error::Error for ThreadsUnavailable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Threads {
    /// So many threads, 0 meaning one a core; in WebAssembly the calling one alone, which can be
    /// taken once.
    pub(super) fn new(count: usize) -> Result<Self, ThreadsUnavailable> {
        let pool = rayon::ThreadPoolBuilder::new();
        let pool = match cfg!(target_family = "wasm") {
            true => pool.num_threads(1).use_current_thread(),
            false => pool.num_threads(count),
        };
        let pool = pool.thread_name(|index| format!("run-{index}"));
        Ok(Self(pool.build().map_err(ThreadsUnavailable)?))
    }

    pub(super) fn count(&self) -> usize {
        self.0.current_num_threads()
    }

    /// Does `work` on the threads and `meanwhile` on that of the caller, and ends when both have.
    pub(super) fn beside<'a>(
        &self,
        work: Box<dyn FnOnce() + Send + 'a>,
        meanwhile: &mut (dyn FnMut() + 'a),
    ) {
        self.0.in_place_scope(|scope| {
            scope.spawn(|_| work());
            meanwhile();
        });
    }
}

/// On the threads, within [`Threads::beside`]: does the runs in any order.
pub(super) fn all(runs: Range<u64>, one: &(dyn Fn(u64) + Sync)) {
    runs.into_par_iter().for_each(one);
}

/// On the threads, within [`Threads::beside`]: begins the runs in order, so that few are ahead,
/// while `goes_on` says so.
pub(super) fn one_by_one(
    runs: Range<u64>,
    goes_on: &(dyn Fn() -> bool + Sync),
    one: &(dyn Fn(u64) + Sync),
) {
    let runs = runs.take_while(|_| goes_on());
    runs.par_bridge().for_each(one);
}
