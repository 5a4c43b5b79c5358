//! Estimators of Sobol' indices.

use super::Bootstrap;
use super::bootstrap::weighted_mean;
use super::outcomes::Outcomes;
use crate::stats::Estimate;

/// How first-order and total indices are estimated. Outcomes are centred by the
/// mean over A and B, and V is their variance there, so that no estimator depends
/// on an offset of the outcome.
///
/// For first-order indices of the Ishigami function with 1,024 base rows, the root
/// mean square errors are about .008, .009 and .004.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// First order `mean(f_B (f_AB_i - f_A)) / V` (Saltelli et al. 2010, table 2 b),
    /// total `mean((f_A - f_AB_i)^2) / 2V` (Jansen 1999). Its error shrinks with
    /// the index: exactly 0 for an input without influence.
    Saltelli,
    /// First order `1 - mean((f_B - f_AB_i)^2) / 2V`, total as above (Jansen 1999).
    /// Best for an input that explains nearly everything.
    Jansen,
    /// First order `2 sum((f_BA_i - f_B)(f_A - f_AB_i)) / D_i` and total
    /// `sum((f_B - f_BA_i)^2 + (f_A - f_AB_i)^2) / D_i` with
    /// `D_i = sum((f_A - f_B)^2 + (f_BA_i - f_AB_i)^2)` (Azzini, Mara & Rosati
    /// 2021). Symmetric in A and B; needs second-order points.
    Azzini,
}

/// Sobol' indices of an outcome: shares of the variance V of the mean outcome at a
/// point, over all points; of the outcome itself if there is one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolIndices {
    /// V; with replicates, without the part of noise.
    pub variance: Estimate,
    /// The variance of replicates at a point, averaged over A and B; none for one
    /// replicate. One run has the variance V + noise.
    pub noise: Option<f64>,
    /// The indices of each input, in their order.
    pub inputs: Vec<InputIndices>,
    /// The same for the input that the model does not read.
    pub dummy: InputIndices,
    /// The first-order indices of the inputs added up: what is less than 1 is left to
    /// interactions, and to what the dummy stands for.
    pub first_sum: Estimate,
    /// The same with that of the dummy, for a coordinate that a run reads: its luck.
    pub first_sum_with_dummy: Estimate,
    /// The indices of all pairs of inputs, if the design has the points for them.
    pub pairs: Vec<PairIndex>,
    /// Base rows of which all points have outcomes.
    pub rows: usize,
    /// Base rows that were left out because a point failed.
    pub dropped: usize,
}

/// Indices of an input. None has a value if the outcome does not vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InputIndices {
    /// First order S: by how much V would shrink on average if the input were known.
    pub first: Estimate,
    /// Total T: what would be left of V on average if all others were known. The
    /// difference T - S is the part of interactions.
    pub total: Estimate,
}

/// The second-order index of a pair of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairIndex {
    /// The numbers of the inputs, from 0.
    pub inputs: (usize, usize),
    /// The part of V by the interaction of just these two:
    /// `mean(f_BA_i f_AB_j - f_A f_B) / V - S_i - S_j`, over both orders of the
    /// pair (Saltelli 2002, theorem 2).
    pub index: Estimate,
}

/// What a base row adds to the sums of an input.
#[derive(Clone, Copy, Default)]
struct Terms {
    first: f64,
    total: f64,
    /// What both are shares of.
    whole: f64,
}

/// Sums of all base rows, ready to be weighted.
struct Sums {
    /// For each base row its part of V.
    variance: Vec<f64>,
    /// For each input and the dummy, the terms of each base row.
    columns: Vec<Vec<Terms>>,
    /// For each of them, whether it changed an outcome anywhere. One that did not has
    /// nothing of a variance, however much noise hides of this.
    moved: Vec<bool>,
    /// Whether an outcome differs from another.
    varies: bool,
    /// For each pair, the terms of each base row.
    pairs: Vec<((usize, usize), Vec<f64>)>,
}

/// The indices of an outcome of a design.
pub(super) fn estimate(
    outcomes: &Outcomes<'_>,
    inputs: usize,
    second_order: bool,
    estimator: Estimator,
    bootstrap: &Bootstrap,
) -> SobolIndices {
    let sums = Sums::new(outcomes, inputs + 1, second_order, estimator);
    let rows = outcomes.complete.len();
    let mut estimates = bootstrap
        .estimates(rows, |weights| sums.statistics(weights))
        .into_iter();
    let mut next = || estimates.next().expect("one for each statistic");
    let variance = next();
    let mut columns: Vec<InputIndices> = (0..=inputs)
        .map(|_| InputIndices {
            first: next(),
            total: next(),
        })
        .collect();
    let dummy = columns.pop().expect("the last column is the dummy");
    let (first_sum, first_sum_with_dummy) = (next(), next());
    let pairs = sums.pairs.iter().map(|&(inputs, _)| PairIndex {
        inputs,
        index: next(),
    });
    SobolIndices {
        variance,
        noise: noise(outcomes),
        inputs: columns,
        dummy,
        first_sum,
        first_sum_with_dummy,
        pairs: pairs.collect(),
        rows,
        dropped: outcomes.dropped,
    }
}

impl Sums {
    fn new(
        outcomes: &Outcomes<'_>,
        columns: usize,
        second_order: bool,
        estimator: Estimator,
    ) -> Self {
        let centre = centre(outcomes);
        let inputs = columns - 1;
        let pairs = (0..inputs).flat_map(|i| (i + 1..inputs).map(move |j| ((i, j), Vec::new())));
        let mut sums = Self {
            variance: Vec::new(),
            columns: vec![Vec::new(); columns],
            moved: vec![false; columns],
            varies: false,
            pairs: pairs.filter(|_| second_order).collect(),
        };
        for &row in &outcomes.complete {
            let points = outcomes.row(row);
            // a point of the row in a replicate, by its place in the row
            let at = |place: usize, replicate: usize| points[place][replicate] - centre[replicate];
            let (a, b) = (|r| at(0, r), |r| at(1, r));
            let variance = (outcomes.square(a) + outcomes.square(b)) / 2.0;
            sums.variance.push(variance);
            for (column, moved) in sums.moved.iter_mut().enumerate() {
                let sides = if second_order { 2 } else { 1 };
                *moved |=
                    (0..sides).any(|side| points[side] != points[2 + side * columns + column]);
            }
            let first = &outcomes.row(outcomes.complete[0])[0][0];
            sums.varies |= points.iter().flatten().any(|outcome| outcome != first);
            for (column, terms) in sums.columns.iter_mut().enumerate() {
                let ab = |r| at(2 + column, r);
                let ba = |r| at(2 + columns + column, r);
                let from_a = outcomes.square(|r| a(r) - ab(r));
                terms.push(match estimator {
                    Estimator::Saltelli => Terms {
                        first: outcomes.product(b, |r| ab(r) - a(r)),
                        total: from_a / 2.0,
                        whole: variance,
                    },
                    Estimator::Jansen => Terms {
                        first: variance - outcomes.square(|r| b(r) - ab(r)) / 2.0,
                        total: from_a / 2.0,
                        whole: variance,
                    },
                    Estimator::Azzini => Terms {
                        first: 2.0 * outcomes.product(|r| ba(r) - b(r), |r| a(r) - ab(r)),
                        total: from_a + outcomes.square(|r| b(r) - ba(r)),
                        whole: outcomes.square(|r| a(r) - b(r))
                            + outcomes.square(|r| ba(r) - ab(r)),
                    },
                });
            }
            for ((i, j), terms) in &mut sums.pairs {
                let [ab_i, ab_j] = [*i, *j].map(|column| move |r| at(2 + column, r));
                let [ba_i, ba_j] = [*i, *j].map(|column| move |r| at(2 + columns + column, r));
                let both = outcomes.product(ba_i, ab_j) + outcomes.product(ba_j, ab_i);
                terms.push(both / 2.0 - outcomes.product(a, b));
            }
        }
        sums
    }

    /// V, then first and total index of each column, then the sums of first-order indices
    /// without and with the last column, then the index of each pair.
    fn statistics(&self, weights: &[f64]) -> Vec<f64> {
        let mean = |values: &[f64]| weighted_mean(weights, values.iter().copied());
        let variance = mean(&self.variance);
        let mut statistics = vec![variance];
        for (terms, moved) in self.columns.iter().zip(&self.moved) {
            if !moved && self.varies {
                statistics.extend([0.0, 0.0]);
                continue;
            }
            let mean = |part: fn(&Terms) -> f64| weighted_mean(weights, terms.iter().map(part));
            let whole = mean(|terms| terms.whole);
            statistics.push(share(mean(|terms| terms.first), whole));
            statistics.push(share(mean(|terms| terms.total), whole));
        }
        let firsts: Vec<f64> = statistics[1..].iter().step_by(2).copied().collect();
        let [inputs @ .., _] = firsts.as_slice() else {
            return statistics;
        };
        statistics.push(inputs.iter().sum());
        statistics.push(firsts.iter().sum());
        for ((i, j), terms) in &self.pairs {
            let first = |column: usize| firsts[column];
            let index = share(mean(terms), variance) - first(*i) - first(*j);
            statistics.push(index);
        }
        statistics
    }
}

/// A share of a variance; not a number where there is none, or noise hides it.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// The mean over A and B in each replicate: shared noise shifts all points of one.
fn centre(outcomes: &Outcomes<'_>) -> Vec<f64> {
    let rows = &outcomes.complete;
    let sum = |replicate: usize| -> f64 {
        let both = rows.iter().flat_map(|&row| &outcomes.row(row)[..2]);
        both.map(|point| point[replicate]).sum()
    };
    (0..outcomes.replicates)
        .map(|replicate| sum(replicate) / (2 * rows.len()) as f64)
        .collect()
}

/// The variance of replicates at a point, averaged over A and B.
fn noise(outcomes: &Outcomes<'_>) -> Option<f64> {
    let points = outcomes
        .complete
        .iter()
        .flat_map(|&row| &outcomes.row(row)[..2]);
    let variances = points.map(|point| {
        let moments: crate::stats::Moments = point.iter().copied().collect();
        moments.variance()
    });
    let variances: Vec<f64> = variances.collect::<Option<_>>()?;
    Some(variances.iter().sum::<f64>() / variances.len() as f64)
}
