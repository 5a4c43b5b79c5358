//! The places of a run's numbers: which series, which values, which windows.

use super::{Measure, Window, measures};
use crate::scenario::Scenario;

/// A quarterly series: the numbers of a measure, quarter by quarter.
#[derive(Clone, Debug)]
pub struct Series {
    /// The measure.
    pub measure: &'static Measure,
}

/// A run's value: the number of a measure over a window.
#[derive(Clone, Debug)]
pub struct Value {
    /// The measure.
    pub measure: &'static Measure,
    /// The window.
    pub window: Window,
    /// The key of the measure and the suffix of the window: unique, and the
    /// name of the column in `runs.csv`.
    pub key: String,
}

/// The shape of the records of a scenario's runs.
#[derive(Clone, Debug)]
pub struct Layout {
    quarters: u32,
    burn_in: u32,
    horizon: u32,
    series: Vec<Series>,
    values: Vec<Value>,
}

impl Layout {
    /// The layout of a scenario: all measures, and all windows of the scenario
    /// for those with a value a run.
    pub fn new(scenario: &Scenario) -> Self {
        let quarterly = measures().iter().filter(|measure| measure.quarterly);
        let windows = Window::of(scenario);
        let values = windows.iter().flat_map(|window| {
            measures()
                .iter()
                .filter(|measure| measure.per_run)
                .map(|measure| Value {
                    measure,
                    window: window.clone(),
                    key: measure.key() + &window.suffix(),
                })
        });
        Self {
            quarters: scenario.simulation.quarters,
            burn_in: scenario.simulation.burn_in_quarters,
            horizon: scenario.simulation.latency_horizon_quarters,
            series: quarterly.map(|measure| Series { measure }).collect(),
            values: values.collect(),
        }
    }

    /// Number of observed quarters.
    pub fn quarters(&self) -> u32 {
        self.quarters
    }

    /// Number of quarters before the first observed one.
    pub fn burn_in(&self) -> u32 {
        self.burn_in
    }

    /// Truncation time of the restricted mean latency, in quarters.
    pub fn latency_horizon(&self) -> u32 {
        self.horizon
    }

    /// The quarterly series. Series `s` has its number of quarter `q` at
    /// `s * quarters + q` in a record.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The values, in the order of a record.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The place of the value with a key.
    pub fn value(&self, key: &str) -> Option<usize> {
        self.values.iter().position(|value| value.key == key)
    }
}
