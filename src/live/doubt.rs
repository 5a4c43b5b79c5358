//! A what-if beside the scenario at draws of the parameters that neither states.

use std::collections::BTreeMap;

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
    /// How many draws there are so far.
    draws: u64,
    /// Draws that were simulated elsewhere, and come after one that is awaited.
    ahead: BTreeMap<u64, AtDraw>,
}

/// The differences at a draw, by shown measure; none if one side cannot be had there.
pub(super) type AtDraw = Option<Vec<Option<f64>>>;

impl Doubt {
    /// Before the first draw.
    pub(super) fn new(of: &Draws) -> Self {
        Self {
            parameters: of.parameters(),
            differences: vec![Vec::new(); SHOWN.len()],
            draws: 0,
            ahead: BTreeMap::new(),
        }
    }

    /// How many draws there are so far.
    pub(super) fn draws(&self) -> u64 {
        self.draws
    }

    /// Draws parameters until there are so many draws, the same on both sides, and simulates one
    /// run of both at each draw: `both` are what each changes of the scenario. Whether that was
    /// not interrupted; nothing is added if it was.
    pub(super) fn extend(
        &mut self,
        to: u64,
        of: &Draws,
        both: &[Vec<String>; 2],
        first: u32,
        (engine, signals): (&MonteCarlo, &Signals),
    ) -> bool {
        let from = self.draws;
        let wanted = to.saturating_sub(from);
        let one = |draw: u64| at_draw(of, both, first, from + draw);
        let Some(found) = engine.collect_unless(signals, wanted, one) else {
            return false;
        };
        found.into_iter().for_each(|found| self.add(found));
        true
    }

    /// Takes in draws that were simulated elsewhere, each once all before it are there.
    pub(super) fn take(&mut self, found: Vec<(u64, AtDraw)>) {
        let new = found.into_iter().filter(|(draw, _)| *draw >= self.draws);
        self.ahead.extend(new);
        while let Some(found) = self.ahead.remove(&self.draws) {
            self.add(found);
        }
    }

    fn add(&mut self, found: AtDraw) {
        let found = found.unwrap_or_default();
        for (all, own) in self.differences.iter_mut().zip(found) {
            all.extend(own);
        }
        self.draws += 1;
    }
}

/// The differences at a draw, each of means from a quarter on.
pub(super) fn at_draw(of: &Draws, both: &[Vec<String>; 2], first: u32, draw: u64) -> AtDraw {
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
}
