//! What a discovery found.

use serde::{Deserialize, Serialize};

use super::interest::Interest;
use super::restriction::Restriction;
use crate::stats::Estimated;

/// A finding of a discovery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// At how many design points the outcome of interest occurs.
    OfInterest {
        /// Key of the measure.
        measure: String,
        /// Label of the variant; none if the experiment has no other.
        variant: Option<String>,
        /// Label of the variant that is subtracted from it; none: its mean is looked at.
        baseline: Option<String>,
        /// What is of interest, in the unit of the measure.
        #[serde(flatten)]
        interest: Interest,
        /// Design points of interest.
        of_interest: u64,
        /// All that have a value.
        points: u64,
        /// Share of the weight of these points that is of interest; none if they count alike.
        share: Option<f64>,
    },
    /// Design points have weights, by which all that is said of them counts.
    Weighted {
        /// All that have a value.
        points: u64,
        /// How many points of equal weight would tell as much.
        effective: f64,
    },
    /// Design points whose interval includes a bound, or that have none.
    Undecided {
        /// How many they are.
        undecided: u64,
        /// All that have a value.
        points: u64,
    },
    /// Design points at which no run has a value.
    LeftOut {
        /// How many they are.
        points: u64,
    },
    /// No design point is of interest.
    NothingOfInterest,
    /// Every design point is of interest.
    AllOfInterest,
    /// There are few design points of interest, or few others.
    Few {
        /// How many they are.
        points: u64,
        /// Whether they are those of interest.
        are_of_interest: bool,
    },
    /// A box.
    BoxFound {
        /// Its number, from 1.
        number: u64,
        /// Its rules.
        rules: Vec<Restriction>,
        /// Share of what is of interest that lies in it, of what lies outside the boxes before
        /// it.
        coverage: f64,
        /// Share of the design points in it that is of interest.
        density: f64,
        /// Share of the design points that lie in it, of those outside the boxes before it.
        mass: f64,
    },
    /// There is no box.
    NoBox,
    /// All boxes together.
    AllBoxes {
        /// Share of what is of interest that lies in any of them.
        coverage: f64,
        /// Share of the design points in any of them that is of interest.
        density: f64,
        /// Share of all design points that is of interest.
        of_interest: f64,
    },
    /// A factor that a box restricts, and boxes of other samples of the points would not.
    Accident {
        /// Number of the box.
        number: u64,
        /// Name of the factor.
        factor: String,
        /// Share of the resamples whose boxes restrict it.
        reproduced: f64,
    },
    /// There is no regret, since neither direction of the measure is better.
    NoDirection {
        /// Key of the measure.
        measure: String,
    },
    /// There is no regret, since at no design point all variants have a value.
    NoRegret {
        /// Key of the measure.
        measure: String,
    },
    /// Design points of which regret says nothing, since a variant has no value there.
    LeftOutOfRegret {
        /// How many they are.
        points: u64,
    },
    /// Which variants have the least regret.
    LeastRegret {
        /// Key of the measure.
        measure: String,
        /// That of the least greatest regret.
        greatest: Least,
        /// That of the least regret that one design point in ten exceeds.
        in_ten: Least,
        /// That of the least mean regret.
        mean: Least,
        /// Whether design points count by their weights.
        weighted: bool,
    },
    /// Variants whose greatest regret does not exceed what noise alone may give.
    MayBeNoise {
        /// Their labels.
        variants: Vec<String>,
        /// Design points over which the greatest was taken.
        points: u64,
    },
    /// At which share of the design points each variant meets all thresholds.
    Satisficing {
        /// The variants.
        variants: Vec<Share>,
    },
}

/// A variant that has the least of a kind of regret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Least {
    /// Its label.
    pub variant: String,
    /// The regret, in the unit of the measure.
    pub regret: f64,
}

/// A share of the design points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Label of the variant.
    pub variant: String,
    /// The share, with Wilson's interval.
    pub share: Estimated,
}
