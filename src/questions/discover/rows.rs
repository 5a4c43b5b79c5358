//! The rows of a discovery.

use super::requirements::{Requirements, Threshold};
use crate::row::row;

row! {
    /// A rule of a box, and how well the box does.
    pub struct BoxRule = "boxes.csv" {
        /// Number of the box, from 1; each is looked for among the points outside of those before it.
        r#box: u64,
        /// Its name: all its rules. A row tells one of them.
        rules: String,
        /// Share of what is of interest that lies in the box.
        coverage: f64 [unit "share"],
        /// Share of the points in the box that is of interest. All shares are by the weights of the
        /// points, if the design has weights.
        density: f64 [unit "share"],
        /// Share of the points that lie in the box.
        mass: f64 [unit "share"],
        /// Points in the box.
        points: u64 [unit "points"],
        /// How many factors the box restricts.
        restricted: u64 [unit "factors"],
        /// The factor that this rule restricts.
        factor: String,
        /// Least value in the box.
        at_least: Option<f64> [unit "unit of the factor"] [empty "the rule is another"],
        /// Greatest value in the box.
        at_most: Option<f64> [unit "unit of the factor"] [empty "the rule is another"],
        /// Values in the box, of a factor without an order.
        among: Option<String> [empty "it has an order"],
        /// Of a box at least as dense if this rule did nothing (Bryant & Lempert 2010); no p-value,
        /// since the rule was chosen for its density.
        quasi_p: f64 [unit "probability"],
        /// Of resamples of the points: those in which the box of nearest coverage restricts the
        /// factor.
        reproduced_by_coverage: Option<f64> [unit "share"] [empty "no resamples"],
        /// The same, for the box of nearest density.
        reproduced_by_density: Option<f64> [unit "share"] [empty "no resamples"],
    }
}

row! {
    /// A step of peeling, from all points towards a box.
    pub struct PeelingStep = "peeling.csv" {
        /// Number of the box that was looked for, from 1.
        r#box: u64,
        /// Slices that were peeled off, from all points (0) to the smallest box.
        step: u64 [unit "steps"],
        /// Share of what is of interest that lies in the box.
        coverage: f64 [unit "share"],
        /// Share of the points in the box that is of interest.
        density: f64 [unit "share"],
        /// Share of the points that lie in the box.
        mass: f64 [unit "share"],
        /// Points in the box.
        points: u64 [unit "points"],
        /// How many factors the box restricts.
        restricted: u64 [unit "factors"],
        /// yes: the box came of this one, by pasting and by dropping rules that could be luck.
        is_chosen: bool,
        /// The rules after this step.
        rules: String,
    }
}

row! {
    /// What a variant loses by not being the best. The point of its greatest regret stands
    /// behind.
    pub struct VariantRegret = "regret.csv" {
        /// The variant.
        variant: String,
        /// Key of the measure.
        measure: String,
        /// Points at which all variants have a value.
        points: u64 [unit "points"],
        /// Greatest regret: how far the mean falls short of that of the best variant at the point.
        regret_max: f64 [unit "unit of the measure"],
        /// Regret that one point in ten exceeds.
        regret_p90: f64 [unit "unit of the measure"],
        /// Mean regret: points count alike, unless the design has weights.
        regret_mean: f64 [unit "unit of the measure"],
        /// Greatest regret that noise alone would exceed with the probability noise, which the
        /// manifest states; too large under common random numbers.
        regret_max_of_noise: Option<f64> [unit "unit of the measure"] [empty "fewer than two runs"],
        /// yes: the greatest regret does not exceed what noise alone may give.
        may_be_noise: Option<bool> [empty "fewer than two runs"],
    }
}

row! {
    /// At how many points a variant reaches what was asked.
    pub struct Satisfied = "satisficing.csv" {
        /// The variant.
        variant: String,
        /// Name of the threshold, or all of them.
        threshold: Threshold,
        /// What the mean over replicates must reach.
        rule: Requirements,
        /// Points that were looked at.
        points: u64 [unit "points"],
        /// Points that were left out, since a measure has no value in any run.
        unknown: u64 [unit "points"],
        /// Share of the points at which it is reached.
        share: Option<f64> [unit "share"] [empty "no point has a value"],
        /// Lower end of Wilson's interval at the confidence level of the manifest, for points that are
        /// independent draws; wider than need be for an even design.
        share_ci_low: Option<f64> [unit "share"] [empty "no point has a value"],
        /// Upper end of that interval.
        share_ci_high: Option<f64> [unit "share"] [empty "no point has a value"],
    }
}

impl Satisfied {
    /// The interval of the share; none without a value.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.share_ci_low.zip(self.share_ci_high)
    }
}
