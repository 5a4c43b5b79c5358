//! What makes a design point one of interest.

use serde::{Deserialize, Serialize};

use crate::numerals::Shown;
use crate::stats::{Estimate, Judgement};

/// Bounds on a mean, or a mean difference, between which it is of interest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interest {
    /// It is above this.
    pub above: Option<f64>,
    /// It is below this. With both, it lies between them.
    pub below: Option<f64>,
}

impl Interest {
    /// Whether a mean, or mean difference, is of interest.
    pub fn holds(&self, mean: f64) -> bool {
        let above = self.above.is_none_or(|above| mean > above);
        above && self.below.is_none_or(|below| mean < below)
    }

    /// Whether the interval includes a bound, or there is none, so that chance may have put
    /// the estimate on either side.
    pub(super) fn is_undecided(&self, estimate: &Estimate) -> bool {
        let mut bounds = self.above.into_iter().chain(self.below);
        bounds.any(|bound| Judgement::of(estimate, bound, 0.0) == Judgement::Undecided)
    }

    /// The bounds in words, in a unit.
    pub(super) fn told(&self, unit: &Shown) -> String {
        let side = |side: &str, bound: Option<f64>| {
            Some(format!("{side} {}", unit.significant(bound?, 4)))
        };
        let sides = [side("above", self.above), side("below", self.below)];
        let sides: Vec<String> = sides.into_iter().flatten().collect();
        sides.join(" and ")
    }
}
