//! Folds the records of runs into estimates, in memory that does not grow with
//! the number of runs.

use super::curve_totals::{LatencyTotals, TenureTotals};
use super::happenings::EventTotals;
use super::spread::{PROBABILITIES, Spread};
use crate::metrics::{Layout, Picture, RunRecord};
use crate::stats::{Estimate, Moments, quantiles};

/// Quantiles over runs are exact over the first runs, at most this many. Runs
/// are independent and alike, so the first ones are a fair sample of all; the
/// rank of a quantile is then known to better than half a percent of the runs.
const MOST_SAMPLED_RUNS: usize = 10_000;

/// Fewer runs are sampled where many quarters would take more numbers than
/// this (100 MB), but at least [`FEWEST_SAMPLED_RUNS`].
const MOST_SAMPLED_NUMBERS: usize = 12_500_000;

/// See [`MOST_SAMPLED_NUMBERS`].
const FEWEST_SAMPLED_RUNS: usize = 500;

/// What is known of the runs so far.
#[derive(Clone, Debug)]
pub struct Ensemble {
    level: f64,
    runs: u64,
    series: Vec<Moments>,
    values: Vec<ValueTotals>,
    events: Vec<EventTotals>,
    tenures: Vec<TenureTotals>,
    latencies: Vec<LatencyTotals>,
    pictures: Vec<Picture>,
    /// Series of the first runs.
    sample: Vec<Vec<f64>>,
    sampled_runs: usize,
}

/// A value over the runs so far.
#[derive(Clone, Copy, Debug, Default)]
struct ValueTotals {
    proportion: bool,
    moments: Moments,
    /// Runs in which the value was one.
    ones: u64,
    items: u64,
    censored: u64,
}

impl Ensemble {
    /// An ensemble without runs, with intervals of a confidence `level`.
    pub fn new(layout: &Layout, level: f64) -> Self {
        let cells = layout.series().len() * layout.quarters() as usize;
        let value = |proportion| ValueTotals {
            proportion,
            ..ValueTotals::default()
        };
        let proportions = layout
            .values()
            .iter()
            .map(|value| value.measure.is_proportion_of_runs());
        let windows = layout.windows().len();
        let tenures = layout.tenures() as usize + 1;
        let times = layout.latency_horizon() as usize + 1;
        Self {
            level,
            runs: 0,
            series: vec![Moments::default(); cells],
            values: proportions.map(value).collect(),
            events: vec![EventTotals::new(layout.quarters()); layout.events().len()],
            tenures: vec![TenureTotals::default(); windows * 2 * tenures],
            latencies: vec![LatencyTotals::default(); windows * times],
            pictures: Vec::new(),
            sample: Vec::new(),
            sampled_runs: sampled_runs(cells),
        }
    }

    /// Takes in the record of the next run. Whoever wants the same bits folds
    /// in the order of the run numbers.
    pub fn fold(&mut self, record: &RunRecord) {
        self.runs += 1;
        for (moments, &number) in self.series.iter_mut().zip(&record.series) {
            if !number.is_nan() {
                moments.push(number);
            }
        }
        for (place, totals) in self.values.iter_mut().enumerate() {
            let number = record.values[place];
            if !number.is_nan() {
                totals.moments.push(number);
                totals.ones += u64::from(number == 1.0);
                totals.items += record.items[place];
                totals.censored += record.censored[place];
            }
        }
        for (totals, &happening) in self.events.iter_mut().zip(&record.happenings) {
            totals.fold(happening);
        }
        if let Some(curves) = &record.curves {
            for (totals, point) in self.tenures.iter_mut().zip(&curves.tenures) {
                totals.fold(point);
            }
            for (totals, point) in self.latencies.iter_mut().zip(&curves.latencies) {
                totals.fold(point);
            }
        }
        if let Some(pictures) = &record.pictures {
            self.pictures.clone_from(pictures);
        }
        if self.sample.len() < self.sampled_runs {
            self.sample.push(record.series.clone());
        }
    }

    /// Number of runs taken in.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Over how many of the first runs quantiles are taken.
    pub fn sampled_runs(&self) -> usize {
        self.sampled_runs
    }

    /// Confidence level of the intervals.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The estimate of a value over the runs that had one: the mean with the
    /// interval of Student's t, or a proportion of runs with Wilson's.
    pub fn value(&self, place: usize) -> Estimate {
        let totals = &self.values[place];
        if totals.proportion {
            Estimate::of_proportion(totals.ones, totals.moments.count(), self.level)
        } else {
            Estimate::of_mean(&totals.moments, self.level)
        }
    }

    /// Items of which a value is made, and those of them that are censored,
    /// over all runs that had a value.
    pub fn items(&self, place: usize) -> (u64, u64) {
        (self.values[place].items, self.values[place].censored)
    }

    /// Whether and when an event of the scenario happened, at its place in a
    /// record.
    pub fn event(&self, place: usize) -> &EventTotals {
        &self.events[place]
    }

    /// Survival by tenure, at the places of a record's
    /// [`Curves`](crate::metrics::Curves); without runs, if records have none.
    pub fn tenures(&self) -> &[TenureTotals] {
        &self.tenures
    }

    /// What became of breakthroughs by the time since they were made, likewise.
    pub fn latencies(&self) -> &[LatencyTotals] {
        &self.latencies
    }

    /// Pictures of the organisation in the last run whose record has some.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// The estimate of a number of a quarter, at its place in a record.
    pub fn quarter(&self, place: usize) -> Estimate {
        Estimate::of_mean(&self.series[place], self.level)
    }

    /// How that number spreads over the first runs; none if none of them had
    /// it.
    pub fn spread(&self, place: usize) -> Option<Spread> {
        let mut numbers: Vec<f64> = self
            .sample
            .iter()
            .map(|series| series[place])
            .filter(|number| !number.is_nan())
            .collect();
        quantiles(&mut numbers, PROBABILITIES)
    }
}

/// Over how many runs quantiles are taken, for records with this many numbers.
fn sampled_runs(numbers: usize) -> usize {
    (MOST_SAMPLED_NUMBERS / numbers.max(1)).clamp(FEWEST_SAMPLED_RUNS, MOST_SAMPLED_RUNS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::stats::Method;

    fn layout() -> Layout {
        let mut scenario = Scenario::default();
        scenario.simulation.quarters = 1;
        Layout::new(&scenario)
    }

    fn record(layout: &Layout, number: f64, items: u64) -> RunRecord {
        RunRecord {
            series: vec![number; layout.series().len()],
            values: vec![number; layout.values().len()],
            items: vec![items; layout.values().len()],
            censored: vec![1; layout.values().len()],
            ..RunRecord::default()
        }
    }

    #[test]
    fn runs_without_a_value_count_for_nothing() {
        let layout = layout();
        let mut ensemble = Ensemble::new(&layout, 0.95);
        for number in [1.0, f64::NAN, 3.0] {
            ensemble.fold(&record(&layout, number, 10));
        }
        let estimate = ensemble.value(0);
        assert_eq!((estimate.value, estimate.n), (Some(2.0), 2));
        assert_eq!(ensemble.items(0), (20, 2));
        assert_eq!(ensemble.runs(), 3);
        assert_eq!(ensemble.quarter(0).n, 2);
        assert_eq!(ensemble.spread(0), Some([1.1, 1.5, 2.0, 2.5, 2.9]));
    }

    #[test]
    fn proportions_of_runs_have_wilson_intervals() {
        let layout = layout();
        let mut ensemble = Ensemble::new(&layout, 0.95);
        for i in 0..10 {
            ensemble.fold(&record(&layout, f64::from(u8::from(i < 9)), 1));
        }
        let place = layout.value("latency_median_reached").unwrap();
        let estimate = ensemble.value(place);
        assert_eq!(estimate.method, Method::Wilson);
        // Newcombe (1998) gives Wilson's interval for 9 of 10 by the formula
        assert!((estimate.ci_low.unwrap() - 0.59585).abs() < 5e-6);
        assert!((estimate.ci_high.unwrap() - 0.98212).abs() < 5e-6);
        assert_eq!(ensemble.value(0).method, Method::StudentT);
    }

    #[test]
    fn memory_is_bounded_for_any_number_of_quarters() {
        assert_eq!(sampled_runs(1_200), 10_000);
        assert_eq!(sampled_runs(12_500), 1_000);
        assert_eq!(sampled_runs(1_000_000), 500);
    }
}
