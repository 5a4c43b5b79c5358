//! The whole model of orgsim in its default scenario, for comparison.

use std::convert::Infallible;
use std::hint::black_box;
use std::num::NonZeroU64;

use orgsim::engine::{MonteCarlo, Next, Signals};
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;

/// Replicates of a seed, on one thread.
pub(crate) fn simulate(seed: u64, replicates: u64) {
    let scenario = scenario(seed);
    let simulation = Simulation::new(&scenario);
    let batch = NonZeroU64::new(10).expect("more than none");
    let engine = MonteCarlo::new(batch, 1).expect("a thread");
    let Ok(_) = engine.run(
        replicates,
        &Signals::default(),
        || simulation.recorder(),
        |recorder, run| simulation.simulate(run, recorder),
        |_, records| {
            black_box(records);
            Ok::<_, Infallible>(Next::Continue)
        },
    );
}

/// Seats times quarters of a replicate, those before the first observed quarter included.
pub(crate) fn person_quarters() -> f64 {
    let scenario = scenario(1);
    let units = scenario.units.values();
    let seats: u32 = units.map(|unit| unit.researchers + unit.engineers).sum();
    let simulation = &scenario.simulation;
    f64::from(seats) * f64::from(simulation.burn_in_quarters + simulation.quarters)
}

fn scenario(seed: u64) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.seed = seed;
    scenario
}
