//! Parallel runs in fixed batches with an ordered fold.

use std::convert::Infallible;
use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::threads::{self, Threads, ThreadsUnavailable};

/// Threads that repeat a closure over run numbers.
///
/// Runs are numbered from 0 and done in batches of a fixed size. Inside a
/// batch they run in any order on any thread; at its end their results are
/// folded one batch after the other, in the order of the run numbers, on the
/// thread of the caller. So what is folded depends neither on the number of
/// threads nor on their timing.
pub struct MonteCarlo {
    pub(super) threads: Threads,
    batch: NonZeroU64,
}

/// What is to be done after a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next batch, if runs are left.
    Continue,
    /// Nothing: what is known suffices.
    Stop,
}

/// How the caller's other threads talk to the runs under way.
#[derive(Debug, Default)]
pub struct Signals {
    /// Set from outside to begin no other run.
    pub interrupt: AtomicBool,
    /// How many runs are done; counted up from inside, for a progress display.
    pub runs_done: AtomicU64,
}

/// How the runs ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// How many runs were folded: those with numbers below this.
    pub runs: u64,
    /// How many batches were folded.
    pub batches: u64,
    /// Whether an interrupt left runs undone.
    pub interrupted: bool,
    /// Whether the fold said [`Next::Stop`].
    pub stopped: bool,
}

impl MonteCarlo {
    /// Starts `threads` threads, 0 meaning one a core, for batches of `batch`
    /// runs.
    ///
    /// The batch size decides where interrupts and stopping rules act, so the
    /// same experiment keeps the same one. A batch that holds few runs a thread
    /// leaves threads idle at its end.
    ///
    /// In WebAssembly there is the calling thread alone, which does all runs and can be taken
    /// once.
    ///
    /// # Errors
    /// If the operating system refuses the threads.
    pub fn new(batch: NonZeroU64, threads: usize) -> Result<Self, ThreadsUnavailable> {
        let threads = Threads::new(threads)?;
        Ok(Self { threads, batch })
    }

    /// Does runs 0 to `runs - 1` and gives their results in the order of the
    /// run numbers: for results that may all be in memory together, and runs
    /// that nothing ends early.
    ///
    /// ```
    /// use orgsim::engine::MonteCarlo;
    /// use orgsim::random::{Entity, Stream, Streams};
    /// use orgsim::stats::{Estimate, Moments};
    /// use orgsim::units::Quarter;
    /// use std::num::NonZeroU64;
    ///
    /// let engine = MonteCarlo::new(NonZeroU64::MIN, 2)?;
    /// let values = engine.collect(1000, |run| {
    ///     Streams::new(1, run).uniform(Stream::Shock, Entity::default(), Quarter(0))
    /// });
    /// let moments: Moments = values.into_iter().collect();
    /// let estimate = Estimate::of_mean(&moments, 0.95);
    /// assert!((estimate.value.unwrap() - 0.5).abs() < 5.0 * estimate.std_error.unwrap());
    /// # Ok::<(), orgsim::engine::ThreadsUnavailable>(())
    /// ```
    ///
    /// # Panics
    /// A panic in `one` ends the runs and is passed on.
    pub fn collect<T: Send>(&self, runs: u64, one: impl Fn(u64) -> T + Sync) -> Vec<T> {
        let all = self.collect_unless(&Signals::default(), runs, one);
        all.expect("nobody else has these signals")
    }

    /// The same, unless an interrupt comes before the last run is done.
    pub fn collect_unless<T: Send>(
        &self,
        signals: &Signals,
        runs: u64,
        one: impl Fn(u64) -> T + Sync,
    ) -> Option<Vec<T>> {
        let mut all = Vec::new();
        let Ok(finished) = self.run(
            runs,
            signals,
            || (),
            |(), run| one(run),
            |_, results| {
                all.extend(results);
                Ok::<_, Infallible>(Next::Continue)
            },
        );
        (!finished.interrupted).then_some(all)
    }

    /// Does runs 0 to `most_runs - 1`, or fewer if the fold says so or an
    /// interrupt comes: then what is done of the batch under way is left.
    ///
    /// - `workspace` makes buffers, once a thread, which `one` may reuse from
    ///   run to run; the result of a run must not depend on what is in them.
    /// - `one` does the run with the given number.
    /// - `fold` gets the number of a batch's first run and its results in
    ///   order. While it works, the next batch is computed already; that is
    ///   abandoned if the fold ends the experiment.
    ///
    /// # Errors
    /// Whatever error the fold returns; nothing is folded after it.
    ///
    /// # Panics
    /// A panic in a closure ends the runs and is passed on.
    pub fn run<W: Send, T: Send, E>(
        &self,
        most_runs: u64,
        signals: &Signals,
        workspace: impl Fn() -> W + Sync,
        one: impl Fn(&mut W, u64) -> T + Sync,
        mut fold: impl FnMut(u64, Vec<T>) -> Result<Next, E>,
    ) -> Result<Finished, E> {
        let workspaces = Workspaces::new(self.threads.count(), workspace);
        let abandoned = AtomicBool::new(false);
        let compute = |runs: Range<u64>| -> Option<Vec<T>> {
            let results: Vec<_> = runs.clone().map(|_| Mutex::new(None)).collect();
            threads::all(runs.clone(), &|run| {
                let ended = [&abandoned, &signals.interrupt];
                if ended.iter().any(|flag| flag.load(Ordering::Relaxed)) {
                    return;
                }
                let result = workspaces.lend(|w| one(w, run));
                if let Ok(mut place) = results[(run - runs.start) as usize].lock() {
                    *place = Some(result);
                }
                signals.runs_done.fetch_add(1, Ordering::Relaxed);
            });
            // none if a run was left
            let results = results.into_iter();
            results.map(|place| place.into_inner().ok()?).collect()
        };
        let next_batch = |first: u64| -> Option<Range<u64>> {
            let left = first < most_runs && !signals.interrupt.load(Ordering::Relaxed);
            left.then(|| first..most_runs.min(first.saturating_add(self.batch.get())))
        };

        let mut finished = Finished {
            runs: 0,
            batches: 0,
            interrupted: false,
            stopped: false,
        };
        let mut under_way = None;
        if let Some(runs) = next_batch(0) {
            let first = || under_way = compute(runs);
            self.threads.beside(Box::new(first), &mut || ());
        }
        while let Some(results) = under_way.take() {
            let first = finished.runs;
            finished.runs += results.len() as u64;
            finished.batches += 1;
            let (mut results, mut verdict) = (Some(results), Ok(Next::Continue));
            let mut fold = || {
                verdict = fold(first, results.take().unwrap_or_default());
                if !matches!(verdict, Ok(Next::Continue)) {
                    abandoned.store(true, Ordering::Relaxed);
                }
            };
            match next_batch(finished.runs) {
                None => fold(),
                Some(runs) => {
                    let next = || under_way = compute(runs);
                    self.threads.beside(Box::new(next), &mut fold);
                }
            }
            if verdict? == Next::Stop {
                finished.stopped = true;
                break;
            }
        }
        // runs of an abandoned batch were counted but do not count
        signals.runs_done.store(finished.runs, Ordering::Relaxed);
        finished.interrupted = !finished.stopped && finished.runs < most_runs;
        Ok(finished)
    }
}

/// Buffers that are lent to one run at a time. A thread gets back its own.
pub(super) struct Workspaces<W, F> {
    slots: Vec<Mutex<Option<W>>>,
    make: F,
}

impl<W, F: Fn() -> W> Workspaces<W, F> {
    pub(super) fn new(threads: usize, make: F) -> Self {
        let slots = (0..threads).map(|_| Mutex::new(None)).collect();
        Self { slots, make }
    }

    /// Lends the buffers of this thread. They leave their slot meanwhile: the
    /// lock is never held during a run, so a panic cannot poison it.
    pub(super) fn lend<T>(&self, use_them: impl FnOnce(&mut W) -> T) -> T {
        let slot = rayon::current_thread_index().and_then(|index| self.slots.get(index));
        let kept = slot.and_then(|slot| slot.lock().ok()?.take());
        let mut workspace = kept.unwrap_or_else(&self.make);
        let result = use_them(&mut workspace);
        if let Some(mut kept) = slot.and_then(|slot| slot.lock().ok()) {
            *kept = Some(workspace);
        }
        result
    }
}
