//! The numbers that came out of an experiment, cell by cell.

use super::columns::Columns;
use crate::stats::{Estimate, PairedMoments};

/// The kept numbers of all runs, by cell: for each point in turn, all variants.
#[derive(Clone, Debug)]
pub struct Outcomes {
    columns: Columns,
    variants: usize,
    level: f64,
    /// Of each cell the numbers run by run, `columns.width()` a run.
    cells: Vec<Vec<f64>>,
    /// Number of the first run at each point; none if it is 0 at all of them.
    first_runs: Option<Vec<u64>>,
}

impl Outcomes {
    pub(crate) fn new(columns: Columns, variants: usize, level: f64, cells: Vec<Vec<f64>>) -> Self {
        Self {
            columns,
            variants,
            level,
            cells,
            first_runs: None,
        }
    }

    /// The same, where runs at a point have numbers from these on.
    pub(crate) fn with_first_runs(mut self, first_runs: Vec<u64>) -> Self {
        self.first_runs = Some(first_runs);
        self
    }

    /// The number of the first run at a point.
    pub fn first_run(&self, point: usize) -> u64 {
        let first = self.first_runs.as_ref();
        first.map_or(0, |first_runs| first_runs[point])
    }

    /// The numbers that were kept of a run.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.cells.len() / self.variants
    }

    /// How many runs a variant has at a point.
    pub fn runs(&self, point: usize, variant: usize) -> usize {
        self.cell(point, variant).len() / self.columns.width()
    }

    /// The value of a column in each run of a variant at a point, for itself; not a number
    /// where a run has none. What one organisation sees.
    pub fn values(
        &self,
        point: usize,
        variant: usize,
        column: usize,
    ) -> impl Iterator<Item = f64> + '_ {
        self.columns.values(self.cell(point, variant), column)
    }

    /// A column of a variant at a point as numbers run by run of which it is the mean: see
    /// [`Columns::pseudo_values`].
    pub fn pseudo_values(&self, point: usize, variant: usize, column: usize) -> Vec<f64> {
        self.columns
            .pseudo_values(self.cell(point, variant), column)
    }

    /// The estimate of a column, with its interval.
    pub fn mean(&self, point: usize, variant: usize, column: usize) -> Estimate {
        let numbers = self.cell(point, variant);
        self.columns.estimate(numbers, column, self.level)
    }

    /// A column of two variants, run by run, where both have a value.
    pub fn pairs(&self, point: usize, [first, second]: [usize; 2], column: usize) -> PairedMoments {
        let mut pairs = PairedMoments::default();
        for (a, b) in self.paired(point, [first, second], column) {
            pairs.push(a, b);
        }
        pairs
    }

    /// The same, second minus first, pair by pair.
    pub(crate) fn differences(
        &self,
        point: usize,
        variants: [usize; 2],
        column: usize,
    ) -> Vec<f64> {
        let pairs = self.paired(point, variants, column);
        pairs.map(|(first, second)| second - first).collect()
    }

    fn paired(
        &self,
        point: usize,
        variants: [usize; 2],
        column: usize,
    ) -> impl Iterator<Item = (f64, f64)> + use<> {
        let [first, second] = variants.map(|variant| self.pseudo_values(point, variant, column));
        let pairs = first.into_iter().zip(second);
        pairs.filter(|(first, second)| first.is_finite() && second.is_finite())
    }

    /// The mean difference of such pairs, second minus first, with its interval: within what
    /// a difference of the measure can be.
    pub fn difference(&self, pairs: &PairedMoments, column: usize) -> Estimate {
        let difference = pairs.difference(self.level);
        difference.within(self.columns.differences(column))
    }

    /// Confidence level of the intervals.
    pub fn level(&self) -> f64 {
        self.level
    }

    fn cell(&self, point: usize, variant: usize) -> &[f64] {
        &self.cells[point * self.variants + variant]
    }
}
