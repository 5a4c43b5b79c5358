//! The rows of a sweep.

use super::term::Term;
use crate::row::row;
use crate::stats::Estimated;

row! {
    /// A measure of a variant at a design point.
    pub struct Mean = "means.csv" {
        /// The variant.
        variant: String,
        /// Key of the measure.
        measure: String,
        /// Runs that have a value.
        runs: u64 [unit "runs"],
        /// Mean over runs.
        mean: Estimated [unit "unit of the measure"],
        /// Runs in which both the variant and the first one have a value.
        pairs: Option<u64> [unit "runs"] [empty "it is the first variant"],
        /// Mean of the first variant over the pairs.
        baseline_mean: Option<f64> [unit "unit of the measure"] [empty "it is the first variant, or no pair"],
        /// Mean of the variant over the pairs.
        variant_mean: Option<f64> [unit "unit of the measure"] [empty "it is the first variant, or no pair"],
        /// Variant minus the first variant, mean over pairs of runs (common random numbers);
        /// empty for the first variant itself.
        difference: Estimated [unit "unit of the measure"],
    }
}

row! {
    /// The effect of a term of the regression on a variant, or on its difference from the first.
    pub struct Effect = "effects.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant.
        variant: String,
        /// The variant that is subtracted from it, run by run.
        baseline: Option<String> [empty "the effect is on the variant itself"],
        /// A factor, from its lowest (-1) to its highest (1) level; a level of one, relative to
        /// the mean over its levels; or the product of two.
        term: Term,
        /// Runs that have a value at every design point.
        runs: u64 [unit "runs"],
        /// Coefficient of the term: half the change over the range.
        effect: Estimated [unit "unit of the measure"],
    }
}

row! {
    /// Where the difference from the first variant changes its sign along a factor.
    pub struct Crossing = "boundary.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared with the first.
        variant: String,
        /// The factor along which the sign changes.
        along: String,
        /// Where, by interpolation between design points.
        at: f64 [unit "unit of the factor"],
        /// The nearest design point below whose interval excludes 0.
        significant_below: Option<f64> [unit "unit of the factor"] [empty "none on this line"],
        /// The nearest design point above whose interval excludes 0, with the other sign.
        significant_above: Option<f64> [unit "unit of the factor"] [empty "none on this line"],
        /// The variant that is better above; the higher one, if neither direction is preferred.
        better_above: String,
    }
}
