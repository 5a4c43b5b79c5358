//! The engine gives the same results whatever the threads and their timing.

use orgsim::engine::{Finished, MonteCarlo, Next, Signals, Standing, StoppingRule};
use orgsim::random::{Entity, Stream, Streams};
use orgsim::stats::{Estimate, Method, Moments};
use orgsim::units::Quarter;
use std::convert::Infallible;
use std::num::NonZeroU64;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

const SEED: u64 = 7;

fn engine(batch: u64, threads: usize) -> MonteCarlo {
    MonteCarlo::new(NonZeroU64::new(batch).unwrap(), threads).unwrap()
}

/// A run whose length varies, so that threads finish out of order.
fn uneven_run(run: u64) -> f64 {
    let streams = Streams::new(SEED, run);
    (0..1 + run * 37 % 101)
        .map(|id| Entity {
            id: id as u32,
            generation: 0,
        })
        .map(|entity| streams.uniform(Stream::ExitDecision, entity, Quarter(0)))
        .sum()
}

/// Bits of the folded mean and variance, and the run numbers as they came.
fn fold_all(batch: u64, threads: usize, runs: u64) -> (u64, u64, Vec<u64>) {
    let (mut moments, mut order) = (Moments::default(), Vec::new());
    let finished = engine(batch, threads)
        .run(
            runs,
            &Signals::default(),
            || (),
            |(), run| (run, uneven_run(run)),
            |first, results| {
                assert_eq!(first, order.len() as u64);
                for (run, value) in results {
                    order.push(run);
                    moments.push(value);
                }
                Ok::<_, Infallible>(Next::Continue)
            },
        )
        .unwrap();
    assert_eq!(finished.runs, runs);
    assert_eq!(finished.batches, runs.div_ceil(batch));
    assert!(!finished.interrupted && !finished.stopped);
    let bits = |x: Option<f64>| x.unwrap().to_bits();
    (bits(moments.mean()), bits(moments.variance()), order)
}

#[test]
fn one_to_eight_threads_and_any_batch_give_the_same_bits() {
    let expected = fold_all(1000, 1, 1000);
    assert!(expected.2.iter().copied().eq(0..1000));
    for threads in 1..=8 {
        assert_eq!(fold_all(64, threads, 1000), expected, "{threads} threads");
    }
    for batch in [1, 3, 999, 5000] {
        assert_eq!(fold_all(batch, 3, 1000), expected, "batches of {batch}");
    }
}

#[test]
fn collected_results_stand_in_the_order_of_their_runs() {
    let expected: Vec<f64> = (0..1000).map(uneven_run).collect();
    for (batch, threads) in [(1, 1), (64, 2), (7, 5), (5000, 3)] {
        assert_eq!(engine(batch, threads).collect(1000, uneven_run), expected);
    }
    assert!(engine(8, 2).collect(0, uneven_run).is_empty());
}

#[test]
fn an_interrupt_keeps_whole_batches_and_begins_no_other_run() {
    const BATCH: u64 = 16;
    for interrupted_in in [0, 1, 15, 16, 100, 150, 159] {
        for threads in [1, 2, 5] {
            let signals = Signals::default();
            let mut kept = Vec::new();
            let finished = engine(BATCH, threads)
                .run(
                    160,
                    &signals,
                    || (),
                    |(), run| {
                        if run == interrupted_in {
                            signals.interrupt.store(true, Ordering::Relaxed);
                        }
                        uneven_run(run)
                    },
                    |_, results| {
                        kept.extend(results);
                        Ok::<_, Infallible>(Next::Continue)
                    },
                )
                .unwrap();
            // batches before that of the interrupt are kept, and its own if the interrupt
            // came with its last run
            let whole = finished.runs;
            let before = interrupted_in / BATCH * BATCH;
            assert!(whole == before || whole == before + BATCH, "{whole}");
            assert!(threads > 1 || (whole > before) == (interrupted_in % BATCH == BATCH - 1));
            assert_eq!(finished.interrupted, whole < 160);
            assert!(kept.iter().copied().eq((0..whole).map(uneven_run)));
            assert_eq!(signals.runs_done.load(Ordering::Relaxed), whole);
        }
    }
}

#[test]
fn an_interrupt_beforehand_does_nothing() {
    let signals = Signals::default();
    signals.interrupt.store(true, Ordering::Relaxed);
    let finished = engine(4, 2).run(
        8,
        &signals,
        || (),
        |(), run| run,
        |_, _| Err::<Next, _>("nothing is to be folded"),
    );
    let expected = Finished {
        runs: 0,
        batches: 0,
        interrupted: true,
        stopped: false,
    };
    assert_eq!(finished, Ok(expected));
}

#[test]
fn the_fold_decides_when_to_stop_and_may_fail() {
    for threads in 1..=4 {
        let stop_after = |batches: u64| {
            let signals = Signals::default();
            let mut seen = 0;
            let finished = engine(10, threads).run(
                1000,
                &signals,
                || (),
                |(), run| run,
                |_, results| {
                    seen += results.len() as u64;
                    Ok::<_, Infallible>(if seen == batches * 10 {
                        Next::Stop
                    } else {
                        Next::Continue
                    })
                },
            );
            (finished.unwrap(), signals.runs_done.into_inner())
        };
        for batches in [1, 7, 100] {
            let (finished, runs_done) = stop_after(batches);
            assert_eq!(finished.batches, batches);
            assert_eq!((finished.runs, runs_done), (batches * 10, batches * 10));
            assert!(finished.stopped && !finished.interrupted);
        }

        let mut folds = 0;
        let failed = engine(10, threads).run(
            1000,
            &Signals::default(),
            || (),
            |(), run| run,
            |first, _| {
                folds += 1;
                if first == 20 {
                    Err(first)
                } else {
                    Ok(Next::Continue)
                }
            },
        );
        assert_eq!((failed, folds), (Err(20), 3));
    }
}

#[test]
fn a_workspace_is_made_once_a_thread_and_reused() {
    let made = AtomicU64::new(0);
    let mut total = 0;
    engine(50, 3)
        .run(
            500,
            &Signals::default(),
            || {
                made.fetch_add(1, Ordering::Relaxed);
                Vec::new()
            },
            |buffer: &mut Vec<u64>, run| {
                buffer.clear();
                buffer.extend(0..run % 7);
                buffer.len() as u64
            },
            |_, results| {
                total += results.iter().sum::<u64>();
                Ok::<_, Infallible>(Next::Continue)
            },
        )
        .unwrap();
    assert_eq!(total, (0..500).map(|run| run % 7).sum::<u64>());
    assert!((1..=3).contains(&made.into_inner()));
}

#[test]
fn a_panic_is_passed_on_and_leaves_the_threads_usable() {
    let engine = engine(8, 2);
    let panicking = |at: u64| {
        engine.run(
            64,
            &Signals::default(),
            Vec::<u64>::new,
            |_, run| assert_ne!(run, at, "run {at} is broken"),
            |_, _| Ok::<_, Infallible>(Next::Continue),
        )
    };
    let panic = catch_unwind(AssertUnwindSafe(|| panicking(21))).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.contains("run 21 is broken"), "{message}");
    assert_eq!(panicking(64).unwrap().runs, 64);
}

#[test]
fn results_are_handed_on_in_order_from_any_number_of_threads() {
    let expected: Vec<(u64, f64)> = (0..1000).map(|run| (run, uneven_run(run))).collect();
    for threads in 1..=8 {
        let (signals, mut taken) = (Signals::default(), Vec::new());
        let made = AtomicU64::new(0);
        let count = engine(7, threads).in_order(
            1000,
            &signals,
            || made.fetch_add(1, Ordering::Relaxed),
            |_, run| Some(uneven_run(run)),
            |run, value| {
                taken.push((run, value));
                Ok::<_, Infallible>(())
            },
        );
        assert_eq!(count, Ok(1000));
        assert_eq!(taken, expected, "{threads} threads");
        assert!((1..=threads as u64).contains(&made.into_inner()));
        assert_eq!(signals.runs_done.into_inner(), 1000);
    }
}

#[test]
fn handing_on_ends_with_what_was_begun_before_an_interrupt() {
    for threads in [1, 2, 5] {
        for interrupted_in in [0, 1, 150, 159] {
            let (signals, mut taken) = (Signals::default(), Vec::new());
            let count = engine(1, threads).in_order(
                160,
                &signals,
                || (),
                |(), run| {
                    if run == interrupted_in {
                        signals.interrupt.store(true, Ordering::Relaxed);
                    }
                    Some(uneven_run(run))
                },
                |run, value| {
                    taken.push((run, value));
                    Ok::<_, Infallible>(())
                },
            );
            let count = count.unwrap();
            // other threads may be at runs behind it
            assert!((interrupted_in + 1..=160).contains(&count), "{count}");
            assert!(threads > 1 || count == interrupted_in + 1);
            assert!(
                taken
                    .into_iter()
                    .eq((0..count).map(|run| (run, uneven_run(run))))
            );
            assert_eq!(signals.runs_done.into_inner(), count);
        }
    }
}

#[test]
fn what_is_given_up_ends_what_is_handed_on() {
    for threads in [1, 2, 5] {
        let (signals, mut taken) = (Signals::default(), 0);
        let count = engine(1, threads).in_order(
            160,
            &signals,
            || (),
            |(), run| {
                if run == 40 {
                    signals.interrupt.store(true, Ordering::Relaxed);
                    return None;
                }
                Some(uneven_run(run))
            },
            |_, _| {
                taken += 1;
                Ok::<_, Infallible>(())
            },
        );
        assert_eq!((count, taken), (Ok(40), 40), "{threads} threads");
    }
}

#[test]
fn handing_on_ends_with_a_failure_or_a_panic() {
    for threads in 1..=4 {
        let engine = engine(1, threads);
        let signals = Signals::default();
        let mut taken = 0;
        let failed = engine.in_order(
            1_000_000,
            &signals,
            || (),
            |(), run| Some(run),
            |run, _| {
                taken += 1;
                if run == 20 { Err(run) } else { Ok(()) }
            },
        );
        assert_eq!((failed, taken), (Err(20), 21));
        let panicking = |at: u64| {
            engine.in_order(
                1_000_000,
                &Signals::default(),
                || (),
                |(), run| {
                    assert_ne!(run, at, "run {at} is broken");
                    Some(())
                },
                |run, ()| if run == 64 { Err(run) } else { Ok(()) },
            )
        };
        let panic = catch_unwind(AssertUnwindSafe(|| panicking(21))).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(message.contains("run 21 is broken"), "{message}");
        assert_eq!(panicking(u64::MAX), Err(64));
    }
}

/// An estimate of `n` values with the given half-width.
fn estimate(n: u64, half_width: f64) -> Estimate {
    Estimate {
        value: Some(0.0),
        std_error: Some(half_width / 2.0),
        ci_low: Some(-half_width),
        ci_high: Some(half_width),
        level: 0.95,
        method: Method::StudentT,
        n,
    }
}

#[test]
fn targets_must_hold_for_a_while() {
    let mut rule = StoppingRule::new(vec![1.0, 2.0], 30);
    let mut check = |n, first, second| rule.check(n, &[estimate(n, first), estimate(n, second)]);
    // too few runs, then one of two too wide
    assert_eq!(check(20, 0.1, 0.1), Next::Continue);
    assert_eq!(check(40, 1.1, 0.1), Next::Continue);
    // met at 60, lost at 64, met anew at 68: 5% of 100 more is needed
    assert_eq!(check(60, 1.0, 2.0), Next::Continue);
    assert_eq!(check(64, 1.0, 2.1), Next::Continue);
    assert_eq!(check(68, 0.9, 1.9), Next::Continue);
    assert_eq!(check(72, 0.9, 1.9), Next::Continue);
    assert_eq!(check(73, 0.9, 1.9), Next::Stop);

    // and 5% of the runs when they are many
    let mut rule = StoppingRule::new(vec![1.0], 30);
    assert_eq!(rule.check(1001, &[estimate(1001, 0.5)]), Next::Continue);
    assert_eq!(rule.check(1051, &[estimate(1051, 0.5)]), Next::Continue);
    assert_eq!(rule.check(1052, &[estimate(1052, 0.5)]), Next::Stop);
}

#[test]
fn constants_wait_and_are_said() {
    let mut rule = StoppingRule::new(vec![1.0, 1.0, 1.0], 30);
    let mut constant = |n: u64| {
        let values: Moments = (0..n).map(|_| 4.0).collect();
        let constant = Estimate::of_mean(&values, 0.95);
        let estimates = [constant, estimate(n, 0.5), estimate(n / 2, 0.5)];
        (rule.standings(&estimates), rule.check(n, &estimates))
    };
    assert_eq!(constant(29), (vec![Standing::Open; 3], Next::Continue));
    // the third has values of half the runs only
    let (standings, next) = constant(30);
    assert_eq!(
        standings,
        [Standing::Constant, Standing::Met, Standing::Open]
    );
    assert_eq!(next, Next::Continue);
    assert_eq!(constant(60).1, Next::Continue);
    assert_eq!(constant(65).1, Next::Stop);
}

#[test]
fn without_targets_or_estimates_it_goes_on() {
    assert_eq!(
        StoppingRule::new(vec![], 2).check(1_000_000, &[]),
        Next::Continue
    );
    let mut rule = StoppingRule::new(vec![1.0, 1.0], 2);
    assert_eq!(rule.check(1000, &[estimate(1000, 0.5)]), Next::Continue);
    let missing = Estimate::of_mean(&Moments::default(), 0.95);
    let estimates = [estimate(1000, 0.5), missing];
    assert_eq!(rule.check(1000, &estimates), Next::Continue);
    assert!(!rule.is_met(&estimates));
    assert_eq!(StoppingRule::least_runs_for(8), 30);
    assert_eq!(StoppingRule::least_runs_for(64), 64);
}
