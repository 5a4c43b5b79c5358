//! Who takes part: each simulates replicates and says how long it took.

use std::time::Instant;

use orgsim::stats::Moments;

use crate::organisation::{QUARTERS, SEATS};
use crate::python::Script;
use crate::tally::{STATISTICS, Tally, statistics};
use crate::turn::{Estimate, Turn};
use crate::{agents, columns, people, python, small, whole};

/// Those who simulate the small organisation, plain columns first.
pub(crate) fn peers() -> Vec<Contestant> {
    let one_by_one = |simulate: fn(u64) -> Tally| {
        move |seed, replicates| {
            let seeds = seed * 1_000_000..seed * 1_000_000 + replicates;
            timed(|| seeds.map(simulate).collect())
        }
    };
    let mut peers = vec![
        Contestant::small("plain Rust columns", one_by_one(columns::simulate)),
        Contestant::small("orgsim, small model", |seed, replicates| {
            timed(|| small::simulate(seed, replicates))
        }),
        Contestant::small("krABMaga", one_by_one(agents::simulate)),
        Contestant::small("ixa", one_by_one(people::simulate)),
    ];
    let scripts = [("NumPy", "numpy_columns.py"), ("Mesa", "mesa_agents.py")];
    for (name, script) in scripts.into_iter().filter(|_| python::is_installed()) {
        let script = Script::new(script);
        let take_turn = move |seed, replicates| script.run(seed, replicates);
        peers.push(Contestant::small(name, take_turn));
    }
    peers
}

/// The whole model of orgsim, which is another organisation.
pub(crate) fn whole_model() -> Contestant {
    Contestant {
        name: "orgsim, whole model",
        person_quarters: whole::person_quarters(),
        take_turn: Box::new(|seed, replicates| {
            let start = Instant::now();
            whole::simulate(seed, replicates);
            Turn {
                seconds: start.elapsed().as_secs_f64(),
                estimates: Vec::new(),
            }
        }),
    }
}

/// An implementation of the organisation, or the whole model.
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    /// Person-quarters of a replicate.
    pub(crate) person_quarters: f64,
    take_turn: Box<dyn Fn(u64, u64) -> Turn>,
}

impl Contestant {
    /// An implementation of the small organisation.
    pub(crate) fn small(
        name: &'static str,
        take_turn: impl Fn(u64, u64) -> Turn + 'static,
    ) -> Self {
        Self {
            name,
            person_quarters: (SEATS * QUARTERS) as f64,
            take_turn: Box::new(take_turn),
        }
    }

    /// Simulates so many replicates under a seed.
    pub(crate) fn take_turn(&self, seed: u64, replicates: u64) -> Turn {
        (self.take_turn)(seed, replicates)
    }

    /// Nanoseconds a person-quarter of a turn of so many replicates.
    pub(crate) fn nanoseconds(&self, turn: &Turn, replicates: u64) -> f64 {
        1e9 * turn.seconds / (replicates as f64 * self.person_quarters)
    }
}

/// The clock stops when the replicates are counted, as it does in Python.
fn timed(simulate: impl FnOnce() -> Vec<Tally>) -> Turn {
    let start = Instant::now();
    let replicates: Vec<_> = simulate().iter().map(statistics).collect();
    let seconds = start.elapsed().as_secs_f64();
    let estimates = (0..STATISTICS.len()).map(|which| {
        let moments: Moments = replicates.iter().map(|numbers| numbers[which]).collect();
        Estimate {
            mean: moments.mean().expect("replicates"),
            standard_error: moments.std_error().expect("replicates"),
        }
    });
    Turn {
        seconds,
        estimates: estimates.collect(),
    }
}
