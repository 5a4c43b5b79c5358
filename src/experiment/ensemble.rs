//! Folds the records of runs into estimates, in memory that does not grow with
//! the number of runs.

use super::few_runs::FewRuns;
use super::happenings::EventTotals;
use super::spread::{PROBABILITIES, Spread};
use crate::metrics::{Layout, Made, Measure, Picture, RunRecord};
use crate::stats::{CountMoments, Estimate, Moments, Statistic, quantiles};

/// Quantiles over runs are exact over the first runs, at most this many. Runs
/// are independent and alike, so the first ones are a fair sample of all; the
/// rank of a quantile is then known to better than half a percent of the runs.
const MOST_SAMPLED_RUNS: usize = 10_000;

/// Fewer runs are sampled where many quarters would take more numbers than
/// this (100 MB), but at least [`FEWEST_SAMPLED_RUNS`].
const MOST_SAMPLED_NUMBERS: usize = 12_500_000;

/// See [`MOST_SAMPLED_NUMBERS`].
const FEWEST_SAMPLED_RUNS: usize = 500;

/// How skewed what runs add to an estimate is, is seen from the counts of the first runs.
const COUNTED_RUNS: usize = 400;

/// What is known of the runs so far.
#[derive(Clone, Debug)]
pub struct Ensemble {
    level: f64,
    runs: u64,
    series: Vec<Moments>,
    values: Vec<ValueTotals>,
    parts: Vec<CountMoments>,
    events: Vec<EventTotals>,
    pictures: Vec<Picture>,
    /// Series and values of the first runs.
    sample: Vec<[Vec<f64>; 2]>,
    sampled_runs: usize,
    /// Counts of the first runs.
    counts: Vec<Vec<f64>>,
    layout: Layout,
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
        Self {
            level,
            runs: 0,
            series: vec![Moments::default(); cells],
            values: proportions.map(value).collect(),
            parts: layout.part_widths().map(CountMoments::new).collect(),
            events: vec![EventTotals::new(layout.quarters()); layout.events().len()],
            pictures: Vec::new(),
            sample: Vec::new(),
            sampled_runs: sampled_runs(cells + layout.values().len()),
            counts: Vec::new(),
            layout: layout.clone(),
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
            }
            totals.items += record.items[place];
            totals.censored += record.censored[place];
        }
        for (totals, &happening) in self.events.iter_mut().zip(&record.happenings) {
            totals.fold(happening);
        }
        for (place, part) in self.parts.iter_mut().enumerate() {
            part.push(&record.counts[self.layout.part(place)]);
        }
        if let Some(pictures) = &record.pictures {
            self.pictures.clone_from(pictures);
        }
        if self.sample.len() < self.sampled_runs {
            self.sample
                .push([record.series.clone(), record.values.clone()]);
        }
        if self.counts.len() < COUNTED_RUNS {
            self.counts.push(record.counts.clone());
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

    /// The estimate of a value: a statistic of the sums over all runs; or the mean over the
    /// runs that had one with the interval of Student's t; or a proportion of runs with
    /// Wilson's.
    pub fn value(&self, place: usize) -> Estimate {
        let totals = &self.values[place];
        if totals.proportion {
            return Estimate::of_proportion(totals.ones, totals.moments.count(), self.level);
        }
        let value = &self.layout.values()[place];
        self.estimate(value.made, &totals.moments, value.measure)
    }

    fn estimate(&self, made: Made, moments: &Moments, measure: &Measure) -> Estimate {
        let possible = measure.numbers;
        match made.counts() {
            Some(part) => self.parts[part].estimate(&made.statistic, possible, self.level),
            None => Estimate::of_mean(moments, self.level).within(possible),
        }
    }

    /// The main measures whose estimates have fewer runs than their intervals need; none if all
    /// have enough.
    pub fn few_runs(&self) -> Option<FewRuns> {
        let mut few = FewRuns::default();
        for (place, value) in self.layout.values().iter().enumerate() {
            if value.measure.headline && !self.values[place].proportion {
                few.look(&value.key, &self.value(place), &self.added(place));
            }
        }
        few.any()
    }

    /// What each of the first runs adds to a value.
    fn added(&self, place: usize) -> Vec<f64> {
        let made = self.layout.values()[place].made;
        let Some(part) = made.counts() else {
            let values = self.sample.iter().map(|[_, values]| values[place]);
            return values.filter(|value| value.is_finite()).collect();
        };
        let range = self.layout.part(part);
        let width = made.statistic.width().min(range.len());
        let counts = self.counts.iter();
        let rows = counts.map(|counts| &counts[range.clone()][..width]);
        made.statistic.pseudo_values(rows)
    }

    /// In how many runs a value exists.
    pub fn runs_with(&self, place: usize) -> u64 {
        self.values[place].moments.count()
    }

    /// In how many runs a number of a quarter exists.
    pub fn runs_with_quarter(&self, place: usize) -> u64 {
        self.series[place].count()
    }

    /// Items of which a value is made, and those of them that are censored, over all runs.
    pub fn items(&self, place: usize) -> (u64, u64) {
        (self.values[place].items, self.values[place].censored)
    }

    /// Whether and when an event of the scenario happened, at its place in a
    /// record.
    pub fn event(&self, place: usize) -> &EventTotals {
        &self.events[place]
    }

    /// A statistic of the sums of a part over all runs, which lies between 0 and 1.
    pub fn share(&self, part: usize, statistic: &Statistic) -> Estimate {
        self.parts[part].estimate(statistic, [0.0, 1.0], self.level)
    }

    /// A count of a part in a run, on average over all runs; none without runs.
    pub fn mean_count(&self, part: usize, at: usize) -> Option<f64> {
        self.parts[part].mean(at)
    }

    /// Pictures of the organisation in the last run whose record has some.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// The estimate of a number of a quarter, at its place in a record.
    pub fn quarter(&self, place: usize) -> Estimate {
        let quarters = self.layout.quarters() as usize;
        let (series, quarter) = (place / quarters, (place % quarters) as u32);
        let made = self.layout.made_in(series, quarter);
        let measure = self.layout.series()[series].measure;
        self.estimate(made, &self.series[place], measure)
    }

    /// How that number spreads over the first runs; none if none of them had
    /// it.
    pub fn spread(&self, place: usize) -> Option<Spread> {
        self.quantiles(|[series, _]| series[place])
    }

    /// How a value spreads over the first runs, likewise: what one organisation may see.
    pub fn spread_of_value(&self, place: usize) -> Option<Spread> {
        self.quantiles(|[_, values]| values[place])
    }

    fn quantiles(&self, of: impl Fn(&[Vec<f64>; 2]) -> f64) -> Option<Spread> {
        let numbers = self.sample.iter().map(of);
        let mut numbers: Vec<f64> = numbers.filter(|number| !number.is_nan()).collect();
        quantiles(&mut numbers, PROBABILITIES)
    }
}

/// Over how many runs quantiles are taken, for records with this many numbers.
pub(super) fn sampled_runs(numbers: usize) -> usize {
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
            counts: vec![0.0; layout.part_widths().sum()],
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
        let place = layout.value("papers_accepted").unwrap();
        let estimate = ensemble.value(place);
        assert_eq!((estimate.value, estimate.n), (Some(2.0), 2));
        assert_eq!(ensemble.runs_with(place), 2);
        assert_eq!(ensemble.runs(), 3);
        let series = layout.series().iter();
        let papers = series.map(|series| series.measure.key());
        let papers = papers
            .clone()
            .position(|key| key == "papers_accepted")
            .unwrap();
        assert_eq!(ensemble.quarter(papers).n, 2);
        assert_eq!(ensemble.spread(papers), Some([1.1, 1.5, 2.0, 2.5, 2.9]));
        assert_eq!(ensemble.spread_of_value(place), ensemble.spread(papers));
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
        let papers = layout.value("papers_accepted").unwrap();
        assert_eq!(ensemble.value(papers).method, Method::StudentT);
    }

    /// A run in which nothing was made adds nothing, and is not left out.
    #[test]
    fn what_is_a_share_is_taken_over_the_items_of_all_runs() {
        let layout = layout();
        let place = layout.value("breakthroughs_shipped_share").unwrap();
        let part = layout.part(layout.values()[place].made.part.unwrap());
        let mut ensemble = Ensemble::new(&layout, 0.95);
        for counts in [[1.0, 1.0], [0.0, 0.0], [1.0, 4.0]] {
            let mut record = record(&layout, f64::NAN, 0);
            record.counts[part.clone()].copy_from_slice(&counts);
            ensemble.fold(&record);
        }
        let estimate = ensemble.value(place);
        assert!((estimate.value.unwrap() - 0.4).abs() < 1e-15);
        assert_eq!(estimate.n, 3);
        assert_eq!(estimate.method, Method::Influence);
        // what runs add: (shipped - .4 made) / mean made
        let added: Moments = [0.6, 0.0, -0.6]
            .into_iter()
            .map(|x| x / (5.0 / 3.0))
            .collect();
        let error = estimate.std_error.unwrap() - added.std_error().unwrap();
        assert!(error.abs() < 1e-15, "{error}");
    }

    #[test]
    fn memory_is_bounded_for_any_number_of_quarters() {
        assert_eq!(sampled_runs(1_200), 10_000);
        assert_eq!(sampled_runs(12_500), 1_000);
        assert_eq!(sampled_runs(1_000_000), 500);
    }
}
