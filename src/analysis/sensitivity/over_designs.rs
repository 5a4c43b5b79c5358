//! Sobol' indices over several designs, with the interval of independent estimates.

use super::{InputIndices, PairIndex, SobolIndices};
use crate::stats::{Estimate, Moments};

impl SobolIndices {
    /// The indices of one outcome over designs that differ in their seed alone: of
    /// each the mean, with Student's interval.
    ///
    /// Scramblings are independent of each other, so that this interval has the
    /// width that the estimate deserves, where the bootstrap's is several times as
    /// wide for an outcome without much noise. The price is that a mean over R
    /// designs of N rows is less precise than one design of R N; ten designs are a
    /// fair number. An index that some design has no value for has none.
    ///
    /// None without a design, or if they have different numbers of inputs or pairs.
    /// `level` lies strictly between 0 and 1.
    pub fn over_designs(designs: &[Self], level: f64) -> Option<Self> {
        let first = designs.first()?;
        let alike = |other: &Self| {
            other.inputs.len() == first.inputs.len() && other.pairs.len() == first.pairs.len()
        };
        if !designs.iter().all(alike) {
            return None;
        }
        let mean = |of: &dyn Fn(&Self) -> Estimate| {
            let values: Option<Moments> = designs.iter().map(|design| of(design).value).collect();
            Estimate::of_mean(&values.unwrap_or_default(), level)
        };
        let input = |of: &dyn Fn(&Self) -> InputIndices| InputIndices {
            first: mean(&|design| of(design).first),
            total: mean(&|design| of(design).total),
        };
        let noise: Option<Moments> = designs.iter().map(|design| design.noise).collect();
        let pairs = first
            .pairs
            .iter()
            .enumerate()
            .map(|(place, pair)| PairIndex {
                inputs: pair.inputs,
                index: mean(&|design| design.pairs[place].index),
            });
        Some(Self {
            variance: mean(&|design| design.variance),
            noise: noise.and_then(|noise| noise.mean()),
            inputs: (0..first.inputs.len())
                .map(|place| input(&|design| design.inputs[place]))
                .collect(),
            dummy: input(&|design| design.dummy),
            first_sum: mean(&|design| design.first_sum),
            first_sum_with_dummy: mean(&|design| design.first_sum_with_dummy),
            pairs: pairs.collect(),
            rows: designs.iter().map(|design| design.rows).sum(),
            dropped: designs.iter().map(|design| design.dropped).sum(),
        })
    }
}
