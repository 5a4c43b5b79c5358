//! Parallel runs whose results are handed on one by one, in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::monte_carlo::{MonteCarlo, Signals, Workspaces};
use super::threads;

/// Results that may wait to be taken; then the threads wait too.
const MOST_WAITING: usize = 256;

impl MonteCarlo {
    /// Does runs 0 to `runs - 1` and hands on each result as soon as it and all
    /// before it are there: no thread waits for another one, as at the end of a
    /// batch.
    ///
    /// - `workspace` makes buffers, once a thread, which `one` may reuse from run
    ///   to run; the result of a run must not depend on what is in them.
    /// - `one` does the run with the given number, or gives it up where an
    ///   interrupt comes. Runs are begun in order.
    /// - `take` gets the number of a run and its result, in order, on the thread
    ///   of the caller.
    ///
    /// Tells how many were taken: all, or fewer after an interrupt, which lets
    /// those end that were begun.
    ///
    /// # Errors
    /// Whatever error `take` returns; it gets nothing after it.
    ///
    /// # Panics
    /// A panic in a closure ends the runs and is passed on.
    pub fn in_order<W: Send, T: Send, E>(
        &self,
        runs: u64,
        signals: &Signals,
        workspace: impl Fn() -> W + Sync,
        one: impl Fn(&mut W, u64) -> Option<T> + Sync,
        mut take: impl FnMut(u64, T) -> Result<(), E>,
    ) -> Result<u64, E> {
        let workspaces = Workspaces::new(self.threads.count(), workspace);
        let abandoned = AtomicBool::new(false);
        let goes_on = || {
            let ended = [&abandoned, &signals.interrupt];
            !ended.iter().any(|flag| flag.load(Ordering::Relaxed))
        };
        let (sender, receiver) = sync_channel(MOST_WAITING);
        let simulate = || {
            // here, so that the receiver hears when the last run has ended
            let sender = sender;
            threads::one_by_one(0..runs, &goes_on, &|run| {
                let _guard = AbandonOnPanic(&abandoned);
                let Some(result) = workspaces.lend(|w| one(w, run)) else {
                    return;
                };
                signals.runs_done.fetch_add(1, Ordering::Relaxed);
                if sender.send((run, result)).is_err() {
                    abandoned.store(true, Ordering::Relaxed);
                }
            });
        };
        let (mut early, mut taken, mut failure) = (BTreeMap::new(), 0, None);
        let mut receiver = Some(receiver);
        self.threads.beside(Box::new(simulate), &mut || {
            // dropped where `take` fails, so that no thread waits for it
            for (run, result) in receiver.take().into_iter().flatten() {
                early.insert(run, result);
                while let Some(result) = early.remove(&taken) {
                    if let Err(error) = take(taken, result) {
                        failure = Some(error);
                        return;
                    }
                    taken += 1;
                }
            }
        });
        if let Some(error) = failure {
            return Err(error);
        }
        // runs behind one that was given up were counted but do not count
        signals.runs_done.store(taken, Ordering::Relaxed);
        Ok(taken)
    }
}

/// Lets no thread begin another run when one has panicked.
struct AbandonOnPanic<'a>(&'a AtomicBool);

impl Drop for AbandonOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}
