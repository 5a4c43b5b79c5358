//! The numbers that came out of an experiment, cell by cell.

use super::columns::Columns;
use crate::stats::{Estimate, Moments, PairedMoments};

/// The kept numbers of all runs, by cell: for each point in turn, all variants.
#[derive(Clone, Debug)]
pub struct Outcomes {
    columns: Columns,
    variants: usize,
    level: f64,
    /// Of each cell the numbers run by run, `columns.width()` a run.
    cells: Vec<Vec<f64>>,
}

impl Outcomes {
    pub(crate) fn new(columns: Columns, variants: usize, level: f64, cells: Vec<Vec<f64>>) -> Self {
        Self {
            columns,
            variants,
            level,
            cells,
        }
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

    /// A column of a variant at a point, run by run; not a number where a run has
    /// no value.
    pub fn column(
        &self,
        point: usize,
        variant: usize,
        column: usize,
    ) -> impl ExactSizeIterator<Item = f64> + '_ {
        let rows = self.cell(point, variant).chunks_exact(self.columns.width());
        rows.map(move |row| row[column])
    }

    /// The mean of a column, with its interval. Runs without a value count for
    /// nothing.
    pub fn mean(&self, point: usize, variant: usize, column: usize) -> Estimate {
        let numbers = self.column(point, variant, column);
        let moments: Moments = numbers.filter(|x| x.is_finite()).collect();
        Estimate::of_mean(&moments, self.level)
    }

    /// A column of two variants, run by run, where both have a value.
    pub fn pairs(&self, point: usize, [first, second]: [usize; 2], column: usize) -> PairedMoments {
        let mut pairs = PairedMoments::default();
        let second = self.column(point, second, column);
        for (a, b) in self.column(point, first, column).zip(second) {
            if a.is_finite() && b.is_finite() {
                pairs.push(a, b);
            }
        }
        pairs
    }

    /// Confidence level of the intervals.
    pub fn level(&self) -> f64 {
        self.level
    }

    fn cell(&self, point: usize, variant: usize) -> &[f64] {
        &self.cells[point * self.variants + variant]
    }
}
