//! Whether and when an event of the scenario happened, over the runs so far, in
//! memory that grows with the quarters alone.

use super::spread::PROBABILITIES;
use crate::metrics::Happening;
use crate::stats::Estimate;

/// An event of the scenario over the runs so far.
#[derive(Clone, Debug)]
pub struct EventTotals {
    runs: u64,
    times: u64,
    /// For each quarter, the runs in which the event first happened in it.
    first: Vec<u64>,
}

impl EventTotals {
    pub(super) fn new(quarters: u32) -> Self {
        Self {
            runs: 0,
            times: 0,
            first: vec![0; quarters as usize],
        }
    }

    /// Takes in the next run.
    pub(super) fn fold(&mut self, happening: Happening) {
        self.runs += 1;
        self.times += u64::from(happening.times);
        if let Some(quarter) = happening.first {
            self.first[quarter as usize] += 1;
        }
    }

    /// Number of runs taken in.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// In how many of them it happened.
    pub fn happened(&self) -> u64 {
        self.first.iter().sum()
    }

    /// The share of runs in which it happened, with Wilson's interval of a
    /// confidence `level` between 0 and 1.
    pub fn share(&self, level: f64) -> Estimate {
        Estimate::of_proportion(self.happened(), self.runs, level)
    }

    /// How often it happened in a run, on average over all runs; none without
    /// runs.
    pub fn mean_times(&self) -> Option<f64> {
        (self.runs > 0).then(|| self.times as f64 / self.runs as f64)
    }

    /// The quarters by which it had happened in 5, 25, 50, 75 and 95 percent of
    /// the runs in which it happened; none if there are none. Exact over all
    /// runs: the inverse of the distribution function, which is a quarter.
    pub fn first_quarters(&self) -> Option<[u64; PROBABILITIES.len()]> {
        let happened = self.happened();
        let quarter_of = |probability: f64| {
            let wanted = probability * happened as f64;
            let mut so_far = 0;
            let quarter = self.first.iter().position(|&runs| {
                so_far += runs;
                so_far as f64 >= wanted
            });
            quarter.unwrap_or_default() as u64
        };
        (happened > 0).then(|| PROBABILITIES.map(quarter_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Method;

    fn totals(firsts: &[Option<u32>], times: u32) -> EventTotals {
        let mut totals = EventTotals::new(10);
        for &first in firsts {
            let times = first.map_or(0, |_| times);
            totals.fold(Happening { times, first });
        }
        totals
    }

    #[test]
    fn runs_in_which_nothing_happened_count_for_the_share_alone() {
        let totals = totals(&[Some(3), None, Some(7), Some(3), None], 2);
        assert_eq!((totals.runs(), totals.happened()), (5, 3));
        let share = totals.share(0.95);
        assert_eq!((share.value, share.method), (Some(0.6), Method::Wilson));
        assert_eq!(totals.mean_times(), Some(1.2));
        assert_eq!(totals.first_quarters(), Some([3, 3, 3, 7, 7]));
    }

    #[test]
    fn an_event_that_never_happened_has_no_first_quarter() {
        let never = totals(&[None; 4], 1);
        assert_eq!(never.first_quarters(), None);
        assert_eq!(
            (never.share(0.95).value, never.mean_times()),
            (Some(0.0), Some(0.0))
        );
        let no_runs = totals(&[], 1);
        assert_eq!(
            (no_runs.share(0.95).value, no_runs.mean_times()),
            (None, None)
        );
    }
}
