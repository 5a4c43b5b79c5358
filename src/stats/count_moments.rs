//! Mean and covariance of counts that arrive run by run.

use super::survival::ROUNDING;
use super::{Cause, Estimate, Statistic};

/// Sums of a row of counts over runs, and how the counts vary together: updated run by run
/// (Welford 1962) and merged in parts (Chan, Golub & LeVeque 1983).
///
/// The bits depend on the order of the runs and of the merges, so whoever works in parallel
/// merges in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountMoments {
    runs: u64,
    mean: Vec<f64>,
    /// The lower triangle of the sums of products of deviations, row by row.
    products: Vec<f64>,
    /// Deviations of the run that is taken in; kept for its memory.
    deviations: Vec<f64>,
}

impl CountMoments {
    /// Without runs, for rows of so many counts.
    pub fn new(width: usize) -> Self {
        Self {
            runs: 0,
            mean: vec![0.0; width],
            products: vec![0.0; width * (width + 1) / 2],
            deviations: vec![0.0; width],
        }
    }

    /// Takes in the counts of a run.
    ///
    /// # Panics
    /// If there are not as many as the width.
    pub fn push(&mut self, counts: &[f64]) {
        assert_eq!(counts.len(), self.mean.len(), "another width");
        self.runs += 1;
        let n = self.runs as f64;
        for (at, &count) in counts.iter().enumerate() {
            let from_old_mean = count - self.mean[at];
            self.mean[at] += from_old_mean / n;
            self.deviations[at] = from_old_mean;
        }
        // deviation from the old mean times deviation from the new one
        let factor = (n - 1.0) / n;
        self.add_products(factor);
    }

    /// Takes in all runs of another of the same width.
    pub fn merge(&mut self, other: &Self) {
        if self.runs == 0 {
            *self = other.clone();
        } else if other.runs > 0 {
            let (n, m) = (self.runs as f64, other.runs as f64);
            for (at, &mean) in other.mean.iter().enumerate() {
                let difference = mean - self.mean[at];
                self.mean[at] += difference * (m / (n + m));
                self.deviations[at] = difference;
            }
            self.runs += other.runs;
            let pairs = self.products.iter_mut().zip(&other.products);
            pairs.for_each(|(own, other)| *own += other);
            self.add_products(n * m / (n + m));
        }
    }

    fn add_products(&mut self, factor: f64) {
        let mut rest = self.products.as_mut_slice();
        for (at, &deviation) in self.deviations.iter().enumerate() {
            let (row, later) = rest.split_at_mut(at + 1);
            rest = later;
            // most counts of most runs are what they always are: zero
            if deviation != 0.0 {
                let scaled = factor * deviation;
                let pairs = row.iter_mut().zip(&self.deviations);
                pairs.for_each(|(product, other)| *product += scaled * other);
            }
        }
    }

    /// How many runs were taken in.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// The mean of a count over all runs; none without runs.
    pub fn mean(&self, at: usize) -> Option<f64> {
        (self.runs > 0).then(|| self.mean[at])
    }

    /// A statistic of the sums of the first counts, with its interval from the variance of the
    /// infinitesimal jackknife over runs. `numbers` are the least and the greatest that its
    /// values can be in any case; where the statistic itself leaves less, the interval ends
    /// there, which costs no coverage.
    pub fn estimate(&self, statistic: &Statistic, numbers: [f64; 2], level: f64) -> Estimate {
        let width = statistic.width().min(self.mean.len());
        // a statistic of sums is that of means, which keep their size with more runs
        let Some(linear) = statistic.linear(&self.mean[..width]) else {
            return Estimate::none(level, self.runs);
        };
        let (mut variance, mut size) = (0.0, 0.0);
        let mut rest = self.products.as_slice();
        for at in 0..width {
            let (row, later) = rest.split_at(at + 1);
            rest = later;
            let own = linear.gradient[at];
            let beside: f64 = row[..at]
                .iter()
                .zip(&linear.gradient)
                .map(|(product, other)| product * other)
                .sum();
            let terms = [2.0 * own * beside, own * own * row[at]];
            variance += terms[0] + terms[1];
            size += terms[0].abs() + terms[1].abs();
        }
        // what is zero but for rounding is zero
        if variance < ROUNDING * size {
            variance = 0.0;
        }
        let n = self.runs as f64;
        let std_error = (self.runs > 1).then(|| (variance / (n - 1.0) / n).sqrt());
        let estimate = Estimate::of_statistic(linear.value, std_error, numbers, level, self.runs);
        let estimate = estimate.within(statistic.possible(numbers));
        match *statistic {
            Statistic::Median { cause, ticks } if estimate.ci_low.is_some() => {
                let [ci_low, ci_high] = self.band_of_median(cause, ticks, level);
                Estimate {
                    ci_low,
                    ci_high,
                    ..estimate
                }
            }
            _ => estimate,
        }
    }

    /// Where the band of the incidence passes one half: its upper end first, its lower end
    /// last, or nowhere as far as is watched (Brookmeyer & Crowley 1982).
    fn band_of_median(&self, cause: Cause, ticks: u32, level: f64) -> [Option<f64>; 2] {
        let mut passed = [None; 2];
        for tick in 0..ticks {
            let incidence = Statistic::Incidence { cause, tick };
            let estimate = self.estimate(&incidence, [0.0, 1.0], level);
            let ends = [estimate.ci_high, estimate.ci_low].map(|end| end.or(estimate.value));
            for (passed, end) in passed.iter_mut().zip(ends) {
                let half = end.is_some_and(|end| end >= 0.5);
                *passed = passed.or(half.then(|| f64::from(tick)));
            }
        }
        passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;
    use proptest::prelude::*;

    const ANY: [f64; 2] = [0.0, f64::INFINITY];

    #[test]
    fn a_ratio_has_the_variance_of_what_runs_add() {
        let runs = [[3.0, 4.0], [0.0, 0.0], [5.0, 9.0], [2.0, 2.0]];
        let mut moments = CountMoments::new(2);
        runs.iter().for_each(|run| moments.push(run));
        let estimate = moments.estimate(&Statistic::Ratio { scale: 2.0 }, ANY, 0.95);
        let ratio = 2.0 * 10.0 / 15.0;
        assert!((estimate.value.unwrap() - ratio).abs() < 1e-15);
        // what a run adds: (scale of - ratio to) over the mean of to
        let added: Moments = runs
            .iter()
            .map(|[of, to]| (2.0 * of - ratio * to) / 3.75)
            .collect();
        let error = estimate.std_error.unwrap() - added.std_error().unwrap();
        assert!(error.abs() < 1e-15, "{error}");
        assert_eq!(estimate.n, 4);
    }

    proptest! {
        #[test]
        fn parts_merge_into_the_whole(
            runs in prop::collection::vec(prop::array::uniform3(0.0..9.0f64), 2..30),
            cut in 0usize..30,
        ) {
            let cut = cut.min(runs.len());
            let of = |runs: &[[f64; 3]]| {
                let mut moments = CountMoments::new(3);
                runs.iter().for_each(|run| moments.push(run));
                moments
            };
            let whole = of(&runs);
            let mut parts = of(&runs[..cut]);
            parts.merge(&of(&runs[cut..]));
            prop_assert_eq!(parts.runs(), whole.runs());
            for (a, b) in parts.products.iter().zip(&whole.products) {
                prop_assert!((a - b).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn equal_runs_have_no_interval() {
        let mut moments = CountMoments::new(2);
        (0..9).for_each(|_| moments.push(&[0.1, 0.7]));
        let estimate = moments.estimate(&Statistic::Ratio { scale: 1.0 }, ANY, 0.95);
        assert_eq!((estimate.std_error, estimate.ci_low), (Some(0.0), None));
    }
}
