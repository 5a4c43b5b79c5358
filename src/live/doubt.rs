//! A what-if beside the scenario at draws of the parameters that neither states.

use super::world::{SHOWN, mean_from, shown};
use crate::engine::{MonteCarlo, Signals};
use crate::experiment::Draws;
use crate::scenario::Scenario;
use crate::simulation::{Family, Simulation};

/// By shown measure: the differences of a what-if from the scenario as it stands, one a draw,
/// of means from a quarter on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Doubt {
    /// How many parameters were drawn.
    pub(super) parameters: usize,
    pub(super) differences: Vec<Vec<f64>>,
}

/// Draws parameters, the same on both sides, and simulates one run of both at each draw: `both`
/// are what each changes of the scenario. None if it was interrupted.
pub(super) fn doubt(
    of: &Draws,
    both: &[Vec<String>; 2],
    first: u32,
    draws: u64,
    (engine, signals): (&MonteCarlo, &Signals),
) -> Option<Doubt> {
    let one = |draw: u64| -> Option<Vec<Option<f64>>> {
        let scenarios = both.iter().map(|set| of.scenario(0, set, draw));
        let scenarios = scenarios.collect::<Option<Vec<Scenario>>>()?;
        let family = Family::new(&scenarios.iter().collect::<Vec<_>>(), true);
        let records = family.simulate(draw, false);
        let both = family
            .simulations()
            .iter()
            .map(Simulation::layout)
            .zip(&records);
        let both: Vec<Vec<Vec<f64>>> = both.map(|(layout, record)| shown(layout, record)).collect();
        let difference = |measure: usize| {
            let [old, new] = [0, 1].map(|place: usize| mean_from(&both[place][measure], first));
            Some(new? - old?)
        };
        Some((0..SHOWN.len()).map(difference).collect())
    };
    let found = engine.collect_unless(signals, draws, one)?;
    let mut differences = vec![Vec::new(); SHOWN.len()];
    for of_draw in found.into_iter().flatten() {
        for (all, own) in differences.iter_mut().zip(of_draw) {
            all.extend(own);
        }
    }
    Some(Doubt {
        parameters: of.parameters(),
        differences,
    })
}
