//! Runs of a world as it is, and of the steps away from it, under the same luck.

use super::part::Part;
use super::rows::Effect;
use super::step::Step;
use crate::experiment::columns::Columns;
use crate::metrics::RunRecord;
use crate::scenario::{Complete, Loaded};
use crate::simulation::Simulation;
use crate::stats::{Moments, PairedMoments};

/// A world, and what its runs gave.
pub(super) struct World {
    name: String,
    complete: Complete,
    columns: Columns,
    level: f64,
    base: Runs,
    /// Of each column: its numbers run by run, and how far single runs spread.
    pseudo_values: Vec<Vec<f64>>,
    spreads: Vec<Option<f64>>,
}

/// Some runs of a scenario.
struct Runs {
    records: Vec<RunRecord>,
    /// The kept numbers of all of them.
    numbers: Vec<f64>,
}

/// What a step comes to.
pub(super) enum Stepped {
    /// It breaks a rule.
    Held(String),
    /// Its effects, and whether any number of any run differs.
    Moved(Vec<Effect>, bool),
}

impl World {
    /// Runs a world as it is. Main measures that it does not have are left out.
    pub(super) fn new(name: &str, loaded: &Loaded, runs: u64, level: f64) -> Self {
        let simulation = Simulation::new(&loaded.scenario);
        let values = simulation.layout().values().iter();
        let headlines = values.filter(|v| v.window.is_whole() && v.measure.headline);
        let headlines = headlines.map(|value| value.key.clone()).collect();
        let columns = Columns::of_layout(simulation.layout(), headlines);
        let base = Runs::of(&simulation, &columns, 0..runs);
        let all = 0..columns.measures().len();
        let spread = |column| {
            let known = columns.values(&base.numbers, column);
            let moments: Moments = known.filter(|x| x.is_finite()).collect();
            moments.std_dev().filter(|&spread| spread > 0.0)
        };
        Self {
            name: name.to_owned(),
            complete: Complete::new(name, loaded),
            level,
            pseudo_values: all
                .clone()
                .map(|column| columns.pseudo_values(&base.numbers, column))
                .collect(),
            spreads: all.map(spread).collect(),
            base,
            columns,
        }
    }

    /// Takes a step and compares its runs with those of the world as it is.
    pub(super) fn step(&self, part: &Part, step: &Step) -> Stepped {
        let scenario = match step.scenario(&self.complete) {
            Ok(scenario) => scenario,
            Err(rule) => return Stepped::Held(rule),
        };
        let simulation = Simulation::new(&scenario);
        let count = self.base.records.len() as u64;
        let runs = Runs::of(&simulation, &self.columns, 0..count);
        let all = 0..self.columns.measures().len();
        let effects = all.map(|column| self.effect(part, step, &runs, column));
        Stepped::Moved(effects.collect(), runs.records != self.base.records)
    }

    /// Whether any number of any run differs: as few runs as it takes are run.
    pub(super) fn differs(&self, step: &Step) -> bool {
        let Ok(scenario) = step.scenario(&self.complete) else {
            return false;
        };
        let simulation = Simulation::new(&scenario);
        let mut recorder = simulation.recorder();
        let mut runs = (0..).zip(&self.base.records);
        runs.any(|(run, base)| simulation.simulate(run, &mut recorder) != *base)
    }

    fn effect(&self, part: &Part, step: &Step, runs: &Runs, column: usize) -> Effect {
        let own = self.columns.pseudo_values(&runs.numbers, column);
        let mut pairs = PairedMoments::default();
        for (&before, after) in self.pseudo_values[column].iter().zip(own) {
            if before.is_finite() && after.is_finite() {
                pairs.push(before, after);
            }
        }
        let difference = pairs.difference(self.level);
        let difference = difference.within(self.columns.differences(column));
        Effect {
            part: part.key.clone(),
            kind: part.kind,
            scenario: self.name.clone(),
            level: step.level,
            setting: step.value.clone(),
            measure: self.columns.measures()[column].clone(),
            pairs: difference.n,
            base: pairs.first_mean(),
            p_value: difference.p_value(),
            strength: difference
                .value
                .zip(self.spreads[column])
                .map(|(value, spread)| value / spread),
            difference: (&difference).into(),
        }
    }
}

impl Runs {
    fn of(simulation: &Simulation, columns: &Columns, runs: std::ops::Range<u64>) -> Self {
        let places = columns.places(simulation.layout());
        let mut recorder = simulation.recorder();
        let mut all = Self {
            records: Vec::new(),
            numbers: Vec::new(),
        };
        for run in runs {
            let record = simulation.simulate(run, &mut recorder);
            places.take(simulation.layout(), &record, &mut all.numbers);
            all.records.push(record);
        }
        all
    }
}
