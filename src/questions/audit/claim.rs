//! A claim: what is stated, and how it maps to the model.

use super::target::Target;
use crate::choice::choice;

choice! {
    /// What of a claim is compared with the model.
    pub enum Compare {
        /// Levels, and their difference.
        Level = "level",
        /// After relative to before, where levels depend on an arbitrary size.
        Ratio = "ratio",
        /// A range of one level, from `before` to `after`.
        Range = "range",
    }
}

choice! {
    /// Which noise the values of a claim have of themselves.
    pub enum Noise {
        /// None that is known.
        None = "none",
        /// Both are counts over equal times.
        Counts = "counts",
    }
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its identifier.
    pub id: String,
    /// What it is about.
    pub quantity: String,
    /// Stated value before, or low end of a range.
    pub before: Option<f64>,
    /// Stated value after, the only one, or high end of a range.
    pub after: Option<f64>,
    /// Unit of both.
    pub unit: String,
    /// The change as stated.
    pub stated_change: String,
    /// Why it is not compared with the model, or anything else.
    pub note: String,
    /// The noise of both values.
    pub noise: Noise,
    /// Comparison; none without a measure.
    pub compare: Option<Compare>,
    /// Key of the measure; empty: the model has none.
    pub measure: String,
    /// Place of its scenario among those of the file.
    pub(super) scenario: usize,
    /// Factor from the claim's unit to that of the measure.
    pub(super) scale: f64,
    pub(super) targets: [Option<Target>; 2],
}
